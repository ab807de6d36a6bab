package interp

import (
	"slices"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/unwind"
)

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
	unwind.IfDeep()
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
