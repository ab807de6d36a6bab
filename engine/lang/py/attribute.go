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

// Type returns [SuperType].
func (*Super) Type() *Type { return SuperType }

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
