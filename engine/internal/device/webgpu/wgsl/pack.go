package wgsl

import (
	"fmt"
	"maps"
	"slices"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// Shaders see few buffers at a time. Where a nest has to do with more, the
// smallest are copied together into one, and back from there if it writes them.

// A pack is buffers that lie in another one for the time of a nest.
type pack struct {
	members []int
	total   int // words
}

// packed prints, by do, a nest that has to do with too many buffers; false if it
// does not.
func (p *planPrinter) packed(n *kernel.Nest, do func() ([]Command, error)) ([]Command, bool, error) {
	written := map[int]bool{} // by buffer with memory
	fixed := map[int]bool{}   // not to be packed
	state := p.scope.guard > 0
	eachAccess(n, func(a *kernel.Access, write bool) {
		b := a.Buffer
		if b < 0 {
			return
		}
		root := p.root(b)
		written[root] = written[root] || write
		fixed[root] = fixed[root] || b != root || p.plan.Buffers[root].DType == ir.Float16 || write && (n.Ordered || len(n.Links) > 0)
		for ; b != root; b = p.scope.spots[b].buffer {
			state = state || p.scope.spots[b].turns
		}
	})
	room := p.adapter.Bindings
	if state {
		room--
	}
	if len(written) <= room {
		return nil, false, nil
	}
	smallest := slices.SortedFunc(maps.Keys(written), func(a, b int) int {
		if c := p.reach(a).Len - p.reach(b).Len; c != 0 {
			return c
		}
		return a - b
	})
	var packs [2]pack // what is read, what is written too
	over := len(written) - room
	for _, b := range smallest {
		if over <= 0 {
			break
		}
		if fixed[b] {
			continue
		}
		k := &packs[0]
		if written[b] {
			k = &packs[1]
		}
		if len(k.members) > 0 {
			over--
		}
		k.members = append(k.members, b)
		k.total += p.reach(b).Len
	}
	if over > 0 {
		return nil, true, fmt.Errorf("webgpu: no shader has to do with as many as %d arrays on this GPU", len(written))
	}
	commands, err := p.inPacks(packs[:], do)
	return commands, true, err
}

// inPacks prints a nest whose buffers are packed, with the copies around it.
func (p *planPrinter) inPacks(packs []pack, do func() ([]Command, error)) ([]Command, error) {
	spots := map[int]spot{}
	var before, after []Command
	for i, k := range packs {
		if len(k.members) < 2 {
			continue
		}
		whole, at := p.newBuffer(ir.Uint32, k.total, false), 0
		for _, b := range k.members {
			w := p.reach(b)
			spots[b] = spot{buffer: whole, base: indexOf(at)}
			before = append(before, Command{Copy: &Copy{From: b, FromFirst: w.First, To: whole, ToFirst: at, Len: w.Len}})
			if i == 1 {
				after = append(after, Command{Copy: &Copy{From: whole, FromFirst: at, To: b, ToFirst: w.First, Len: w.Len}})
			}
			at += w.Len
		}
	}
	inside, err := p.within(spots, nil, do)
	return slices.Concat(before, inside, after), err
}

// within prints something while buffers lie elsewhere, or only a part of them is
// bound.
func (p *planPrinter) within(spots map[int]spot, windows map[int]Window, do func() ([]Command, error)) ([]Command, error) {
	outside := p.scope
	p.scope.spots = merged(outside.spots, spots)
	p.scope.windows = merged(outside.windows, windows)
	commands, err := do()
	p.scope = outside
	return commands, err
}

func merged[T any](a, b map[int]T) map[int]T {
	out := map[int]T{}
	maps.Copy(out, a)
	maps.Copy(out, b)
	return out
}

// root returns the buffer with memory in which a buffer lies.
func (p *planPrinter) root(buffer int) int { return (&shader{spots: p.scope.spots}).root(buffer) }
