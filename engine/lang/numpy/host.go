package numpy

import (
	"slices"

	"fluxion/engine/lang/py"
)

// Values returns the numbers of an array, a number, or nested lists of these,
// row by row, and their shape. Arrays of JAX are copied to the host, which
// fails for traced ones as numpy.asarray does.
func Values(t *py.Thread, o py.Object) (values []float64, shape []int) {
	a := fromObject(t, o)
	return slices.Clone(a.data(t).Float64s()), slices.Clone(a.shape())
}

// FromValues returns an array of float64.
func FromValues(values []float64, shape ...int) *Array {
	return newArray(values, shape, dtype("float64"))
}

// FromIntegers returns an array of int64.
func FromIntegers(values []float64, shape ...int) *Array {
	return newArray(values, shape, dtype("int64"))
}

// Scalar returns a numpy.float64.
func Scalar(v float64) *Array { return scalar(v, dtype("float64")) }
