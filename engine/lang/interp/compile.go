// Package interp turns the syntax tree of a program into Go closures that
// execute it. Names are resolved once: a local variable is an index, a global
// one a cell of its module.
package interp

import (
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/parser"
	"fluxion/engine/lang/py"
)

// code computes the value of an expression.
type code func(f *py.Frame) py.Object

// action executes a statement and says how to go on.
type action func(f *py.Frame) signal

// store assigns a value to a target.
type store func(f *py.Frame, v py.Object)

type signal uint8

const (
	next      signal = iota // to the next statement
	breakLoop               // out of the loop
	continueLoop
	leave // the function, whose value is in the frame
)

// A Unit is a compiled program.
type Unit struct {
	Code *py.Code
	// Value tells whether the code returns the value of the program's last
	// expression, as a notebook shows it.
	Value bool
}

// Program compiles a program whose global variables are those of a module.
// Names that it does not have are looked up in builtins. With interactive, the
// program's value is that of its last statement, if that is an expression. The
// error, if any, is a [*parser.Error].
func Program(program *ast.Program, module, builtins *py.Module, interactive bool) (unit *Unit, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*parser.Error)
			if !ok {
				panic(r)
			}
			unit, err = nil, e
		}
	}()
	c := &compiler{source: program.Source, module: module, builtins: builtins, scopes: resolve(program)}
	body := program.Body
	c.futureImports(body)
	if n := len(body); interactive && n > 0 {
		if last, ok := body[n-1].(*ast.ExprStmt); ok {
			value := &ast.Return{StmtSpan: last.StmtSpan, Value: last.X}
			body = append(body[:n-1:n-1], value)
			unit = &Unit{Value: true}
		}
	}
	if unit == nil {
		unit = &Unit{}
	}
	if doc := docstring(program.Body); doc != py.None {
		module.Set("__doc__", doc)
	}
	fn := &function{compiler: c, scope: c.scopes[nil]}
	unit.Code = fn.code("<module>", "<module>", ast.Span{}, fn.block(body))
	return unit, nil
}

// A compiler holds what the functions of a program share.
type compiler struct {
	source            *ast.Source
	module, builtins  *py.Module
	scopes            map[ast.Node]*scope
	stringAnnotations bool // from __future__ import annotations
}

func (c *compiler) futureImports(body []ast.Stmt) {
	for _, s := range body {
		if from, ok := s.(*ast.ImportFrom); ok && from.Module == "__future__" {
			for _, a := range from.Names {
				c.stringAnnotations = c.stringAnnotations || a.Name == "annotations"
			}
		}
	}
}

// A function compiles one scope.
type function struct {
	*compiler
	scope    *scope
	qualname string // prefix of the functions and classes in it
	loops    int    // loops around the current statement
	level    int    // expressions around the current one
}

// code makes the code object of the scope.
func (fn *function) code(name, qualname string, at ast.Span, body action) *py.Code {
	s := fn.scope
	c := &py.Code{
		Name: name, Qualname: qualname, Source: fn.source, At: at, Module: fn.module, Doc: py.None,
		Locals: s.localNames(), Cells: s.cellNames(), NumFree: len(s.free), Generator: s.generator,
	}
	for _, cell := range c.Cells[:len(c.Cells)-c.NumFree] {
		param := -1
		for i, p := range s.params {
			if p == cell {
				param = i
			}
		}
		c.CellParams = append(c.CellParams, param)
	}
	c.Params = s.params
	c.Body = func(f *py.Frame) py.Object {
		if body(f) == leave {
			return f.Return
		}
		return py.None
	}
	return c
}

// block compiles statements.
func (fn *function) block(list []ast.Stmt) action {
	actions := make([]action, 0, len(list))
	for _, s := range list {
		if a := fn.stmt(s); a != nil {
			actions = append(actions, a)
		}
	}
	switch len(actions) {
	case 0:
		return func(*py.Frame) signal { return next }
	case 1:
		return actions[0]
	case 2:
		first, second := actions[0], actions[1]
		return func(f *py.Frame) signal {
			if s := first(f); s != next {
				return s
			}
			return second(f)
		}
	}
	return func(f *py.Frame) signal {
		for _, a := range actions {
			if s := a(f); s != next {
				return s
			}
		}
		return next
	}
}

// docstring returns the string that a body begins with, or None.
func docstring(body []ast.Stmt) py.Object {
	if len(body) > 0 {
		if e, ok := body[0].(*ast.ExprStmt); ok {
			if c, ok := e.X.(*ast.Constant); ok {
				if s, ok := c.Value.(string); ok {
					return py.Str(s)
				}
			}
		}
	}
	return py.None
}
