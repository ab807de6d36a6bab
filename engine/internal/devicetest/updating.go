package devicetest

import (
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// updating puts elements into arrays that loops carry, which a device may
// overwrite if nobody needs what was there.
func (s suite) updating(t *testing.T) {
	const n = 12
	list := func(v ...core.Value) []core.Value { return v }
	one := core.Scalar(ir.Int32, 1)
	read := func(x, i core.Value) core.Value { return prim.DynamicSlice(x, list(i), []int{1}) }
	write := func(x, v, i core.Value) core.Value { return prim.DynamicUpdateSlice(x, v, list(i)) }
	add := prim.ScatterDims{InsertedWindowDims: []int{0}, ScatterDimsToOperandDims: []int{0}}
	bodies := map[string]transform.Func{ // of a counter and two arrays
		"recurrence": func(c []core.Value) []core.Value {
			return list(write(c[1], prim.Sin(prim.Add(read(c[1], prim.Sub(c[0], one)), read(c[2], c[0]))), c[0]), c[2])
		},
		"two at once": func(c []core.Value) []core.Value {
			x := write(c[1], read(c[2], c[0]), c[0])
			return list(write(x, prim.Cos(read(x, c[0])), prim.Add(c[0], one)), write(c[2], read(c[1], c[0]), c[0]))
		},
		"old and new": func(c []core.Value) []core.Value {
			return list(write(c[1], prim.Neg(read(c[1], c[0])), c[0]), c[1])
		},
		"old one read later": func(c []core.Value) []core.Value {
			x := write(c[1], prim.Neg(read(c[1], c[0])), c[0])
			return list(x, prim.Add(prim.Mul(x, core.Scalar(ir.Float32, 0.5)), c[1]))
		},
		"exchanged": func(c []core.Value) []core.Value {
			return list(write(c[2], read(c[1], c[0]), c[0]), write(c[1], read(c[2], c[0]), c[0]))
		},
		"turned": func(c []core.Value) []core.Value {
			return list(write(c[1], read(c[2], c[0]), c[0]), prim.Rev(c[1], []int{0}))
		},
		"moved within": func(c []core.Value) []core.Value {
			part := prim.DynamicSlice(c[1], list(c[0]), []int{5})
			return list(prim.DynamicUpdateSlice(c[1], part, list(prim.Sub(c[0], one))), prim.DynamicUpdateSlice(c[2], part, list(one)))
		},
		"scattered": func(c []core.Value) []core.Value {
			places := prim.Reshape(prim.Convert(c[2], ir.Int32, false), []int{n, 1})
			return list(prim.ScatterAdd(c[1], places, prim.Sin(c[1]), add, prim.FillOrDrop), prim.ScatterAdd(c[2], places, c[2], add, prim.Clip))
		},
		"sorted": func(c []core.Value) []core.Value {
			x := write(c[1], prim.Neg(read(c[1], c[0])), c[0])
			return list(prim.Sort(list(x), 0, 1)[0], prim.Sort(list(c[2], c[1]), 0, 1)[1])
		},
	}
	x, y := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i], y[i] = float64(i*i%7)-2.5, float64((5*i+3)%n)
	}
	in := list(core.Scalar(ir.Int32, 0), constant(ir.Float32, []int{n}, x...), constant(ir.Float32, []int{n}, y...))
	in[0] = constant(ir.Int32, nil, 0)
	for name, body := range bodies {
		step := func(c []core.Value) []core.Value { return append(list(prim.Add(c[0], one)), body(c)...) }
		for end, kind := range map[float64]string{0: "never", 1: "once", 7: "often"} {
			t.Run(name+" "+kind, func(t *testing.T) {
				s.check(t, func(x []core.Value) []core.Value {
					avals := ir.Avals(x)
					cond := transform.Stage("cond", func(c []core.Value) []core.Value { return list(prim.Lt(c[0], core.Scalar(ir.Int32, end))) }, avals)
					out := transform.While(cond, transform.Stage("body", step, avals), x)
					return append(out, transform.Scan(transform.Stage("body", func(c []core.Value) []core.Value {
						out := step(c)
						return append(out, out[1], c[2])
					}, avals), x, nil, transform.ScanOptions{Length: int(end), Unroll: 1})...)
				}, in)
			})
		}
	}
}
