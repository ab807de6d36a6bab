package py

import (
	"iter"
	"runtime"
)

// A Generator is what a call of a function with yield returns.
type Generator struct{ *coroutine }

// A coroutine runs the body of a generator. It does not refer to the Generator,
// so that one that the program has forgotten can be found and ended.
type coroutine struct {
	frame    *Frame
	name     string
	state    generatorState
	next     func() (Object, bool)
	stop     func()
	yield    func(Object) bool
	sent     Object
	thrown   *Exception
	result   Object
	handling *Exception
}

type generatorState uint8

const (
	generatorCreated generatorState = iota
	generatorSuspended
	generatorRunning
	generatorDone
)

// GeneratorType is the type of generators.
var GeneratorType = &Type{Name: "generator", Final: true}

// Type returns [GeneratorType].
func (*Generator) Type() *Type { return GeneratorType }

func init() {
	GeneratorType.Define(
		Func{Sig: "send(self, value, /)", Doc: "Resumes the generator with a value.", Impl: func(t *Thread, a []Object) Object {
			g := a[0].(*Generator)
			if g.state == generatorCreated && a[1] != None {
				panic(Errorf(TypeError, "can't send non-None value to a just-started generator"))
			}
			return g.mustResume(t, a[1], nil)
		}},
		Func{Sig: "throw(self, exception, value?, traceback?, /)", Doc: "Raises an exception where the generator is suspended.", Impl: func(t *Thread, a []Object) Object {
			e := t.ToException(a[1])
			e.traced = 0
			return a[0].(*Generator).mustResume(t, None, e)
		}},
		Func{Sig: "close(self, /)", Doc: "Ends the generator.", Impl: func(t *Thread, a []Object) Object {
			a[0].(*Generator).close(t)
			return None
		}},
	)
}

func (t *Thread) newGenerator(f *Function, locals []Object) *Generator {
	fr := &Frame{Thread: t, Code: f.Code, Locals: locals, Cells: f.makeCells(locals), At: f.Code.At}
	c := &coroutine{frame: fr, name: f.Qualname}
	fr.generator = c
	return &Generator{c}
}

// Next implements [Iterator].
func (g *Generator) Next(t *Thread) (Object, bool) {
	if g.state == generatorCreated {
		runtime.AddCleanup(g, t.abandon, g.coroutine)
	}
	return g.resume(t, None, nil)
}

// Result returns the value of the return statement that ended the generator.
func (g *Generator) Result() Object {
	if g.result == nil {
		return None
	}
	return g.result
}

// mustResume is resume that raises StopIteration at the end.
func (c *coroutine) mustResume(t *Thread, sent Object, thrown *Exception) Object {
	v, ok := c.resume(t, sent, thrown)
	if ok {
		return v
	}
	e := NewException(StopIteration)
	if c.result != nil && c.result != None {
		e.Args = NewTuple(c.result)
	}
	panic(e)
}

// resume runs the body up to the next yield, whose value it returns, or to the
// end.
func (c *coroutine) resume(t *Thread, sent Object, thrown *Exception) (v Object, ok bool) {
	switch c.state {
	case generatorRunning:
		panic(Errorf(ValueError, "generator already executing"))
	case generatorDone:
		if thrown != nil {
			panic(thrown)
		}
		c.result = nil
		return nil, false
	case generatorCreated:
		if thrown != nil {
			c.state = generatorDone
			panic(thrown)
		}
		c.next, c.stop = iter.Pull(c.run)
		t.generators[c] = true
	}
	t.Tick()
	if t.depth >= RecursionLimit {
		panic(Errorf(RecursionError, "maximum recursion depth exceeded"))
	}
	fr := c.frame
	t.depth++
	t.stack[t.depth] = fr
	fr.depth, fr.free, fr.native = t.depth, t.free, t.native
	outer := t.handling
	if c.handling != nil {
		t.handling = c.handling
	}
	c.sent, c.thrown = sent, thrown
	c.state = generatorRunning
	defer func() {
		if !ok {
			c.state = generatorDone
			delete(t.generators, c)
		}
	}()
	v, ok = c.next()
	if ok {
		c.state = generatorSuspended
		if c.handling = t.handling; c.handling == outer {
			c.handling = nil
		}
	}
	t.depth--
	t.handling = outer
	return v, ok
}

// run is the body as a Go iterator.
func (c *coroutine) run(yield func(Object) bool) {
	c.yield = yield
	fr := c.frame
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Exception)
			if !ok || !e.IsA(StopIteration) {
				panic(r)
			}
			// A StopIteration must not end the loop over the generator.
			t := fr.Thread
			t.record(e, fr.depth, fr.free)
			t.depth = fr.depth
			outer := Errorf(RuntimeError, "generator raised StopIteration")
			outer.Cause, outer.Context, outer.SuppressContext = e, e, true
			panic(outer)
		}
	}()
	c.result = fr.Code.Body(fr)
}

// Yield suspends the generator that the frame runs, and returns the value that
// it is resumed with.
func (f *Frame) Yield(v Object) Object {
	c := f.generator
	if !c.yield(v) {
		panic(&Stopped{NewException(GeneratorExit)})
	}
	if e := c.thrown; e != nil {
		c.thrown = nil
		panic(e)
	}
	return c.sent
}

// YieldFrom is the value of "yield from o".
func (f *Frame) YieldFrom(o Object) Object {
	t := f.Thread
	it := t.Iter(o)
	inner, isGenerator := it.(*Generator)
	var sent Object = None
	for {
		var v Object
		ok := true
		if isGenerator {
			v, ok = inner.resume(t, sent, nil)
		} else if sent != None {
			v = t.CallMethod(o, "send", sent)
		} else {
			v, ok = it.Next(t)
		}
		if !ok {
			break
		}
		e := t.catchInto(f, func() { sent = f.Yield(v) })
		if e == nil {
			continue
		}
		if !isGenerator {
			panic(e)
		}
		if e.IsA(GeneratorExit) {
			inner.close(t)
			panic(e)
		}
		e.traced = 0
		v, ok = inner.resume(t, None, e)
		if !ok {
			break
		}
		sent = f.Yield(v)
	}
	if isGenerator {
		return inner.Result()
	}
	if p, ok := it.(*instanceIterator); ok && p.result != nil {
		return p.result
	}
	return None
}

// catchInto is Try within a frame that may have moved to another depth.
func (t *Thread) catchInto(f *Frame, body func()) (e *Exception) {
	handling := t.handling
	defer func() {
		if r := recover(); r != nil {
			if e = t.Caught(r, f, handling); e == nil {
				panic(r)
			}
		}
	}()
	body()
	return nil
}

// Fresh reports whether the body has not begun to run.
func (g *Generator) Fresh() bool { return g.state == generatorCreated }

// Close is g.close(): it runs the finally clauses around the yield that the
// generator waits at.
func (g *Generator) Close(t *Thread) { g.close(t) }

func (c *coroutine) close(t *Thread) {
	switch c.state {
	case generatorDone:
		return
	case generatorCreated:
		c.state = generatorDone
		return
	}
	yielded := false
	e := t.Try(func() { _, yielded = c.resume(t, None, NewException(GeneratorExit)) })
	if yielded {
		panic(Errorf(RuntimeError, "generator ignored GeneratorExit"))
	}
	if e != nil && !e.IsA(GeneratorExit) && !e.IsA(StopIteration) {
		panic(e)
	}
}

// abandon is called, from any goroutine, for a generator that the program has
// forgotten.
func (t *Thread) abandon(c *coroutine) {
	t.abandoned.Lock()
	defer t.abandoned.Unlock()
	t.abandoned.list = append(t.abandoned.list, c)
}

func (t *Thread) closeAbandoned() {
	t.abandoned.Lock()
	list := t.abandoned.list
	t.abandoned.list = nil
	t.abandoned.Unlock()
	for _, c := range list {
		t.finish(c)
	}
}

// Close ends all generators that are suspended; the thread can be used further.
func (t *Thread) Close() {
	for c := range t.generators {
		t.finish(c)
	}
}

// finish closes a generator and drops what goes wrong, as there is nobody to
// tell.
func (t *Thread) finish(c *coroutine) {
	if c.state != generatorSuspended {
		return
	}
	t.Try(func() { c.close(t) })
	if c.state == generatorSuspended { // it ignored the exception
		c.state = generatorDone
		delete(t.generators, c)
		defer func() { _ = recover() }() // the Stopped of Yield
		c.stop()
	}
}
