package wgsl

import (
	"maps"
	"slices"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// Loops whose steps are small are not worth a launch for every step: one workgroup
// runs all of them, with barriers in between. Its invocations share each step, and
// what they keep for themselves lies in one buffer, the room.

const (
	// mostPoints is up to how many indices, reduced ones too, a nest is small.
	mostPoints = 1 << 13
	// mostSteps is up to how many of them may have to be taken in order.
	mostSteps = 1 << 9
	// usualWork is what a launch computes, in instructions of one invocation, before
	// it leaves a loop in the middle, for the next launch to go on there: GPUs end
	// what takes seconds, and nobody can interrupt a launch.
	usualWork = 1 << 18
	// manyWork stands for as much, or for work of which nobody knows how much it is.
	manyWork = 1 << 40
)

// The first words of a room.
const (
	roomDone   = iota // is not 0 once all is computed
	roomLeft          // is not 0 if a loop was left in the middle
	roomHeader        // how many there are
)

// isSmall reports whether a step consists of small nests only.
func isSmall(s *kernel.Step) bool {
	small := func(list []kernel.Step) bool {
		return !slices.ContainsFunc(list, func(s kernel.Step) bool { return !isSmall(&s) })
	}
	switch {
	case s.Nest != nil, s.Rows != nil:
		return !slices.ContainsFunc(nestsOf(s), func(n *kernel.Nest) bool { return !isSmallNest(n) })
	case s.Loop != nil:
		return small(s.Loop.Body)
	case s.Branch != nil:
		return !slices.ContainsFunc(s.Branch.Cases, func(c []kernel.Step) bool { return !small(c) })
	}
	return false
}

func isSmallNest(n *kernel.Nest) bool {
	points, steps := 1, 1
	for k, free := range independent(n) {
		points *= n.Axes[k].Size
		if !free && !n.Axes[k].Reduced {
			steps *= n.Axes[k].Size
		}
	}
	return points <= mostPoints && steps <= mostSteps && supported(n) == nil
}

// nestsOf returns the nests that a step consists of.
func nestsOf(s *kernel.Step) []*kernel.Nest {
	switch {
	case s.Nest != nil:
		return []*kernel.Nest{s.Nest}
	case s.Rows != nil:
		return s.Rows.Nests
	}
	return nil
}

// work estimates the work of small steps by workgroups of a size, without that of
// the loops that are to be left aside.
func work(list []kernel.Step, size int, aside func(s *kernel.Step) bool) int {
	total := 0
	for i := range list {
		switch s := &list[i]; {
		case s.Loop != nil && aside(s):
		case s.Loop == nil && s.Branch == nil:
			for _, n := range nestsOf(s) {
				points := 1
				for _, a := range n.Axes {
					points *= a.Size
				}
				rounds := (points + size - 1) / size
				total += 32 + rounds*(len(n.Body.Instrs)+8*(len(n.In)+len(n.Out)))
			}
		case s.Loop != nil && s.Loop.Trips == 0:
			total = manyWork
		case s.Loop != nil:
			total += min(work(s.Loop.Body, size, aside), manyWork/s.Loop.Trips+1) * s.Loop.Trips
		case s.Branch != nil:
			most := 0
			for _, c := range s.Branch.Cases {
				most = max(most, work(c, size, aside))
			}
			total += most
		}
		total = min(total, manyWork)
	}
	return total
}

// small prints a small loop as one shader.
func (p *planPrinter) small(s *kernel.Step) ([]Command, error) {
	steps := []kernel.Step{*s}
	room := p.newBuffer(ir.Uint32, 0, true)
	r := &resident{printer: p, steps: steps, room: room, words: roomHeader, lies: map[int]spot{}, places: map[*kernel.Step]*turns{}}
	maps.Copy(r.lies, p.scope.spots)
	total := work(steps, min(256, p.adapter.Group), func(*kernel.Step) bool { return false })
	if r.most = p.adapter.Work; r.most == 0 {
		r.most = usualWork
	}
	r.divided = total > r.most
	for _, b := range p.ownOf(s) {
		r.move(b)
	}
	var before, after commands
	if p.scope.inner {
		before.add(p.count(room, roomDone, false))
	}
	r.print()
	for len(r.bindings) > p.adapter.Bindings { // the smallest move in as guests
		b, ok := r.guest()
		if !ok {
			return p.launches(s)
		}
		base := r.words
		r.move(b.buffer)
		length := p.plan.Buffers[b.buffer].Len
		before.add([]Command{{Copy: &Copy{From: b.buffer, To: room, ToFirst: base, Len: length}}}, nil)
		if b.write {
			after.add([]Command{{Copy: &Copy{From: room, FromFirst: base, To: b.buffer, Len: length}}}, nil)
		}
		r.print()
	}
	p.plan.Buffers[room].Len, p.program.Buffers[room].Len = r.words, r.words
	shader, windows := r.finish("loop", "a loop by one workgroup")
	launch := []Command{p.launch(shader, windows, [3]int{1, 1, 1})}
	switch {
	case total >= manyWork:
		launch = []Command{{Repeat: &Repeat{Going: Window{room, roomLeft, 1}, Body: launch}}}
	case r.divided:
		launch = []Command{{Repeat: &Repeat{Turns: total/r.most + 1, Body: launch}}}
	}
	return slices.Concat(before.list, launch, after.list), before.err
}

// ownOf returns the buffers that only a step has to do with, and which are small.
func (p *planPrinter) ownOf(s *kernel.Step) []int {
	inside, all := map[int]int{}, map[int]int{}
	s.Buffers(func(b int) { inside[b]++ })
	for i := range p.plan.Steps {
		p.plan.Steps[i].Buffers(func(b int) { all[b]++ })
	}
	var own []int
	for b, n := range inside {
		if k := p.plan.Buffers[b]; k.Kind == kernel.Temporary && n == all[b] && k.Len <= mostPoints {
			own = append(own, b)
		}
	}
	slices.Sort(own)
	return own
}

// A resident prints steps as a shader of one workgroup.
type resident struct {
	*shader
	printer *planPrinter
	steps   []kernel.Step
	room    int
	words   int          // of the room in use
	lies    map[int]spot // where buffers lie
	most    int          // work of a launch
	divided bool         // there may be several launches
	loops   []*turns     // around what is printed
	places  map[*kernel.Step]*turns
}

// move gives a buffer a place in the room.
func (r *resident) move(buffer int) {
	r.lies[buffer] = spot{buffer: r.room, base: indexOf(r.reserve(r.printer.plan.Buffers[buffer].Len))}
}

// reserve reserves words of the room.
func (r *resident) reserve(words int) (first int) {
	first = r.words
	r.words += words
	return first
}

// guest returns the smallest buffer that may move into the room for the time of
// the launch; false if there is none.
func (r *resident) guest() (*binding, bool) {
	var least *binding
	for _, b := range r.bindings {
		_, special := r.called[b.buffer]
		special = special || b.typ == kernel.F16 // of which a word would hold two
		if size := r.plan.Buffers[b.buffer].Len; !special && (least == nil || size < r.plan.Buffers[least.buffer].Len) {
			least = b
		}
	}
	return least, least != nil && r.printer.scope.guard == 0
}
