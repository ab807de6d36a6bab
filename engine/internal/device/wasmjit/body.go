package wasmjit

import (
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// An ssa is a program in which every value has a name of its own, where the
// registers of a kernel.Program are used again. A value that is read once is
// computed where it is read; the others are kept in locals.
type ssa struct {
	program *kernel.Program
	instrs  []ssaInstr
	of      []name // by register: the value it holds at the end
	uses    map[name]int
	local   map[copied]wasmasm.Local
}

// copied is a value of one copy of the body.
type copied struct {
	name
	copy int
}

type ssaInstr struct {
	kernel.Instr
	a, b, c name
	scope   int   // the Skip whose region it is in, -1 if none; regions do not overlap partly
	apart   bool  // it is read outside its region
	choice  int   // of a Select between a value of a region and another one: the Skip; -1 otherwise
	choices []int // of a Skip: those Selects, which are computed at the end of its region
}

// A name identifies a value: an input, a constant, or the result of an
// instruction.
type name struct {
	kind  nameKind
	index int
}

type nameKind uint8

const (
	noName nameKind = iota
	inputName
	constantName
	resultName
)

func newSSA(program *kernel.Program) *ssa {
	s := &ssa{program: program, of: make([]name, len(program.Regs)), uses: map[name]int{}, local: map[copied]wasmasm.Local{}}
	for i, r := range program.Inputs {
		s.of[r] = name{inputName, i}
	}
	for i, c := range program.Consts {
		s.of[c.Reg] = name{constantName, i}
	}
	read := func(r kernel.Reg, scope int) name {
		if r == kernel.None {
			return name{}
		}
		n := s.of[r]
		s.uses[n]++
		s.read(n, scope)
		return n
	}
	scope, ends := -1, []int{}
	outer := []int{}
	for i, ins := range program.Instrs {
		for len(ends) > 0 && ends[len(ends)-1] == i {
			scope, ends, outer = outer[len(outer)-1], ends[:len(ends)-1], outer[:len(outer)-1]
		}
		v := ssaInstr{Instr: ins, scope: scope, choice: -1}
		v.a, v.c = read(ins.A, scope), read(ins.C, scope)
		if ins.Op == kernel.Select {
			v.choice = s.chooses(v, s.of[ins.B])
		}
		if v.choice >= 0 {
			s.instrs[v.choice].choices = append(s.instrs[v.choice].choices, i)
			v.b = read(ins.B, v.choice)
		} else {
			v.b = read(ins.B, scope)
		}
		s.instrs = append(s.instrs, v)
		if ins.Op == kernel.Skip {
			outer, ends = append(outer, scope), append(ends, i+1+ins.Skip)
			scope = i
		} else {
			s.of[ins.Dst] = name{resultName, i}
		}
	}
	for _, r := range program.Outputs {
		read(r, -1)
	}
	return s
}

// read notes that a value is read in a region.
func (s *ssa) read(n name, scope int) {
	if n.kind == resultName && !s.within(scope, s.instrs[n.index].scope) {
		s.instrs[n.index].apart = true
	}
}

// chooses returns the Skip in whose region a Select's first choice b is
// computed, if the Select is one between it and a value from before; -1
// otherwise.
func (s *ssa) chooses(v ssaInstr, b name) int {
	if b.kind != resultName {
		return -1
	}
	skip := s.instrs[b.index].scope
	if skip < 0 || s.instrs[skip].a != v.a || s.instrs[skip].scope != v.scope || v.c.kind == resultName && v.c.index > skip {
		return -1
	}
	return skip
}

// within reports whether region inner is outer or inside it.
func (s *ssa) within(inner, outer int) bool {
	for inner != outer {
		if inner < 0 {
			return false
		}
		inner = s.instrs[inner].scope
	}
	return true
}

// inline reports whether a value is computed where it is read.
func (s *ssa) inline(n name) bool {
	return s.uses[n] == 1 && !s.instrs[n.index].apart && s.instrs[n.index].choice < 0
}

// body prints one run of the program for each copy. The copies take turns value
// by value, so that a machine that waits for one can go on with the others.
func (p *printer) body() {
	p.value.print(p)
	for c := range p.copies {
		sum := 0
		for i, r := range p.nest.Out {
			if r.Combine == kernel.Move {
				p.store(i, c, func() { p.value.push(p, c, p.nest.Body.Outputs[r.Output]) })
			} else {
				p.accumulate(p.sums[sum], c)
				sum++
			}
		}
		for i, link := range p.nest.Links {
			p.value.push(p, c, p.nest.Body.Outputs[link.Output])
			p.f.Set(p.linked[i][c])
		}
	}
}

// print computes the values that are kept in locals.
func (s *ssa) print(p *printer) {
	for i := range s.program.Inputs {
		if _, kept := p.registers[i]; kept {
			continue
		}
		if n := (name{inputName, i}); s.uses[n] > 1 && p.nest.In[i].Buffer != kernel.Linked && p.changes(i) {
			for c := range p.copies {
				p.load(i, c)
				p.f.Set(s.localOf(p, n, c))
			}
		}
	}
	var open []int // the Skips whose regions these are
	end := func(i int) {
		for len(open) > 0 && open[len(open)-1]+s.instrs[open[len(open)-1]].Skip < i {
			s.choose(p, open[len(open)-1])
			p.f.End()
			open = open[:len(open)-1]
		}
	}
	for i, ins := range s.instrs {
		end(i)
		n := name{resultName, i}
		switch {
		case ins.Op == kernel.Skip:
			for _, k := range ins.choices {
				for c := range p.copies {
					s.value(p, c, s.instrs[k].c)
					p.f.Set(s.localOf(p, name{resultName, k}, c))
				}
			}
			for c := range p.copies {
				if s.value(p, c, ins.a); c > 0 {
					p.f.Op(p.or())
				}
			}
			if !p.scalar() {
				p.f.Op(wasmasm.V128AnyTrue)
			}
			p.f.IfRare()
			open = append(open, i)
		case ins.choice >= 0:
			// It was computed with its region.
		case s.uses[n] > 0 && !s.inline(n):
			for c := range p.copies {
				s.compute(p, c, i)
				p.f.Set(s.localOf(p, n, c))
			}
		}
	}
	end(len(s.instrs))
}

// choose prints the Selects at the end of the region of a Skip. Where it is
// not entered they keep their second choice.
func (s *ssa) choose(p *printer, skip int) {
	for _, k := range s.instrs[skip].choices {
		for c := range p.copies {
			ins, l := s.instrs[k], s.local[copied{name{resultName, k}, c}]
			push := func(n name) operand { return func() { s.value(p, c, n) } }
			p.operation(ins.Instr, push(ins.a), push(ins.b), func() { p.f.Get(l) }, nil)
			p.f.Set(l)
		}
	}
}

func (s *ssa) localOf(p *printer, n name, c int) wasmasm.Local {
	key := copied{n, c}
	l, ok := s.local[key]
	if !ok {
		l = p.f.Local(p.valType(s.typeOf(n)))
		s.local[key] = l
		p.nameValue(l, n, c)
	}
	return l
}

func (s *ssa) typeOf(n name) kernel.Type {
	if n.kind == inputName {
		return s.program.Regs[s.program.Inputs[n.index]]
	}
	return s.instrs[n.index].Type
}

// push pushes the value that a register holds at the end.
func (s *ssa) push(p *printer, c int, r kernel.Reg) { s.value(p, c, s.of[r]) }

// value pushes a value of copy c.
func (s *ssa) value(p *printer, c int, n name) {
	switch {
	case n.kind == constantName:
		p.f.Get(p.constants[n.index])
	case n.kind == inputName:
		a := p.nest.In[n.index]
		l, kept := p.registers[n.index]
		switch {
		case kept:
			p.f.Get(l)
		case a.Buffer == kernel.Linked:
			p.f.Get(p.linked[a.Offset][c])
		case !p.changes(n.index) && a.Buffer != kernel.Counting:
			if !p.differs(n.index) {
				c = 0
			}
			p.f.Get(p.hoistLocal(n.index, c))
		case s.uses[n] > 1 && p.changes(n.index):
			p.f.Get(s.local[copied{n, c}])
		default:
			p.load(n.index, c)
		}
	case s.inline(n):
		s.compute(p, c, n.index)
	default:
		p.f.Get(s.local[copied{n, c}])
	}
}

// compute pushes the result of instruction i.
func (s *ssa) compute(p *printer, c, i int) {
	ins := s.instrs[i]
	defer p.f.Origin(p.f.Origin(ins.Origin))
	push := func(n name) operand { return func() { s.value(p, c, n) } }
	if op := s.limit(ins); op != 0 && !p.scalar() {
		push(ins.c)()
		push(ins.b)()
		p.f.Op(op)
		return
	}
	var constant *uint64
	if ins.b.kind == constantName {
		constant = &s.program.Consts[ins.b.index].Bits
	}
	p.operation(ins.Instr, push(ins.a), push(ins.b), push(ins.c), constant)
}

// limit returns the instruction for a selection of the lesser or greater of two
// floats, y < x ? y : x, which NaN and signed zeros leave at x; 0 if it is
// another one.
func (s *ssa) limit(ins ssaInstr) wasmasm.Opcode {
	if ins.Op != kernel.Select || !ins.Type.IsFloat() || ins.a.kind != resultName {
		return 0
	}
	cond := s.instrs[ins.a.index]
	switch {
	case cond.Op != kernel.Lt || cond.From != ins.Type:
		return 0
	case cond.a == ins.b && cond.b == ins.c:
		return lesser[ins.Type]
	case cond.a == ins.c && cond.b == ins.b:
		return greater[ins.Type]
	}
	return 0
}

var (
	lesser  = byType{kernel.F32: wasmasm.F32x4PMin, kernel.F64: wasmasm.F64x2PMin}
	greater = byType{kernel.F32: wasmasm.F32x4PMax, kernel.F64: wasmasm.F64x2PMax}
)
