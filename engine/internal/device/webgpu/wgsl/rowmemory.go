package wgsl

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/device/kernel"
)

// mostOwn is how many elements the arrays have at most that an invocation has for
// itself.
const mostOwn = 256

// A rowArray is memory of the shader for what is local to rows. Buffers that are
// needed one after the other may share it.
type rowArray struct {
	*binding
	pitch int // elements of a row
	until int // the last nest that needs it
}

// allot gives local buffers memory in the shader: variables where a row has one
// element, and arrays as far as there is room. The others stay where they are.
func (s *rowShader) allot() {
	s.locals = map[int]*binding{}
	room := (s.adapter.Shared-s.sumBytes())/4 - s.rowSumWords()
	if s.width == 1 {
		room = mostOwn
	}
	lives := s.lives()
	slices.SortStableFunc(s.rows.Local, func(a, b int) int { return lives[a][0] - lives[b][0] })
	for _, b := range s.rows.Local {
		typ, pitch, live := s.typeOf(b), s.pitch(b), lives[b]
		i := slices.IndexFunc(s.arrays, func(a *rowArray) bool { return a.typ == typ && a.pitch == pitch && a.until < live[0] })
		switch {
		case pitch == 1:
			i = len(s.arrays)
			s.arrays = append(s.arrays, &rowArray{binding: &binding{name: fmt.Sprintf("value%d", i), typ: typ, lanes: 1, place: variable}})
		case i < 0 && room < s.elements(pitch):
			continue
		case i < 0:
			room -= s.elements(pitch)
			i = len(s.arrays)
			s.arrays = append(s.arrays, &rowArray{binding: &binding{name: fmt.Sprintf("row%d", i), typ: typ, lanes: 4, place: array}, pitch: pitch})
		}
		s.arrays[i].until = live[1]
		s.locals[b] = s.arrays[i].binding
	}
}

// lives returns for the buffers of the rows the first and the last nest that has
// to do with each.
func (s *rowShader) lives() map[int][2]int {
	lives := map[int][2]int{}
	for i, n := range s.rows.Nests {
		s.printerOf(n).each(func(a kernel.Access) {
			l, ok := lives[a.Buffer]
			if !ok {
				l[0] = i
			}
			lives[a.Buffer] = [2]int{l[0], i}
		})
	}
	return lives
}

// sumBytes returns how much of the workgroup's memory sums need.
func (s *rowShader) sumBytes() int {
	most := map[kernel.Type]int{}
	for _, n := range s.rows.Nests {
		sums := map[kernel.Type]int{}
		for _, r := range n.Out {
			if r.Combine != kernel.Move {
				sums[r.Type]++
				most[r.Type] = max(most[r.Type], sums[r.Type])
			}
		}
	}
	bytes := 0
	for _, n := range most {
		bytes += 4 * n * s.size / s.near(s.width)
	}
	return bytes
}

// pitch returns the elements from one row of a local buffer to the next in the
// shader: whole vectors, unless it is one element.
func (s *rowShader) pitch(buffer int) int {
	pitch := 0
	for _, n := range s.rows.Nests {
		s.printerOf(s.rowsFirst(n)).each(func(a kernel.Access) {
			if a.Buffer == buffer {
				pitch = a.Stride[len(s.rows.Outer)-1]
			}
		})
	}
	if pitch > 1 {
		pitch = (pitch + 3) / 4 * 4
	}
	return pitch
}

// elements returns how long an array is with rows of the given pitch.
func (s *rowShader) elements(pitch int) int {
	if s.width > 1 {
		return s.per * pitch
	}
	return pitch
}

// declare declares the memory for what is local.
func (s *rowShader) declare() {
	for _, a := range s.arrays {
		typ := typeName(a.typ, a.lanes)
		if a.place == array {
			typ = fmt.Sprintf("array<%s, %d>", typ, s.elements(a.pitch)/a.lanes)
		}
		if a.place == array && s.width > 1 {
			s.shared.line("var<workgroup> %s: %s;", a.name, typ)
		} else {
			s.line("var %s: %s;", a.name, typ)
		}
	}
}

// placed returns a nest with another axis in front, along which the rows of the
// workgroup lie in its memory. What is local does not depend on other rows.
func (s *rowShader) placed(n *kernel.Nest) *kernel.Nest {
	outer := len(s.rows.Outer)
	var front func(a kernel.Access) kernel.Access
	front = func(a kernel.Access) kernel.Access {
		terms := a.Terms
		a = fronted(a, 0)
		for i, t := range terms {
			if t.Index.Stride != nil {
				a.Terms[i].Index = front(t.Index)
			}
		}
		if s.locals[a.Buffer] == nil {
			return a
		}
		clear(a.Stride[1 : 1+outer])
		if pitch := s.pitch(a.Buffer); s.width > 1 && pitch > 1 {
			a.Stride[0] = pitch
		}
		return a
	}
	placed := &kernel.Nest{Axes: slices.Insert(slices.Clone(n.Axes), 0, kernel.Axis{Size: s.per}), Vector: -1, Body: n.Body}
	for _, a := range n.In {
		placed.In = append(placed.In, front(a))
	}
	for _, r := range n.Out {
		r.Access = front(r.Access)
		placed.Out = append(placed.Out, r)
	}
	return placed
}
