package host

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// numbered returns a tensor that holds 1, 2, 3, …
func numbered(shape ...int) *device.Tensor {
	t := device.New(ir.Int32, shape...)
	for i := range t.Int32s() {
		t.Int32s()[i] = int32(i + 1)
	}
	return t
}

// at returns the element of t at an index.
func at(t *device.Tensor, index []int) int32 {
	flat := 0
	for k, i := range index {
		flat = flat*t.Shape[k] + i
	}
	return t.Int32s()[flat]
}

// expect fails unless got holds want(index) at every index.
func expect(t *testing.T, what string, got *device.Tensor, want func(index []int) int32) {
	t.Helper()
	index := make([]int, got.Rank())
	for i, v := range got.Int32s() {
		unravel(index, i, got.Shape)
		if w := want(index); v != w {
			t.Fatalf("%s: element %v is %d, expected %d", what, index, v, w)
		}
	}
}

// randomShape returns a shape of rank 0 to 4 with sizes 0 to 4, mostly not 0.
func randomShape(r *rand.Rand, rank int) []int {
	shape := make([]int, rank)
	for k := range shape {
		shape[k] = 1 + r.IntN(4)
		if r.IntN(20) == 0 {
			shape[k] = 0
		}
	}
	return shape
}

func TestTransposeAndRev(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		x := numbered(randomShape(r, r.IntN(5))...)
		perm := r.Perm(x.Rank())
		dst := device.New(ir.Int32, sizes(x.Shape, perm)...)
		Transpose(dst, x, perm)
		expect(t, fmt.Sprintf("transpose %v of %v", perm, x.Shape), dst, func(index []int) int32 {
			from := make([]int, x.Rank())
			for k, a := range perm {
				from[a] = index[k]
			}
			return at(x, from)
		})
		axes := perm[:r.IntN(len(perm)+1)]
		dst = device.New(ir.Int32, x.Shape...)
		Rev(dst, x, axes)
		expect(t, fmt.Sprintf("rev %v of %v", axes, x.Shape), dst, func(index []int) int32 {
			from := slices.Clone(index)
			for _, a := range axes {
				from[a] = x.Shape[a] - 1 - index[a]
			}
			return at(x, from)
		})
	}
}

func TestBroadcastInDim(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	for range 300 {
		shape := randomShape(r, r.IntN(5))
		dims := r.Perm(len(shape))[:r.IntN(len(shape)+1)]
		xshape := sizes(shape, dims)
		for k := range xshape {
			if r.IntN(3) == 0 {
				xshape[k] = 1
			}
		}
		x, dst := numbered(xshape...), device.New(ir.Int32, shape...)
		BroadcastInDim(dst, x, dims)
		expect(t, fmt.Sprintf("broadcast %v of %v to %v", dims, xshape, shape), dst, func(index []int) int32 {
			from := make([]int, len(dims))
			for k, a := range dims {
				from[k] = min(index[a], xshape[k]-1)
			}
			return at(x, from)
		})
	}
}

func TestConcatenate(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 200 {
		shape := randomShape(r, 1+r.IntN(3))
		axis := r.IntN(len(shape))
		var xs []*device.Tensor
		total := 0
		for range 1 + r.IntN(3) {
			shape := slices.Clone(shape)
			shape[axis] = r.IntN(4)
			total += shape[axis]
			xs = append(xs, numbered(shape...))
		}
		shape[axis] = total
		dst := device.New(ir.Int32, shape...)
		Concatenate(dst, xs, axis)
		expect(t, "concatenate", dst, func(index []int) int32 {
			from := slices.Clone(index)
			k := 0
			for from[axis] >= xs[k].Shape[axis] {
				from[axis] -= xs[k].Shape[axis]
				k++
			}
			return at(xs[k], from)
		})
	}
}

func TestPad(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	value := device.New(ir.Int32)
	value.Int32s()[0] = -7
	for range 2000 {
		x := numbered(randomShape(r, r.IntN(4))...)
		lo, hi, interior := make([]int, x.Rank()), make([]int, x.Rank()), make([]int, x.Rank())
		shape := make([]int, x.Rank())
		fits := true
		for k, n := range x.Shape {
			lo[k], hi[k], interior[k] = r.IntN(7)-3, r.IntN(7)-3, r.IntN(3)
			shape[k] = lo[k] + hi[k] + n + max(0, n-1)*interior[k]
			fits = fits && shape[k] >= 0
		}
		if !fits {
			continue
		}
		dst := device.New(ir.Int32, shape...)
		Pad(dst, x, value, lo, hi, interior)
		what := fmt.Sprintf("pad %v by %v %v %v", x.Shape, lo, hi, interior)
		expect(t, what, dst, func(index []int) int32 {
			from := make([]int, x.Rank())
			for k := range from {
				d := index[k] - lo[k]
				if d < 0 || d%(interior[k]+1) != 0 || d/(interior[k]+1) >= x.Shape[k] {
					return -7
				}
				from[k] = d / (interior[k] + 1)
			}
			return at(x, from)
		})
	}
}

func TestSlices(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	for range 300 {
		x := numbered(randomShape(r, r.IntN(4))...)
		start, stride, shape := make([]int, x.Rank()), make([]int, x.Rank()), make([]int, x.Rank())
		box, far := make([]int, x.Rank()), make([]int, x.Rank())
		for k, n := range x.Shape {
			start[k], stride[k] = r.IntN(n+1), 1+r.IntN(3)
			shape[k] = r.IntN((n-start[k]+stride[k]-1)/stride[k] + 1)
			box[k], far[k] = r.IntN(n+1), r.IntN(12)-6
		}
		dst := device.New(ir.Int32, shape...)
		Slice(dst, x, start, stride)
		expect(t, fmt.Sprintf("slice %v of %v by %v", start, x.Shape, stride), dst, func(index []int) int32 {
			from := make([]int, x.Rank())
			for k := range from {
				from[k] = start[k] + index[k]*stride[k]
			}
			return at(x, from)
		})
		first := func(k int) int { return max(0, min(far[k], x.Shape[k]-box[k])) }
		dst = device.New(ir.Int32, box...)
		DynamicSlice(dst, x, far)
		expect(t, fmt.Sprintf("dynamic slice %v of %v at %v", box, x.Shape, far), dst, func(index []int) int32 {
			from := make([]int, x.Rank())
			for k := range from {
				from[k] = first(k) + index[k]
			}
			return at(x, from)
		})
		update := numbered(box...)
		dst = device.New(ir.Int32, x.Shape...)
		DynamicUpdateSlice(dst, x, update, far)
		expect(t, fmt.Sprintf("dynamic update slice %v of %v at %v", box, x.Shape, far), dst, func(index []int) int32 {
			from := make([]int, x.Rank())
			for k := range from {
				from[k] = index[k] - first(k)
				if from[k] < 0 || from[k] >= box[k] {
					return at(x, index)
				}
			}
			return at(update, from)
		})
	}
}

func TestIota(t *testing.T) {
	for dim := range 3 {
		dst := device.New(ir.Int32, 2, 3, 4)
		Iota(dst, dim)
		expect(t, "iota", dst, func(index []int) int32 { return int32(index[dim]) })
	}
	empty := device.New(ir.Float32, 0, 3)
	Iota(empty, 1)
}

func TestWrongShapePanics(t *testing.T) {
	defer func() {
		msg, _ := recover().(string)
		if !strings.HasPrefix(msg, "host: transpose: dst is int32[2,3], expected int32[3,2]") {
			t.Errorf("panic %q, expected the two avals", msg)
		}
	}()
	Transpose(device.New(ir.Int32, 2, 3), numbered(2, 3), []int{1, 0})
}
