package engine_test

import (
	"math"
	"testing"
	"time"

	"fluxion/engine"
)

// samples returns float32 values that look random.
func samples(scale float64, shape ...int) engine.Array {
	n := 1
	for _, d := range shape {
		n *= d
	}
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(scale * math.Sin(float64(i)*12.9898))
	}
	return engine.FromFloat32s(v, shape...)
}

func chain(x engine.Array) engine.Array {
	return engine.Tanh(x).Mul(engine.Exp(engine.Neg(engine.Square(x)))).Add(engine.Sin(x.Mul(engine.Num(3))))
}

type logistic struct{ W, B engine.Array }

// loss is the negative log likelihood as the JAX tutorial writes it.
func loss(x, y engine.Array) func(p logistic) engine.Array {
	one := engine.Num(1)
	return func(p logistic) engine.Array {
		q := engine.Logistic(engine.Dot(x, p.W).Add(p.B))
		return engine.Neg(engine.Sum(engine.Log(q.Mul(y).Add(one.Sub(q).Mul(one.Sub(y))))))
	}
}

// A workload returns the call that is measured.
type workload struct {
	name string
	call func() func()
}

// workloads are the cases of the comparison with other systems.
var workloads = []workload{
	{"chain_1e6", func() func() {
		f, x := engine.Jit(chain), samples(3, 1_000_000)
		return func() { f(x) }
	}},
	{"grad_chain_1e6", func() func() {
		f, x := engine.Jit(engine.Grad(func(x engine.Array) engine.Array { return engine.Sum(chain(x)) })), samples(3, 1_000_000)
		return func() { f(x) }
	}},
	{"jet4_tanh_1e5", func() func() {
		series := []engine.Array{engine.Num(1), engine.Num(0), engine.Num(0), engine.Num(0)}
		f := engine.Jit(func(x engine.Array) []engine.Array {
			y, d := engine.Jet(engine.Tanh, x, series)
			return append([]engine.Array{y}, d...)
		})
		x := samples(3, 100_000)
		return func() { f(x) }
	}},
	{"sum_1e6", func() func() {
		f, x := engine.Jit(func(x engine.Array) engine.Array { return engine.Sum(x) }), samples(3, 1_000_000)
		return func() { f(x) }
	}},
	{"matmul_16", matmul(16, false, false)},
	{"matmul_32", matmul(32, false, false)},
	{"matmul_512", matmul(512, false, false)},
	{"matmul_512_nt", matmul(512, false, true)},
	{"matmul_512_tn", matmul(512, true, false)},
	{"matmul_512_tt", matmul(512, true, true)},
	{"matmul_1024", matmul(1024, false, false)},
	{"matvec_2048", product(samples(1, 2048, 2048), samples(1, 2048))},
	{"vecmat_2048", product(samples(1, 2048), samples(1, 2048, 2048))},
	{"softmax_1000x1000", rows(softmax)},
	{"logsumexp_1000x1000", rows(logSumExp)},
	{"layernorm_1000x1000", rows(layerNorm)},
	{"hessian_64", func() func() {
		a := samples(0.1, 64, 64)
		f := engine.Jit(engine.Hessian(func(x engine.Array) engine.Array {
			y := engine.Tanh(engine.Dot(a, x))
			return engine.Sum(engine.Square(y)).Add(engine.Sum(engine.IntPow(x, 4)))
		}))
		x := samples(1, 64)
		return func() { f(x) }
	}},
	{"mlp_step_256", func() func() {
		type layer struct{ W, B engine.Array }
		type input struct {
			P    [3]layer
			X, Y engine.Array
		}
		step := engine.Jit(func(in input) [3]layer {
			g := engine.Grad(func(p [3]layer) engine.Array {
				h := in.X
				for i, l := range p {
					if h = engine.Dot(h, l.W).Add(l.B); i < len(p)-1 {
						h = engine.Tanh(h)
					}
				}
				return engine.Neg(engine.Mean(in.Y.Mul(h.Sub(logSumExp(h)))))
			})(in.P)
			rate := engine.Num(1e-3)
			for i := range g {
				in.P[i] = layer{in.P[i].W.Sub(rate.Mul(g[i].W)), in.P[i].B.Sub(rate.Mul(g[i].B))}
			}
			return in.P
		})
		in := input{X: samples(1, 256, 256), Y: samples(1, 256, 10)}
		for i, n := range []int{256, 256, 10} {
			in.P[i] = layer{samples(0.1, 256, n), engine.Zeros([]int{n}, engine.Float32)}
		}
		return func() { in.P = step(in) }
	}},
	{"logreg_step_1e5x32", func() func() {
		x, y := samples(1, 100_000, 32), samples(1, 100_000).Gt(engine.Num(0)).AsType(engine.Float32)
		step := engine.Jit(func(in struct {
			P    logistic
			X, Y engine.Array
		}) logistic {
			_, g := engine.ValueAndGrad(loss(in.X, in.Y))(in.P)
			rate := engine.Num(1e-7)
			return logistic{in.P.W.Sub(rate.Mul(g.W)), in.P.B.Sub(rate.Mul(g.B))}
		})
		p := logistic{samples(0.1, 32), engine.Scalar(0, engine.Float32)}
		return func() {
			p = step(struct {
				P    logistic
				X, Y engine.Array
			}{p, x, y})
		}
	}},
	{"tiny_value_and_grad", func() func() {
		x, y := samples(1, 4, 3), samples(1, 4).Gt(engine.Num(0)).AsType(engine.Float32)
		type out struct {
			Value engine.Array
			Grad  logistic
		}
		f := engine.Jit(func(p logistic) out {
			v, g := engine.ValueAndGrad(loss(x, y))(p)
			return out{v, g}
		})
		p := logistic{samples(1, 3), engine.Scalar(0.5, engine.Float32)}
		return func() { f(p) }
	}},
}

// matmul multiplies matrices of which each may be given transposed.
func matmul(n int, left, right bool) func() func() {
	turned := func(x engine.Array, turn bool) engine.Array {
		if turn {
			return x.T()
		}
		return x
	}
	return func() func() {
		f := engine.Jit(func(in [2]engine.Array) engine.Array {
			return engine.MatMul(turned(in[0], left), turned(in[1], right))
		})
		in := [2]engine.Array{samples(1, n, n), samples(1, n, n)}
		return func() { f(in) }
	}
}

func product(x, y engine.Array) func() func() {
	return func() func() {
		f := engine.Jit(func(in [2]engine.Array) engine.Array { return engine.Dot(in[0], in[1]) })
		return func() { f([2]engine.Array{x, y}) }
	}
}

// rows applies f to each row of a matrix.
func rows(f func(x engine.Array) engine.Array) func() func() {
	return func() func() {
		f, x := engine.Jit(f), samples(3, 1000, 1000)
		return func() { f(x) }
	}
}

func softmax(x engine.Array) engine.Array {
	e := engine.Exp(x.Sub(engine.ExpandDims(engine.Max(x, -1), -1)))
	return e.Div(engine.ExpandDims(engine.Sum(e, -1), -1))
}

func logSumExp(x engine.Array) engine.Array {
	m := engine.ExpandDims(engine.Max(x, -1), -1)
	return engine.Log(engine.ExpandDims(engine.Sum(engine.Exp(x.Sub(m)), -1), -1)).Add(m)
}

func layerNorm(x engine.Array) engine.Array {
	d := x.Sub(engine.ExpandDims(engine.Mean(x, -1), -1))
	variance := engine.ExpandDims(engine.Mean(engine.Square(d), -1), -1)
	return d.Mul(engine.Rsqrt(variance.Add(engine.Num(1e-5))))
}

// BenchmarkDevices measures a steady call of each workload on each device.
func BenchmarkDevices(b *testing.B) { onDevices(b, workloads) }

// onDevices also tells what compiling a workload took: milliseconds and bytes
// of generated code.
func onDevices(b *testing.B, workloads []workload) {
	eachDevice(b, func(device string) {
		for _, w := range workloads {
			b.Run("case="+w.name+"/device="+device, func(b *testing.B) {
				call := w.call()
				var compile time.Duration
				code := 0
				engine.SetProfile(func(e engine.ProfileEvent) {
					if e.Compiled && !e.Eager {
						compile += e.Compile
						code += e.Code
					}
				})
				call()
				engine.SetProfile(nil)
				for b.Loop() {
					call()
				}
				b.ReportMetric(compile.Seconds()*1e3, "ms/compile")
				b.ReportMetric(float64(code), "B/code")
			})
		}
	})
}

// BenchmarkFirstResult measures how long it takes from a function that is new
// to its first six derivatives at a thousand points.
func BenchmarkFirstResult(b *testing.B) {
	x := samples(3, 1000)
	zero := engine.Num(0)
	series := []engine.Array{engine.Num(1), zero, zero, zero, zero, zero}
	n := 0.0
	eachDevice(b, func(device string) {
		b.Run("device="+device, func(b *testing.B) {
			for b.Loop() {
				n++ // programs that are equal are compiled once
				other := func(x engine.Array) engine.Array { return chain(x).Mul(engine.Num(n)) }
				engine.Jit(func(x engine.Array) []engine.Array {
					y, d := engine.Jet(other, x, series)
					return append([]engine.Array{y}, d...)
				})(x)
			}
		})
	})
}

// eachDevice calls f with each device as the one that programs run on.
func eachDevice(b *testing.B, f func(device string)) {
	defer func(name string) {
		if err := engine.SetDevice(name); err != nil {
			b.Fatal(err)
		}
	}(engine.Device())
	for _, device := range engine.Devices() {
		if err := engine.SetDevice(device); err != nil {
			b.Fatal(err)
		}
		f(device)
	}
}
