package wgsl

import (
	"fmt"
	"maps"
	"math/bits"

	"fluxion/engine/internal/device/kernel"
)

// turns is what a resident keeps of a loop.
type turns struct {
	// word is that of the room with the number of the turn, from 1, in which the
	// loop was left; 0 if it is not left before its end.
	word int
	name string // of the variable with the number of the turn at hand, from 0
	// slots are, by number of the carry, the places in the room of those that
	// change places: turns with even numbers read there, odd ones behind.
	slots map[int]int
}

// print prints the shader, twice: what it binds shows at the end.
func (r *resident) print() {
	lies := r.lies
	var known []*binding
	for range 2 {
		r.lies = maps.Clone(lies)
		r.shader = r.printer.newShader()
		r.called[r.room] = "room"
		r.spots = r.lies
		if known != nil {
			r.bindings = known
		}
		r.bind(r.room, true)
		r.nameBindings()
		r.main()
		known = r.bindings
	}
	r.lies = lies
}

func (r *resident) main() {
	r.shared.line("var<workgroup> told: u32;")
	if r.divided {
		r.ask(fmt.Sprintf("room[%d]", roomDone))
		r.line("if (workgroupUniformLoad(&told) != 0u) { return; }")
		r.line("var fuel = %d;", r.most)
	}
	r.list(r.steps)
	if r.divided {
		r.open("if (%s == 0u)", r.local())
		r.line("room[%d] = 1u;", roomDone)
		r.line("room[%d] = 0u;", roomLeft)
		r.close()
	}
}

// ask has the first invocation tell all of them a word.
func (r *resident) ask(word string) { r.line("if (%s == 0u) { told = %s; }", r.local(), word) }

func (r *resident) local() string { return r.builtin("local_invocation_index") }

// list prints steps, as wasmjit does: those that may be left before their end
// divide them into parts; the parts before the one that was left are passed over.
func (r *resident) list(steps []kernel.Step) {
	part := 0
	at := ""
	begin := func() {
		if at != "" {
			r.open("if (%s <= %du)", at, part)
		}
	}
	if r.divided && len(steps) > 1 {
		for i := range steps {
			for k, t := range r.loopsIn(&steps[i]) {
				if at == "" {
					at = fmt.Sprintf("part%d", len(r.loops))
					r.line("var %s = 0u;", at)
				}
				if k == 0 {
					part++
				}
				r.ask(fmt.Sprintf("room[%d]", t.word))
				r.line("if (workgroupUniformLoad(&told) != 0u) { %s = %du; }", at, part)
			}
		}
	}
	part = 0
	begin()
	for i := range steps {
		if s := &steps[i]; at != "" && len(r.loopsIn(s)) > 0 {
			r.close()
			part++
			begin()
		}
		r.step(&steps[i])
	}
	if at != "" {
		r.close()
	}
}

// loopsIn returns the loops that are entered from a list with a step, as far as
// they may be left before their end.
func (r *resident) loopsIn(s *kernel.Step) []*turns {
	switch {
	case s.Loop != nil:
		if t := r.turnsOf(s); t.word > 0 {
			return []*turns{t}
		}
	case s.Branch != nil:
		var all []*turns
		for _, c := range s.Branch.Cases {
			for i := range c {
				all = append(all, r.loopsIn(&c[i])...)
			}
		}
		return all
	}
	return nil
}

// turnsOf returns what is kept of a loop. Long ones may be left.
func (r *resident) turnsOf(s *kernel.Step) *turns {
	t := r.places[s]
	if t == nil {
		t = &turns{name: fmt.Sprintf("turn%d", len(r.places)), slots: map[int]int{}}
		for i, c := range s.Loop.Carries {
			if !c.IsCopied() {
				t.slots[i] = r.reserve(2 * r.plan.Buffers[c.In].Len)
			}
		}
		if r.divided && work([]kernel.Step{*s}, r.size, func(*kernel.Step) bool { return false }) > r.most/8 {
			t.word = r.reserve(1)
		}
		r.places[s] = t
	}
	return t
}

func (r *resident) step(s *kernel.Step) {
	for _, n := range nestsOf(s) {
		r.nest(n)
	}
	switch {
	case s.Loop != nil:
		r.loop(s)
	case s.Branch != nil:
		r.branch(s.Branch)
	}
}

// nest prints a nest, and a barrier behind it.
func (r *resident) nest(n *kernel.Nest) {
	p := r.printerOf(n)
	points := p.points()
	if points == 0 {
		return
	}
	p.bindAll()
	if width := p.width(points); width > 1 {
		r.line("{")
		r.indent++
		p.together(strategy{vector: -1, width: width, parts: 1}, [3]int{1, 1, 1})
	} else {
		i := name("i", kernel.U32, 1)
		if points <= r.size {
			i = name(r.local(), kernel.U32, 1)
			r.open("if (%s < %s)", i.text, natural(points))
		} else {
			r.loopFrom(i.text, name(r.local(), kernel.U32, 1), points)
		}
		switch {
		case p.isReduction():
			p.alone(strategy{vector: -1, width: 1, parts: 1}, i)
		case len(p.over) > 0:
			p.walk(p.at(i))
		default:
			p.run(p.at(i), func([]value) {})
		}
	}
	r.close()
	r.line("storageBarrier();")
}

// loopFrom opens the loop of an invocation over those indices that are its own.
func (r *resident) loopFrom(i string, first value, end int) {
	r.open("for (var %s = %s; %s < %s; %s += %s)", i, first.text, i, natural(end), i, natural(r.size))
}

// width returns how many invocations share a result, if there are few.
func (p *nestPrinter) width(points int) int {
	terms := p.count(p.over)
	if !p.isReduction() || terms <= fewTerms || points > p.shader.size/2 {
		return 1
	}
	for _, r := range p.nest.Out {
		if r.InOrder {
			return 1
		}
	}
	return min(p.shader.size>>bits.Len(uint(points-1)), 1<<(bits.Len(uint(terms))-1))
}

// branch prints a chain of decisions.
func (r *resident) branch(b *kernel.Branch) {
	last := len(b.Cases) - 1
	chosen := r.element(b.Selector, indexOf(0))
	r.ask(reinterpretedAs(chosen, kernel.U32).text)
	c := r.let(name("bitcast<i32>(workgroupUniformLoad(&told))", kernel.I32, 1))
	for i, steps := range b.Cases {
		switch {
		case i == last:
			r.line("{")
			r.indent++
		default:
			r.open("if (%s <= %d)", c.text, i)
		}
		r.list(steps)
		r.indent--
		if i == last {
			r.line("}")
		} else {
			r.line("} else")
		}
	}
}

// copy copies a buffer to another.
func (r *resident) copy(to, from int) {
	if b := r.plan.Buffers[to]; b.Len > 0 {
		r.nest(copying(b, to, from))
	}
}

// loop prints a loop.
func (r *resident) loop(s *kernel.Step) {
	l, t := s.Loop, r.turnsOf(s)
	r.line("{")
	r.indent++
	if t.word > 0 {
		r.ask(fmt.Sprintf("room[%d]", t.word))
		r.line("var %s = workgroupUniformLoad(&told);", t.name)
		r.open("if (%s > 0u)", t.name)
		r.line("%s -= 1u;", t.name)
		r.line("if (%s == 0u) { room[%d] = 0u; }", r.local(), t.word)
		r.indent--
		r.line("} else {")
		r.indent++
	} else {
		r.line("var %s = 0u;", t.name)
	}
	for i, c := range l.Carries {
		switch {
		case c.IsCopied():
			r.copy(c.Spare, c.Init)
			if l.Trips == 0 && !c.IsInPlace() {
				r.copy(c.Result, c.Init)
			}
		default:
			r.lies[c.In] = spot{buffer: r.room, base: indexOf(t.slots[i])}
			r.copy(c.In, c.Init)
		}
	}
	if t.word > 0 {
		r.close()
	}
	r.loops = append(r.loops, t)
	r.open("loop")
	if l.Trips > 0 {
		r.line("if (%s == %s) { break; }", t.name, natural(l.Trips))
	} else {
		r.ask(r.element(l.Going, indexOf(0)).text)
		r.line("if (workgroupUniformLoad(&told) == 0u) { break; }")
	}
	if t.word > 0 {
		r.leave()
	}
	r.place(l, t)
	r.list(l.Body)
	for _, c := range l.Carries {
		if c.IsCopied() && !c.IsInPlace() {
			r.copy(c.Spare, c.Result)
		}
	}
	r.line("%s += 1u;", t.name)
	if t.word > 0 {
		cost := work(l.Body, r.size, func(s *kernel.Step) bool { return r.turnsOf(s).word > 0 })
		r.line("fuel -= %d;", min(cost, r.most))
	}
	r.close()
	r.loops = r.loops[:len(r.loops)-1]
	r.placeCarry(l, t)
	for i, c := range l.Carries {
		if _, ok := t.slots[i]; ok {
			r.copy(c.Result, c.In)
		}
	}
	r.close()
}

// declare declares where a buffer lies in another one.
func (r *resident) declare(buffer, root int, base string) {
	r.values++
	v := r.letNamed(fmt.Sprintf("at%d", r.values), name(base, kernel.U32, 1))
	r.lies[buffer] = spot{buffer: root, base: v}
}

// placeCarry declares where a turn finds the carries that change places.
func (r *resident) placeCarry(l *kernel.Loop, t *turns) {
	for i, c := range l.Carries {
		if first, ok := t.slots[i]; ok {
			length := r.plan.Buffers[c.In].Len
			r.declare(c.In, r.room, fmt.Sprintf("%s + (%s & 1u) * %s", natural(first), t.name, natural(length)))
			r.declare(c.Next, r.room, fmt.Sprintf("%s - (%s & 1u) * %s", natural(first+length), t.name, natural(length)))
		}
	}
}

// place declares where a turn finds what moves.
func (r *resident) place(l *kernel.Loop, t *turns) {
	r.placeCarry(l, t)
	for _, w := range l.Windows {
		size := r.plan.Buffers[w.Buffer].DType.Size()
		sum := places{offset: w.First / size}
		sum.add(name(t.name, kernel.U32, 1), w.Step/size)
		r.declare(w.Buffer, w.Of, sum.value().text)
	}
}

// leave leaves the shader where the fuel is spent. It is taken at the end of turns,
// so that every launch takes one at least.
func (r *resident) leave() {
	r.open("if (fuel <= 0)")
	r.open("if (%s == 0u)", r.local())
	for _, t := range r.loops {
		if t.word > 0 {
			r.line("room[%d] = %s + 1u;", t.word, t.name)
		}
	}
	r.line("room[%d] = 1u;", roomLeft)
	r.close()
	r.line("return;")
	r.close()
}
