package interp

import (
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// stmt compiles a statement; the result is nil for one that does nothing.
func (fn *function) stmt(s ast.Stmt) action {
	switch s := s.(type) {
	case *ast.ExprStmt:
		if _, ok := s.X.(*ast.Constant); ok {
			return nil
		}
		value := fn.expr(s.X)
		return func(f *py.Frame) signal {
			value(f)
			return next
		}
	case *ast.Assign:
		return fn.assignStmt(s)
	case *ast.AugAssign:
		return fn.augmented(s)
	case *ast.AnnAssign:
		return fn.annotated(s)
	case *ast.If:
		return fn.ifStmt(s)
	case *ast.For:
		return fn.forStmt(s)
	case *ast.While:
		return fn.whileStmt(s)
	case *ast.FunctionDef:
		return fn.functionDef(s)
	case *ast.ClassDef:
		return fn.classDef(s)
	case *ast.Return:
		value := fn.optional(s.Value)
		return func(f *py.Frame) signal {
			f.Return = value(f)
			return leave
		}
	case *ast.Delete:
		return fn.deleteStmt(s)
	case *ast.Break:
		if fn.loops == 0 {
			fail(s.Span, "'break' outside loop")
		}
		return func(*py.Frame) signal { return breakLoop }
	case *ast.Continue:
		if fn.loops == 0 {
			fail(s.Span, "'continue' not properly in loop")
		}
		return func(*py.Frame) signal { return continueLoop }
	case *ast.Raise:
		return fn.raise(s)
	case *ast.Try:
		return fn.try(s)
	case *ast.With:
		return fn.with(s.Items, s)
	case *ast.Assert:
		return fn.assert(s)
	case *ast.Import:
		return fn.importStmt(s)
	case *ast.ImportFrom:
		return fn.importFrom(s)
	case *ast.Match:
		return fn.match(s)
	}
	return nil // pass, global, nonlocal
}

func (fn *function) assignStmt(s *ast.Assign) action {
	if a := fn.swap(s); a != nil {
		return a
	}
	value := fn.expr(s.Value)
	if len(s.Targets) == 1 {
		target := fn.target(s.Targets[0])
		return func(f *py.Frame) signal {
			target(f, value(f))
			return next
		}
	}
	targets := make([]store, len(s.Targets))
	for i, t := range s.Targets {
		targets[i] = fn.target(t)
	}
	return func(f *py.Frame) signal {
		v := value(f)
		for _, target := range targets {
			target(f, v)
		}
		return next
	}
}

// swap compiles "a, b = x, y", which needs no tuple.
func (fn *function) swap(s *ast.Assign) action {
	left, ok := s.Targets[0].(*ast.Tuple)
	right, ok2 := s.Value.(*ast.Tuple)
	if !ok || !ok2 || len(s.Targets) != 1 || len(left.Elems) != 2 || len(right.Elems) != 2 {
		return nil
	}
	for i := range 2 {
		if isStarred(left.Elems[i]) || isStarred(right.Elems[i]) {
			return nil
		}
	}
	x, y := fn.expr(right.Elems[0]), fn.expr(right.Elems[1])
	a, b := fn.target(left.Elems[0]), fn.target(left.Elems[1])
	return func(f *py.Frame) signal {
		v := x(f)
		w := y(f)
		a(f, v)
		b(f, w)
		return next
	}
}

// target compiles what an assignment assigns to.
func (fn *function) target(e ast.Expr) store {
	switch e := e.(type) {
	case *ast.Name:
		return fn.assign(e.Ident)
	case *ast.Attribute:
		x, name, at := fn.expr(e.X), py.NewSymbol(fn.scope.mangle(e.Name)), e.Span
		return func(f *py.Frame, v py.Object) {
			o := x(f)
			f.At = at
			f.Thread.SetAttribute(o, name, v)
		}
	case *ast.Subscript:
		x, index, at := fn.expr(e.X), fn.index(e.Index), e.Span
		return func(f *py.Frame, v py.Object) {
			o := x(f)
			key := index(f)
			f.At = at
			f.Thread.SetItem(o, key, v)
		}
	case *ast.Tuple:
		return fn.unpack(e.Elems, e.Span)
	case *ast.List:
		return fn.unpack(e.Elems, e.Span)
	}
	fail(e.Range(), "cannot assign to expression")
	return nil
}

func (fn *function) unpack(elems []ast.Expr, at ast.Span) store {
	star := -1
	targets := make([]store, len(elems))
	for i, e := range elems {
		if s, ok := e.(*ast.Starred); ok {
			star, e = i, s.X
		}
		targets[i] = fn.target(e)
	}
	return func(f *py.Frame, v py.Object) {
		f.At = at
		values := f.Thread.UnpackInto(v, len(targets), star)
		for i, target := range targets {
			target(f, values[i])
		}
	}
}

func (fn *function) augmented(s *ast.AugAssign) action {
	operate := arithmetic(s.Op, s.Span, (*py.Thread).InPlace)
	value := fn.expr(s.Value)
	switch target := s.Target.(type) {
	case *ast.Name:
		load, assign := fn.load(target), fn.assign(target.Ident)
		return func(f *py.Frame) signal {
			a := load(f)
			assign(f, operate(f, a, value(f)))
			return next
		}
	case *ast.Attribute:
		x, name, at := fn.expr(target.X), py.NewSymbol(fn.scope.mangle(target.Name)), target.Span
		return func(f *py.Frame) signal {
			o := x(f)
			f.At = at
			a := f.Thread.Attribute(o, name)
			v := operate(f, a, value(f))
			f.At = at
			f.Thread.SetAttribute(o, name, v)
			return next
		}
	case *ast.Subscript:
		x, index, at := fn.expr(target.X), fn.index(target.Index), target.Span
		return func(f *py.Frame) signal {
			o := x(f)
			key := index(f)
			f.At = at
			a := f.Thread.GetItem(o, key)
			v := operate(f, a, value(f))
			f.At = at
			f.Thread.SetItem(o, key, v)
			return next
		}
	}
	return nil
}

// annotated compiles "x: T = v". In modules and classes the annotation is kept
// in __annotations__.
func (fn *function) annotated(s *ast.AnnAssign) action {
	var actions []action
	if s.Value != nil {
		value, target := fn.expr(s.Value), fn.target(s.Target)
		actions = append(actions, func(f *py.Frame) signal {
			target(f, value(f))
			return next
		})
	}
	if name, ok := s.Target.(*ast.Name); ok && fn.scope.kind != functionScope {
		annotation, key := fn.annotation(s.Annotation), name.Ident
		actions = append(actions, func(f *py.Frame) signal {
			fn.annotations(f).SetString(key, annotation(f))
			return next
		})
	}
	return func(f *py.Frame) signal {
		for _, a := range actions {
			a(f)
		}
		return next
	}
}

// annotations returns the __annotations__ of the module or class.
func (fn *function) annotations(f *py.Frame) *py.Dict {
	get := func() py.Object { return fn.module.Get("__annotations__") }
	set := func(d py.Object) { fn.module.Set("__annotations__", d) }
	if fn.scope.kind == classScope {
		get = func() py.Object { return f.Class.GetString("__annotations__") }
		set = func(d py.Object) { f.Class.SetString("__annotations__", d) }
	}
	d, ok := get().(*py.Dict)
	if !ok {
		d = py.NewDict()
		set(d)
	}
	return d
}

// annotation compiles an annotation, which may have to stay text.
func (fn *function) annotation(e ast.Expr) code {
	if fn.stringAnnotations {
		at := e.Range()
		text := py.Str(fn.source.Text[at.From:at.To])
		return func(*py.Frame) py.Object { return text }
	}
	return fn.expr(e)
}

func (fn *function) ifStmt(s *ast.If) action {
	test, body := fn.condition(s.Test, s.Span), fn.block(s.Body)
	if len(s.Else) == 0 {
		return func(f *py.Frame) signal {
			if test(f) {
				return body(f)
			}
			return next
		}
	}
	otherwise := fn.block(s.Else)
	return func(f *py.Frame) signal {
		if test(f) {
			return body(f)
		}
		return otherwise(f)
	}
}

func (fn *function) deleteStmt(s *ast.Delete) action {
	var actions []func(f *py.Frame)
	var add func(e ast.Expr)
	add = func(e ast.Expr) {
		switch e := e.(type) {
		case *ast.Name:
			actions = append(actions, fn.unbind(e.Ident, e.Span))
		case *ast.Attribute:
			x, name, at := fn.expr(e.X), fn.scope.mangle(e.Name), e.Span
			actions = append(actions, func(f *py.Frame) {
				o := x(f)
				f.At = at
				f.Thread.SetAttr(o, name, nil)
			})
		case *ast.Subscript:
			x, index, at := fn.expr(e.X), fn.index(e.Index), e.Span
			actions = append(actions, func(f *py.Frame) {
				o := x(f)
				key := index(f)
				f.At = at
				f.Thread.DelItem(o, key)
			})
		case *ast.Tuple:
			for _, x := range e.Elems {
				add(x)
			}
		case *ast.List:
			for _, x := range e.Elems {
				add(x)
			}
		}
	}
	for _, t := range s.Targets {
		add(t)
	}
	return func(f *py.Frame) signal {
		for _, a := range actions {
			a(f)
		}
		return next
	}
}

func (fn *function) assert(s *ast.Assert) action {
	test, message, at := fn.condition(s.Test, s.Span), fn.optional(s.Message), lastComparison(s.Test, s.Span)
	return func(f *py.Frame) signal {
		if test(f) {
			return next
		}
		e := py.NewException(py.AssertionError)
		if s.Message != nil {
			e = py.NewException(py.AssertionError, message(f))
		}
		f.At = at
		panic(e)
	}
}

// lastComparison returns the place that CPython gives to a failing assertion:
// that of the comparison it compiled last, if there is one.
func lastComparison(e ast.Expr, at ast.Span) ast.Span {
	switch e := e.(type) {
	case *ast.Compare:
		return e.Span
	case *ast.Unary:
		if e.Op == ast.Not {
			return lastComparison(e.X, at)
		}
	case *ast.Logical:
		for _, x := range e.Operands {
			at = lastComparison(x, at)
		}
	case *ast.Conditional:
		for _, x := range []ast.Expr{e.Test, e.Then, e.Else} {
			at = lastComparison(x, at)
		}
	}
	return at
}
