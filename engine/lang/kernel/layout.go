package kernel

import (
	"fmt"
	"slices"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// value lays out a value.
func (p *printer) value(o py.Object) {
	switch o := o.(type) {
	case *py.List:
		if o.Type() == py.ListType {
			p.sequence(o, "[", "]", o.Elems)
			return
		}
	case *py.Tuple:
		if o.Type() == py.TupleType {
			p.sequence(o, "(", ")", o.Elems)
			return
		}
	case *py.Dict:
		if o.Type() == py.DictType {
			p.dict(o)
			return
		}
	case *py.Set:
		if p.set(o) {
			return
		}
	case *py.Function:
		p.text("<function " + qualified(o.Module, o.Qualname) + o.Signature(p.thread.Repr) + ">")
		return
	case *py.Builtin:
		if o.Module != "" {
			p.text("<function " + qualified(o.Module, o.Name) + o.Signature() + ">")
			return
		}
	case *py.Type:
		if o.Type() == py.TypeType {
			p.text(o.FullName())
			return
		}
	case *py.Instance:
		if c := o.Type(); c.Lookup("__repr__") == nil && o.Value == nil {
			p.text(fmt.Sprintf("<%s at %#x>", c.FullName(), int64(py.ID(o).(py.Int))))
			return
		}
	}
	p.lines(p.thread.Repr(o))
}

func qualified(module, name string) string {
	if module == "" || module == "builtins" {
		return name
	}
	return module + "." + name
}

// nested lays out the elements of a container, unless that is within itself.
func (p *printer) nested(o py.Object, open, close string, n int, element func(i int)) {
	if slices.Contains(p.within, o) {
		p.text(open + "..." + close)
		return
	}
	p.within = append(p.within, o)
	p.begin(open)
	for i := range n {
		p.thread.Tick()
		if i > 0 {
			p.text(",")
			p.space()
		}
		if i == maxShown {
			p.text("...")
			break
		}
		element(i)
	}
	if t, ok := o.(*py.Tuple); ok && len(t.Elems) == 1 {
		p.text(",")
	}
	p.end(len(open), close)
	p.within = p.within[:len(p.within)-1]
}

func (p *printer) sequence(o py.Object, open, close string, elems []py.Object) {
	p.nested(o, open, close, len(elems), func(i int) { p.value(elems[i]) })
}

func (p *printer) dict(d *py.Dict) {
	keys, values := d.Keys(), d.Values()
	p.nested(d, "{", "}", len(keys), func(i int) {
		p.value(keys[i])
		p.text(": ")
		p.value(values[i])
	})
}

// set lays out a set, sorted if its elements can be compared. It reports
// whether the set is of one of Python's own classes.
func (p *printer) set(s *py.Set) bool {
	open, close := "{", "}"
	switch s.Type() {
	case py.SetType:
	case py.FrozenSetType:
		open, close = "frozenset({", "})"
	default:
		return false
	}
	elems := p.thread.Elements(s)
	if len(elems) == 0 {
		return false
	}
	if len(elems) < maxShown {
		elems = p.sorted(elems)
	}
	p.sequence(s, open, close, elems)
	return true
}

// sorted sorts values if they can be compared, and else by their text.
func (p *printer) sorted(elems []py.Object) []py.Object {
	by := func(key func(py.Object) py.Object) []py.Object {
		list := slices.Clone(elems)
		e := p.thread.Try(func() {
			slices.SortStableFunc(list, func(a, b py.Object) int {
				a, b = key(a), key(b)
				switch {
				case p.thread.Truth(p.thread.Compare(ast.Lt, a, b)):
					return -1
				case p.thread.Truth(p.thread.Compare(ast.Lt, b, a)):
					return 1
				}
				return 0
			})
		})
		if e != nil {
			return nil
		}
		return list
	}
	if list := by(func(o py.Object) py.Object { return o }); list != nil {
		return list
	}
	if list := by(func(o py.Object) py.Object { return py.Str(p.thread.Str(o)) }); list != nil {
		return list
	}
	return elems
}
