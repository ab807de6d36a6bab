package py

// A Super is what super() returns: attributes of the classes after Class in the
// method resolution order of Self.
type Super struct {
	class *Type
	self  Object // instance or class
	owner *Type  // whose order counts
}

// NewSuper is super(class, self).
func NewSuper(class *Type, self Object) *Super {
	if c, ok := self.(*Type); ok && c.IsSubclass(class) {
		return &Super{class, self, c}
	}
	if !self.Type().IsSubclass(class) {
		panic(Errorf(TypeError, "super(type, obj): obj must be an instance or subtype of type"))
	}
	return &Super{class, self, self.Type()}
}

func (s *Super) attribute(t *Thread, name string) (Object, bool) {
	v := s.owner.lookupAfter(s.class, name)
	if v == nil {
		v = s.owner.implicit(name)
	}
	if v == nil {
		return nil, false
	}
	if c, ok := s.self.(*Type); ok && c == s.owner {
		switch v.(type) {
		case *ClassMethod, *StaticMethod, *PropertyObject:
			return t.bind(v, c, c.Type()), true
		}
		return v, true
	}
	return t.bind(v, s.self, s.owner), true
}

// implicit returns the special methods that every class has without having
// them in its dict.
func (c *Type) implicit(name string) Object {
	switch name {
	case "__init__":
		return initializer
	case "__new__":
		return &StaticMethod{creator}
	case "__init_subclass__":
		return &StaticMethod{noSubclassHook}
	}
	return dunders[name].forType(c)
}

var noSubclassHook = NewBuiltin(Func{Sig: "__init_subclass__()", Impl: func(*Thread, []Object) Object { return None }})
