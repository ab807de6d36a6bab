//go:build js && wasm

package service

import (
	"cmp"
	"slices"
	"time"

	"fluxion/engine"
	"fluxion/wasm/bridge"
)

// How many programs a profile tells apart while it is made, and when it is
// taken. What goes beyond is summed up.
const (
	keptPrograms     = 256
	reportedPrograms = 12
)

// A Profile sums up what ran, by program and place.
type Profile struct {
	runs  []bridge.ProgramRun
	index map[programKey]int
}

type programKey struct {
	program, device string
	eager           bool
}

// NewProfile returns the profile of all that runs in this process from now on.
func NewProfile() *Profile {
	p := &Profile{index: map[programKey]int{}}
	engine.SetProfile(p.add)
	return p
}

func (p *Profile) add(e engine.ProfileEvent) {
	run := bridge.ProgramRun{
		Program: e.Program, Eager: e.Eager,
		Device: e.Device, Kind: e.Kind, Threads: e.Threads,
		Equations: e.Equations, Host: append([]string{}, e.Host...), Code: e.Code, Reason: e.Reason,
		Runs: 1, Elements: e.Elements, Bytes: e.Bytes, Milliseconds: milliseconds(e.Run),
	}
	if e.Compiled {
		run.Compilations, run.CompileMilliseconds = 1, milliseconds(e.Compile)
	}
	key := programKey{e.Program, e.Device, e.Eager}
	i, known := p.index[key]
	if !known && len(p.runs) >= keptPrograms {
		key = programKey{}
		run = others(run)
		i, known = p.index[key]
	}
	if known {
		p.runs[i] = sum(run, p.runs[i])
		return
	}
	p.index[key] = len(p.runs)
	p.runs = append(p.runs, run)
}

// Take returns what ran since it was called last, what took longest first.
func (p *Profile) Take() []bridge.ProgramRun {
	runs := append([]bridge.ProgramRun{}, p.runs...)
	p.runs = p.runs[:0]
	clear(p.index)
	slices.SortStableFunc(runs, func(a, b bridge.ProgramRun) int {
		return cmp.Compare(b.Milliseconds+b.CompileMilliseconds, a.Milliseconds+a.CompileMilliseconds)
	})
	if len(runs) <= reportedPrograms {
		return runs
	}
	rest := others(runs[reportedPrograms-1])
	for _, r := range runs[reportedPrograms:] {
		rest = sum(rest, r)
	}
	return append(runs[:reportedPrograms-1], rest)
}

// sum adds the runs of b to those of a.
func sum(a, b bridge.ProgramRun) bridge.ProgramRun {
	a.Runs += b.Runs
	a.Elements += b.Elements
	a.Bytes += b.Bytes
	a.Milliseconds += b.Milliseconds
	a.Compilations += b.Compilations
	a.CompileMilliseconds += b.CompileMilliseconds
	return a
}

// others returns a run as one of programs that are not told apart.
func others(r bridge.ProgramRun) bridge.ProgramRun {
	return sum(bridge.ProgramRun{Host: []string{}}, r)
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
