package transform

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// A batchTracer is one example of a batch that lies along an axis of val.
type batchTracer struct {
	trace *batchTrace
	val   Value
	axis  int
	where any // the place in the source that it is from, if known
}

func (t *batchTracer) Aval() ir.Aval {
	a := t.val.Aval()
	shape := make([]int, 0, len(a.Shape)-1)
	shape = append(shape, a.Shape[:t.axis]...)
	a.Shape = append(shape, a.Shape[t.axis+1:]...)
	return a
}

func (t *batchTracer) Trace() core.Trace { return t.trace }

// A batchTrace applies every operation to the whole batch at once.
type batchTrace struct {
	core.Scope
	size  int
	where func() any
}

func (tr *batchTrace) Process(p *core.Primitive, params ir.Params, in []Value) []Value {
	if p.Vmap == nil {
		panic(&ir.Error{Op: p.Op, Reason: "this operation has no batching rule", Kind: ir.NotImplementedError})
	}
	values, axes := make([]Value, len(in)), make([]int, len(in))
	for i, v := range in {
		values[i], axes[i] = tr.split(v)
	}
	out, outAxes := p.Vmap(params, tr.size, values, axes)
	wrapped := make([]Value, len(out))
	for i := range out {
		wrapped[i] = tr.wrap(out[i], outAxes[i])
	}
	return wrapped
}

func (tr *batchTrace) split(v Value) (Value, int) {
	if b, ok := v.(*batchTracer); ok && b.trace == tr {
		return b.val, b.axis
	}
	return v, -1
}

func (tr *batchTrace) wrap(v Value, axis int) Value {
	if axis < 0 {
		return v
	}
	t := &batchTracer{trace: tr, val: v, axis: axis}
	if tr.where != nil {
		t.where = tr.where()
	}
	return t
}

// Vmap applies f to every example of a batch of the given size: operand i has
// its examples along axes[i], or is shared by all where that is negative. Each
// result has its examples along the axis that it comes with; −1 if it does not
// depend on the example.
func Vmap(name string, f Func, x []Value, axes []int, size int) (y []Value, outAxes []int) {
	return VmapLocated(name, f, x, axes, size, nil)
}

// VmapLocated is Vmap where where says for each value which place in the source
// it is from.
func VmapLocated(name string, f Func, x []Value, axes []int, size int, where func() any) (y []Value, outAxes []int) {
	tr := &batchTrace{Scope: core.NewScope(name), size: size, where: where}
	defer tr.Close()
	in := make([]Value, len(x))
	for i := range x {
		in[i] = tr.wrap(x[i], axes[i])
	}
	y = f(in)
	outAxes = make([]int, len(y))
	for i, v := range y {
		y[i], outAxes[i] = tr.split(v)
	}
	return y, outAxes
}

// AtAxis moves a batch from one axis to another; a value without batch (−1) is
// repeated.
func AtAxis(v Value, from, to, size int) Value {
	if from >= 0 {
		return prim.MoveAxis(v, from, to)
	}
	shape := append([]int{size}, v.Aval().Shape...)
	return prim.MoveAxis(prim.Broadcast(v, shape), 0, to)
}
