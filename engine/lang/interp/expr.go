package interp

import (
	"math/big"
	"slices"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
	"fluxion/engine/lang/unwind"
)

// unwindEvery is how many levels of an expression run between two looks at the
// depth of the stack.
const unwindEvery = 64

// expr compiles an expression, which may be nested as deep as the parser lets it.
func (fn *function) expr(e ast.Expr) code {
	unwind.IfDeep()
	fn.level++
	run := fn.node(e)
	fn.level--
	if fn.level%unwindEvery != unwindEvery-1 {
		return run
	}
	return func(f *py.Frame) py.Object {
		unwind.IfDeep()
		return run(f)
	}
}

func (fn *function) node(e ast.Expr) code {
	switch e := e.(type) {
	case *ast.Constant:
		v := constant(e.Value)
		return func(*py.Frame) py.Object { return v }
	case *ast.FString:
		return fn.fstring(e)
	case *ast.Name:
		return fn.load(e)
	case *ast.Attribute:
		return fn.attribute(e)
	case *ast.Subscript:
		return fn.subscript(e)
	case *ast.Slice:
		return fn.slice(e)
	case *ast.Call:
		return fn.call(e)
	case *ast.Unary:
		return fn.unary(e)
	case *ast.Binary:
		return fn.binary(e)
	case *ast.Logical:
		return fn.logical(e)
	case *ast.Compare:
		return fn.compare(e)
	case *ast.Conditional:
		test, then, otherwise := fn.condition(e.Test, e.Span), fn.expr(e.Then), fn.expr(e.Else)
		return func(f *py.Frame) py.Object {
			if test(f) {
				return then(f)
			}
			return otherwise(f)
		}
	case *ast.Lambda:
		return fn.lambda(e)
	case *ast.Tuple:
		elems := fn.elements(e.Elems)
		return func(f *py.Frame) py.Object { return py.NewTuple(elems(f)...) }
	case *ast.List:
		elems := fn.elements(e.Elems)
		return func(f *py.Frame) py.Object { return py.NewList(elems(f)...) }
	case *ast.Set:
		return fn.set(e)
	case *ast.Dict:
		return fn.dict(e)
	case *ast.Comprehension:
		return fn.comprehension(e)
	case *ast.Walrus:
		value, assign := fn.expr(e.Value), fn.assign(e.Target.Ident)
		return func(f *py.Frame) py.Object {
			v := value(f)
			assign(f, v)
			return v
		}
	case *ast.Yield:
		return fn.yield(e)
	case *ast.YieldFrom:
		value, at := fn.expr(e.Value), e.Span
		return func(f *py.Frame) py.Object {
			v := value(f)
			f.At = at
			return f.YieldFrom(v)
		}
	case *ast.Starred:
		fail(e.Span, "can't use starred expression here")
	}
	return nil
}

// constant returns the value of a literal.
func constant(v any) py.Object {
	switch v := v.(type) {
	case bool:
		return py.Bool(v)
	case int64:
		return py.Int(v)
	case *big.Int:
		return py.NewInt(v)
	case float64:
		return py.Float(v)
	case complex128:
		return py.Complex(v)
	case string:
		return py.Str(v)
	case ast.EllipsisValue:
		return py.Ellipsis
	}
	return py.None
}

func (fn *function) exprs(list []ast.Expr) []code {
	codes := make([]code, len(list))
	for i, e := range list {
		codes[i] = fn.expr(e)
	}
	return codes
}

// optional compiles an expression that may be missing: then the value is None.
func (fn *function) optional(e ast.Expr) code {
	if e == nil {
		return func(*py.Frame) py.Object { return py.None }
	}
	return fn.expr(e)
}

// elements compiles the elements of a display, among which may be stars.
func (fn *function) elements(list []ast.Expr) func(f *py.Frame) []py.Object {
	starred := false
	codes := make([]code, len(list))
	stars := make([]bool, len(list))
	spans := make([]ast.Span, len(list))
	for i, e := range list {
		if s, ok := e.(*ast.Starred); ok {
			starred, stars[i], e = true, true, s.X
		}
		codes[i] = fn.expr(e)
		spans[i] = e.Range()
	}
	if !starred {
		return func(f *py.Frame) []py.Object {
			elems := make([]py.Object, len(codes))
			for i, c := range codes {
				elems[i] = c(f)
			}
			return elems
		}
	}
	return func(f *py.Frame) []py.Object {
		var elems []py.Object
		for i, c := range codes {
			v := c(f)
			if !stars[i] {
				elems = append(elems, v)
				continue
			}
			f.At = spans[i]
			if !f.Thread.IsIterable(v) {
				panic(py.Errorf(py.TypeError, "Value after * must be an iterable, not %s", v.Type().Name))
			}
			elems = append(elems, f.Thread.Elements(v)...)
		}
		return elems
	}
}

func (fn *function) set(e *ast.Set) code {
	elems, at := fn.elements(e.Elems), e.Span
	constants := len(e.Elems) > 2 && !slices.ContainsFunc(e.Elems, func(x ast.Expr) bool { return !isConstant(x) })
	return func(f *py.Frame) py.Object {
		s := py.NewSet()
		for _, v := range elems(f) {
			f.At = at
			s.Add(f.Thread, v)
		}
		if constants {
			return s.Refill(f.Thread)
		}
		return s
	}
}

// isConstant reports whether CPython computes an expression when it compiles.
func isConstant(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Constant:
		return true
	case *ast.Unary:
		return isConstant(e.X)
	case *ast.Binary:
		return isConstant(e.X) && isConstant(e.Y)
	case *ast.Tuple:
		return !slices.ContainsFunc(e.Elems, func(x ast.Expr) bool { return !isConstant(x) })
	}
	return false
}

func (fn *function) dict(e *ast.Dict) code {
	keys := make([]code, len(e.Keys))
	for i, k := range e.Keys {
		if k != nil {
			keys[i] = fn.expr(k)
		}
	}
	values, at := fn.exprs(e.Values), e.Span
	return func(f *py.Frame) py.Object {
		d := py.NewDict()
		for i, value := range values {
			if keys[i] == nil {
				m := value(f)
				f.At = at
				if !f.Thread.IsMapping(m) {
					panic(py.Errorf(py.TypeError, "'%s' object is not a mapping", m.Type().Name))
				}
				d.Update(f.Thread, m)
				continue
			}
			k := keys[i](f)
			v := value(f)
			f.At = at
			d.Set(f.Thread, k, v)
		}
		return d
	}
}

func (fn *function) attribute(e *ast.Attribute) code {
	x, name, at := fn.expr(e.X), py.NewSymbol(fn.scope.mangle(e.Name)), e.Span
	return func(f *py.Frame) py.Object {
		o := x(f)
		f.At = at
		return f.Thread.Attribute(o, name)
	}
}

func (fn *function) subscript(e *ast.Subscript) code {
	x, index, at := fn.expr(e.X), fn.index(e.Index), e.Span
	return func(f *py.Frame) py.Object {
		o := x(f)
		key := index(f)
		if l, ok := o.(*py.List); ok && l.Exact() {
			if i, ok := key.(py.Int); ok && 0 <= i && int(i) < len(l.Elems) {
				return l.Elems[i]
			}
		}
		f.At = at
		return f.Thread.GetItem(o, key)
	}
}

// index compiles what stands in the brackets of a subscript.
func (fn *function) index(e ast.Expr) code { return fn.expr(e) }

func (fn *function) slice(e *ast.Slice) code {
	low, high, step := fn.optional(e.Low), fn.optional(e.High), fn.optional(e.Step)
	return func(f *py.Frame) py.Object {
		return &py.Slice{Start: low(f), Stop: high(f), Step: step(f)}
	}
}

func (fn *function) fstring(e *ast.FString) code {
	parts := make([]func(f *py.Frame) string, len(e.Parts))
	for i, part := range e.Parts {
		if c, ok := part.(*ast.Constant); ok {
			s := c.Value.(string)
			parts[i] = func(*py.Frame) string { return s }
		} else {
			parts[i] = fn.field(part.(*ast.Field))
		}
	}
	return func(f *py.Frame) py.Object {
		s := ""
		for _, part := range parts {
			s += part(f)
		}
		f.Thread.Reserve(float64(len(s)))
		return py.Str(s)
	}
}

func (fn *function) field(e *ast.Field) func(f *py.Frame) string {
	value := fn.expr(e.Value)
	conversion, at := e.Conversion, e.Value.Range()
	spec := func(*py.Frame) string { return "" }
	if e.Spec != nil {
		text := fn.fstring(e.Spec)
		spec = func(f *py.Frame) string { return string(text(f).(py.Str)) }
	}
	return func(f *py.Frame) string {
		v := value(f)
		f.At = at
		t := f.Thread
		switch conversion {
		case 'r':
			v = py.Str(t.Repr(v))
		case 's':
			v = py.Str(t.Str(v))
		case 'a':
			v = py.Str(t.ASCII(v))
		}
		s := spec(f)
		if s == "" {
			if text, ok := v.(py.Str); ok {
				return string(text)
			}
		}
		f.At = at
		return t.Format(v, s)
	}
}

func (fn *function) yield(e *ast.Yield) code {
	value, at := fn.optional(e.Value), e.Span
	return func(f *py.Frame) py.Object {
		v := value(f)
		f.At = at
		return f.Yield(v)
	}
}
