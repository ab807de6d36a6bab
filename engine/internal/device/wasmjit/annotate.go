package wasmjit

import (
	"fmt"
	"strconv"
	"strings"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// What is said here shows in the text of a module only; modules that run are
// printed without it.

// laneType says how the lanes of a constant read best. Bits of masks and of
// unsigned numbers are shown as such.
var laneType = [kernel.NumTypes]wasmasm.ValType{kernel.I32: wasmasm.I32, kernel.F32: wasmasm.F32, kernel.F64: wasmasm.F64, kernel.I64: wasmasm.I64}

// named gives a local a name and returns it.
func (p *printer) named(l wasmasm.Local, name string, i int) wasmasm.Local {
	if p.f.Annotated() {
		p.f.NameLocal(l, name+strconv.Itoa(i))
	}
	return l
}

// nameLocals names the locals that every nest has.
func (p *printer) nameLocals() {
	p.f.NameLocal(table, "buffers")
	for i, l := range p.constants {
		p.named(l, "c", i)
	}
	for i, l := range p.pointers {
		n, m := len(p.nest.In), len(p.nest.Out)
		switch {
		case i < n:
			p.named(l, "in", i)
		case i < n+m:
			p.named(l, "out", i-n)
		default:
			p.named(l, "index", i-n-m)
		}
	}
}

// nameValue names the local that keeps a value of copy c of the body.
func (p *printer) nameValue(l wasmasm.Local, n name, c int) {
	if !p.f.Annotated() {
		return
	}
	kind := "v"
	if n.kind == inputName {
		kind = "x"
	}
	name := kind + strconv.Itoa(n.index)
	if c > 0 {
		name += "." + strconv.Itoa(c)
	}
	p.f.NameLocal(l, name)
}

// originOfInput returns the origin of what is loaded from an input of the
// program: its number, from -1 downwards.
func (p *printer) originOfInput(i int) int32 {
	if b := p.nest.In[i].Buffer; b >= 0 && b < p.module.inputs {
		return int32(-1 - b)
	}
	return 0
}

// describe says over what the nest runs.
func (p *printer) describe() {
	if !p.f.Annotated() {
		return
	}
	var sizes []string
	elements := 1
	for _, a := range p.nest.Axes {
		sizes = append(sizes, strconv.Itoa(a.Size))
		elements *= a.Size
	}
	text := plural(elements, "element")
	if len(sizes) > 1 {
		text = strings.Join(sizes, " × ") + " elements"
	}
	if p.nest.Tiles != nil {
		text = "matrix product of " + text
	}
	p.f.Comment(fmt.Sprintf("%s, %s, %s", text, plural(len(p.nest.Body.Instrs), "operation")+" each", plural(len(p.nest.Out), "result")))
}

// describeLoop says how many elements a loop takes at a time.
func (p *printer) describeLoop(elements, lanes, copies int) {
	if !p.f.Annotated() {
		return
	}
	text := "loop over " + plural(elements, "element")
	switch {
	case copies > 1:
		text += fmt.Sprintf(", %d vectors of %d at a time", copies, lanes)
	case lanes > 1:
		text += fmt.Sprintf(", %d at a time", lanes)
	}
	p.f.Comment(text)
}

func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}
