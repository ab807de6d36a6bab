package engine

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// An Atom is an operand or a result in a program: a variable or a number. Atoms
// can be compared: a variable is only equal to itself.
type Atom struct{ atom ir.Atom }

// DType returns the element type.
func (a Atom) DType() DType { return a.atom.Aval().DType }

// Shape returns the dimensions.
func (a Atom) Shape() []int { return a.atom.Aval().Shape }

// Weak reports whether the type is weak.
func (a Atom) Weak() bool { return a.atom.Aval().Weak }

// Number returns the value of a number; ok is false for a variable.
func (a Atom) Number() (v Array, ok bool) {
	l, ok := a.atom.(*ir.Literal)
	if !ok {
		return Array{}, false
	}
	return Array{l}, true
}

func atoms[A ir.Atom](list []A) []Atom {
	out := make([]Atom, len(list))
	for i, a := range list {
		out[i] = Atom{a}
	}
	return out
}

// An Equation is one operation of a program.
type Equation struct{ eqn *ir.Eqn }

// A Parameter of an equation: its value is an int, bool, string, nil, []int,
// DType, Contraction, Jaxpr or []Jaxpr, or something that can only be printed.
type Parameter struct {
	Name  string
	Value any
}

// Op returns the name of the operation.
func (e Equation) Op() string { return e.eqn.Op.Name() }

// Operands returns what the operation is applied to.
func (e Equation) Operands() []Atom { return atoms(e.eqn.In) }

// Results returns the variables that the equation defines.
func (e Equation) Results() []Atom { return atoms(e.eqn.Out) }

// Where returns what the option [Located] said of the equation; nil if it said
// nothing.
func (e Equation) Where() any { return e.eqn.Where }

// Parameters returns the parameters in the order in which they are printed.
func (e Equation) Parameters() []Parameter {
	if e.eqn.Params == nil {
		return nil
	}
	var list []Parameter
	for _, f := range e.eqn.Params.Fields() {
		p := Parameter{f.Name, f.Value}
		switch v := f.Value.(type) {
		case *ir.Jaxpr:
			p.Value = Jaxpr{&ir.Closed{Jaxpr: v}}
		case prim.DotDims:
			p.Value = Contraction{v.ContractX, v.ContractY, v.BatchX, v.BatchY}
		case []*ir.Jaxpr:
			programs := make([]Jaxpr, len(v))
			for i, j := range v {
				programs[i] = Jaxpr{&ir.Closed{Jaxpr: j}}
			}
			p.Value = programs
		}
		list = append(list, p)
	}
	return list
}

// Apply applies the operation, with the parameters it has, to other operands.
func (e Equation) Apply(in []Array) []Array {
	return arrays(core.Bind(e.eqn.Op.(*core.Primitive), e.eqn.Params, values(in)...))
}

// Constants returns the variables that stand for the arrays that the program
// closed over, and these.
func (j Jaxpr) Constants() ([]Atom, []Array) {
	return atoms(j.closed.Consts), arrays(j.closed.Values)
}

// Inputs returns the variables of the arguments.
func (j Jaxpr) Inputs() []Atom { return atoms(j.closed.In) }

// Outputs returns the results.
func (j Jaxpr) Outputs() []Atom { return atoms(j.closed.Out) }

// Equations returns the operations in order.
func (j Jaxpr) Equations() []Equation {
	list := make([]Equation, len(j.closed.Eqns))
	for i := range list {
		list[i] = Equation{&j.closed.Eqns[i]}
	}
	return list
}

// Eval applies the program to arrays, traced or not, operation by operation.
func (j Jaxpr) Eval(consts, in []Array) []Array {
	return arrays(transform.EvalJaxpr(j.closed.Jaxpr, values(consts), concrete(in)))
}

// String prints the equation in JAX's notation.
func (e Equation) String() string { return e.eqn.String() }

// IsOperation reports whether there is an operation of a name.
func IsOperation(name string) bool { return prim.Has(name) }
