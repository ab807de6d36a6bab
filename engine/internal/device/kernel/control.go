package kernel

import (
	"math"
	"slices"

	"fluxion/engine/internal/ir"
)

// Repetition: a program applied again and again. The operands of the equation
// are constants, the initial carry but for what Before computes, and arrays of
// which every turn takes an element; the results are the final carry, likewise,
// and arrays of what the turns give besides.
type Repetition struct {
	// Before maps constants and carry to what is carried in front of that: first
	// of all a bool scalar, as long as which holds there are turns. It is nil
	// where Trips tells their number.
	Before *ir.Jaxpr
	Body   *ir.Jaxpr // constants, carry, elements → carry, elements
	Consts int
	Carry  int // with the results of Before
	Trips  int
	// Reverse takes and gives elements from the last to the first.
	Reverse bool
}

// Choice: one of several programs, chosen by the first operand, an int32 that
// is clamped to their range, and applied to the others.
type Choice struct{ Cases []*ir.Jaxpr }

func (*Repetition) isForm() {}
func (*Choice) isForm()     {}

// A Loop is a step that takes turns.
type Loop struct {
	Trips   int // at least 1, or 0: as long as the byte in the buffer Going is not 0
	Going   int // which the first carry is
	Carries []LoopCarry
	Windows []Window
	Body    []Step
	Word    int // the place in the plan's State where it notes that it was left before its end
}

// A LoopCarry is what a turn hands to the next one: each reads In and writes Next.
// Init holds what the first one reads; afterwards Result has what the last one
// wrote. Small carries are copied: then In is Spare, and Next is Result; where all
// are the same buffer, turns change it in place. Others change places: In and Next
// are Moving and lie at Spare and Result in turns.
type LoopCarry struct {
	Init, In, Next, Result, Spare int
}

// IsCopied reports whether a carry is copied between turns, or changed in place.
func (c LoopCarry) IsCopied() bool { return c.In == c.Spare }

// IsInPlace reports whether turns change a carry in place.
func (c LoopCarry) IsInPlace() bool { return c.In == c.Next }

// CopiedBytes is the size up to which a carry is.
const CopiedBytes = 16

// A Window is a Moving buffer that is a part of another one: at First in the
// first turn, and Step further in each that follows, in bytes.
type Window struct {
	Buffer, Of  int
	First, Step int
}

// A Branch is a step that runs one of several lists of steps, the one whose
// number, clamped, the buffer Selector holds as an I32.
type Branch struct {
	Selector int
	Cases    [][]Step
}

// Lowerable reports whether compilers know an equation, and all equations of the
// programs it carries, and can count its turns.
func Lowerable(e *ir.Eqn) bool { return lowerable(formOf(e)) }

func lowerable(form Form) bool {
	if r, ok := form.(*Repetition); ok && r.Trips > math.MaxInt32 {
		return false
	}
	for _, p := range inside(form) {
		for i := range p.Program.Eqns {
			if !Lowerable(&p.Program.Eqns[i]) {
				return false
			}
		}
	}
	return form != nil
}

// An Inside is a program that an equation carries and how often it runs it.
type Inside struct {
	Program *ir.Jaxpr
	Times   float64
}

// unknownTrips stands for the number of turns of a loop that a condition ends.
const unknownTrips = 1000

// Count returns how many nests of loops and how many steps of the host there are
// among steps and those inside of them.
func Count(steps []Step) (nests, host int) {
	for i := range steps {
		switch s := &steps[i]; {
		case s.Nest != nil:
			nests++
		case s.Rows != nil:
			nests += len(s.Rows.Nests)
		case s.Eqn != nil:
			host++
		default:
			for _, list := range s.inner() {
				n, h := Count(list)
				nests, host = nests+n, host+h
			}
		}
	}
	return nests, host
}

// InsideOf returns the programs that an equation carries.
func InsideOf(e *ir.Eqn) []Inside { return inside(formOf(e)) }

func inside(form Form) []Inside {
	switch form := form.(type) {
	case *Repetition:
		if form.Before == nil {
			return []Inside{{form.Body, float64(form.Trips)}}
		}
		return []Inside{{form.Before, 1}, {form.Body, unknownTrips}}
	case *Choice:
		var all []Inside
		for _, c := range form.Cases {
			all = append(all, Inside{c, 1 / float64(len(form.Cases))})
		}
		return all
	}
	return nil
}

// Resumable reports whether a step may be left before its end, which loops may.
func (s *Step) Resumable() bool { return len(s.Words()) > 0 }

// Words returns the places in the plan's State that tell whether a step was left
// before its end: one of them is set then.
func (s *Step) Words() []int {
	switch {
	case s.Loop != nil:
		return []int{s.Loop.Word}
	case s.Branch != nil:
		var words []int
		for _, c := range s.Branch.Cases {
			for i := range c {
				words = append(words, c[i].Words()...)
			}
		}
		return words
	}
	return nil
}

// Work estimates what steps cost, the loops among them aside, as a number of
// instructions.
func Work(steps []Step) int {
	work := 0
	for i := range steps {
		work += 16
		switch s := &steps[i]; {
		case s.Nest != nil:
			work += s.Nest.work()
		case s.Rows != nil:
			for _, n := range s.Rows.Nests {
				work += n.work()
			}
		case s.Branch != nil:
			most := 0
			for _, c := range s.Branch.Cases {
				most = max(most, Work(c))
			}
			work += most
		}
	}
	return work
}

func (n *Nest) work() int {
	work := 1 + len(n.Body.Instrs)
	for _, a := range n.Axes {
		work *= a.Size
	}
	return work
}

// instance returns the equations and results of a program applied to atoms;
// variables are new, so that one program may be there several times.
func instance(j *ir.Jaxpr, in []ir.Atom) (eqns []ir.Eqn, out []ir.Atom) {
	renamed := map[*ir.Var]ir.Atom{}
	for i, v := range j.In {
		renamed[v] = in[i]
	}
	atoms := func(old []ir.Atom) []ir.Atom {
		list := slices.Clone(old)
		for i, a := range old {
			if v, ok := a.(*ir.Var); ok {
				list[i] = renamed[v]
			}
		}
		return list
	}
	for _, e := range j.Eqns {
		e.In = atoms(e.In)
		out := make([]*ir.Var, len(e.Out))
		for i, v := range e.Out {
			out[i] = ir.NewVar(v.Aval())
			renamed[v] = out[i]
		}
		e.Out = out
		eqns = append(eqns, e)
	}
	return eqns, atoms(j.Out)
}
