// Package devicetest is the conformance suite of devices, and the examples of
// every primitive that tests of the table walk through.
package devicetest

import (
	"maps"
	"math/rand"
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// An operand of an example: either drawn from a domain of its own or the
// primitive's, or fixed where elements is set (indices, predicates).
type operand struct {
	shape    []int
	elements []float64
	dtype    ir.DType
	domain   core.Interval
	complex  bool
}

func reals(shape ...int) operand { return operand{shape: shape} }

func complexes(shape ...int) operand { return operand{shape: shape, complex: true} }

func between(lo, hi float64, shape ...int) operand {
	return operand{shape: shape, domain: core.Interval{Lo: lo, Hi: hi}}
}

func ints(elements []float64, shape ...int) operand {
	return operand{shape: shape, elements: elements, dtype: ir.Int32}
}

func uints(elements []float64, shape ...int) operand {
	return operand{shape: shape, elements: elements, dtype: ir.Uint32}
}

func bools(elements []float64, shape ...int) operand {
	return operand{shape: shape, elements: elements, dtype: ir.Bool}
}

// ForwardOnly lists the primitives that reverse mode does not know.
var ForwardOnly = []string{"while"}

// An Example applies one primitive to small operands.
type Example struct {
	Name     string
	F        transform.Func
	operands []operand
}

func one(f func(x []core.Value) core.Value) func(x []core.Value) []core.Value {
	return func(x []core.Value) []core.Value { return []core.Value{f(x)} }
}

// unaryExamples and binaryExamples are elementwise: operands of every rank that
// such operations meet.
func unaryExamples(f func(x core.Value) core.Value) []Example {
	g := one(func(x []core.Value) core.Value { return f(x[0]) })
	return []Example{{"scalar", g, []operand{reals()}}, {"matrix", g, []operand{reals(2, 3)}}, {"empty", g, []operand{reals(2, 0)}}}
}

func binaryExamples(f func(x, y core.Value) core.Value) []Example {
	g := one(func(x []core.Value) core.Value { return f(x[0], x[1]) })
	return []Example{
		{"scalars", g, []operand{reals(), reals()}},
		{"equal", g, []operand{reals(2, 3), reals(2, 3)}},
		{"stretched", g, []operand{reals(2, 1), reals(1, 3)}},
		{"one axis", g, []operand{reals(1, 3), reals(2, 3)}},
		{"scalar left", g, []operand{reals(), reals(2, 3)}},
		{"scalar right", g, []operand{reals(3), reals()}},
		{"empty", g, []operand{reals(1, 3), reals(0, 3)}},
	}
}

// complexExamples are those of functions of complex numbers.
func complexExamples(f func(x core.Value) core.Value) []Example {
	g := one(func(x []core.Value) core.Value { return f(x[0]) })
	return []Example{{"scalar", g, []operand{complexes()}}, {"matrix", g, []operand{complexes(2, 3)}}, {"empty", g, []operand{complexes(2, 0)}}}
}

func clampExamples() []Example {
	f := one(func(x []core.Value) core.Value { return prim.Clamp(x[0], x[1], x[2]) })
	lo := func(shape ...int) operand { return between(-3, -1, shape...) }
	hi := func(shape ...int) operand { return between(1, 3, shape...) }
	return []Example{
		{"scalars", f, []operand{lo(), reals(), hi()}},
		{"equal", f, []operand{lo(8), reals(8), hi(8)}},
		{"mixed", f, []operand{lo(), reals(2, 3), hi(2, 1)}},
	}
}

func selectExamples() []Example {
	f := one(func(x []core.Value) core.Value { return prim.Select(x[0], x[1], x[2]) })
	mask := bools([]float64{1, 0, 0, 1, 1, 0}, 2, 3)
	return []Example{
		{"equal", f, []operand{mask, reals(2, 3), reals(2, 3)}},
		{"scalar predicate", f, []operand{bools([]float64{1}), reals(2, 3), reals(2, 3)}},
		{"scalar operand", f, []operand{mask, reals(), reals(2, 3)}},
		{"stretched", f, []operand{mask, reals(2, 1), reals(1, 3)}},
	}
}

func reductionExamples(f func(x core.Value, axes []int) core.Value) []Example {
	over := func(axes ...int) func(x []core.Value) []core.Value {
		return one(func(x []core.Value) core.Value { return f(x[0], axes) })
	}
	return []Example{
		{"vector", over(0), []operand{reals(5)}},
		{"first", over(0), []operand{reals(3, 2)}},
		{"last", over(1), []operand{reals(2, 3)}},
		{"several", over(0, 2), []operand{reals(2, 3, 2)}},
		{"all", over(0, 1), []operand{reals(2, 3)}},
		{"one element", over(0), []operand{reals(1, 2)}},
		{"no results", over(1), []operand{reals(0, 3)}},
	}
}

func cumulativeExamples(f func(x core.Value, axis int, reverse bool) core.Value) []Example {
	along := func(axis int, reverse bool) func(x []core.Value) []core.Value {
		return one(func(x []core.Value) core.Value { return f(x[0], axis, reverse) })
	}
	return []Example{
		{"vector", along(0, false), []operand{reals(5)}},
		{"first", along(0, true), []operand{reals(3, 2)}},
		{"last", along(1, false), []operand{reals(2, 4)}},
		{"empty", along(0, false), []operand{reals(0, 2)}},
	}
}

func integerExamples(arity int, f func(x []core.Value) core.Value) []Example {
	x := []operand{ints([]float64{5, -7, 0, 1 << 30}, 4), ints([]float64{3, 1, 7, 2}, 4)}
	p := []operand{bools([]float64{0, 0, 1, 1}, 4), bools([]float64{0, 1, 0, 1}, 4)}
	u := []operand{uints([]float64{5, 4294967295}, 2, 1), uints([]float64{3, 1, 31}, 1, 3)}
	return []Example{{"int32", one(f), x[:arity]}, {"bool", one(f), p[:arity]}, {"uint32", one(f), u[:arity]}}
}

func shiftExamples(f func(x, y core.Value) core.Value) []Example {
	all := integerExamples(2, func(x []core.Value) core.Value { return f(x[0], x[1]) })
	return []Example{all[0], all[2]}
}

// Gather and scatter dimensions used below.
var (
	rowsOf = prim.GatherDims{OffsetDims: []int{1}, CollapsedSliceDims: []int{0}, StartIndexMap: []int{0}}
	window = prim.GatherDims{OffsetDims: []int{1, 2}, StartIndexMap: []int{0, 1}}
	addRow = prim.ScatterDims{UpdateWindowDims: []int{1}, InsertedWindowDims: []int{0}, ScatterDimsToOperandDims: []int{0}}
)

// The ways to scatter rows; a product has a derivative for distinct ones only.
var scatters = []struct {
	op     string
	how    prim.ScatterOp
	rows   []float64
	unique bool
}{
	{"scatter", prim.ScatterSet, []float64{2, 0, 2}, false},
	{"scatter", prim.ScatterSet, []float64{3, 1}, true},
	{"scatter-add", prim.ScatterSum, []float64{2, 0, 2}, false},
	{"scatter-mul", prim.ScatterProduct, []float64{3, 1}, true},
	{"scatter-min", prim.ScatterMin, []float64{2, 0, 2}, false},
	{"scatter-max", prim.ScatterMax, []float64{2, 0, 2}, false},
}

// Examples returns examples of every primitive, by its name.
func Examples() map[string][]Example {
	integerPower := func(n int) func(x core.Value) core.Value {
		return func(x core.Value) core.Value { return prim.IntegerPow(x, n) }
	}
	named := func(name string, examples []Example) []Example {
		for i := range examples {
			examples[i].Name += " " + name
		}
		return examples
	}
	starts := []operand{ints([]float64{1}), ints([]float64{-3})}
	m := map[string][]Example{
		"complex": binaryExamples(prim.Complex),
		"real":    complexExamples(prim.RealPart), "imag": complexExamples(prim.ImagPart), "conj": complexExamples(prim.Conj),
		"neg": unaryExamples(prim.Neg), "abs": unaryExamples(prim.Abs), "sign": unaryExamples(prim.Sign),
		"floor": unaryExamples(prim.Floor), "ceil": unaryExamples(prim.Ceil), "is_finite": unaryExamples(prim.IsFinite),
		"round":         append(unaryExamples(prim.Round), named("away", unaryExamples(prim.RoundAway))...),
		"stop_gradient": unaryExamples(prim.StopGradient),
		"name":          unaryExamples(func(x core.Value) core.Value { return prim.Name(x, "x") }),
		"exp":           unaryExamples(prim.Exp), "exp2": unaryExamples(prim.Exp2), "expm1": unaryExamples(prim.Expm1),
		"log": unaryExamples(prim.Log), "log2": unaryExamples(prim.Log2), "log1p": unaryExamples(prim.Log1p),
		"sqrt": unaryExamples(prim.Sqrt), "rsqrt": unaryExamples(prim.Rsqrt), "cbrt": unaryExamples(prim.Cbrt), "square": unaryExamples(prim.Square),
		"sin": unaryExamples(prim.Sin), "cos": unaryExamples(prim.Cos), "tan": unaryExamples(prim.Tan),
		"asin": unaryExamples(prim.Asin), "acos": unaryExamples(prim.Acos), "atan": unaryExamples(prim.Atan),
		"sinh": unaryExamples(prim.Sinh), "cosh": unaryExamples(prim.Cosh), "tanh": unaryExamples(prim.Tanh),
		"asinh": unaryExamples(prim.Asinh), "acosh": unaryExamples(prim.Acosh), "atanh": unaryExamples(prim.Atanh),
		"logistic": unaryExamples(prim.Logistic), "erf": unaryExamples(prim.Erf), "erfc": unaryExamples(prim.Erfc), "erf_inv": unaryExamples(prim.ErfInv),
		"lgamma": unaryExamples(prim.Lgamma), "digamma": unaryExamples(prim.Digamma),
		"bessel_i0e": unaryExamples(prim.BesselI0e), "bessel_i1e": unaryExamples(prim.BesselI1e),

		"add": binaryExamples(prim.Add), "add_any": binaryExamples(prim.AddAny), "sub": binaryExamples(prim.Sub), "mul": binaryExamples(prim.Mul),
		"div": binaryExamples(prim.Div), "rem": binaryExamples(prim.Rem), "max": binaryExamples(prim.Max), "min": binaryExamples(prim.Min),
		"pow": binaryExamples(prim.Pow), "atan2": binaryExamples(prim.Atan2), "nextafter": binaryExamples(prim.NextAfter),
		"eq": binaryExamples(prim.Eq), "ne": binaryExamples(prim.Ne), "lt": binaryExamples(prim.Lt),
		"le": binaryExamples(prim.Le), "gt": binaryExamples(prim.Gt), "ge": binaryExamples(prim.Ge),
		"clamp": clampExamples(), "select_n": selectExamples(),

		"and": integerExamples(2, func(x []core.Value) core.Value { return prim.And(x[0], x[1]) }),
		"or":  integerExamples(2, func(x []core.Value) core.Value { return prim.Or(x[0], x[1]) }),
		"xor": integerExamples(2, func(x []core.Value) core.Value { return prim.Xor(x[0], x[1]) }),
		"not": integerExamples(1, func(x []core.Value) core.Value { return prim.Not(x[0]) }),

		"shift_left": shiftExamples(prim.ShiftLeft), "shift_right_logical": shiftExamples(prim.ShiftRightLogical),
		"shift_right_arithmetic": shiftExamples(prim.ShiftRightArithmetic),

		"reduce_sum": reductionExamples(prim.ReduceSum), "reduce_prod": reductionExamples(prim.ReduceProd),
		"reduce_max": reductionExamples(prim.ReduceMax), "reduce_min": reductionExamples(prim.ReduceMin),
		"cumsum": cumulativeExamples(prim.CumSum), "cumprod": cumulativeExamples(prim.CumProd),
	}
	for _, n := range []int{-2, -1, 0, 1, 2, 3, 5} {
		m["integer_pow"] = append(m["integer_pow"], named(ir.Tuple([]int{n}), unaryExamples(integerPower(n)))...)
	}
	for _, n := range []int{1, 2, 3} {
		m["polygamma"] = append(m["polygamma"], named(ir.Tuple([]int{n}), unaryExamples(func(x core.Value) core.Value { return prim.Polygamma(n, x) }))...)
	}
	add := func(op, name string, f func(x []core.Value) core.Value, operands ...operand) {
		m[op] = append(m[op], Example{name, one(f), operands})
	}
	mask := bools([]float64{1, 1, 0, 1, 1, 1}, 2, 3)
	add("reduce_and", "rows", func(x []core.Value) core.Value { return prim.ReduceAnd(x[0], []int{1}) }, mask)
	add("reduce_or", "columns", func(x []core.Value) core.Value { return prim.ReduceOr(x[0], []int{0}) }, mask)
	add("argmax", "rows", func(x []core.Value) core.Value { return prim.ArgMax(x[0], 1) }, reals(3, 4))
	add("argmin", "columns", func(x []core.Value) core.Value { return prim.ArgMin(x[0], 0) }, reals(3, 4))
	add("bitcast_convert_type", "bits", func(x []core.Value) core.Value { return prim.Bitcast(x[0], ir.Float32) }, ints([]float64{1065353216, -1082130432}, 2))
	add("convert_element_type", "float32", func(x []core.Value) core.Value { return prim.Convert(x[0], ir.Float32, false) }, reals(2, 3))
	add("convert_element_type", "weak", func(x []core.Value) core.Value { return prim.Convert(x[0], x[0].Aval().DType, true) }, reals(3))
	add("convert_element_type", "int32", func(x []core.Value) core.Value { return prim.Convert(x[0], ir.Int32, false) }, reals(3))
	m["threefry2x32"] = []Example{{"stretched", func(x []core.Value) []core.Value {
		y0, y1 := prim.Threefry2x32(x[0], x[1], x[2], x[3])
		return []core.Value{y0, y1}
	}, []operand{uints([]float64{1}), uints([]float64{2}), uints([]float64{0, 1, 4294967295}, 3), uints([]float64{7, 8, 9}, 3)}}}

	add("transpose", "cycle", func(x []core.Value) core.Value { return prim.Transpose(x[0], []int{2, 0, 1}) }, reals(2, 3, 2))
	add("reshape", "fold", func(x []core.Value) core.Value { return prim.Reshape(x[0], []int{3, 2}) }, reals(2, 3))
	add("reshape", "scalar", func(x []core.Value) core.Value { return prim.Reshape(x[0], []int{1, 1}) }, reals())
	add("broadcast_in_dim", "scalar", func(x []core.Value) core.Value { return prim.BroadcastInDim(x[0], []int{2, 3}, nil) }, reals())
	add("broadcast_in_dim", "stretch", func(x []core.Value) core.Value { return prim.BroadcastInDim(x[0], []int{2, 3, 4}, []int{0, 2}) }, reals(2, 1))
	add("squeeze", "two", func(x []core.Value) core.Value { return prim.Squeeze(x[0], []int{0, 2}) }, reals(1, 3, 1))
	add("rev", "two", func(x []core.Value) core.Value { return prim.Rev(x[0], []int{0, 2}) }, reals(2, 2, 3))
	add("iota", "second", func([]core.Value) core.Value { return prim.Iota(ir.Float64, []int{2, 3}, 1) })
	add("concatenate", "three", func(x []core.Value) core.Value { return prim.Concatenate(x, 1) }, reals(2, 1), reals(2, 3), reals(2, 0))
	add("pad", "around", func(x []core.Value) core.Value {
		return prim.Pad(x[0], x[1], []int{1, 0}, []int{2, 1}, []int{0, 2})
	}, reals(2, 3), reals())
	add("pad", "cropped", func(x []core.Value) core.Value {
		return prim.Pad(x[0], x[1], []int{-1, 2}, []int{0, -1}, []int{1, 0})
	}, reals(3, 3), reals())
	add("slice", "strided", func(x []core.Value) core.Value { return prim.Slice(x[0], []int{1, 0}, []int{5, 3}, []int{2, 1}) }, reals(6, 3))
	add("slice", "empty", func(x []core.Value) core.Value { return prim.Slice(x[0], []int{1}, []int{1}, []int{2}) }, reals(3))
	add("dynamic_slice", "clipped", func(x []core.Value) core.Value { return prim.DynamicSlice(x[0], x[1:], []int{2, 1}) },
		append([]operand{reals(3, 4)}, starts...)...)
	add("dynamic_update_slice", "clipped", func(x []core.Value) core.Value { return prim.DynamicUpdateSlice(x[0], x[1], x[2:]) },
		append([]operand{reals(3, 4), reals(2, 3)}, starts...)...)
	for mode, name := range map[prim.Mode]string{prim.Clip: "clip", prim.FillOrDrop: "fill"} {
		add("gather", "rows "+name, func(x []core.Value) core.Value {
			return prim.Gather(x[0], x[1], rowsOf, []int{1, 3}, mode)
		}, reals(4, 3), ints([]float64{2, 0, 2, 3}, 4, 1))
		add("gather", "window "+name, func(x []core.Value) core.Value {
			return prim.Gather(x[0], x[1], window, []int{2, 1}, mode)
		}, reals(3, 3), ints([]float64{0, 0, 1, 2}, 2, 2))
		for _, c := range scatters {
			add(c.op, "rows "+name, func(x []core.Value) core.Value {
				return prim.Scatter(c.how, x[0], x[1], x[2], addRow, mode, prim.Hints{Unique: c.unique})
			}, reals(4, 3), ints(c.rows, len(c.rows), 1), reals(len(c.rows), 3))
		}
	}
	add("scatter", "overlapping windows", func(x []core.Value) core.Value {
		return prim.Scatter(prim.ScatterSet, x[0], x[1], x[2], prim.ScatterDims{UpdateWindowDims: []int{1}, ScatterDimsToOperandDims: []int{0}}, prim.FillOrDrop, prim.Hints{})
	}, reals(6), ints([]float64{0, 1, 5, 3}, 4, 1), reals(4, 2))
	add("scatter-max", "elements", func(x []core.Value) core.Value {
		return prim.Scatter(prim.ScatterMax, x[0], x[1], x[2], prim.ScatterDims{InsertedWindowDims: []int{0}, ScatterDimsToOperandDims: []int{0}}, prim.FillOrDrop, prim.Hints{})
	}, reals(4), ints([]float64{0, 1, 0, 3}, 4, 1), reals(4))
	// Outside the operand: clipped windows move inside, dropped updates vanish.
	add("gather", "outside", func(x []core.Value) core.Value {
		return prim.Gather(x[0], x[1], rowsOf, []int{1, 3}, prim.Clip)
	}, reals(4, 3), ints([]float64{-5, 9}, 2, 1))
	add("scatter-add", "outside", func(x []core.Value) core.Value {
		return prim.ScatterAdd(x[0], x[1], x[2], addRow, prim.FillOrDrop)
	}, reals(4, 3), ints([]float64{-1, 1, 4}, 3, 1), reals(3, 3))
	dot := func(name string, dims prim.DotDims, x, y operand) {
		add("dot_general", name, func(v []core.Value) core.Value { return prim.DotGeneral(v[0], v[1], dims) }, x, y)
	}
	dot("matrices", prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}, reals(2, 3), reals(3, 2))
	dot("vectors", prim.DotDims{ContractX: []int{0}, ContractY: []int{0}}, reals(3), reals(3))
	dot("outer", prim.DotDims{}, reals(2), reals(3))
	dot("nothing", prim.DotDims{ContractX: []int{0}, ContractY: []int{0}}, reals(0, 2), reals(0, 3))
	dot("batches", prim.DotDims{ContractX: []int{2}, ContractY: []int{0}, BatchX: []int{1}, BatchY: []int{2}}, reals(2, 3, 2), reals(2, 3, 3))
	dot("crossed", prim.DotDims{ContractX: []int{0, 2}, ContractY: []int{2, 1}}, reals(2, 3, 4), reals(3, 4, 2))
	m["sort"] = []Example{
		{"vector", func(x []core.Value) []core.Value { return prim.Sort(x, 0, 1) }, []operand{reals(6)}},
		{"columns with values", func(x []core.Value) []core.Value { return prim.Sort(x, 0, 1) }, []operand{reals(4, 2), reals(4, 2)}},
		{"two keys", func(x []core.Value) []core.Value { return prim.Sort(x, 1, 2) }, []operand{ints([]float64{1, 0, 1, 0, 2, 2, 2, 2}, 2, 4), reals(2, 4)}},
	}
	m["jit"] = []Example{{"program", transform.Compile("f", transform.Stage("f", func(x []core.Value) []core.Value {
		y := prim.Mul(prim.Sin(x[0]), x[1])
		return []core.Value{y, prim.ReduceSum(prim.Exp(y), []int{0})}
	}, []ir.Aval{{DType: ir.Float64, Shape: []int{3}}, {DType: ir.Float64, Shape: []int{3}}})).Call, []operand{reals(3), reals(3)}}}
	maps.Copy(m, controlExamples())
	m["remat2"] = []Example{}
	for name, saves := range map[string]func(*ir.Eqn) bool{"nothing": nil, "sines": func(e *ir.Eqn) bool { return e.Op.Name() == "sin" }} {
		checkpoint := &transform.Checkpoint{Saves: saves}
		m["remat2"] = append(m["remat2"], Example{"keeps " + name, func(x []core.Value) []core.Value {
			closed := transform.Stage("body", func(x []core.Value) []core.Value {
				return []core.Value{prim.Mul(prim.Sin(prim.Sin(x[0])), prim.Exp(x[1]))}
			}, ir.Avals(x))
			return checkpoint.Apply(closed, x)
		}, []operand{reals(3), reals(3)}})
	}
	m["custom_jvp_call"] = []Example{{"sine", (&transform.CustomJVP{
		Custom: transform.Custom{Name: "sine", F: func(x []core.Value) []core.Value { return []core.Value{prim.Sin(x[0])} }},
		Rule: func(x, t []core.Value) (y, dy []core.Value) {
			return []core.Value{prim.Sin(x[0])}, []core.Value{prim.Mul(t[0], prim.Cos(x[0]))}
		}}).Apply, []operand{reals(2, 3)}}}
	m["custom_vjp_call"] = []Example{{"product", (&transform.CustomVJP{
		Custom: transform.Custom{Name: "product", F: func(x []core.Value) []core.Value { return []core.Value{prim.Mul(x[0], x[1])} }},
		Forward: func(x []core.Value) (y, residuals []core.Value) {
			return []core.Value{prim.Mul(x[0], x[1])}, x
		},
		Backward: func(x, ct []core.Value) []core.Value {
			return []core.Value{prim.Mul(ct[0], x[1]), prim.Mul(x[0], ct[0])}
		}}).Apply, []operand{reals(3), reals(3)}}}
	return m
}

// Draw returns operands of the example; random ones are of type d, and keep
// away from the borders of the domain.
func (e Example) Draw(domain core.Interval, d ir.DType, seed int64) []core.Value {
	if domain == (core.Interval{}) {
		domain = core.Interval{Lo: -2, Hi: 2}
	}
	source := rand.New(rand.NewSource(seed))
	out := make([]core.Value, len(e.operands))
	for i, o := range e.operands {
		elements, dtype := o.elements, o.dtype
		if elements == nil {
			dtype = d
			if o.complex {
				dtype = d.Complex()
			}
			within := domain
			if o.domain != (core.Interval{}) {
				within = o.domain
			}
			for range ir.Size(o.shape) {
				v := within.Lo + (within.Hi-within.Lo)*(0.02+0.96*source.Float64())
				elements = append(elements, float64(float32(v)))
			}
		}
		wide := device.New(ir.Float64, o.shape...)
		copy(wide.Float64s(), elements)
		out[i] = prim.Convert(&core.Const{Tensor: wide}, dtype, false)
		if o.complex {
			// The imaginary parts are the real ones in reverse order, less one.
			slices.Reverse(elements)
			copy(wide.Float64s(), elements)
			im := prim.Sub(&core.Const{Tensor: wide}, core.Scalar(ir.Float64, 1))
			out[i] = prim.Complex(prim.RealPart(out[i]), prim.Convert(im, dtype.Real(), false))
		}
	}
	return out
}

// IsIndex reports whether operand i is an array of fixed integers.
func (e Example) IsIndex(i int) bool {
	return e.operands[i].elements != nil && e.operands[i].dtype != ir.Bool
}
