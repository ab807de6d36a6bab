package wasmjit

import (
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// A strip is a number of rows or columns of a matrix that a tile reads
// together: packed, they lie side by side at every index along k, in whole
// vectors.
type strip struct {
	lines  int // of a whole one
	across int // bytes from one of them to the next
	along  int // bytes from an index of k to the next
}

// packed is what products of a module share the function for that packs.
type packed struct {
	t kernel.Type
	strip
}

// stripWidth returns the bytes of an index along k of a packed strip.
func (p *printer) stripWidth(lines int, t kernel.Type) int {
	return (lines + p.lanes - 1) / p.lanes * p.lanes * t.Size()
}

// pack prints the loop that packs count rows or columns, strip by strip, up to
// the index depth of k.
func (t *tiler) pack(s strip, from, to, count, depth wasmasm.Local) {
	t.each(t.get(count), s.lines, []cursor{{from, t.number(s.lines * s.across)}, {to, t.times(depth, t.stripWidth(s.lines, t.t))}}, func(count wasmasm.Local, at []wasmasm.Local) {
		for _, l := range []wasmasm.Local{at[0], at[1], depth, count} {
			t.f.Get(l)
		}
		t.f.Call(t.packer(s))
	})
}

// packer returns the function that packs one strip: of where it comes from and
// goes to, the length along k, and how many of its rows or columns there are.
// What is packed for the others is arbitrary.
func (t *tiler) packer(s strip) *wasmasm.Func {
	key := packed{t.t, s}
	if f := t.module.packers[key]; f != nil {
		return f
	}
	i32 := wasmasm.I32
	f := t.module.Func([]wasmasm.ValType{i32, i32, i32, i32}, nil)
	t.module.packers[key] = f
	const depth, count wasmasm.Local = 2, 3
	k := &packer{&printer{module: t.module, f: f, lanes: t.lanes}, s, t.t}
	f.Get(count)
	f.I32Const(int32(s.lines))
	f.Op(wasmasm.I32Eq)
	f.If()
	if s.across != t.t.Size() && s.along == t.t.Size() && t.lanes > 1 {
		part := func(op wasmasm.Opcode) operand {
			return func() { f.Get(depth); f.I32Const(int32(t.lanes)); f.Op(op) }
		}
		k.loop(part(wasmasm.I32DivU), t.lanes, k.turned)
		k.loop(part(wasmasm.I32RemU), 1, k.elements)
	} else if s.across == t.t.Size() {
		k.loop(k.get(depth), 1, k.vectors)
	} else {
		k.loop(k.get(depth), 1, k.elements)
	}
	f.Else()
	k.loop(k.get(depth), 1, func() {
		p := k.f.Local(wasmasm.I32) // of the element, and where it goes
		q := k.f.Local(wasmasm.I32)
		f.Get(packFrom)
		f.Set(p)
		f.Get(packTo)
		f.Set(q)
		k.repeat(k.get(count), func(wasmasm.Local) {
			k.element(p, q, 0, 0)
			k.move(p, s.across)
			k.move(q, t.t.Size())
		})
	})
	f.End()
	return f
}

// Parameters of the function that packs a strip.
const packFrom, packTo wasmasm.Local = 0, 1

// A packer prints such a function.
type packer struct {
	*printer
	strip
	t kernel.Type
}

// loop prints a loop along k; a turn packs n indices.
func (k *packer) loop(count operand, n int, turn func()) {
	left := k.f.Local(wasmasm.I32)
	count()
	k.f.Tee(left)
	k.f.If()
	k.repeat(k.get(left), func(wasmasm.Local) {
		turn()
		k.move(packFrom, n*k.along)
		k.move(packTo, n*k.stripWidth(k.lines, k.t))
	})
	k.f.End()
}

// element copies one element.
func (k *packer) element(from, to wasmasm.Local, here, there int) {
	load, store := wasmasm.I32Load, wasmasm.I32Store
	if wide(k.t) {
		load, store = wasmasm.I64Load, wasmasm.I64Store
	}
	k.f.Get(to)
	k.f.Get(from)
	k.f.Memory(load, 2, uint32(here))
	k.f.Memory(store, 2, uint32(there))
}

// elements packs one index element by element.
func (k *packer) elements() {
	for j := range k.lines {
		k.element(packFrom, packTo, j*k.across, j*k.t.Size())
	}
}

// vectors packs one index at which the elements lie side by side.
func (k *packer) vectors() {
	for j := 0; j < k.lines; j += k.lanes {
		k.f.Get(packTo)
		k.f.Get(packFrom)
		k.f.Memory(k.loads(k.t), 2, uint32(j*k.t.Size()))
		k.f.Memory(k.stores(k.t), 2, uint32(j*k.t.Size()))
	}
}

// turned packs as many indices as a vector has lanes, where the elements along
// k lie side by side: it transposes squares.
func (k *packer) turned() {
	rows := make([]wasmasm.Local, k.lanes)
	for i := range rows {
		rows[i] = k.scratch(i)
	}
	for j := 0; j < k.lines; j += k.lanes {
		for i, l := range rows {
			k.f.Get(packFrom)
			k.f.Memory(wasmasm.V128Load, 2, uint32(min(j+i, k.lines-1)*k.across))
			k.f.Set(l)
		}
		k.transpose(rows, func(i int, column operand) {
			k.f.Get(packTo)
			column()
			k.f.Memory(wasmasm.V128Store, 2, uint32(i*k.stripWidth(k.lines, k.t)+j*k.t.Size()))
		})
	}
}

// transpose gives the columns of the square whose rows are in locals.
func (p *printer) transpose(rows []wasmasm.Local, give func(i int, column operand)) {
	interleave := func(x, y operand, high bool, unit int) operand {
		var bytes [16]byte
		for i := range bytes {
			bytes[i] = byte(i/(2*unit)*unit + i/unit%2*16 + i%unit)
			if high {
				bytes[i] += 8
			}
		}
		return func() { x(); y(); p.f.Shuffle(bytes) }
	}
	if len(rows) == 2 {
		for i := range 2 {
			give(i, interleave(p.get(rows[0]), p.get(rows[1]), i == 1, 8))
		}
		return
	}
	var pairs [2][2]wasmasm.Local // of rows 0, 2 and 1, 3; the lower and the upper half
	for i := range 2 {
		for h := range 2 {
			pairs[i][h] = p.scratch(4 + 2*i + h)
			interleave(p.get(rows[i]), p.get(rows[i+2]), h == 1, 4)()
			p.f.Set(pairs[i][h])
		}
	}
	for i := range 4 {
		give(i, interleave(p.get(pairs[0][i/2]), p.get(pairs[1][i/2]), i%2 == 1, 4))
	}
}
