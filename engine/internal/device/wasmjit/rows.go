package wasmjit

import (
	"slices"
	"strconv"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// rows prints a function that has one nest after the other compute a block of
// rows.
func (m *module) rows(r *kernel.Rows, place string) *wasmasm.Func {
	f := m.chunkFunc()
	f.Named("rows" + place)
	for i, n := range r.Nests {
		g := m.block(r, n)
		g.Named("nest" + place + "." + strconv.Itoa(i))
		for _, l := range []wasmasm.Local{table, chunkNumber, threadNumber} {
			f.Get(l)
		}
		f.Call(g)
	}
	return f
}

// block prints a nest as a function that computes a block of rows.
func (m *module) block(r *kernel.Rows, n *kernel.Nest) *wasmasm.Func {
	f := m.chunkFunc()
	c := &chunk{rows: r}
	q := *n
	q.Axes = slices.Clone(n.Axes)
	left := chunkNumber
	for k := len(r.Outer) - 1; k >= 0; k-- {
		size, block := r.Outer[k], 1
		if k == len(r.Outer)-1 {
			block = r.Block
		}
		q.Axes[k].Size = block
		first, count := f.Local(wasmasm.I32), (size+block-1)/block
		f.Get(left)
		if k > 0 {
			f.I32Const(int32(count))
			f.Op(wasmasm.I32RemU)
		}
		f.I32Const(int32(block))
		f.Op(wasmasm.I32Mul)
		f.Set(first)
		if size%block != 0 {
			atMost(f, first, size-block)
		}
		if k > 0 {
			f.Get(left)
			f.I32Const(int32(count))
			f.Op(wasmasm.I32DivU)
			left = f.Local(wasmasm.I32)
			f.Set(left)
		}
		c.axes, c.first = append(c.axes, k), append(c.first, first)
	}
	m.printTo(f, &q, c)
	return f
}
