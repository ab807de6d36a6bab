package py

// GetItem is o[key].
func (t *Thread) GetItem(o, key Object) Object {
	class := o.Type()
	if class.python {
		if f := class.Lookup("__getitem__"); f != nil {
			return t.Call(t.bind(f, o, class), key)
		}
	}
	return t.nativeItem(scalar(o), key)
}

func (t *Thread) nativeItem(o, key Object) Object {
	switch o := o.(type) {
	case *List:
		if s, ok := key.(*Slice); ok {
			start, step, n := s.Indices(t, len(o.Elems))
			return NewList(t.picked(o.Elems, start, step, n)...)
		}
		return o.Elems[t.position(key, len(o.Elems), "list")]
	case *Tuple:
		if s, ok := key.(*Slice); ok {
			start, step, n := s.Indices(t, len(o.Elems))
			return NewTuple(t.picked(o.Elems, start, step, n)...)
		}
		return o.Elems[t.position(key, len(o.Elems), "tuple")]
	case *Dict:
		return o.item(t, key)
	case Str:
		return o.item(t, key)
	case Indexable:
		return o.Item(t, key)
	case *Type:
		if v := t.classItem(o, key); v != nil {
			return v
		}
		panic(Errorf(TypeError, "type '%s' is not subscriptable", o.FullName()))
	}
	panic(Errorf(TypeError, "'%s' object is not subscriptable", typeName(o)))
}

// classItem is Class[key]: __class_getitem__, or a generic alias.
func (t *Thread) classItem(c *Type, key Object) Object {
	if f := c.Type().Lookup("__getitem__"); f != nil {
		return t.Call(t.bind(f, c, c.Type()), key)
	}
	if f := c.Lookup("__class_getitem__"); f != nil {
		return t.Call(t.bind(f, c, c.Type()), key)
	}
	switch c.builtin() {
	case ListType, TupleType, DictType, SetType, FrozenSetType, TypeType:
		return &Alias{origin: c, args: aliasArgs(key)}
	}
	return nil
}

// SetItem is o[key] = value.
func (t *Thread) SetItem(o, key, value Object) {
	class := o.Type()
	if class.python {
		if f := class.Lookup("__setitem__"); f != nil {
			t.Call(t.bind(f, o, class), key, value)
			return
		}
	}
	t.setNativeItem(o, key, value)
}

// DelItem is del o[key].
func (t *Thread) DelItem(o, key Object) {
	class := o.Type()
	if class.python {
		if f := class.Lookup("__delitem__"); f != nil {
			t.Call(t.bind(f, o, class), key)
			return
		}
	}
	t.setNativeItem(o, key, nil)
}

// setNativeItem assigns to a value of a Go type, or deletes if value is nil.
func (t *Thread) setNativeItem(o, key, value Object) {
	switch o := o.(type) {
	case *List:
		o.setItem(t, key, value)
		return
	case *Dict:
		if value != nil {
			o.Set(t, key, value)
		} else if o.Delete(t, key) == nil {
			panic(NewException(KeyError, key))
		}
		return
	case IndexAssignable:
		o.SetItem(t, key, value)
		return
	}
	if value == nil {
		panic(Errorf(TypeError, "'%s' object doesn't support item deletion", typeName(o)))
	}
	panic(Errorf(TypeError, "'%s' object does not support item assignment", typeName(o)))
}
