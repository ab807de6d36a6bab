package ir

import (
	"math"
	"strings"
	"testing"
)

// A testOp adds its operands; a·1 = a folds.
type testOp string

func (o testOp) Name() string { return string(o) }

func (o testOp) Infer(in []Aval, _ Params) []Aval {
	for _, a := range in {
		if a.DType != in[0].DType {
			Fail(string(o), in, "element types differ")
		}
	}
	return []Aval{{DType: in[0].DType, Shape: in[0].Shape}}
}

func (o testOp) Fold(e *Eqn) Atom {
	if l, ok := e.In[len(e.In)-1].(*Literal); ok && o == "mul" && l.Val == 1 {
		return e.In[0]
	}
	return nil
}

func scalar() Aval { return Aval{DType: Float32} }

func eqn(op string, out *Var, in ...Atom) Eqn {
	return Eqn{Op: testOp(op), In: in, Out: []*Var{out}}
}

func TestAvalNotation(t *testing.T) {
	for _, c := range []struct {
		a           Aval
		short, long string
		size        int
	}{
		{Aval{DType: Float32}, "f32[]", "float32[]", 1},
		{Aval{DType: Int32, Shape: []int{3}}, "i32[3]", "int32[3]", 3},
		{Aval{DType: Bool, Shape: []int{2, 0}}, "bool[2,0]", "bool[2,0]", 0},
		{Aval{DType: Uint32, Shape: []int{8, 3}, Weak: true}, "u32[8,3]", "uint32[8,3]", 24},
		{Aval{DType: Float64}, "f64[]", "float64[]", 1},
	} {
		if c.a.String() != c.short || c.a.Long() != c.long || c.a.Size() != c.size || c.a.Rank() != len(c.a.Shape) {
			t.Errorf("%v, %s, size %d; want %s, %s, %d", c.a, c.a.Long(), c.a.Size(), c.short, c.long, c.size)
		}
	}
	if !(Aval{DType: Float32, Weak: true}).Equal(scalar()) || (Aval{DType: Float32, Shape: []int{1}}).Equal(scalar()) {
		t.Error("weakness counts, or the shape does not")
	}
}

func TestParseDType(t *testing.T) {
	for d := Bool; d <= Float64; d++ {
		if got, err := ParseDType(d.String()); err != nil || got != d {
			t.Errorf("%v is read as %v, %v", d, got, err)
		}
	}
	if _, err := ParseDType("bfloat16"); err == nil || !strings.Contains(err.Error(), `"bfloat16"`) {
		t.Errorf("bfloat16: %v", err)
	}
}

func TestPythonFloat(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0.0", 1: "1.0", -2.5: "-2.5", 0.1: "0.1", 1e16: "1e+16", 1e15: "1000000000000000.0", 1e-4: "0.0001", 1e-5: "1e-05", 1.5e-7: "1.5e-07",
		1e100: "1e+100", 5e-324: "5e-324", math.Inf(1): "inf", math.Inf(-1): "-inf", 123456789: "123456789.0", float64(float32(1.67)): "1.6699999570846558",
	} {
		if got := PythonFloat(v); got != want {
			t.Errorf("%g prints as %s, want %s", v, got, want)
		}
	}
	if PythonFloat(math.NaN()) != "nan" || PythonFloat(math.Copysign(0, -1)) != "-0.0" {
		t.Errorf("nan and -0 print as %s and %s", PythonFloat(math.NaN()), PythonFloat(math.Copysign(0, -1)))
	}
}

func TestSimplify(t *testing.T) {
	x, y := NewVar(scalar()), NewVar(scalar())
	a, b, c, d, dead, one := NewVar(scalar()), NewVar(scalar()), NewVar(scalar()), NewVar(scalar()), NewVar(scalar()), NewVar(scalar())
	j := &Jaxpr{In: []*Var{x, y}, Eqns: []Eqn{
		eqn("add", a, x, y),
		eqn("add", b, x, y), // the same
		eqn("add", dead, y, x),
		eqn("mul", one, a, &Literal{DType: Float32, Val: 1}),
		eqn("add", c, one, b), // a + a
		eqn("add", d, a, a),   // the same again
	}, Out: []Atom{c, d, x, &Literal{DType: Float32, Val: 2}}}
	s := Simplify(j)
	if err := s.Check(); err != nil {
		t.Error(err)
	}
	if len(s.Eqns) != 2 || s.Out[0] != s.Out[1] || s.Out[2] != Atom(x) {
		t.Errorf("simplified to %v", s)
	}
	if len(j.Eqns) != 6 || j.Out[1] != Atom(d) {
		t.Error("the original changed")
	}
	// −0 and 0 are different constants; operands in another order are not exchanged.
	m, n := NewVar(scalar()), NewVar(scalar())
	j = &Jaxpr{In: []*Var{x}, Eqns: []Eqn{
		eqn("add", m, x, &Literal{DType: Float32, Val: 0}), eqn("add", n, x, &Literal{DType: Float32, Val: math.Copysign(0, -1)}),
	}, Out: []Atom{m, n}}
	if s := Simplify(j); len(s.Eqns) != 2 {
		t.Errorf("0 and −0 were taken for the same: %v", s)
	}
	j.Eqns[1].In[1] = &Literal{DType: Float32, Weak: true}
	if s := Simplify(j); len(s.Eqns) != 2 {
		t.Errorf("a weak and a strong 0 were taken for the same: %v", s)
	}
}

func TestCheck(t *testing.T) {
	x, a, b := NewVar(scalar()), NewVar(scalar()), NewVar(scalar())
	wide := NewVar(Aval{DType: Float64})
	for want, j := range map[string]*Jaxpr{
		"":                             {In: []*Var{x}, Eqns: []Eqn{eqn("add", a, x, x)}, Out: []Atom{a}},
		"uses operand 1":               {In: []*Var{x}, Eqns: []Eqn{eqn("add", a, x, b)}, Out: []Atom{a}},
		"bound twice":                  {In: []*Var{x, x}, Out: []Atom{x}},
		"binds a variable":             {In: []*Var{x}, Eqns: []Eqn{eqn("add", a, x, x), eqn("add", a, x, x)}, Out: []Atom{a}},
		"binds f64[]":                  {In: []*Var{x}, Eqns: []Eqn{eqn("add", wide, x, x)}, Out: []Atom{wide}},
		"the result uses operand":      {In: []*Var{x}, Out: []Atom{a}},
		"binds 2 results":              {In: []*Var{x}, Eqns: []Eqn{{Op: testOp("add"), In: []Atom{x}, Out: []*Var{a, b}}}, Out: []Atom{a}},
		"jaxpr: an input of type f32[": {Consts: []*Var{x}, In: []*Var{x}, Out: []Atom{x}},
	} {
		err := j.Check()
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %q", j, err, want)
		}
	}
}

func TestErrorText(t *testing.T) {
	e := &Error{Op: "add", Reason: "shapes differ", Avals: []Aval{scalar(), {DType: Int32, Shape: []int{2}}}}
	if want := "add: shapes differ (operands float32[], int32[2])"; e.Error() != want {
		t.Errorf("%q, want %q", e.Error(), want)
	}
}

func TestCheckSize(t *testing.T) {
	CheckSize("full", []int{1 << 30})
	CheckSize("full", []int{0, 1 << 30, 1 << 30})
	for _, shape := range [][]int{{-1}, {0, -1}, {1 << 31}, {1 << 16, 1 << 16}, {1 << 62, 4}, {3, 1 << 40, 0}} {
		func() {
			defer func() {
				if _, ok := recover().(*Error); !ok {
					t.Errorf("shape %v is accepted", shape)
				}
			}()
			CheckSize("full", shape)
		}()
	}
}
