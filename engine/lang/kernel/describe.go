package kernel

import (
	"strings"

	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// candidate describes a thing under a name.
func (v *view) candidate(name string, t thing) Candidate {
	doc, _, _ := strings.Cut(v.doc(t), "\n")
	return Candidate{Label: name, Kind: v.kind(t), Signature: v.signature(t), Doc: doc}
}

// kind returns the kind of a thing.
func (v *view) kind(t thing) string {
	switch o := t.object.(type) {
	case nil:
		if t.bound != nil {
			return t.bound.kind
		}
		return valueKind
	case *py.Module:
		return moduleKind
	case *py.Type:
		return classKind
	case *py.Instance:
		return valueKind
	default:
		if _, ok := o.(py.Callable); ok {
			return functionKind
		}
		return valueKind
	}
}

// wrapped returns the function that a bound method calls or that a transformed
// function was made of.
func (v *view) wrapped(t thing) thing {
	for range 100 { // functions may be wrapped in a circle
		switch o := t.object.(type) {
		case *py.BoundMethod:
			t.object, t.method = o.Func, true
			continue
		case py.AttributeHolder:
			if _, ok := t.object.(py.Callable); !ok {
				return t
			}
			inner, ok := o.Attribute(v.kernel.session.Thread, "__wrapped__")
			if !ok {
				return t
			}
			t.object = inner
			continue
		}
		return t
	}
	return t
}

// signature returns the parameters of a function or class, and the class of
// another value.
func (v *view) signature(t thing) string {
	t = v.wrapped(t)
	var s string
	switch o := t.object.(type) {
	case nil:
		switch {
		case t.class != nil:
			return t.class.Name
		case t.bound == nil:
			return ""
		}
		s = t.bound.signature
	case *py.Function:
		s = o.Signature(v.literal)
	case *py.Builtin:
		s = o.Signature()
	case *py.Type:
		init := v.constructor(o)
		if init == nil {
			return ""
		}
		return v.signature(thing{object: init, method: true})
	case *py.Module, *py.Property, *py.PropertyObject:
		return ""
	case *jax.Array:
		return o.ShortType()
	default:
		return o.Type().Name
	}
	if t.method {
		return withoutFirst(s)
	}
	return s
}

// constructor returns the function that takes the arguments of a class, or nil.
func (v *view) constructor(c *py.Type) py.Object {
	for _, name := range []string{"__init__", "__new__"} {
		switch f := c.Lookup(name).(type) {
		case *py.Function, *py.Builtin:
			return f
		case *py.StaticMethod:
			return f.Func
		}
	}
	return nil
}

// keywords returns what can be passed to a function or class by name.
func (v *view) keywords(t thing) []string {
	t = v.wrapped(t)
	var names []string
	first := ""
	switch o := t.object.(type) {
	case nil:
		if t.bound != nil {
			return t.bound.keywords
		}
	case *py.Function:
		names = o.Keywords()
		if len(o.Code.Params) > 0 {
			first = o.Code.Params[0]
		}
	case *py.Builtin:
		names = o.Keywords()
		if all := o.Parameters(); len(all) > 0 {
			first = all[0]
		}
	case *py.Type:
		if init := v.constructor(o); init != nil {
			return v.keywords(thing{object: init, method: true})
		}
	}
	if t.method && len(names) > 0 && names[0] == first {
		return names[1:]
	}
	return names
}

// doc returns the documentation of a thing.
func (v *view) doc(t thing) string {
	if t.object == nil {
		if t.bound == nil {
			return ""
		}
		return t.bound.doc
	}
	t = v.wrapped(t)
	var s py.Object
	switch o := t.object.(type) {
	case *py.Builtin:
		return o.Doc
	case *py.Property:
		return o.Doc
	case *py.Type:
		return strings.TrimSpace(o.Doc)
	case *py.Function:
		s = o.Doc
	case *py.Module, *py.PropertyObject:
		if o.Type() == py.PropertyType || o.Type() == py.ModuleType {
			s, _ = v.kernel.session.Thread.LookupAttr(o, "__doc__")
		}
	}
	text, _ := s.(py.Str)
	return clean(string(text))
}

// clean takes the indentation from a docstring.
func clean(doc string) string {
	lines := strings.Split(strings.TrimSpace(doc), "\n")
	margin := -1
	for _, l := range lines[1:] {
		if body := strings.TrimLeft(l, " \t"); body != "" && (margin < 0 || len(l)-len(body) < margin) {
			margin = len(l) - len(body)
		}
	}
	for i := range lines[1:] {
		l := &lines[i+1]
		*l = strings.TrimRight((*l)[min(max(margin, 0), len(*l)):], " \t")
	}
	return strings.Join(lines, "\n")
}

// literal shows the default value of a parameter if that needs no code of the
// program.
func (v *view) literal(o py.Object) string {
	switch o := o.(type) {
	case py.Int, py.Float, py.Complex, py.Bool, py.Str, *py.Singleton, *py.Builtin, *py.Function:
		return v.kernel.session.Thread.Repr(o)
	case *py.Type:
		return o.Name
	}
	return "..."
}

// withoutFirst returns a signature without its first parameter.
func withoutFirst(signature string) string {
	depth := 0
	for i, c := range signature {
		switch c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth == 0 {
				return "()"
			}
		case ',':
			if depth == 1 {
				rest := strings.TrimPrefix(signature[i+1:], " ")
				return "(" + strings.TrimPrefix(strings.TrimPrefix(rest, "/"), ", ")
			}
		}
	}
	return signature
}
