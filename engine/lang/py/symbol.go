package py

// A Symbol is the name of an attribute at one place of a program. It remembers
// what the name meant in the class it was looked up in last.
type Symbol struct {
	name    string
	hash    uint64
	plain   bool // not a name with a meaning of its own, such as __class__
	class   *Type
	version uint32
	found   Object
}

// NewSymbol returns the symbol of a name. It must not be shared by threads.
func NewSymbol(name string) *Symbol {
	return &Symbol{name: name, hash: hashString(name), plain: name != "__class__" && name != "__dict__"}
}

// lookup is [Type.Lookup] of the name.
func (s *Symbol) lookup(c *Type) Object {
	if s.class == c && s.version == c.version {
		return s.found
	}
	s.class, s.version, s.found = c, c.version, c.Lookup(s.name)
	return s.found
}

// in returns the value in the attributes of an instance, or nil.
func (s *Symbol) in(attrs *Dict) Object {
	if attrs != nil {
		if i := attrs.findStr(s.name, s.hash); i >= 0 {
			return attrs.entries[i].value
		}
	}
	return nil
}

// Attribute is [Thread.GetAttr] at a place of a program.
func (t *Thread) Attribute(o Object, s *Symbol) Object {
	switch o := o.(type) {
	case *Instance:
		if o.class.attributeHooks().get {
			break
		}
		v := s.lookup(o.class)
		if v == nil || !isData(v) {
			if own := s.in(o.Attrs); own != nil {
				return own
			}
		}
		if v != nil {
			return t.bind(v, o, o.class)
		}
	case *Module:
		if c := o.cells[s.name]; c != nil && c.Value != nil {
			return c.Value
		}
	}
	return t.GetAttr(o, s.name)
}

// MethodOf is [Thread.Method] at a place of a program.
func (t *Thread) MethodOf(o Object, s *Symbol) (f, self Object) {
	switch v := o.(type) {
	case *Instance:
		if v.class.attributeHooks().get || s.in(v.Attrs) != nil {
			return t.GetAttr(o, s.name), nil
		}
	case *Module, *Type, *Super:
		return t.Attribute(o, s), nil
	case attributed:
		if p := v.attributes(); p != nil && *p != nil {
			return t.GetAttr(o, s.name), nil
		}
	}
	switch v := s.lookup(o.Type()).(type) {
	case *Function:
		return v, o
	case *Builtin:
		if v.owner != nil {
			return v, o
		}
	}
	return t.GetAttr(o, s.name), nil
}

// SetAttribute is [Thread.SetAttr] at a place of a program.
func (t *Thread) SetAttribute(o Object, s *Symbol, value Object) {
	i, ok := o.(*Instance)
	if ok && s.plain && !i.class.attributeHooks().set {
		switch s.lookup(i.class).(type) {
		case *Property, *PropertyObject, *Instance:
		default:
			if i.Attrs == nil {
				i.Attrs = NewDict()
			}
			if j := i.Attrs.findStr(s.name, s.hash); j >= 0 {
				i.Attrs.entries[j].value = value
			} else {
				i.Attrs.insert(Str(s.name), s.hash, value)
			}
			return
		}
	}
	t.SetAttr(o, s.name, value)
}
