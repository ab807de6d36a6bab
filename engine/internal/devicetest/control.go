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
	// loop repeats a body as long as a counter is below n.
	loop := func(n float64, body transform.Func) transform.Func {
		return func(x []core.Value) []core.Value {
			init := append([]core.Value{core.Scalar(ir.Int32, 0)}, x...)
			cond := transform.Stage("cond", func(c []core.Value) []core.Value {
				return list(prim.Lt(c[0], core.Scalar(ir.Int32, n)))
			}, ir.Avals(init))
			next := transform.Stage("body", func(c []core.Value) []core.Value {
				return append(list(prim.Add(c[0], core.Scalar(ir.Int32, 1))), body(c[1:])...)
			}, ir.Avals(init))
			return transform.While(cond, next, init)[1:]
		}
	}
	one := func(x core.Value) core.Value { return core.Scalar(x.Aval().DType, 1) }
	return map[string][]Example{
		"cond": {{"four", choose, []operand{ints([]float64{0}), reals(3), reals()}}},
		"while": {
			{"power", repeat, []operand{ints([]float64{0}), reals(3), reals(3)}},
			{"scalar", repeat, []operand{ints([]float64{1}), reals(), reals()}},
			{"no turn", loop(0, func(c []core.Value) []core.Value { return list(prim.Sin(c[0]), prim.Exp(c[1])) }), []operand{reals(), reals(9)}},
			{"carries change places", loop(5, func(c []core.Value) []core.Value { return list(c[1], prim.Sin(c[0]), c[1]) }), []operand{reals(9), reals(9), reals(9)}},
			{"many types", loop(3, func(c []core.Value) []core.Value {
				return list(prim.Add(c[0], c[0]), prim.Not(c[1]), prim.Select(c[1], c[2], prim.Neg(c[2])), prim.Add(c[3], one(c[3])))
			}), []operand{ints([]float64{1, -2, 3}, 3), bools([]float64{1, 0, 1}, 3), reals(3), uints([]float64{4294967295, 7, 8, 9, 10}, 5)}},
			{"constant carry", loop(3, func(c []core.Value) []core.Value {
				return list(c[0], core.Scalar(c[1].Aval().DType, 2), prim.Mul(c[2], c[0]))
			}),
				[]operand{reals(), reals(), reals()}},
			{"array of conditions", func(x []core.Value) []core.Value {
				y, _ := transform.Vmap("vmap", loopUntil, x, []int{0, -1}, 5)
				return y
			}, []operand{reals(5, 3), reals()}},
			{"nested", loop(3, func(c []core.Value) []core.Value {
				return append(loop(2, func(d []core.Value) []core.Value { return list(prim.Mul(prim.Sin(d[0]), c[1])) })(c[:1]), prim.Cos(c[1]))
			}), []operand{reals(7), reals(7)}},
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
			{"same twice", scan(3, false, 2, func(v []core.Value) []core.Value {
				y := prim.Sin(prim.Mul(v[0], v[1]))
				return list(y, y, y, v[0], v[2])
			}), []operand{reals(6), reals(6), reals(3, 6)}},
			{"passed on", scan(3, true, 2, func(v []core.Value) []core.Value {
				return list(v[0], prim.Sin(prim.Mul(v[0], v[1])), prim.Reshape(prim.Transpose(prim.Reshape(v[1], []int{2, 3}), []int{1, 0}), []int{6}))
			}), []operand{reals(6), reals(6), reals(3, 6)}},
			{"nothing carried", scan(4, false, 1, func(v []core.Value) []core.Value { return list(prim.Rev(v[0], []int{0}), prim.Add(v[0], v[0])) }),
				[]operand{reals(0)}},
			{"nested", scan(3, false, 1, func(v []core.Value) []core.Value {
				out := scan(6, true, 1, func(w []core.Value) []core.Value {
					return list(prim.Sin(prim.Add(w[0], w[1])), prim.Sin(prim.Mul(w[0], w[1])))
				})(list(prim.ReduceSum(v[0], []int{0}), v[1]))
				return list(prim.Cos(prim.Add(v[0], out[1])), out[0], out[1])
			}), []operand{reals(6), reals(3, 6)}},
			{"branches", scan(5, false, 2, func(v []core.Value) []core.Value {
				big := prim.Convert(prim.Gt(prim.ReduceSum(v[2], []int{0}), core.Scalar(v[2].Aval().DType, 0)), ir.Int32, false)
				stage := func(f transform.Func) *ir.Closed { return transform.Stage("branch", f, ir.Avals(v[1:])) }
				out := transform.Cond(big, []*ir.Closed{
					stage(func(w []core.Value) []core.Value { return list(w[0], prim.Mul(w[0], w[1])) }),
					stage(func(w []core.Value) []core.Value {
						y := loopScan(scan, w)
						return list(y, y)
					}),
				}, v[1:])
				return list(prim.Add(v[0], core.Scalar(ir.Int32, 1)), out[0], out[1])
			}), []operand{ints([]float64{0}), reals(5), reals(5, 5)}},
			{"counter", scan(3, false, 2, func(v []core.Value) []core.Value {
				i := prim.Convert(v[0], v[1].Aval().DType, false)
				return list(prim.Add(v[0], core.Scalar(ir.Int32, 1)), prim.Mul(prim.Sin(v[1]), prim.Add(v[2], i)))
			}), []operand{ints([]float64{0}), reals(2), reals(3, 2)}},
		},
	}
}

// loopUntil changes a vector, as often as its sum is below a limit.
func loopUntil(x []core.Value) []core.Value {
	cond := transform.Stage("cond", func(c []core.Value) []core.Value {
		sum := prim.ReduceSum(prim.Abs(c[0]), []int{0})
		return []core.Value{prim.Lt(prim.Sub(sum, x[1]), prim.Lit(sum, 8))}
	}, ir.Avals(x[:1]))
	body := transform.Stage("body", func(c []core.Value) []core.Value {
		return []core.Value{prim.Add(prim.Mul(c[0], prim.Lit(c[0], 1.5)), x[1])}
	}, ir.Avals(x[:1]))
	return transform.While(cond, body, x[:1])
}

// loopScan multiplies the elements of a vector into another one.
func loopScan(scan func(length int, reverse bool, carry int, f transform.Func) transform.Func, w []core.Value) core.Value {
	return scan(5, false, 1, func(u []core.Value) []core.Value {
		return []core.Value{prim.Mul(prim.Cos(u[0]), u[1]), u[1]}
	})([]core.Value{w[0], w[1]})[0]
}
