package kernel

import "fluxion/engine/internal/ir"

// Rows is a step of nests that share their outermost axes, the rows, and hand
// values on only within a row. So all of them may run for a few rows, one after
// the other, before they run for the next ones, and what they hand on need not
// leave the cache, or what the threads of a group share. Each row is computed as
// it would be otherwise.
type Rows struct {
	Outer []int // the sizes of the shared axes, which are the first of every nest
	Nests []*Nest
	// Local lists the buffers that nothing else has to do with. Their rows lie one
	// after the other.
	Local []int
	// Block is how many indices of the last shared axis are at hand at once; the
	// last block starts earlier where the size is no multiple, as in Split.
	Block int
	// Panel holds the blocks of what would be local, if that is packed, and Bytes
	// is what each thread needs of it.
	Panel, Bytes int
}

// A RowTarget says which rows suit a machine. The zero value is for none.
type RowTarget struct {
	Least int  // how many there have to be
	Saved int  // bytes of memory that need not be visited again, at least
	Most  int  // bytes that one row visits at most
	Block int  // bytes that those at hand visit, if one does not visit more
	Pack  bool // whether to keep of local buffers only the rows at hand
}

// cachedRows are for processors. What fits into their second cache anyway gains
// nothing.
var cachedRows = RowTarget{Least: 2, Saved: 1 << 22, Most: 1 << 20, Block: 1 << 18, Pack: true}

// groupRows are for GPUs, where a group of threads computes a row: that saves one
// launch after the other.
var groupRows = RowTarget{Least: 2, Most: 1 << 20}

// Chunks returns how many blocks of rows there are.
func (r *Rows) Chunks() int {
	last := len(r.Outer) - 1
	return ir.Size(r.Outer[:last]) * ((r.Outer[last] + r.Block - 1) / r.Block)
}

// Time estimates how long the rows take, in ns.
func (r *Rows) Time() float64 {
	time := 0.0
	for _, n := range r.Nests {
		time += n.Time()
	}
	return time
}

// A rower looks for rows among steps.
type rower struct {
	plan    *Plan
	target  RowTarget
	touches []int // by buffer: how often steps mention it
}

// joinRows makes steps of nests that can go row by row.
func (p *Plan) joinRows(t RowTarget) {
	r := &rower{p, t, make([]int, len(p.Buffers))}
	for i := range p.Steps {
		p.Steps[i].visit(func(b *int, _ bool) { r.touches[*b]++ })
	}
	p.Steps = r.join(p.Steps)
}

func (r *rower) join(steps []Step) []Step {
	var out []Step
	for i := range steps {
		switch s := &steps[i]; {
		case s.Loop != nil:
			s.Loop.Body = r.join(s.Loop.Body)
		case s.Branch != nil:
			for k, list := range s.Branch.Cases {
				s.Branch.Cases[k] = r.join(list)
			}
		}
	}
	for len(steps) > 0 {
		x, count := r.longest(steps)
		if x == nil {
			out = append(out, steps[:count]...)
		} else {
			out = append(out, Step{Rows: r.close(x)})
		}
		steps = steps[count:]
	}
	return out
}

// longest returns the longest run that steps begin with, nil if there is none,
// and how many steps have been dealt with.
func (r *rower) longest(steps []Step) (best *run, count int) {
	able := 0
	for able < len(steps) && steps[able].Nest != nil && steps[able].Nest.keepsApart() {
		able++
	}
	if able < 2 {
		return nil, max(able, 1)
	}
	for first := range able {
		n := steps[first].Nest
		if !n.combines() {
			continue
		}
		for axes := n.outerAxes(); len(axes) > 0; axes = axes[:len(axes)-1] {
			if x := r.run(axes, steps[:able]); x != nil && (best == nil || len(x.nests) > len(best.nests)) {
				best = x
			}
		}
		if best == nil {
			return nil, 1
		}
		return best, len(best.nests)
	}
	return nil, able
}

// run returns the longest run of rows with the given axes, nil if it is not
// worth it.
func (r *rower) run(outer []int, steps []Step) *run {
	if ir.Size(outer) < max(r.target.Least, 1) {
		return nil
	}
	count := 0
	for ; count < len(steps); count++ {
		refined, ok := steps[count].Nest.refine(outer)
		if !ok {
			break
		}
		outer = refined
	}
	for count >= 2 {
		x := &run{outer: outer, buffers: map[int]*visited{}}
		useful := 0 // nests up to the last one that others have to do with
		for _, s := range steps[:count] {
			saved := x.saved
			if n := s.Nest.divided(outer); !x.add(r.plan, n) || x.bytes > r.target.Most {
				break
			}
			if x.saved > saved {
				useful = len(x.nests)
			}
		}
		if useful == count {
			if x.saved >= r.target.Saved {
				return x
			}
			return nil
		}
		count = useful
	}
	return nil
}

// close makes a step of a run.
func (r *rower) close(x *run) *Rows {
	s := &Rows{Outer: x.outer, Nests: x.nests}
	last := s.Outer[len(s.Outer)-1]
	s.Block = min(max(1, r.target.Block/x.bytes), last)
	if s.Block > lineOf {
		s.Block = min((s.Block+lineOf-1)/lineOf*lineOf, last)
	} else if chunks := (last + s.Block - 1) / s.Block; s.Block > 1 {
		s.Block = (last + chunks - 1) / chunks
	}
	for b := range r.touches {
		if v := x.buffers[b]; v != nil && v.written && v.times == r.touches[b] && r.plan.Buffers[b].Kind == Temporary {
			s.Local = append(s.Local, b)
		}
	}
	if r.target.Pack {
		r.pack(s, x)
	}
	return s
}

// pack moves what is local into a panel that has room for a block of rows.
func (r *rower) pack(s *Rows, x *run) {
	first := map[int]int{}
	for _, b := range s.Local {
		first[b] = s.Bytes
		bytes := s.Block * x.buffers[b].row * r.plan.Buffers[b].DType.Size()
		s.Bytes += (bytes+alignment-1)/alignment*alignment + alignment
	}
	if s.Bytes == 0 {
		return
	}
	s.Panel = len(r.plan.Buffers)
	for _, n := range s.Nests {
		n.each(func(a *Access) {
			if at, ok := first[a.Buffer]; ok {
				a.Offset += at / r.plan.Buffers[a.Buffer].DType.Size()
				a.Buffer = s.Panel
			}
		})
	}
	r.plan.Buffers = append(r.plan.Buffers, Buffer{DType: ir.Uint32, Len: s.Bytes / 4})
	s.Local = nil
}

func (r *Rows) visit(do func(buffer *int, written bool)) {
	for _, n := range r.Nests {
		n.visit(do)
	}
	for i := range r.Local {
		do(&r.Local[i], true)
	}
}
