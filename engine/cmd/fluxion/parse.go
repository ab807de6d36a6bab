package main

import (
	"errors"
	"fmt"
	"strings"

	"fluxion/engine/lang"
	"fluxion/engine/lang/syntax"
)

// parse reads a function of one variable or one of two. An error shows the line
// with a caret under the culprit.
func parse(expr string) (*lang.Function, *lang.Field, error) {
	function, field, err := lang.Parse(expr)
	return function, field, shown(err, expr)
}

// shown adds the line and a caret to an error of the language.
func shown(err error, expr string) error {
	if at, ok := errors.AsType[*syntax.Error](err); ok {
		return fmt.Errorf("%w\n  %s", err, strings.ReplaceAll(at.Caret(expr), "\n", "\n  "))
	}
	return err
}
