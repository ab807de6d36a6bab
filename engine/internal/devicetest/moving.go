package devicetest

import (
	"fmt"
	"math"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// strange returns an array whose elements repeat and are, where the type has
// them, signed zeros, infinities and NaN.
func strange(d ir.DType, shape ...int) core.Value {
	values := []float64{3, -1, 0, 7, 3, 2, -5, 1, 7, 4}
	if d.IsFloat() {
		values = []float64{3, -1, 0, math.NaN(), math.Copysign(0, -1), 2.5, math.Inf(1), -5, math.NaN(), 7, math.Inf(-1)}
	}
	elements := make([]float64, ir.Size(shape))
	for i := range elements {
		elements[i] = values[i*i%len(values)]
		if d == ir.Uint32 {
			elements[i] = math.Abs(elements[i])
		}
	}
	return constant(d, shape, elements...)
}

// moving puts elements where they belong: every type, indices far outside,
// axes of size 0 and 1.
func (s suite) moving(t *testing.T) {
	types := []ir.DType{ir.Float16, ir.Float32, ir.Float64, ir.Int32, ir.Int64, ir.Uint32, ir.Bool}
	list := func(v ...core.Value) []core.Value { return v }
	run := func(name string, f transform.Func, x ...core.Value) {
		t.Run(name, func(t *testing.T) { s.check(t, f, x) })
	}
	for _, d := range types {
		zero := core.Scalar(d, 0)
		for _, shape := range [][]int{{1}, {7}, {40}, {3, 5}, {5, 1}, {9, 17}, {2, 3, 5}} {
			x := strange(d, shape...)
			n, rank := shape[0], len(shape)
			name := fmt.Sprint(" ", d, shape)
			run("joined"+name, func(x []core.Value) []core.Value {
				y := prim.Convert(prim.Convert(x[0], ir.Int32, false), d, false) // its own last reader
				return list(prim.Concatenate([]core.Value{x[0], y, x[0]}, 0), prim.Concatenate([]core.Value{x[0], prim.Rev(x[0], []int{0})}, rank-1))
			}, x)
			for _, config := range [][3]int{{2, 1, 0}, {1, 0, 2}, {-1, 3, 1}, {3, -1, 0}, {0, 0, 1}, {-n, 4, 0}, {4, -n, 2}, {-1, -1, 3}} {
				lo, hi, interior := make([]int, rank), make([]int, rank), make([]int, rank)
				fits := true
				for k, size := range shape {
					lo[k], hi[k], interior[k] = config[0], config[1], config[2]
					fits = fits && lo[k]+hi[k]+size+max(0, size-1)*interior[k] >= 0
				}
				if !fits {
					continue
				}
				run(fmt.Sprint("padded", config, name), func(x []core.Value) []core.Value {
					y := prim.Rev(x[0], []int{0})
					return list(prim.Pad(x[0], x[1], lo, hi, interior), prim.Pad(prim.Select(prim.Eq(y, y), y, x[0]), core.Scalar(d, 1), lo, hi, interior))
				}, x, zero)
			}
			for _, index := range []ir.DType{ir.Int32, ir.Int64, ir.Uint32} {
				places := []float64{0, float64(n - 1), 2, float64(n), -1, 1 << 30, 1, 1, 0}
				if index == ir.Uint32 {
					places[4] = math.MaxUint32
				} else if index == ir.Int64 {
					places[5] = 1 << 40
				}
				i := constant(index, []int{len(places), 1}, places...)
				rows := prim.GatherDims{CollapsedSliceDims: []int{0}, StartIndexMap: []int{0}}
				into := prim.ScatterDims{InsertedWindowDims: []int{0}, ScatterDimsToOperandDims: []int{0}}
				for k := 1; k < rank; k++ {
					rows.OffsetDims = append(rows.OffsetDims, k)
					into.UpdateWindowDims = append(into.UpdateWindowDims, k)
				}
				window := append([]int{1}, shape[1:]...)
				updates := strange(d, append([]int{len(places)}, shape[1:]...)...)
				for _, mode := range []prim.Mode{prim.Clip, prim.FillOrDrop, prim.PromiseInBounds} {
					run(fmt.Sprint("gathered ", index, " ", mode, name), func(x []core.Value) []core.Value {
						y := prim.Gather(x[0], x[1], rows, window, mode)
						return list(y, prim.Eq(y, y))
					}, x, i)
					ways := []prim.ScatterOp{prim.ScatterSet, prim.ScatterSum, prim.ScatterProduct, prim.ScatterMin, prim.ScatterMax}
					if d == ir.Bool {
						ways = ways[:1]
					}
					for k, how := range ways {
						run(fmt.Sprint("scattered ", k, " ", index, " ", mode, name), func(x []core.Value) []core.Value {
							fresh := prim.Rev(x[0], []int{0})
							return list(prim.Scatter(how, x[0], x[1], x[2], into, mode, prim.Hints{}),
								prim.Scatter(how, prim.Select(prim.Eq(fresh, fresh), fresh, x[0]), x[1], x[2], into, mode, prim.Hints{}))
						}, x, i, updates)
					}
				}
				for _, start := range []float64{0, 1, -3, 1 << 30} {
					if index == ir.Uint32 && start < 0 {
						start = math.MaxUint32
					}
					run(fmt.Sprint("sliced ", index, start, name), func(x []core.Value) []core.Value {
						starts, sizes := make([]core.Value, rank), make([]int, rank)
						for k, size := range shape {
							starts[k], sizes[k] = x[1], (size+1)/2
						}
						part := prim.DynamicSlice(x[0], starts, sizes)
						y := prim.Rev(x[0], []int{0})
						fresh := prim.Select(prim.Eq(y, y), y, x[0])
						return list(prim.Eq(part, part), prim.DynamicUpdateSlice(x[0], prim.Rev(part, []int{0}), starts),
							prim.DynamicUpdateSlice(fresh, prim.DynamicSlice(fresh, starts, sizes), starts[:rank]), fresh,
							prim.DynamicUpdateSlice(prim.Concatenate([]core.Value{y, y}, 0), prim.DynamicSlice(y, starts, sizes), starts))
					}, x, constant(index, nil, start))
				}
			}
		}
	}
	for _, d := range types {
		for _, shape := range [][]int{{1}, {5}, {300}, {3, 5}, {5, 3}, {1, 9}, {0, 3}, {3, 0}, {4, 6, 5}, {129, 33}} {
			for axis, n := range shape {
				run(fmt.Sprint("along ", axis, " ", d, shape), func(x []core.Value) []core.Value {
					var y []core.Value
					if n > 0 {
						y = list(prim.ArgMax(x[0], axis), prim.ArgMin(x[0], axis))
					}
					if d != ir.Bool {
						y = append(y, prim.CumSum(x[0], axis, false), prim.CumProd(x[0], axis, true))
					}
					return y
				}, strange(d, shape...))
			}
		}
	}
	for _, d := range types {
		for _, shape := range [][]int{{0}, {1}, {2}, {8}, {9}, {17}, {100}, {4099}, {3, 31}, {31, 3}, {40, 2, 3}} {
			for axis := range shape {
				run(fmt.Sprint("sorted ", axis, " ", d, shape), func(x []core.Value) []core.Value {
					place := prim.Iota(ir.Int32, shape, axis)
					y := prim.Convert(prim.Convert(x[0], ir.Int32, false), d, false)
					two := prim.Sort([]core.Value{y, x[0], place, x[0]}, axis, 2)
					return append(append(two, prim.Sort([]core.Value{x[0]}, axis, 1)...), prim.Sort([]core.Value{x[0], place}, axis, 1)...)
				}, strange(d, shape...))
			}
		}
	}
	run("joined from one loop", func(x []core.Value) []core.Value {
		y, z := prim.Sin(x[0]), prim.Cos(x[0])
		return list(prim.Concatenate([]core.Value{y, x[0], z, y}, 1), prim.Concatenate([]core.Value{prim.Exp(x[0]), prim.ReduceSum(x[1], []int{2})}, 0))
	}, whole(ir.Float32, 5, 7), whole(ir.Float32, 5, 7, 3))
	run("read before it is overwritten", func(x []core.Value) []core.Value {
		y := prim.Exp(x[0])
		turned := prim.Transpose(y, []int{1, 0})
		z := prim.DynamicUpdateSlice(y, constant(ir.Float32, []int{1, 1}, 9), list(x[1], x[1]))
		return list(prim.Add(z, turned), prim.Neg(turned))
	}, whole(ir.Float32, 6, 6), core.Scalar(ir.Int32, 2))
}

// longMoves are moves of so many elements that a compiler may divide them.
func (s suite) longMoves(t *testing.T) {
	list := func(v ...core.Value) []core.Value { return v }
	const n, m, k = 701, 601, 90_007
	places := make([]float64, k)
	for i := range places {
		places[i] = float64(i*37%(n+20) - 10)
	}
	index := constant(ir.Int32, []int{k, 1}, places...)
	rows := prim.GatherDims{OffsetDims: []int{1}, CollapsedSliceDims: []int{0}, StartIndexMap: []int{0}}
	into := prim.ScatterDims{UpdateWindowDims: []int{1}, InsertedWindowDims: []int{0}, ScatterDimsToOperandDims: []int{0}}
	single := prim.GatherDims{CollapsedSliceDims: []int{0}, StartIndexMap: []int{0}}
	for _, d := range []ir.DType{ir.Float16, ir.Float32, ir.Float64} {
		for name, c := range map[string]struct {
			f transform.Func
			x []core.Value
		}{
			"gather": {func(x []core.Value) []core.Value {
				y := prim.Gather(x[0], x[1], rows, []int{1, 6}, prim.FillOrDrop)
				return list(prim.Add(y, prim.Lit(y, 1)), prim.Gather(prim.Reshape(x[0], []int{n * 6}), x[1], single, []int{1}, prim.Clip))
			}, list(whole(d, n, 6), index)},
			"scatter": {func(x []core.Value) []core.Value {
				return list(prim.ScatterAdd(x[0], x[1], x[2], into, prim.FillOrDrop), prim.Scatter(prim.ScatterSet, x[0], x[1], x[2], into, prim.Clip, prim.Hints{}))
			}, list(whole(d, n, 6), index, whole(d, k, 6))},
			"running": {func(x []core.Value) []core.Value {
				return list(prim.CumSum(x[0], 0, false), prim.CumSum(x[0], 1, true), prim.CumSum(prim.Reshape(x[0], []int{n * m}), 0, false))
			}, list(whole(d, n, m))},
			"search": {func(x []core.Value) []core.Value {
				return list(prim.ArgMax(x[0], 0), prim.ArgMin(x[0], 1), prim.ArgMax(prim.Reshape(x[0], []int{n * m}), 0))
			}, list(whole(d, n, m))},
			"joined": {func(x []core.Value) []core.Value {
				y := prim.Mul(x[0], prim.Add(x[0], x[0]))
				at := list(x[1], x[1])
				part := prim.DynamicSlice(x[0], at, []int{n - 100, m - 50})
				return list(prim.Concatenate(list(y, prim.Sub(x[0], prim.Mul(x[0], x[0])), x[0]), 1),
					prim.Pad(prim.Neg(x[0]), prim.Lit(x[0], 5), []int{3, -2}, []int{1, 4}, []int{0, 1}),
					prim.DynamicUpdateSlice(x[0], prim.Mul(part, part), at))
			}, list(whole(d, n, m), constant(ir.Int32, nil, 20))},
			"sort": {func(x []core.Value) []core.Value {
				place := prim.Iota(ir.Int32, []int{n, m}, 0)
				return append(prim.Sort(list(prim.Mul(x[0], x[0]), place), 0, 1), prim.Sort(list(prim.Reshape(x[0], []int{n * m})), 0, 1)...)
			}, list(whole(d, n, m))},
		} {
			t.Run(fmt.Sprint(name, " ", d), func(t *testing.T) { s.check(t, c.f, c.x) })
		}
	}
}
