package wgsl

import (
	"fmt"

	"fluxion/engine/internal/device/kernel"
)

// inlined is up to how many characters a value that is read once stands where it
// is read.
const inlined = 36

// A body prints a program as statements.
type body struct {
	*shader
	program   *kernel.Program
	registers []value
	reads     []reads // by instruction
}

// reads is what is known of the readers of a result.
type reads struct {
	times int
	last  int // the last instruction that reads it; past all of them if it is an output
	// meets says that it is a result of float arithmetic which meets more of that,
	// where a compiler that takes floats for real numbers finds something to
	// simplify.
	meets bool
}

// body prints a program and returns its outputs. The inputs have one lane where
// all lanes share them; so have values computed from such.
func (s *shader) body(p *kernel.Program, inputs []value) []value {
	b := &body{shader: s, program: p, registers: make([]value, len(p.Regs)), reads: readsOf(p, s.adapter)}
	for i, r := range p.Inputs {
		b.registers[r] = inputs[i]
	}
	for _, c := range p.Consts {
		b.registers[c.Reg] = s.literal(c.Type, c.Bits)
	}
	b.instructions(0, len(p.Instrs), nil)
	s.origin = 0
	outputs := make([]value, len(p.Outputs))
	for i, r := range p.Outputs {
		outputs[i] = b.registers[r]
	}
	return outputs
}

// instructions prints some of the program. Results in variables, by number of the
// instruction, are assigned.
func (b *body) instructions(from, to int, variables map[int]*value) {
	for i := from; i < to; i++ {
		ins := b.program.Instrs[i]
		if ins.Op == kernel.Skip {
			b.region(i, variables)
			i += ins.Skip
			continue
		}
		b.origin = ins.Origin
		v := b.instruction(i)
		if variable, ok := variables[i]; ok {
			b.values++
			*variable = name(fmt.Sprintf("v%d", b.values), v.typ, v.lanes)
			b.line("%s = %s;", variable.text, v.text)
			v = *variable
		} else if !v.constant && (b.reads[i].times > 1 || len(v.text) > inlined) {
			v = b.let(v)
		}
		b.registers[ins.Dst] = v
	}
}

// instruction returns the value of an instruction.
func (b *body) instruction(i int) value {
	ins := b.program.Instrs[i]
	var args []value
	for _, r := range [3]kernel.Reg{ins.A, ins.B, ins.C} {
		if r != kernel.None {
			args = append(args, b.registers[r])
		}
	}
	v := b.operation(ins, args...)
	if b.reads[i].meets {
		v = b.apply("keep", kernel.F32, v)
	}
	return v
}

// region prints the instructions after a Skip, which are rarely needed, as
// statements under a condition. What is read behind them is in variables.
func (b *body) region(skip int, outside map[int]*value) {
	ins := b.program.Instrs[skip]
	end := skip + 1 + ins.Skip
	variables := map[int]*value{}
	var own []*value
	for i := skip + 1; i < end; i++ {
		if v, ok := outside[i]; ok {
			variables[i] = v
		} else if b.reads[i].last >= end {
			variables[i] = &value{}
			own = append(own, variables[i])
		}
	}
	around := b.text
	b.text = text{indent: around.indent + 1}
	b.instructions(skip+1, end, variables)
	inside := b.text
	b.text = around
	b.origin = ins.Origin
	for _, v := range own {
		b.line("var %s: %s;", v.text, typeName(v.typ, v.lanes))
	}
	condition := b.registers[ins.A]
	if condition.lanes == 4 {
		condition = call("any", kernel.Mask, 1, condition)
	}
	b.open("if (%s)", condition.text)
	b.join(inside)
	b.close()
}

// readsOf tells of each instruction who reads its result.
func readsOf(p *kernel.Program, a Adapter) []reads {
	of := make([]reads, len(p.Instrs))
	from := make([]int, len(p.Regs)) // by register: the instruction that wrote it last, from 1
	read := func(r kernel.Reg, by int) *reads {
		if r == kernel.None || from[r] == 0 {
			return nil
		}
		o := &of[from[r]-1]
		o.times++
		o.last = by
		return o
	}
	for i, ins := range p.Instrs {
		for _, r := range [3]kernel.Reg{ins.A, ins.B, ins.C} {
			if o := read(r, i); o != nil && a.Reordering {
				o.meets = o.meets || meets(p.Instrs[from[r]-1], ins, r)
			}
		}
		if ins.Op != kernel.Skip {
			from[ins.Dst] = i + 1
		}
	}
	for _, r := range p.Outputs {
		read(r, len(p.Instrs))
	}
	return of
}

// inputReads counts how often each input of a program is read.
func inputReads(p *kernel.Program) []int {
	times := make([]int, len(p.Regs))
	read := func(r kernel.Reg) {
		if r != kernel.None {
			times[r]++
		}
	}
	for _, ins := range p.Instrs {
		read(ins.A)
		read(ins.B)
		read(ins.C)
	}
	for _, r := range p.Outputs {
		read(r)
	}
	of := make([]int, len(p.Inputs))
	for i, r := range p.Inputs {
		of[i] = times[r]
	}
	return of
}

// meets reports whether compilers that take floats for real numbers may simplify
// the result of an instruction together with one that reads it from register r:
// a sum in a sum, as in (x + y) - x, a product in a product, roots, whose square
// need not be what they are of, or any of them where it is compared, as in
// x + y == x.
func meets(ins, by kernel.Instr, r kernel.Reg) bool {
	if ins.Type != kernel.F32 || by.From != kernel.F32 {
		return false
	}
	compared := by.Op == kernel.Eq || by.Op == kernel.Ne || by.Op == kernel.Lt || by.Op == kernel.Le
	switch ins.Op {
	case kernel.Add, kernel.Sub, kernel.Fma, kernel.MulAdd:
		return compared || by.Op == kernel.Add || by.Op == kernel.Sub || (by.Op == kernel.Fma || by.Op == kernel.MulAdd) && by.C == r
	case kernel.Mul, kernel.Div, kernel.Sqrt:
		return compared || by.Op == kernel.Mul || by.Op == kernel.Div || by.Op == kernel.MulAdd && by.C != r
	}
	return false
}

// let gives a value a name, unless it has one.
func (s *shader) let(v value) value {
	if v.strength == primary && !v.constant && isName(v.text) {
		return v
	}
	s.values++
	return s.letNamed(fmt.Sprintf("v%d", s.values), v)
}

// letNamed declares a value under a name.
func (s *shader) letNamed(as string, v value) value {
	s.line("let %s = %s;", as, v.text)
	return name(as, v.typ, v.lanes)
}

func isName(text string) bool {
	for _, r := range text {
		if r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') {
			return false
		}
	}
	return true
}
