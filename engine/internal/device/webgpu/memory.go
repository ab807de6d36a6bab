package webgpu

import (
	"cmp"
	"slices"

	"fluxion/engine/internal/device/webgpu/wgsl"
)

// A layout says which blocks of memory a run of a program needs besides those of
// operands and results. Commands see what those before them wrote, so that a
// block serves several buffers one after the other.
type layout struct {
	slots []int  // the sizes of the blocks in bytes
	slot  []int  // by buffer: its block; -1 if it has none of these
	named []bool // by buffer: whether a command names it
}

// A span is the time from the first command that names a buffer to the last.
type span struct{ first, last int }

// resultsOf returns the places of the results that have a block of their own.
func resultsOf(p *wgsl.Program) []int {
	var list []int
	seen := map[int]bool{}
	for i, o := range p.Plan.Out {
		if o.Literal == nil && o.Buffer >= p.Plan.Inputs && !seen[o.Buffer] && o.Aval.Size() > 0 {
			seen[o.Buffer] = true
			list = append(list, i)
		}
	}
	return list
}

// layoutOf places the buffers of a program.
func layoutOf(p *wgsl.Program) layout {
	l := layout{slot: make([]int, len(p.Buffers)), named: make([]bool, len(p.Buffers))}
	spans := make([]span, len(p.Buffers))
	for i := range p.Commands {
		visit(&p.Commands[i], func(b int) {
			if !l.named[b] {
				spans[b].first = i
			}
			if p.Buffers[b].Zero { // before the first command
				spans[b].first = 0
			}
			l.named[b], spans[b].last = true, i
		})
	}
	returned := map[int]bool{}
	for _, i := range resultsOf(p) {
		returned[p.Plan.Out[i].Buffer] = true
	}
	var temporary []int
	for b := range p.Buffers {
		l.slot[b] = -1
		if l.named[b] && b >= p.Plan.Inputs && !returned[b] {
			temporary = append(temporary, b)
		}
	}
	slices.SortStableFunc(temporary, func(a, b int) int { return cmp.Compare(spans[a].first, spans[b].first) })
	var last []int // by slot: the last command that needs it
	for _, b := range temporary {
		size := blockSize(p.Buffers[b].Bytes())
		for k := range l.slots {
			if l.slots[k] == size && last[k] < spans[b].first && !p.Buffers[b].Zero {
				l.slot[b] = k
				break
			}
		}
		if l.slot[b] < 0 {
			l.slot[b] = len(l.slots)
			l.slots, last = append(l.slots, size), append(last, 0)
		}
		last[l.slot[b]] = spans[b].last
	}
	return l
}

// visit calls do for every buffer that a command names.
func visit(c *wgsl.Command, do func(buffer int)) {
	switch {
	case c.Launch != nil:
		for _, w := range c.Launch.Bindings {
			do(w.Buffer)
		}
	case c.Copy != nil:
		do(c.Copy.From)
		do(c.Copy.To)
	case c.Repeat != nil:
		if c.Repeat.Turns == 0 {
			do(c.Repeat.Going.Buffer)
		}
		for i := range c.Repeat.Body {
			visit(&c.Repeat.Body[i], do)
		}
	}
}
