package devicetest

import (
	"math"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// halves converts all numbers of type float16 to float32, and rounds those in the
// middle between two neighbours, and their neighbours, to float16.
func (s suite) halves(t *testing.T) {
	all := device.New(ir.Float16, 1<<16)
	between := device.New(ir.Float32, 3<<16)
	for i := range all.Halves() {
		h := ir.Half(i)
		all.Halves()[i] = h
		middle := (h.Float32() + (h + 1).Float32()) / 2
		for k, v := range []float32{math.Nextafter32(middle, -1e9), middle, math.Nextafter32(middle, 1e9)} {
			between.Float32s()[3*i+k] = v
		}
	}
	x := []core.Value{&core.Const{Tensor: all}, &core.Const{Tensor: between}}
	s.check(t, func(x []core.Value) []core.Value {
		wide := prim.Convert(x[0], ir.Float32, false)
		return []core.Value{wide, prim.Neg(x[0]), prim.Convert(wide, ir.Float16, false), prim.Convert(x[1], ir.Float16, false)}
	}, x)
}
