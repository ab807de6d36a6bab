package interp

import (
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

func (fn *function) raise(s *ast.Raise) action {
	at := s.Span
	if s.Value == nil {
		return func(f *py.Frame) signal {
			f.At = at
			if e := f.Thread.Handling(); e != nil {
				panic(e)
			}
			panic(py.Errorf(py.RuntimeError, "No active exception to reraise"))
		}
	}
	value := fn.expr(s.Value)
	if s.Cause == nil {
		return func(f *py.Frame) signal {
			v := value(f)
			f.At = at
			f.Thread.Raise(v)
			return next
		}
	}
	cause := fn.expr(s.Cause)
	return func(f *py.Frame) signal {
		v := value(f)
		c := cause(f)
		f.At = at
		t := f.Thread
		e := t.ToException(v)
		if class, ok := c.(*py.Type); ok {
			c = t.ToException(class)
		}
		e.SetCause(c)
		t.Raise(e)
		return next
	}
}

// protect runs a block and returns the exception that it raised, if any.
func protect(f *py.Frame, block action) (sig signal, e *py.Exception) {
	handling := f.Thread.Handling()
	defer func() {
		if r := recover(); r != nil {
			if e = f.Thread.Caught(r, f, handling); e == nil {
				panic(r)
			}
		}
	}()
	return block(f), nil
}

// A handler is a compiled except clause.
type handler struct {
	class  code // nil catches everything
	at     ast.Span
	assign store // nil if the exception gets no name
	forget func(f *py.Frame)
	body   action
}

func (fn *function) try(s *ast.Try) action {
	body, otherwise := fn.block(s.Body), fn.block(s.Else)
	run := body
	if len(s.Handlers) > 0 {
		handlers := make([]handler, len(s.Handlers))
		for i, h := range s.Handlers {
			handlers[i] = fn.handler(h)
		}
		run = func(f *py.Frame) signal {
			sig, e := protect(f, body)
			if e != nil {
				return handle(f, e, handlers)
			}
			if sig == next {
				return otherwise(f)
			}
			return sig
		}
	}
	if len(s.Finally) == 0 {
		return run
	}
	return finally(run, fn.block(s.Finally))
}

// finally runs a block after another, whatever happens in it.
func finally(run, last action) action {
	return func(f *py.Frame) signal {
		sig, e := protect(f, run)
		result := f.Return
		if e == nil {
			if s := last(f); s != next {
				return s
			}
			f.Return = result
			return sig
		}
		if s := whileHandling(f, e, last); s != next {
			return s // leaving the block drops the exception
		}
		panic(e)
	}
}

func (fn *function) handler(h *ast.Handler) handler {
	c := handler{body: fn.block(h.Body), at: h.Span}
	if h.Type != nil {
		c.class, c.at = fn.expr(h.Type), h.Type.Range()
	}
	if h.Name != "" {
		c.assign, c.forget = fn.assign(h.Name), fn.forget(h.Name)
	}
	return c
}

// handle runs the first handler that catches e, or raises it again.
func handle(f *py.Frame, e *py.Exception, handlers []handler) signal {
	for i := range handlers {
		h := &handlers[i]
		caught := true
		if h.class != nil {
			whileHandling(f, e, func(f *py.Frame) signal {
				at := f.At
				class := h.class(f)
				f.At = h.at
				caught = e.Matches(class)
				f.At = at
				return next
			})
		}
		if !caught {
			continue
		}
		if h.assign == nil {
			return whileHandling(f, e, h.body)
		}
		h.assign(f, e)
		sig, inner := protect(f, func(f *py.Frame) signal { return whileHandling(f, e, h.body) })
		h.forget(f)
		if inner != nil {
			panic(inner)
		}
		return sig
	}
	panic(e)
}

// whileHandling runs a block while e is the exception being handled: what it
// raises gets e as context.
func whileHandling(f *py.Frame, e *py.Exception, block action) signal {
	t := f.Thread
	before := t.SetHandling(e)
	defer func() {
		if r := recover(); r != nil {
			inner := t.Caught(r, f, e)
			t.SetHandling(before)
			if inner == nil {
				panic(r)
			}
			panic(inner)
		}
	}()
	sig := block(f)
	t.SetHandling(before)
	return sig
}

// with compiles a with statement; several items are nested ones.
func (fn *function) with(items []*ast.WithItem, s *ast.With) action {
	item := items[0]
	manager, at := fn.expr(item.Context), item.Context.Range()
	var assign store
	if item.Target != nil {
		assign = fn.target(item.Target)
	}
	var body action
	if len(items) > 1 {
		body = fn.with(items[1:], s)
	} else {
		body = fn.block(s.Body)
	}
	enterBody := func(v py.Object) action {
		return func(f *py.Frame) signal {
			if assign != nil {
				assign(f, v)
			}
			return body(f)
		}
	}
	return func(f *py.Frame) signal {
		m := manager(f)
		f.At = at
		t := f.Thread
		enter, exit := t.Special(m, "__enter__"), t.Special(m, "__exit__")
		if enter == nil || exit == nil {
			f.At = s.Span
			missed := ""
			if enter != nil {
				missed = " (missed __exit__ method)"
			}
			panic(py.Errorf(py.TypeError, "'%s' object does not support the context manager protocol%s", m.Type().Name, missed))
		}
		f.At = s.Span
		sig, e := protect(f, enterBody(t.Call(enter)))
		result := f.Return
		if e == nil {
			f.At = s.Span
			t.Call(exit, py.None, py.None, py.None)
			f.Return = result
			return sig
		}
		suppressed := false
		whileHandling(f, e, func(f *py.Frame) signal {
			f.At = s.Span
			suppressed = t.Truth(t.Call(exit, e.Type(), e, e.Traceback()))
			return next
		})
		if !suppressed {
			panic(e)
		}
		return next
	}
}
