package kernel

import (
	"strings"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/parser"
)

// Unfinished reports whether a prompt should wait for more lines: a bracket, a
// string or a block is open. A block ends with an empty line.
func Unfinished(source string) bool {
	last := source[strings.LastIndexByte(source, '\n')+1:]
	inBlock := strings.TrimSpace(last) != ""
	program, err := parser.Parse(ast.NewSource("", source+"\n"))
	if e, ok := err.(*parser.Error); ok {
		if !e.Incomplete {
			return false
		}
		// What an empty line ends is wrong after it; brackets and strings go on.
		return inBlock || e.Unclosed || e.Kind == parser.SyntaxError && unclosedString(source)
	}
	if len(program.Body) == 0 || !inBlock {
		return false
	}
	switch program.Body[len(program.Body)-1].(type) {
	case *ast.If, *ast.For, *ast.While, *ast.With, *ast.Try, *ast.FunctionDef, *ast.ClassDef, *ast.Match:
		return true
	}
	return false
}

// unclosedString reports whether a source ends within a string.
func unclosedString(source string) bool {
	tokens := scan(source)
	if len(tokens) < 2 {
		return false
	}
	last := tokens[len(tokens)-2]
	return last.kind == text && last.open
}
