package wasmjit

import (
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// A matrix product keeps a tile of the result, some rows by two vectors, in
// locals, while it walks along k. The part of the second matrix that belongs to
// the columns of the tile is first packed into a panel, so that it is read in
// order and stays in the fastest cache for all rows. See Goto and van de Geijn,
// "Anatomy of high-performance matrix multiplication" (2008).

// tileRows is the number of rows of a tile: with two vectors of each, and what
// they are computed from, it fits into 16 registers.
const tileRows = 4

// A tiler prints the product of one pair of matrices.
type tiler struct {
	*printer
	t            kernel.Type
	m, n, k      int
	columns      int           // of a tile
	a, b, c      matrix        // the operands and the result
	panel        wasmasm.Local // the address of the panel
	microkernels map[tileSize]*wasmasm.Func
}

// A matrix has the bytes between rows and columns.
type matrix struct {
	base        wasmasm.Local
	row, column int
}

type tileSize struct{ rows, columns int }

// tiles prints the nest of a matrix product.
func (p *printer) tiles() {
	n := p.nest
	r := n.Out[0]
	size := r.Type.Size()
	s := n.Tiles
	t := &tiler{
		printer: p, t: r.Type, m: n.Axes[s.M].Size, n: n.Axes[s.N].Size, k: n.Axes[s.K].Size, columns: 2 * p.lanes,
		a:            matrix{p.pointers[0], n.In[0].Stride[s.M] * size, n.In[0].Stride[s.K] * size},
		b:            matrix{p.pointers[1], n.In[1].Stride[s.K] * size, n.In[1].Stride[s.N] * size},
		c:            matrix{p.pointers[2], r.Stride[s.M] * size, r.Stride[s.N] * size},
		panel:        p.f.Local(wasmasm.I32),
		microkernels: map[tileSize]*wasmasm.Func{},
	}
	p.f.Get(table)
	p.f.Memory(wasmasm.I32Load, 2, uint32(4*s.Panel))
	p.f.Set(t.panel)
	t.batch(0)
}

// batch prints the loops around the product.
func (t *tiler) batch(k int) {
	switch s := t.nest.Tiles; k {
	case len(t.nest.Axes):
		t.product()
	case s.M, s.N, s.K:
		t.batch(k + 1)
	default:
		t.repeatConstant(t.nest.Axes[k].Size, func(wasmasm.Local) {
			t.batch(k + 1)
			t.advance(k, 1)
		})
		t.rewind(k, t.nest.Axes[k].Size)
	}
}

// product prints the loops over parts of k and over panels.
func (t *tiler) product() {
	for first, rest := true, t.k; rest > 0; first = false {
		depth := min(rest, kernel.PanelDepth)
		turns := rest / depth
		if first {
			turns = 1
		}
		t.repeatConstant(turns, func(wasmasm.Local) {
			t.panels(depth, first)
			t.move(t.a.base, depth*t.a.column)
			t.move(t.b.base, depth*t.b.row)
		})
		rest -= turns * depth
	}
	t.move(t.a.base, -t.k*t.a.column)
	t.move(t.b.base, -t.k*t.b.row)
}

// move adds a constant to an address.
func (p *printer) move(l wasmasm.Local, by int) {
	p.f.Get(l)
	p.f.I32Const(int32(by))
	p.f.Op(wasmasm.I32Add)
	p.f.Set(l)
}

// panels prints the loop over the columns of b and c, tile by tile.
func (t *tiler) panels(depth int, first bool) {
	step := func(columns int) {
		t.pack(depth, columns)
		t.rows(depth, columns, first)
		t.move(t.b.base, t.columns*t.b.column)
		t.move(t.c.base, t.columns*t.c.column)
	}
	whole, part := t.n/t.columns, t.n%t.columns
	if whole > 0 {
		t.repeatConstant(whole, func(wasmasm.Local) { step(t.columns) })
	}
	if part > 0 {
		step(part)
		whole++
	}
	t.move(t.b.base, -whole*t.columns*t.b.column)
	t.move(t.c.base, -whole*t.columns*t.c.column)
}

// panelWidth returns the bytes of a row of the panel, two vectors.
func (t *tiler) panelWidth() int { return 2 * t.lanes * t.t.Size() }

// pack copies the columns of b at hand to the panel, row by row. Behind the
// last column anything may stand.
func (t *tiler) pack(depth, columns int) {
	from, to := t.f.Local(wasmasm.I32), t.f.Local(wasmasm.I32)
	t.f.Get(t.b.base)
	t.f.Set(from)
	t.f.Get(t.panel)
	t.f.Set(to)
	size := t.t.Size()
	t.repeatConstant(depth, func(wasmasm.Local) {
		switch {
		case t.b.column == size:
			for v := range 2 {
				t.f.Get(to)
				t.f.Get(from)
				t.f.Memory(t.loads(t.t), 2, uint32(v*t.lanes*size))
				t.f.Memory(t.stores(t.t), 2, uint32(v*t.lanes*size))
			}
		default:
			load, store := wasmasm.I32Load, wasmasm.I32Store
			if size == 8 {
				load, store = wasmasm.I64Load, wasmasm.I64Store
			}
			for j := range columns {
				t.f.Get(to)
				t.f.Get(from)
				t.f.Memory(load, 2, uint32(j*t.b.column))
				t.f.Memory(store, 2, uint32(j*size))
			}
		}
		t.move(from, t.b.row)
		t.move(to, t.panelWidth())
	})
}

// rows prints the loop over the tiles of the columns at hand.
func (t *tiler) rows(depth, columns int, first bool) {
	a, c := t.f.Local(wasmasm.I32), t.f.Local(wasmasm.I32)
	t.f.Get(t.a.base)
	t.f.Set(a)
	t.f.Get(t.c.base)
	t.f.Set(c)
	tile := func(rows int) {
		t.f.Get(a)
		t.f.Get(t.panel)
		t.f.Get(c)
		t.f.I32Const(int32(depth))
		add := int32(1)
		if first {
			add = 0
		}
		t.f.I32Const(add)
		t.f.Call(t.microkernel(tileSize{rows, columns}))
	}
	if whole := t.m / tileRows; whole > 0 {
		t.repeatConstant(whole, func(wasmasm.Local) {
			tile(tileRows)
			t.move(a, tileRows*t.a.row)
			t.move(c, tileRows*t.c.row)
		})
	}
	if t.m%tileRows > 0 {
		tile(t.m % tileRows)
	}
}

// microkernel returns the function that computes one tile: of the addresses of
// rows of a, of the panel and of the tile in c, the length along k, and whether
// to add to what is in c.
func (t *tiler) microkernel(s tileSize) *wasmasm.Func {
	if f := t.microkernels[s]; f != nil {
		return f
	}
	i32 := wasmasm.I32
	f := t.module.Func([]wasmasm.ValType{i32, i32, i32, i32, i32}, nil)
	t.microkernels[s] = f
	const a, panel, c, depth, add wasmasm.Local = 0, 1, 2, 3, 4
	k := &printer{module: t.module, f: f, lanes: t.lanes, fused: t.fused}
	sums := make([][2]wasmasm.Local, s.rows)
	for i := range sums {
		for v := range 2 {
			sums[i][v] = f.Local(t.valType(t.t))
		}
	}
	b := [2]wasmasm.Local{f.Local(t.valType(t.t)), f.Local(t.valType(t.t))}
	x := f.Local(t.valType(t.t))
	width, vector := t.panelWidth(), t.panelWidth()/2
	step := func(j int) { // one index of k, j behind that of the addresses
		for v := range 2 {
			f.Get(panel)
			f.Memory(t.loads(t.t), 2, uint32(j*width+v*vector))
			f.Set(b[v])
		}
		for i := range sums {
			f.Get(a)
			k.loadOne(t.t, i*t.a.row+j*t.a.column)
			f.Set(x)
			for v, sum := range sums[i] {
				k.multiplyAdd(t.t, x, b[v], sum)
			}
		}
	}
	turns := func(count func(), n int) {
		k.repeat(count, func(wasmasm.Local) {
			for j := range n {
				step(j)
			}
			k.move(a, n*t.a.column)
			k.move(panel, n*width)
		})
	}
	// Four steps a turn, then the rest one by one.
	for _, part := range []struct {
		op    wasmasm.Opcode
		steps int
	}{{wasmasm.I32DivU, 4}, {wasmasm.I32RemU, 1}} {
		count := f.Local(wasmasm.I32)
		f.Get(depth)
		f.I32Const(4)
		f.Op(part.op)
		f.Tee(count)
		f.If()
		turns(func() { f.Get(count) }, part.steps)
		f.End()
	}
	f.Get(add)
	f.If()
	k.eachTileVector(t, s, func(i, v, width int) {
		k.arithmetic(kernel.Add, t.t, func() { f.Get(sums[i][v]) }, func() { k.loadTile(t, i, v, width, c) })
		f.Set(sums[i][v])
	})
	f.End()
	k.eachTileVector(t, s, func(i, v, width int) { k.storeTile(t, i, v, width, c, sums[i][v]) })
	return f
}

// multiplyAdd adds x·y to sum, by one instruction where there is one.
func (p *printer) multiplyAdd(t kernel.Type, x, y, sum wasmasm.Local) {
	relaxed := byType{kernel.F32: wasmasm.F32x4RelaxedMadd, kernel.F64: wasmasm.F64x2RelaxedMadd}
	get := func(l wasmasm.Local) operand { return func() { p.f.Get(l) } }
	if op := relaxed[t]; p.fused && op != 0 {
		get(x)()
		get(y)()
		get(sum)()
		p.f.Op(op)
	} else {
		p.arithmetic(kernel.Add, t, get(sum), func() { p.arithmetic(kernel.Mul, t, get(x), get(y)) })
	}
	p.f.Set(sum)
}

// eachTileVector visits the vectors of a tile with the number of their columns.
func (p *printer) eachTileVector(t *tiler, s tileSize, do func(row, vector, width int)) {
	for i := range s.rows {
		for v := range 2 {
			if width := min(s.columns-v*p.lanes, p.lanes); width > 0 {
				do(i, v, width)
			}
		}
	}
}

// loadTile pushes a vector of c; the lanes beyond width are arbitrary.
func (p *printer) loadTile(t *tiler, row, vector, width int, c wasmasm.Local) {
	at := row*t.c.row + vector*p.lanes*t.c.column
	if p.scalar() || t.c.column == t.t.Size() {
		p.f.Get(c)
		p.f.Memory(p.loads(t.t), 2, uint32(at))
		return
	}
	op := wasmasm.V128Load32Lane
	if wide(t.t) {
		op = wasmasm.V128Load64Lane
	}
	v := p.scratch(0)
	for k := range width {
		p.f.Get(c)
		p.f.Get(v)
		p.f.MemoryLane(op, 2, uint32(at+k*t.c.column), k)
		p.f.Set(v)
	}
	p.f.Get(v)
}

func (p *printer) storeTile(t *tiler, row, vector, width int, c, sum wasmasm.Local) {
	at := row*t.c.row + vector*p.lanes*t.c.column
	if p.scalar() || t.c.column == t.t.Size() && width == p.lanes {
		p.f.Get(c)
		p.f.Get(sum)
		p.f.Memory(p.stores(t.t), 2, uint32(at))
		return
	}
	op := wasmasm.V128Store32Lane
	if wide(t.t) {
		op = wasmasm.V128Store64Lane
	}
	for k := range width {
		p.f.Get(c)
		p.f.Get(sum)
		p.f.MemoryLane(op, 2, uint32(at+k*t.c.column), k)
	}
}
