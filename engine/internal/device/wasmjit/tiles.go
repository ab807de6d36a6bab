package wasmjit

import (
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// A matrix product keeps a tile of the result, some rows by two vectors, in
// locals, while it walks along k. Parts of the matrices are first packed into
// panels in the order in which the tiles read them: the part of the second one
// stays in a larger cache, that of the first one, for many tiles, in the next,
// and what is at hand of both in the fastest. See Goto and van de Geijn,
// "Anatomy of high-performance matrix multiplication" (2008).

// A tiler prints the product of one pair of matrices.
type tiler struct {
	*printer
	t       kernel.Type
	m, n, k int
	rows    int // of a tile
	columns int
	a, b, c matrix // the operands and the result
	packed  matrix // what the tiles read of the first operand: rows packed as strips, or the operand itself
	panel   wasmasm.Local
	add     wasmasm.Local // whether to add to what is in c
}

// A matrix has the bytes between rows and columns.
type matrix struct {
	base        wasmasm.Local
	row, column int
}

// A tile is what products of a module share the function for.
type tile struct {
	t             kernel.Type
	rows, columns int
	a, c          matrix // without their places
}

// manyColumns is from how many columns on the first matrix is packed: its rows
// are read once for each tile of columns.
const manyColumns = 64

// tiles prints the nest of a matrix product.
func (p *printer) tiles() {
	n := p.nest
	r := n.Out[0]
	size := r.Type.Size()
	s := n.Tiles
	t := &tiler{
		printer: p, t: r.Type, m: n.Axes[s.M].Size, n: n.Axes[s.N].Size, k: n.Axes[s.K].Size, rows: kernel.TileRows, columns: 2 * p.lanes,
		a:     matrix{p.pointers[0], n.In[0].Stride[s.M] * size, n.In[0].Stride[s.K] * size},
		b:     matrix{p.pointers[1], n.In[1].Stride[s.K] * size, n.In[1].Stride[s.N] * size},
		c:     matrix{p.pointers[2], r.Stride[s.M] * size, r.Stride[s.N] * size},
		panel: p.f.Local(wasmasm.I32),
		add:   p.f.Local(wasmasm.I32),
	}
	p.f.Get(table)
	p.f.Memory(wasmasm.I32Load, 2, uint32(4*s.Panel))
	if p.chunk != nil { // every thread has a panel of its own
		p.f.Get(threadNumber)
		p.f.I32Const(int32(s.Bytes))
		p.f.Op(wasmasm.I32Mul, wasmasm.I32Add)
	}
	p.f.Set(t.panel)
	if t.module.few {
		t.rows = 4
	}
	t.packed = t.a
	if t.n >= manyColumns {
		t.packed = matrix{p.f.Local(wasmasm.I32), size, p.stripWidth(t.rows, t.t)}
		p.f.Get(t.panel)
		p.f.I32Const(int32(s.First))
		p.f.Op(wasmasm.I32Add)
		p.f.Set(t.packed.base)
	}
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

// product prints the loops over parts of n, of k and of m, for which the parts
// of the matrices are packed, and inside over tiles.
func (t *tiler) product() {
	size := t.t.Size()
	width := kernel.PanelWidth / size
	t.each(t.number(t.n), width, []cursor{{t.b.base, t.number(width * t.b.column)}, {t.c.base, t.number(width * t.c.column)}}, func(columns wasmasm.Local, at []wasmasm.Local) {
		b, c := at[0], at[1]
		t.f.I32Const(0)
		t.f.Set(t.add)
		t.each(t.number(t.k), kernel.PanelDepth, []cursor{{t.a.base, t.number(kernel.PanelDepth * t.a.column)}, {b, t.number(kernel.PanelDepth * t.b.row)}}, func(depth wasmasm.Local, at []wasmasm.Local) {
			a := at[0]
			t.pack(strip{t.columns, t.b.column, t.b.row}, at[1], t.panel, columns, depth)
			t.each(t.number(t.m), kernel.PanelRows, []cursor{{a, t.number(kernel.PanelRows * t.a.row)}, {c, t.number(kernel.PanelRows * t.c.row)}}, func(rows wasmasm.Local, at []wasmasm.Local) {
				t.block(at[0], at[1], rows, columns, depth)
			})
			t.f.I32Const(1)
			t.f.Set(t.add)
		})
	})
}

// block prints the product of the parts that are at hand, tile by tile.
func (t *tiler) block(a, c, rows, columns, depth wasmasm.Local) {
	size := t.t.Size()
	from, step := a, t.number(t.rows*t.a.row)
	if t.packed != t.a {
		t.pack(strip{t.rows, t.a.row, t.a.column}, a, t.packed.base, rows, depth)
		from, step = t.packed.base, t.times(depth, t.packed.column)
	}
	t.each(t.get(columns), t.columns, []cursor{{t.panel, t.times(depth, t.columns*size)}, {c, t.number(t.columns * t.c.column)}}, func(columns wasmasm.Local, at []wasmasm.Local) {
		panel := at[0]
		t.each(t.get(rows), t.rows, []cursor{{from, step}, {at[1], t.number(t.rows * t.c.row)}}, func(rows wasmasm.Local, at []wasmasm.Local) {
			t.either(rows, t.rows, t.m, func(m int) {
				t.either(columns, t.columns, t.n, func(n int) {
					for _, l := range []wasmasm.Local{at[0], panel, at[1], depth, t.add} {
						t.f.Get(l)
					}
					t.f.Call(t.microkernel(m, n))
				})
			})
		})
	})
}

// A cursor is an address that moves by a step with every turn of a loop.
type cursor struct {
	base wasmasm.Local
	step operand
}

// each prints a loop in steps: turn prints what is done with count of what is
// left, at most step, and gets the addresses of the cursors.
func (t *tiler) each(total operand, step int, cursors []cursor, turn func(count wasmasm.Local, at []wasmasm.Local)) {
	f := t.f
	left, count := f.Local(wasmasm.I32), f.Local(wasmasm.I32)
	at := make([]wasmasm.Local, len(cursors))
	for i, c := range cursors {
		at[i] = f.Local(wasmasm.I32)
		f.Get(c.base)
		f.Set(at[i])
	}
	total()
	f.Set(left)
	f.Loop()
	f.Get(left)
	f.I32Const(int32(step))
	f.Get(left)
	f.I32Const(int32(step))
	f.Op(wasmasm.I32LtS, wasmasm.Select)
	f.Set(count)
	turn(count, at)
	for i, c := range cursors {
		f.Get(at[i])
		c.step()
		f.Op(wasmasm.I32Add)
		f.Set(at[i])
	}
	f.Get(left)
	f.I32Const(int32(step))
	f.Op(wasmasm.I32Sub)
	f.Tee(left)
	f.I32Const(0)
	f.Op(wasmasm.I32GtS)
	f.BrIf(0)
	f.End()
}

// either prints what is done with a whole step of an axis or with the rest of
// its size, as count says.
func (t *tiler) either(count wasmasm.Local, step, size int, do func(count int)) {
	switch rest := size % step; {
	case rest == 0:
		do(step)
	case size < step:
		do(rest)
	default:
		t.f.Get(count)
		t.f.I32Const(int32(step))
		t.f.Op(wasmasm.I32Eq)
		t.f.If()
		do(step)
		t.f.Else()
		do(rest)
		t.f.End()
	}
}

func (p *printer) number(n int) operand { return func() { p.f.I32Const(int32(n)) } }

func (p *printer) get(l wasmasm.Local) operand { return func() { p.f.Get(l) } }

// times pushes n times a local.
func (p *printer) times(l wasmasm.Local, n int) operand {
	return func() {
		p.f.Get(l)
		p.f.I32Const(int32(n))
		p.f.Op(wasmasm.I32Mul)
	}
}

// move adds a constant to an address.
func (p *printer) move(l wasmasm.Local, by int) {
	p.f.Get(l)
	p.f.I32Const(int32(by))
	p.f.Op(wasmasm.I32Add)
	p.f.Set(l)
}

// microkernel returns the function that computes one tile: of the addresses of
// rows of a, of the panel and of the tile in c, the length along k, and whether
// to add to what is in c.
func (t *tiler) microkernel(rows, columns int) *wasmasm.Func {
	s := tile{t.t, rows, columns, matrix{0, t.packed.row, t.packed.column}, matrix{0, t.c.row, t.c.column}}
	if f := t.module.tiles[s]; f != nil {
		return f
	}
	i32 := wasmasm.I32
	f := t.module.Func([]wasmasm.ValType{i32, i32, i32, i32, i32}, nil)
	t.module.tiles[s] = f
	const a, panel, c, depth, add wasmasm.Local = 0, 1, 2, 3, 4
	k := &printer{module: t.module, f: f, lanes: t.lanes, fused: t.fused}
	vectors := func(n int) (l []wasmasm.Local) {
		for range n {
			l = append(l, f.Local(t.valType(t.t)))
		}
		return l
	}
	b := vectors((columns + t.lanes - 1) / t.lanes)
	sums := make([][]wasmasm.Local, rows)
	for i := range sums {
		sums[i] = vectors(len(b))
	}
	x := vectors(1)[0]
	vector := t.lanes * t.t.Size()
	width := 2 * vector
	step := func(j int) { // one index of k, j behind that of the addresses
		for v := range b {
			f.Get(panel)
			f.Memory(t.loads(t.t), 2, uint32(j*width+v*vector))
			f.Set(b[v])
		}
		for i := range sums {
			f.Get(a)
			k.loadOne(t.t, i*t.packed.row+j*t.packed.column)
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
			k.move(a, n*t.packed.column)
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
	if op := relaxed[t]; p.fused && op != 0 {
		p.f.Get(x)
		p.f.Get(y)
		p.f.Get(sum)
		p.f.Op(op)
	} else {
		p.arithmetic(kernel.Add, t, p.get(sum), func() { p.arithmetic(kernel.Mul, t, p.get(x), p.get(y)) })
	}
	p.f.Set(sum)
}

// eachTileVector visits the vectors of a tile with the number of their columns.
func (p *printer) eachTileVector(t *tiler, s tile, do func(row, vector, width int)) {
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
