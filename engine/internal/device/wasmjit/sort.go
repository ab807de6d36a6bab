package wasmjit

import (
	"fmt"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// Rows are sorted from the bottom up: short runs by insertion, then pairs of
// runs are merged from one array into another and back. Two runs of one length
// are merged from both ends at once, as many steps from each as a run is long:
// neither end can run out of elements, so nothing is asked on the way but which
// element is next, and that needs no branch. See van den Hoven, "Quadsort"
// (2020), parity merge.

// A sorter prints one sort.
type sorter struct {
	module *module
	f      *wasmasm.Func
	*kernel.Sorter
	row      []wasmasm.Local    // by array: the address of the row at hand
	spare    []wasmasm.Local    // the addresses of the spare rows
	from, to []wasmasm.Local    // where runs are merged from and to
	value    [2][]wasmasm.Local // by array: two elements
}

// sort prints a sort as a function of the address of the table of buffers.
func (m *module) sort(k *kernel.Sorter) *wasmasm.Func {
	f := m.Func([]wasmasm.ValType{wasmasm.I32}, nil)
	s := &sorter{module: m, f: f, Sorter: k}
	f.Origin(k.Origin)
	s.describe()
	address := func(buffer int) wasmasm.Local {
		l := f.Local(wasmasm.I32)
		f.Get(table)
		f.Memory(wasmasm.I32Load, 2, uint32(4*buffer))
		f.Set(l)
		return l
	}
	for _, a := range s.Arrays {
		s.row, s.spare = append(s.row, address(a.Buffer)), append(s.spare, address(a.Spare))
		s.from, s.to = append(s.from, f.Local(wasmasm.I32)), append(s.to, f.Local(wasmasm.I32))
		for i := range s.value {
			s.value[i] = append(s.value[i], f.Local(scalarType[a.Type]))
		}
	}
	s.loop(func() { f.I32Const(int32(s.Rows)) }, func() {
		run := s.run()
		s.insert(run)
		s.merge(run)
		for k, a := range s.Arrays {
			s.add(s.row[k], func() { f.I32Const(int32(s.Length * a.Type.Size())) })
		}
	})
	return f
}

// describe says what is sorted.
func (s *sorter) describe() {
	if s.f.Annotated() {
		s.f.NameLocal(table, "buffers")
		s.f.Comment(fmt.Sprintf("sort of %s of %s by %s", plural(s.Rows, "row"), plural(s.Length, "element"), plural(s.Keys, "key")))
	}
}

// run returns the length of the runs that insertion sorts, such that an even
// number of merges follows, which end where they began.
func (s *sorter) run() int {
	const shortest = 8
	passes := 0
	for n := shortest; n < s.Length; n *= 2 {
		passes++
	}
	return shortest << (passes % 2)
}

// loop prints a loop of so many turns, at least one.
func (s *sorter) loop(count func(), turn func()) {
	left := s.f.Local(wasmasm.I32)
	count()
	s.f.Set(left)
	s.f.Loop()
	turn()
	s.f.Get(left)
	s.f.I32Const(1)
	s.f.Op(wasmasm.I32Sub)
	s.f.Tee(left)
	s.f.BrIf(0)
	s.f.End()
}

// add adds what by pushes to l.
func (s *sorter) add(l wasmasm.Local, by func()) {
	s.f.Get(l)
	by()
	s.f.Op(wasmasm.I32Add)
	s.f.Set(l)
}

func (s *sorter) increment(l wasmasm.Local, by int32) { s.add(l, func() { s.f.I32Const(by) }) }

// address pushes the address of element i of array k.
func (s *sorter) address(base []wasmasm.Local, k int, i wasmasm.Local) {
	s.f.Get(base[k])
	s.f.Get(i)
	s.f.I32Const(map[int]int32{1: 0, 4: 2, 8: 3}[s.Arrays[k].Type.Size()])
	s.f.Op(wasmasm.I32Shl, wasmasm.I32Add)
}

// load sets value v of array k to the element at index i + before.
func (s *sorter) load(v int, base []wasmasm.Local, k int, i wasmasm.Local) {
	s.address(base, k, i)
	s.f.Memory(scalarLoads[s.Arrays[k].Type], 0, 0)
	s.f.Set(s.value[v][k])
}

// less pushes whether value x comes before value y: at the first key in which
// they differ it is the lesser, or the number where the other is NaN.
func (s *sorter) less(x, y int) { s.lessFrom(0, x, y) }

func (s *sorter) lessFrom(key, x, y int) {
	s.precedes(key, x, y)
	if key+1 == s.Keys {
		return
	}
	s.precedes(key, y, x)
	s.f.Op(wasmasm.I32Eqz)
	s.lessFrom(key+1, x, y)
	s.f.Op(wasmasm.I32And, wasmasm.I32Or)
}

func (s *sorter) precedes(key, x, y int) {
	t, f := s.Arrays[key].Type, s.f
	a, b := s.value[x][key], s.value[y][key]
	switch {
	case t.IsFloat(): // not b ≤ a, and a is a number
		f.Get(b)
		f.Get(a)
		f.Op(scalarOps[kernel.Le][t], wasmasm.I32Eqz)
		f.Get(a)
		f.Get(a)
		f.Op(scalarOps[kernel.Eq][t], wasmasm.I32And)
	case t == kernel.Mask:
		t = kernel.U32
		fallthrough
	default:
		f.Get(a)
		f.Get(b)
		f.Op(scalarOps[kernel.Lt][t])
	}
}

// insert sorts runs of a row: each element moves down past the greater ones
// before it.
func (s *sorter) insert(run int) {
	f := s.f
	low, high, i, at, before := f.Local(wasmasm.I32), f.Local(wasmasm.I32), f.Local(wasmasm.I32), f.Local(wasmasm.I32), f.Local(wasmasm.I32)
	f.I32Const(0)
	f.Set(low)
	f.Loop() // over the runs
	s.limit(high, low, int32(run))
	f.Get(low)
	f.Set(i)
	f.Loop() // over the elements of one
	for k := range s.Arrays {
		s.load(0, s.row, k, i)
	}
	f.Get(i)
	f.Set(at)
	f.Block()
	f.Loop() // over the greater ones
	f.Get(at)
	f.Get(low)
	f.Op(wasmasm.I32Eq)
	f.BrIf(1)
	f.Get(at)
	f.I32Const(1)
	f.Op(wasmasm.I32Sub)
	f.Set(before)
	for k := range s.Arrays {
		s.load(1, s.row, k, before)
	}
	s.less(0, 1)
	f.Op(wasmasm.I32Eqz)
	f.BrIf(1)
	s.store(s.row, at, 1)
	f.Get(before)
	f.Set(at)
	f.Br(0)
	f.End()
	f.End()
	s.store(s.row, at, 0)
	s.increment(i, 1)
	f.Get(i)
	f.Get(high)
	f.Op(wasmasm.I32LtU)
	f.BrIf(0)
	f.End()
	f.Get(high)
	f.Set(low)
	f.Get(low)
	f.I32Const(int32(s.Length))
	f.Op(wasmasm.I32LtU)
	f.BrIf(0)
	f.End()
}

// store writes value v of every array to index i.
func (s *sorter) store(base []wasmasm.Local, i wasmasm.Local, v int) {
	for k, a := range s.Arrays {
		s.address(base, k, i)
		s.f.Get(s.value[v][k])
		s.f.Memory(scalarStores[a.Type], 0, 0)
	}
}

// limit sets l to low + by, or to the length of the row if that is less.
func (s *sorter) limit(l, low wasmasm.Local, by int32) {
	s.f.Get(low)
	s.f.I32Const(by)
	s.f.Op(wasmasm.I32Add)
	s.atMostLength(l)
}

func (s *sorter) atMostLength(l wasmasm.Local) {
	s.f.Tee(l)
	s.f.I32Const(int32(s.Length))
	s.f.Get(l)
	s.f.I32Const(int32(s.Length))
	s.f.Op(wasmasm.I32LtU, wasmasm.Select)
	s.f.Set(l)
}
