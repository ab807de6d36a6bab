package webgpu

import (
	"regexp"
	"slices"
	"strings"

	"fluxion/engine/internal/device/kernel"
)

// A helper is a function that operations are printed as a call of. Its source is
// for any number of lanes: F, I, U and B stand for their types and # for what
// distinguishes the names.
type helper struct {
	needs  []string
	source string
}

// helpers are the functions by name. Integers do what processors do where WGSL
// leaves something open, floats what IEEE 754 says; what depends on NaN, on
// signs of zeros or on subnormal numbers is decided by bits, which no compiler
// takes liberties with.
var helpers = map[string]helper{
	"float_of": {nil, `
fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits); }
`},
	"keep": {nil, `
// x, and nothing that a compiler could take for something else.
fn keep#(x: F) -> F { return bitcast<F>(bitcast<U>(x) ^ U(ZERO)); }
`},
	"is_nan": {nil, `
fn is_nan#(x: F) -> B { return (bitcast<U>(x) & U(0x7fffffffu)) > U(0x7f800000u); }
`},
	"order": {nil, `
// Numbers in the order of the floats, -0 below +0.
fn order#(x: F) -> I {
  let bits = bitcast<I>(x);
  return bits ^ ((bits >> U(31u)) & I(0x7fffffff));
}
`},
	"min_float": {[]string{"is_nan", "order"}, `
fn min_float#(x: F, y: F) -> F {
  let lesser = select(y, x, order#(x) < order#(y));
  return select(select(lesser, y, is_nan#(y)), x, is_nan#(x));
}
`},
	"max_float": {[]string{"is_nan", "order"}, `
fn max_float#(x: F, y: F) -> F {
  let greater = select(x, y, order#(x) < order#(y));
  return select(select(greater, y, is_nan#(y)), x, is_nan#(x));
}
`},
	"divide_i32": {nil, `
// x / 0 = -1, and the least number divided by -1 is itself.
fn divide_i32#(x: I, y: I) -> I {
  let overflow = (x == I(-2147483648)) & (y == I(-1));
  let quotient = x / select(y, I(1), overflow | (y == I(0)));
  return select(quotient, I(-1), y == I(0));
}
`},
	"divide_u32": {nil, `
// x / 0 has all bits set.
fn divide_u32#(x: U, y: U) -> U {
  return select(x / select(y, U(1u), y == U(0u)), U(0xffffffffu), y == U(0u));
}
`},
	"remainder_i32": {nil, `
// x % 0 = x, and the remainder of the least number by -1 is 0.
fn remainder_i32#(x: I, y: I) -> I {
  let overflow = (x == I(-2147483648)) & (y == I(-1));
  let remainder = x % select(y, I(1), overflow | (y == I(0)));
  return select(remainder, x, y == I(0));
}
`},
	"remainder_u32": {nil, `
// x % 0 = x.
fn remainder_u32#(x: U, y: U) -> U {
  return select(x % select(y, U(1u), y == U(0u)), x, y == U(0u));
}
`},
	"remainder_f32": {[]string{"float_of"}, `
// The exact remainder of truncating division, by long division of the mantissas.
fn remainder_f32(x: f32, y: f32) -> f32 {
  let sign = bitcast<u32>(x) & 0x80000000u;
  let a = bitcast<u32>(x) ^ sign;
  let b = bitcast<u32>(y) & 0x7fffffffu;
  if (a >= 0x7f800000u || b > 0x7f800000u || b == 0u) { return float_of(0x7fc00000u); }
  if (a < b) { return x; }
  let exponent = max(b >> 23u, 1u);
  let divisor = (b & 0x7fffffu) | select(0u, 0x800000u, b >= 0x800000u);
  var rest = ((a & 0x7fffffu) | select(0u, 0x800000u, a >= 0x800000u)) % divisor;
  for (var left = max(a >> 23u, 1u) - exponent; left > 0u;) {
    let step = min(left, 8u);
    rest = (rest << step) % divisor;
    left -= step;
  }
  if (rest == 0u) { return bitcast<f32>(sign); }
  let up = min(countLeadingZeros(rest) - 8u, exponent - 1u);
  return bitcast<f32>(sign | ((rest << up) + ((exponent - up - 1u) << 23u)));
}
`},
	"remainder_f32x4": {[]string{"remainder_f32"}, `
fn remainder_f32x4(x: vec4f, y: vec4f) -> vec4f {
  return vec4f(remainder_f32(x.x, y.x), remainder_f32(x.y, y.y), remainder_f32(x.z, y.z), remainder_f32(x.w, y.w));
}
`},
	"divide_f32": {[]string{"keep"}, `
// x / y, corrected by what the product of the quotient leaves.
fn divide_f32#(x: F, y: F) -> F {
  let quotient = x / y;
  let corrected = quotient + fma(-quotient, y, x) / y;
  let exponents = ((bitcast<U>(quotient) >> U(23u)) & U(0xffu)) - U(25u);
  let divisor = ((bitcast<U>(y) >> U(23u)) & U(0xffu)) - U(1u);
  let dividend = ((bitcast<U>(x) >> U(23u)) & U(0xffu)) - U(25u);
  return select(quotient, corrected, (exponents < U(228u)) & (divisor < U(253u)) & (dividend < U(229u)));
}
`},
	"sqrt_f32": {nil, `
// The square root, corrected by what its square leaves.
fn sqrt_f32#(x: F) -> F {
  let root = sqrt(x);
  let corrected = root + fma(-root, root, x) / (root + root);
  let exponent = ((bitcast<U>(x) >> U(23u)) & U(0xffu)) - U(25u);
  let positive = bitcast<U>(x) < U(0x7f800000u);
  return select(root, corrected, positive & (exponent < U(229u)));
}
`},
	"fma_f32": {[]string{"keep"}, `
// x·y + z, as if rounded once: the product and the sum in two parts each.
fn fma_f32#(x: F, y: F, z: F) -> F {
  let p = keep#(x * y);
  let x_high = bitcast<F>(bitcast<U>(x) & U(0xfffff000u));
  let y_high = bitcast<F>(bitcast<U>(y) & U(0xfffff000u));
  let x_low = keep#(x - x_high);
  let y_low = keep#(y - y_high);
  let p1 = keep#(x_high * y_high);
  let p2 = keep#(x_high * y_low);
  let p3 = keep#(x_low * y_high);
  let p4 = keep#(x_low * y_low);
  let e1 = keep#(p1 - p);
  let e2 = keep#(e1 + p2);
  let e3 = keep#(e2 + p3);
  let e = keep#(e3 + p4);
  let s = keep#(p + z);
  let z_part = keep#(s - p);
  let p_part = keep#(s - z_part);
  let p_rest = keep#(p - p_part);
  let z_rest = keep#(z - z_part);
  let rest = keep#(p_rest + z_rest);
  let finite = (bitcast<U>(s) & U(0x7fffffffu)) < U(0x7f800000u);
  return select(s, s + (rest + e), finite);
}
`},
	"to_i32": {[]string{"is_nan"}, `
// Truncated; beyond the integers the nearest of them, 0 for NaN.
fn to_i32#(x: F) -> I {
  let inside = clamp(x, F(-2147483648.0), F(2147483520.0));
  let integer = select(I(inside), I(0x7fffffff), x >= F(2147483648.0));
  return select(integer, I(0), is_nan#(x));
}
`},
	"to_u32": {[]string{"is_nan"}, `
// Truncated; beyond the integers the nearest of them, 0 for NaN.
fn to_u32#(x: F) -> U {
  let inside = clamp(x, F(0.0), F(4294967040.0));
  let integer = select(U(inside), U(0xffffffffu), x >= F(4294967296.0));
  return select(integer, U(0u), is_nan#(x));
}
`},
	"shift_left": {nil, `
fn shift_left#(x: U, by: U) -> U { return select(U(0u), x << (by & U(31u)), by < U(32u)); }
`},
	"shift_right": {nil, `
fn shift_right#(x: U, by: U) -> U { return select(U(0u), x >> (by & U(31u)), by < U(32u)); }
`},
	"shift_sign": {nil, `
fn shift_sign#(x: I, by: U) -> I { return x >> min(by, U(31u)); }
`},
}

// kept is how sources of helpers ask for keep.
var kept = regexp.MustCompile(`= keep#\((.*)\);`)

// splat is a literal in all lanes.
var splat = regexp.MustCompile(`\b[FIU]\((-?[0-9][0-9a-fx.]*u?)\)`)

// laneTypes are the types that sources of helpers name.
var laneTypes = regexp.MustCompile(`\b[FIUB]\b`)

var laneLetters = map[string]kernel.Type{"F": kernel.F32, "I": kernel.I32, "U": kernel.U32, "B": kernel.Mask}

// helper makes sure that the shader has a function for 1 or 4 lanes, and returns
// its name.
func (s *shader) helper(name string, lanes int) string {
	h := helpers[name]
	suffix, types := "", scalars
	if lanes == 4 {
		suffix, types = "x4", vectors
		if own, ok := helpers[name+suffix]; ok {
			h = own
		}
	}
	if slices.Contains(s.helped, name+suffix) {
		return name + suffix
	}
	s.helped = append(s.helped, name+suffix)
	source := h.source
	if !s.adapter.Reordering {
		source = kept.ReplaceAllString(source, "= $1;")
	}
	for _, n := range h.needs {
		if strings.Contains(source, n+"#(") {
			s.helper(n, lanes)
		} else if strings.Contains(source, n+"(") {
			s.helper(n, 1)
		}
	}
	if strings.Contains(source, "ZERO") {
		zero := "0u"
		if s.adapter.Reordering {
			zero = s.zero()
		}
		source = strings.ReplaceAll(source, "ZERO", zero)
	}
	if lanes == 1 {
		source = splat.ReplaceAllString(source, "$1")
	}
	source = laneTypes.ReplaceAllStringFunc(source, func(letter string) string { return types[laneLetters[letter]] })
	s.functions.add(strings.ReplaceAll(source[1:], "#", suffix))
	return name + suffix
}
