package py

import "slices"

// Call calls f with arguments by position.
func (t *Thread) Call(f Object, args ...Object) Object { return t.CallObject(f, args, nil) }

// CallObject calls f.
func (t *Thread) CallObject(f Object, args []Object, keywords []Keyword) Object {
	switch f := f.(type) {
	case *Function:
		return f.Call(t, args, keywords)
	case *Builtin:
		return f.Call(t, args, keywords)
	case Callable:
		t.nest()
		v := f.Call(t, args, keywords)
		t.unnest()
		return v
	}
	call := t.Special(f, "__call__")
	if call == nil {
		panic(Errorf(TypeError, "'%s' object is not callable", typeName(f)))
	}
	t.nest()
	v := t.CallObject(call, args, keywords)
	t.unnest()
	return v
}

// CallMethod calls a method of o.
func (t *Thread) CallMethod(o Object, name string, args ...Object) Object {
	f, self := t.Method(o, name)
	if self != nil {
		args = append([]Object{self}, args...)
	}
	return t.CallObject(f, args, nil)
}

// IsCallable reports whether o can be called.
func (t *Thread) IsCallable(o Object) bool {
	if _, ok := o.(Callable); ok {
		return true
	}
	return o.Type().Lookup("__call__") != nil
}

// A BoundMethod is a function with its first argument.
type BoundMethod struct{ Self, Func Object }

// MethodType is the type of bound methods.
var MethodType = &Type{Name: "method", Final: true}

// Type returns [MethodType].
func (*BoundMethod) Type() *Type { return MethodType }

// Call implements [Callable].
func (m *BoundMethod) Call(t *Thread, args []Object, keywords []Keyword) Object {
	room, before := t.Room(len(args) + 1)
	room[0] = m.Self
	copy(room[1:], args)
	v := t.CallObject(m.Func, room, keywords)
	t.Release(room, before)
	return v
}

// Call implements [Callable]: it makes an instance.
func (c *Type) Call(t *Thread, args []Object, keywords []Keyword) Object {
	if c.meta != nil {
		if call := c.meta.Lookup("__call__"); call != nil {
			return t.CallObject(t.bind(call, c, c.meta), args, keywords)
		}
	}
	return c.Make(t, args, keywords)
}

// Make makes an instance with __new__ and __init__.
func (c *Type) Make(t *Thread, args []Object, keywords []Keyword) Object {
	if !c.python {
		return c.makeBuiltin(t, args, keywords)
	}
	r := c.instances()
	var o Object
	switch {
	case r.make != nil:
		o = t.CallObject(r.make, append([]Object{c}, args...), keywords)
		if !o.Type().IsSubclass(c) {
			return o
		}
	case r.abstract:
		panic(c.abstractError())
	case r.builtin != ObjectType:
		o = r.builtin.New(t, c, args, keywords)
	case r.init == nil && len(args)+len(keywords) > 0:
		panic(Errorf(TypeError, "%s() takes no arguments", c.Name))
	default:
		o = NewInstance(c)
	}
	if r.init == nil {
		if r.builtin.Init != nil {
			r.builtin.Init(t, o, args, keywords)
		}
		return o
	}
	if f, ok := r.init.(*Function); ok && len(keywords) == 0 && f.Direct(len(args)+1) {
		locals, before := t.Room(len(f.Code.Locals))
		locals[0] = o
		copy(locals[1:], args)
		return initialized(o, f.Invoke(t, locals, before))
	}
	room, before := t.Room(len(args) + 1)
	room[0] = o
	copy(room[1:], args)
	v := t.CallObject(r.init, room, keywords)
	t.Release(room, before)
	return initialized(o, v)
}

// initialized returns o unless __init__ returned something.
func initialized(o, result Object) Object {
	if result != None {
		panic(Errorf(TypeError, "__init__() should return None, not '%s'", typeName(result)))
	}
	return o
}

func (c *Type) makeBuiltin(t *Thread, args []Object, keywords []Keyword) Object {
	b := c.constructor()
	if b == nil {
		panic(Errorf(TypeError, "cannot create '%s' instances", c.FullName()))
	}
	o := b.New(t, c, args, keywords)
	if b.Init != nil {
		b.Init(t, o, args, keywords)
	}
	return o
}

func (c *Type) isAbstract() bool {
	names, ok := c.Lookup("__abstractmethods__").(*List)
	return ok && len(names.Elems) > 0
}

func (c *Type) abstractError() *Exception {
	names := c.Lookup("__abstractmethods__").(*List)
	s := ""
	for i, n := range names.Elems {
		if i > 0 {
			s += ", "
		}
		s += string(n.(Str))
	}
	return Errorf(TypeError, "Can't instantiate abstract class %s with abstract method%s %s", c.Name, pluralS(len(names.Elems)), s)
}

func init() {
	ObjectType.New = func(_ *Thread, class *Type, args []Object, keywords []Keyword) Object {
		if class == ObjectType && len(args)+len(keywords) > 0 {
			panic(Errorf(TypeError, "object() takes no arguments"))
		}
		return NewInstance(class)
	}
	initializer = NewBuiltin(Func{Sig: "__init__(self, *args, **kwargs)", Doc: "Initializes the instance.", Impl: initialize})
	initializer.owner = ObjectType
	creator = NewBuiltin(Func{Sig: "__new__(cls, *args, **kwargs)", Doc: "Creates an instance.", Impl: create})
}

// initializer and creator are what __init__ and __new__ are where no class
// defines them.
var initializer, creator *Builtin

func create(t *Thread, a []Object) Object {
	c, ok := a[0].(*Type)
	if !ok {
		panic(Errorf(TypeError, "object.__new__(X): X is not a type object (%s)", typeName(a[0])))
	}
	if b := c.constructor(); b != ObjectType && b != nil {
		return b.New(t, c, a[1].(*Tuple).Elems, a[2].(*Dict).keywords())
	}
	if c.isAbstract() {
		panic(c.abstractError())
	}
	return NewInstance(c)
}

func initialize(t *Thread, a []Object) Object {
	if b := a[0].Type().constructor(); b != nil && b.Init != nil {
		b.Init(t, a[0], a[1].(*Tuple).Elems, a[2].(*Dict).keywords())
	} else if n := len(a[1].(*Tuple).Elems) + a[2].(*Dict).Len(); n > 0 && b == ObjectType && a[0].Type().Lookup("__new__") == nil {
		panic(Errorf(TypeError, "object.__init__() takes exactly one argument (the instance to initialize)"))
	}
	return None
}

// keywords returns a dict of **kwargs as keywords.
func (d *Dict) keywords() []Keyword {
	var list []Keyword
	for _, e := range d.items() {
		if s, ok := e.key.(Str); ok {
			list = append(list, Keyword{string(s), e.value})
		}
	}
	return list
}

// Unpack appends *o to the arguments of a call of f; alone tells that there are
// no others.
func (t *Thread) Unpack(args []Object, f, o Object, alone bool) []Object {
	if !t.IsIterable(o) {
		if alone {
			panic(Errorf(TypeError, "%s argument after * must be an iterable, not %s", t.functionName(f), typeName(o)))
		}
		panic(Errorf(TypeError, "Value after * must be an iterable, not %s", typeName(o)))
	}
	return append(args, t.Elements(o)...)
}

// UnpackKeywords appends **o to the keywords of a call of f.
func (t *Thread) UnpackKeywords(keywords []Keyword, f, o Object) []Keyword {
	if !t.IsMapping(o) {
		panic(Errorf(TypeError, "%s argument after ** must be a mapping, not %s", t.functionName(f), typeName(o)))
	}
	for _, e := range t.mappingItems(o) {
		name, ok := e.key.(Str)
		if !ok {
			panic(Errorf(TypeError, "keywords must be strings"))
		}
		keywords = t.AddKeyword(keywords, f, Keyword{string(name), e.value})
	}
	return keywords
}

// AddKeyword appends a keyword unless there is one of that name.
func (t *Thread) AddKeyword(keywords []Keyword, f Object, k Keyword) []Keyword {
	if slices.ContainsFunc(keywords, func(other Keyword) bool { return other.Name == k.Name }) {
		panic(Errorf(TypeError, "%s got multiple values for keyword argument '%s'", t.functionName(f), k.Name))
	}
	return append(keywords, k)
}

// functionName is a function as error messages call it.
func (t *Thread) functionName(f Object) string {
	switch f := f.(type) {
	case *Function:
		return f.Module + "." + f.Qualname + "()"
	case *Builtin:
		return f.Name + "()"
	case *BoundMethod:
		return t.functionName(f.Func)
	case *Type:
		return f.FullName() + "()"
	}
	return t.Str(f)
}
