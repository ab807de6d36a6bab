package jax

import (
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// An operation is a primitive, such as lax.exp_p: by itself, or as an equation
// of a program applies it, with its parameters.
type operation struct {
	name string
	eqn  *engine.Equation // nil for a primitive by itself
}

var primitiveType = &py.Type{Name: "Primitive", Module: "jax._src.core", Final: true}

// Type returns the class.
func (*operation) Type() *py.Type { return primitiveType }

// Repr implements [py.Representer].
func (p *operation) Repr(*py.Thread) string { return p.name }

// Hash implements [py.Hasher].
func (p *operation) Hash(t *py.Thread) uint64 { return t.Hash(py.Str(p.name)) }

// Binary implements [py.Operand]: a primitive equals itself, applied or not.
func (p *operation) Binary(_ *py.Thread, op ast.Operator, other py.Object, _ bool) py.Object {
	o, ok := other.(*operation)
	if !ok || op != ast.Eq && op != ast.Ne {
		return py.NotImplemented
	}
	return py.Bool((p.name == o.name) == (op == ast.Eq))
}

// Primitive answers for the attributes of jax.lax that name primitives, such as
// exp_p; it returns nil for others.
func Primitive(_ *py.Thread, name string) py.Object {
	op, ok := strings.CutSuffix(name, "_p")
	if !ok || !engine.IsOperation(op) {
		return nil
	}
	return &operation{name: op}
}

// multiple reports whether the results are a list even where there is one.
func (p *operation) multiple() bool {
	switch p.name {
	case "jit", "cond", "while", "scan", "remat2", "custom_jvp_call", "custom_vjp_call", "sort", "top_k", "threefry2x32", "lu":
		return true
	}
	return p.eqn != nil && len(p.eqn.Results()) != 1
}

func init() {
	primitiveType.Define(
		py.Property{Name: "name", Doc: "The name of the operation.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Str(o.(*operation).name) }},
		py.Property{Name: "multiple_results", Doc: "Whether the results are a list.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Bool(o.(*operation).multiple()) }},
		py.Func{Sig: "bind(self, *args, **params)", Doc: "Applies the operation; that of an equation with the parameters it has there.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			p := a[0].(*operation)
			if p.eqn == nil {
				function, ok := t.LookupAttr(t.Import(t, "jax.lax"), p.name)
				if !ok {
					panic(py.Errorf(py.NotImplementedError, "%s_p.bind is not supported outside of a program", p.name))
				}
				return t.CallObject(function, a[1].(*py.Tuple).Elems, keywordsOf(a[2]))
			}
			in := takeApart(t, a[1], invalid(t))
			for i, x := range in.data {
				in.data[i] = Recorded(t, x)
			}
			out := p.eqn.Apply(in.data)
			if len(out) == 1 && !p.multiple() {
				return FromArray(out[0])
			}
			return arrayList(out)
		}},
	)
}
