package prim

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// Convert returns x converted to element type d. Floats become integers by
// truncation, saturating at the ends; NaN becomes 0.
func Convert(x Value, d ir.DType, weak bool) Value {
	a := x.Aval()
	if a.DType == d && a.Weak == weak {
		return x
	}
	if l, ok := x.(*core.Literal); ok {
		out := core.Scalar(d, l.Val)
		if l.DType.IsInexact() && d.IsInt() {
			out = core.Scalar(d, saturate(l.Val, d))
		}
		out.Weak = weak
		if d.IsComplex() {
			out.Imag = l.Imag
		}
		return out
	}
	return apply("convert_element_type", convertParams{d, weak}, x)
}

// saturate returns the integer of type d nearest to v after truncation.
func saturate(v float64, d ir.DType) float64 {
	lo, hi := -0x1p31, 0x1p31-1
	switch d {
	case ir.Uint32:
		lo, hi = 0, 0x1p32-1
	case ir.Int64:
		lo, hi = -0x1p63, 0x1p63-0x1p10
	}
	if v != v {
		return 0
	}
	return max(lo, min(hi, v))
}

// Bitcast reinterprets the bits of x as element type d of the same size.
func Bitcast(x Value, d ir.DType) Value {
	return apply("bitcast_convert_type", bitcastParams{d}, x)
}

func init() {
	Register(
		&core.Primitive{
			Op: "convert_element_type", Arity: 1, Traits: core.Elementwise | core.Moving, Domain: core.Interval{Lo: -3, Hi: 3},
			Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
				c := p.(convertParams)
				return []ir.Aval{{DType: c.DType, Shape: in[0].Shape, Weak: c.Weak}}
			},
			Lower: func(b *kernel.Builder, in []kernel.Node, p ir.Params) []kernel.Node {
				return []kernel.Node{b.Convert(in[0], kernel.TypeOf(p.(convertParams).DType))}
			},
			Complex: complex1(func(x complex128) complex128 { return x }),
			// Linear between floats; results of other types carry no tangent.
			LinearIn: func(int) bool { return true },
			Transpose: func(_ ir.Params, ct, in []Value) []Value {
				return []Value{Convert(ct[0], in[0].Aval().DType, in[0].Aval().Weak)}
			},
		},
		&core.Primitive{
			Op: "bitcast_convert_type", Arity: 1, Traits: core.Elementwise,
			Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
				d := p.(bitcastParams).DType
				if d.Size() != in[0].DType.Size() {
					ir.Fail("bitcast_convert_type", in, "%v has %d bytes, a type of %d bytes is expected", d, d.Size(), in[0].DType.Size())
				}
				return []ir.Aval{{DType: d, Shape: in[0].Shape}}
			},
			Lower: func(b *kernel.Builder, in []kernel.Node, p ir.Params) []kernel.Node {
				return []kernel.Node{b.Bitcast(in[0], kernel.TypeOf(p.(bitcastParams).DType))}
			},
		},
	)
}
