package interp

import (
	"slices"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// call compiles a call. Arguments are evaluated where they are to be the
// variables of the called function, so that a call allocates nothing.
func (fn *function) call(e *ast.Call) code {
	if name, ok := e.Func.(*ast.Name); ok && name.Ident == "super" && len(e.Args)+len(e.Keywords) == 0 {
		if c := fn.superCall(e, name); c != nil {
			return c
		}
	}
	if len(e.Keywords) > 0 || slices.ContainsFunc(e.Args, isStarred) || slices.ContainsFunc(e.Args, containsYield) {
		return fn.generalCall(e)
	}
	args, at := fn.exprs(e.Args), e.Span
	if a, ok := e.Func.(*ast.Attribute); ok {
		return fn.methodCall(a, args, at)
	}
	callee := fn.expr(e.Func)
	n := len(args)
	return func(f *py.Frame) py.Object {
		target := callee(f)
		t := f.Thread
		if g, ok := target.(*py.Function); ok && g.Direct(n) {
			locals, before := t.Room(len(g.Code.Locals))
			for i, arg := range args {
				locals[i] = arg(f)
			}
			f.At = at
			return g.Invoke(t, locals, before)
		}
		room, before := t.Room(n)
		for i, arg := range args {
			room[i] = arg(f)
		}
		f.At = at
		v := t.CallObject(target, room, nil)
		t.Release(room, before)
		return v
	}
}

// methodCall compiles x.name(args) without making a bound method.
func (fn *function) methodCall(a *ast.Attribute, args []code, at ast.Span) code {
	x, name, attributeAt := fn.expr(a.X), py.NewSymbol(fn.scope.mangle(a.Name)), a.Span
	n := len(args)
	return func(f *py.Frame) py.Object {
		o := x(f)
		f.At = attributeAt
		t := f.Thread
		target, self := t.MethodOf(o, name)
		if g, ok := target.(*py.Function); ok && self != nil && g.Direct(n+1) {
			locals, before := t.Room(len(g.Code.Locals))
			locals[0] = self
			for i, arg := range args {
				locals[i+1] = arg(f)
			}
			f.At = at
			return g.Invoke(t, locals, before)
		}
		first := 0
		if self != nil {
			first = 1
		}
		room, before := t.Room(first + n)
		if self != nil {
			room[0] = self
		}
		for i, arg := range args {
			room[first+i] = arg(f)
		}
		f.At = at
		v := t.CallObject(target, room, nil)
		t.Release(room, before)
		return v
	}
}

// generalCall compiles a call with keywords, stars, or a yield among the
// arguments: a suspended function must not hold room on the stack.
func (fn *function) generalCall(e *ast.Call) code {
	at := e.Span
	args := make([]code, len(e.Args))
	stars := make([]bool, len(e.Args))
	for i, a := range e.Args {
		if s, ok := a.(*ast.Starred); ok {
			a, stars[i] = s.X, true
		}
		args[i] = fn.expr(a)
	}
	type keyword struct {
		name  string
		value code
	}
	keywords := make([]keyword, len(e.Keywords))
	for i, k := range e.Keywords {
		keywords[i] = keyword{k.Name, fn.expr(k.Value)}
	}
	callee, method := fn.callee(e.Func)
	return func(f *py.Frame) py.Object {
		t := f.Thread
		target, self := callee(f)
		list := make([]py.Object, 0, len(args)+1)
		if method && self != nil {
			list = append(list, self)
		}
		for i, arg := range args {
			v := arg(f)
			if stars[i] {
				f.At = at
				list = t.Unpack(list, target, v, len(args) == 1)
			} else {
				list = append(list, v)
			}
		}
		named := make([]py.Keyword, 0, len(keywords))
		for _, k := range keywords {
			v := k.value(f)
			if k.name == "" {
				f.At = at
				named = t.UnpackKeywords(named, target, v)
			} else {
				f.At = at
				named = t.AddKeyword(named, target, py.Keyword{Name: k.name, Value: v})
			}
		}
		f.At = at
		return t.CallObject(target, list, named)
	}
}

// callee compiles what is called, with self for methods.
func (fn *function) callee(e ast.Expr) (callee func(f *py.Frame) (target, self py.Object), method bool) {
	a, ok := e.(*ast.Attribute)
	if !ok {
		value := fn.expr(e)
		return func(f *py.Frame) (py.Object, py.Object) { return value(f), nil }, false
	}
	x, name, at := fn.expr(a.X), fn.scope.mangle(a.Name), a.Span
	return func(f *py.Frame) (py.Object, py.Object) {
		o := x(f)
		f.At = at
		return f.Thread.Method(o, name)
	}, true
}

func isStarred(e ast.Expr) bool {
	_, ok := e.(*ast.Starred)
	return ok
}

// superCall compiles super() in a method: the class is in a cell, the instance
// is the first argument.
func (fn *function) superCall(e *ast.Call, name *ast.Name) code {
	cell, ok := fn.scope.cells["__class__"]
	if !ok || fn.scope.kind != functionScope || len(fn.scope.params) == 0 {
		return nil
	}
	load, at := fn.load(name), e.Span
	self := fn.load(&ast.Name{ExprSpan: name.ExprSpan, Ident: fn.scope.params[0]})
	return func(f *py.Frame) py.Object {
		target := load(f)
		if target != py.SuperType {
			f.At = at
			return f.Thread.Call(target)
		}
		class, ok := f.Cells[cell].Value.(*py.Type)
		f.At = at
		if !ok {
			panic(py.Errorf(py.RuntimeError, "super(): empty __class__ cell"))
		}
		return py.NewSuper(class, self(f))
	}
}

// containsYield reports whether evaluating e may suspend the function.
func containsYield(e ast.Expr) bool {
	any := func(list ...ast.Expr) bool { return slices.ContainsFunc(list, containsYield) }
	switch e := e.(type) {
	case *ast.Yield, *ast.YieldFrom:
		return true
	case *ast.FString:
		return any(e.Parts...)
	case *ast.Field:
		return any(e.Value)
	case *ast.Attribute:
		return any(e.X)
	case *ast.Subscript:
		return any(e.X, e.Index)
	case *ast.Slice:
		return any(e.Low, e.High, e.Step)
	case *ast.Starred:
		return any(e.X)
	case *ast.Call:
		for _, k := range e.Keywords {
			if any(k.Value) {
				return true
			}
		}
		return any(e.Func) || any(e.Args...)
	case *ast.Unary:
		return any(e.X)
	case *ast.Binary:
		return any(e.X, e.Y)
	case *ast.Logical:
		return any(e.Operands...)
	case *ast.Compare:
		return any(e.Operands...)
	case *ast.Conditional:
		return any(e.Test, e.Then, e.Else)
	case *ast.Tuple:
		return any(e.Elems...)
	case *ast.List:
		return any(e.Elems...)
	case *ast.Set:
		return any(e.Elems...)
	case *ast.Dict:
		return any(e.Keys...) || any(e.Values...)
	case *ast.Comprehension:
		return any(e.Clauses[0].Iter)
	case *ast.Walrus:
		return any(e.Value)
	}
	return false
}
