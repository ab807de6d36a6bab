package py

import (
	"slices"
	"strings"
)

// A Property is a computed attribute, in the table of a Go type or made by
// Python's property. Without Set the attribute cannot be assigned.
type Property struct {
	Name string
	Doc  string
	Get  func(t *Thread, self Object) Object
	Set  func(t *Thread, self, value Object)
}

func (p Property) member(*Type) (string, Object) { return p.Name, &p }

// The types of the things found in classes.
var (
	GetSetType       = &Type{Name: "getset_descriptor", Final: true}
	PropertyType     = &Type{Name: "property"}
	StaticMethodType = &Type{Name: "staticmethod"}
	ClassMethodType  = &Type{Name: "classmethod"}
	SuperType        = &Type{Name: "super"}
)

// Type returns [GetSetType].
func (*Property) Type() *Type { return GetSetType }

// A PropertyObject is Python's property.
type PropertyObject struct {
	extension
	get, set, del Object
	doc           Object
	name          string
}

// Type returns [PropertyType].
func (p *PropertyObject) Type() *Type { return p.typeOr(PropertyType) }

// A StaticMethod is a function in a class that gets no self.
type StaticMethod struct{ Func Object }

// Type returns [StaticMethodType].
func (*StaticMethod) Type() *Type { return StaticMethodType }

// Call implements [Callable].
func (m *StaticMethod) Call(t *Thread, args []Object, keywords []Keyword) Object {
	return t.CallObject(m.Func, args, keywords)
}

// A ClassMethod is a function in a class whose first argument is the class.
type ClassMethod struct{ Func Object }

// Type returns [ClassMethodType].
func (*ClassMethod) Type() *Type { return ClassMethodType }

// A Super is what super() returns: attributes of the classes after Class in the
// method resolution order of Self.
type Super struct {
	class *Type
	self  Object // instance or class
	owner *Type  // whose order counts
}

// Type returns [SuperType].
func (*Super) Type() *Type { return SuperType }

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

// bind is the descriptor protocol: what the value v, found in the class, means
// as an attribute of o.
func (t *Thread) bind(v, o Object, class *Type) Object {
	switch v := v.(type) {
	case *Function:
		return &BoundMethod{o, v}
	case *Builtin:
		if v.owner != nil {
			return &BoundMethod{o, v}
		}
		return v
	case *StaticMethod:
		return v.Func
	case *ClassMethod:
		if c, ok := o.(*Type); ok && class != c {
			return &BoundMethod{c, v.Func}
		}
		return &BoundMethod{class, v.Func}
	case *Property:
		return v.Get(t, o)
	case *PropertyObject:
		if v.get == nil {
			panic(Errorf(AttributeError, "property '%s' of '%s' object has no getter", v.name, class.Qualname()))
		}
		return t.Call(v.get, o)
	case Descriptor:
		return v.Bind(t, o, class)
	case *Instance:
		if get := v.class.Lookup("__get__"); get != nil {
			return t.Call(get, v, o, class)
		}
	}
	return v
}

// A Descriptor of a Go package decides what it means as an attribute of an
// instance: a function that is to be a method returns a [BoundMethod].
type Descriptor interface {
	Bind(t *Thread, o Object, class *Type) Object
}

// isData reports whether a value found in the class goes before the attributes
// of the instance.
func isData(v Object) bool {
	switch v := v.(type) {
	case *Property, *PropertyObject:
		return true
	case *Instance:
		return v.class.Lookup("__set__") != nil
	}
	return false
}

// GetAttr returns o.name.
func (t *Thread) GetAttr(o Object, name string) Object {
	if v, ok := t.attribute(o, name); ok {
		return v
	}
	panic(t.attributeError(o, name))
}

// LookupAttr is GetAttr that tells whether the attribute exists.
func (t *Thread) LookupAttr(o Object, name string) (v Object, ok bool) {
	if o.Type().Lookup("__getattr__") == nil && !isData(o.Type().Lookup(name)) {
		return t.attribute(o, name)
	}
	e := t.Try(func() { v, ok = t.attribute(o, name) })
	if e != nil && !e.IsA(AttributeError) {
		panic(e)
	}
	return v, ok
}

func (t *Thread) attribute(o Object, name string) (Object, bool) {
	switch o := o.(type) {
	case *Instance:
		class := o.class
		v := class.Lookup(name)
		if v == nil {
			if o.Attrs != nil {
				if v := o.Attrs.getStr(name); v != nil {
					return v, true
				}
			}
			break
		}
		if class.python && class.Lookup("__getattribute__") != nil {
			break
		}
		if o.Attrs != nil && !isData(v) {
			if v := o.Attrs.getStr(name); v != nil {
				return v, true
			}
		}
		return t.bind(v, o, class), true
	case *Module:
		if v := o.get(t, name); v != nil {
			return v, true
		}
	case *Type:
		return t.classAttribute(o, name)
	case *Super:
		if v, ok := o.attribute(t, name); ok {
			return v, true
		}
	}
	return t.generalAttribute(o, name)
}

func (t *Thread) generalAttribute(o Object, name string) (Object, bool) {
	class := o.Type()
	if class.python {
		if f := class.Lookup("__getattribute__"); f != nil {
			return t.getattribute(o, class, f, name)
		}
	}
	if v, ok := t.defaultAttribute(o, name); ok {
		return v, true
	}
	if class.python {
		if f := class.Lookup("__getattr__"); f != nil {
			return t.Call(f, o, Str(name)), true
		}
	}
	return nil, false
}

func (t *Thread) getattribute(o Object, class *Type, f Object, name string) (v Object, ok bool) {
	fallback := class.Lookup("__getattr__")
	if fallback == nil {
		return t.Call(f, o, Str(name)), true
	}
	if e := t.Try(func() { v = t.Call(f, o, Str(name)) }); e != nil {
		if !e.IsA(AttributeError) {
			panic(e)
		}
		v = t.Call(fallback, o, Str(name))
	}
	return v, true
}

// defaultAttribute is object.__getattribute__.
func (t *Thread) defaultAttribute(o Object, name string) (Object, bool) {
	class := o.Type()
	v := class.Lookup(name)
	if v != nil && isData(v) {
		return t.bind(v, o, class), true
	}
	if a, ok := o.(attributed); ok {
		if p := a.attributes(); p != nil && *p != nil {
			if v := (*p).getStr(name); v != nil {
				return v, true
			}
		}
	}
	if v != nil {
		return t.bind(v, o, class), true
	}
	if h, ok := o.(AttributeHolder); ok {
		if v, ok := h.Attribute(t, name); ok {
			return v, true
		}
	}
	return t.commonAttribute(o, name)
}

// commonAttribute returns what all objects have.
func (t *Thread) commonAttribute(o Object, name string) (Object, bool) {
	if !strings.HasPrefix(name, "__") {
		return nil, false
	}
	switch name {
	case "__class__":
		return o.Type(), true
	case "__doc__":
		return docOf(o.Type().Doc), true
	case "__module__":
		return Str(o.Type().moduleName()), true
	case "__dict__":
		if a, ok := o.(attributed); ok {
			if p := a.attributes(); p != nil {
				if *p == nil {
					*p = NewDict()
				}
				return *p, true
			}
		}
		return nil, false
	}
	if v := o.Type().implicit(name); v != nil {
		return t.bind(v, o, o.Type()), true
	}
	return nil, false
}

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
		return Str(c.Name), true
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

// Method returns o.name for a call: self, if not nil, is to be passed as the
// first argument.
func (t *Thread) Method(o Object, name string) (f, self Object) {
	class := o.Type()
	switch v := o.(type) {
	case *Instance:
		if v.Attrs != nil && v.Attrs.getStr(name) != nil {
			return t.GetAttr(o, name), nil
		}
		if class.Lookup("__getattribute__") != nil {
			return t.GetAttr(o, name), nil
		}
	case *Module, *Type, *Super:
		return t.GetAttr(o, name), nil
	case attributed:
		if p := v.attributes(); p != nil && *p != nil {
			return t.GetAttr(o, name), nil
		}
	}
	switch v := class.Lookup(name).(type) {
	case *Function:
		return v, o
	case *Builtin:
		if v.owner != nil {
			return v, o
		}
	}
	return t.GetAttr(o, name), nil
}

// Special returns the method of a special name, bound to o, as operators
// find it: in the class only. It is nil if there is none or it is None.
func (t *Thread) Special(o Object, name string) Object {
	v := o.Type().Lookup(name)
	if v == nil || v == None {
		return nil
	}
	return t.bind(v, o, o.Type())
}

// SetAttr assigns o.name, or deletes it if value is nil.
func (t *Thread) SetAttr(o Object, name string, value Object) {
	class := o.Type()
	if class.python {
		if value == nil {
			if f := class.Lookup("__delattr__"); f != nil {
				t.Call(f, o, Str(name))
				return
			}
		} else if f := class.Lookup("__setattr__"); f != nil {
			t.Call(f, o, Str(name), value)
			return
		}
	}
	t.setAttribute(o, name, value)
}

// setAttribute is object.__setattr__ and object.__delattr__.
func (t *Thread) setAttribute(o Object, name string, value Object) {
	class := o.Type()
	switch d := class.Lookup(name).(type) {
	case *Property:
		if d.Set == nil || value == nil {
			panic(Errorf(AttributeError, "attribute '%s' of '%s' objects is not writable", name, class.FullName()))
		}
		d.Set(t, o, value)
		return
	case *PropertyObject:
		d.assign(t, o, value, name)
		return
	case *Instance:
		if value == nil {
			if del := d.class.Lookup("__delete__"); del != nil {
				t.Call(del, d, o)
				return
			}
		} else if set := d.class.Lookup("__set__"); set != nil {
			t.Call(set, d, o, value)
			return
		}
	}
	switch o := o.(type) {
	case *Type:
		t.setClassAttribute(o, name, value)
		return
	case *Module:
		o.set(t, name, value)
		return
	case AttributeSetter:
		o.SetAttribute(t, name, value)
		return
	}
	if a, ok := o.(attributed); ok {
		if p := a.attributes(); p != nil {
			t.setInDict(o, p, name, value)
			return
		}
	}
	if _, ok := t.defaultAttribute(o, name); ok {
		panic(Errorf(AttributeError, "'%s' object attribute '%s' is read-only", class.Name, name))
	}
	panic(t.attributeError(o, name))
}

func (t *Thread) setInDict(o Object, attrs **Dict, name string, value Object) {
	switch name {
	case "__class__":
		c, ok := value.(*Type)
		i, isInstance := o.(*Instance)
		if !ok || !isInstance || !c.python {
			panic(Errorf(TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses"))
		}
		i.class = c
		return
	case "__dict__":
		d, ok := value.(*Dict)
		if !ok {
			panic(Errorf(TypeError, "__dict__ must be set to a dictionary"))
		}
		*attrs = d
		return
	}
	if value == nil {
		if *attrs == nil || !(*attrs).deleteStr(name) {
			panic(t.attributeError(o, name))
		}
		return
	}
	if *attrs == nil {
		*attrs = NewDict()
	}
	(*attrs).setStr(name, value)
}

func (t *Thread) setClassAttribute(c *Type, name string, value Object) {
	if !c.python {
		panic(Errorf(TypeError, "cannot set '%s' attribute of immutable type '%s'", name, c.FullName()))
	}
	if value == nil && c.namespace().getStr(name) == nil {
		panic(t.attributeError(c, name))
	}
	text, _ := value.(Str)
	switch name {
	case "__name__":
		c.Name = string(text)
	case "__qualname__":
		c.qualname = string(text)
	case "__module__":
		c.Module = string(text)
	case "__doc__":
		c.Doc = string(text)
		c.SetMember(name, value)
	default:
		c.SetMember(name, value)
	}
}

func (p *PropertyObject) assign(t *Thread, o, value Object, name string) {
	switch {
	case value == nil && p.del != nil:
		t.Call(p.del, o)
	case value != nil && p.set != nil:
		t.Call(p.set, o, value)
	case value == nil:
		panic(Errorf(AttributeError, "property '%s' of '%s' object has no deleter", name, o.Type().Qualname()))
	default:
		panic(Errorf(AttributeError, "property '%s' of '%s' object has no setter", name, o.Type().Qualname()))
	}
}

func (t *Thread) attributeError(o Object, name string) *Exception {
	var e *Exception
	switch o := o.(type) {
	case *Type:
		e = Errorf(AttributeError, "type object '%s' has no attribute '%s'", o.Name, name)
	case *Module:
		e = Errorf(AttributeError, "module '%s' has no attribute '%s'", o.Name, name)
	case *Super:
		e = Errorf(AttributeError, "'super' object has no attribute '%s'", name)
	default:
		e = Errorf(AttributeError, "'%s' object has no attribute '%s'", typeName(o), name)
	}
	e.attrs = NewDict()
	e.attrs.setStr("name", Str(name))
	e.attrs.setStr("obj", o)
	return e
}

// Dir returns the names of the attributes of o, sorted.
func (t *Thread) Dir(o Object) []string {
	names := map[string]bool{}
	add := func(d *Dict) {
		if d == nil {
			return
		}
		for _, e := range d.items() {
			if s, ok := e.key.(Str); ok {
				names[string(s)] = true
			}
		}
	}
	switch o := o.(type) {
	case *Module:
		for _, n := range o.Names() {
			names[n] = true
		}
	case *Type:
		for _, c := range o.MRO() {
			add(c.dict)
		}
	default:
		for _, c := range o.Type().MRO() {
			add(c.dict)
		}
		if a, ok := o.(attributed); ok {
			if p := a.attributes(); p != nil {
				add(*p)
			}
		}
	}
	if _, isModule := o.(*Module); !isModule {
		for name := range dunders {
			if o.Type().implicit(name) != nil {
				names[name] = true
			}
		}
	}
	list := make([]string, 0, len(names))
	for n := range names {
		list = append(list, n)
	}
	slices.Sort(list)
	return list
}
