package host

import (
	"fmt"
	"slices"
	"unsafe"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// check panics unless dst has the given element type and shape.
func check(op string, dst *device.Tensor, d ir.DType, shape []int) {
	if want := (ir.Aval{DType: d, Shape: shape}); !dst.Aval().Equal(want) {
		panic(fmt.Sprintf("host: %s: dst is %v, expected %v", op, dst.Aval().Long(), want.Long()))
	}
}

// sizes returns the sizes of the given axes.
func sizes(shape, axes []int) []int {
	out := make([]int, len(axes))
	for i, a := range axes {
		out[i] = shape[a]
	}
	return out
}

// others returns the axes below rank that are in none of the lists, in order.
func others(rank int, lists ...[]int) []int {
	var out []int
	for a := range rank {
		if !slices.ContainsFunc(lists, func(l []int) bool { return slices.Contains(l, a) }) {
			out = append(out, a)
		}
	}
	return out
}

// raw returns the memory of t as elements of a type of the same size.
func raw[T any](t *device.Tensor) []T {
	if len(t.Bytes()) == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&t.Bytes()[0])), t.Len())
}

// A layout says where the elements of a box lie in a buffer: index i at
// offset + Σ stride[k]·i[k].
type layout struct {
	offset int
	stride []int
}

// rowMajor returns the layout of a whole array.
func rowMajor(shape []int) layout {
	stride := make([]int, len(shape))
	step := 1
	for k := len(shape) - 1; k >= 0; k-- {
		stride[k] = step
		step *= shape[k]
	}
	return layout{stride: stride}
}

// at returns l moved to the given index.
func (l layout) at(index []int) layout {
	offset := l.offset
	for k, i := range index {
		offset += i * l.stride[k]
	}
	return layout{offset, slices.Clone(l.stride)}
}

// stepped returns l with the stride of each axis multiplied.
func (l layout) stepped(by []int) layout {
	stride := slices.Clone(l.stride)
	for k := range by {
		stride[k] *= by[k]
	}
	return layout{l.offset, stride}
}

// permuted returns l with axis k taken from axis perm[k].
func (l layout) permuted(perm []int) layout {
	return layout{l.offset, sizes(l.stride, perm)}
}

// walk calls row for each row (the elements along the last axis) of a box
// that has layout d in one buffer and s in another, in row-major order.
func walk(shape []int, d, s layout, row func(d, s int)) {
	if ir.Size(shape) == 0 {
		return
	}
	index := make([]int, max(len(shape)-1, 0))
	at, from := d.offset, s.offset
	for {
		row(at, from)
		k := len(index) - 1
		for ; k >= 0; k-- {
			index[k]++
			at += d.stride[k]
			from += s.stride[k]
			if index[k] < shape[k] {
				break
			}
			at -= shape[k] * d.stride[k]
			from -= shape[k] * s.stride[k]
			index[k] = 0
		}
		if k < 0 {
			return
		}
	}
}

// last returns the length of the rows of a box and their strides; a box of
// rank 0 is one row of one element.
func last(shape []int, d, s layout) (n, dstep, sstep int) {
	k := len(shape) - 1
	if k < 0 {
		return 1, 1, 1
	}
	return shape[k], d.stride[k], s.stride[k]
}

// move copies a box of the given shape from src to dst.
func move(dst, src *device.Tensor, shape []int, d, s layout) {
	switch dst.DType.Size() {
	case 1:
		moveBox(raw[uint8](dst), raw[uint8](src), shape, d, s)
	case 2:
		moveBox(raw[uint16](dst), raw[uint16](src), shape, d, s)
	case 4:
		moveBox(raw[uint32](dst), raw[uint32](src), shape, d, s)
	case 16:
		moveBox(raw[complex128](dst), raw[complex128](src), shape, d, s)
	default:
		moveBox(raw[uint64](dst), raw[uint64](src), shape, d, s)
	}
}

func moveBox[T any](dst, src []T, shape []int, d, s layout) {
	n, dstep, sstep := last(shape, d, s)
	walk(shape, d, s, func(i, j int) {
		if dstep == 1 && sstep == 1 {
			copy(dst[i:i+n], src[j:j+n])
			return
		}
		for range n {
			dst[i] = src[j]
			i += dstep
			j += sstep
		}
	})
}

// fillAll sets every element of dst to the one element of value.
func fillAll(dst, value *device.Tensor) {
	n := dst.Len()
	switch {
	case n == 0:
	case dst.DType == ir.Complex128:
		fillLanes(unsafe.Pointer(&dst.Bytes()[0]), value.Complex128s()[0], n)
	default:
		fill(unsafe.Pointer(&dst.Bytes()[0]), load(value), dst.DType.Size(), n)
	}
}
