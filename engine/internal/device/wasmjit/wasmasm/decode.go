package wasmasm

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A decoder reads the code of a function.
type decoder struct {
	code []byte
	at   int
}

func (d *decoder) byte() byte {
	d.at++
	return d.code[d.at-1]
}

func (d *decoder) unsigned() uint64 {
	v, n := binary.Uvarint(d.code[d.at:])
	d.at += n
	return v
}

func (d *decoder) signed() int64 {
	v, shift := int64(0), 0
	for {
		b := d.byte()
		v |= int64(b&0x7f) << shift
		if shift += 7; b&0x80 == 0 {
			if shift < 64 && b&0x40 != 0 {
				v |= -1 << shift
			}
			return v
		}
	}
}

func (d *decoder) word32() uint32 {
	d.at += 4
	return binary.LittleEndian.Uint32(d.code[d.at-4:])
}

func (d *decoder) word64() uint64 {
	d.at += 8
	return binary.LittleEndian.Uint64(d.code[d.at-8:])
}

func (d *decoder) opcode() Opcode {
	op := Opcode(d.byte())
	if op >= prefixSaturating>>16 {
		op = op<<16 | Opcode(d.unsigned())
	}
	if op.String() == "" {
		panic(fmt.Sprintf("BUG: wasmasm: no instruction has the number %#x", uint32(op)))
	}
	return op
}

// immediates reads what follows an instruction and returns it as text, with a
// space in front; lanes says what those of a constant vector are.
func (d *decoder) immediates(op Opcode, m *Module, f *Func, lanes ValType) string {
	number := func() string { return " " + strconv.FormatUint(d.unsigned(), 10) }
	switch {
	case op == block || op == loop || op == ifOp:
		return d.blockType()
	case op == br || op == brIf || op == 0x23 || op == 0x24: // labels and globals
		return number()
	case op == 0x0e: // br_table
		text := ""
		for n := d.unsigned() + 1; n > 0; n-- {
			text += number()
		}
		return text
	case op == call:
		return " " + m.function(int(d.unsigned())).textName()
	case op == 0x11: // call_indirect
		index, table := number(), number()
		return table + " (type" + index + ")"
	case localGet <= op && op <= localTee:
		return " " + f.localName(Local(d.unsigned()))
	case 0x28 <= op && op <= 0x3e, prefixVector <= op && op <= V128Store, op == V128Load32Zero, op == V128Load64Zero,
		prefixAtomic <= op && op != prefixAtomic|3:
		return d.memory(op)
	case V128Load8Lane <= op && op <= V128Store64Lane:
		return d.memory(op) + number()
	case prefixVector|21 <= op && op <= F64x2ReplaceLane:
		return number()
	case op == i8x16Shuffle:
		text := ""
		for range 16 {
			text += number()
		}
		return text
	case op == i32Const || op == i64Const:
		return " " + strconv.FormatInt(d.signed(), 10)
	case op == f32Const:
		return " " + float32Text(d.word32())
	case op == f64Const:
		return " " + float64Text(d.word64())
	case op == v128Const:
		return vectorText(d.word64(), d.word64(), lanes)
	case op == 0x3f || op == 0x40 || op == memoryFill || op == prefixAtomic|3:
		d.at++ // the memory, 0
	case op == memoryCopy:
		d.at += 2
	}
	return ""
}

func (d *decoder) blockType() string {
	switch t := d.code[d.at]; {
	case t == emptyBlock:
		d.at++
		return ""
	case t&0x40 != 0: // one byte that is negative as a number
		d.at++
		return " (result " + ValType(t).String() + ")"
	}
	return fmt.Sprintf(" (type %d)", d.signed())
}

// memory reads the alignment and offset of a load or store. An alignment that
// is what the instruction moves goes without saying.
func (d *decoder) memory(op Opcode) string {
	align, offset := d.unsigned(), d.unsigned()
	text := ""
	if offset != 0 {
		text = fmt.Sprintf(" offset=%d", offset)
	}
	if bytes := 1 << align; bytes != moved(op.String()) {
		text += fmt.Sprintf(" align=%d", bytes)
	}
	return text
}

// moved returns how many bytes an instruction moves, which its name tells.
func moved(name string) int {
	const digits = "0123456789"
	kind, rest, _ := strings.Cut(name, ".")
	i := strings.IndexAny(rest, digits)
	if i < 0 {
		return map[string]int{"i32": 4, "f32": 4, "i64": 8, "f64": 8, "v128": 16, "memory": 4}[kind]
	}
	number := rest[i:]
	unit := strings.TrimLeft(number, digits)
	if strings.HasPrefix(unit, "x") { // v128.load8x8_s and its like move half a vector
		return 8
	}
	bits, _ := strconv.Atoi(strings.TrimSuffix(number, unit))
	return bits / 8
}

func float32Text(bits uint32) string {
	v := math.Float32frombits(bits)
	if v != v {
		return nanText(uint64(bits>>31), uint64(bits&0x7fffff))
	}
	return infinite(strconv.FormatFloat(float64(v), 'g', -1, 32))
}

func float64Text(bits uint64) string {
	v := math.Float64frombits(bits)
	if v != v {
		return nanText(bits>>63, bits&(1<<52-1))
	}
	return infinite(strconv.FormatFloat(v, 'g', -1, 64))
}

func nanText(sign, payload uint64) string {
	return fmt.Sprintf("%snan:%#x", strings.Repeat("-", int(sign)), payload)
}

// infinite writes ±Inf as the text format does.
func infinite(text string) string { return strings.ToLower(strings.TrimPrefix(text, "+")) }

// vectorText writes a constant vector by its lanes: as numbers where it is
// known that they are, and otherwise as bits.
func vectorText(low, high uint64, lanes ValType) string {
	words := [4]uint32{uint32(low), uint32(low >> 32), uint32(high), uint32(high >> 32)}
	var b strings.Builder
	switch lanes {
	case F32:
		b.WriteString(" f32x4")
		for _, w := range words {
			b.WriteString(" " + float32Text(w))
		}
	case F64:
		return " f64x2 " + float64Text(low) + " " + float64Text(high)
	case I64:
		return fmt.Sprintf(" i64x2 %d %d", int64(low), int64(high))
	case I32:
		b.WriteString(" i32x4")
		for _, w := range words {
			fmt.Fprintf(&b, " %d", int32(w))
		}
	default:
		b.WriteString(" i32x4")
		for _, w := range words {
			fmt.Fprintf(&b, " %#x", w)
		}
	}
	return b.String()
}
