package py

import "slices"

// NewClass makes a class, as a class statement does after its body has run.
// dict becomes the namespace of the class.
func (t *Thread) NewClass(name string, bases []Object, dict *Dict, keywords []Keyword) *Type {
	c := &Type{Name: name, dict: dict, python: true}
	for _, b := range bases {
		base, ok := b.(*Type)
		if !ok {
			panic(Errorf(TypeError, "%s() takes 1 positional argument but %d were given", typeName(b), 3))
		}
		if base.Final {
			panic(Errorf(TypeError, "type '%s' is not an acceptable base type", base.FullName()))
		}
		c.bases = append(c.bases, base)
	}
	if len(c.bases) == 0 {
		c.bases = []*Type{ObjectType}
	}
	c.Base = c.bases[0]
	var kept []Keyword
	for _, k := range keywords {
		if m, ok := k.Value.(*Type); ok && k.Name == "metaclass" {
			c.meta = m
		} else {
			kept = append(kept, k)
		}
	}
	for _, b := range c.bases {
		if b.meta != nil && (c.meta == nil || b.meta.IsSubclass(c.meta)) {
			c.meta = b.meta
		}
	}
	c.linearize()
	c.checkLayout()
	for _, b := range c.bases {
		if b.python {
			b.subclasses = append(b.subclasses, c)
		}
	}
	if m, ok := dict.getStr("__module__").(Str); ok {
		c.Module = string(m)
	}
	if q, ok := dict.getStr("__qualname__").(Str); ok {
		c.qualname = string(q)
		dict.deleteStr("__qualname__")
	}
	if d, ok := dict.getStr("__doc__").(Str); ok {
		c.Doc = string(d)
	}
	if dict.getStr("__eq__") != nil && dict.getStr("__hash__") == nil {
		dict.setStr("__hash__", None)
	}
	if f, ok := dict.getStr("__new__").(*Function); ok {
		dict.setStr("__new__", &StaticMethod{Func: f})
	}
	for _, implicit := range []string{"__init_subclass__", "__class_getitem__"} {
		if f, ok := dict.getStr(implicit).(*Function); ok {
			dict.setStr(implicit, &ClassMethod{Func: f})
		}
	}
	for _, e := range slices.Clone(dict.items()) {
		if set := t.Special(e.value, "__set_name__"); set != nil {
			t.CallObject(set, []Object{c, e.key}, nil)
		}
	}
	if f := c.lookupAfter(c, "__init_subclass__"); f != nil {
		t.CallObject(t.bind(f, c, c.Type()), nil, kept)
	} else if len(kept) > 0 {
		panic(Errorf(TypeError, "%s.__init_subclass__() takes no keyword arguments", name))
	}
	return c
}

// BuildClass is what a class statement does when its body has run: it calls the
// metaclass.
func (t *Thread) BuildClass(name string, bases []Object, dict *Dict, keywords []Keyword) Object {
	var kept []Object
	for _, b := range bases {
		if entries := t.Special(b, "__mro_entries__"); entries != nil {
			kept = append(kept, t.Elements(t.Call(entries, NewTuple(bases...)))...)
		} else if a, ok := b.(*Alias); ok {
			kept = append(kept, a.origin)
		} else {
			kept = append(kept, b)
		}
	}
	if len(kept) != len(bases) || !slices.EqualFunc(kept, bases, Is) {
		dict.setStr("__orig_bases__", NewTuple(bases...))
	}
	meta := TypeType
	for _, b := range kept {
		if c, ok := b.(*Type); ok && c.Type().IsSubclass(meta) {
			meta = c.Type()
		}
	}
	rest := slices.Clone(keywords)
	for i, k := range keywords {
		if k.Name == "metaclass" {
			m, ok := k.Value.(*Type)
			if !ok {
				return t.CallObject(k.Value, []Object{Str(name), NewTuple(kept...), dict}, slices.Delete(rest, i, i+1))
			}
			meta = m
			rest = slices.Delete(rest, i, i+1)
			break
		}
	}
	if meta == TypeType {
		return t.NewClass(name, kept, dict, rest)
	}
	return t.CallObject(meta, []Object{Str(name), NewTuple(kept...), dict}, rest)
}

// linearize computes the method resolution order (C3).
func (c *Type) linearize() {
	var lists [][]*Type
	for i, b := range c.bases {
		if slices.Contains(c.bases[:i], b) {
			panic(Errorf(TypeError, "duplicate base class %s", b.Name))
		}
		lists = append(lists, slices.Clone(b.MRO()))
	}
	lists = append(lists, slices.Clone(c.bases))
	c.mro = []*Type{c}
	for {
		lists = slices.DeleteFunc(lists, func(l []*Type) bool { return len(l) == 0 })
		if len(lists) == 0 {
			return
		}
		i := slices.IndexFunc(lists, func(l []*Type) bool {
			return !slices.ContainsFunc(lists, func(other []*Type) bool { return slices.Contains(other[1:], l[0]) })
		})
		if i < 0 {
			panic(Errorf(TypeError, "Cannot create a consistent method resolution\norder (MRO) for bases %s", typeNames(c.bases)))
		}
		head := lists[i][0]
		c.mro = append(c.mro, head)
		for j, l := range lists {
			if l[0] == head {
				lists[j] = l[1:]
			}
		}
	}
}

func typeNames(types []*Type) string {
	s := ""
	for i, c := range types {
		if i > 0 {
			s += ", "
		}
		s += c.Name
	}
	return s
}

// checkLayout fails if two bases need different representations.
func (c *Type) checkLayout() {
	var layout *Type
	for _, b := range c.mro {
		if b.python || b == ObjectType || b.New == nil {
			continue
		}
		if layout != nil && !layout.IsSubclass(b) {
			panic(Errorf(TypeError, "multiple bases have instance lay-out conflict"))
		}
		if layout == nil {
			layout = b
		}
	}
}
