package engine

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/transform"
	"fluxion/engine/internal/tree"
)

// An Explanation shows what becomes of a function on its way to the code that
// runs: the program that tracing records, what simplifying leaves of it, and
// the WebAssembly module, or the shaders of a GPU. Every line says what it comes
// from.
type Explanation struct {
	// Traced and Simplified are the program before and after simplification.
	Traced, Simplified Jaxpr
	// Before and After are their lines.
	Before, After []CodeLine
	// From lists, for each equation of Simplified, those of Traced that it
	// comes from.
	From [][]int

	// Module is the text of the WebAssembly module, or of what another device runs
	// in its place, whose equations are those of Simplified. It is empty where there
	// is none, for the reason NoModule.
	Module   []CodeLine
	NoModule error
	// Bytes is the size of the module.
	Bytes int
	// Nests is how many nests of loops the module has, and HostSteps how many
	// operations between them are left to the host.
	Nests, HostSteps int

	// Phases are the steps that compiling takes, in order, with their times.
	Phases []Phase

	program device.Executable
	in      []*device.Tensor
}

// A CodeLine is a line of a program.
type CodeLine struct {
	Text     string
	Equation int  // the equation that it belongs to; -1 where there is none
	Input    bool // it names or reads arguments
}

// A Phase is a step of compiling.
type Phase struct {
	Name string
	Time time.Duration
}

// errNoCompiler is why there is no module in a program without package simd.
var errNoCompiler = errors.New(`no compiler to WebAssembly is linked into this program: import "fluxion/engine/simd"`)

// Explain traces f on arguments of at's types and follows it to the module that
// the device "wasm" runs, or to the code of the one that [ExplainedOn] names. It
// changes nothing for other calls of f. The option [Located] tells which place in
// the source an equation of Traced is from.
func Explain[A, R any](f func(A) R, at A, options ...StageOption) (*Explanation, error) {
	e := &Explanation{}
	err := Try(func() {
		x, structure := tree.Flatten[Array](at)
		start := time.Now()
		o := optionsOf(options)
		traced, _ := recordTree(o, "explain", f, structure, ir.Avals(values(x)))
		e.lap("trace", &start)
		e.follow(traced, o.device)
		for _, v := range concrete(x) {
			e.in = append(e.in, core.Tensor(v))
		}
	})
	if err != nil {
		return nil, err
	}
	return e, nil
}

// Explain follows the program to its code as the function [Explain] does. There
// are no arguments, so there is nothing to [Explanation.Measure].
func (p *Program) Explain(options ...StageOption) (*Explanation, error) {
	e := &Explanation{}
	err := Try(func() { e.follow(p.closed, optionsOf(options).device) })
	if err != nil {
		return nil, err
	}
	e.program = nil
	return e, nil
}

// follow simplifies a traced program and compiles it for a device.
func (e *Explanation) follow(traced *ir.Closed, device string) {
	start := time.Now()
	simplified, from := transform.Followed(traced)
	e.lap("simplify", &start)
	e.Traced, e.Simplified, e.From = Jaxpr{traced}, Jaxpr{simplified}, from
	e.Before, e.After = e.Traced.lines(), e.Simplified.lines()
	e.compile(device, simplified)
}

func (e *Explanation) lap(name string, start *time.Time) {
	now := time.Now()
	e.Phases = append(e.Phases, Phase{name, now.Sub(*start)})
	*start = now
}

// compile fills in what concerns the module.
func (e *Explanation) compile(device string, c *ir.Closed) {
	explain, err := explainer(device)
	if err != nil {
		e.NoModule = err
		return
	}
	j, consts := transform.Hoisted(c)
	code := explain(j)
	for _, l := range code.Lines {
		// Constants are inputs too, the first ones.
		argument := -1 - int(l.Origin) - len(consts)
		e.Module = append(e.Module, CodeLine{l.Text, max(int(l.Origin)-1, -1), l.Origin < 0 && argument >= 0})
	}
	e.Bytes, e.Nests, e.HostSteps = code.Bytes, code.Nests, code.HostSteps
	e.Phases = append(e.Phases, Phase{"plan", code.Plan}, Phase{"print", code.Print}, Phase{"load", code.Load})
	e.program = code.Program
	for _, v := range consts {
		e.in = append(e.in, core.Tensor(v))
	}
}

// explainer returns what shows the code of a device: "wasm" unless another one is
// named.
func explainer(name string) (func(j *ir.Jaxpr) *device.Code, error) {
	if name == "" {
		name = "wasm"
	}
	if explain := device.ExplainerOf(name); explain != nil {
		return explain, nil
	}
	for _, o := range device.Registered() {
		if o.Name != name {
			continue
		}
		d, err := o.Open()
		if err != nil {
			return nil, err
		}
		if x, ok := d.(device.Explainer); ok {
			return x.Explain, nil
		}
		return nil, fmt.Errorf("device %q does not show its code", name)
	}
	if name == "wasm" {
		return nil, errNoCompiler
	}
	return nil, fmt.Errorf("no device %q is linked into this program", name)
}

// lines returns the lines of the program.
func (j Jaxpr) lines() []CodeLine {
	var list []CodeLine
	for _, l := range j.closed.Jaxpr.Lines() {
		list = append(list, CodeLine{l.Text, l.Eqn, l.Inputs})
	}
	return list
}

// Measure runs the module on the arguments that Explain was given, again and
// again until the time is used up, and returns how long a run took in the
// median. Without a module it returns 0.
func (e *Explanation) Measure(budget time.Duration) (median time.Duration, runs int) {
	if e.program == nil {
		return 0, 0
	}
	e.program.Run(e.in) // the first run takes memory that later ones find
	// A clock may tick as slowly as every 0.1 ms: a sample lasts long enough for
	// that to be a twentieth of it.
	const least = 2 * time.Millisecond
	var samples []int // in nanoseconds
	batch := 1
	for end := time.Now().Add(budget); len(samples) < 3 || time.Now().Before(end); {
		start := time.Now()
		for range batch {
			e.program.Run(e.in)
		}
		took := time.Since(start)
		runs += batch
		if took < least && time.Now().Before(end) {
			batch *= 2
			continue
		}
		samples = append(samples, int(took)/batch)
	}
	slices.Sort(samples)
	return time.Duration(samples[len(samples)/2]), runs
}
