package wasmasm

// Control, variable, memory and numeric instructions:
// https://webassembly.github.io/spec/core/binary/instructions.html
const (
	Unreachable Opcode = 0x00
	block       Opcode = 0x02
	loop        Opcode = 0x03
	ifOp        Opcode = 0x04
	elseOp      Opcode = 0x05
	End         Opcode = 0x0b
	br          Opcode = 0x0c
	brIf        Opcode = 0x0d
	Return      Opcode = 0x0f
	call        Opcode = 0x10
	Drop        Opcode = 0x1a
	Select      Opcode = 0x1b
	localGet    Opcode = 0x20
	localSet    Opcode = 0x21
	localTee    Opcode = 0x22

	I32Load    Opcode = 0x28
	I64Load    Opcode = 0x29
	F32Load    Opcode = 0x2a
	F64Load    Opcode = 0x2b
	I32Load8U  Opcode = 0x2d
	I32Load16U Opcode = 0x2f
	I32Store   Opcode = 0x36
	I64Store   Opcode = 0x37
	F32Store   Opcode = 0x38
	F64Store   Opcode = 0x39
	I32Store8  Opcode = 0x3a

	i32Const Opcode = 0x41
	i64Const Opcode = 0x42
	f32Const Opcode = 0x43
	f64Const Opcode = 0x44

	I32Eqz Opcode = 0x45
	I32Eq  Opcode = 0x46
	I32Ne  Opcode = 0x47
	I32LtS Opcode = 0x48
	I32LtU Opcode = 0x49
	I32GtS Opcode = 0x4a
	I32GtU Opcode = 0x4b
	I32LeS Opcode = 0x4c
	I32LeU Opcode = 0x4d
	I32GeS Opcode = 0x4e
	I32GeU Opcode = 0x4f
	I64Eqz Opcode = 0x50
	I64Eq  Opcode = 0x51
	I64Ne  Opcode = 0x52
	I64LtS Opcode = 0x53
	I64LtU Opcode = 0x54
	I64GtU Opcode = 0x56
	I64LeU Opcode = 0x58
	I64GeU Opcode = 0x5a

	I32Add  Opcode = 0x6a
	I32Sub  Opcode = 0x6b
	I32Mul  Opcode = 0x6c
	I32DivS Opcode = 0x6d
	I32DivU Opcode = 0x6e
	I32RemS Opcode = 0x6f
	I32RemU Opcode = 0x70
	I32And  Opcode = 0x71
	I32Or   Opcode = 0x72
	I32Xor  Opcode = 0x73
	I32Shl  Opcode = 0x74
	I32ShrS Opcode = 0x75
	I32ShrU Opcode = 0x76
	I64Clz  Opcode = 0x79
	I64Add  Opcode = 0x7c
	I64Sub  Opcode = 0x7d
	I64Mul  Opcode = 0x7e
	I64DivS Opcode = 0x7f
	I64DivU Opcode = 0x80
	I64RemS Opcode = 0x81
	I64RemU Opcode = 0x82
	I64And  Opcode = 0x83
	I64Or   Opcode = 0x84
	I64Xor  Opcode = 0x85
	I64Shl  Opcode = 0x86
	I64ShrS Opcode = 0x87
	I64ShrU Opcode = 0x88

	F32Add Opcode = 0x92
	F64Abs Opcode = 0x99
	F64Add Opcode = 0xa0

	I32WrapI64        Opcode = 0xa7
	I64ExtendI32U     Opcode = 0xad
	F32ConvertI64S    Opcode = 0xb4
	F32ConvertI64U    Opcode = 0xb5
	F32DemoteF64      Opcode = 0xb6
	F64ConvertI64S    Opcode = 0xb9
	F64ConvertI64U    Opcode = 0xba
	F64PromoteF32     Opcode = 0xbb
	I64ReinterpretF64 Opcode = 0xbd
	F64ReinterpretI64 Opcode = 0xbf

	I64TruncSatF32S = prefixSaturating | 4
	I64TruncSatF32U = prefixSaturating | 5
	I64TruncSatF64S = prefixSaturating | 6
	I64TruncSatF64U = prefixSaturating | 7
	memoryCopy      = prefixSaturating | 10
	memoryFill      = prefixSaturating | 11
)
