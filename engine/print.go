package engine

import "fluxion/engine/internal/numpy"

// FormatFloat prints one float as NumPy's str: with the shortest digits that
// read back as the same number of the given size, 32 or 64 bits.
func FormatFloat(v float64, bits int) string { return numpy.Scalar(v, bits) }

// FormatFloats prints an array of floats of the given size in bits as NumPy
// does. The separator is " " for str and ", " for repr; prefix and suffix are
// the columns that stand before and after.
func FormatFloats(v []float64, bits int, shape []int, separator string, prefix, suffix int) string {
	return numpy.Array(shape, numpy.Floats{Values: v, Bits: bits}, separator, prefix, suffix)
}

// FormatInts prints an array of integers as NumPy does.
func FormatInts(v []int64, shape []int, separator string, prefix, suffix int) string {
	return numpy.Array(shape, numpy.Ints(v), separator, prefix, suffix)
}

// FormatBools prints an array of truth values as NumPy does.
func FormatBools(v []bool, shape []int, separator string, prefix, suffix int) string {
	return numpy.Array(shape, numpy.Bools(v), separator, prefix, suffix)
}

// PrintOptions say how arrays print, as NumPy's.
type PrintOptions = numpy.Options

// SetPrintOptions changes how all arrays of the process print, and returns how
// they did before.
func SetPrintOptions(o PrintOptions) (before PrintOptions) {
	before = numpy.CurrentOptions()
	numpy.SetOptions(o)
	return before
}

// CurrentPrintOptions returns how arrays print.
func CurrentPrintOptions() PrintOptions { return numpy.CurrentOptions() }
