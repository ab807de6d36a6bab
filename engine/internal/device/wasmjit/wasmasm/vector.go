package wasmasm

// Vector instructions:
// https://webassembly.github.io/spec/core/binary/instructions.html#vector-instructions
const (
	V128Load        = prefixVector + 0
	V128Load16x4U   = prefixVector | 4
	V128Load32Splat = prefixVector | 9
	V128Load64Splat = prefixVector | 10
	V128Store       = prefixVector | 11
	v128Const       = prefixVector | 12
	i8x16Shuffle    = prefixVector | 13

	I8x16Splat = prefixVector | 15
	I32x4Splat = prefixVector | 17
	I64x2Splat = prefixVector | 18
	F32x4Splat = prefixVector | 19
	F64x2Splat = prefixVector | 20

	I32x4ExtractLane = prefixVector | 27
	I32x4ReplaceLane = prefixVector | 28
	I64x2ExtractLane = prefixVector | 29
	I64x2ReplaceLane = prefixVector | 30
	F32x4ExtractLane = prefixVector | 31
	F32x4ReplaceLane = prefixVector | 32
	F64x2ExtractLane = prefixVector | 33
	F64x2ReplaceLane = prefixVector | 34

	I32x4Eq  = prefixVector | 55
	I32x4Ne  = prefixVector | 56
	I32x4LtS = prefixVector | 57
	I32x4LtU = prefixVector | 58
	I32x4GtS = prefixVector | 59
	I32x4GtU = prefixVector | 60
	I32x4LeS = prefixVector | 61
	I32x4LeU = prefixVector | 62
	I32x4GeS = prefixVector | 63
	I32x4GeU = prefixVector | 64
	F32x4Eq  = prefixVector | 65
	F32x4Ne  = prefixVector | 66
	F32x4Lt  = prefixVector | 67
	F32x4Gt  = prefixVector | 68
	F32x4Le  = prefixVector | 69
	F32x4Ge  = prefixVector | 70
	F64x2Eq  = prefixVector | 71
	F64x2Ne  = prefixVector | 72
	F64x2Lt  = prefixVector | 73
	F64x2Gt  = prefixVector | 74
	F64x2Le  = prefixVector | 75
	F64x2Ge  = prefixVector | 76

	V128Not       = prefixVector | 77
	V128And       = prefixVector | 78
	V128AndNot    = prefixVector | 79
	V128Or        = prefixVector | 80
	V128Xor       = prefixVector | 81
	V128BitSelect = prefixVector | 82
	V128AnyTrue   = prefixVector | 83

	V128Load8Lane   = prefixVector | 84
	V128Load32Lane  = prefixVector | 86
	V128Load64Lane  = prefixVector | 87
	V128Store8Lane  = prefixVector | 88
	V128Store16Lane = prefixVector | 89
	V128Store32Lane = prefixVector | 90
	V128Store64Lane = prefixVector | 91
	V128Load32Zero  = prefixVector | 92
	V128Load64Zero  = prefixVector | 93

	F32x4DemoteF64x2Zero = prefixVector | 94
	F64x2PromoteLowF32x4 = prefixVector | 95

	F32x4Ceil    = prefixVector | 103
	F32x4Floor   = prefixVector | 104
	F32x4Trunc   = prefixVector | 105
	F32x4Nearest = prefixVector | 106
	F64x2Ceil    = prefixVector | 116
	F64x2Floor   = prefixVector | 117
	F64x2Trunc   = prefixVector | 122
	F64x2Nearest = prefixVector | 148

	I16x8ExtendLowI8x16U = prefixVector | 137

	I32x4Abs             = prefixVector | 160
	I32x4Neg             = prefixVector | 161
	I32x4ExtendLowI16x8U = prefixVector | 169
	I32x4Shl             = prefixVector | 171
	I32x4ShrS            = prefixVector | 172
	I32x4ShrU            = prefixVector | 173
	I32x4Add             = prefixVector | 174
	I32x4Sub             = prefixVector | 177
	I32x4Mul             = prefixVector | 181
	I32x4MinS            = prefixVector | 182
	I32x4MinU            = prefixVector | 183
	I32x4MaxS            = prefixVector | 184
	I32x4MaxU            = prefixVector | 185

	I64x2Abs             = prefixVector | 192
	I64x2Neg             = prefixVector | 193
	I64x2ExtendLowI32x4S = prefixVector | 199
	I64x2ExtendLowI32x4U = prefixVector | 201
	I64x2Shl             = prefixVector | 203
	I64x2ShrS            = prefixVector | 204
	I64x2ShrU            = prefixVector | 205
	I64x2Add             = prefixVector | 206
	I64x2Sub             = prefixVector | 209
	I64x2Mul             = prefixVector | 213
	I64x2Eq              = prefixVector | 214
	I64x2Ne              = prefixVector | 215
	I64x2LtS             = prefixVector | 216
	I64x2GtS             = prefixVector | 217
	I64x2LeS             = prefixVector | 218
	I64x2GeS             = prefixVector | 219

	F32x4Abs  = prefixVector | 224
	F32x4Neg  = prefixVector | 225
	F32x4Sqrt = prefixVector | 227
	F32x4Add  = prefixVector | 228
	F32x4Sub  = prefixVector | 229
	F32x4Mul  = prefixVector | 230
	F32x4Div  = prefixVector | 231
	F32x4Min  = prefixVector | 232
	F32x4Max  = prefixVector | 233
	F32x4PMin = prefixVector | 234 // y < x ? y : x
	F32x4PMax = prefixVector | 235 // x < y ? y : x

	F64x2Abs  = prefixVector | 236
	F64x2Neg  = prefixVector | 237
	F64x2Sqrt = prefixVector | 239
	F64x2Add  = prefixVector | 240
	F64x2Sub  = prefixVector | 241
	F64x2Mul  = prefixVector | 242
	F64x2Div  = prefixVector | 243
	F64x2Min  = prefixVector | 244
	F64x2Max  = prefixVector | 245
	F64x2PMin = prefixVector | 246
	F64x2PMax = prefixVector | 247

	I32x4TruncSatF32x4S     = prefixVector | 248
	I32x4TruncSatF32x4U     = prefixVector | 249
	F32x4ConvertI32x4S      = prefixVector | 250
	F32x4ConvertI32x4U      = prefixVector | 251
	I32x4TruncSatF64x2SZero = prefixVector | 252
	I32x4TruncSatF64x2UZero = prefixVector | 253
	F64x2ConvertLowI32x4S   = prefixVector | 254
	F64x2ConvertLowI32x4U   = prefixVector | 255

	// Relaxed SIMD: x·y + z with or without a rounding in between, as the
	// machine likes.
	F32x4RelaxedMadd = prefixVector | 261
	F64x2RelaxedMadd = prefixVector | 263
	// V128BitSelect for masks whose lanes have all bits set or none.
	I32x4RelaxedLaneSelect = prefixVector | 267
	I64x2RelaxedLaneSelect = prefixVector | 268
)
