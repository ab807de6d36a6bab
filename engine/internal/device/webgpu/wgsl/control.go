package wgsl

import (
	"maps"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// Loops and branches whose steps are large are launches that repeat, or that look
// first whether they are to do anything. What tells them is a buffer of words, the
// state, which other launches change: a turn of a loop is always the same commands.

// words returns the number of words of the state for loops and branches in steps,
// and notes which are whose.
func (p *planPrinter) words(steps []kernel.Step, next int) int {
	for i := range steps {
		switch s := &steps[i]; {
		case s.Loop != nil:
			p.word[s] = next
			next = p.words(s.Loop.Body, next+2)
		case s.Branch != nil:
			p.word[s] = next
			next += len(s.Branch.Cases)
			for _, c := range s.Branch.Cases {
				next = p.words(c, next)
			}
		}
	}
	return next
}

// inside prints steps in a scope of their own.
func (p *planPrinter) inside(guard int, spots map[int]spot, steps []kernel.Step) ([]Command, error) {
	outside := p.scope
	p.scope = scope{guard: guard, spots: maps.Clone(outside.spots), inner: true}
	if p.scope.spots == nil {
		p.scope.spots = map[int]spot{}
	}
	maps.Copy(p.scope.spots, spots)
	commands, err := p.steps(steps)
	p.scope = outside
	return commands, err
}

// branch prints a branch: each case has a word that says whether it is the one.
func (p *planPrinter) branch(s *kernel.Step) ([]Command, error) {
	first, cases := p.word[s], s.Branch.Cases
	commands, err := p.decide(first, len(cases), s.Branch.Selector, kernel.I32, 0)
	for i, c := range cases {
		var inside []Command
		if err == nil {
			inside, err = p.inside(first+i, nil, c)
		}
		commands = append(commands, inside...)
	}
	return commands, err
}

// loop prints a loop. It has two words: whether there is another turn, and the
// number of the turn.
func (p *planPrinter) loop(s *kernel.Step) ([]Command, error) {
	if isSmall(s) {
		return p.small(s)
	}
	return p.launches(s)
}

// launches prints a loop as launches that repeat.
func (p *planPrinter) launches(s *kernel.Step) ([]Command, error) {
	if s.Loop.Trips > 0 {
		return p.counted(s)
	}
	return p.conditional(s)
}

// conditional prints a loop that a condition ends. The carry is copied between
// turns: which of two buffers has the last one would not be known.
func (p *planPrinter) conditional(s *kernel.Step) ([]Command, error) {
	l, flag := s.Loop, p.word[s]
	spots := map[int]spot{}
	var c commands
	for _, k := range l.Carries {
		c.add(p.copy(k.Spare, k.Init))
		if !k.IsInPlace() {
			c.add(p.copy(k.Result, k.Init))
			if !k.IsCopied() {
				spots[k.In], spots[k.Next] = spot{buffer: k.Spare}, spot{buffer: k.Result}
			}
		}
	}
	going := l.Carries[0].Spare
	c.add(p.decide(flag, 1, going, kernel.Mask, 1))
	var turn commands
	turn.add(p.inside(flag, spots, l.Body))
	for _, k := range l.Carries {
		if !k.IsInPlace() {
			turn.add(p.copy(k.Spare, k.Result))
		}
	}
	turn.add(p.decide(flag, 1, going, kernel.Mask, 1))
	c.add([]Command{{Repeat: &Repeat{Going: Window{p.state, flag, 1}, Body: turn.list}}}, turn.err)
	return c.list, c.err
}

// counted prints a loop with a known number of turns. The carry changes places:
// the last turn writes to the result.
func (p *planPrinter) counted(s *kernel.Step) ([]Command, error) {
	l, count := s.Loop, p.word[s]+1
	var c commands
	var places [2]map[int]spot // in even turns and in odd ones
	for i := range places {
		places[i] = map[int]spot{}
	}
	for _, k := range l.Carries {
		first := k.Spare
		if !k.IsCopied() {
			last := (l.Trips - 1) % 2
			places[last][k.In], places[last][k.Next] = spot{buffer: k.Spare}, spot{buffer: k.Result}
			places[1-last][k.In], places[1-last][k.Next] = spot{buffer: k.Result}, spot{buffer: k.Spare}
			first = places[0][k.In].buffer
		}
		c.add(p.copy(first, k.Init))
	}
	moves := false
	for _, w := range l.Windows {
		size := p.plan.Buffers[w.Buffer].DType.Size()
		at := spot{buffer: w.Of, base: turn(count, w.Step/size, w.First/size), turns: true, fours: w.Step/size%4 == 0 && w.First/size%4 == 0}
		places[0][w.Buffer], places[1][w.Buffer] = at, at
		moves = moves || w.Step != 0
	}
	if moves {
		c.add(p.count(p.state, count, false))
	}
	take := func(parity int) (t commands) {
		t.add(p.inside(p.scope.guard, places[parity], l.Body))
		for _, k := range l.Carries {
			if k.IsCopied() && !k.IsInPlace() {
				t.add(p.copy(k.Spare, k.Result))
			}
		}
		if moves {
			t.add(p.count(p.state, count, true))
		}
		return t
	}
	even, odd := take(0), commands{}
	if l.Trips > 1 {
		odd = take(1)
		both := append(even.list[:len(even.list):len(even.list)], odd.list...)
		c.add([]Command{{Repeat: &Repeat{Turns: l.Trips / 2, Body: both}}}, odd.err)
	}
	if l.Trips%2 == 1 {
		c.add(even.list, nil)
	}
	if c.err == nil {
		c.err = even.err
	}
	return c.list, c.err
}

// commands is a list that grows until there is an error.
type commands struct {
	list []Command
	err  error
}

func (c *commands) add(list []Command, err error) {
	c.list = append(c.list, list...)
	if c.err == nil {
		c.err = err
	}
}

// copy copies one buffer to another of the same size.
func (p *planPrinter) copy(to, from int) ([]Command, error) {
	b := p.plan.Buffers[to]
	if b.Len == 0 {
		return nil, nil
	}
	_, moves := p.scope.spots[from]
	_, moved := p.scope.spots[to]
	if p.scope.guard == 0 && !moves && !moved {
		return []Command{{Copy: &Copy{From: from, To: to, Len: b.Len}}}, nil
	}
	return p.nest(copying(b, to, from))
}

// copying returns the nest that copies a buffer like b to another.
func copying(b kernel.Buffer, to, from int) *kernel.Nest {
	return &kernel.Nest{
		Axes: []kernel.Axis{{Size: b.Len}},
		Body: kernel.Compile([]ir.DType{b.DType}, func(_ *kernel.Builder, in []kernel.Node) []kernel.Node { return in }),
		In:   []kernel.Access{{Buffer: from, Stride: []int{1}}},
		Out:  []kernel.Result{{Access: kernel.Access{Buffer: to, Stride: []int{1}}, Type: kernel.TypeOf(b.DType)}},
	}
}

// decide sets words of the state, of which each tells whether the first element
// of a buffer is as much as its number from the given one on. The last one also
// stands for all greater elements, the first one for all lesser, and none is set
// where the guard of the scope is not.
func (p *planPrinter) decide(word, count, by int, t kernel.Type, from float64) ([]Command, error) {
	n := &kernel.Nest{
		Axes: []kernel.Axis{{Size: count}},
		In:   []kernel.Access{{Buffer: kernel.Counting, Stride: []int{1}}, {Buffer: by, Stride: []int{0}}},
		Out:  []kernel.Result{{Access: kernel.Access{Buffer: p.state, Offset: word, Stride: []int{1}}, Type: kernel.U32}},
	}
	types := []ir.DType{ir.Int32, p.plan.Buffers[by].DType}
	if p.scope.guard > 0 {
		n.In = append(n.In, kernel.Access{Buffer: p.state, Offset: p.scope.guard, Stride: []int{0}})
		types = append(types, ir.Uint32)
	}
	n.Body = kernel.Compile(types, func(b *kernel.Builder, in []kernel.Node) []kernel.Node {
		chosen := b.Convert(in[1], kernel.I32)
		if t != kernel.Mask {
			chosen = b.Max(b.Min(chosen, b.Const(kernel.I32, float64(count-1))), b.Const(kernel.I32, 0))
		}
		yes := b.Eq(b.Sub(chosen, b.Const(kernel.I32, from)), in[0])
		if p.scope.guard > 0 {
			yes = b.And(yes, b.Ne(in[2], b.Const(kernel.U32, 0)))
		}
		return []kernel.Node{b.Convert(yes, kernel.U32)}
	})
	return p.unguarded(n)
}

// count sets a word of a buffer to 0, or adds 1 to it.
func (p *planPrinter) count(buffer, word int, on bool) ([]Command, error) {
	at := kernel.Access{Buffer: buffer, Offset: word}
	n := &kernel.Nest{Out: []kernel.Result{{Access: at, Type: kernel.U32}}}
	if on {
		n.In = []kernel.Access{at}
		n.Body = kernel.Compile([]ir.DType{ir.Uint32}, func(b *kernel.Builder, in []kernel.Node) []kernel.Node {
			return []kernel.Node{b.Add(in[0], b.Const(kernel.U32, 1))}
		})
	} else {
		n.Body = kernel.Compile(nil, func(b *kernel.Builder, _ []kernel.Node) []kernel.Node {
			return []kernel.Node{b.Const(kernel.U32, 0)}
		})
	}
	return p.unguarded(n)
}

// unguarded prints a nest that changes the state, whatever the guard is.
func (p *planPrinter) unguarded(n *kernel.Nest) ([]Command, error) {
	guard := p.scope.guard
	p.scope.guard = 0
	commands, err := p.nest(n)
	p.scope.guard = guard
	return commands, err
}
