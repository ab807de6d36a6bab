package interp

import (
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// isTemporary reports whether nothing but the loop over it keeps the value of an
// expression, if it is a new generator.
func isTemporary(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Call:
		return true
	case *ast.Comprehension:
		return e.Kind == ast.GeneratorKind
	}
	return false
}

// loop compiles the body of a loop.
func (fn *function) loop(body []ast.Stmt) action {
	fn.loops++
	defer func() { fn.loops-- }()
	return fn.block(body)
}

func (fn *function) whileStmt(s *ast.While) action {
	test, body, otherwise := fn.condition(s.Test, s.Span), fn.loop(s.Body), fn.block(s.Else)
	at := s.Test.Range()
	return func(f *py.Frame) signal {
		for test(f) {
			f.At = at // where an interrupt finds the program
			f.Thread.Tick()
			switch sig := body(f); sig {
			case breakLoop:
				return next
			case leave:
				return leave
			}
		}
		return otherwise(f)
	}
}

func (fn *function) forStmt(s *ast.For) action {
	iter, target, body, otherwise := fn.expr(s.Iter), fn.target(s.Target), fn.loop(s.Body), fn.block(s.Else)
	at := s.Span
	temporary := isTemporary(s.Iter)
	iterate := iteration(target, body, otherwise, at)
	return func(f *py.Frame) signal {
		t := f.Thread
		over := iter(f)
		if r, ok := over.(*py.Range); ok {
			v := r.Start
			for n := r.Count(); n > 0; n-- {
				f.At = at
				t.Tick()
				target(f, py.Int(v))
				v += r.Step
				switch body(f) {
				case breakLoop:
					return next
				case leave:
					return leave
				}
			}
			return otherwise(f)
		}
		f.At = at
		it := t.Iter(over)
		if g, ok := it.(*py.Generator); ok && temporary && g.Fresh() {
			return ownGenerator(f, g, func(f *py.Frame) signal { return iterate(f, it) })
		}
		return iterate(f, it)
	}
}

// ownGenerator runs a loop over a generator that only the loop refers to, and
// closes it if the loop ends early, as CPython does when the last reference to a
// value goes.
func ownGenerator(f *py.Frame, g *py.Generator, loop action) signal {
	sig, e := protect(f, loop)
	if e != nil {
		whileHandling(f, e, func(f *py.Frame) signal {
			g.Close(f.Thread)
			return next
		})
		panic(e)
	}
	result := f.Return
	g.Close(f.Thread)
	f.Return = result
	return sig
}

// iteration compiles the loop over an iterator.
func iteration(target store, body, otherwise action, nextAt ast.Span) func(f *py.Frame, it py.Iterator) signal {
	return func(f *py.Frame, it py.Iterator) signal {
		t := f.Thread
		for {
			f.At = nextAt
			v, ok := it.Next(t)
			if !ok {
				return otherwise(f)
			}
			t.Tick()
			target(f, v)
			switch body(f) {
			case breakLoop:
				return next
			case leave:
				return leave
			}
		}
	}
}
