package engine

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// clippedSquare is x² whose pullback is limited to [−1, 1]: a rule that no
// derivation would give, so that a result shows whether it was used.
func clippedSquare(x Array) Array {
	return CustomVJP("clipped_square",
		func(x Array) Array { return Square(x) },
		func(x Array) (Array, []Array) { return Square(x), []Array{x} },
		func(residuals []Array, ct Array) Array {
			return Clip(Mul(ct, Mul(Num(2), residuals[0])), Num(-1), Num(1))
		})(x)
}

func TestCustomVJP(t *testing.T) {
	x := FromFloat64s([]float64{0.25, 3, -5})
	sum := func(x Array) Array { return Sum(clippedSquare(x)) }
	second := func(x Array) Array { return Sum(Sin(Grad(sum)(x))) }
	// d/dx sin(clip(2x)) = 2cos(2x) inside, 0 where it is clipped.
	inside := 2 * math.Cos(0.5)
	for name, c := range map[string]struct {
		got  Array
		want []float64
	}{
		"grad":         {Grad(sum)(x), []float64{0.5, 1, -1}},
		"jit of grad":  {Jit(Grad(sum))(x), []float64{0.5, 1, -1}},
		"grad of jit":  {Grad(Jit(sum))(x), []float64{0.5, 1, -1}},
		"vmap of grad": {Vmap(Grad(clippedSquare))(x), []float64{0.5, 1, -1}},
		"grad of vmap": {Grad(func(x Array) Array { return Sum(Vmap(clippedSquare)(x)) })(x), []float64{0.5, 1, -1}},
		"grad of vmap of jit": {Grad(func(x Array) Array { return Sum(Vmap(Jit(clippedSquare))(x)) })(x),
			[]float64{0.5, 1, -1}},
		"jacrev":          {Sum(Jacrev(clippedSquare)(x), 0), []float64{0.5, 1, -1}},
		"grad of grad":    {Grad(second)(x), []float64{inside, 0, 0}},
		"jit of it":       {Jit(Grad(second))(x), []float64{inside, 0, 0}},
		"fwd over rev":    {Sum(Jacfwd(func(x Array) Array { return Sin(Grad(sum)(x)) })(x), 0), []float64{inside, 0, 0}},
		"value":           {clippedSquare(x), []float64{0.0625, 9, 25}},
		"shared by batch": {Grad(func(s Array) Array { return Sum(Vmap(func(x Array) Array { return Mul(x, clippedSquare(s)) })(x)) })(Scalar(0.25, Float64)), []float64{-0.875}},
	} {
		for i, g := range c.got.Float64s() {
			if math.Abs(g-c.want[i]) > 1e-15 {
				t.Errorf("%s: %v, want %v", name, c.got, c.want)
				break
			}
		}
	}
}

// Forward mode cannot pass a custom pullback, and says so in JAX's words.
func TestCustomVJPHasNoForwardMode(t *testing.T) {
	x := FromFloat64s([]float64{1, 2})
	scalar := func(x Array) Array { return Sum(clippedSquare(x)) }
	for name, f := range map[string]func(){
		"jvp":          func() { JVP(clippedSquare, x, x) },
		"jvp of jit":   func() { JVP(Jit(clippedSquare), x, x) },
		"jvp of vmap":  func() { JVP(Vmap(clippedSquare), x, x) },
		"jacfwd":       func() { Jacfwd(clippedSquare)(x) },
		"linearize":    func() { _, push := Linearize(clippedSquare, x); push(x) },
		"fwd over fwd": func() { Jacfwd(Jacfwd(scalar))(x) },
	} {
		err := Try(f)
		if err == nil || !strings.Contains(err.Error(), "can't apply forward-mode autodiff (jvp) to a custom_vjp function.") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type operands struct{ X, Y Array }

func TestCustomJVPOfSeveralOperands(t *testing.T) {
	// x·y with a rule that counts the share of y tenfold.
	f := CustomJVP("f", func(p operands) Array { return Mul(p.X, p.Y) }, func(p, t operands) (Array, Array) {
		return Mul(p.X, p.Y), Add(Mul(t.X, p.Y), Mul(Num(10), Mul(p.X, t.Y)))
	})
	at := operands{Scalar(3, Float64), Scalar(5, Float64)}
	check := func(name string, g operands) {
		t.Helper()
		if g.X.Item() != 5 || g.Y.Item() != 30 {
			t.Errorf("%s: %v, want 5 and 30", name, g)
		}
	}
	check("grad", Grad(f)(at))
	check("jit", Jit(Grad(f))(at))
	check("of jit", Grad(Jit(f))(at))
	check("jacfwd", Jacfwd(f)(at))
	batch := operands{FromFloat64s([]float64{3, 1}), Scalar(5, Float64)}
	rows := Vmap(Grad(f), 0, Shared)(batch)
	if rows.X.Text() != "[5. 5.]" || rows.Y.Text() != "[30. 10.]" {
		t.Errorf("vmap of grad: %v", rows)
	}
	over := Grad(func(p operands) Array { return Sum(Vmap(f, 0, Shared)(p)) })(batch)
	if over.X.Text() != "[5. 5.]" || over.Y.Item() != 40 {
		t.Errorf("grad of vmap: %v", over)
	}
	// The rule of a constant operand is not asked for its share.
	if g := Grad(func(x Array) Array { return f(operands{x, Num(2)}) })(Scalar(3, Float64)); g.Item() != 2 {
		t.Errorf("with a constant: %v", g)
	}
}

// A rule is itself differentiated for the second order.
func TestCustomRulesDefineHigherOrders(t *testing.T) {
	f := CustomJVP("f", Exp, func(x, t Array) (Array, Array) { return Exp(x), Mul(t, IntPow(x, 3)) })
	x := Scalar(2, Float64)
	if d := Grad(Grad(f))(x).Item(); d != 12 {
		t.Errorf("second derivative %g, want 3x² = 12", d)
	}
	_, d := Jet(f, x, []Array{Num(1), Num(0), Num(0)})
	if fmt.Sprint(d[0].Item(), d[1].Item(), d[2].Item()) != "8 12 12" {
		t.Errorf("Taylor mode gives %v, want 8, 12, 12", d)
	}
}

// The derivative of a result that its rule declares constant is zero.
func TestCustomRuleWithoutTangent(t *testing.T) {
	f := CustomJVP("step", Floor, func(x, t Array) (Array, Array) { return Floor(x), ZerosLike(x) })
	for name, g := range map[string]Array{
		"grad":   Grad(f)(Scalar(2.5, Float64)),
		"jit":    Jit(Grad(f))(Scalar(2.5, Float64)),
		"of jit": Grad(Jit(f))(Scalar(2.5, Float64)),
		"vmap":   Vmap(Grad(f))(FromFloat64s([]float64{2.5})),
	} {
		if g.Float64s()[0] != 0 {
			t.Errorf("%s: %v", name, g)
		}
	}
}

func TestCustomRuleOfWrongShape(t *testing.T) {
	f := CustomJVP("f", Sin, func(x, t Array) (Array, Array) { return Sin(x), Sum(t) })
	err := Try(func() { JVP(f, Ones([]int{3}, Float32), Ones([]int{3}, Float32)) })
	const want = "f: custom JVP rule must produce primal and tangent outputs of equal shapes and dtypes, but got float32[3] and float32[]"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	g := CustomVJP("g", Sin, func(x Array) (Array, Array) { return Sin(x), x }, func(x, ct Array) Array { return Sum(ct) })
	err = Try(func() { Grad(func(x Array) Array { return Sum(g(x)) })(Ones([]int{3}, Float32)) })
	if err == nil || !strings.Contains(err.Error(), "float32[3] is expected") {
		t.Errorf("error %v", err)
	}
}

func TestNonlinearRule(t *testing.T) {
	f := CustomJVP("f", Sin, func(x, t Array) (Array, Array) { return Sin(x), Sin(t) })
	err := Try(func() { Grad(f)(Num(1)) })
	if err == nil || !strings.Contains(err.Error(), "not linear") {
		t.Errorf("a rule that is not linear in the tangent: %v", err)
	}
	g := CustomJVP("g", Sin, func(x, t Array) (Array, Array) { return Sin(x), Mul(t, t) })
	if err := Try(func() { Grad(g)(Num(1)) }); err == nil {
		t.Error("a rule that squares the tangent was transposed")
	}
}

func TestStopGradient(t *testing.T) {
	f := func(x Array) Array { return Mul(Square(x), StopGradient(Sin(x))) }
	x := Scalar(0.7, Float64)
	want := 2 * 0.7 * math.Sin(0.7)
	for name, g := range map[string]func(Array) Array{
		"grad": Grad(f), "jacfwd": Jacfwd(f), "jit": Jit(Grad(f)), "of jit": Grad(Jit(f)),
		"vmap": func(x Array) Array { return Index(Vmap(Grad(f))(Reshape(x, 1)), 0) },
		"jet":  func(x Array) Array { _, d := Jet(f, x, []Array{Num(1)}); return d[0] },
	} {
		if got := g(x).Item(); math.Abs(got-want) > 1e-15 {
			t.Errorf("%s: %.17g, want %.17g", name, got, want)
		}
	}
	if got := Grad(Grad(f))(x).Item(); math.Abs(got-2*math.Sin(0.7)) > 1e-15 {
		t.Errorf("second derivative %g", got)
	}
}
