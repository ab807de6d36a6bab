package webgpu

import (
	"fmt"

	"fluxion/engine/internal/device/kernel"
)

// inlined is up to how many characters a value that is read once stands where it
// is read.
const inlined = 36

// body prints a program as statements and returns its outputs. The inputs have
// one lane where all lanes share them; so have values computed from such.
func (s *shader) body(p *kernel.Program, inputs []value) []value {
	registers := make([]value, len(p.Regs))
	for i, r := range p.Inputs {
		registers[r] = inputs[i]
	}
	for _, c := range p.Consts {
		registers[c.Reg] = s.literal(c.Type, c.Bits)
	}
	reads, meets := readsOf(p)
	for i, ins := range p.Instrs {
		if ins.Op == kernel.Skip {
			continue
		}
		s.origin = ins.Origin
		var args []value
		for _, r := range [3]kernel.Reg{ins.A, ins.B, ins.C} {
			if r != kernel.None {
				args = append(args, registers[r])
			}
		}
		v := s.operation(ins, args...)
		if meets[i] && s.adapter.Reordering {
			v = s.apply("keep", kernel.F32, v)
		}
		if reads[i] > 1 || len(v.text) > inlined {
			v = s.let(v)
		}
		registers[ins.Dst] = v
	}
	s.origin = 0
	outputs := make([]value, len(p.Outputs))
	for i, r := range p.Outputs {
		outputs[i] = registers[r]
	}
	return outputs
}

// readsOf counts by instruction how often its result is read, and tells whether
// it is a result of float arithmetic that meets more of that, where a compiler
// that takes floats for real numbers finds something to simplify.
func readsOf(p *kernel.Program) (reads []int, meets []bool) {
	reads, meets = make([]int, len(p.Instrs)), make([]bool, len(p.Instrs))
	from := make([]int, len(p.Regs)) // by register: the instruction that wrote it last, from 1
	read := func(r kernel.Reg, by kernel.Instr) {
		if r == kernel.None || from[r] == 0 {
			return
		}
		i := from[r] - 1
		reads[i]++
		meets[i] = meets[i] || isArithmetic(by) && isArithmetic(p.Instrs[i])
	}
	for i, ins := range p.Instrs {
		if ins.Op == kernel.Skip {
			continue
		}
		read(ins.A, ins)
		read(ins.B, ins)
		read(ins.C, ins)
		from[ins.Dst] = i + 1
	}
	for _, r := range p.Outputs {
		read(r, kernel.Instr{})
	}
	return reads, meets
}

func isArithmetic(ins kernel.Instr) bool {
	switch ins.Op {
	case kernel.Add, kernel.Sub, kernel.Mul, kernel.Div, kernel.Fma, kernel.Neg:
		return ins.From == kernel.F32
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
