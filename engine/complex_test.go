package engine

import (
	"fmt"
	"math"
	"math/cmplx"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// The points lie away from the branch cuts of all functions.
var complexPoints = []complex128{0.3 + 0.4i, -0.2 + 0.7i, 0.5 - 0.6i, 0.1 + 0.05i}

// The rules on complex numbers against differences along both axes, and the
// pullback against the pushforward: Re⟨Jt, c⟩ = Re⟨t, Jᵀc⟩ without conjugation.
func TestComplexDerivatives(t *testing.T) {
	for _, p := range prim.All() {
		if p.Complex == nil || p.Arity < 1 || p.Arity > 2 || p.Op == "stop_gradient" || p.Op == "integer_pow" || p.Op == "convert_element_type" || p.Op == "complex" {
			continue
		}
		f := func(x ...Array) Array {
			in := values(x)
			if p.Op == "conj" {
				return Conj(x[0])
			}
			return Array{core.Bind1(p, nil, in...)}
		}
		checkComplex(t, p.Op, p.Arity, f)
	}
	for _, n := range []int{-2, 0, 1, 2, 3} {
		checkComplex(t, fmt.Sprint("integer_pow ", n), 1, func(x ...Array) Array { return IntPow(x[0], n) })
	}
	checkComplex(t, "complex of parts", 1, func(x ...Array) Array { return Cartesian(Mul(Real(x[0]), Imag(x[0])), Abs(x[0])) })
	checkComplex(t, "sum", 1, func(x ...Array) Array { return Sum(Mul(x[0], x[0])) })
	checkComplex(t, "prod", 1, func(x ...Array) Array { return Prod(x[0]) })
	checkComplex(t, "dot", 2, func(x ...Array) Array { return Dot(x[0], x[1]) })
	checkComplex(t, "cumsum", 1, func(x ...Array) Array { return CumSum(x[0], 0) })
	checkComplex(t, "cumprod", 1, func(x ...Array) Array { return CumProd(x[0], 0) })
	checkComplex(t, "where", 2, func(x ...Array) Array { return Where(Gt(Real(x[0]), Num(0.2)), x[0], x[1]) })
	checkComplex(t, "mixed types", 1, func(x ...Array) Array { return Mul(Real(x[0]), Add(x[0], Complex(1i))) })
}

func checkComplex(t *testing.T, name string, arity int, f func(x ...Array) Array) {
	t.Run(name, func(t *testing.T) {
		directions := [][]complex128{{1, 1i, 0.5 + 0.5i, -1}, {0.3i, 2, 1 - 1i, 0.7}}
		var x, tangent []Array
		for i := range arity {
			x = append(x, FromComplex128s(append(append([]complex128{}, complexPoints[i:]...), complexPoints[:i]...)))
			tangent = append(tangent, FromComplex128s(directions[i]))
		}
		run := func(in []core.Value) []core.Value { return []core.Value{f(arrays(in)...).value()} }
		y, dy := transform.JVP("test", run, values(x), values(tangent))
		got := Array{dense(dy, y)[0]}.Complex128s()
		const eps = 1e-6
		ends := [2][]complex128{}
		for k, step := range []float64{eps, -eps} {
			moved := make([]Array, arity)
			for i := range x {
				moved[i] = Add(x[i], Mul(tangent[i], Num(step)))
			}
			ends[k] = f(moved...).Complex128s()
		}
		for k := range got {
			want := (ends[0][k] - ends[1][k]) / (2 * eps)
			if cmplx.Abs(got[k]-want) > 1e-7*(1+cmplx.Abs(want)) {
				t.Errorf("tangent of element %d is %v, differences give %v", k, got[k], want)
			}
		}
		if !(Array{y[0]}).DType().IsInexact() {
			return
		}
		ct := normals(y, 5)
		_, pullback := transform.VJP("test", run, values(x))
		back := pullback(ct)
		left, right := realInner([]Array{{dense(dy, y)[0]}}, arrays(ct)), realInner(tangent, arrays(dense(back, values(x))))
		if math.Abs(left-right) > 1e-12*(1+math.Abs(left)) {
			t.Errorf("Re⟨Jt, c⟩ = %v, Re⟨t, Jᵀc⟩ = %v", left, right)
		}
	})
}

func realInner(x, y []Array) float64 {
	sum := complex128(0)
	for i := range x {
		b := y[i].Complex128s()
		for k, a := range x[i].Complex128s() {
			sum += a * b[k]
		}
	}
	return real(sum)
}

func ExampleComplex() {
	z := FromComplex128s([]complex128{1 + 2i, 3 - 4i})
	fmt.Println(Abs(z))
	fmt.Println(Mul(z, Complex(1i)))
	fmt.Println(Exp(Mul(Complex(1i), Num(math.Pi))))
	// Output:
	// Array([2.23606798, 5.        ], dtype=float64)
	// Array([-2.+1.j,  4.+3.j], dtype=complex128)
	// Array(-1.-8.742278e-08j, dtype=complex64, weak_type=True)
}
