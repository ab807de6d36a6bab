package kernel

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"fluxion/engine/internal/ir"
)

// A Reg is the number of a register, an index into Program.Regs.
type Reg int32

// None marks an operand that an instruction does not have.
const None Reg = -1

// An Instr is one instruction: Dst = Op(A, B, C), lane by lane. Its origin is
// the number, from 1, of the equation that it belongs to; 0 if that is unknown.
type Instr struct {
	Op      Op
	Type    Type // of the result
	From    Type // of operand A: what a comparison compares and a conversion reads
	Dst     Reg
	A, B, C Reg
	Skip    int // of a Skip: the number of instructions to jump over
	Origin  int32
}

// A Const is a register that holds a constant throughout.
type Const struct {
	Reg  Reg
	Type Type
	Bits uint64
	// Origin is that of the first instruction that reads it, as in Instr.
	Origin int32
}

// A Program is a straight-line program on lanes. The registers of inputs and
// constants are only read. The registers of outputs are pairwise distinct,
// written by one instruction each and used for nothing else, so a device may
// let all of them stand for memory. Every register has one type.
//
// The instructions after a Skip may be left out when no lane needs them: what
// they write is read by later Selects only, in lanes of the skipping mask. To
// execute them nevertheless is correct too.
type Program struct {
	Inputs  []Reg
	Consts  []Const
	Instrs  []Instr
	Outputs []Reg
	Regs    []Type // the type of each register

	// Scratch keeps working storage between runs on behalf of a device.
	Scratch sync.Pool
}

// Compile builds a program with inputs of the given element types.
func Compile(in []ir.DType, build func(b *Builder, in []Node) []Node) *Program {
	b := newBuilder()
	nodes := make([]Node, len(in))
	for i, d := range in {
		nodes[i] = b.Input(d)
	}
	outputs := build(b, nodes)
	c := compiler{b: b, p: &Program{}, reg: make([]Reg, len(b.values))}
	c.findUses(outputs)
	c.allocateLeaves()
	c.emit(outputs)
	return c.p
}

// compiler numbers the values that are needed with registers in one pass over
// the values, which are already in an order of evaluation.
type compiler struct {
	b       *Builder
	p       *Program
	lastUse []int // the last value that reads each value; -1 if none does
	output  []int // the output that each value is, or -1
	reg     []Reg
	free    [NumTypes][]Reg
}

// operands returns the operands of a value, of which the last may be none.
func (c *compiler) operands(n Node) [3]Node {
	v := &c.b.values[n]
	return [3]Node{v.a, v.b, v.c}
}

func (c *compiler) findUses(outputs []Node) {
	n := len(c.b.values)
	c.lastUse, c.output = make([]int, n), make([]int, n)
	for i := range n {
		c.lastUse[i], c.output[i] = -1, -1
	}
	for i, o := range outputs {
		if c.output[o] < 0 && c.b.values[o].leaf == inner {
			c.output[o] = i
		}
		c.lastUse[o] = n
	}
	for i := n - 1; i >= 0; i-- {
		if c.b.values[i].op == Skip && c.regionNeeded(i) {
			c.lastUse[i] = i
		}
		if c.lastUse[i] < 0 {
			continue
		}
		for _, o := range c.operands(Node(i)) {
			if o != none {
				c.lastUse[o] = max(c.lastUse[o], i)
			}
		}
	}
}

// regionNeeded reports whether any instruction of the region after the Skip at
// i survives.
func (c *compiler) regionNeeded(i int) bool {
	end := i + 1 + int(c.b.values[i].bits)
	for j := i + 1; j < end; j++ {
		if v := c.b.values[j]; v.leaf == inner && v.op != Skip && c.lastUse[j] >= 0 {
			return true
		}
	}
	return false
}

func (c *compiler) newReg(t Type) Reg {
	c.p.Regs = append(c.p.Regs, t)
	return Reg(len(c.p.Regs) - 1)
}

func (c *compiler) allocateLeaves() {
	for i, v := range c.b.values {
		switch {
		case v.leaf == input:
			c.reg[i] = c.newReg(v.typ)
			c.p.Inputs = append(c.p.Inputs, c.reg[i])
		case v.leaf == constant && c.lastUse[i] >= 0:
			c.reg[i] = c.newReg(v.typ)
			c.p.Consts = append(c.p.Consts, Const{c.reg[i], v.typ, v.bits, c.b.origins[i]})
		}
	}
}

func (c *compiler) emit(outputs []Node) {
	type open struct{ instr, end int }
	var skips []open
	closeSkips := func(i int) {
		for len(skips) > 0 && skips[len(skips)-1].end <= i {
			s := skips[len(skips)-1]
			c.p.Instrs[s.instr].Skip = len(c.p.Instrs) - s.instr - 1
			skips = skips[:len(skips)-1]
		}
	}
	for i, v := range c.b.values {
		closeSkips(i)
		if v.leaf != inner || c.lastUse[i] < 0 {
			continue
		}
		ins := Instr{Op: v.op, Type: v.typ, Dst: None, A: None, B: None, C: None, Origin: c.b.origins[i]}
		regs := [3]*Reg{&ins.A, &ins.B, &ins.C}
		for k, o := range c.operands(Node(i)) {
			if o != none {
				*regs[k] = c.reg[o]
			}
		}
		ins.From = c.p.Regs[ins.A]
		c.release(i)
		if v.op == Skip {
			skips = append(skips, open{len(c.p.Instrs), i + 1 + int(v.bits)})
		} else {
			ins.Dst = c.allocate(i)
			c.reg[i] = ins.Dst
		}
		c.p.Instrs = append(c.p.Instrs, ins)
	}
	closeSkips(len(c.b.values))
	for i, o := range outputs {
		r := c.reg[o]
		if c.output[o] != i { // an input, a constant, or a value returned twice
			t := c.b.Type(o)
			r = c.newReg(t)
			c.p.Instrs = append(c.p.Instrs, Instr{Op: Move, Type: t, From: t, Dst: r, A: c.reg[o], B: None, C: None, Origin: c.b.origins[o]})
		}
		c.p.Outputs = append(c.p.Outputs, r)
	}
}

// release returns the registers of the operands that value i reads last.
// Within one instruction a lane is read before it is written, so the result
// may take the register of an operand.
func (c *compiler) release(i int) {
	ops := c.operands(Node(i))
	for k, o := range ops {
		if o == none || slices.Contains(ops[:k], o) {
			continue
		}
		if c.lastUse[o] == i && c.b.values[o].leaf == inner && c.output[o] < 0 {
			t := c.b.Type(o)
			c.free[t] = append(c.free[t], c.reg[o])
		}
	}
}

func (c *compiler) allocate(i int) Reg {
	t := c.b.values[i].typ
	free := c.free[t]
	if c.output[i] >= 0 || len(free) == 0 {
		return c.newReg(t)
	}
	r := free[len(free)-1]
	c.free[t] = free[:len(free)-1]
	return r
}

// String lists the program, one instruction a line.
func (p *Program) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "inputs %v\n", p.Inputs)
	for _, c := range p.Consts {
		fmt.Fprintf(&s, "r%d = %v %#x\n", c.Reg, c.Type, c.Bits)
	}
	for _, ins := range p.Instrs {
		if ins.Op == Skip {
			fmt.Fprintf(&s, "skip %d unless any r%d\n", ins.Skip, ins.A)
			continue
		}
		fmt.Fprintf(&s, "r%d = %v.%v", ins.Dst, ins.Type, ins.Op)
		for _, r := range []Reg{ins.A, ins.B, ins.C} {
			if r != None {
				fmt.Fprintf(&s, " r%d", r)
			}
		}
		s.WriteByte('\n')
	}
	fmt.Fprintf(&s, "outputs %v\n", p.Outputs)
	return s.String()
}
