package main

import (
	"errors"
	"fmt"
	"strings"

	"fluxion/engine/lang"
	"fluxion/engine/lang/syntax"
)

// parse reads an expression. An error shows the line with a caret under the
// culprit.
func parse(expr string) (*lang.Function, error) {
	function, err := lang.ParseFunction(expr)
	if at, ok := errors.AsType[*syntax.Error](err); ok {
		shown := strings.ReplaceAll(at.Caret(expr), "\n", "\n  ")
		return nil, fmt.Errorf("%w\n  %s", err, shown)
	}
	return function, err
}
