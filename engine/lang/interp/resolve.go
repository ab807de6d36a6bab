package interp

import (
	"fmt"
	"slices"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/parser"
)

func fail(at ast.Span, format string, args ...any) {
	panic(&parser.Error{Span: at, Msg: fmt.Sprintf(format, args...)})
}

// within runs f in a new scope for a node.
func (r *resolver) within(node ast.Node, s *scope, f func()) {
	r.scopes[node] = s
	outer := r.scope
	r.scope = s
	f()
	r.scope = outer
}

func (r *resolver) use(name string) {
	name = r.scope.mangle(name)
	r.scope.used[name] = true
	if name == "super" {
		r.scope.used["__class__"] = true
	}
}

func (r *resolver) bind(name string) {
	name = r.scope.mangle(name)
	r.scope.bind(name)
	r.scope.used[name] = true
}

func (r *resolver) stmts(list []ast.Stmt) {
	for _, s := range list {
		r.stmt(s)
	}
}

func (r *resolver) exprs(list []ast.Expr) {
	for _, e := range list {
		r.expr(e)
	}
}

func (r *resolver) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.ExprStmt:
		r.expr(s.X)
	case *ast.Assign:
		r.expr(s.Value)
		r.exprs(s.Targets)
		for _, t := range s.Targets {
			r.target(t)
		}
	case *ast.AugAssign:
		r.expr(s.Target)
		r.expr(s.Value)
		r.target(s.Target)
	case *ast.AnnAssign:
		r.expr(s.Annotation)
		r.expr(s.Value)
		if s.Value != nil {
			r.expr(s.Target)
		}
		r.target(s.Target)
	case *ast.If:
		r.expr(s.Test)
		r.stmts(s.Body)
		r.stmts(s.Else)
	case *ast.For:
		r.expr(s.Iter)
		r.expr(s.Target)
		r.target(s.Target)
		r.stmts(s.Body)
		r.stmts(s.Else)
	case *ast.While:
		r.expr(s.Test)
		r.stmts(s.Body)
		r.stmts(s.Else)
	case *ast.FunctionDef:
		r.exprs(s.Decorators)
		r.function(s, s.Name, s.Params, s.Returns, func() { r.stmts(s.Body) })
		r.bind(s.Name)
	case *ast.ClassDef:
		r.class(s)
	case *ast.Return:
		if r.scope.kind != functionScope {
			fail(s.Span, "'return' outside function")
		}
		r.expr(s.Value)
	case *ast.Delete:
		r.exprs(s.Targets)
		for _, t := range s.Targets {
			r.target(t)
		}
	case *ast.Raise:
		r.expr(s.Value)
		r.expr(s.Cause)
	case *ast.Try:
		r.stmts(s.Body)
		for _, h := range s.Handlers {
			r.expr(h.Type)
			if h.Name != "" {
				r.bind(h.Name)
			}
			r.stmts(h.Body)
		}
		r.stmts(s.Else)
		r.stmts(s.Finally)
	case *ast.With:
		for _, item := range s.Items {
			r.expr(item.Context)
			r.expr(item.Target)
			r.target(item.Target)
		}
		r.stmts(s.Body)
	case *ast.Assert:
		r.expr(s.Test)
		r.expr(s.Message)
	case *ast.Import:
		for _, a := range s.Names {
			r.bind(importedName(a))
		}
	case *ast.ImportFrom:
		r.importFrom(s)
	case *ast.Global:
		r.declare(s.Span, s.Names, "global", r.scope.globals, r.scope.nonlocals)
	case *ast.Nonlocal:
		if r.scope.kind == moduleScope {
			fail(s.Span, "nonlocal declaration not allowed at module level")
		}
		r.declare(s.Span, s.Names, "nonlocal", r.scope.nonlocals, r.scope.globals)
		for _, name := range s.Names {
			r.use(name)
			scope := r.scope
			r.checks = append(r.checks, func() {
				if !scope.capture(scope.mangle(name)) {
					fail(s.Span, "no binding for nonlocal '%s' found", name)
				}
			})
		}
	case *ast.Match:
		r.expr(s.Subject)
		for _, c := range s.Cases {
			r.pattern(c.Pattern)
			r.expr(c.Guard)
			r.stmts(c.Body)
		}
	}
}

// features are what "from __future__ import" accepts.
var features = []string{"nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop", "annotations"}

func (r *resolver) importFrom(s *ast.ImportFrom) {
	if s.Module == "__future__" {
		for _, a := range s.Names {
			if !slices.Contains(features, a.Name) {
				fail(ast.Span{From: s.From, To: s.From + 1}, "future feature %s is not defined", a.Name)
			}
		}
	}
	for _, a := range s.Names {
		if a.Name != "*" {
			r.bind(importedName(a))
		} else if r.scope.kind != moduleScope {
			fail(s.Span, "import * only allowed at module level")
		}
	}
}

// importedName returns the variable that an import assigns.
func importedName(a *ast.Alias) string {
	if a.As != "" {
		return a.As
	}
	for i := range len(a.Name) {
		if a.Name[i] == '.' {
			return a.Name[:i]
		}
	}
	return a.Name
}

func (r *resolver) declare(at ast.Span, names []string, word string, declared, other map[string]bool) {
	for _, name := range names {
		name = r.scope.mangle(name)
		switch {
		case slices.Contains(r.scope.params, name):
			fail(at, "name '%s' is parameter and %s", name, word)
		case other[name]:
			fail(at, "name '%s' is nonlocal and global", name)
		case r.scope.bound[name] && !declared[name]:
			fail(at, "name '%s' is assigned to before %s declaration", name, word)
		case r.scope.used[name] && !declared[name]:
			fail(at, "name '%s' is used prior to %s declaration", name, word)
		}
		declared[name] = true
	}
}

// function resolves a function; its defaults and annotations belong to the scope
// around.
func (r *resolver) function(node ast.Node, name string, params *ast.Params, returns ast.Expr, body func()) {
	for _, p := range params.All() {
		r.expr(p.Default)
		r.expr(p.Annotation)
	}
	r.expr(returns)
	s := newScope(functionScope, r.scope, name)
	r.within(node, s, func() {
		for _, p := range params.All() {
			mangled := s.mangle(p.Name)
			s.params = append(s.params, mangled)
			s.bind(mangled)
		}
		body()
	})
}

func (r *resolver) class(c *ast.ClassDef) {
	r.exprs(c.Decorators)
	r.exprs(c.Bases)
	for _, k := range c.Keywords {
		r.expr(k.Value)
	}
	s := newScope(classScope, r.scope, c.Name)
	s.class = c.Name
	r.within(c, s, func() { r.stmts(c.Body) })
	r.bind(c.Name)
}
