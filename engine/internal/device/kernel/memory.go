package kernel

import "slices"

// alignment of temporary buffers, and how far beyond their end a vector load
// may read.
const alignment = 16

// A span is a piece of the scratch memory.
type span struct{ from, to int }

// assignMemory gives every temporary buffer a place in the scratch memory,
// which it leaves to others after its last use: first fit over free spans.
func (p *Plan) assignMemory() {
	last := make([]int, len(p.Buffers))
	for i := range p.Steps {
		read, written := p.Steps[i].buffers()
		for _, b := range append(slices.Clone(read), written...) {
			last[b] = i
		}
	}
	placed := make([]bool, len(p.Buffers))
	var used []span // sorted
	for i := range p.Steps {
		_, written := p.Steps[i].buffers()
		for _, b := range written {
			if p.Buffers[b].Kind != Temporary || placed[b] {
				continue
			}
			placed[b] = true
			size := (p.Buffers[b].Bytes()+alignment-1)/alignment*alignment + alignment
			at, k := 0, 0
			for ; k < len(used) && used[k].from < at+size; k++ {
				at = used[k].to
			}
			used = slices.Insert(used, k, span{at, at + size})
			p.Buffers[b].Offset = at
			p.Scratch = max(p.Scratch, at+size)
		}
		for b, buffer := range p.Buffers {
			if placed[b] && last[b] == i && buffer.Kind == Temporary {
				used = slices.DeleteFunc(used, func(s span) bool { return s.from == buffer.Offset })
			}
		}
	}
}
