package webgpu

import (
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/device/webgpu/wgsl/wgsltest"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// least restricts an adapter to what every one has, but for how it computes.
func least(a *wgsl.Adapter) {
	name := a.Name
	*a = wgsl.Least()
	a.Name = name
}

// A program with many operands runs on the GPU, also on one that binds few arrays
// at a time.
func TestGPUManyOperands(t *testing.T) {
	const operands, n = 30, 1000
	avals := make([]ir.Aval, operands)
	in := make([]*device.Tensor, operands)
	for i := range in {
		avals[i] = wgsltest.Floats(n)
		in[i] = vector(n, func(k int) float64 { return float64(i*k%17) - 8 })
	}
	j := wgsltest.Jaxpr(func(x []core.Value) []core.Value {
		sum, product := x[0], x[0]
		for i, v := range x[1:] {
			sum = prim.Add(sum, prim.Mul(v, prim.Lit(v, float64(i))))
			product = prim.Max(product, prim.Neg(v))
		}
		return []core.Value{sum, product, prim.ReduceSum(prim.Mul(sum, product), []int{0})}
	}, avals...)
	want := host.Device{}.Compile(j).Run(in)
	for name, options := range map[string][]Option{"all": nil, "least": {Pretend(least)}} {
		t.Run(name, func(t *testing.T) {
			told := notices(t)
			d := openGPU(t, options...)
			got := d.Compile(j).Run(in)
			for i := range got {
				if !d.Holds(got[i]) {
					t.Errorf("result %d was not computed on the GPU", i)
				}
				near(t, got[i], want[i])
			}
			if len(*told) > 0 {
				t.Errorf("people were told %q", *told)
			}
		})
	}
}

// An array of 200 MB, more than a GPU has to bind at a time, is made, added up and
// read there.
func TestGPULargeArray(t *testing.T) {
	const n = 50 << 20
	for name, options := range map[string][]Option{"all": nil, "least": {Pretend(least)}} {
		t.Run(name, func(t *testing.T) {
			told := notices(t)
			d := openGPU(t, options...)
			made := d.Compile(wgsltest.Jaxpr(func(x []core.Value) []core.Value {
				return []core.Value{prim.Add(prim.Iota(ir.Float32, []int{n}, 0), x[0])}
			}, wgsltest.Floats())).Run([]*device.Tensor{vector(1, func(int) float64 { return 1 }).Reshaped()})
			moved := d.Compile(wgsltest.Jaxpr(func(x []core.Value) []core.Value {
				small := prim.And(prim.Convert(x[0], ir.Int32, false), core.Scalar(ir.Int32, 7))
				return []core.Value{prim.ReduceSum(small, []int{0}), prim.ReduceMax(x[0], []int{0}), prim.Slice(prim.Rev(x[0], []int{0}), []int{0}, []int{5}, []int{1})}
			}, wgsltest.Floats(n))).Run(made)
			if !d.Holds(made[0]) || !d.Holds(moved[0]) || !d.Holds(moved[2]) {
				t.Error("a result was not computed on the GPU")
			}
			sum := int32(0)
			for i := range n {
				sum += int32(float32(i)+1) & 7
			}
			if got := moved[0].Int32s()[0]; got != sum {
				t.Errorf("the sum is %v, want %v", got, sum)
			}
			if got := moved[1].Float32s()[0]; got != n {
				t.Errorf("the greatest is %v", got)
			}
			if got := moved[2].Float32s()[0]; got != n {
				t.Errorf("the last is %v", got)
			}
			if len(*told) > 0 {
				t.Errorf("people were told %q", *told)
			}
		})
	}
}
