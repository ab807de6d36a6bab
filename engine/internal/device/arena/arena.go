// Package arena divides a memory that grows but never shrinks into spans, and
// takes them back. It keeps its books outside of that memory, which may belong
// to another program.
package arena

import (
	"math/bits"
	"sync"
)

// Alignment of every span in bytes: a cache line, so that threads that write to
// neighbouring spans do not disturb each other.
const Alignment = 64

// An Arena hands out spans of a memory. It may be used by several goroutines.
type Arena struct {
	mu   sync.Mutex
	end  int // of the memory
	most int // bytes that it can grow to
	grow func(bytes int) bool
	last *Span          // by address
	free [classes]*Span // by the binary logarithm of the size
	used int
}

const classes = 64

// page is the unit in which memories grow.
const page = 1 << 16

// A Span is a piece of the memory, from byte At on.
type Span struct {
	At, Size   int
	free       bool
	prev, next *Span // neighbours in memory
	up, down   *Span // neighbours in the list of free spans
}

// New returns an arena over the bytes from start to end of a memory that grow
// extends by a number of bytes, a multiple of 64 kB, to at most most in all;
// grow reports false where that fails.
func New(start, end, most int, grow func(bytes int) bool) *Arena {
	a := &Arena{end: end, most: most, grow: grow}
	start = roundUp(start)
	a.last = &Span{At: start, Size: end - start}
	a.insert(a.last)
	return a
}

func roundUp(n int) int { return (n + Alignment - 1) / Alignment * Alignment }

// classOf returns the list that free spans of a size are in: it holds those of
// 2^class bytes and more, but less than twice as many.
func classOf(size int) int { return max(bits.Len(uint(size))-1, 0) }

// Alloc returns a span of at least n bytes, or nil if there is no room.
func (a *Arena) Alloc(n int) *Span {
	if n < 0 || n > a.most {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	n = max(roundUp(n), Alignment)
	s := a.find(n)
	if s == nil {
		if s = a.extend(n); s == nil {
			return nil
		}
	}
	a.remove(s)
	if s.Size-n >= Alignment {
		rest := &Span{At: s.At + n, Size: s.Size - n, prev: s, next: s.next}
		if s.next != nil {
			s.next.prev = rest
		} else {
			a.last = rest
		}
		s.next, s.Size = rest, n
		a.insert(rest)
	}
	a.used += s.Size
	return s
}

// find returns a free span of at least n bytes: the first that fits of its own
// class, or any of a larger one.
func (a *Arena) find(n int) *Span {
	class := classOf(n)
	for s := a.free[class]; s != nil; s = s.down {
		if s.Size >= n {
			return s
		}
	}
	for class++; class < classes; class++ {
		if s := a.free[class]; s != nil {
			return s
		}
	}
	return nil
}

// extend grows the memory until its end holds n free bytes.
func (a *Arena) extend(n int) *Span {
	missing := n
	if a.last.free {
		missing -= a.last.Size
	}
	missing = (missing + page - 1) / page * page
	if a.end+missing > a.most || !a.grow(missing) {
		return nil
	}
	a.end += missing
	if a.last.free {
		a.remove(a.last)
		a.last.Size += missing
	} else {
		s := &Span{At: a.last.At + a.last.Size, Size: missing, prev: a.last}
		a.last.next, a.last = s, s
	}
	a.insert(a.last)
	return a.last
}

// Free takes a span back, which must not be used any more, and joins it with
// its free neighbours.
func (a *Arena) Free(s *Span) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if s.free {
		panic("arena: a span was freed twice")
	}
	a.used -= s.Size
	if p := s.prev; p != nil && p.free {
		a.remove(p)
		p.Size += s.Size
		a.unlink(s)
		s = p
	}
	if n := s.next; n != nil && n.free {
		a.remove(n)
		s.Size += n.Size
		a.unlink(n)
	}
	a.insert(s)
}

// unlink forgets a span that its predecessor has absorbed.
func (a *Arena) unlink(s *Span) {
	s.prev.next = s.next
	if s.next != nil {
		s.next.prev = s.prev
	} else {
		a.last = s.prev
	}
}

func (a *Arena) insert(s *Span) {
	s.free = true
	list := &a.free[classOf(s.Size)]
	s.up, s.down = nil, *list
	if *list != nil {
		(*list).up = s
	}
	*list = s
}

func (a *Arena) remove(s *Span) {
	s.free = false
	if s.up != nil {
		s.up.down = s.down
	} else {
		a.free[classOf(s.Size)] = s.down
	}
	if s.down != nil {
		s.down.up = s.up
	}
	s.up, s.down = nil, nil
}

// Used returns the bytes in spans that were handed out.
func (a *Arena) Used() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.used
}

// End returns the size of the memory.
func (a *Arena) End() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.end
}
