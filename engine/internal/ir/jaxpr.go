package ir

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A Value is anything a program computes with: a Literal, a concrete array or
// a tracer.
type Value interface {
	Aval() Aval
}

// An Op is what the representation needs to know of a primitive.
type Op interface {
	// Name returns the name that jaxprs print.
	Name() string
	// Infer returns the avals of the results for operands of the given avals;
	// it panics with *Error where the operands do not fit.
	Infer(in []Aval, params Params) []Aval
	// Fold returns the operand or literal that an equation always equals, or
	// nil. The results must agree bit for bit, NaN payloads aside.
	Fold(e *Eqn) Atom
}

// Params are the static parameters of an equation; nil where there are none.
type Params interface {
	// Fields lists the parameters in the order and form that jaxprs print.
	Fields() []Field
}

// A Field is one printed parameter. Its value is an int, bool, string, nil
// (None), []int (a tuple), DType, *Jaxpr or []*Jaxpr.
type Field struct {
	Name  string
	Value any
}

// An Atom is an operand of an equation: a *Var or a *Literal.
type Atom interface {
	Value
	isAtom()
}

// A Var is a variable of a jaxpr; its identity is its address.
type Var struct{ aval Aval }

// NewVar returns a fresh variable.
func NewVar(a Aval) *Var { return &Var{a} }

// Aval returns the variable's type.
func (v *Var) Aval() Aval { return v.aval }

func (*Var) isAtom() {}

// A Literal is a scalar constant. Val represents every element type exactly;
// a weak literal keeps the digits it was written with, so that 0.1 is the
// nearest float64 once it meets a float64.
type Literal struct {
	DType DType
	Weak  bool
	Val   float64
	Imag  float64 // the imaginary part of a complex number
}

// Aval returns the literal's type.
func (l *Literal) Aval() Aval { return Aval{DType: l.DType, Weak: l.Weak} }

func (*Literal) isAtom() {}

// String returns the jaxpr notation: Python's repr of the value in the
// literal's own precision, and the type, for example "0.5:f32[]".
func (l *Literal) String() string {
	var text string
	switch l.DType {
	case Bool:
		text = "False"
		if l.Val != 0 {
			text = "True"
		}
	case Int32, Int64, Uint32:
		text = strconv.FormatInt(int64(l.Val), 10)
	case Float16:
		text = PythonFloat(float64(HalfOf(l.Val).Float32()))
	case Float32:
		text = PythonFloat(float64(float32(l.Val)))
	case Complex64, Complex128:
		text = pythonComplex(l.Val, l.Imag)
	default:
		text = PythonFloat(l.Val)
	}
	return text + ":" + l.Aval().String()
}

// pythonComplex formats a complex number as Python's repr does: (1+2j), or 2j.
func pythonComplex(re, im float64) string {
	part := func(v float64) string { return strings.TrimSuffix(PythonFloat(v), ".0") }
	text := part(im) + "j"
	if re == 0 && !math.Signbit(re) {
		return text
	}
	if text[0] != '-' {
		text = "+" + text
	}
	return "(" + part(re) + text + ")"
}

// PythonFloat formats v as Python's repr does: the shortest digits that read
// back as v, positional between 1e-4 and 1e16.
func PythonFloat(v float64) string {
	switch {
	case math.IsNaN(v):
		return "nan"
	case math.IsInf(v, 1):
		return "inf"
	case math.IsInf(v, -1):
		return "-inf"
	}
	if a := math.Abs(v); a != 0 && (a < 1e-4 || a >= 1e16) {
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if v == math.Trunc(v) {
		text += ".0"
	}
	return text
}

// An Eqn applies a primitive to atoms and binds the results to fresh variables.
type Eqn struct {
	Op     Op
	Params Params
	In     []Atom
	Out    []*Var
	// Where is the place in the source that the equation comes from, in the
	// terms of who recorded it; nil if that is not known.
	Where any
}

// A Jaxpr is a straight-line program. Consts are inputs too: the variables
// that stand for the arrays it closed over.
type Jaxpr struct {
	Consts []*Var
	In     []*Var
	Eqns   []Eqn
	Out    []Atom
}

// InAvals returns the types of the inputs.
func (j *Jaxpr) InAvals() []Aval {
	avals := make([]Aval, len(j.In))
	for i, v := range j.In {
		avals[i] = v.aval
	}
	return avals
}

// OutAvals returns the types of the outputs.
func (j *Jaxpr) OutAvals() []Aval {
	avals := make([]Aval, len(j.Out))
	for i, v := range j.Out {
		avals[i] = v.Aval()
	}
	return avals
}

// A Closed jaxpr comes with the values of its Consts.
type Closed struct {
	*Jaxpr
	Values []Value
}

// Check verifies that every variable is defined once and before its use and
// that every equation's results have the types its primitive infers.
func (j *Jaxpr) Check() error {
	defined := map[*Var]bool{}
	for _, v := range j.Consts {
		defined[v] = true
	}
	for _, v := range j.In {
		if defined[v] {
			return fmt.Errorf("jaxpr: an input of type %v is bound twice", v.aval)
		}
		defined[v] = true
	}
	use := func(where string, atoms []Atom) error {
		for i, a := range atoms {
			if v, ok := a.(*Var); ok && !defined[v] {
				return fmt.Errorf("jaxpr: %s uses operand %d of type %v before its definition", where, i, v.aval)
			}
		}
		return nil
	}
	for i := range j.Eqns {
		e := &j.Eqns[i]
		if err := use("equation "+e.Op.Name(), e.In); err != nil {
			return err
		}
		want := e.Op.Infer(Avals(e.In), e.Params)
		if len(want) != len(e.Out) {
			return fmt.Errorf("jaxpr: equation %s binds %d results, the primitive has %d", e.Op.Name(), len(e.Out), len(want))
		}
		for k, v := range e.Out {
			if defined[v] {
				return fmt.Errorf("jaxpr: equation %s binds a variable a second time", e.Op.Name())
			}
			if !v.aval.Equal(want[k]) {
				return fmt.Errorf("jaxpr: equation %s binds %v, the primitive infers %v", e.Op.Name(), v.aval, want[k])
			}
			defined[v] = true
		}
	}
	return use("the result", j.Out)
}

// Avals returns the types of the given values.
func Avals[V Value](values []V) []Aval {
	avals := make([]Aval, len(values))
	for i, v := range values {
		avals[i] = v.Aval()
	}
	return avals
}
