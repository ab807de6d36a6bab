package kernel

import "fluxion/engine/internal/ir"

// A Sorter is a step that reorders the rows of some arrays, in place: all of
// them alike, so that the first Keys ascend lexicographically, stably; -0
// equals 0, and NaN is last.
type Sorter struct {
	Rows, Length int
	Arrays       []Sorted
	Keys         int
	Origin       int32 // the number of the equation, as in Instr
}

// Sorted is one of the arrays of a Sorter.
type Sorted struct {
	Type   Type
	Buffer int
	Spare  int // a buffer for one row
}

// sort makes the axis the last one of arrays of its own and sorts their rows.
func (f *fuser) sort(e *ir.Eqn, form Sort) {
	shape := e.In[0].Aval().Shape
	rank := len(shape)
	last := View{Start: make([]int, rank), Step: make([]int, rank)} // axis form.Axis comes last
	for k := range rank {
		last.Step[k] = 1
		if k != form.Axis {
			last.From = append(last.From, k)
		}
	}
	last.From = append(last.From, form.Axis)
	turned := make([]int, rank)
	back := View{Start: last.Start, From: make([]int, rank), Step: last.Step}
	for k, from := range last.From {
		turned[k], back.From[from] = shape[from], k
	}
	length := shape[form.Axis]
	s := &Sorter{Rows: ir.Size(shape) / max(length, 1), Length: length, Keys: form.Keys, Origin: f.origin}
	for i, a := range e.In {
		d := a.Aval().DType
		array := Sorted{Type: TypeOf(d)}
		if v, ok := a.(*ir.Var); ok && form.Axis != rank-1 {
			access := f.settle(v).view(last)
			array.Buffer = f.compute(&group{shape: turned}, []argument{{atom: a, settled: true, access: access}}, ir.Aval{DType: d, Shape: turned}, nil).Buffer
		} else {
			array.Buffer = f.owned(a)
		}
		s.Arrays = append(s.Arrays, array)
		f.where[e.Out[i]] = &place{access: whole(array.Buffer, turned).view(back)}
	}
	if s.Rows > 0 && length > 1 {
		for i, a := range e.In {
			s.Arrays[i].Spare = f.newBuffer(ir.Aval{DType: a.Aval().DType, Shape: []int{length}}, Temporary)
		}
		f.plan.Steps = append(f.plan.Steps, Step{Sort: s})
	}
}
