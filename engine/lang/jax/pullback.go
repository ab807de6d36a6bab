package jax

import (
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// A pushforward is the derivative that jax.linearize returns, as a function of
// its residuals and the tangents: with the residuals as first argument it makes
// a Partial, which is a pytree.
type pushforward struct {
	of         *traced
	derivative engine.Derivative
}

var pushforwardType = &py.Type{Name: "_HashableCallableShim", Module: "jax._src.tree_util", Final: true}

// Type returns the class.
func (*pushforward) Type() *py.Type { return pushforwardType }

// Call implements [py.Callable].
func (p *pushforward) Call(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
	if len(keywords) > 0 {
		panic(py.Errorf(py.TypeError, "the linearized function takes no keyword arguments"))
	}
	residuals := takeApart(t, args[0], invalid(t)).data
	dy := p.derivative.WithResiduals(residuals).Push(p.of.tangents(args[1:]))
	return p.of.out.rebuild(t, dy[:len(p.of.out.data)])
}

// A pullback is what jax.vjp returns: a function of cotangents, and a pytree
// whose leaves are what it keeps of the evaluation.
type pullback struct {
	code *pullbackCode
	// args holds the arguments that are needed as they were, in the structure of
	// the arguments, but with tuples as containers and notNeeded in the other
	// places; rest is what else was computed.
	args, rest *py.List
}

// pullbackCode is what all pullbacks of one derivative share.
type pullbackCode struct {
	of         *traced
	derivative engine.Derivative
	results    int   // of the function and its auxiliary result together
	sources    []int // which argument a residual is; −1 for the others
}

var (
	pullbackType     = &py.Type{Name: "VJP", Module: "jax._src.api", Doc: "A function that pulls cotangents back; a pytree of what it keeps.", Final: true}
	pullbackCodeType = &py.Type{Name: "VJPCode", Module: "jax._src.api", Final: true}
	notNeededType    = &py.Type{Name: "NotNeeded", Module: "jax._src.api", Doc: "Stands for an argument that the pullback does not need.", Final: true}
)

// A notNeeded stands for an argument that a pullback does not read.
type notNeeded struct{}

// Type returns the class.
func (*notNeeded) Type() *py.Type { return notNeededType }

// Repr implements [py.Representer].
func (*notNeeded) Repr(*py.Thread) string { return "NotNeeded()" }

// Type returns the class.
func (*pullbackCode) Type() *py.Type { return pullbackCodeType }

// Type returns the class.
func (*pullback) Type() *py.Type { return pullbackType }

// newPullback takes apart what a derivative has kept.
func newPullback(t *py.Thread, f *traced, d engine.Derivative, results int) *pullback {
	code := &pullbackCode{f, d, results, nil}
	args := make([]py.Object, len(f.args.data))
	for i := range args {
		args[i] = &notNeeded{}
	}
	var rest []engine.Array
	for _, r := range d.Residuals() {
		source := slices.IndexFunc(f.args.data, func(x engine.Array) bool { return engine.Same(x, r) })
		code.sources = append(code.sources, source)
		if source >= 0 {
			args[source] = FromArray(r)
		} else {
			rest = append(rest, r)
		}
	}
	given := f.args.def.tuples().Unflatten(t, args).(*py.Tuple)
	return &pullback{code, py.NewList(given.Elems...), arrayList(rest)}
}

func arrayList(data []engine.Array) *py.List {
	list := make([]py.Object, len(data))
	for i, a := range data {
		list[i] = FromArray(a)
	}
	return py.NewList(list...)
}

// tuples is the structure with tuples as containers.
func (d *TreeDef) tuples() *TreeDef {
	if d.kind == leafNode {
		return d
	}
	c := &TreeDef{kind: tupleNode, leaves: d.leaves}
	for _, child := range d.children {
		c.children = append(c.children, child.tuples())
	}
	return c
}

// residuals puts together again what newPullback took apart.
func (p *pullback) residuals(t *py.Thread) []engine.Array {
	rest := takeApart(t, p.rest, invalid(t)).data
	// What is put in may have the structure of the arguments themselves.
	var args []py.Object
	def := p.code.of.args.def
	for i, given := range p.args.Elems {
		child := def.children[min(i, len(def.children)-1)]
		if _, isTuple := given.(*py.Tuple); isTuple {
			child = child.tuples()
		}
		args = append(args, child.flattenUpTo(t, given, "args_res")...)
	}
	list := make([]engine.Array, len(p.code.sources))
	for i, source := range p.code.sources {
		if source < 0 {
			list[i], rest = rest[0], rest[1:]
			continue
		}
		x, _, ok := leafArray(t, args[source])
		if !ok {
			panic(invalid(t)(args[source]))
		}
		list[i] = x
	}
	return list
}

// Call implements [py.Callable].
func (p *pullback) Call(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
	f := p.code.of
	if len(args) != 1 || len(keywords) > 0 {
		panic(f.cotangentCount(len(args)))
	}
	cts := make([]engine.Array, p.code.results)
	copy(cts, f.cotangents(args[0]))
	return f.args.rebuild(t, p.code.derivative.WithResiduals(p.residuals(t)).Pull(cts))
}

// Repr implements [py.Representer].
func (p *pullback) Repr(t *py.Thread) string {
	f := p.code.of
	return "VJP(fun=" + sourceOf(t, f.fun) + ", in_tree=" + t.Repr(f.args.def) + ", out_tree=" + t.Repr(f.out.def) +
		", args_res=" + t.Repr(p.args) + ", opaque_residuals=" + t.Repr(p.rest) + ")"
}

func init() {
	of := func(o py.Object) *pullback { return o.(*pullback) }
	pullbackType.Define(
		py.Property{Name: "args_res", Doc: "The arguments that are needed as they were.", Get: func(_ *py.Thread, o py.Object) py.Object { return of(o).args },
			Set: func(t *py.Thread, o, v py.Object) { of(o).args = py.NewList(t.Elements(v)...) }},
		py.Property{Name: "opaque_residuals", Doc: "What was computed of the arguments.", Get: func(_ *py.Thread, o py.Object) py.Object { return of(o).rest }},
		py.Property{Name: "in_tree", Doc: "The structure of the arguments.", Get: func(_ *py.Thread, o py.Object) py.Object { return of(o).code.of.args.def }},
		py.Property{Name: "out_tree", Doc: "The structure of the result.", Get: func(_ *py.Thread, o py.Object) py.Object { return of(o).code.of.out.def }},
	)
	builtinNodes[pullbackType] = &nodeType{
		flatten: func(_ *py.Thread, o py.Object) (children, keys []py.Object, aux py.Object) {
			return []py.Object{of(o).args, of(o).rest}, nil, of(o).code
		},
		unflatten: func(_ *py.Thread, aux py.Object, children []py.Object) py.Object {
			p := &pullback{code: aux.(*pullbackCode)}
			p.args, _ = children[0].(*py.List)
			p.rest, _ = children[1].(*py.List)
			return p
		},
	}
	builtinNodes[notNeededType] = &nodeType{
		flatten: func(_ *py.Thread, o py.Object) (children, keys []py.Object, aux py.Object) {
			return nil, nil, py.NewTuple()
		},
		unflatten: func(*py.Thread, py.Object, []py.Object) py.Object { return &notNeeded{} },
	}
}
