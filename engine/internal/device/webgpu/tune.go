package webgpu

import (
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/ir"
)

// Which tile is the fastest for large products depends on how many registers
// and how much memory the workgroups of a GPU have to share, which no limit
// tells. So all candidates are tried once on each machine.

// candidates returns the tiles that are worth trying on an adapter. What is no
// GPU gains nothing from the workgroup's memory.
func candidates(a wgsl.Adapter) []wgsl.Tile {
	all := []wgsl.Tile{
		{Rows: 8, Columns: 4, High: 8, Wide: 16, Depth: 16},
		{Rows: 8, Columns: 4, High: 8, Wide: 16, Depth: 16, Ahead: true},
		{Rows: 8, Columns: 4, High: 8, Wide: 16, Depth: 32},
		{Rows: 8, Columns: 8, High: 8, Wide: 8, Depth: 16},
		{Rows: 8, Columns: 8, High: 8, Wide: 8, Depth: 16, Ahead: true},
		{Rows: 4, Columns: 4, High: 16, Wide: 16, Depth: 16},
		{Rows: 4, Columns: 8, High: 16, Wide: 16, Depth: 16},
		{Rows: 8, Columns: 8, High: 8, Wide: 16, Depth: 16},
		{Rows: 8, Columns: 8, High: 16, Wide: 16, Depth: 8},
		{Rows: 8, Columns: 8, High: 16, Wide: 16, Depth: 8, Ahead: true},
		{Rows: 8, Columns: 8, High: 16, Wide: 16, Depth: 16},
		{Rows: 4, Columns: 4, High: 8, Wide: 8, Depth: 16},
		{Rows: 4, Columns: 4, High: 8, Wide: 8},
		{Rows: 8, Columns: 8, High: 8, Wide: 8},
	}
	if a.Software {
		all = []wgsl.Tile{
			{Rows: 8, Columns: 8, High: 4, Wide: 4},
			{Rows: 8, Columns: 4, High: 8, Wide: 8},
			{Rows: 16, Columns: 8, High: 4, Wide: 4},
			{Rows: 4, Columns: 4, High: 8, Wide: 8},
		}
	}
	var list []wgsl.Tile
	for _, t := range all {
		if t.Fits(a) {
			list = append(list, t)
		}
	}
	return list
}

// trialSide returns how large the products are that tiles are tried with.
func trialSide(a wgsl.Adapter) int {
	if a.Software {
		return wgsl.LargeSide
	}
	return 2 * wgsl.LargeSide
}

// trial returns the program that tries a tile: a product of its two operands.
func trial(t wgsl.Tile, a wgsl.Adapter) (*wgsl.Program, error) {
	a.Tile = t
	n := trialSide(a)
	square := func(kind kernel.Kind) kernel.Buffer {
		return kernel.Buffer{Kind: kind, DType: ir.Float32, Len: n * n}
	}
	types := []ir.DType{ir.Float32, ir.Float32}
	return wgsl.Print(&kernel.Plan{
		Inputs:  2,
		Buffers: []kernel.Buffer{square(kernel.Given), square(kernel.Given), square(kernel.Returned)},
		Steps: []kernel.Step{{Nest: &kernel.Nest{
			Axes: []kernel.Axis{{Size: n}, {Size: n}, {Size: n, Reduced: true}},
			In:   []kernel.Access{{Buffer: 0, Stride: []int{n, 0, 1}}, {Buffer: 1, Stride: []int{0, 1, n}}},
			Out:  []kernel.Result{{Access: kernel.Access{Buffer: 2, Stride: []int{n, 1, 0}}, Type: kernel.F32, Combine: kernel.Fma}},
			Body: kernel.Compile(types, func(_ *kernel.Builder, in []kernel.Node) []kernel.Node { return in }),
		}}},
	}, a)
}

// tileFrom returns the candidate of that name; the zero value if there is none.
func tileFrom(stored string, a wgsl.Adapter) wgsl.Tile {
	for _, t := range candidates(a) {
		if t.String() == stored {
			return t
		}
	}
	return wgsl.Tile{}
}

// A race finds the fastest of several, by letting them run in turns.
type race struct {
	times []float64 // the least of each, in ns; 0 before its first
}

// runs reports whether one still has a chance.
func (r *race) runs(i int) bool {
	best := 0.0
	for _, t := range r.times {
		if t > 0 && (best == 0 || t < best) {
			best = t
		}
	}
	return r.times[i] == 0 || r.times[i] < 1.5*best
}

// took notes how long one took.
func (r *race) took(i int, ns float64) {
	if r.times[i] == 0 || ns < r.times[i] {
		r.times[i] = ns
	}
}

// first returns the fastest one.
func (r *race) first() int {
	best := 0
	for i, t := range r.times {
		if t > 0 && (r.times[best] == 0 || t < r.times[best]) {
			best = i
		}
	}
	return best
}
