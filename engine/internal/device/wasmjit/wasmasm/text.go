package wasmasm

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Line is a line of a module's text: an instruction that computes something,
// behind those that push its operands if they are locals and constants, and
// before the one that keeps its result.
type Line struct {
	Text   string
	Origin int32 // what Func.Origin said of the instruction; 0 for nothing
}

// Text returns the module in the text format, which assembles to the same
// bytes: https://webassembly.github.io/spec/core/text/index.html
func (m *Module) Text() []Line {
	t := &text{module: m}
	t.line("(module")
	t.indent++
	m.appendTypes(nil) // finds all types
	for i, y := range m.types {
		t.line(fmt.Sprintf("(type (;%d;) (func%s))", i, signatureText(y, nil)))
	}
	for _, i := range m.imports {
		kind := "memory" + i.limits.String()
		if f := i.function; f != nil {
			kind = fmt.Sprintf("func %s (type %d)", f.textName(), m.typeIndex(f.signature))
		}
		t.line(fmt.Sprintf("(import %q %q (%s))", i.module, i.name, kind))
	}
	for _, f := range m.funcs {
		t.function(f)
	}
	if m.memory != nil {
		t.line(fmt.Sprintf("(memory%s)", m.memory))
	}
	for _, e := range m.exports {
		if e.kind == functionKind {
			t.line(fmt.Sprintf("(export %q (func %s))", e.name, m.function(e.index).textName()))
		} else {
			t.line(fmt.Sprintf("(export %q (memory %d))", e.name, e.index))
		}
	}
	t.lines[len(t.lines)-1].Text += ")"
	return t.lines
}

// String returns the limits as the text format writes them behind a word.
func (l limits) String() string {
	text := fmt.Sprintf(" %d", l.least)
	if l.most >= 0 {
		text += fmt.Sprintf(" %d", l.most)
	}
	if l.shared {
		text += " shared"
	}
	return text
}

// function returns the function of an index: imported ones come first.
func (m *Module) function(index int) *Func {
	if i := index - m.importedFuncs; i >= 0 {
		return m.funcs[i]
	}
	i := slices.IndexFunc(m.imports, func(i imported) bool { return i.function != nil && i.function.index == index })
	return m.imports[i].function
}

func (f *Func) textName() string {
	if f.notes != nil && f.notes.name != "" {
		return "$" + f.notes.name
	}
	return "$f" + strconv.Itoa(f.index)
}

// localName returns the name that a local was given, or its number.
func (f *Func) localName(l Local) string {
	if f.notes != nil {
		if name := f.notes.locals[l]; name != "" {
			return "$" + name
		}
	}
	return "$l" + strconv.Itoa(int(l))
}

// signatureText writes parameters, with names if f is given, and results.
func signatureText(y funcType, f *Func) string {
	var b strings.Builder
	for i, p := range y.params {
		b.WriteString(" (param ")
		if f != nil {
			b.WriteString(f.localName(Local(i)) + " ")
		}
		b.WriteString(p.String() + ")")
	}
	for _, r := range y.results {
		b.WriteString(" (result " + r.String() + ")")
	}
	return b.String()
}

// lineWidth is where lines are broken, in characters.
const lineWidth = 96

// A text is under construction.
type text struct {
	module *Module
	lines  []Line
	indent int
	// The line that is being filled: its instructions, and how it goes on.
	parts  []string
	width  int
	origin int32
	done   bool // it computes something: only what keeps the result may follow
}

func (t *text) line(s string) {
	t.lines = append(t.lines, Line{Text: strings.Repeat("  ", t.indent) + s, Origin: t.origin})
}

// flush ends the line that is being filled.
func (t *text) flush() {
	if len(t.parts) > 0 {
		t.line(strings.Join(t.parts, "  "))
	}
	t.parts, t.width, t.origin, t.done = nil, 0, 0, false
}

// add puts an instruction on a line. Pushes of locals and constants wait for
// the instruction that takes them; kept says that it takes a result.
func (t *text) add(s string, origin int32, push, kept bool) {
	if t.done && !kept || t.width+len(s) > lineWidth {
		t.flush()
	}
	t.parts = append(t.parts, s)
	t.width += len(s) + 2
	if !kept || len(t.parts) == 1 {
		t.origin = origin
	}
	t.done = t.done || !push
}

func (t *text) function(f *Func) {
	index := t.module.typeIndex(f.signature)
	t.line(fmt.Sprintf("(func %s (type %d)%s", f.textName(), index, signatureText(f.signature, f)))
	t.indent++
	if len(f.locals) > 0 {
		first := Local(len(f.signature.params))
		for i, l := range f.locals {
			t.add(fmt.Sprintf("(local %s %s)", f.localName(first+Local(i)), l), 0, true, false)
		}
		t.flush()
	}
	t.code(f)
	t.flush()
	t.indent--
	t.lines[len(t.lines)-1].Text += ")"
}

// code writes the instructions of a function, and the notes where they belong.
func (t *text) code(f *Func) {
	var marks []mark
	if f.notes != nil {
		marks = f.notes.marks
	}
	d := decoder{code: f.code}
	var origin int32
	var lanes ValType
	for d.at < len(d.code) || len(marks) > 0 {
		for len(marks) > 0 && marks[0].at == d.at {
			m := marks[0]
			marks = marks[1:]
			origin = m.origin
			if m.lanes != 0 {
				lanes = m.lanes
			}
			if m.comment != "" {
				t.flush()
				t.line(";; " + m.comment)
			}
		}
		if d.at == len(d.code) {
			break
		}
		start := d.at
		switch op := d.opcode(); op {
		case End, elseOp:
			t.flush()
			t.indent--
			t.line(op.String())
			if op == elseOp {
				t.indent++
			}
		case block, loop, ifOp:
			hint := ""
			if slices.Contains(f.rare, start) {
				hint = `(@metadata.code.branch_hint "\00") `
			}
			t.add(hint+op.String()+d.immediates(op, t.module, f, 0), origin, false, false)
			t.flush()
			t.indent++
		default:
			push := op == localGet || i32Const <= op && op <= f64Const || op == v128Const
			t.add(op.String()+d.immediates(op, t.module, f, lanes), origin, push, op == localSet || op == localTee)
			lanes = 0
		}
	}
}
