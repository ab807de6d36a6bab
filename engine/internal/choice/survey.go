package choice

import (
	"fmt"
	"math"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// A load is what a program consists of.
type load struct {
	work  [classes]float64
	exact bool  // it computes the same bits on every device
	half  bool  // it has float16, which some GPUs know
	alien error // what the GPU does not know, or cannot be told in advance
}

// heavy is from how many instructions for each element on a nest computes more
// than it reads and writes.
const heavy = 8

// survey tells what a plan consists of.
func survey(p *kernel.Plan) *load {
	l := &load{exact: true}
	for _, b := range p.Buffers {
		l.half = l.half || b.DType == ir.Float16
		if b.DType.Size() > 4 {
			l.alien = fmt.Errorf("the GPU has no %v", b.DType)
		}
	}
	l.add(p, p.Steps, 1, false)
	return l
}

// add counts steps that run so many times.
func (l *load) add(p *kernel.Plan, steps []kernel.Step, times float64, inside bool) {
	for i := range steps {
		switch s := &steps[i]; {
		case s.Eqn != nil:
			l.alien = fmt.Errorf("only loops of Go compute %s", s.Eqn.Op.Name())
		case s.Nest != nil:
			l.nest(s.Nest, times)
		case s.Sort != nil:
			n := float64(s.Sort.Length)
			l.work[sorts] += times * float64(s.Sort.Rows) * n * math.Log2(n+1)
		case s.Loop != nil:
			if s.Loop.Trips == 0 {
				l.alien = fmt.Errorf("nobody knows how often its loop turns")
			}
			l.add(p, s.Loop.Body, times*float64(s.Loop.Trips), true)
			continue
		case s.Branch != nil:
			for _, c := range s.Branch.Cases {
				l.add(p, c, times/float64(len(s.Branch.Cases)), true)
			}
			continue
		}
		if inside {
			l.work[turns] += times
		}
	}
}

// nest counts a nest of loops.
func (l *load) nest(n *kernel.Nest, times float64) {
	box, reduced := times, false
	for _, a := range n.Axes {
		box *= float64(a.Size)
		reduced = reduced || a.Reduced
	}
	product := n.Tiles != nil
	for _, r := range n.Out {
		product = product || r.Combine == kernel.Fma
		if r.Type == kernel.F32 && r.Combine != kernel.Move && r.Combine != kernel.Min && r.Combine != kernel.Max {
			l.exact = false
		}
	}
	moved := n.Ordered
	for _, a := range n.In {
		moved = moved || len(a.Terms) > 0
	}
	for _, t := range n.Body.Regs {
		if t.Size() > 4 {
			l.alien = fmt.Errorf("the GPU has no %v", t)
		}
	}
	computed := 0
	for _, i := range n.Body.Instrs {
		if i.Op != kernel.Skip && i.Op != kernel.Move {
			computed++
		}
		l.exact = l.exact && isExact(i)
	}
	accesses := float64(len(n.In) + len(n.Out))
	switch {
	case product:
		l.work[products] += box
	case reduced:
		l.work[reductions] += box
	case moved || computed == 0:
		l.work[moves] += box
	case computed <= heavy:
		l.work[light] += box * accesses
	}
	if computed > heavy {
		l.work[dear] += box * float64(computed)
	}
}

// isExact reports whether an instruction gives the same bits everywhere: floats
// are only moved, as a GPU may round to multiples of the least normal number.
func isExact(i kernel.Instr) bool {
	switch i.Op {
	case kernel.Move, kernel.Select, kernel.Neg, kernel.Abs, kernel.Bitcast, kernel.Skip:
		return true
	}
	return i.Type != kernel.F32 && i.From != kernel.F32
}

// mainly returns the class that makes the most of a cost.
func (l *load) mainly(rates *[classes]rate) class {
	most, best := 0.0, light
	for c, w := range l.work {
		if cost := w * max(rates[c].first, rates[c].second); cost > most {
			most, best = cost, class(c)
		}
	}
	return best
}

// Gates: below, to ask for a GPU would take longer than anything could gain. A
// GPU that is told to do nothing takes some 0.1 ms for it, in which the other
// device computes about as many elements.
const (
	leastWork  = 1 << 18 // elements computed
	leastBytes = 1 << 18 // of operands, if they may lie on the GPU
)

// worthwhile reports whether a program might ever pay on a GPU: whether it is
// large, and of types that one knows.
func worthwhile(j *ir.Jaxpr, inUse bool) bool {
	bytes := 0
	for _, v := range j.In {
		a := v.Aval()
		bytes += a.Size() * a.DType.Size()
	}
	work, narrow := extent(j)
	return narrow && (work >= leastWork || inUse && bytes >= leastBytes)
}

// extent counts the elements that a program computes, products of matrices by
// their terms; narrow reports that no value has more than 32 bits.
func extent(j *ir.Jaxpr) (work float64, narrow bool) {
	for _, v := range j.In {
		if v.Aval().DType.Size() > 4 {
			return 0, false
		}
	}
	for i := range j.Eqns {
		e := &j.Eqns[i]
		for _, v := range e.Out {
			if v.Aval().DType.Size() > 4 {
				return 0, false
			}
		}
		work += computed(e)
		for _, p := range kernel.InsideOf(e) {
			n, ok := extent(p.Program)
			if !ok {
				return 0, false
			}
			work += p.Times * n
		}
	}
	return work, true
}

func computed(e *ir.Eqn) float64 {
	work := 0
	for _, v := range e.Out {
		work += v.Aval().Size()
	}
	for _, a := range e.In {
		work = max(work, a.Aval().Size())
	}
	if op, ok := e.Op.(kernel.Operation); ok {
		if c, ok := op.FormOf(ir.Avals(e.In), e.Params).(kernel.Contraction); ok {
			terms := 1
			for _, k := range c.ContractX {
				terms *= e.In[0].Aval().Shape[k]
			}
			return float64(e.Out[0].Aval().Size()) * float64(terms)
		}
	}
	return float64(work)
}
