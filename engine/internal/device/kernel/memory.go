package kernel

import "slices"

// alignment of temporary buffers, and how far beyond their end a vector load
// may read.
const alignment = 16

// A span is a piece of the scratch memory.
type span struct{ from, to int }

// A life is when a buffer is in use: from its first step to its last, in the
// order in which they stand.
type life struct{ first, last int }

// assignMemory gives every temporary buffer a place in the scratch memory,
// which it leaves to others after its last use: first fit over free spans.
func (p *Plan) assignMemory() {
	t := timeline{lives: make([]life, len(p.Buffers))}
	for b := range t.lives {
		t.lives[b] = life{-1, -1}
	}
	if p.Words > 0 {
		t.touch(p.State)
	}
	t.steps(p.Steps)
	if p.Words > 0 {
		t.touch(p.State)
	}
	starts, ends := make([][]int, t.now+1), make([][]int, t.now+1)
	for b, l := range t.lives {
		switch {
		case p.Buffers[b].Kind != Temporary:
		case l.first < 0: // no step has to do with it
			p.Buffers[b].Len = 0
		default:
			starts[l.first] = append(starts[l.first], b)
			ends[l.last] = append(ends[l.last], b)
		}
	}
	var used []span // sorted
	for now := range starts {
		for _, b := range starts[now] {
			size := (p.Buffers[b].Bytes()+alignment-1)/alignment*alignment + alignment
			at, k := 0, 0
			for ; k < len(used) && used[k].from < at+size; k++ {
				at = used[k].to
			}
			used = slices.Insert(used, k, span{at, at + size})
			p.Buffers[b].Offset = at
			p.Scratch = max(p.Scratch, at+size)
		}
		for _, b := range ends[now] {
			used = slices.DeleteFunc(used, func(s span) bool { return s.from == p.Buffers[b].Offset })
		}
	}
}

// A timeline finds out when buffers are in use.
type timeline struct {
	lives []life
	now   int
}

func (t *timeline) touch(b int) {
	if t.lives[b].first < 0 {
		t.lives[b].first = t.now
	}
	t.lives[b].last = t.now
}

// steps walks over steps. What a loop reads of before, it reads in every turn,
// so that it stays until the end of the loop; so does what steps themselves need
// around those inside of them: a loop what it keeps from turn to turn, a branch
// what it has to look at again when it goes on after a break. What a turn
// computes for itself need not.
func (t *timeline) steps(list []Step) {
	for i := range list {
		s := &list[i]
		t.now++
		start := t.now
		s.visitOwn(func(b *int, _ bool) { t.touch(*b) })
		for _, inner := range s.inner() {
			t.steps(inner)
		}
		if s.inner() == nil {
			continue
		}
		t.now++
		s.visitOwn(func(b *int, _ bool) { t.touch(*b) })
		if s.Loop != nil {
			s.visit(func(b *int, _ bool) {
				if t.lives[*b].first < start {
					t.touch(*b)
				}
			})
		}
	}
}
