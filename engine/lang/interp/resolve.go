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

// target binds the names in a target.
func (r *resolver) target(e ast.Expr) {
	switch e := e.(type) {
	case *ast.Name:
		r.bind(e.Ident)
	case *ast.Starred:
		r.target(e.X)
	case *ast.Tuple:
		for _, x := range e.Elems {
			r.target(x)
		}
	case *ast.List:
		for _, x := range e.Elems {
			r.target(x)
		}
	}
}

func (r *resolver) expr(e ast.Expr) {
	switch e := e.(type) {
	case nil:
	case *ast.Name:
		r.use(e.Ident)
	case *ast.FString:
		r.fstring(e)
	case *ast.Attribute:
		r.expr(e.X)
	case *ast.Subscript:
		r.expr(e.X)
		r.expr(e.Index)
	case *ast.Slice:
		r.expr(e.Low)
		r.expr(e.High)
		r.expr(e.Step)
	case *ast.Starred:
		r.expr(e.X)
	case *ast.Call:
		r.expr(e.Func)
		r.exprs(e.Args)
		for _, k := range e.Keywords {
			r.expr(k.Value)
		}
	case *ast.Unary:
		r.expr(e.X)
	case *ast.Binary:
		r.expr(e.X)
		r.expr(e.Y)
	case *ast.Logical:
		r.exprs(e.Operands)
	case *ast.Compare:
		r.exprs(e.Operands)
	case *ast.Conditional:
		r.expr(e.Test)
		r.expr(e.Then)
		r.expr(e.Else)
	case *ast.Lambda:
		r.function(e, "<lambda>", e.Params, nil, func() { r.expr(e.Body) })
	case *ast.Tuple:
		r.exprs(e.Elems)
	case *ast.List:
		r.exprs(e.Elems)
	case *ast.Set:
		r.exprs(e.Elems)
	case *ast.Dict:
		r.exprs(e.Keys)
		r.exprs(e.Values)
	case *ast.Comprehension:
		r.comprehension(e)
	case *ast.Walrus:
		r.walrus(e)
	case *ast.Yield:
		r.yield(e.Span)
		r.expr(e.Value)
	case *ast.YieldFrom:
		r.yield(e.Span)
		r.expr(e.Value)
	}
}

func (r *resolver) fstring(e *ast.FString) {
	if e == nil {
		return
	}
	for _, part := range e.Parts {
		if f, ok := part.(*ast.Field); ok {
			r.expr(f.Value)
			r.fstring(f.Spec)
		}
	}
}

func (r *resolver) yield(at ast.Span) {
	if r.scope.comprehends {
		fail(at, "'yield' inside %s", r.scope.describe())
	}
	if r.scope.kind != functionScope {
		fail(at, "'yield' outside function")
	}
	r.scope.generator = true
}

var comprehensionNames = [...]string{"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"}

func (s *scope) describe() string {
	return [...]string{"list comprehension", "set comprehension", "dict comprehension", "generator expression"}[slices.Index(comprehensionNames[:], s.name)]
}

func (r *resolver) walrus(e *ast.Walrus) {
	r.expr(e.Value)
	owner := r.scope.binder()
	name := owner.mangle(e.Target.Ident)
	if owner != r.scope {
		if owner.kind == classScope {
			fail(e.Span, "assignment expression within a comprehension cannot be used in a class body")
		}
		for s := r.scope; s != owner; s = s.parent {
			if s.bound[name] {
				fail(e.Target.Span, "assignment expression cannot rebind comprehension iteration variable '%s'", name)
			}
			if owner.kind == moduleScope || owner.globals[name] {
				s.globals[name] = true
			} else {
				s.nonlocals[name] = true
				s.used[name] = true
			}
		}
	}
	owner.bind(name)
	owner.used[name] = true
}

// comprehension resolves a comprehension: the first iterable belongs to the
// scope around, the rest is a function with that iterable as parameter.
func (r *resolver) comprehension(e *ast.Comprehension) {
	r.expr(e.Clauses[0].Iter)
	s := newScope(functionScope, r.scope, comprehensionNames[e.Kind])
	s.comprehends = true
	s.generator = e.Kind == ast.GeneratorKind
	s.params = []string{".0"}
	s.bind(".0")
	r.within(e, s, func() {
		for i, c := range e.Clauses {
			if i > 0 {
				r.expr(c.Iter)
			}
			r.expr(c.Target)
			r.target(c.Target)
			r.exprs(c.Conditions)
		}
		r.expr(e.Elem)
		r.expr(e.Value)
	})
}

func (r *resolver) pattern(p ast.Pattern) {
	switch p := p.(type) {
	case nil:
	case *ast.ValuePattern:
		r.expr(p.Value)
	case *ast.CapturePattern:
		r.pattern(p.Pattern)
		if p.Name != "" {
			r.bind(p.Name)
		}
	case *ast.SequencePattern:
		r.patterns(p.Elems)
	case *ast.StarPattern:
		if p.Name != "" {
			r.bind(p.Name)
		}
	case *ast.MappingPattern:
		r.exprs(p.Keys)
		r.patterns(p.Values)
		if p.Rest != "" {
			r.bind(p.Rest)
		}
	case *ast.ClassPattern:
		r.expr(p.Class)
		r.patterns(p.Args)
		r.patterns(p.Values)
	case *ast.OrPattern:
		r.patterns(p.Choices)
	}
}

func (r *resolver) patterns(list []ast.Pattern) {
	for _, p := range list {
		r.pattern(p)
	}
}
