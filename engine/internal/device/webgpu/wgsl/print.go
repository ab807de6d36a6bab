package wgsl

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// A planPrinter prints the steps of a plan, one after the other.
type planPrinter struct {
	plan    *kernel.Plan
	adapter Adapter
	program *Program
	scope   scope
	// state is the buffer of words that loops and branches keep, -1 if there are
	// none, and word the first one of each.
	state int
	word  map[*kernel.Step]int
}

// Print prints a plan for an adapter.
func Print(plan *kernel.Plan, a Adapter) (*Program, error) {
	p := &planPrinter{plan: plan, adapter: a, program: &Program{Plan: plan}, state: -1}
	for _, b := range plan.Buffers {
		if b.Len > 0 && !a.Holds(b.DType) {
			return nil, fmt.Errorf("webgpu: no buffer of a GPU holds elements of type %v", b.DType)
		}
		p.program.Buffers = append(p.program.Buffers, Buffer{DType: b.DType, Len: b.Len})
	}
	p.word = map[*kernel.Step]int{}
	if words := p.words(plan.Steps, 1); words > 1 {
		p.state = p.newBuffer(ir.Uint32, words, true)
	}
	commands, err := p.steps(plan.Steps)
	p.program.Commands = commands
	return p.program, err
}

// steps prints a list of steps.
func (p *planPrinter) steps(list []kernel.Step) ([]Command, error) {
	var commands []Command
	for i := range list {
		c, err := p.step(&list[i])
		if err != nil {
			return nil, err
		}
		commands = append(commands, c...)
	}
	return commands, nil
}

func (p *planPrinter) step(s *kernel.Step) ([]Command, error) {
	switch {
	case s.Nest != nil:
		return p.nest(s.Nest)
	case s.Rows != nil:
		return p.rows(s.Rows)
	case s.Sort != nil:
		return p.sort(s.Sort)
	case s.Loop != nil:
		return p.loop(s)
	case s.Branch != nil:
		return p.branch(s)
	case s.Eqn != nil:
		return nil, fmt.Errorf("webgpu: %s is left to the host", s.Eqn.Op.Name())
	}
	return nil, fmt.Errorf("webgpu: the GPU runs no such step")
}

// nest prints a nest.
func (p *planPrinter) nest(n *kernel.Nest) ([]Command, error) {
	if err := supported(n); err != nil {
		return nil, err
	}
	if c, ok, err := p.windowed(n); ok {
		return c, err
	}
	if c, ok, err := p.packed(n, func() ([]Command, error) { return p.nest(n) }); ok {
		return c, err
	}
	switch {
	case n.Ordered:
		return p.ordered(n)
	case len(n.Links) > 0:
		return p.running(n)
	}
	if commands, ok := p.contraction(n); ok {
		return commands, nil
	}
	s := p.newShader().printerOf(n).choose()
	if s.parts == 1 {
		return p.shared(n, s), nil
	}
	first, second := p.divided(n, s.parts)
	inParts := func() ([]Command, error) { return p.shared(first, s.fronted()), nil }
	c, ok, err := p.packed(first, inParts)
	if !ok {
		c, err = inParts()
	}
	if err != nil {
		return nil, err
	}
	combine, err := p.nest(second)
	return append(c, combine...), err
}

// shared prints a nest that invocations share by a strategy.
func (p *planPrinter) shared(n *kernel.Nest, how strategy) []Command {
	s := p.newShader()
	nest := s.printerOf(n)
	nest.setVector(how.vector)
	nest.parts = how.parts
	points := nest.points()
	if points == 0 {
		return nil
	}
	nest.bindAll()
	s.nameBindings()
	s.size = min(s.size, powerOfTwo(2*points*how.width-1)) // no larger than needed
	groups := s.spread(points * how.width)
	switch {
	case how.width > 1:
		nest.together(how, groups)
	case nest.isReduction():
		nest.alone(how, s.invocation(points, groups))
	case len(nest.over) > 0:
		nest.walk(nest.at(s.invocation(points, groups)))
	default:
		nest.run(nest.at(s.invocation(points, groups)), func([]value) {})
	}
	shader, windows := s.finish("nest", nest.describe())
	return []Command{p.launch(shader, windows, groups)}
}

// supported returns an error for nests that have no form here.
func supported(n *kernel.Nest) error {
	for _, t := range n.Body.Regs {
		if !holds(t) {
			return fmt.Errorf("webgpu: no GPU computes with lanes of type %v", t)
		}
	}
	return nil
}

// launch returns the command that runs a shader, which the program may have
// already.
func (p *planPrinter) launch(s *Shader, windows []Window, groups [3]int) Command {
	i := slices.IndexFunc(p.program.Shaders, func(t *Shader) bool {
		return t.Source == s.Source && slices.Equal(t.Origins, s.Origins)
	})
	if i < 0 {
		i = len(p.program.Shaders)
		s.Name = fmt.Sprintf("%s%d", s.Name, i)
		p.program.Shaders = append(p.program.Shaders, s)
	}
	return Command{Launch: &Launch{Shader: i, Bindings: windows, Uniforms: make([]uint32, s.Uniforms), Groups: groups}}
}

// spread returns how many workgroups give that many invocations.
func (s *shader) spread(invocations int) [3]int {
	groups := (invocations + s.size - 1) / s.size
	rows := (groups + s.adapter.Groups - 1) / s.adapter.Groups
	return [3]int{(groups + rows - 1) / rows, rows, 1}
}

// invocation declares the number of the invocation and returns from those that
// there are too many.
func (s *shader) invocation(count int, groups [3]int) value {
	id := s.builtin("global_invocation_id")
	i := id + ".x"
	if groups[1] > 1 {
		i = fmt.Sprintf("%s.y * %s + %s.x", id, natural(groups[0]*s.size), id)
	}
	v := s.letNamed("i", value{text: i, typ: kernel.U32, lanes: 1})
	if groups[0]*groups[1]*s.size > count {
		s.line("if (i >= %s) { return; }", natural(count))
	}
	return v
}
