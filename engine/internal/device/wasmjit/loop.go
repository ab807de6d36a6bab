package wasmjit

import (
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// A looper prints one loop as a function.
type looper struct {
	*director
	loop *kernel.Loop
	left wasmasm.Local // turns, or 1 where a condition tells
}

// mostWork keeps what is subtracted from the budget within 32 bits.
const mostWork = 1 << 29

func (m *module) loop(plan *kernel.Plan, place string, loop *kernel.Loop) *wasmasm.Func {
	l := &looper{loop: loop}
	l.director = m.director(plan, true, func() {
		l.f.Get(l.state)
		l.f.Get(l.left)
		l.f.Memory(wasmasm.I32Store, 2, uint32(4*loop.Word))
	})
	l.f.Named("loop" + place)
	l.left = l.f.Local(wasmasm.I32)
	l.f.NameLocal(l.left, "turns")
	if loop.Trips > 0 {
		l.f.Comment(plural(loop.Trips, "turn"))
	} else {
		l.f.Comment("turns as long as a condition holds")
	}
	l.f.Get(l.state)
	l.f.Memory(wasmasm.I32Load, 2, uint32(4*loop.Word))
	l.f.Tee(l.left)
	l.f.If()
	l.f.Get(l.state)
	l.f.I32Const(0)
	l.f.Memory(wasmasm.I32Store, 2, uint32(4*loop.Word))
	l.f.Else()
	l.start()
	l.f.End()
	var t turns
	if n := l.numbers(); n != nil {
		t = l.inRegisters(n)
	} else {
		t = &memoryLoop{l, place, l.turning()}
	}
	l.f.Block()
	l.f.Loop()
	if loop.Trips == 0 {
		t.going()
		l.f.Op(wasmasm.I32Eqz)
		l.f.BrIf(1)
	}
	t.charge(min(kernel.Work(loop.Body), mostWork))
	t.turn()
	if loop.Trips == 0 {
		l.f.Br(0)
	} else {
		l.f.Get(l.left)
		l.f.I32Const(1)
		l.f.Op(wasmasm.I32Sub)
		l.f.Tee(l.left)
		l.f.BrIf(0)
	}
	l.f.End()
	l.f.End()
	t.end()
	l.f.I32Const(0)
	return l.f
}

// turns prints the turns of a loop.
type turns interface {
	going()          // pushes whether there is another turn
	charge(work int) // counts the work of a turn, and leaves the loop where that is too much
	turn()
	end() // after the last turn
}

// A memoryLoop has its carries in memory.
type memoryLoop struct {
	*looper
	place string
	next  func()
}

func (l *memoryLoop) going() {
	l.pushEntry(l.loop.Going)
	l.f.Memory(wasmasm.I32Load8U, 0, 0)
}

func (l *memoryLoop) turn() {
	l.steps(l.place+".", 0, l.loop.Body)
	l.next()
}

func (l *memoryLoop) end() { l.finish() }

// charge takes the work of a turn from the budget, and leaves the loop if that
// was spent before.
func (l *memoryLoop) charge(work int) {
	fuel := l.f.Local(wasmasm.I32)
	l.f.Get(l.state)
	l.f.Memory(wasmasm.I32Load, 2, 0)
	l.f.Tee(fuel)
	l.f.I32Const(0)
	l.f.Op(wasmasm.I32LtS)
	l.f.If()
	l.stop()
	l.f.End()
	l.f.Get(l.state)
	l.f.Get(fuel)
	l.f.I32Const(int32(work))
	l.f.Op(wasmasm.I32Sub)
	l.f.Memory(wasmasm.I32Store, 2, 0)
}

// start prints what comes before the first turn.
func (l *looper) start() {
	turns := max(l.loop.Trips, 1)
	l.f.I32Const(int32(turns))
	l.f.Set(l.left)
	for _, c := range l.loop.Carries {
		if c.IsCopied() {
			l.move(c.Spare, c.Init)
			if l.loop.Trips == 0 && !c.IsInPlace() { // there may be no turn
				l.move(c.Result, c.Init)
			}
			continue
		}
		// The last turn writes to Result, if their number is known.
		next := c.Result
		if l.loop.Trips > 0 && l.loop.Trips%2 == 0 {
			next = c.Spare
		}
		l.setEntry(c.In, func() { l.pushEntry(c.Init) })
		l.setEntry(c.Next, func() { l.pushEntry(next) })
	}
	for _, w := range l.loop.Windows {
		l.setEntry(w.Buffer, func() {
			l.pushEntry(w.Of)
			l.f.I32Const(int32(w.First))
			l.f.Op(wasmasm.I32Add)
		})
	}
}

// turning returns what prints the change from one turn to the next. What it
// needs does not change meanwhile and is kept in locals.
func (l *looper) turning() (next func()) {
	var moves []func()
	for _, c := range l.loop.Carries {
		switch {
		case c.IsInPlace():
		case c.IsCopied():
			from, to := l.addressOf(c.Result), l.addressOf(c.Spare)
			moves = append(moves, func() { l.copy(to, from, l.plan.Buffers[c.Spare].Bytes()) })
		default:
			sum := l.f.Local(wasmasm.I32)
			l.pushEntry(c.Result)
			l.pushEntry(c.Spare)
			l.f.Op(wasmasm.I32Add)
			l.f.Set(sum)
			moves = append(moves, func() {
				l.setEntry(c.In, func() { l.pushEntry(c.Next) })
				l.setEntry(c.Next, func() {
					l.f.Get(sum)
					l.pushEntry(c.Next)
					l.f.Op(wasmasm.I32Sub)
				})
			})
		}
	}
	return func() {
		for _, move := range moves {
			move()
		}
		for _, w := range l.loop.Windows {
			if w.Step != 0 {
				l.setEntry(w.Buffer, func() {
					l.pushEntry(w.Buffer)
					l.f.I32Const(int32(w.Step))
					l.f.Op(wasmasm.I32Add)
				})
			}
		}
	}
}

// finish brings the carry of a loop whose number of turns was not known to
// where it is looked for.
func (l *looper) finish() {
	for _, c := range l.loop.Carries {
		if l.loop.Trips > 0 || c.IsCopied() {
			continue
		}
		l.pushEntry(c.In)
		l.pushEntry(c.Result)
		l.f.Op(wasmasm.I32Ne)
		l.f.If()
		l.move(c.Result, c.In)
		l.f.End()
	}
}

// move copies one buffer to another of the same size.
func (l *looper) move(to, from int) {
	l.copy(l.addressOf(to), l.addressOf(from), l.plan.Buffers[to].Bytes())
}

// copy copies bytes; for a few of them, to call the machine's own copying takes
// longer than the copy.
func (l *looper) copy(to, from wasmasm.Local, n int) {
	if n > kernel.CopiedBytes {
		l.f.Get(to)
		l.f.Get(from)
		l.f.I32Const(int32(n))
		l.f.MemoryCopy()
		return
	}
	for at := 0; at < n; {
		size, load, store := 1, wasmasm.I32Load8U, wasmasm.I32Store8
		switch {
		case n-at >= 8:
			size, load, store = 8, wasmasm.I64Load, wasmasm.I64Store
		case n-at >= 4:
			size, load, store = 4, wasmasm.I32Load, wasmasm.I32Store
		}
		l.f.Get(to)
		l.f.Get(from)
		l.f.Memory(load, 0, uint32(at))
		l.f.Memory(store, 0, uint32(at))
		at += size
	}
}
