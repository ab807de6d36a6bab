package stdlib

import (
	"slices"
	"strings"

	"fluxion/engine/lang/py"
)

// A Partial is functools.partial: a function with some of its arguments.
type Partial struct {
	Func     py.Object
	Args     []py.Object
	Keywords *py.Dict

	attrs *py.Dict
}

// PartialType is the class of partial objects.
var PartialType = &py.Type{Name: "partial", Module: "functools"}

// Type implements [py.Object].
func (*Partial) Type() *py.Type { return PartialType }

// Call implements [py.Callable].
func (p *Partial) Call(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
	all := append(slices.Clone(p.Args), args...)
	merged := p.Keywords.Copy()
	for _, k := range keywords {
		merged.SetString(k.Name, k.Value)
	}
	return t.CallObject(p.Func, all, t.UnpackKeywords(nil, p.Func, merged))
}

// Repr implements [py.Representer].
func (p *Partial) Repr(t *py.Thread) string {
	parts := []string{t.Repr(p.Func)}
	for _, a := range p.Args {
		parts = append(parts, t.Repr(a))
	}
	for _, k := range p.Keywords.Keys() {
		parts = append(parts, t.Str(k)+"="+t.Repr(p.Keywords.Get(t, k)))
	}
	return "functools.partial(" + strings.Join(parts, ", ") + ")"
}

// Attribute implements [py.AttributeHolder].
func (p *Partial) Attribute(_ *py.Thread, name string) (py.Object, bool) {
	if p.attrs == nil {
		return nil, false
	}
	v := p.attrs.GetString(name)
	return v, v != nil
}

// SetAttribute implements [py.AttributeSetter].
func (p *Partial) SetAttribute(_ *py.Thread, name string, value py.Object) {
	if p.attrs == nil {
		p.attrs = py.NewDict()
	}
	if value == nil {
		p.attrs.DeleteString(name)
	} else {
		p.attrs.SetString(name, value)
	}
}

func init() {
	PartialType.New = func(t *py.Thread, _ *py.Type, args []py.Object, keywords []py.Keyword) py.Object {
		if len(args) == 0 {
			panic(py.Errorf(py.TypeError, "type 'partial' takes at least one argument"))
		}
		if !t.IsCallable(args[0]) {
			panic(py.Errorf(py.TypeError, "the first argument must be callable"))
		}
		p := &Partial{Func: args[0], Args: slices.Clone(args[1:]), Keywords: py.NewDict()}
		if inner, ok := args[0].(*Partial); ok {
			p.Func = inner.Func
			p.Args = append(slices.Clone(inner.Args), p.Args...)
			p.Keywords = inner.Keywords.Copy()
		}
		for _, k := range keywords {
			p.Keywords.SetString(k.Name, k.Value)
		}
		return p
	}
	PartialType.Define(
		py.Property{Name: "func", Get: func(_ *py.Thread, o py.Object) py.Object { return o.(*Partial).Func }},
		py.Property{Name: "args", Get: func(_ *py.Thread, o py.Object) py.Object { return py.NewTuple(slices.Clone(o.(*Partial).Args)...) }},
		py.Property{Name: "keywords", Get: func(_ *py.Thread, o py.Object) py.Object { return o.(*Partial).Keywords }},
	)
}

// support declares what the modules written in Python cannot do themselves.
var support = &py.ModuleSpec{
	Name:   "_support",
	Doc:    "What the modules written in Python need from Go.",
	Values: map[string]py.Object{"partial": PartialType, "deque": dequeType},
	Funcs: []py.Func{
		{Sig: "reduce(function, iterable, initial?, /)", Doc: "Combines the elements from the left.", Impl: reduce},
		{Sig: "method(name, params, defaults, keyonly, impl, /)", Doc: "A method with given parameters that calls impl with a tuple of their values.", Impl: method},
		{Sig: "is_class_field(annotation, /)", Doc: "Whether an annotation of a dataclass is ClassVar.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			text := t.Str(a[0])
			return py.Bool(strings.HasPrefix(text, "typing.ClassVar") || strings.HasPrefix(text, "ClassVar"))
		}},
		{Sig: "tuple_field(index, /)", Doc: "An attribute that is an element of a tuple.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			i := t.ToInt(a[0])
			return &py.Property{
				Get: func(_ *py.Thread, o py.Object) py.Object { return o.(*py.Tuple).Elems[i] },
				Set: func(*py.Thread, py.Object, py.Object) { panic(py.Errorf(py.AttributeError, "can't set attribute")) },
			}
		}},
		{Sig: "copy(obj, /)", Doc: "A shallow copy of a builtin container or an instance, and the value itself if it cannot be changed.", Impl: shallowCopy},
	},
}

func reduce(t *py.Thread, a []py.Object) py.Object {
	f, it, total := a[0], t.Iter(a[1]), a[2]
	if total == nil {
		v, ok := it.Next(t)
		if !ok {
			panic(py.Errorf(py.TypeError, "reduce() of empty iterable with no initial value"))
		}
		total = v
	}
	for {
		v, ok := it.Next(t)
		if !ok {
			return total
		}
		total = t.Call(f, total, v)
	}
}

// method makes a function whose parameters are known only when a program runs:
// the constructor of a dataclass or a named tuple.
func method(t *py.Thread, a []py.Object) py.Object {
	var positional []string
	for _, s := range t.Elements(a[1]) {
		positional = append(positional, t.Str(s))
	}
	var keyOnly []py.Parameter
	for _, pair := range t.Elements(a[3]) {
		p := t.Elements(pair)
		keyOnly = append(keyOnly, py.Parameter{Name: t.Str(p[0]), Default: p[1]})
	}
	impl := a[4]
	return py.NewMethod(t.Str(a[0]), positional, slices.Clone(t.Elements(a[2])), keyOnly, func(t *py.Thread, args []py.Object) py.Object {
		return t.Call(impl, py.NewTuple(slices.Clone(args)...))
	})
}

func shallowCopy(t *py.Thread, a []py.Object) py.Object {
	switch o := a[0].(type) {
	case *py.List:
		return o.Copy()
	case *py.Dict:
		return o.Copy()
	case *py.Set:
		return t.CallMethod(o, "copy")
	case *py.Instance:
		return o.Copy()
	case *deque:
		return o.copy()
	}
	return a[0]
}
