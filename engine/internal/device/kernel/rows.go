package kernel

import (
	"slices"

	"fluxion/engine/internal/ir"
)

// Rows is a step of nests that share their outermost axes, the rows, and hand
// values on only within a row. So all of them may run for a few rows, one after
// the other, before they run for the next ones, and what they hand on need not
// leave the cache, or what the threads of a group share. Each row is computed as
// it would be otherwise.
//
// A nest may also combine its results over all rows: then their axes are those
// that it reduces, and no other nest of the rows reads these results.
type Rows struct {
	Outer []int // the sizes of the shared axes, which are the first of every other nest
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
	// Sums is how many elements there may be of what is combined over all rows, for
	// which each part of the machine keeps sums of its own, if there are as many rows
	// as Many.
	Sums, Many int
}

// cachedRows are for processors. As long as all fits into the last cache the gain
// does not pay for starting the nests again and again: layer norm of 1000 × 1000
// floats took 7 % longer in Node, that of 5000 × 1000 a fifth less.
var cachedRows = RowTarget{Least: 2, Saved: 1 << 23, Most: 1 << 20, Block: 1 << 18, Pack: true}

// groupRows are for GPUs, where a group of threads computes a row: that saves one
// launch after the other, and memory is read once for what goes along the rows and
// for what is combined over them.
var groupRows = RowTarget{Least: 2, Most: 1 << 20, Sums: 32, Many: 1 << 13}

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
		x := r.longest(steps)
		if x == nil {
			out, steps = append(out, steps[0]), steps[1:]
			continue
		}
		out = append(out, Step{Rows: r.close(x)})
		var rest []Step
		for i, s := range steps {
			if !slices.Contains(x.steps, i) {
				rest = append(rest, s)
			}
		}
		steps = rest
	}
	return out
}

// longest returns the longest run that the first of some steps begins; nil if
// there is none.
func (r *rower) longest(steps []Step) (best *run) {
	const candidates, ahead = 3, 32 // different rows that are tried, and steps that are looked at
	steps = steps[:min(len(steps), ahead)]
	tried := 0
	for i := range steps {
		n := steps[i].Nest
		if n == nil || tried == candidates {
			break
		}
		if !n.combines() || !n.keepsApart() || r.traffic(n) < r.target.Saved/ahead {
			continue
		}
		tried++
		for axes := n.outerAxes(); len(axes) > 0; axes = axes[:len(axes)-1] {
			if x := r.run(axes, steps); x != nil && (best == nil || len(x.nests) > len(best.nests)) {
				best = x
			}
		}
	}
	return best
}

// traffic returns how many bytes a nest visits.
func (r *rower) traffic(n *Nest) int {
	bytes := 0
	n.each(func(a *Access) {
		if a.Buffer >= 0 {
			bytes += n.points(*a, 0) * r.plan.Buffers[a.Buffer].DType.Size()
		}
	})
	return bytes
}

// run returns the longest run of rows with the given axes, nil if it is not
// worth it.
func (r *rower) run(outer []int, steps []Step) *run {
	if ir.Size(outer) < max(r.target.Least, 1) {
		return nil
	}
	for i := range steps {
		if steps[i].Nest == nil {
			steps = steps[:i]
			break
		}
		if refined, ok := steps[i].Nest.refine(outer); ok {
			outer = refined
		} else if i == 0 {
			return nil
		}
	}
	for {
		x := r.pick(outer, steps)
		switch {
		case x.useful < 2 || x.steps[0] != 0:
			return nil
		case x.useful < len(x.steps):
			steps = steps[:x.steps[x.useful-1]+1]
		case x.saved < r.target.Saved:
			return nil
		default:
			return x
		}
	}
}

// pick returns the run of those nests among steps that can go row by row, while
// the others wait until all of them are done.
func (r *rower) pick(outer []int, steps []Step) *run {
	const most = 8 // that wait
	x := &run{outer: outer, buffers: map[int]*visited{}}
	waiting, waits := map[int]bool{}, 0 // the buffers of those that wait, and whether they write them
	for i := range steps {
		n, free := steps[i].Nest, true
		n.visit(func(b *int, written bool) {
			if w, ok := waiting[*b]; ok && (w || written) {
				free = false
			}
		})
		if free && x.join(r, n) {
			x.steps = append(x.steps, i)
			continue
		}
		if waits++; waits > most {
			break
		}
		n.visit(func(b *int, written bool) { waiting[*b] = waiting[*b] || written })
	}
	return x
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
		if v := x.buffers[b]; v != nil && v.written && v.row > 0 && v.times == r.touches[b] && r.plan.Buffers[b].Kind == Temporary {
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
