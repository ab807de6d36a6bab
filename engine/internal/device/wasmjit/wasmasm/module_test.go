package wasmasm

import (
	"bytes"
	"math"
	"math/rand"
	"testing"
)

// The module adds its parameters; the bytes are those that the specification
// prescribes, section by section.
func TestModule(t *testing.T) {
	m := &Module{}
	m.ImportMemory("env", "memory", 1)
	f := m.Func([]ValType{I32, I32}, []ValType{I32})
	l := f.Local(I32)
	f.Get(0)
	f.Get(1)
	f.Op(I32Add)
	f.Tee(l)
	m.Export("add", f)
	want := []byte{0, 'a', 's', 'm', 1, 0, 0, 0,
		1, 7, 1, 0x60, 2, 0x7f, 0x7f, 1, 0x7f, // types
		2, 15, 1, 3, 'e', 'n', 'v', 6, 'm', 'e', 'm', 'o', 'r', 'y', 2, 0, 1, // imports
		3, 2, 1, 0, // functions
		7, 7, 1, 3, 'a', 'd', 'd', 0, 0, // exports
		10, 13, 1, 11, 1, 1, 0x7f, 0x20, 0, 0x20, 1, 0x6a, 0x22, 2, 0x0b, // code
	}
	if got := m.Bytes(); !bytes.Equal(got, want) {
		t.Errorf("got  % x\nwant % x", got, want)
	}
}

// Imported functions are counted before the others, and a shared memory says so.
func TestImports(t *testing.T) {
	m := &Module{}
	g := m.ImportFunc("a", "g", []ValType{I32}, nil)
	m.ImportSharedMemory("a", "m", 1, 300)
	f := m.Func([]ValType{I32}, nil)
	f.Get(0)
	f.Call(g)
	h := m.Func(nil, nil)
	h.I32Const(5)
	h.Call(f)
	h.I32Const(8)
	h.I64Const(0)
	h.Memory(I64AtomicStore, 3, 0)
	m.Export("h", h)
	want := []byte{0, 'a', 's', 'm', 1, 0, 0, 0,
		1, 8, 2, 0x60, 1, 0x7f, 0, 0x60, 0, 0, // types
		2, 16, 2, 1, 'a', 1, 'g', 0, 0, 1, 'a', 1, 'm', 2, 3, 1, 0xac, 2, // imports
		3, 3, 2, 0, 1, // functions
		7, 5, 1, 1, 'h', 0, 2, // exports
		10, 23, 2, 6, 0, 0x20, 0, 0x10, 0, 0x0b, 14, 0, 0x41, 5, 0x10, 1, 0x41, 8, 0x42, 0, 0xfe, 0x18, 3, 0, 0x0b, // code
	}
	if got := m.Bytes(); !bytes.Equal(got, want) {
		t.Errorf("got  % x\nwant % x", got, want)
	}
}

// Functions of one type share an entry, and runs of locals are counted.
func TestTypesAndLocals(t *testing.T) {
	m := &Module{}
	for range 2 {
		f := m.Func(nil, nil)
		for _, v := range []ValType{V128, V128, I32, V128} {
			f.Local(v)
		}
	}
	m.Memory(3)
	want := []byte{0, 'a', 's', 'm', 1, 0, 0, 0,
		1, 4, 1, 0x60, 0, 0,
		3, 3, 2, 0, 0,
		5, 4, 1, 1, 3, 3,
		10, 19, 2, 8, 3, 2, 0x7b, 1, 0x7f, 1, 0x7b, 0x0b, 8, 3, 2, 0x7b, 1, 0x7f, 1, 0x7b, 0x0b}
	if got := m.Bytes(); !bytes.Equal(got, want) {
		t.Errorf("got  % x\nwant % x", got, want)
	}
}

func TestPrefixedOpcodes(t *testing.T) {
	for _, c := range []struct {
		emit func(f *Func)
		want []byte
	}{
		{func(f *Func) { f.Op(F32x4Add) }, []byte{0xfd, 0xe4, 0x01}},
		{func(f *Func) { f.Op(F32x4RelaxedMadd) }, []byte{0xfd, 0x85, 0x02}},
		{func(f *Func) { f.Op(I64TruncSatF64U) }, []byte{0xfc, 7}},
		{func(f *Func) { f.Memory(V128Load, 2, 300) }, []byte{0xfd, 0, 2, 0xac, 2}},
		{func(f *Func) { f.MemoryLane(V128Store64Lane, 3, 8, 1) }, []byte{0xfd, 0x5b, 3, 8, 1}},
		{func(f *Func) { f.I64Const(-1) }, []byte{0x42, 0x7f}},
		{func(f *Func) { f.F64Const(1) }, []byte{0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f}},
	} {
		f := &Func{}
		if c.emit(f); !bytes.Equal(f.code, c.want) {
			t.Errorf("got % x, want % x", f.code, c.want)
		}
	}
}

// readSigned is the definition in the specification.
func readSigned(b []byte) (v int64, n int) {
	shift := 0
	for {
		v |= int64(b[n]&0x7f) << shift
		shift += 7
		n++
		if b[n-1]&0x80 == 0 {
			break
		}
	}
	if shift < 64 && b[n-1]&0x40 != 0 {
		v |= -1 << shift
	}
	return v, n
}

func TestSigned(t *testing.T) {
	values := []int64{0, 1, -1, 63, 64, -64, -65, math.MaxInt32, math.MinInt32, math.MaxInt64, math.MinInt64}
	source := rand.New(rand.NewSource(1))
	for range 1000 {
		values = append(values, int64(source.Uint64())>>source.Intn(64))
	}
	for _, v := range values {
		b := appendSigned(nil, v)
		if got, n := readSigned(b); got != v || n != len(b) {
			t.Errorf("%d is encoded as % x, which is %d", v, b, got)
		}
		if len(b) > 1 {
			short := bytes.Clone(b[:len(b)-1])
			short[len(short)-1] &= 0x7f
			if got, _ := readSigned(short); got == v {
				t.Errorf("%d is encoded as % x, a byte too long", v, b)
			}
		}
	}
}

// A hint names the place of its branch, behind the declaration of the locals.
func TestHints(t *testing.T) {
	m := &Module{}
	m.Func(nil, nil)
	f := m.Func([]ValType{I32}, nil)
	f.Local(I32)
	f.Get(0)
	f.IfRare()
	f.End()
	want := append([]byte{0, 32, 25}, "metadata.code.branch_hint"...)
	want = append(want, 1, 1, 1, 5, 1, 0) // one function, number 1, one hint: at byte 5, of one byte, unlikely
	code := []byte{10, 14, 2, 2, 0, 0x0b, 9, 1, 1, 0x7f, 0x20, 0, 0x04, 0x40, 0x0b, 0x0b}
	if got := m.Bytes(); !bytes.HasSuffix(got, append(want, code...)) {
		t.Errorf("got  % x\nwant … % x % x", got, want, code)
	}
}
