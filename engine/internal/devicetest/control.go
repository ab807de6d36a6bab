package devicetest

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// controlExamples are of the primitives that carry programs, which are staged
// on the types of the operands.
func controlExamples() map[string][]Example {
	list := func(v ...core.Value) []core.Value { return v }
	choose := func(x []core.Value) []core.Value {
		stage := func(f transform.Func) *ir.Closed { return transform.Stage("branch", f, ir.Avals(x[1:])) }
		return transform.Cond(x[0], []*ir.Closed{
			stage(func(v []core.Value) []core.Value { return list(prim.Mul(v[0], v[1]), v[1]) }),
			stage(func(v []core.Value) []core.Value { return list(prim.Sin(v[0]), prim.Exp(v[1])) }),
			stage(func(v []core.Value) []core.Value { return list(v[0], prim.Lit(v[1], 2)) }),
			stage(func(v []core.Value) []core.Value { return list(prim.Square(prim.Cos(v[0])), prim.Square(v[1])) }),
		}, x[1:])
	}
	// The carry is a counter and an array, the constant w.
	repeat := func(x []core.Value) []core.Value {
		init, w := x[:2], x[2]
		cond := transform.Stage("cond", func(c []core.Value) []core.Value {
			return list(prim.Lt(c[0], core.Scalar(ir.Int32, 4)))
		}, ir.Avals(init))
		body := transform.Stage("body", func(c []core.Value) []core.Value {
			return list(prim.Add(c[0], core.Scalar(ir.Int32, 1)), prim.Mul(prim.Sin(c[1]), w))
		}, ir.Avals(init))
		return transform.While(cond, body, init)
	}
	scan := func(length int, reverse bool, carry int, f transform.Func) transform.Func {
		return func(x []core.Value) []core.Value {
			avals := ir.Avals(x)
			for i := carry; i < len(avals); i++ {
				avals[i].Shape = avals[i].Shape[1:]
			}
			return transform.Scan(transform.Stage("body", f, avals), x[:carry], x[carry:], transform.ScanOptions{Length: length, Reverse: reverse, Unroll: 1})
		}
	}
	recurrence := func(v []core.Value) []core.Value {
		c := prim.Add(prim.Mul(v[0], v[1]), prim.Sin(v[2]))
		return list(c, prim.Cos(v[1]), prim.Mul(c, v[2]))
	}
	return map[string][]Example{
		"cond": {{"four", choose, []operand{ints([]float64{0}), reals(3), reals()}}},
		"while": {
			{"power", repeat, []operand{ints([]float64{0}), reals(3), reals(3)}},
			{"scalar", repeat, []operand{ints([]float64{1}), reals(), reals()}},
		},
		"scan": {
			{"recurrence", scan(4, false, 2, recurrence), []operand{reals(3), reals(3), reals(4, 3)}},
			{"backwards", scan(4, true, 2, recurrence), []operand{reals(), reals(), reals(4)}},
			{"empty", scan(0, false, 2, recurrence), []operand{reals(2), reals(2), reals(0, 2)}},
			{"map", scan(3, false, 0, func(v []core.Value) []core.Value { return list(prim.Exp(v[0])) }), []operand{reals(3, 2)}},
			{"number", scan(3, false, 1, func(v []core.Value) []core.Value {
				return list(prim.Mul(prim.Sin(v[0]), prim.Cos(v[0])))
			}), []operand{reals()}},
			{"closed over", func(x []core.Value) []core.Value {
				return scan(3, false, 1, func(v []core.Value) []core.Value {
					return list(prim.Mul(prim.Sin(v[0]), x[2]), prim.Mul(v[0], prim.Exp(v[1])))
				})(x[:2])
			}, []operand{reals(2), reals(3, 2), reals(2)}},
			{"counter", scan(3, false, 2, func(v []core.Value) []core.Value {
				i := prim.Convert(v[0], v[1].Aval().DType, false)
				return list(prim.Add(v[0], core.Scalar(ir.Int32, 1)), prim.Mul(prim.Sin(v[1]), prim.Add(v[2], i)))
			}), []operand{ints([]float64{0}), reals(2), reals(3, 2)}},
		},
	}
}
