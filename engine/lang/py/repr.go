package py

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Repr is repr(o).
func (t *Thread) Repr(o Object) string {
	class := o.Type()
	if class.python {
		if f := t.Special(o, "__repr__"); f != nil {
			s, ok := t.Call(f).(Str)
			if !ok {
				panic(Errorf(TypeError, "__repr__ returned non-string (type %s)", typeName(t.Call(f))))
			}
			return string(s)
		}
	}
	return t.nativeRepr(o)
}

// nativeRepr is repr of a value without a __repr__ in Python.
func (t *Thread) nativeRepr(o Object) string {
	switch o := o.(type) {
	case *Singleton:
		return o.name
	case Bool:
		if o {
			return "True"
		}
		return "False"
	case Int:
		return formatInt(o, 10)
	case *BigInt:
		return o.decimal()
	case Float:
		return formatFloat(float64(o))
	case Complex:
		return formatComplex(complex128(o))
	case Str:
		return quote(string(o))
	case *List:
		return t.reprSequence(o, "[", o.Elems, "]")
	case *Tuple:
		if len(o.Elems) == 1 {
			return t.reprSequence(o, "(", o.Elems, ",)")
		}
		return t.reprSequence(o, "(", o.Elems, ")")
	case *Dict:
		return t.reprDict(o)
	case *Set:
		return t.reprSet(o)
	case *Exception:
		if len(o.Args.Elems) == 1 {
			return o.class.Name + "(" + t.Repr(o.Args.Elems[0]) + ")"
		}
		return o.class.Name + t.Repr(o.Args)
	case Representer:
		t.nest()
		s := o.Repr(t)
		t.unnest()
		return s
	case *Instance:
		if o.Value != nil {
			return t.Repr(o.Value)
		}
	}
	return t.reprIdentity(o)
}

// reprIdentity is repr of values that show what and where they are.
func (t *Thread) reprIdentity(o Object) string {
	switch o := o.(type) {
	case *Type:
		return "<class '" + o.FullName() + "'>"
	case *Function:
		return fmt.Sprintf("<function %s at 0x%x>", o.Qualname, address(o))
	case *Builtin:
		if o.owner != nil {
			return fmt.Sprintf("<method '%s' of '%s' objects>", o.Name, o.owner.Name)
		}
		if o.Module != "" && o.Module != "builtins" {
			return fmt.Sprintf("<function %s at 0x%x>", o.Name, address(o))
		}
		return "<built-in function " + o.Name + ">"
	case *BoundMethod:
		switch f := o.Func.(type) {
		case *Builtin:
			return fmt.Sprintf("<built-in method %s of %s object at 0x%x>", f.Name, typeName(o.Self), address(o.Self))
		case *Function:
			return fmt.Sprintf("<bound method %s of %s>", f.Qualname, t.Repr(o.Self))
		}
		return fmt.Sprintf("<bound method %s of %s>", t.Str(t.GetAttr(o.Func, "__name__")), t.Repr(o.Self))
	case *Module:
		return "<module '" + o.Name + "'>"
	case *Generator:
		return fmt.Sprintf("<generator object %s at 0x%x>", o.name, address(o))
	case *Super:
		return fmt.Sprintf("<super: %s, <%s object>>", t.Repr(o.class), o.owner.Name)
	}
	return Identity(o)
}

// Identity is the repr of a value that shows its class and where it is.
func Identity(o Object) string {
	return fmt.Sprintf("<%s object at 0x%012x>", o.Type().objectName(), address(o))
}

// objectName is the class as the default repr of its instances names it.
func (c *Type) objectName() string {
	if c.python {
		return c.moduleName() + "." + c.Qualname()
	}
	return c.FullName()
}

// inside marks a container whose repr is being made; it returns false if it
// already is: the container contains itself.
func (t *Thread) inside(o Object) bool {
	for _, c := range t.reprs {
		if c == o {
			return false
		}
	}
	t.nest()
	t.reprs = append(t.reprs, o)
	return true
}

func (t *Thread) outside() {
	t.unnest()
	t.reprs = t.reprs[:len(t.reprs)-1]
}

func (t *Thread) reprSequence(o Object, opening string, elems []Object, closing string) string {
	if len(elems) == 0 {
		return opening + closing
	}
	if !t.inside(o) {
		return opening + "..." + strings.TrimPrefix(closing, ",")
	}
	defer t.outside()
	var b strings.Builder
	b.WriteString(opening)
	for i, e := range elems {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(t.Repr(e))
		if b.Len() > 1<<20 {
			t.Reserve(float64(b.Len()))
		}
	}
	b.WriteString(closing)
	return b.String()
}

func (t *Thread) reprDict(d *Dict) string {
	if d.Len() == 0 {
		return "{}"
	}
	if !t.inside(d) {
		return "{...}"
	}
	defer t.outside()
	var b strings.Builder
	b.WriteByte('{')
	for i, e := range d.items() {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(t.Repr(e.key))
		b.WriteString(": ")
		b.WriteString(t.Repr(e.value))
	}
	b.WriteByte('}')
	return b.String()
}

func (t *Thread) reprSet(s *Set) string {
	name := s.Type().Name
	if s.used == 0 {
		return name + "()"
	}
	body := t.reprSequence(s, "{", s.Keys(), "}")
	if s.frozen || s.class != nil {
		return name + "(" + body + ")"
	}
	return body
}

// Str is str(o).
func (t *Thread) Str(o Object) string {
	switch s := o.(type) {
	case Str:
		return string(s)
	case *Exception:
		if s.class.Lookup("__str__") == nil {
			return s.message(t)
		}
	case Stringer:
		return s.Str(t)
	}
	if o.Type().python {
		if f := t.Special(o, "__str__"); f != nil {
			v := t.Call(f)
			s, ok := scalar(v).(Str)
			if !ok {
				panic(Errorf(TypeError, "__str__ returned non-string (type %s)", typeName(v)))
			}
			return string(s)
		}
		if i, ok := o.(*Instance); ok && i.class.Lookup("__repr__") == nil {
			if s, ok := i.Value.(Str); ok {
				return string(s)
			}
		}
	}
	return t.Repr(o)
}

// quote is repr of a string.
func quote(s string) string {
	q := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		q = '"'
	}
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte(q)
	for i, r := range s {
		switch {
		case r == rune(q) || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case printable(r):
			b.WriteRune(r)
		default:
			b.WriteString(escape(r))
		}
	}
	b.WriteByte(q)
	return b.String()
}

func escape(r rune) string {
	switch {
	case r < 0x100:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}

// ASCII is ascii(o): repr with other characters escaped.
func (t *Thread) ASCII(o Object) string {
	var b strings.Builder
	for _, r := range t.Repr(o) {
		if r < 0x80 {
			b.WriteRune(r)
		} else {
			b.WriteString(escape(r))
		}
	}
	return b.String()
}
