package ir

import (
	"slices"
	"strconv"
	"strings"
)

// An Aval (abstract value) is what a traced program knows of an array: its
// element type, its shape, and whether the type is weak, that is, came from a
// bare Go or Python number and yields to the types it meets.
type Aval struct {
	DType DType
	Shape []int
	Weak  bool
}

// Size returns the number of elements.
func (a Aval) Size() int { return Size(a.Shape) }

// Rank returns the number of axes.
func (a Aval) Rank() int { return len(a.Shape) }

// String returns the jaxpr notation, for example "f32[2,3]".
func (a Aval) String() string { return a.DType.Short() + shapeSuffix(a.Shape) }

// Long returns the notation of error messages, for example "float32[2,3]".
func (a Aval) Long() string { return a.DType.String() + shapeSuffix(a.Shape) }

// Equal reports whether a and b have the same element type and shape; weakness
// does not count.
func (a Aval) Equal(b Aval) bool {
	return a.DType == b.DType && slices.Equal(a.Shape, b.Shape)
}

// Size returns the product of the dimensions; 1 for rank 0.
func Size(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

// maxSize is the largest number of elements: what an int32 index reaches.
const maxSize = 1<<31 - 1

// CheckSize panics with *Error if an array of the given shape is too large for
// int32 indices, or if a dimension is negative.
func CheckSize(op string, shape []int) {
	n := 1
	for _, d := range shape {
		if d < 0 {
			Fail(op, nil, "shape %s has a negative dimension", Tuple(shape))
		}
		if d > maxSize || d > 0 && n > maxSize/d {
			Fail(op, nil, "shape %s has too many elements, at most %d are possible", Tuple(shape), maxSize)
		}
		n *= d
	}
}

func shapeSuffix(shape []int) string {
	var b strings.Builder
	b.WriteByte('[')
	for i, d := range shape {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Itoa(d))
	}
	b.WriteByte(']')
	return b.String()
}
