// Package host is the reference device: plain Go loops over flat buffers.
//
// In every function dst names what is written. It has the element type and
// shape of the result and shares no memory with the operands. A mismatch is a
// mistake of the caller and panics.
package host

import (
	"fmt"
	"unsafe"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
)

// block is the number of lanes that an instruction works on at a time: enough
// to hide the cost of dispatch, few enough for the registers to stay in cache.
const block = 256

// A step is an instruction with its loop.
type step struct {
	loop loop
	dst, a,
	b, c kernel.Reg
	skip int // for a Skip, one more than the length of its region
}

// A machine is the working storage of one run of a program: where each
// register lies, and memory for those that do not stand for a tensor.
type machine struct {
	steps []step
	ptr   []unsafe.Pointer
	mem   []uint64
	base  []unsafe.Pointer // the lanes in mem of each register
	lanes int
}

func newMachine(p *kernel.Program, lanes int) *machine {
	m := &machine{lanes: lanes}
	for _, ins := range p.Instrs {
		s := step{dst: ins.Dst, a: ins.A, b: max(ins.B, 0), c: max(ins.C, 0)}
		if ins.Op == kernel.Skip {
			s.dst, s.skip = 0, ins.Skip+1
		} else {
			s.loop = loopOf(ins)
		}
		m.steps = append(m.steps, s)
	}
	words := 0
	offset := make([]int, len(p.Regs))
	for r, t := range p.Regs {
		offset[r] = words
		words += (lanes*t.Size() + 7) / 8
	}
	m.mem = make([]uint64, words+1)
	m.ptr = make([]unsafe.Pointer, len(p.Regs))
	m.base = make([]unsafe.Pointer, len(p.Regs))
	for r := range p.Regs {
		m.base[r] = unsafe.Pointer(&m.mem[offset[r]])
		m.ptr[r] = m.base[r]
	}
	for _, c := range p.Consts {
		fill(m.base[c.Reg], c.Bits, c.Type.Size(), lanes)
	}
	return m
}

// fill writes n lanes of the given size with the low bits of bits.
func fill(p unsafe.Pointer, bits uint64, size, n int) {
	switch size {
	case 1:
		fillLanes(p, uint8(bits), n)
	case 2:
		fillLanes(p, uint16(bits), n)
	case 4:
		fillLanes(p, uint32(bits), n)
	default:
		fillLanes(p, bits, n)
	}
}

func fillLanes[T any](p unsafe.Pointer, v T, n int) {
	d := unsafe.Slice((*T)(p), n)
	for i := range d {
		d[i] = v
	}
}

// load returns the bits of the first element of t.
func load(t *device.Tensor) uint64 {
	p := unsafe.Pointer(&t.Bytes()[0])
	switch t.DType.Size() {
	case 1:
		return uint64(*(*uint8)(p))
	case 2:
		return uint64(*(*uint16)(p))
	case 4:
		return uint64(*(*uint32)(p))
	default:
		return *(*uint64)(p)
	}
}

// Run computes dst = p(in) element by element. Every dst has the same number
// of elements, and every input has that number or one element. It is safe to
// run one program from several goroutines.
func Run(p *kernel.Program, dst, in []*device.Tensor) {
	n := checkRun(p, dst, in)
	if n == 0 {
		return
	}
	m, _ := p.Scratch.Get().(*machine)
	if m == nil || m.lanes < min(n, block) {
		lanes := block
		if n <= 8 {
			lanes = 8
		}
		m = newMachine(p, lanes)
	}
	for i, r := range p.Inputs {
		if in[i].Len() == 1 && n > 1 {
			m.ptr[r] = m.base[r]
			fill(m.base[r], load(in[i]), in[i].DType.Size(), min(n, block))
		}
	}
	for at := 0; at < n; at += block {
		for i, r := range p.Inputs {
			if in[i].Len() == n {
				m.ptr[r] = unsafe.Pointer(&in[i].Bytes()[at*in[i].DType.Size()])
			}
		}
		for i, r := range p.Outputs {
			m.ptr[r] = unsafe.Pointer(&dst[i].Bytes()[at*dst[i].DType.Size()])
		}
		m.execute(min(block, n-at))
	}
	for _, r := range p.Inputs { // keep no tensor alive
		m.ptr[r] = nil
	}
	for _, r := range p.Outputs {
		m.ptr[r] = nil
	}
	p.Scratch.Put(m)
}

func (m *machine) execute(n int) {
	for i := 0; i < len(m.steps); i++ {
		s := &m.steps[i]
		if s.loop == nil {
			if !anySet(m.ptr[s.a], n) {
				i += s.skip - 1
			}
			continue
		}
		s.loop(m.ptr[s.dst], m.ptr[s.a], m.ptr[s.b], m.ptr[s.c], n)
	}
}

func anySet(mask unsafe.Pointer, n int) bool {
	for _, set := range lanes[bool](mask, n) {
		if set {
			return true
		}
	}
	return false
}

func checkRun(p *kernel.Program, dst, in []*device.Tensor) int {
	if len(dst) != len(p.Outputs) || len(in) != len(p.Inputs) {
		panic(fmt.Sprintf("host: run of a program with %d inputs and %d outputs was given %d and %d",
			len(p.Inputs), len(p.Outputs), len(in), len(dst)))
	}
	if len(dst) == 0 {
		return 0
	}
	n := dst[0].Len()
	for i, t := range dst {
		if t.Len() != n || kernel.TypeOf(t.DType) != p.Regs[p.Outputs[i]] {
			panic(fmt.Sprintf("host: run: output %d is %v, expected %d elements of %v",
				i, t.Aval().Long(), n, p.Regs[p.Outputs[i]]))
		}
	}
	for i, t := range in {
		if size := t.Len(); size != n && size != 1 || kernel.TypeOf(t.DType) != p.Regs[p.Inputs[i]] {
			panic(fmt.Sprintf("host: run: input %d is %v, expected %d elements or one of %v",
				i, t.Aval().Long(), n, p.Regs[p.Inputs[i]]))
		}
	}
	return n
}
