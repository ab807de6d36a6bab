package jax

import (
	"fmt"
	"slices"

	"fluxion/engine/lang/py"
)

// registerFuncs make classes containers.
var registerFuncs = []py.Func{
	{Sig: "register_pytree_node(nodetype, flatten_func, unflatten_func, flatten_with_keys_func=None)", Doc: "Makes a class a container: flatten_func returns children and the rest, unflatten_func is its inverse.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		n := functionNode(a[1], a[2])
		if a[3] != py.None {
			n = keyedNode(a[3], a[2])
		}
		register(t, a[0], n)
		return py.None
	}},
	{Sig: "register_pytree_with_keys(nodetype, flatten_with_keys, unflatten_func, flatten_func=None)", Doc: "The same, with the keys of the children.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		register(t, a[0], keyedNode(a[1], a[2]))
		return py.None
	}},
	{Sig: "register_pytree_node_class(cls)", Doc: "Makes a class with the methods tree_flatten and tree_unflatten a container.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		register(t, a[0], functionNode(t.GetAttr(a[0], "tree_flatten"), t.GetAttr(a[0], "tree_unflatten")))
		return a[0]
	}},
	{Sig: "register_pytree_with_keys_class(cls)", Doc: "Makes a class with the methods tree_flatten_with_keys and tree_unflatten a container.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		register(t, a[0], keyedNode(t.GetAttr(a[0], "tree_flatten_with_keys"), t.GetAttr(a[0], "tree_unflatten")))
		return a[0]
	}},
	{Sig: "register_dataclass(nodetype, data_fields=None, meta_fields=None, drop_fields=())", Doc: "Makes a dataclass a container of its data fields.", Impl: registerDataclass},
	{Sig: "register_static(cls)", Doc: "Makes instances of a class part of the structure, without leaves.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		register(t, a[0], &nodeType{
			flatten:   func(_ *py.Thread, o py.Object) (children, keys []py.Object, aux py.Object) { return nil, nil, o },
			unflatten: func(_ *py.Thread, aux py.Object, _ []py.Object) py.Object { return aux },
		})
		return a[0]
	}},
}

func register(t *py.Thread, class py.Object, n *nodeType) {
	c, ok := class.(*py.Type)
	if !ok {
		panic(py.Errorf(py.TypeError, "a class is expected, got %s", t.Repr(class)))
	}
	if nodeOf(t, c) != nil || slices.Contains([]*py.Type{py.ListType, py.TupleType, py.DictType, py.NoneType}, c) {
		panic(py.Errorf(py.ValueError, "Duplicate custom PyTreeDef type registration for %s.", t.Repr(c)))
	}
	stateOf(t).nodes[c] = n
}

// functionNode is a container by two Python functions.
func functionNode(flatten, unflatten py.Object) *nodeType {
	return &nodeType{
		flatten: func(t *py.Thread, o py.Object) (children, keys []py.Object, aux py.Object) {
			list, aux, ok := pair(t.Call(flatten, o))
			if !ok {
				panic(py.Errorf(py.ValueError, "The flatten function of %s should return a pair of children and auxiliary data", t.Repr(o.Type())))
			}
			return slices.Clone(t.Elements(list)), nil, aux
		},
		unflatten: unflattenBy(unflatten),
	}
}

func unflattenBy(f py.Object) func(t *py.Thread, aux py.Object, children []py.Object) py.Object {
	return func(t *py.Thread, aux py.Object, children []py.Object) py.Object {
		return t.Call(f, aux, py.NewTuple(children...))
	}
}

// keyedNode is a container by two Python functions of which the first also
// returns keys.
func keyedNode(flatten, unflatten py.Object) *nodeType {
	return &nodeType{
		flatten: func(t *py.Thread, o py.Object) (children, keys []py.Object, aux py.Object) {
			list, aux, ok := pair(t.Call(flatten, o))
			if !ok {
				panic(py.Errorf(py.ValueError, "The flatten function of %s should return a pair of children and auxiliary data", t.Repr(o.Type())))
			}
			for _, e := range t.Elements(list) {
				key, child, ok := pair(e)
				if !ok {
					panic(py.Errorf(py.ValueError, "The children of %s should be pairs of key and child", t.Repr(o.Type())))
				}
				keys, children = append(keys, key), append(children, child)
			}
			return children, keys, aux
		},
		unflatten: unflattenBy(unflatten),
	}
}

func registerDataclass(t *py.Thread, a []py.Object) py.Object {
	data, meta := names(t, a[1]), names(t, a[2])
	if a[1] == py.None && a[2] == py.None {
		fields, ok := t.LookupAttr(a[0], "__dataclass_fields__")
		if !ok {
			panic(py.Errorf(py.ValueError, "register_dataclass: data_fields and meta_fields are required when nodetype is not a dataclass. Got nodetype=%s.", t.Repr(a[0])))
		}
		for _, f := range t.Elements(t.CallMethod(fields, "values")) {
			name := t.Str(t.GetAttr(f, "name"))
			if !t.Truth(t.GetAttr(f, "init")) {
				continue
			}
			if m, ok := t.LookupAttr(f, "metadata"); ok && t.Truth(m) && t.Contains(m, py.Str("static")) && t.Truth(t.GetItem(m, py.Str("static"))) {
				meta = append(meta, name)
			} else {
				data = append(data, name)
			}
		}
	}
	register(t, a[0], &nodeType{
		flatten: func(t *py.Thread, o py.Object) (children, keys []py.Object, aux py.Object) {
			for _, name := range data {
				children = append(children, t.GetAttr(o, name))
				keys = append(keys, &pathKey{attributeKeyType, py.Str(name)})
			}
			rest := make([]py.Object, len(meta))
			for i, name := range meta {
				rest[i] = t.GetAttr(o, name)
			}
			return children, keys, py.NewTuple(rest...)
		},
		unflatten: func(t *py.Thread, aux py.Object, children []py.Object) py.Object {
			var keywords []py.Keyword
			for i, name := range data {
				keywords = append(keywords, py.Keyword{Name: name, Value: children[i]})
			}
			for i, v := range aux.(*py.Tuple).Elems {
				keywords = append(keywords, py.Keyword{Name: meta[i], Value: v})
			}
			return t.CallObject(a[0], nil, keywords)
		},
	})
	return a[0]
}

// names returns the strings of a sequence, none for None.
func names(t *py.Thread, o py.Object) []string {
	if o == py.None {
		return nil
	}
	var list []string
	for _, e := range t.Elements(o) {
		list = append(list, t.Str(e))
	}
	return list
}

// A partial is a jax.tree_util.Partial: a function with arguments that is a
// container of these.
type partial struct {
	fun      py.Object
	args     []py.Object
	keywords []py.Keyword
}

var partialType = &py.Type{Name: "Partial", Module: "jax._src.tree_util", Doc: "functools.partial as a pytree of its arguments.", Final: true}

// Type returns the class.
func (*partial) Type() *py.Type { return partialType }

// Call implements [py.Callable].
func (p *partial) Call(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
	all := slices.Clone(p.keywords)
	for _, k := range keywords {
		i := slices.IndexFunc(all, func(o py.Keyword) bool { return o.Name == k.Name })
		if i >= 0 {
			all[i] = k
		} else {
			all = append(all, k)
		}
	}
	return t.CallObject(p.fun, slices.Concat(p.args, args), all)
}

// Repr implements [py.Representer].
func (p *partial) Repr(t *py.Thread) string {
	s := "Partial(" + t.Repr(p.fun)
	for _, a := range p.args {
		s += ", " + t.Repr(a)
	}
	for _, k := range p.keywords {
		s += fmt.Sprintf(", %s=%s", k.Name, t.Repr(k.Value))
	}
	return s + ")"
}

func init() {
	partialType.New = func(t *py.Thread, _ *py.Type, args []py.Object, keywords []py.Keyword) py.Object {
		if len(args) == 0 {
			panic(py.Errorf(py.TypeError, "type 'partial' takes at least one argument"))
		}
		requireCallable(t, args[0])
		return &partial{args[0], slices.Clone(args[1:]), slices.Clone(keywords)}
	}
	partialType.Define(
		py.Property{Name: "func", Get: func(_ *py.Thread, o py.Object) py.Object { return o.(*partial).fun }},
		py.Property{Name: "args", Get: func(_ *py.Thread, o py.Object) py.Object {
			return py.NewTuple(slices.Clone(o.(*partial).args)...)
		}},
		py.Property{Name: "keywords", Get: func(_ *py.Thread, o py.Object) py.Object { return keywordDict(o.(*partial).keywords) }},
	)
	builtinNodes[partialType] = &nodeType{
		flatten: func(_ *py.Thread, o py.Object) (children, keys []py.Object, aux py.Object) {
			p := o.(*partial)
			keys = []py.Object{&pathKey{attributeKeyType, py.Str("args")}, &pathKey{attributeKeyType, py.Str("keywords")}}
			return []py.Object{py.NewTuple(slices.Clone(p.args)...), keywordDict(p.keywords)}, keys, p.fun
		},
		unflatten: func(_ *py.Thread, aux py.Object, children []py.Object) py.Object {
			return &partial{aux, children[0].(*py.Tuple).Elems, keywordsOf(children[1])}
		},
	}
}
