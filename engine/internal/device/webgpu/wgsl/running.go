package wgsl

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/device/kernel"
)

// Values that pass along an axis, as those of running sums do, pass through one
// invocation for each line where there are many lines or they are short. Long
// lines are computed in three launches: every chunk of a line by itself, what has
// come before each chunk, and every chunk anew from there. An element is then the
// result of as many steps as a chunk is long and as there are levels of the tree
// in between: for sums of pairs of floats the error stays below half an ulp.

const (
	shortLine = 256
	manyLines = 1 << 13
	chunk     = 32      // elements, at least …
	chunks    = 1 << 16 // … and of a line as many at most
)

// running prints a nest with links.
func (p *planPrinter) running(n *kernel.Nest) ([]Command, error) {
	last := len(n.Axes) - 1
	length := n.Axes[last].Size
	lines := 1
	for _, a := range n.Axes[:last] {
		lines *= a.Size
	}
	if lines == 0 || length == 0 {
		return nil, nil
	}
	if n.Join == nil || length <= shortLine || lines >= manyLines {
		return p.inOrder(n), nil
	}
	c := chain{printer: p, nest: n, size: max(chunk, (length+chunks-1)/chunks), length: length, lines: lines}
	c.count = (length + c.size - 1) / c.size
	for _, r := range n.Join.Outputs {
		c.types = append(c.types, n.Join.Regs[r])
		c.totals = append(c.totals, p.newBuffer(dtypes[n.Join.Regs[r]], lines*c.count, false))
	}
	return []Command{c.fold(), c.join(), c.unfold()}, nil
}

// A chain is a nest with links in chunks.
type chain struct {
	printer *planPrinter
	nest    *kernel.Nest
	length  int // of a line
	size    int // of a chunk
	count   int // of chunks of a line
	lines   int
	types   []kernel.Type // by link
	totals  []int         // by link: a buffer for what passes out of every chunk, or into it
}

// parts returns the nest with an axis for the chunks in front of that of what is
// in one.
func (c *chain) parts() *kernel.Nest {
	n := *c.nest
	last := len(n.Axes) - 1
	n.Axes = append(slices.Clone(n.Axes[:last]), kernel.Axis{Size: c.count}, kernel.Axis{Size: c.size, Chained: true})
	split := func(a kernel.Access) kernel.Access {
		stride := func(s []int) []int {
			if s == nil {
				return nil
			}
			return append(slices.Clone(s[:last]), s[last]*c.size, s[last])
		}
		a.Stride, a.Terms = stride(a.Stride), slices.Clone(a.Terms)
		for i := range a.Terms {
			a.Terms[i].Index.Stride = stride(a.Terms[i].Index.Stride)
		}
		return a
	}
	n.In, n.Out = slices.Clone(n.In), slices.Clone(n.Out)
	for i := range n.In {
		n.In[i] = split(n.In[i])
	}
	for i := range n.Out {
		n.Out[i].Access = split(n.Out[i].Access)
	}
	return &n
}

// pass prints a shader with an invocation for each chunk.
func (c *chain) pass(n *kernel.Nest, label string, write bool, do func(p *nestPrinter, totals []value, at point)) Command {
	s := c.printer.newShader()
	p := s.printerOf(n)
	p.bindAll()
	for _, b := range c.totals {
		s.bind(b, write)
	}
	s.nameBindings()
	groups := s.spread(c.lines * c.count)
	at := p.at(s.invocation(c.lines*c.count, groups))
	var totals []value
	for _, b := range c.totals {
		totals = append(totals, s.element(b, at.whole))
	}
	do(p, totals, at)
	shader, windows := s.finish(label, p.describe())
	return c.printer.launch(shader, windows, groups)
}

// along prints a loop over the elements of a chunk around the body.
func (c *chain) along(p *nestPrinter, links []value, at point) {
	last := len(p.nest.Axes) - 1
	end := natural(c.size)
	if c.length%c.size != 0 {
		end = fmt.Sprintf("min(%s, %s - %s %% %s * %s)", end, natural(c.length), at.whole.text, natural(c.count), end)
	}
	k := fmt.Sprintf("k%d", last)
	at.axes[last] = name(k, kernel.U32, 1)
	p.line("let end = %s;", end)
	p.open("for (var %s = 0u; %s < end; %s++)", k, k, k)
	p.run(at, func(outputs []value) { p.pass(links, outputs) })
	p.close()
}

// fold prints what every chunk gives when it begins anew.
func (c *chain) fold() Command {
	n := c.parts()
	n.Out = nil
	return c.pass(n, "fold", true, func(p *nestPrinter, totals []value, at point) {
		links := p.declareLinks(nil)
		c.along(p, links, at)
		for i, t := range totals {
			p.line("%s = %s;", t.text, links[i].text)
		}
	})
}

// unfold prints the nest by chunks, each of which begins where it has to.
func (c *chain) unfold() Command {
	return c.pass(c.parts(), "unfold", false, func(p *nestPrinter, totals []value, at point) {
		c.along(p, p.declareLinks(totals), at)
	})
}

// join replaces what every chunk of a line gave by what comes before it: one
// workgroup for a line, of which each invocation has a run of chunks. The runs
// are combined in shared memory; see Hillis and Steele, "Data parallel
// algorithms" (1986).
func (c *chain) join() Command {
	s := c.printer.newShader()
	p := s.printerOf(c.nest)
	for _, b := range c.totals {
		s.bind(b, true)
	}
	s.nameBindings()
	groups := [3]int{min(c.lines, s.adapter.Groups), (c.lines + s.adapter.Groups - 1) / s.adapter.Groups, 1}
	local, group := s.builtin("local_invocation_index"), s.builtin("workgroup_id")
	line := group + ".x"
	if groups[1] > 1 {
		line = fmt.Sprintf("(%s.y * %s + %s.x)", group, natural(groups[0]), group)
		s.line("if (%s >= %s) { return; }", line, natural(c.lines))
	}
	run := (c.count + s.size - 1) / s.size
	s.line("let start = %s * %s;", line, natural(c.count))
	s.line("let first = min(%s * %s, %s);", local, natural(run), natural(c.count))
	s.line("let end = min(first + %s, %s);", natural(run), natural(c.count))
	links := p.declareLinks(nil)
	var shared, elements []value
	for i, t := range c.types {
		v := fmt.Sprintf("part%d", i)
		s.shared.line("var<workgroup> %s: array<%s, %d>;", v, scalars[t], s.size)
		shared = append(shared, name(v, t, 1))
		elements = append(elements, s.element(c.totals[i], name("start + k", kernel.U32, 1)))
	}
	combine := func(before, after []value) {
		for i, v := range p.body(c.nest.Join, slices.Concat(before, after)) {
			s.line("let next%d = %s;", i, v.text)
		}
	}
	assign := func(to func(i int) string) {
		for i := range links {
			s.line("%s = next%d;", to(i), i)
		}
	}
	loaded := func() []value {
		out := make([]value, len(elements))
		for i, e := range elements {
			out[i] = s.letNamed(fmt.Sprintf("x%d", i), e)
		}
		return out
	}
	link := func(i int) string { return links[i].text }
	at := func(list []value, index string) []value {
		out := make([]value, len(list))
		for i, v := range list {
			out[i] = name(v.text+"["+index+"]", v.typ, 1)
		}
		return out
	}
	s.open("for (var k = first; k < end; k++)")
	combine(links, loaded())
	assign(link)
	s.close()
	for i, v := range at(shared, local) {
		s.line("%s = %s;", v.text, links[i].text)
	}
	s.open("for (var far = 1u; far < %s; far *= 2u)", natural(s.size))
	s.line("workgroupBarrier();")
	var before []value
	for i, v := range at(shared, fmt.Sprintf("%s - min(far, %s)", local, local)) {
		before = append(before, s.letNamed(fmt.Sprintf("before%d", i), v))
	}
	s.line("workgroupBarrier();")
	s.open("if (%s >= far)", local)
	combine(before, at(shared, local))
	assign(func(i int) string { return at(shared, local)[i].text })
	s.close()
	s.close()
	s.line("workgroupBarrier();")
	for i := range links {
		s.line("%s = %s;", link(i), p.literal(c.types[i], c.nest.Links[i].Start).text)
	}
	s.open("if (%s > 0u)", local)
	for i, v := range at(shared, local+" - 1u") {
		s.line("%s = %s;", link(i), v.text)
	}
	s.close()
	s.open("for (var k = first; k < end; k++)")
	combine(links, loaded())
	for i, e := range elements {
		s.line("%s = %s;", e.text, links[i].text)
	}
	assign(link)
	s.close()
	shader, windows := s.finish("join", fmt.Sprintf("what comes before each of %d chunks of %d lines", c.count, c.lines))
	return c.printer.launch(shader, windows, groups)
}
