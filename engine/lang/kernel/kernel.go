// Package kernel runs cells of Python, as Jupyter's kernels do: with all
// modules there are, in variables that stay from one cell to the next, and
// with outputs in nbformat's four kinds. The command line and the page are its
// front ends.
package kernel

import (
	"context"
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/jnp"
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/engine/lang/pyplot"
	"fluxion/engine/lang/python"
)

// Modules are those that programs can import besides the standard library.
var Modules = slices.Concat(jax.Modules, jnp.Modules, numpy.Modules, pyplot.Modules)

// Options say how cells run.
type Options struct {
	// X64 computes in float64 and int64 where a program does not say otherwise,
	// as jax_enable_x64.
	X64 bool
	// Plain shows results by their repr, as Python does at its prompt. Without
	// it long containers are laid out on several lines, as in Jupyter.
	Plain bool
	// Limits bound each cell.
	Limits py.Limits
	// Poll, if set, is called some hundred times a second while a cell runs.
	Poll func()
	// Emit gets the outputs of the cell that runs, in order.
	Emit func(Output)
}

// A Kernel runs one cell after another. It must not be used by two goroutines
// at a time.
type Kernel struct {
	session *python.Session
	// library is where modules are looked at; see [Kernel.module].
	library *python.Session
	options Options
	// last are the results that _, __ and ___ stand for.
	last [3]py.Object
}

// New returns a kernel without variables.
func New(options Options) *Kernel {
	k := &Kernel{options: options}
	k.session = python.NewSession(python.Options{
		Stdout:    stream{k, "stdout"},
		Stderr:    stream{k, "stderr"},
		Limits:    options.Limits,
		Modules:   Modules,
		Translate: Translate,
		Poll: func(*py.Thread) {
			if options.Poll != nil {
				options.Poll()
			}
		},
		Display: func(data map[string]string) { options.Emit(Display{data}) },
	})
	jax.SetX64(k.session.Thread, options.X64)
	k.session.Main.Get("__builtins__").(*py.Module).Set("display", k.display())
	return k
}

// Thread returns the thread that runs the cells: to look at exceptions with.
func (k *Kernel) Thread() *py.Thread { return k.session.Thread }

// stream passes on what is written as it comes.
type stream struct {
	kernel *Kernel
	name   string
}

func (s stream) Write(text []byte) (int, error) {
	s.kernel.options.Emit(Stream{s.name, string(text)})
	return len(text), nil
}

// Execute runs a cell, which tracebacks call by a file name, and emits its
// outputs; ok tells that it ran to its end. The value of its last expression is
// its result, unless that is None or a semicolon follows. Cancelling ctx raises
// KeyboardInterrupt in the program; the next cell can run after that. Of
// IPython's own syntax there is %time, %timeit, %%time and name?; what concerns
// the surroundings, such as %matplotlib, does nothing.
func (k *Kernel) Execute(ctx context.Context, source, filename string) (ok bool) {
	// Loops inside compiled programs and arrays listen to ctx and to the limits too.
	engine.SetInterrupt(k.session.Thread.Glance)
	defer engine.SetInterrupt(nil)
	engine.SetReserve(k.session.Thread.Reserve)
	defer engine.SetReserve(nil)
	ok = k.execute(ctx, source, filename)
	// Figures that are still open are shown, as by Jupyter's inline backend; at a
	// prompt they stay open.
	if !k.options.Plain {
		if e := k.session.Call(ctx, pyplot.Flush); ok && e != nil {
			k.options.Emit(k.failure(e))
			return false
		}
	}
	return ok
}

func (k *Kernel) execute(ctx context.Context, source, filename string) (ok bool) {
	var value py.Object
	var e *py.Exception
	for _, p := range divide(source) {
		if value, e = k.perform(ctx, p, filename); e != nil {
			f := k.failure(e)
			f.locate(filename, p)
			k.options.Emit(f)
			return false
		}
	}
	if value == nil || value == py.None || silent(source) {
		return true
	}
	if e := k.session.Call(ctx, func(t *py.Thread) { k.show(t, value) }); e != nil {
		k.options.Emit(k.failure(e))
		return false
	}
	return true
}

// Close ends the generators that are suspended.
func (k *Kernel) Close() { k.session.Close() }
