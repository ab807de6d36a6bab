package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"fluxion/engine"
	"fluxion/engine/lang"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
	"fluxion/engine/lang/syntax"
)

// explainProgram runs a Python program and explains the jitted functions that it
// called, even if it fails then.
func (c *explainCommand) explainProgram(stdout io.Writer, stderr standardError) error {
	source, err := readFile(c.Expr)
	if err != nil {
		return err
	}
	var calls calls
	engine.SetProfile(calls.ran)
	failed := c.run(source, c.Expr, stderr, stderr, func(t *py.Thread) { jax.SetWatch(t, calls.called) })
	engine.SetProfile(nil)
	asked, err := calls.named(c.Function)
	if err != nil {
		if failed != nil {
			return failed
		}
		return fmt.Errorf("%s: %w", c.Expr, err)
	}
	var texts []string
	list := []jsonExplanation{}
	for _, f := range asked {
		code, err := f.program.Explain(engine.ExplainedOn(c.Device))
		if err != nil {
			return fmt.Errorf("%s: %s: %w", c.Expr, f.name, err)
		}
		x, lines := byLines(code, c.Expr, string(source))
		if c.JSON {
			list = append(list, f.json(x))
			continue
		}
		p := c.printer(x, stdout)
		p.lines = lines
		f.print(p)
		texts = append(texts, p.b.String())
	}
	if c.JSON {
		err = encode(stdout, list)
	} else {
		_, err = io.WriteString(stdout, strings.Join(texts, "\n\n"))
	}
	if failed != nil {
		return failed
	}
	return err
}

// Calls are the jitted functions that a program has called, in the order of their
// first calls.
type calls struct {
	list []*call
	last *call
}

// A call is that of a function with arguments of certain types.
type call struct {
	name    string
	program *engine.Program
	took    []time.Duration // its runs
	on      string          // the device of the last one
}

// called is told of a call before it runs.
func (c *calls) called(name string, program *engine.Program) {
	i := slices.IndexFunc(c.list, func(f *call) bool { return f.program == program })
	if i < 0 {
		i = len(c.list)
		c.list = append(c.list, &call{name: name, program: program})
	}
	c.last = c.list[i]
}

// ran is told of everything that ran. What has the name of the function that was
// called last is its program.
func (c *calls) ran(e engine.ProfileEvent) {
	if f := c.last; f != nil && !e.Eager && e.Program == f.name {
		f.took, f.on, c.last = append(f.took, e.Run), e.Device, nil
	}
}

// named returns the calls of functions of a name, or all if that is empty.
func (c *calls) named(name string) ([]*call, error) {
	if len(c.list) == 0 {
		return nil, fmt.Errorf("it calls no jitted function, and what is not jitted runs operation by operation")
	}
	var found []*call
	var known []string
	for _, f := range c.list {
		if name == "" || f.name == name {
			found = append(found, f)
		}
		if !slices.Contains(known, f.name) {
			known = append(known, f.name)
		}
	}
	if found == nil {
		return nil, fmt.Errorf("--function: given %q, expected one of the jitted functions that it calls: %s", name, strings.Join(known, ", "))
	}
	return found, nil
}

// median returns how long a run took.
func (f *call) median() time.Duration {
	sorted := slices.Sorted(slices.Values(f.took))
	return sorted[len(sorted)/2]
}

func (f *call) print(p *explanationPrinter) {
	fmt.Fprintf(&p.b, "%s\n", p.bold(f.name))
	for i, t := range p.x.Terms {
		fmt.Fprintf(&p.b, "  %s\n", p.paint(i, p.marker(i)+"  "+p.x.Line[t.Spans[0].From:t.Spans[0].To]))
	}
	p.code()
	if len(f.took) > 0 {
		p.row("a run", "%10s  on %s (median of %d)", duration(f.median()), f.on, len(f.took))
	}
}

func (f *call) json(x *lang.Explanation) jsonExplanation {
	j := explanationJSON(x)
	j.Function, j.Runs = f.name, len(f.took)
	if j.Runs > 0 {
		j.Micros["run"] = micros(f.median())
	}
	return j
}

// byLines makes a term of every line of a file that some equation is from, and
// returns the numbers of these lines.
func byLines(code *engine.Explanation, file, source string) (x *lang.Explanation, lines []string) {
	x = &lang.Explanation{Explanation: code, Line: source}
	spans := map[int]syntax.Span{}
	var from []int // the line of an equation, or 0
	for _, e := range code.Traced.Equations() {
		text, at, ok := jax.PlaceOf(e.Where())
		if !ok || text.Name != file {
			from = append(from, 0)
			continue
		}
		line, column := text.Position(at.From)
		whole := text.Line(line)
		start := int(at.From) - column + len(whole) - len(strings.TrimLeft(whole, " \t"))
		spans[line] = syntax.Span{From: start, To: start + len(strings.TrimSpace(whole))}
		from = append(from, line)
	}
	var numbers []int
	for line := range spans {
		numbers = append(numbers, line)
	}
	slices.Sort(numbers)
	for _, line := range numbers {
		x.Terms = append(x.Terms, lang.Term{Spans: []syntax.Span{spans[line]}})
		lines = append(lines, strconv.Itoa(line))
	}
	for _, line := range from {
		x.TermOf = append(x.TermOf, slices.Index(numbers, line)) // -1 for line 0
	}
	return x, lines
}
