package wasmjit

import "fluxion/engine/internal/device/wasmjit/wasmasm"

// merge merges sorted runs until one is left.
func (s *sorter) merge(run int) {
	if run >= s.Length {
		return
	}
	f := s.f
	for k := range s.Arrays {
		s.set(s.from[k], s.row[k])
		s.set(s.to[k], s.spare[k])
	}
	size := f.Local(wasmasm.I32)
	low, middle, high := f.Local(wasmasm.I32), f.Local(wasmasm.I32), f.Local(wasmasm.I32)
	f.I32Const(int32(run))
	f.Set(size)
	f.Loop() // over the passes
	f.I32Const(0)
	f.Set(low)
	f.Loop() // over pairs of runs
	for _, end := range [][2]wasmasm.Local{{middle, low}, {high, middle}} {
		f.Get(end[1])
		f.Get(size)
		f.Op(wasmasm.I32Add)
		s.atMostLength(end[0])
	}
	f.Get(high)
	f.Get(low)
	f.Op(wasmasm.I32Sub)
	f.Get(size)
	f.Get(size)
	f.Op(wasmasm.I32Add, wasmasm.I32Eq)
	f.If()
	s.mergeEqual(low, middle, size)
	f.Else()
	s.mergeRest(low, middle, high)
	f.End()
	f.Get(high)
	f.Tee(low)
	f.I32Const(int32(s.Length))
	f.Op(wasmasm.I32LtU)
	f.BrIf(0)
	f.End()
	for k := range s.Arrays {
		f.Get(s.from[k])
		f.Get(s.to[k])
		f.Set(s.from[k])
		f.Set(s.to[k])
	}
	f.Get(size)
	f.Get(size)
	f.Op(wasmasm.I32Add)
	f.Tee(size)
	f.I32Const(int32(s.Length))
	f.Op(wasmasm.I32LtU)
	f.BrIf(0)
	f.End()
}

func (s *sorter) set(l, to wasmasm.Local) {
	s.f.Get(to)
	s.f.Set(l)
}

// mergeEqual merges two runs of the same length from both ends.
func (s *sorter) mergeEqual(low, middle, size wasmasm.Local) {
	f := s.f
	var left, right, out [2]wasmasm.Local // from the front and from the back
	for i := range 2 {
		left[i], right[i], out[i] = f.Local(wasmasm.I32), f.Local(wasmasm.I32), f.Local(wasmasm.I32)
	}
	s.set(left[0], low)
	s.set(right[0], middle)
	s.set(out[0], low)
	for _, l := range []struct{ last, first wasmasm.Local }{{left[1], low}, {right[1], middle}} {
		f.Get(l.first)
		f.Get(size)
		f.Op(wasmasm.I32Add)
		f.I32Const(1)
		f.Op(wasmasm.I32Sub)
		f.Set(l.last)
	}
	s.set(out[1], right[1])
	s.loop(func() { f.Get(size) }, func() {
		for i := range 2 {
			s.take(left[i], right[i], out[i], i == 1)
		}
	})
}

// take moves the lesser of the elements at left and right to out, and goes on
// from front to back, or the greater, and goes back; of equal ones, left is
// before right.
func (s *sorter) take(left, right, out wasmasm.Local, backwards bool) {
	f := s.f
	other, chosen := f.Local(wasmasm.I32), f.Local(wasmasm.I32)
	for k := range s.Keys {
		s.load(0, s.from, k, left)
		s.load(1, s.from, k, right)
	}
	s.less(1, 0)
	f.Set(other) // 1 if right is before left
	first, second, by := right, left, int32(1)
	if backwards {
		first, second, by = left, right, -1
	}
	f.Get(first)
	f.Get(second)
	f.Get(other)
	f.Op(wasmasm.Select)
	f.Set(chosen)
	s.move(out, chosen)
	// Where first was taken it moves by one, and else second.
	s.add(first, func() {
		f.Get(other)
		if backwards {
			f.I32Const(-1)
			f.Op(wasmasm.I32Mul)
		}
	})
	s.add(second, func() {
		f.I32Const(1)
		f.Get(other)
		f.Op(wasmasm.I32Sub)
		if backwards {
			f.I32Const(-1)
			f.Op(wasmasm.I32Mul)
		}
	})
	s.increment(out, by)
}

// move copies the elements at an index of the runs to one of the result.
func (s *sorter) move(to, from wasmasm.Local) {
	for k, a := range s.Arrays {
		s.address(s.to, k, to)
		s.address(s.from, k, from)
		s.f.Memory(scalarLoads[a.Type], 0, 0)
		s.f.Memory(scalarStores[a.Type], 0, 0)
	}
}

// mergeRest merges two runs of any length, the second perhaps empty.
func (s *sorter) mergeRest(low, middle, high wasmasm.Local) {
	f := s.f
	left, right, out := f.Local(wasmasm.I32), f.Local(wasmasm.I32), f.Local(wasmasm.I32)
	s.set(left, low)
	s.set(right, middle)
	s.set(out, low)
	while := func(condition, turn func()) {
		f.Block()
		f.Loop()
		condition()
		f.Op(wasmasm.I32Eqz)
		f.BrIf(1)
		turn()
		f.Br(0)
		f.End()
		f.End()
	}
	below := func(l, end wasmasm.Local) {
		f.Get(l)
		f.Get(end)
		f.Op(wasmasm.I32LtU)
	}
	while(func() {
		below(left, middle)
		below(right, high)
		f.Op(wasmasm.I32And)
	}, func() { s.take(left, right, out, false) })
	for _, rest := range [][2]wasmasm.Local{{left, middle}, {right, high}} {
		while(func() { below(rest[0], rest[1]) }, func() {
			s.move(out, rest[0])
			s.increment(rest[0], 1)
			s.increment(out, 1)
		})
	}
}
