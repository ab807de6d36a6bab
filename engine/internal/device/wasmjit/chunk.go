package wasmjit

import (
	"slices"
	"strconv"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// A chunk is what a function computes of a nest that is split, or a block of what
// it computes of rows.
type chunk struct {
	axes  []int
	first []wasmasm.Local // indices of the axes
	rows  *kernel.Rows    // if it is a block of these
}

// The other parameters of such a function: the numbers of the chunk and, if there
// are several, of the thread.
const (
	chunkNumber  wasmasm.Local = 1
	threadNumber wasmasm.Local = 2
)

// chunkFunc returns a new function that computes one chunk.
func (m *module) chunkFunc() *wasmasm.Func {
	f := m.Func([]wasmasm.ValType{wasmasm.I32, wasmasm.I32, wasmasm.I32}, nil)
	f.NameLocal(table, "buffers")
	f.NameLocal(chunkNumber, "chunk")
	f.NameLocal(threadNumber, "thread")
	return f
}

// shift adds the distance of the first index to an address. A panel is only as
// long as the chunk, and there is one for every thread.
func (c *chunk) shift(f *wasmasm.Func, a kernel.Access, size int) {
	if c.rows != nil && c.rows.Bytes > 0 && a.Buffer == c.rows.Panel {
		f.Get(threadNumber)
		f.I32Const(int32(c.rows.Bytes))
		f.Op(wasmasm.I32Mul, wasmasm.I32Add)
		return
	}
	for i, axis := range c.axes {
		if d := a.Stride[axis] * size; d != 0 {
			f.Get(c.first[i])
			f.I32Const(int32(d))
			f.Op(wasmasm.I32Mul, wasmasm.I32Add)
		}
	}
}

// atMost makes a local at most n.
func atMost(f *wasmasm.Func, l wasmasm.Local, n int) {
	f.Get(l)
	f.I32Const(int32(n))
	f.Get(l)
	f.I32Const(int32(n))
	f.Op(wasmasm.I32LtS, wasmasm.Select)
	f.Set(l)
}

// printChunk prints a split nest as a function that computes one chunk.
func (m *module) printChunk(n *kernel.Nest) *wasmasm.Func {
	f := m.chunkFunc()
	axis, first := n.Split.Axis, f.Local(wasmasm.I32)
	c := &chunk{axes: []int{axis}, first: []wasmasm.Local{first}}
	f.Get(chunkNumber)
	f.I32Const(int32(n.Split.Block))
	f.Op(wasmasm.I32Mul)
	f.Set(first)
	part := func(size int) {
		q := *n
		q.Split = nil
		q.Axes = slices.Clone(n.Axes)
		q.Axes[axis].Size = size
		m.printTo(f, &q, c)
	}
	size, block := n.Axes[axis].Size, n.Split.Block
	switch rest := size % block; {
	case rest == 0:
	case n.Tiles == nil: // some results are computed twice
		atMost(f, first, size-block)
	default: // a tile adds to its results, so nobody else may
		f.Get(chunkNumber)
		f.I32Const(int32(size / block))
		f.Op(wasmasm.I32Eq)
		f.If()
		part(rest)
		f.Op(wasmasm.Return)
		f.End()
	}
	part(block)
	return f
}

// divides reports whether a nest is printed as chunks.
func (m *module) divides(n *kernel.Nest) bool { return m.sharing != nil && n.Split != nil }

// A sharing is what a module needs to have its chunks done by a pool.
type sharing struct {
	fork, take, finish, join *wasmasm.Func
	functions                int // that helpers call
}

func (m *module) share() {
	function := func(name string, params int) *wasmasm.Func {
		in, out := poolFunc(params)
		return m.ImportFunc(poolModule, name, in, out)
	}
	m.sharing = &sharing{fork: function("fork", 3), take: function("take", 0), finish: function("finish", 0), join: function("join", 0)}
}

// helperFunction is the name of a function that helpers call.
func helperFunction(i int) string { return "f" + strconv.Itoa(i) }

// run prints the call of the function of a step.
func (m *module) run(f *wasmasm.Func, s *kernel.Step, g *wasmasm.Func) {
	chunks := s.Chunks()
	if s.Rows == nil && (chunks == 1 || m.sharing == nil) {
		f.Get(table)
		f.Call(g)
		return
	}
	number := f.Local(wasmasm.I32)
	call := func() {
		f.Get(table)
		f.Get(number)
		f.I32Const(0) // the calling thread
		f.Call(g)
	}
	alone := func() {
		f.I32Const(0)
		f.Set(number)
		f.Loop()
		call()
		f.Get(number)
		f.I32Const(1)
		f.Op(wasmasm.I32Add)
		f.Tee(number)
		f.I32Const(int32(chunks))
		f.Op(wasmasm.I32LtS)
		f.BrIf(0)
		f.End()
	}
	if m.sharing == nil || !s.Shares() {
		alone()
		return
	}
	m.Export(helperFunction(m.sharing.functions), g)
	f.Block()
	f.Block()
	f.I32Const(int32(m.sharing.functions))
	m.sharing.functions++
	f.Get(table)
	f.I32Const(int32(chunks))
	f.Call(m.sharing.fork)
	f.Op(wasmasm.I32Eqz)
	f.BrIf(0)
	f.Block()
	f.Loop()
	f.Call(m.sharing.take)
	f.Tee(number)
	f.I32Const(0)
	f.Op(wasmasm.I32LtS)
	f.BrIf(1)
	call()
	f.Call(m.sharing.finish)
	f.Op(wasmasm.Drop)
	f.Br(0)
	f.End()
	f.End()
	f.Call(m.sharing.join)
	f.BrIf(1)
	f.End()
	// Nobody helps, or whoever did broke down: no chunk depends on another, so
	// all of them may be done again.
	alone()
	f.End()
}
