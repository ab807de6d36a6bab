//go:build js && wasm

// Package formula answers requests about functions that are typed as a line, for
// all programs that serve them.
package formula

import (
	"errors"
	"fmt"
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang"
	"fluxion/engine/lang/syntax"
	"fluxion/wasm/picture"
)

// keptFunctions is how many parsed functions are remembered: panning,
// tracing and typing come back to the same few.
const keptFunctions = 16

// Functions remembers the functions used last, the latest first, and the code
// that was explained last. The zero value remembers nothing.
type Functions struct {
	kept      []parsed
	explained explained
}

// A parsed expression is a function of one variable or one of two.
type parsed struct {
	expr     string
	function *lang.Function
	field    *lang.Field
}

// Parse reads an expression, or remembers it. An error of the language is a
// [fluxion/wasm/service.Located].
func (f *Functions) Parse(expr string) (*lang.Function, error) {
	function, field, err := f.ParseAny(expr)
	if field != nil {
		_, err = lang.ParseFunction(expr)
		return nil, located(err, expr)
	}
	return function, err
}

// ParseAny is Parse for functions of one variable and for those of two.
func (f *Functions) ParseAny(expr string) (*lang.Function, *lang.Field, error) {
	i := slices.IndexFunc(f.kept, func(p parsed) bool { return p.expr == expr })
	if i < 0 {
		function, field, err := lang.Parse(expr)
		if err != nil {
			return nil, nil, located(err, expr)
		}
		f.kept = slices.Insert(f.kept, 0, parsed{expr, function, field})
		f.kept = f.kept[:min(len(f.kept), keptFunctions)]
		return function, field, nil
	}
	found := f.kept[i]
	f.kept = slices.Insert(slices.Delete(f.kept, i, i+1), 0, found)
	return found.function, found.field, nil
}

// Definition is ParseAny for those to whom both are the same.
func (f *Functions) Definition(expr string) (picture.Definition, error) {
	function, field, err := f.ParseAny(expr)
	if field != nil {
		return field, err
	}
	return function, err
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

// maxOrder bounds the orders that can be asked for: the work grows with the
// square of the order.
const maxOrder = 10

// CheckOrder reports an order of derivatives that cannot be asked for.
func CheckOrder(order int) error {
	if order < 0 || order > maxOrder {
		return fmt.Errorf("order: given %d, expected 0 to %d", order, maxOrder)
	}
	return nil
}

// DTypes are the element types that can be asked for.
var DTypes = map[string]engine.DType{"float32": engine.Float32, "float64": engine.Float64}
