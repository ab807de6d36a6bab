package py

import "strings"

func (c *Type) moduleName() string {
	if c.Module == "" {
		return "builtins"
	}
	return c.Module
}

func docOf(s string) Object {
	if s == "" {
		return None
	}
	return Str(s)
}

// classAttribute returns an attribute of a class.
func (t *Thread) classAttribute(c *Type, name string) (Object, bool) {
	meta := c.Type()
	inMeta := meta.Lookup(name)
	if inMeta != nil && isData(inMeta) {
		return t.bind(inMeta, c, meta), true
	}
	if v, ok := c.typeAttribute(name); ok {
		return v, true
	}
	if v := c.Lookup(name); v != nil {
		switch d := v.(type) {
		case *StaticMethod:
			return d.Func, true
		case *ClassMethod:
			return &BoundMethod{c, d.Func}, true
		case Descriptor:
			return d.Bind(t, nil, c), true
		case *Instance:
			if get := d.class.Lookup("__get__"); get != nil {
				return t.Call(get, d, None, c), true
			}
		}
		return v, true
	}
	if inMeta != nil {
		return t.bind(inMeta, c, meta), true
	}
	if v := c.implicit(name); v != nil {
		if s, ok := v.(*StaticMethod); ok {
			return s.Func, true
		}
		return v, true
	}
	if f := meta.Lookup("__getattr__"); f != nil && meta.python {
		return t.Call(f, c, Str(name)), true
	}
	return nil, false
}

// typeAttribute returns what every class has.
func (c *Type) typeAttribute(name string) (Object, bool) {
	if !strings.HasPrefix(name, "__") && name != "mro" {
		return nil, false
	}
	switch name {
	case "__name__":
		return Str(c.Name[strings.LastIndexByte(c.Name, '.')+1:]), true
	case "__qualname__":
		return Str(c.Qualname()), true
	case "__module__":
		return Str(c.moduleName()), true
	case "__doc__":
		return docOf(c.Doc), true
	case "__class__":
		return c.Type(), true
	case "__bases__":
		return typeTuple(c.Bases()), true
	case "__base__":
		if b := c.Bases(); len(b) > 0 {
			return b[0], true
		}
		return None, true
	case "__mro__":
		return typeTuple(c.MRO()), true
	case "mro":
		return NewBuiltin(Func{Sig: "mro()", Impl: func(*Thread, []Object) Object { return NewList(typeTuple(c.MRO()).Elems...) }}), true
	case "__dict__":
		return c.namespace().copy(), true
	case "__subclasses__":
		return NewBuiltin(Func{Sig: "__subclasses__()", Impl: func(*Thread, []Object) Object { return NewList(typeTuple(c.subclasses).Elems...) }}), true
	}
	return nil, false
}

func typeTuple(types []*Type) *Tuple {
	elems := make([]Object, len(types))
	for i, c := range types {
		elems[i] = c
	}
	return NewTuple(elems...)
}
