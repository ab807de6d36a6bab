package py

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
