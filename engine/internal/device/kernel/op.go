// Package kernel is the intermediate representation that every device's code
// generator prints: straight-line programs of some thirty basic operations on
// lanes, and the elementary functions written once as expansions into them.
//
// The errors stated there were measured for F64 against 6000 points a range of
// testdata/values.py and for F32 against F64 at 200000; the tests repeat it at
// fewer points. Errors of at most half an ulp are stated as 0.5.
package kernel

import (
	"fmt"

	"fluxion/engine/internal/ir"
)

// A Type is the type of one lane of a value.
type Type uint8

// The lane types. U64 holds the bit patterns of F64 inside expansions; no
// array has it as its element type. F16 is how elements are stored: lanes of it
// are moved, chosen between and converted, and everything is computed in F32.
// Complex numbers have no lanes: devices
// leave them to the host.
const (
	Mask Type = iota // a boolean; one byte, 0 or 1, in memory
	I32
	U32
	F32
	F64
	I64
	U64
	F16
)

var types = [...]struct {
	name string
	size int
}{
	Mask: {"mask", 1}, I32: {"i32", 4}, U32: {"u32", 4}, F32: {"f32", 4},
	F64: {"f64", 8}, I64: {"i64", 8}, U64: {"u64", 8},
	F16: {"f16", 2},
}

// NumTypes is the number of lane types.
const NumTypes = len(types)

// String returns a short name, for example "f32".
func (t Type) String() string { return types[t].name }

// Size returns the number of bytes of a lane in memory.
func (t Type) Size() int { return types[t].size }

// IsFloat reports whether t is F32 or F64.
func (t Type) IsFloat() bool { return t == F32 || t == F64 }

// IsInt reports whether t is a signed or unsigned integer type.
func (t Type) IsInt() bool { return t == I32 || t == U32 || t == I64 || t == U64 }

// IsSigned reports whether t is I32 or I64.
func (t Type) IsSigned() bool { return t == I32 || t == I64 }

// TypeOf returns the lane type of an element type.
func TypeOf(d ir.DType) Type {
	switch d {
	case ir.Bool:
		return Mask
	case ir.Int32:
		return I32
	case ir.Uint32:
		return U32
	case ir.Float16:
		return F16
	case ir.Float32:
		return F32
	case ir.Float64:
		return F64
	case ir.Int64:
		return I64
	}
	panic(fmt.Sprintf("kernel: no lane holds a %v", d))
}

// An Op is a basic operation. A device that implements these can run every
// elementary function. Float operations are those of IEEE 754 rounded to
// nearest even, subnormals included; integer operations wrap.
type Op uint8

// The operations. x, y, z stand for the operands A, B, C of an instruction.
const (
	Move Op = iota // x

	Add // x + y
	Sub // x - y
	Mul // x · y
	Div // x / y; integers truncate, x/0 = -1 (all bits set), MinInt/-1 = MinInt
	Rem // x - y·trunc(x/y), exact, with the sign of x; integers: x rem 0 = x, MinInt rem -1 = 0
	Neg // -x; floats flip the sign bit, NaN included
	Abs // |x|; floats clear the sign bit; |MinInt| = MinInt
	Fma // x·y + z, floats only, rounded once

	MulAdd // x·y + z, floats only, rounded once or twice, as is faster

	Min // the lesser; NaN if either is NaN; -0 < +0
	Max // the greater; NaN if either is NaN; -0 < +0

	Sqrt      // √x; NaN below zero, √-0 = -0
	Floor     // rounded towards -∞
	Ceil      // rounded towards +∞
	Trunc     // rounded towards 0
	RoundEven // rounded to nearest, ties to even; keeps the sign of zero

	And // bitwise or logical
	Or
	Xor
	Not
	Shl // x·2^y mod 2^w; y is read as unsigned and y >= w gives 0
	Shr // logical shift right; y >= w gives 0
	Sar // arithmetic shift right; y >= w gives 0 or -1

	Eq // ordered: false if either is NaN
	Ne // !(x == y)
	Lt // ordered
	Le // ordered

	Select  // x ? y : z, x a mask
	Convert // between any two types; see Builder.Convert
	Bitcast // the same bits read as another type of equal size; F16 and U32 as the lower half

	Skip // jump over the next Skip instructions if no lane of mask x is set

	numOps
)

// NumOps is the number of operations.
const NumOps = int(numOps)

var opNames = [...]string{
	"move", "add", "sub", "mul", "div", "rem", "neg", "abs", "fma", "muladd", "min", "max",
	"sqrt", "floor", "ceil", "trunc", "roundeven", "and", "or", "xor", "not",
	"shl", "shr", "sar", "eq", "ne", "lt", "le", "select", "convert", "bitcast", "skip",
}

// String returns the name of the operation in lower case.
func (op Op) String() string { return opNames[op] }
