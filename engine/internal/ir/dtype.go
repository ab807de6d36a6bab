// Package ir defines the intermediate representation of traced programs:
// element types, abstract values, equations and jaxprs, with their type
// check, pretty printer and simplifier.
package ir

import "fmt"

// A DType is the element type of an array.
type DType uint8

// The element types. Bool comes first and the floats last, so that the order
// of the constants is the order of promotion within a kind.
const (
	Bool DType = iota
	Int32
	Uint32
	Float32
	Float64
)

var dtypes = [...]struct {
	name, short string
	size        int
}{
	Bool:    {"bool", "bool", 1},
	Int32:   {"int32", "i32", 4},
	Uint32:  {"uint32", "u32", 4},
	Float32: {"float32", "f32", 4},
	Float64: {"float64", "f64", 8},
}

// String returns the NumPy name, for example "float32".
func (d DType) String() string { return dtypes[d].name }

// Short returns the name that jaxprs use, for example "f32".
func (d DType) Short() string { return dtypes[d].short }

// Size returns the number of bytes of one element.
func (d DType) Size() int { return dtypes[d].size }

// IsFloat reports whether d is a floating-point type, the only kind that
// carries derivatives.
func (d DType) IsFloat() bool { return d == Float32 || d == Float64 }

// ParseDType returns the type with the given NumPy name.
func ParseDType(name string) (DType, error) {
	for d, info := range dtypes {
		if info.name == name {
			return DType(d), nil
		}
	}
	return 0, fmt.Errorf("unknown dtype %q (known: bool, int32, uint32, float32, float64)", name)
}
