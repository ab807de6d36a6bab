package wasmjit

import (
	"slices"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// A loop whose body computes numbers from numbers keeps them in locals, which a
// machine has in its registers. Memory holds them only while the loop is left.
type registerLoop struct {
	*looper
	*printer
	carries []register
	windows []wasmasm.Local // where they are
	fuel    wasmasm.Local   // what is left of the budget
}

// A register is a carry.
type register struct {
	kernel.LoopCarry
	t         kernel.Type
	result    int // of the nest
	now, next wasmasm.Local
}

// numbers returns the nest that is the body of a loop, if it fits into
// registers; nil otherwise.
func (l *looper) numbers() *kernel.Nest {
	if len(l.loop.Body) != 1 || l.loop.Body[0].Nest == nil {
		return nil
	}
	n := l.loop.Body[0].Nest
	simple := func(a kernel.Access) bool { return a.Buffer < 0 || a.Offset == 0 && a.Terms == nil }
	switch {
	case len(n.Axes) > 0 || len(n.Links) > 0 || n.Ordered,
		slices.ContainsFunc(n.In, func(a kernel.Access) bool { return !simple(a) }),
		slices.ContainsFunc(n.Out, func(r kernel.Result) bool { return !simple(r.Access) || r.Combine != kernel.Move }),
		slices.ContainsFunc(l.loop.Carries, func(c kernel.LoopCarry) bool { return !c.IsCopied() || c.IsInPlace() }):
		return nil
	}
	return n
}

// inRegisters prints what comes before the turns.
func (l *looper) inRegisters(n *kernel.Nest) *registerLoop {
	r := &registerLoop{looper: l, printer: l.module.printerOf(n, l.director.f)}
	p := r.printer
	p.prepare()
	p.registers = map[int]wasmasm.Local{}
	keep := func(buffer int, l wasmasm.Local) {
		for i, a := range n.In {
			if a.Buffer == buffer {
				p.registers[i] = l
			}
		}
	}
	for _, w := range l.loop.Windows {
		at := l.addressOf(w.Buffer)
		r.windows = append(r.windows, at)
		for i := range p.pointers {
			if a, _ := p.access(i); a.Buffer == w.Buffer {
				p.pointers[i] = at
			}
		}
	}
	for _, c := range l.loop.Carries {
		k := register{LoopCarry: c, result: slices.IndexFunc(n.Out, func(o kernel.Result) bool { return o.Buffer == c.Next })}
		k.t = n.Out[k.result].Type
		k.now, k.next = p.f.Local(p.valType(k.t)), p.f.Local(p.valType(k.t))
		l.pushEntry(c.In)
		p.f.Memory(scalarLoads[k.t], 0, 0)
		p.f.Set(k.now)
		r.carries = append(r.carries, k)
		keep(c.In, k.now)
	}
	for i, a := range n.In { // what does not change
		window := slices.ContainsFunc(l.loop.Windows, func(w kernel.Window) bool { return w.Buffer == a.Buffer })
		if _, kept := p.registers[i]; !kept && !window && a.Buffer >= 0 {
			constant := p.f.Local(p.valType(p.inputType(i)))
			p.load(i, 0)
			p.f.Set(constant)
			keep(a.Buffer, constant)
		}
	}
	r.fuel = p.f.Local(wasmasm.I32)
	p.f.Get(l.state)
	p.f.Memory(wasmasm.I32Load, 2, 0)
	p.f.Set(r.fuel)
	leave := l.leave
	l.leave = func() {
		leave()
		for i, w := range l.loop.Windows {
			l.setEntry(w.Buffer, func() { p.f.Get(r.windows[i]) })
		}
		r.write(func(c register) int { return c.In })
	}
	return r
}

// write brings the carries, and what is left of the budget, to memory.
func (r *registerLoop) write(to func(register) int) {
	f := r.printer.f
	for _, c := range r.carries {
		r.pushEntry(to(c))
		f.Get(c.now)
		f.Memory(scalarStores[c.t], 0, 0)
	}
	f.Get(r.state)
	f.Get(r.fuel)
	f.Memory(wasmasm.I32Store, 2, 0)
}

// going pushes whether there is another turn.
func (r *registerLoop) going() { r.printer.f.Get(r.carries[0].now) }

// charge takes the work of a turn from the budget, and leaves the loop if that
// was spent before.
func (r *registerLoop) charge(work int) {
	f := r.printer.f
	f.Get(r.fuel)
	f.I32Const(0)
	f.Op(wasmasm.I32LtS)
	f.If()
	r.stop()
	f.End()
	f.Get(r.fuel)
	f.I32Const(int32(work))
	f.Op(wasmasm.I32Sub)
	f.Set(r.fuel)
}

// turn prints a turn and the change to the next one.
func (r *registerLoop) turn() {
	p, n := r.printer, r.printer.nest
	p.value.print(p)
	for i, o := range n.Out {
		push := func() { p.value.push(p, 0, n.Body.Outputs[o.Output]) }
		k := slices.IndexFunc(r.carries, func(c register) bool { return c.result == i })
		if k < 0 {
			p.store(i, 0, push)
			continue
		}
		push()
		p.f.Set(r.carries[k].next)
	}
	for _, c := range r.carries {
		p.f.Get(c.next)
		p.f.Set(c.now)
	}
	for i, w := range r.loop.Windows {
		p.move(r.windows[i], w.Step)
	}
}

// end prints what comes after the turns.
func (r *registerLoop) end() { r.write(func(c register) int { return c.Result }) }
