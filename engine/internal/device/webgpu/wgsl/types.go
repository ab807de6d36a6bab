package wgsl

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// scalars are the types of single lanes.
var scalars = [kernel.NumTypes]string{kernel.Mask: "bool", kernel.I32: "i32", kernel.U32: "u32", kernel.F32: "f32", kernel.F16: "f16"}

// dtypes are the types of arrays of lanes.
var dtypes = [kernel.NumTypes]ir.DType{kernel.Mask: ir.Bool, kernel.I32: ir.Int32, kernel.U32: ir.Uint32, kernel.F32: ir.Float32, kernel.F16: ir.Float16}

// vectors are the types of four lanes.
var vectors = [kernel.NumTypes]string{kernel.Mask: "vec4<bool>", kernel.I32: "vec4i", kernel.U32: "vec4u", kernel.F32: "vec4f", kernel.F16: "vec4<f16>"}

// typeName returns the type of that many lanes, 1 or 4.
func typeName(t kernel.Type, lanes int) string {
	if lanes == 1 {
		return scalars[t]
	}
	return vectors[t]
}

// stored returns the type that a lane has in memory, where booleans are words.
func stored(t kernel.Type) kernel.Type {
	if t == kernel.Mask {
		return kernel.U32
	}
	return t
}

// holds reports whether lanes of a type exist on the GPU.
func holds(t kernel.Type) bool { return scalars[t] != "" }

// Holds reports whether the GPU computes with elements of a type.
func (a Adapter) Holds(d ir.DType) bool {
	switch d {
	case ir.Bool, ir.Int32, ir.Uint32, ir.Float32:
		return true
	case ir.Float16:
		return a.Half
	}
	return false
}

// ElementSize returns the bytes of an element on the GPU, where booleans are words.
func ElementSize(d ir.DType) int {
	if d == ir.Float16 {
		return 2
	}
	return 4
}

// literal spells a constant of one lane.
func (s *shader) literal(t kernel.Type, bits uint64) value {
	word := uint32(bits)
	v := value{typ: t, lanes: 1, strength: primary, constant: true, word: word}
	switch t {
	case kernel.Mask:
		v.text = strconv.FormatBool(word != 0)
	case kernel.U32:
		v.text = natural(int(word))
	case kernel.I32:
		v.text = strconv.Itoa(int(int32(word)))
	case kernel.F16:
		s.halves = true
		v.text = s.half(ir.Half(word))
	default:
		v.text = s.float(word)
	}
	if v.text[0] == '-' {
		v.strength = prefix
	}
	return v
}

// natural spells a constant of type u32.
func natural(n int) string {
	if n >= 1<<20 && n&(n-1) != 0 || n >= 1<<24 {
		return fmt.Sprintf("0x%xu", uint32(n))
	}
	return strconv.Itoa(n) + "u"
}

// half spells a constant of type f16, as float does.
func (s *shader) half(h ir.Half) string {
	if magnitude := h &^ (1 << 15); magnitude >= 0x7c00 || magnitude < 0x0400 && h != 0 {
		return s.apply("half_of_bits", kernel.F16, s.literal(kernel.U32, uint64(h))).text
	}
	return strconv.FormatFloat(float64(h.Float32()), 'g', -1, 64) + "h"
}

// float spells a constant of type f32. Constant expressions must be finite, and
// compilers take -0 and subnormal numbers for zero: such are given by their bits,
// by way of a function.
func (s *shader) float(word uint32) string {
	x := math.Float32frombits(word)
	if magnitude := word &^ (1 << 31); magnitude >= 0x7f800000 || magnitude < 0x00800000 && word != 0 {
		return fmt.Sprintf("%s(0x%xu)", s.helper("float_of", 1), word)
	}
	text := strconv.FormatFloat(float64(x), 'g', -1, 32)
	// Literals are read as float64 first, which may round twice or be too great.
	if v, _ := strconv.ParseFloat(text, 64); float32(v) != x || math.Abs(v) > math.MaxFloat32 {
		text = strconv.FormatFloat(float64(x), 'g', 17, 64)
	}
	if !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return text
}
