package jax

import (
	"fmt"

	"fluxion/engine"
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// A place is where in a program an operation is from.
type place struct {
	code *py.Code
	at   ast.Span
	in   *tracing // the function that was traced, or nil
}

// String is how JAX writes a place: file, line, column and function.
func (p place) String() string {
	line, column := p.code.Source.Position(p.at.From)
	return fmt.Sprintf("%s:%d:%d (%s)", p.code.Source.Name, line, column, p.code.Qualname)
}

// PlaceOf returns where in the source something is from, given what
// [engine.Equation.Where] says.
func PlaceOf(where any) (source *ast.Source, at ast.Span, ok bool) {
	p, ok := where.(place)
	if !ok {
		return nil, at, false
	}
	return p.code.Source, p.at, true
}

// recording are the options with which Python functions are traced.
func recording(t *py.Thread) []engine.StageOption {
	return []engine.StageOption{OnStage(t), located(t)}
}

// located has traced values know where they are from.
func located(t *py.Thread) engine.StageOption {
	return engine.Located(func() any {
		entry, ok := t.Here()
		if !ok {
			return nil
		}
		p := place{code: entry.Code, at: entry.At}
		if s := stateOf(t); len(s.tracing) > 0 {
			p.in = s.tracing[len(s.tracing)-1]
		}
		return p
	})
}

// leaked is what JAX says of a traced value that is used after its
// transformation has returned.
func leaked(e *engine.Error) *py.Exception {
	const intro = "Encountered an unexpected tracer. A function transformed by JAX had a side effect, allowing for a reference to an intermediate value"
	data, ok := engine.FaultyValue(e)
	if !ok {
		return py.Errorf(UnexpectedTracerError, "%s to escape the scope of the transformation: %s", intro, e.Reason)
	}
	a := FromArray(data)
	text := fmt.Sprintf("%s with type %s wrapped in a %s to escape the scope of the transformation.\n"+
		"JAX transformations require that functions explicitly return their outputs, and disallow saving intermediate values to global state.", intro, a.long(), a.Type().Name)
	if p, ok := data.Where().(place); ok && p.in != nil && a.Type() == tracerTypes["jit"] {
		const line = "\n------------------------------\n"
		text += fmt.Sprintf("\nThe function being traced when the value leaked was %s traced for %s.", p.in.source, p.in.by)
		text += line + fmt.Sprintf("The leaked intermediate value was created on line %s. ", p)
		text += line + "When the value was created, the final 5 stack frames (most recent last) excluding JAX-internal frames were:" + line + p.String() + line
	}
	return py.Errorf(UnexpectedTracerError, "%s\nTo catch the leak earlier, try setting the environment variable JAX_CHECK_TRACER_LEAKS or using the `jax.checking_leaks` context manager.\n%s",
		text, errorsPage(UnexpectedTracerError))
}
