package prim

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// Bitwise operations, on integers and bool.

// And returns the bitwise conjunction.
func And(x, y Value) Value { return apply("and", nil, x, y) }

// Or returns the bitwise disjunction.
func Or(x, y Value) Value { return apply("or", nil, x, y) }

// Xor returns the bitwise exclusive disjunction.
func Xor(x, y Value) Value { return apply("xor", nil, x, y) }

// Not returns the bitwise complement.
func Not(x Value) Value { return apply("not", nil, x) }

// ShiftLeft returns x·2ʸ, 0 where y is at least the width.
func ShiftLeft(x, y Value) Value { return apply("shift_left", nil, x, y) }

// ShiftRightLogical shifts zeros in from the left.
func ShiftRightLogical(x, y Value) Value { return apply("shift_right_logical", nil, x, y) }

// ShiftRightArithmetic shifts the sign in from the left.
func ShiftRightArithmetic(x, y Value) Value { return apply("shift_right_arithmetic", nil, x, y) }

// Threefry2x32 applies the block function of JAX's random number generator:
// 20 rounds of Threefry with key (k0, k1) and counter (x0, x1), all uint32.
func Threefry2x32(k0, k1, x0, x1 Value) (y0, y1 Value) {
	out := core.Bind(Lookup("threefry2x32"), nil, k0, k1, x0, x1)
	return out[0], out[1]
}

func bitwise(op string, arity int, class typeClass, lower func(*kernel.Builder, []kernel.Node, ir.Params) []kernel.Node) *core.Primitive {
	return &core.Primitive{Op: op, Arity: arity, Traits: core.Elementwise, Shape: sameType(op, class), Lower: lower}
}

func init() {
	Register(
		bitwise("and", 2, bits, binary((*kernel.Builder).And)),
		bitwise("or", 2, bits, binary((*kernel.Builder).Or)),
		bitwise("xor", 2, bits, binary((*kernel.Builder).Xor)),
		bitwise("not", 1, bits, unary((*kernel.Builder).Not)),
		bitwise("shift_left", 2, integers, binary((*kernel.Builder).Shl)),
		bitwise("shift_right_logical", 2, integers, binary((*kernel.Builder).Shr)),
		bitwise("shift_right_arithmetic", 2, integers, binary((*kernel.Builder).Sar)),
		&core.Primitive{
			Op: "threefry2x32", Arity: 4, Traits: core.Elementwise,
			Shape: func(in []ir.Aval, params ir.Params) []ir.Aval {
				out := sameType("threefry2x32", unsignedOnly)(in, params)[0]
				return []ir.Aval{out, out}
			},
			Lower: func(b *kernel.Builder, in []kernel.Node, _ ir.Params) []kernel.Node {
				y0, y1 := kernel.Threefry2x32(b, in[0], in[1], in[2], in[3])
				return []kernel.Node{y0, y1}
			},
		},
	)
}
