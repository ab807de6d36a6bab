package py

import "fmt"

// A Slice is start:stop:step; the parts are None where they are left out.
type Slice struct{ Start, Stop, Step Object }

// SliceType is the type of slices.
var SliceType = &Type{Name: "slice", Final: true}

// Type returns [SliceType].
func (*Slice) Type() *Type { return SliceType }

// Indices returns the first position, the step and the number of positions that
// the slice picks out of n.
func (s *Slice) Indices(t *Thread, n int) (start, step, count int) {
	step = 1
	if s.Step != None {
		step = t.sliceIndex(s.Step)
		if step == 0 {
			panic(Errorf(ValueError, "slice step cannot be zero"))
		}
	}
	low, high := 0, n
	if step < 0 {
		low, high = -1, n-1
	}
	bound := func(o Object, missing int) int {
		if o == None {
			return missing
		}
		i := t.sliceIndex(o)
		if i < 0 {
			i += n
		}
		return min(max(i, low), high)
	}
	var stop int
	if step > 0 {
		start, stop = bound(s.Start, low), bound(s.Stop, high)
		if stop > start {
			count = (stop-start-1)/step + 1
		}
	} else {
		start, stop = bound(s.Start, high), bound(s.Stop, low)
		if stop < start {
			count = (start-stop-1)/-step + 1
		}
	}
	return start, step, count
}

// sliceIndex converts a part of a slice; numbers beyond any length are cut off.
func (t *Thread) sliceIndex(o Object) int {
	const far = 1 << 62
	switch v := t.index(o).(type) {
	case Int:
		return int(min(max(v, -far), far))
	case *BigInt:
		return far * v.value.Sign()
	}
	panic(Errorf(TypeError, "slice indices must be integers or None or have an __index__ method"))
}

// Repr implements [Representer].
func (s *Slice) Repr(t *Thread) string {
	return fmt.Sprintf("slice(%s, %s, %s)", t.Repr(s.Start), t.Repr(s.Stop), t.Repr(s.Step))
}

// A Range is range(Start, Stop, Step).
type Range struct{ Start, Stop, Step int64 }

// RangeType is the type of ranges.
var RangeType = &Type{Name: "range", Final: true}

// Type returns [RangeType].
func (*Range) Type() *Type { return RangeType }

// Count returns the number of elements.
func (r *Range) Count() int64 {
	switch {
	case r.Step > 0 && r.Start < r.Stop:
		return int64((uint64(r.Stop)-uint64(r.Start)-1)/uint64(r.Step)) + 1
	case r.Step < 0 && r.Start > r.Stop:
		return int64((uint64(r.Start)-uint64(r.Stop)-1)/-uint64(r.Step)) + 1
	}
	return 0
}

// Len implements [Sized].
func (r *Range) Len(*Thread) int { return int(r.Count()) }

// At returns element i.
func (r *Range) At(i int64) int64 { return r.Start + i*r.Step }

// Item implements [Indexable].
func (r *Range) Item(t *Thread, key Object) Object {
	if s, ok := key.(*Slice); ok {
		start, step, n := s.Indices(t, int(r.Count()))
		from := r.At(int64(start))
		return &Range{from, from + int64(n)*int64(step)*r.Step, int64(step) * r.Step}
	}
	i := t.index(key)
	if i == nil {
		panic(Errorf(TypeError, "range indices must be integers or slices, not %s", typeName(key)))
	}
	n := r.Count()
	k, ok := i.(Int)
	if k < 0 {
		k += Int(n)
	}
	if !ok || k < 0 || int64(k) >= n {
		panic(Errorf(IndexError, "range object index out of range"))
	}
	return Int(r.At(int64(k)))
}

// Iter implements [Iterable].
func (r *Range) Iter(*Thread) Iterator {
	return &rangeIterator{next: r.Start, step: r.Step, left: r.Count()}
}

// Contains implements [Container].
func (r *Range) Contains(t *Thread, x Object) bool {
	if f, ok := x.(Float); ok && float64(f) == float64(int64(f)) {
		x = Int(f)
	}
	if b, ok := x.(Bool); ok {
		x = boolInt(b)
	}
	v, ok := x.(Int)
	if !ok || r.Count() == 0 {
		return false
	}
	i := (int64(v) - r.Start) / r.Step
	return (int64(v)-r.Start)%r.Step == 0 && i >= 0 && i < r.Count()
}

// Repr implements [Representer].
func (r *Range) Repr(*Thread) string {
	if r.Step == 1 {
		return fmt.Sprintf("range(%d, %d)", r.Start, r.Stop)
	}
	return fmt.Sprintf("range(%d, %d, %d)", r.Start, r.Stop, r.Step)
}

type rangeIterator struct{ next, step, left int64 }

var rangeIteratorType = &Type{Name: "range_iterator", Final: true}

func (*rangeIterator) Type() *Type { return rangeIteratorType }

func (it *rangeIterator) Next(*Thread) (Object, bool) {
	if it.left == 0 {
		return nil, false
	}
	v := it.next
	it.next += it.step
	it.left--
	return Int(v), true
}

// Len is the number of values left.
func (it *rangeIterator) Len(*Thread) int { return int(it.left) }

func init() {
	SliceType.New = func(_ *Thread, _ *Type, args []Object, keywords []Keyword) Object {
		noKeywords("slice", keywords)
		switch len(args) {
		case 1:
			return &Slice{None, args[0], None}
		case 2:
			return &Slice{args[0], args[1], None}
		case 3:
			return &Slice{args[0], args[1], args[2]}
		case 0:
			panic(Errorf(TypeError, "slice expected at least 1 argument, got 0"))
		}
		panic(Errorf(TypeError, "slice expected at most 3 arguments, got %d", len(args)))
	}
	SliceType.Define(
		Property{Name: "start", Get: func(_ *Thread, o Object) Object { return o.(*Slice).Start }},
		Property{Name: "stop", Get: func(_ *Thread, o Object) Object { return o.(*Slice).Stop }},
		Property{Name: "step", Get: func(_ *Thread, o Object) Object { return o.(*Slice).Step }},
		Func{Sig: "indices(self, length, /)", Doc: "start, stop and step for a sequence of a length.", Impl: func(t *Thread, a []Object) Object {
			start, step, n := a[0].(*Slice).Indices(t, t.ToInt(a[1]))
			return NewTuple(Int(start), Int(start+n*step), Int(step))
		}},
	)
	RangeType.New = func(t *Thread, _ *Type, args []Object, keywords []Keyword) Object {
		noKeywords("range", keywords)
		var v [3]int64
		for i, a := range args[:min(len(args), 3)] {
			v[i] = t.rangeArgument(a)
		}
		switch len(args) {
		case 1:
			return &Range{0, v[0], 1}
		case 2:
			return &Range{v[0], v[1], 1}
		case 3:
			if v[2] == 0 {
				panic(Errorf(ValueError, "range() arg 3 must not be zero"))
			}
			return &Range{v[0], v[1], v[2]}
		case 0:
			panic(Errorf(TypeError, "range expected at least 1 argument, got 0"))
		}
		panic(Errorf(TypeError, "range expected at most 3 arguments, got %d", len(args)))
	}
	RangeType.Define(
		Property{Name: "start", Get: func(_ *Thread, o Object) Object { return Int(o.(*Range).Start) }},
		Property{Name: "stop", Get: func(_ *Thread, o Object) Object { return Int(o.(*Range).Stop) }},
		Property{Name: "step", Get: func(_ *Thread, o Object) Object { return Int(o.(*Range).Step) }},
		Func{Sig: "index(self, value, /)", Doc: "The position of value.", Impl: func(t *Thread, a []Object) Object {
			r := a[0].(*Range)
			if !r.Contains(t, a[1]) {
				panic(Errorf(ValueError, "%s is not in range", t.Repr(a[1])))
			}
			return Int((int64(t.ToInt(a[1])) - r.Start) / r.Step)
		}},
		Func{Sig: "count(self, value, /)", Doc: "1 if value is in the range, else 0.", Impl: func(t *Thread, a []Object) Object {
			return boolInt(Bool(a[0].(*Range).Contains(t, a[1])))
		}},
	)
}

func (t *Thread) rangeArgument(o Object) int64 {
	switch v := t.index(o).(type) {
	case Int:
		return int64(v)
	case nil:
		panic(Errorf(TypeError, "'%s' object cannot be interpreted as an integer", typeName(o)))
	}
	panic(Errorf(OverflowError, "Python int too large to convert to C ssize_t"))
}
