package wasmasm

import (
	"strings"
	"sync"
)

// names are those of all instructions of the standard, in the order of their
// numbers: https://webassembly.github.io/spec/core/appendix/index-instructions.html
// The name "-" is a number that means nothing. An instruction that the encoder
// learns needs no new line here.
var names = []struct {
	first Opcode
	dot   string // what all names of the line begin with
	names string
}{
	{0x00, "", "unreachable nop block loop if else"},
	{0x0b, "", "end br br_if br_table return call call_indirect"},
	{0x1a, "", "drop select"},
	{0x20, "", "local.get local.set local.tee global.get global.set"},
	{0x28, "", "i32.load i64.load f32.load f64.load"},
	{0x2c, "i32.", "load8_s load8_u load16_s load16_u"},
	{0x30, "i64.", "load8_s load8_u load16_s load16_u load32_s load32_u"},
	{0x36, "", "i32.store i64.store f32.store f64.store i32.store8 i32.store16 i64.store8 i64.store16 i64.store32"},
	{0x3f, "memory.", "size grow"},
	{0x41, "", "i32.const i64.const f32.const f64.const"},
	{0x45, "i32.", "eqz eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u"},
	{0x50, "i64.", "eqz eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u"},
	{0x5b, "f32.", "eq ne lt gt le ge"},
	{0x61, "f64.", "eq ne lt gt le ge"},
	{0x67, "i32.", "clz ctz popcnt add sub mul div_s div_u rem_s rem_u and or xor shl shr_s shr_u rotl rotr"},
	{0x79, "i64.", "clz ctz popcnt add sub mul div_s div_u rem_s rem_u and or xor shl shr_s shr_u rotl rotr"},
	{0x8b, "f32.", "abs neg ceil floor trunc nearest sqrt add sub mul div min max copysign"},
	{0x99, "f64.", "abs neg ceil floor trunc nearest sqrt add sub mul div min max copysign"},
	{0xa7, "i32.", "wrap_i64 trunc_f32_s trunc_f32_u trunc_f64_s trunc_f64_u"},
	{0xac, "i64.", "extend_i32_s extend_i32_u trunc_f32_s trunc_f32_u trunc_f64_s trunc_f64_u"},
	{0xb2, "f32.", "convert_i32_s convert_i32_u convert_i64_s convert_i64_u demote_f64"},
	{0xb7, "f64.", "convert_i32_s convert_i32_u convert_i64_s convert_i64_u promote_f32"},
	{0xbc, "", "i32.reinterpret_f32 i64.reinterpret_f64 f32.reinterpret_i32 f64.reinterpret_i64"},
	{0xc0, "", "i32.extend8_s i32.extend16_s i64.extend8_s i64.extend16_s i64.extend32_s"},

	{prefixSaturating, "i32.trunc_sat_", "f32_s f32_u f64_s f64_u"},
	{prefixSaturating | 4, "i64.trunc_sat_", "f32_s f32_u f64_s f64_u"},
	{prefixSaturating | 8, "", "memory.init data.drop memory.copy memory.fill"},

	{prefixVector, "v128.", "load load8x8_s load8x8_u load16x4_s load16x4_u load32x2_s load32x2_u"},
	{prefixVector | 7, "v128.", "load8_splat load16_splat load32_splat load64_splat store const"},
	{prefixVector | 13, "", "i8x16.shuffle i8x16.swizzle"},
	{prefixVector | 15, "", "i8x16.splat i16x8.splat i32x4.splat i64x2.splat f32x4.splat f64x2.splat"},
	{prefixVector | 21, "i8x16.", "extract_lane_s extract_lane_u replace_lane"},
	{prefixVector | 24, "i16x8.", "extract_lane_s extract_lane_u replace_lane"},
	{prefixVector | 27, "", "i32x4.extract_lane i32x4.replace_lane i64x2.extract_lane i64x2.replace_lane"},
	{prefixVector | 31, "", "f32x4.extract_lane f32x4.replace_lane f64x2.extract_lane f64x2.replace_lane"},
	{prefixVector | 35, "i8x16.", "eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u"},
	{prefixVector | 45, "i16x8.", "eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u"},
	{prefixVector | 55, "i32x4.", "eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u"},
	{prefixVector | 65, "f32x4.", "eq ne lt gt le ge"},
	{prefixVector | 71, "f64x2.", "eq ne lt gt le ge"},
	{prefixVector | 77, "v128.", "not and andnot or xor bitselect any_true"},
	{prefixVector | 84, "v128.", "load8_lane load16_lane load32_lane load64_lane store8_lane store16_lane store32_lane store64_lane"},
	{prefixVector | 92, "v128.", "load32_zero load64_zero"},
	{prefixVector | 94, "", "f32x4.demote_f64x2_zero f64x2.promote_low_f32x4"},
	{prefixVector | 96, "i8x16.", "abs neg popcnt all_true bitmask narrow_i16x8_s narrow_i16x8_u"},
	{prefixVector | 103, "f32x4.", "ceil floor trunc nearest"},
	{prefixVector | 107, "i8x16.", "shl shr_s shr_u add add_sat_s add_sat_u sub sub_sat_s sub_sat_u"},
	{prefixVector | 116, "f64x2.", "ceil floor"},
	{prefixVector | 118, "i8x16.", "min_s min_u max_s max_u"},
	{prefixVector | 122, "", "f64x2.trunc i8x16.avgr_u"},
	{prefixVector | 124, "", "i16x8.extadd_pairwise_i8x16_s i16x8.extadd_pairwise_i8x16_u"},
	{prefixVector | 126, "", "i32x4.extadd_pairwise_i16x8_s i32x4.extadd_pairwise_i16x8_u"},
	{prefixVector | 128, "i16x8.", "abs neg q15mulr_sat_s all_true bitmask narrow_i32x4_s narrow_i32x4_u"},
	{prefixVector | 135, "i16x8.", "extend_low_i8x16_s extend_high_i8x16_s extend_low_i8x16_u extend_high_i8x16_u"},
	{prefixVector | 139, "i16x8.", "shl shr_s shr_u add add_sat_s add_sat_u sub sub_sat_s sub_sat_u"},
	{prefixVector | 148, "", "f64x2.nearest"},
	{prefixVector | 149, "i16x8.", "mul min_s min_u max_s max_u - avgr_u"},
	{prefixVector | 156, "i16x8.", "extmul_low_i8x16_s extmul_high_i8x16_s extmul_low_i8x16_u extmul_high_i8x16_u"},
	{prefixVector | 160, "i32x4.", "abs neg - all_true bitmask - - extend_low_i16x8_s extend_high_i16x8_s extend_low_i16x8_u extend_high_i16x8_u"},
	{prefixVector | 171, "i32x4.", "shl shr_s shr_u add - - sub - - - mul min_s min_u max_s max_u dot_i16x8_s"},
	{prefixVector | 188, "i32x4.", "extmul_low_i16x8_s extmul_high_i16x8_s extmul_low_i16x8_u extmul_high_i16x8_u"},
	{prefixVector | 192, "i64x2.", "abs neg - all_true bitmask - - extend_low_i32x4_s extend_high_i32x4_s extend_low_i32x4_u extend_high_i32x4_u"},
	{prefixVector | 203, "i64x2.", "shl shr_s shr_u add - - sub - - - mul eq ne lt_s gt_s le_s ge_s"},
	{prefixVector | 220, "i64x2.", "extmul_low_i32x4_s extmul_high_i32x4_s extmul_low_i32x4_u extmul_high_i32x4_u"},
	{prefixVector | 224, "f32x4.", "abs neg - sqrt add sub mul div min max pmin pmax"},
	{prefixVector | 236, "f64x2.", "abs neg - sqrt add sub mul div min max pmin pmax"},
	{prefixVector | 248, "", "i32x4.trunc_sat_f32x4_s i32x4.trunc_sat_f32x4_u f32x4.convert_i32x4_s f32x4.convert_i32x4_u"},
	{prefixVector | 252, "", "i32x4.trunc_sat_f64x2_s_zero i32x4.trunc_sat_f64x2_u_zero f64x2.convert_low_i32x4_s f64x2.convert_low_i32x4_u"},
	{prefixVector | 256, "", "i8x16.relaxed_swizzle i32x4.relaxed_trunc_f32x4_s i32x4.relaxed_trunc_f32x4_u"},
	{prefixVector | 259, "i32x4.", "relaxed_trunc_f64x2_s_zero relaxed_trunc_f64x2_u_zero"},
	{prefixVector | 261, "", "f32x4.relaxed_madd f32x4.relaxed_nmadd f64x2.relaxed_madd f64x2.relaxed_nmadd"},
	{prefixVector | 265, "", "i8x16.relaxed_laneselect i16x8.relaxed_laneselect i32x4.relaxed_laneselect i64x2.relaxed_laneselect"},
	{prefixVector | 269, "", "f32x4.relaxed_min f32x4.relaxed_max f64x2.relaxed_min f64x2.relaxed_max"},

	{prefixAtomic, "memory.atomic.", "notify wait32 wait64"},
	{prefixAtomic | 3, "", "atomic.fence"},
	{prefixAtomic | 16, "", "i32.atomic.load i64.atomic.load i32.atomic.load8_u i32.atomic.load16_u"},
	{prefixAtomic | 23, "", "i32.atomic.store i64.atomic.store i32.atomic.store8 i32.atomic.store16"},
	{prefixAtomic | 30, "", "i32.atomic.rmw.add i64.atomic.rmw.add"},
	{prefixAtomic | 37, "", "i32.atomic.rmw.sub i64.atomic.rmw.sub"},
	{prefixAtomic | 65, "", "i32.atomic.rmw.xchg i64.atomic.rmw.xchg"},
	{prefixAtomic | 72, "", "i32.atomic.rmw.cmpxchg i64.atomic.rmw.cmpxchg"},
}

// prefixAtomic is that of the instructions for memory that threads share.
const prefixAtomic Opcode = 0xfe << 16

var nameOf = sync.OnceValue(func() map[Opcode]string {
	all := map[Opcode]string{}
	for _, line := range names {
		for i, name := range strings.Fields(line.names) {
			if name != "-" {
				all[line.first+Opcode(i)] = line.dot + name
			}
		}
	}
	return all
})

// String returns the instruction's name in the text format; "" for a number
// that is none's.
func (op Opcode) String() string { return nameOf()[op] }
