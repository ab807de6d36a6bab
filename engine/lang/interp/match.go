package interp

import (
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// matcher tries a pattern on a value, and binds its names if it matches.
type matcher func(f *py.Frame, v py.Object) bool

func (fn *function) match(s *ast.Match) action {
	type arm struct {
		pattern matcher
		guard   func(f *py.Frame) bool
		body    action
	}
	subject := fn.expr(s.Subject)
	arms := make([]arm, len(s.Cases))
	for i, c := range s.Cases {
		arms[i] = arm{pattern: fn.pattern(c.Pattern), body: fn.block(c.Body)}
		if c.Guard != nil {
			arms[i].guard = fn.condition(c.Guard, s.Span)
		}
		if p, ok := c.Pattern.(*ast.CapturePattern); ok && p.Pattern == nil && c.Guard == nil && i+1 < len(s.Cases) {
			if p.Name == "" {
				fail(p.Span, "wildcard makes remaining patterns unreachable")
			}
			fail(p.Span, "name capture '%s' makes remaining patterns unreachable", p.Name)
		}
	}
	return func(f *py.Frame) signal {
		v := subject(f)
		for i := range arms {
			if arms[i].pattern(f, v) && (arms[i].guard == nil || arms[i].guard(f)) {
				return arms[i].body(f)
			}
		}
		return next
	}
}

func (fn *function) pattern(p ast.Pattern) matcher {
	switch p := p.(type) {
	case *ast.ValuePattern:
		return fn.valuePattern(p)
	case *ast.CapturePattern:
		return fn.capturePattern(p)
	case *ast.SequencePattern:
		return fn.sequencePattern(p)
	case *ast.MappingPattern:
		return fn.mappingPattern(p)
	case *ast.ClassPattern:
		return fn.classPattern(p)
	case *ast.OrPattern:
		choices := make([]matcher, len(p.Choices))
		for i, c := range p.Choices {
			choices[i] = fn.pattern(c)
		}
		return func(f *py.Frame, v py.Object) bool {
			for _, c := range choices {
				if c(f, v) {
					return true
				}
			}
			return false
		}
	}
	fail(p.Range(), "can't use starred expression here")
	return nil
}

func (fn *function) valuePattern(p *ast.ValuePattern) matcher {
	value, at := fn.expr(p.Value), p.Span
	if c, ok := p.Value.(*ast.Constant); ok {
		switch c.Value.(type) {
		case nil, bool:
			return func(f *py.Frame, v py.Object) bool { return py.Is(v, value(f)) }
		}
	}
	return func(f *py.Frame, v py.Object) bool {
		w := value(f)
		f.At = at
		return f.Thread.Equal(v, w)
	}
}

func (fn *function) capturePattern(p *ast.CapturePattern) matcher {
	inner := func(*py.Frame, py.Object) bool { return true }
	if p.Pattern != nil {
		inner = fn.pattern(p.Pattern)
	}
	if p.Name == "" {
		return inner
	}
	assign := fn.assign(p.Name)
	return func(f *py.Frame, v py.Object) bool {
		if !inner(f, v) {
			return false
		}
		assign(f, v)
		return true
	}
}

func (fn *function) sequencePattern(p *ast.SequencePattern) matcher {
	star := -1
	elems := make([]matcher, len(p.Elems))
	for i, e := range p.Elems {
		s, ok := e.(*ast.StarPattern)
		if !ok {
			elems[i] = fn.pattern(e)
			continue
		}
		if star >= 0 {
			fail(s.Span, "multiple starred expressions in sequence pattern")
		}
		star = i
		elems[i] = fn.capturePattern(&ast.CapturePattern{Name: s.Name})
	}
	n := len(elems)
	return func(f *py.Frame, v py.Object) bool {
		switch v.(type) {
		case *py.List, *py.Tuple, *py.Range:
		default:
			return false
		}
		list := f.Thread.Elements(v)
		if star < 0 && len(list) != n || len(list) < n-1 {
			return false
		}
		if star >= 0 {
			list = f.Thread.UnpackInto(py.NewTuple(list...), n, star)
		}
		for i, elem := range elems {
			if !elem(f, list[i]) {
				return false
			}
		}
		return true
	}
}

func (fn *function) mappingPattern(p *ast.MappingPattern) matcher {
	keys := fn.exprs(p.Keys)
	values := make([]matcher, len(p.Values))
	for i, v := range p.Values {
		values[i] = fn.pattern(v)
	}
	var rest store
	if p.Rest != "" {
		rest = fn.assign(p.Rest)
	}
	return func(f *py.Frame, v py.Object) bool {
		d, ok := v.(*py.Dict)
		if !ok {
			return false
		}
		t := f.Thread
		left := d.Copy()
		for i, key := range keys {
			k := key(f)
			value := d.Get(t, k)
			if value == nil || !values[i](f, value) {
				return false
			}
			left.Delete(t, k)
		}
		if rest != nil {
			rest(f, left)
		}
		return true
	}
}

func (fn *function) classPattern(p *ast.ClassPattern) matcher {
	class, at := fn.expr(p.Class), p.Span
	args := make([]matcher, len(p.Args))
	for i, a := range p.Args {
		args[i] = fn.pattern(a)
	}
	values := make([]matcher, len(p.Values))
	for i, v := range p.Values {
		values[i] = fn.pattern(v)
	}
	return func(f *py.Frame, v py.Object) bool {
		t := f.Thread
		c := class(f)
		f.At = at
		ct, ok := c.(*py.Type)
		if !ok {
			panic(py.Errorf(py.TypeError, "called match pattern must be a class"))
		}
		if !t.IsInstance(v, ct) {
			return false
		}
		names := p.Names
		if len(args) > 0 {
			positional, self := fn.matchArgs(t, ct, len(args))
			if self {
				if !args[0](f, v) {
					return false
				}
			} else {
				for i, name := range positional {
					attr, ok := t.LookupAttr(v, name)
					if !ok || !args[i](f, attr) {
						return false
					}
				}
			}
		}
		for i, name := range names {
			attr, ok := t.LookupAttr(v, name)
			if !ok || !values[i](f, attr) {
				return false
			}
		}
		return true
	}
}

// matchArgs returns the attributes that positional patterns of a class mean;
// self tells that the only one means the value itself, as in int(x).
func (fn *function) matchArgs(t *py.Thread, c *py.Type, n int) (names []string, self bool) {
	list := c.Lookup("__match_args__")
	if list == nil {
		for _, b := range []*py.Type{py.BoolType, py.DictType, py.FloatType, py.FrozenSetType, py.IntType, py.ListType, py.SetType, py.StrType, py.TupleType} {
			if c.IsSubclass(b) && n == 1 {
				return nil, true
			}
		}
		list = py.NewTuple()
	}
	for _, name := range t.Elements(list) {
		names = append(names, t.Str(name))
	}
	if len(names) < n {
		panic(py.Errorf(py.TypeError, "%s() accepts %d positional sub-patterns (%d given)", c.Name, len(names), n))
	}
	return names[:n], false
}
