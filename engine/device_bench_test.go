package engine_test

import (
	"math"
	"testing"

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
	{"matmul_512", matmul(512)},
	{"matmul_1024", matmul(1024)},
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

func matmul(n int) func() func() {
	return func() func() {
		f := engine.Jit(func(in [2]engine.Array) engine.Array { return engine.MatMul(in[0], in[1]) })
		in := [2]engine.Array{samples(1, n, n), samples(1, n, n)}
		return func() { f(in) }
	}
}

// BenchmarkDevices measures a steady call of each workload on each device.
func BenchmarkDevices(b *testing.B) { onDevices(b, workloads) }

func onDevices(b *testing.B, workloads []workload) {
	defer func(name string) {
		if err := engine.SetDevice(name); err != nil {
			b.Fatal(err)
		}
	}(engine.Device())
	for _, w := range workloads {
		for _, device := range engine.Devices() {
			b.Run(w.name+"/"+device, func(b *testing.B) {
				if err := engine.SetDevice(device); err != nil {
					b.Fatal(err)
				}
				call := w.call()
				call()
				for b.Loop() {
					call()
				}
			})
		}
	}
}
