// Package ir defines the intermediate representation of traced programs:
// element types, abstract values, equations and jaxprs, with their type
// check, pretty printer and simplifier.
package ir

import "fmt"

// A DType is the element type of an array.
type DType uint8

// The element types. Bool comes first and the complex numbers last, so that
// the order of the constants is the order of promotion within a kind.
const (
	Bool DType = iota
	Int32
	Int64
	Uint32
	Float16
	Float32
	Float64
	Complex64
	Complex128
)

var dtypes = [...]struct {
	name, short string
	size        int
}{
	Bool:       {"bool", "bool", 1},
	Int32:      {"int32", "i32", 4},
	Int64:      {"int64", "i64", 8},
	Uint32:     {"uint32", "u32", 4},
	Float16:    {"float16", "f16", 2},
	Float32:    {"float32", "f32", 4},
	Float64:    {"float64", "f64", 8},
	Complex64:  {"complex64", "c64", 8},
	Complex128: {"complex128", "c128", 16},
}

// String returns the NumPy name, for example "float32".
func (d DType) String() string { return dtypes[d].name }

// Short returns the name that jaxprs use, for example "f32".
func (d DType) Short() string { return dtypes[d].short }

// Size returns the number of bytes of one element.
func (d DType) Size() int { return dtypes[d].size }

// IsFloat reports whether d is a real floating-point type.
func (d DType) IsFloat() bool { return Float16 <= d && d <= Float64 }

// IsInt reports whether d is an integer type.
func (d DType) IsInt() bool { return d == Int32 || d == Int64 || d == Uint32 }

// IsComplex reports whether d is a complex type.
func (d DType) IsComplex() bool { return d == Complex64 || d == Complex128 }

// IsInexact reports whether d is real or complex floating point: the kinds
// that carry derivatives.
func (d DType) IsInexact() bool { return d >= Float16 }

// Real returns the type of the parts of a complex type, and other types as
// they are.
func (d DType) Real() DType {
	switch d {
	case Complex64:
		return Float32
	case Complex128:
		return Float64
	}
	return d
}

// Complex returns the complex type whose parts have float type d, or the next
// wider one, and other types as they are.
func (d DType) Complex() DType {
	switch d {
	case Float16, Float32:
		return Complex64
	case Float64:
		return Complex128
	}
	return d
}

// ParseDType returns the type with the given NumPy name.
func ParseDType(name string) (DType, error) {
	for d, info := range dtypes {
		if info.name == name {
			return DType(d), nil
		}
	}
	return 0, fmt.Errorf("unknown dtype %q (known: bool, int32, int64, uint32, float16, float32, float64, complex64, complex128)", name)
}
