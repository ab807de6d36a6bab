package engine

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// A derivative maps a function of one float64 scalar to its derivative.
type derivative struct {
	name string
	of   func(f func(Array) Array) func(Array) Array
}

func oneLike(x Array) Array { return OnesLike(x) }

var forwardDerivatives = []derivative{
	{"jvp", func(f func(Array) Array) func(Array) Array {
		return func(x Array) Array { _, dy := JVP(f, x, oneLike(x)); return dy }
	}},
	{"jacfwd", Jacfwd[Array]},
	{"jet", func(f func(Array) Array) func(Array) Array {
		return func(x Array) Array { _, d := Jet(f, x, []Array{Num(1)}); return d[0] }
	}},
	{"linearize", func(f func(Array) Array) func(Array) Array {
		return func(x Array) Array { _, push := Linearize(f, x); return push(oneLike(x)) }
	}},
}

var reverseDerivatives = []derivative{
	{"grad", Grad[Array]},
	{"vjp", func(f func(Array) Array) func(Array) Array {
		return func(x Array) Array { y, pull := VJP(f, x); return pull(oneLike(y)) }
	}},
	{"jacrev", Jacrev[Array]},
	{"jit of grad", func(f func(Array) Array) func(Array) Array { return Jit(Grad(f)) }},
	{"grad of jit", func(f func(Array) Array) func(Array) Array { return Grad(Jit(f)) }},
	{"vmap of grad", func(f func(Array) Array) func(Array) Array {
		return func(x Array) Array { return Index(Vmap(Grad(f))(Stack([]Array{x, Add(x, Num(1))}, 0)), 0) }
	}},
	{"grad of sum of vmap", func(f func(Array) Array) func(Array) Array {
		return func(x Array) Array {
			return Sum(Grad(func(v Array) Array { return Sum(Vmap(f)(v)) })(Reshape(x, 1)))
		}
	}},
}

// zoo are functions that use each corner of the engine, smooth on (0.3, 1.2).
var zoo = map[string]func(Array) Array{
	"elementary": func(x Array) Array { return Mul(Sin(Square(x)), Exp(Neg(x))) },
	"power":      func(x Array) Array { return Pow(x, Add(x, Num(0.5))) },
	"softplus":   func(x Array) Array { return Mul(Softplus(Sub(x, Num(0.5))), Logistic(x)) },
	"logsumexp": func(x Array) Array {
		return LogSumExp(Stack([]Array{x, Square(x), Mul(Num(-2), x)}, 0))
	},
	"softmax": func(x Array) Array {
		return Index(Softmax(Stack([]Array{x, Square(x), Num(0.25)}, 0), 0), 1)
	},
	"matrix": func(x Array) Array {
		a := FromFloat64s([]float64{0.3, -1.2, 0.7, 0.5, 0.25, -0.75}, 3, 2)
		v := Stack([]Array{x, Sin(x)}, 0)
		return Sum(Tanh(Dot(a, v)))
	},
	"indices": func(x Array) Array {
		v := Stack([]Array{Square(x), Neg(x), Exp(x), Num(0.1)}, 0)
		sorted := Sort(v, 0)
		return Sum(Mul(Take(sorted, FromInt32s([]int32{3, 0, 0, 1}), 0), FromFloat64s([]float64{1, 2, 3, 4})))
	},
	"products": func(x Array) Array {
		v := Mul(x, FromFloat64s([]float64{0.5, -1, 2, 1.5}))
		return Add(Prod(v), Sum(Sin(CumProd(v, 0))))
	},
	"running sums": func(x Array) Array {
		return Sum(Exp(Neg(CumSum(Mul(x, FromFloat64s([]float64{0.5, 1, 2})), 0))))
	},
	"branches": func(x Array) Array {
		return Where(Gt(x, Num(0.6)), Mul(x, Sin(x)), Exp(x)).Add(Maximum(Square(x), Mul(Num(0.2), x)))
	},
	"nested gradient": func(x Array) Array {
		return Grad(func(y Array) Array { return Mul(Mul(x, Square(y)), Sin(y)) })(x)
	},
	"closure in jit": func(x Array) Array {
		return Jit(func(y Array) Array { return Mul(Sin(x), Exp(y)) })(Square(x))
	},
	"closure in vmap": func(x Array) Array {
		return Sum(Vmap(func(y Array) Array { return Sin(Mul(x, y)) })(Stack([]Array{x, Num(2)}, 0)))
	},
	"closure in jet": func(x Array) Array {
		_, d := Jet(func(y Array) Array { return Exp(Mul(x, y)) }, x, []Array{Num(1), Num(0)})
		return d[1]
	},
	"custom jvp": func(x Array) Array { return Mul(customSine(Square(x)), x) },
	"custom jvp with a program in its rule": func(x Array) Array {
		return CustomJVP("cube", func(x Array) Array { return IntPow(x, 3) }, func(x, t Array) (Array, Array) {
			slope := Jit(func(p pair) Array { return Mul(p.Y, Mul(Num(3), Square(p.X))) })
			return IntPow(x, 3), slope(pair{x, t})
		})(Sin(x))
	},
	"program calls program": func(x Array) Array {
		inner := Jit(func(y Array) Array { return Mul(y, Cos(y)) })
		return Jit(func(y Array) Array { return Add(inner(y), inner(Square(y))) })(x)
	},
	"choice": func(x Array) Array {
		return Cond(Gt(x, Num(0.6)), func(y Array) Array { return Mul(y, Sin(x)) }, Exp, Square(x))
	},
	"switch": func(x Array) Array {
		return Switch(Floor(Mul(x, Num(3))).AsType(Int32), []func(Array) Array{Sin, Cos, func(y Array) Array { return Mul(Tanh(y), Exp(x)) }}, x)
	},
	"loop": func(x Array) Array {
		return Fori(Int(0), Int(3), func(i, s Array) Array { return Add(Mul(Sin(s), x), i) }, Square(x))
	},
	"scan": func(x Array) Array {
		last, ys := Scan(func(c, a Array) (Array, Array) { return Mul(Sin(Add(c, a)), x), Mul(c, a) }, Exp(x), Mul(x, FromFloat64s([]float64{0.5, -1, 2})), -1)
		return Add(last, Sum(Square(ys)))
	},
	"loop in scan in program": Jit(func(x Array) Array {
		ys := Map(func(a Array) Array {
			return Fori(Int(0), Int(2), func(_, s Array) Array {
				return Cond(Gt(a, Num(0)), Sin, func(s Array) Array { return Mul(s, x) }, s)
			}, Mul(a, x))
		}, FromFloat64s([]float64{1, -0.5}))
		return Sum(ys)
	}),
	"scan in a custom rule": func(x Array) Array { return customPower(Sin(x)) },
	"stopped":               func(x Array) Array { return Add(Sin(x), Mul(StopGradient(Num(2)), x)) },
	"special":               func(x Array) Array { return Add(Mul(Erf(x), Lgamma(Add(x, Num(1)))), I0e(x)) },
}

func customSine(x Array) Array {
	return CustomJVP("sine", Sin, func(x, t Array) (Array, Array) { return customSine(x), Mul(t, Cos(x)) })(x)
}

// customPower is x⁴, with a rule in which a loop mixes values and tangents.
func customPower(x Array) Array {
	return CustomJVP("power", func(x Array) Array { return IntPow(x, 4) }, func(x, t Array) (Array, Array) {
		type both struct{ Value, Tangent Array }
		end, _ := Scan(func(b both, _ struct{}) (both, struct{}) {
			return both{Mul(b.Value, x), Add(Mul(b.Tangent, x), Mul(b.Value, t))}, struct{}{}
		}, both{x, t}, struct{}{}, 3)
		return end.Value, end.Tangent
	})(x)
}

// Every derivative of every derivative, to third order, is the same number.
func TestDerivativesCompose(t *testing.T) {
	derivatives := append(append([]derivative{}, forwardDerivatives...), reverseDerivatives...)
	x := Scalar(0.8, Float64)
	for name, f := range zoo {
		t.Run(name, func(t *testing.T) {
			truth := make([]float64, 4)
			_, d := Jet(f, x, []Array{Num(1), Num(0), Num(0)})
			for k := range d {
				truth[k+1] = d[k].Item()
			}
			check := func(what string, g func(Array) Array, order int) {
				t.Helper()
				y := g(x)
				if got := y.Item(); !(math.Abs(got-truth[order]) <= 1e-11*(1+math.Abs(truth[order]))) {
					t.Errorf("%s gives %.17g, Taylor mode %.17g", what, got, truth[order])
				}
				if y.DType() != Float64 || y.Rank() != 0 || y.Weak() {
					t.Errorf("%s gives a %v", what, y)
				}
			}
			for _, a := range derivatives {
				first := a.of(f)
				check(a.name, first, 1)
				for _, b := range derivatives {
					second := b.of(first)
					check(b.name+" of "+a.name, second, 2)
				}
			}
			// The third order by every operator once at each depth.
			for i, a := range derivatives {
				n := len(derivatives)
				b, c := derivatives[(i*3+1)%n], derivatives[(i*5+2)%n]
				check(c.name+" of "+b.name+" of "+a.name, c.of(b.of(a.of(f))), 3)
				check(a.name+" of "+c.name+" of "+b.name, a.of(c.of(b.of(f))), 3)
			}
			check("jit of jet", Jit(func(x Array) Array {
				_, d := Jet(f, x, []Array{Num(1), Num(0), Num(0)})
				return d[2]
			}), 3)
			check("grad of hessian", Grad(Hessian(f)), 3)
			check("vmap of jit of hessian", func(x Array) Array {
				return Index(Vmap(Jit(Hessian(f)))(Stack([]Array{Num(0.5), x}, 0)), 1)
			}, 2)
		})
	}
}

// Siskind and Pearlmutter's example and its relatives: an inner derivative
// must not see the outer one's perturbation.
func TestPerturbationsAreNotConfused(t *testing.T) {
	derivatives := append(append([]derivative{}, forwardDerivatives...), reverseDerivatives...)
	x := Scalar(3, Float64)
	for _, outer := range derivatives {
		for _, inner := range derivatives {
			got := []float64{
				outer.of(func(x Array) Array {
					return Mul(x, inner.of(func(y Array) Array { return Add(x, y) })(Scalar(1, Float64)))
				})(x).Item(), // 1
				outer.of(func(x Array) Array {
					return Mul(x, inner.of(func(y Array) Array { return Mul(x, y) })(Scalar(2, Float64)))
				})(x).Item(), // 2x
				outer.of(func(x Array) Array {
					return inner.of(func(y Array) Array { return Mul(IntPow(x, 2), IntPow(y, 3)) })(x)
				})(x).Item(), // d/dx 3x⁴ = 12x³
				outer.of(func(x Array) Array {
					// The inner function does not depend on its argument.
					return Add(x, inner.of(func(y Array) Array { return Square(x) })(x))
				})(x).Item(), // 1
			}
			if want := []float64{1, 6, 324, 1}; fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s of %s: %v, want %v", outer.name, inner.name, got, want)
			}
		}
	}
}

// f(x, y) = sin(x₀y₀)·y₁ + x₁²x₀ with all blocks of second derivatives, by
// each combination of forward and reverse mode.
func TestHessians(t *testing.T) {
	f := func(v Array) Array {
		x0, x1 := Index(v, 0), Index(v, 1)
		return Add(Sin(Mul(x0, x1)), Mul(Square(x1), x0))
	}
	x0, x1 := 0.7, -1.3
	s, c := math.Sincos(x0 * x1)
	want := []float64{-x1 * x1 * s, c - x0*x1*s + 2*x1, c - x0*x1*s + 2*x1, -x0*x0*s + 2*x0}
	at := FromFloat64s([]float64{x0, x1})
	for name, h := range map[string]func(Array) Array{
		"hessian": Hessian(f), "fwd of fwd": Jacfwd(Jacfwd(f)), "rev of fwd": Jacrev(Jacfwd(f)), "rev of rev": Jacrev(Jacrev(f)),
		"fwd of grad": Jacfwd(Grad(f)), "rev of grad": Jacrev(Grad(f)), "jit": Jit(Hessian(f)), "fwd of jit": Hessian(Jit(f)),
		"rows by vmap": func(x Array) Array {
			return Vmap(func(t Array) Array { _, d := JVP(Grad(f), x, t); return d })(Eye(2, Float64))
		},
	} {
		got := h(at)
		if fmt.Sprint(got.Shape()) != "[2 2]" {
			t.Fatalf("%s: shape %v", name, got.Shape())
		}
		for i, g := range got.Float64s() {
			if math.Abs(g-want[i]) > 1e-14*(1+math.Abs(want[i])) {
				t.Errorf("%s: entry %d is %.17g, want %.17g", name, i, g, want[i])
			}
		}
	}
}

func TestHessianBlocks(t *testing.T) {
	type params struct{ A, B Array }
	f := func(p params) Array { return Mul(Sum(Square(p.A)), p.B) }
	blocks := HessianBlocks(f)(params{FromFloat64s([]float64{1, 2}), Scalar(3, Float64)})
	got := []string{blocks[0].A.Text(), blocks[0].B.Text(), blocks[1].A.Text(), blocks[1].B.Text()}
	want := []string{"[[6. 0.]\n [0. 6.]]", "[2. 4.]", "[2. 4.]", "0.0"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("blocks %q, want %q", got, want)
	}
}

// Jacobians have the shape of the result, then that of the argument, for every
// pair of shapes.
func TestJacobianShapes(t *testing.T) {
	w := FromFloat64s([]float64{1, -2, 0.5, 3, 0.25, -1}, 3, 2)
	f := func(x Array) Array { return Tanh(Dot(w, x)) } // (2, k) → (3, k)
	x := FromFloat64s([]float64{0.1, 0.2, -0.3, 0.4}, 2, 2)
	forward, reverse := Jacfwd(f)(x), Jacrev(f)(x)
	if fmt.Sprint(forward.Shape(), reverse.Shape()) != "[3 2 2 2] [3 2 2 2]" {
		t.Fatalf("shapes %v and %v", forward.Shape(), reverse.Shape())
	}
	a, b := forward.Float64s(), reverse.Float64s()
	y := f(x).Float64s()
	for i := range 3 {
		for j := range 2 {
			for k := range 2 {
				for l := range 2 {
					want := 0.0
					if j == l {
						want = w.Float64s()[i*2+k] * (1 - y[i*2+j]*y[i*2+j])
					}
					at := ((i*2+j)*2+k)*2 + l
					if math.Abs(a[at]-want) > 1e-15 || math.Abs(b[at]-want) > 1e-15 {
						t.Errorf("∂f[%d,%d]/∂x[%d,%d] is %g and %g, want %g", i, j, k, l, a[at], b[at], want)
					}
				}
			}
		}
	}
	for _, n := range []int{0, 1} { // arguments without elements, and with one
		j := Jacfwd(func(x Array) Array { return Sin(x) })(Zeros([]int{n}, Float32))
		if fmt.Sprint(j.Shape()) != fmt.Sprint([]int{n, n}) {
			t.Errorf("the Jacobian over %d elements has shape %v", n, j.Shape())
		}
	}
	if j := Jacrev(func(x Array) Array { return Ones([]int{2}, Float64) })(x); fmt.Sprint(j.Shape()) != "[2 2 2]" || Any(Ne(j, Num(0))).Item() != 0 {
		t.Errorf("the Jacobian of a constant is %v", j)
	}
}

func TestVmapAxes(t *testing.T) {
	type two struct{ X, Y Array }
	x := FromFloat64s([]float64{1, 2, 3, 4, 5, 6}, 2, 3)
	y := FromFloat64s([]float64{10, 20, 30})
	sum := func(p two) Array { return Add(p.X, p.Y) }
	for _, c := range []struct {
		f    func(two) Array
		at   two
		want string
	}{
		{Vmap(sum, 1, 0), two{x, y}, "[[11. 14.]\n [22. 25.]\n [33. 36.]]"},
		{Vmap(sum, -1, 0), two{x, y}, "[[11. 14.]\n [22. 25.]\n [33. 36.]]"},
		{Vmap(sum, 0, Shared), two{x, y}, "[[11. 22. 33.]\n [14. 25. 36.]]"},
		{Vmap(sum, Shared, 0), two{Scalar(1, Float64), y}, "[11. 21. 31.]"},
		// The product table, by vmap inside vmap.
		{Vmap(func(p two) Array {
			return Vmap(func(q two) Array { return Mul(q.X, q.Y) }, Shared, 0)(p)
		}, 0, Shared), two{y, y}, "[[100. 200. 300.]\n [200. 400. 600.]\n [300. 600. 900.]]"},
		// The result does not depend on the example.
		{Vmap(func(p two) Array { return p.Y }, 0, Shared), two{y, y}, "[[10. 20. 30.]\n [10. 20. 30.]\n [10. 20. 30.]]"},
	} {
		if got := c.f(c.at).Text(); got != c.want {
			t.Errorf("vmap gives\n%s\nwant\n%s", got, c.want)
		}
		if got := Jit(c.f)(c.at).Text(); got != c.want {
			t.Errorf("jit of vmap gives\n%s\nwant\n%s", got, c.want)
		}
	}
	if got := Vmap(Sin)(Zeros([]int{0, 2}, Float32)); fmt.Sprint(got.Shape()) != "[0 2]" {
		t.Errorf("vmap over no examples has shape %v", got.Shape())
	}
}
