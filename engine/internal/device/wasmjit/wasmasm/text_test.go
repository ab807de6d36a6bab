package wasmasm

import (
	"encoding/hex"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sample builds a module with every kind of immediate.
func sample() *Module {
	m := &Module{}
	m.Annotate()
	m.ImportSharedMemory("env", "memory", 1, 16)
	split := m.ImportFunc("pool", "split", []ValType{I32}, []ValType{I32})
	helper := m.Func([]ValType{F64, F64}, []ValType{F64})
	helper.Named("least")
	helper.Get(0)
	helper.Get(1)
	helper.Op(F64Add)
	helper.Op(F64Abs)

	f := m.Func([]ValType{I32}, nil)
	f.Named("main")
	f.NameLocal(0, "table")
	x, y, n := f.Local(V128), f.Local(V128), f.Local(I32)
	f.NameLocal(x, "x")
	f.NameLocal(n, "turns")
	f.Origin(3)
	f.Lanes(F32)
	f.V128Const(0x3f80000080000000, 0x7f8000007fc00000)
	f.Set(x)
	f.Lanes(F64)
	f.V128Const(0xbff8000000000000, 0xfff8000000000001)
	f.Set(y)
	f.Lanes(I32)
	f.V128Const(0xffffffff00000001, 0)
	f.Op(Drop)
	f.Lanes(I64)
	f.V128Const(^uint64(0), 7)
	f.Op(Drop)
	f.V128Const(1<<63, 1)
	f.Op(Drop)
	f.Origin(0)
	f.Comment("a loop")
	f.I32Const(-3)
	f.Set(n)
	f.Block()
	f.Loop()
	f.Get(0)
	f.Memory(V128Load, 2, 300)
	f.Tee(x)
	f.Get(y)
	inner := f.Origin(5)
	f.Op(F32x4Mul)
	f.Origin(inner)
	f.Set(y)
	f.Get(0)
	f.Get(x)
	f.Get(y)
	f.Shuffle([16]byte{0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 31})
	f.Memory(V128Store, 4, 0)
	f.Get(0)
	f.Get(y)
	f.MemoryLane(V128Store64Lane, 3, 8, 1)
	f.Get(0)
	f.Get(0)
	f.Get(x)
	f.Lane(I32x4ExtractLane, 2)
	f.IfElse(I32)
	f.I32Const(1)
	f.Else()
	f.I32Const(2)
	f.End()
	f.Memory(I32Store8, 0, 1)
	f.Get(n)
	f.IfRare()
	f.End()
	f.Get(n)
	f.BrIf(1)
	f.Br(0)
	f.End()
	f.End()
	f.Get(0)
	f.Call(split)
	f.Get(0)
	f.I32Const(1)
	f.Memory(I32AtomicRMWAdd, 2, 4)
	f.Op(I32Add, Drop)
	f.Get(0)
	f.I32Const(0)
	f.I32Const(64)
	f.MemoryFill()
	f.Get(0)
	f.Get(0)
	f.I32Const(64)
	f.MemoryCopy()
	f.F64Const(1e-300)
	f.F64Const(0.1)
	f.Call(helper)
	f.Op(I64ReinterpretF64)
	f.I64Const(-1 << 63)
	f.Op(I64Xor, Drop)
	f.F32Const(0.1)
	f.Op(I64TruncSatF32S, Drop)
	f.Get(x)
	f.Get(y)
	f.Get(x)
	f.Op(F32x4RelaxedMadd, Drop)
	m.Export("main", f)
	return m
}

func render(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Text + "\n")
	}
	return b.String()
}

func golden(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestText compares with a text of which wat2wasm of WABT 1.0.39 made the bytes
// in sample.hex, and those with ours: text and bytes say the same.
func TestText(t *testing.T) {
	m := sample()
	if got, want := render(m.Text()), golden(t, "sample.wat"); got != want {
		t.Errorf("the text is\n%swant\n%s", got, want)
	}
	want, err := hex.DecodeString(strings.Join(strings.Fields(golden(t, "sample.hex")), ""))
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Bytes(); string(got) != string(want) {
		t.Errorf("the bytes are\n% x, want\n% x", got, want)
	}
}

// TestOrigins sees that a line has the origin of what it computes, not of the
// operands before or the local behind.
func TestOrigins(t *testing.T) {
	for _, l := range sample().Text() {
		want := int32(0)
		switch {
		case strings.Contains(l.Text, "f32x4.mul"):
			want = 5
		case strings.Contains(l.Text, "v128.const"):
			want = 3
		}
		if l.Origin != want {
			t.Errorf("%q has the origin %d, want %d", l.Text, l.Origin, want)
		}
	}
}

// TestNotesChangeNothing compares the code of a function with notes and without.
func TestNotesChangeNothing(t *testing.T) {
	build := func(annotate bool) []byte {
		m := &Module{}
		if annotate {
			m.Annotate()
		}
		f := m.Func(nil, nil)
		f.Named("f")
		defer f.Origin(f.Origin(1))
		f.Comment("nothing")
		f.Lanes(I32)
		f.NameLocal(f.Local(I32), "x")
		f.I32Const(1)
		f.Set(0)
		return m.Bytes()
	}
	if a, b := build(true), build(false); string(a) != string(b) {
		t.Errorf("with notes the bytes are % x, without % x", a, b)
	}
}

// TestNames compares the name of every instruction of this package with that of
// its constant: F32x4RelaxedMadd is f32x4.relaxed_madd.
func TestNames(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	plain := strings.NewReplacer(".", "", "_", "")
	checked := 0
	set := token.NewFileSet()
	for _, name := range files {
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Names) != 1 || len(spec.Values) != 1 {
				return true
			}
			op, ok := opcodeOf(spec)
			if !ok {
				return true
			}
			checked++
			identifier := strings.TrimSuffix(spec.Names[0].Name, "Op")
			if got := plain.Replace(op.String()); !strings.EqualFold(got, identifier) {
				t.Errorf("%s: the constant %s has the number of %q", name, identifier, op)
			}
			return true
		})
	}
	if checked < 200 {
		t.Errorf("%d constants were found: too few", checked)
	}
}

// opcodeOf evaluates the declaration of an instruction: a number, or a prefix
// and a number.
func opcodeOf(spec *ast.ValueSpec) (op Opcode, ok bool) {
	typed, _ := spec.Type.(*ast.Ident)
	value := spec.Values[0]
	if b, isBinary := value.(*ast.BinaryExpr); isBinary {
		prefix, isName := b.X.(*ast.Ident)
		prefixes := map[string]Opcode{"prefixSaturating": prefixSaturating, "prefixVector": prefixVector, "prefixAtomic": prefixAtomic}
		if !isName || prefixes[prefix.Name] == 0 {
			return 0, false
		}
		op, value = prefixes[prefix.Name], b.Y
	} else if typed == nil || typed.Name != "Opcode" {
		return 0, false
	}
	literal, isLiteral := value.(*ast.BasicLit)
	if !isLiteral {
		return 0, false
	}
	var n Opcode
	for _, c := range []byte(strings.TrimPrefix(literal.Value, "0x")) {
		base := Opcode(10)
		if strings.HasPrefix(literal.Value, "0x") {
			base = 16
		}
		n = n*base + Opcode(strings.IndexByte("0123456789abcdef", c))
	}
	return op | n, true
}
