package wasmasm

import (
	"encoding/binary"
	"math"
)

// The methods that append instructions are called in so many places that
// inlining them would multiply the size of the program, which is downloaded.

// An Opcode is an instruction without its immediates. Instructions behind a
// prefix have it in the bits above the lower 16.
type Opcode uint32

const (
	prefixSaturating Opcode = 0xfc << 16
	prefixVector     Opcode = 0xfd << 16
)

// Op appends instructions that have no immediates.
//
//go:noinline
func (f *Func) Op(ops ...Opcode) {
	for _, op := range ops {
		if op < 0x100 {
			f.code = append(f.code, byte(op))
			continue
		}
		f.code = appendUnsigned(append(f.code, byte(op>>16)), uint64(op&0xffff))
	}
}

func (f *Func) opUnsigned(op Opcode, v uint64) {
	f.Op(op)
	f.code = appendUnsigned(f.code, v)
}

// Get pushes a local.
//
//go:noinline
func (f *Func) Get(l Local) { f.opUnsigned(localGet, uint64(l)) }

// Set pops into a local.
//
//go:noinline
func (f *Func) Set(l Local) { f.opUnsigned(localSet, uint64(l)) }

// Tee copies the top of the stack to a local.
//
//go:noinline
func (f *Func) Tee(l Local) { f.opUnsigned(localTee, uint64(l)) }

// Call calls a function of the same module.
//
//go:noinline
func (f *Func) Call(g *Func) { f.opUnsigned(call, uint64(g.index)) }

// Block begins a block; a branch to it leaves it.
//
//go:noinline
func (f *Func) Block() { f.Op(block); f.code = append(f.code, emptyBlock) }

// Loop begins a loop; a branch to it starts the next turn.
//
//go:noinline
func (f *Func) Loop() { f.Op(loop); f.code = append(f.code, emptyBlock) }

// If begins a block that runs if the popped i32 is not zero.
//
//go:noinline
func (f *Func) If() { f.Op(ifOp); f.code = append(f.code, emptyBlock) }

// IfElse begins an If whose branches both push a value of type t.
//
//go:noinline
func (f *Func) IfElse(t ValType) { f.Op(ifOp); f.code = append(f.code, byte(t)) }

// Else begins the other branch of an If.
//
//go:noinline
func (f *Func) Else() { f.Op(elseOp) }

// End ends the innermost block.
//
//go:noinline
func (f *Func) End() { f.Op(End) }

// Br branches to the block that encloses depth others around this place.
//
//go:noinline
func (f *Func) Br(depth int) { f.opUnsigned(br, uint64(depth)) }

// BrIf branches if the popped i32 is not zero.
//
//go:noinline
func (f *Func) BrIf(depth int) { f.opUnsigned(brIf, uint64(depth)) }

// I32Const pushes a constant.
//
//go:noinline
func (f *Func) I32Const(v int32) { f.Op(i32Const); f.code = appendSigned(f.code, int64(v)) }

// I64Const pushes a constant.
//
//go:noinline
func (f *Func) I64Const(v int64) { f.Op(i64Const); f.code = appendSigned(f.code, v) }

// F32Const pushes a constant.
func (f *Func) F32Const(v float32) {
	f.Op(f32Const)
	f.code = binary.LittleEndian.AppendUint32(f.code, math.Float32bits(v))
}

// F64Const pushes a constant.
func (f *Func) F64Const(v float64) {
	f.Op(f64Const)
	f.code = binary.LittleEndian.AppendUint64(f.code, math.Float64bits(v))
}

// V128Const pushes a vector of two 64-bit words, the lower first.
//
//go:noinline
func (f *Func) V128Const(low, high uint64) {
	f.Op(v128Const)
	f.code = binary.LittleEndian.AppendUint64(f.code, low)
	f.code = binary.LittleEndian.AppendUint64(f.code, high)
}

// Memory appends a load or store at the popped address plus offset. The
// alignment is a hint: the binary logarithm of bytes.
//
//go:noinline
func (f *Func) Memory(op Opcode, align int, offset uint32) {
	f.opUnsigned(op, uint64(align))
	f.code = appendUnsigned(f.code, uint64(offset))
}

// MemoryLane appends a load or store of one lane of a vector.
//
//go:noinline
func (f *Func) MemoryLane(op Opcode, align int, offset uint32, lane int) {
	f.Memory(op, align, offset)
	f.code = append(f.code, byte(lane))
}

// Lane appends an instruction whose immediate is a lane.
//
//go:noinline
func (f *Func) Lane(op Opcode, lane int) {
	f.Op(op)
	f.code = append(f.code, byte(lane))
}

// Shuffle picks 16 bytes from the 32 of two popped vectors.
//
//go:noinline
func (f *Func) Shuffle(bytes [16]byte) {
	f.Op(i8x16Shuffle)
	f.code = append(f.code, bytes[:]...)
}

// MemoryFill appends memory.fill: address, value, length.
func (f *Func) MemoryFill() { f.Op(memoryFill); f.code = append(f.code, 0) }

// MemoryCopy appends memory.copy: target, source, length.
func (f *Func) MemoryCopy() { f.Op(memoryCopy); f.code = append(f.code, 0, 0) }
