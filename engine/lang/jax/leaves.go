package jax

import (
	"fmt"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// A pytree of arrays, taken apart for the engine.
type arrays struct {
	def  *TreeDef
	data []engine.Array
	keys []bool // which leaves are random number keys
}

// leafArray returns a leaf as an array; ok is false if it is none.
func leafArray(t *py.Thread, o py.Object) (a engine.Array, key, ok bool) {
	switch v := o.(type) {
	case *Array:
		return v.data, v.key, true
	case *shapeStruct:
		return zeros(v), v.dtype.Kind == 'V', true
	}
	a, ok = numeric(t, o)
	return a, false, ok
}

// zeros returns an array of the type and shape of s.
func zeros(s *shapeStruct) engine.Array {
	if s.dtype.Kind == 'V' {
		return engine.Zeros(append(append([]int{}, s.shape...), 2), engine.Uint32)
	}
	d, err := engine.ParseDType(s.dtype.Name)
	if err != nil {
		panic(py.Errorf(py.NotImplementedError, "arrays of dtype %s are not supported", s.dtype.Name))
	}
	return engine.Zeros(s.shape, d).Weaken(s.weak)
}

// takeApart flattens a pytree whose leaves are arrays or numbers; fail makes the
// exception for any other leaf.
func takeApart(t *py.Thread, tree py.Object, fail func(leaf py.Object) *py.Exception) *arrays {
	leaves, def := Flatten(t, tree, nil)
	a := &arrays{def: def, data: make([]engine.Array, len(leaves)), keys: make([]bool, len(leaves))}
	for i, l := range leaves {
		var ok bool
		if a.data[i], a.keys[i], ok = leafArray(t, l); !ok {
			panic(fail(l))
		}
	}
	return a
}

// invalid is what most functions say of a leaf that is no array.
func invalid(t *py.Thread) func(o py.Object) *py.Exception {
	return func(o py.Object) *py.Exception {
		return py.Errorf(py.TypeError, "Argument '%s' of type %s is not a valid JAX type", t.Str(o), t.Repr(o.Type()))
	}
}

// rebuild returns the pytree with other arrays as leaves; the zero array stands
// for zeros like the ones the pytree was made of.
func (a *arrays) rebuild(t *py.Thread, data []engine.Array) py.Object {
	leaves := make([]py.Object, len(data))
	for i, x := range data {
		if x.IsZero() {
			x = engine.ZerosLike(a.data[i]).Weaken(a.data[i].Weak())
		}
		leaves[i] = &Array{data: x, key: a.keys[i]}
	}
	return a.def.Unflatten(t, leaves)
}

// funcName returns the name of a callable.
func funcName(t *py.Thread, f py.Object) string {
	if v, ok := t.LookupAttr(f, "__name__"); ok {
		if s, ok := v.(py.Str); ok {
			return string(s)
		}
	}
	if p, ok := t.LookupAttr(f, "func"); ok {
		return funcName(t, p)
	}
	return "<unnamed function>"
}

// sourceOf returns the name of a callable and where it was defined.
func sourceOf(t *py.Thread, f py.Object) string {
	name := funcName(t, f)
	if fn := pythonFunction(t, f); fn != nil {
		source := fn.Code.Source
		line, _ := source.Position(fn.Code.At.From)
		// Python counts decorators to the function.
		for line > 1 && strings.HasPrefix(strings.TrimLeft(source.Line(line-1), " \t"), "@") {
			line--
		}
		return fmt.Sprintf("%s at %s:%d", name, fn.Code.Source.Name, line)
	}
	return name
}

// pythonFunction returns the Python function that a callable is or wraps, or nil.
func pythonFunction(t *py.Thread, f py.Object) *py.Function {
	for range 16 {
		switch v := f.(type) {
		case *py.Function:
			return v
		case *py.BoundMethod:
			f = v.Func
			continue
		case *transformed:
			f = v.of
			continue
		}
		w, ok := t.LookupAttr(f, "__wrapped__")
		if !ok {
			return nil
		}
		f = w
	}
	return nil
}

// parameters returns the names of the positional parameters of a callable; ok is
// false if they are not known.
func parameters(t *py.Thread, f py.Object) (names []string, vararg, ok bool) {
	skip := 0
	if m, isMethod := f.(*py.BoundMethod); isMethod {
		skip, f = 1, m.Func
	}
	if b, isBuiltin := f.(*py.Builtin); isBuiltin {
		names = b.Parameters()
		return names[min(skip, len(names)):], false, true
	}
	fn := pythonFunction(t, f)
	if fn == nil {
		return nil, false, false
	}
	names = fn.Code.Params[:fn.Code.NumPositional]
	return names[min(skip, len(names)):], fn.Code.Vararg, true
}

// requireCallable panics unless f can be called.
func requireCallable(t *py.Thread, f py.Object) {
	if !t.IsCallable(f) {
		panic(py.Errorf(py.TypeError, "Expected a callable value, got %s", t.Str(f)))
	}
}

// keywordsOf returns the arguments of **kwargs.
func keywordsOf(o py.Object) []py.Keyword {
	d := o.(*py.Dict)
	var list []py.Keyword
	for _, k := range d.Keys() {
		name := string(k.(py.Str))
		list = append(list, py.Keyword{Name: name, Value: d.GetString(name)})
	}
	return list
}

// keywordDict is the inverse of keywordsOf.
func keywordDict(keywords []py.Keyword) *py.Dict {
	d := py.NewDict()
	for _, k := range keywords {
		d.SetString(k.Name, k.Value)
	}
	return d
}

// argnums returns the positions that an argument gives, for n arguments: an int
// or a sequence of ints, negative ones counted from the end.
func argnums(t *py.Thread, o py.Object, n int) (positions []int, single bool) {
	elems := []py.Object{o}
	if _, isInt := o.(py.Int); isInt {
		single = true
	} else {
		elems = t.Elements(o)
	}
	for _, e := range elems {
		i := t.ToInt(e)
		if i < -n || i >= n {
			panic(py.Errorf(py.ValueError, "Positional argument indices, e.g. for `static_argnums`, must have value greater than or equal to -len(args) and less than len(args), "+
				"but got value %d for len(args) == %d.", i, n))
		}
		if i < 0 {
			i += n
		}
		positions = append(positions, i)
	}
	return positions, single
}

// auxPair splits the result of a function that returns something besides its
// value.
func auxPair(t *py.Thread, o py.Object) (value, aux py.Object) {
	if u, ok := o.(*py.Tuple); ok && len(u.Elems) == 2 {
		return u.Elems[0], u.Elems[1]
	}
	panic(py.Errorf(py.TypeError, "expected function with aux output to return a two-element tuple, but got type %s with value %s", t.Repr(o.Type()), t.Repr(o)))
}

// An auxiliary result passes through a transformation as further outputs;
// leaves that are no arrays stay as they are.
type auxiliary struct {
	def    *TreeDef
	leaves []py.Object
	at     []int // places of the arrays among the leaves
	keys   []bool
}

// splitAux returns the arrays of an auxiliary result.
func splitAux(t *py.Thread, o py.Object) (*auxiliary, []engine.Array) {
	x := &auxiliary{}
	x.leaves, x.def = Flatten(t, o, nil)
	var data []engine.Array
	for i, l := range x.leaves {
		if a, ok := l.(*Array); ok {
			x.at = append(x.at, i)
			x.keys = append(x.keys, a.key)
			data = append(data, a.data)
		}
	}
	return x, data
}

// join puts the arrays back.
func (x *auxiliary) join(t *py.Thread, data []engine.Array) py.Object {
	leaves := append([]py.Object{}, x.leaves...)
	for k, i := range x.at {
		leaves[i] = &Array{data: data[k], key: x.keys[k]}
	}
	return x.def.Unflatten(t, leaves)
}
