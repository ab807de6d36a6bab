//go:build js && wasm

package main

import (
	"errors"
	"slices"

	"fluxion/engine/lang"
	"fluxion/engine/lang/syntax"
)

// keptFunctions is how many parsed functions are remembered: panning,
// tracing and typing come back to the same few.
const keptFunctions = 16

// functions remembers the functions used last, the latest first.
type functions struct {
	kept []parsed
}

type parsed struct {
	expr     string
	function *lang.Function
}

// parse reads an expression, or remembers it.
func (f *functions) parse(expr string) (*lang.Function, error) {
	i := slices.IndexFunc(f.kept, func(p parsed) bool { return p.expr == expr })
	if i < 0 {
		function, err := lang.ParseFunction(expr)
		if err != nil {
			return nil, located(err, expr)
		}
		f.kept = slices.Insert(f.kept, 0, parsed{expr, function})
		f.kept = f.kept[:min(len(f.kept), keptFunctions)]
		return function, nil
	}
	found := f.kept[i]
	f.kept = slices.Insert(slices.Delete(f.kept, i, i+1), 0, found)
	return found.function, nil
}

// A locatedError lies at a place of the expression, in UTF-16 units.
type locatedError struct {
	error
	pos, end int
}

// Place implements service.Located.
func (e locatedError) Place() (pos, end int) { return e.pos, e.end }

// located adds the place where an error of the language lies.
func located(err error, expr string) error {
	if at, ok := errors.AsType[*syntax.Error](err); ok {
		pos, end := at.UTF16(expr)
		return locatedError{err, pos, end}
	}
	return err
}
