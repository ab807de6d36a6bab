package wasmjit

import (
	"strconv"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// A function of steps with loops returns 1 where it was left before its end
// because it has worked for long enough, so that the Go program can look after
// other things; called again, it goes on. All that lies in between is in memory:
// the words of the plan's State, and the table.

// budget is the work of one call, in the unit of kernel.Work: one to a few
// milliseconds.
const budget = 1 << 22

// A director prints steps of all kinds as parts of one function.
type director struct {
	module *module
	plan   *kernel.Plan
	f      *wasmasm.Func
	state  wasmasm.Local // the address of the plan's State
	leave  func()        // prints what is to be kept where the function is left
}

// segment prints steps, the first of which has a number in the plan, as a function
// that can be exported.
func (m *module) segment(plan *kernel.Plan, first int, steps []kernel.Step) *wasmasm.Func {
	resumable := false
	for i := range steps {
		resumable = resumable || steps[i].Resumable()
	}
	d := m.director(plan, resumable, func() {})
	if resumable {
		d.f.Get(d.state)
		d.f.I32Const(budget)
		d.f.Memory(wasmasm.I32Store, 2, 0)
	}
	d.steps("", first, steps)
	if resumable {
		d.f.I32Const(0)
	}
	return d.f
}

func (m *module) director(plan *kernel.Plan, resumable bool, leave func()) *director {
	d := &director{module: m, plan: plan, leave: leave}
	if !resumable {
		d.f = m.Func([]wasmasm.ValType{wasmasm.I32}, nil)
		d.f.NameLocal(table, "buffers")
		return d
	}
	d.f = m.Func([]wasmasm.ValType{wasmasm.I32}, []wasmasm.ValType{wasmasm.I32})
	d.f.NameLocal(table, "buffers")
	d.state = d.addressOf(plan.State)
	return d
}

// steps prints steps. Those that may be left before their end divide them into
// parts; the parts before the one that was left are passed over.
func (d *director) steps(place string, first int, steps []kernel.Step) {
	resumable := 0
	for i := range steps {
		if steps[i].Resumable() {
			resumable++
		}
	}
	if resumable == 0 {
		for i := range steps {
			d.step(place+strconv.Itoa(first+i), &steps[i])
		}
		return
	}
	at := d.f.Local(wasmasm.I32)
	d.f.I32Const(0)
	d.f.Set(at)
	part := 0
	for i := range steps {
		for k, word := range steps[i].Words() {
			if k == 0 {
				part++
			}
			d.f.Get(d.state)
			d.f.Memory(wasmasm.I32Load, 2, uint32(4*word))
			d.f.If()
			d.f.I32Const(int32(part))
			d.f.Set(at)
			d.f.End()
		}
	}
	part = 0
	begin := func() {
		d.f.Get(at)
		d.f.I32Const(int32(part))
		d.f.Op(wasmasm.I32LeS)
		d.f.If()
	}
	begin()
	for i := range steps {
		if steps[i].Resumable() {
			d.f.End()
			part++
			begin()
		}
		d.step(place+strconv.Itoa(first+i), &steps[i])
	}
	d.f.End()
}

// step prints a step whose place in the plan names its function.
func (d *director) step(place string, s *kernel.Step) {
	switch {
	case s.Loop != nil:
		d.f.Get(table)
		d.f.Call(d.module.loop(d.plan, place, s.Loop))
		d.f.If()
		d.stop()
		d.f.End()
	case s.Branch != nil:
		d.branch(place, s.Branch)
	default:
		d.module.run(d.f, s, d.module.step(s, place))
	}
}

// stop leaves the function before its end.
func (d *director) stop() {
	d.leave()
	d.f.I32Const(1)
	d.f.Op(wasmasm.Return)
}

// branch prints a chain of decisions.
func (d *director) branch(place string, b *kernel.Branch) {
	chosen := d.f.Local(wasmasm.I32)
	d.pushEntry(b.Selector)
	d.f.Memory(wasmasm.I32Load, 2, 0)
	d.f.Set(chosen)
	last := len(b.Cases) - 1
	for i := range last {
		d.f.Get(chosen)
		d.f.I32Const(int32(i))
		d.f.Op(wasmasm.I32LeS)
		d.f.If()
		d.steps(place+"."+strconv.Itoa(i)+".", 0, b.Cases[i])
		d.f.Else()
	}
	d.steps(place+"."+strconv.Itoa(last)+".", 0, b.Cases[last])
	for range last {
		d.f.End()
	}
}

// pushEntry pushes the address of a buffer.
func (d *director) pushEntry(buffer int) {
	d.f.Get(table)
	d.f.Memory(wasmasm.I32Load, 2, uint32(4*buffer))
}

// setEntry changes the address of a buffer to what push pushes.
func (d *director) setEntry(buffer int, push func()) {
	d.f.Get(table)
	push()
	d.f.Memory(wasmasm.I32Store, 2, uint32(4*buffer))
}

// addressOf sets a local to the address of a buffer.
func (d *director) addressOf(buffer int) wasmasm.Local {
	l := d.f.Local(wasmasm.I32)
	d.pushEntry(buffer)
	d.f.Set(l)
	return l
}
