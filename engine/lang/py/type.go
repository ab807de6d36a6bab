package py

import (
	"slices"
)

// A Type is a Python class. Those of Go packages are variables, completed by
// [Type.Define] in an init function:
//
//	var PointType = &py.Type{Name: "Point", Module: "geometry"}
//
//	func init() {
//		PointType.Define(
//			py.Func{Sig: "norm(self)", Doc: "The length.", Impl: norm},
//			py.Property{Name: "x", Doc: "The abscissa.", Get: …},
//		)
//	}
type Type struct {
	Name   string
	Module string // "" stands for builtins
	Doc    string
	Base   *Type // nil stands for object
	// New creates a value when the type, or one derived from it, is called. A
	// type without New cannot be called.
	New func(t *Thread, class *Type, args []Object, keywords []Keyword) Object
	// Init, if set, is the rest of the construction: what super().__init__ does.
	Init func(t *Thread, self Object, args []Object, keywords []Keyword)
	// Final types cannot be derived from.
	Final bool

	dict *Dict
	// The rest is for classes of Python programs. Types of Go packages do not
	// change once they are defined: programs of several threads share them.
	python     bool // made by a class statement
	qualname   string
	bases      []*Type
	mro        []*Type
	meta       *Type
	subclasses []*Type
	found      map[string]Object // results of lookup, nil for absent names
	version    uint32            // counts changes of found
	hooks      attributeHooks
	recipe     recipe
}

// A recipe says how instances of a class are made.
type recipe struct {
	known bool
	make  Object // __new__, nil for that of builtin
	init  Object // __init__, nil for that of builtin
	// builtin is the nearest class whose New makes values.
	builtin  *Type
	abstract bool
}

func (c *Type) instances() recipe {
	if r := &c.recipe; !r.known {
		*r = recipe{known: true, init: c.Lookup("__init__"), builtin: c.constructor(), abstract: c.isAbstract()}
		if m, ok := c.Lookup("__new__").(*StaticMethod); ok {
			r.make = m.Func
		}
	}
	return c.recipe
}

// attributeHooks says which operations on attributes a class defines.
type attributeHooks struct{ known, get, set bool }

func (c *Type) attributeHooks() attributeHooks {
	if !c.python {
		return attributeHooks{known: true}
	}
	if !c.hooks.known {
		c.hooks = attributeHooks{
			known: true,
			get:   c.Lookup("__getattribute__") != nil,
			set:   c.Lookup("__setattr__") != nil || c.Lookup("__delattr__") != nil,
		}
	}
	return c.hooks
}

// TypeType is the type of types.
var TypeType = &Type{Name: "type"}

// Type returns the metaclass.
func (c *Type) Type() *Type {
	if c.meta != nil {
		return c.meta
	}
	return TypeType
}

// Define adds functions and properties to a type of a Go package. Elements are
// [Func], [StaticFunc], [ClassFunc], [Property] or [Named] values.
func (c *Type) Define(members ...Member) {
	for _, m := range members {
		name, value := m.member(c)
		c.namespace().setStr(name, value)
	}
}

// A Member is something to define in a type.
type Member interface {
	member(c *Type) (string, Object)
}

// Named is a member with any value.
type Named struct {
	Name  string
	Value Object
}

func (n Named) member(*Type) (string, Object) { return n.Name, n.Value }

// StaticFunc is a function in a type that gets no self.
type StaticFunc Func

func (f StaticFunc) member(c *Type) (string, Object) {
	b := NewBuiltin(Func(f))
	return b.Name, &StaticMethod{Func: b}
}

// ClassFunc is a function in a type whose first argument is the type.
type ClassFunc Func

func (f ClassFunc) member(c *Type) (string, Object) {
	b := NewBuiltin(Func(f))
	b.owner = c
	return b.Name, &ClassMethod{Func: b}
}

func (f Func) member(c *Type) (string, Object) {
	b := NewBuiltin(f)
	b.owner = c
	return b.Name, b
}

func (c *Type) namespace() *Dict {
	if c.dict == nil {
		c.dict = NewDict()
	}
	return c.dict
}

// Bases returns the classes a type derives from.
func (c *Type) Bases() []*Type {
	switch {
	case c.python:
		return c.bases
	case c == ObjectType:
		return nil
	case c.Base == nil:
		return []*Type{ObjectType}
	}
	return []*Type{c.Base}
}

// MRO returns the method resolution order, from the type to object. Types of Go
// packages have one base at most.
func (c *Type) MRO() []*Type {
	switch {
	case c.python:
		return c.mro
	case c == ObjectType:
		return []*Type{c}
	case c.Base == nil:
		return []*Type{c, ObjectType}
	}
	return append([]*Type{c}, c.Base.MRO()...)
}

// IsSubclass reports whether c is base or derives from it.
func (c *Type) IsSubclass(base *Type) bool {
	if c == base || base == ObjectType {
		return true
	}
	if c.python {
		return slices.Contains(c.mro, base)
	}
	for b := c.Base; b != nil; b = b.Base {
		if b == base {
			return true
		}
	}
	return false
}

// Lookup returns the attribute that the first class of the method resolution
// order has under a name, as it stands there, or nil.
func (c *Type) Lookup(name string) Object {
	if !c.python {
		return c.builtinLookup(name)
	}
	if v, ok := c.found[name]; ok {
		return v
	}
	var value Object
	for _, b := range c.mro {
		if b.dict == nil {
			continue
		}
		if v := b.dict.getStr(name); v != nil {
			value = v
			break
		}
	}
	if c.found == nil {
		c.found = map[string]Object{}
	}
	c.found[name] = value
	return value
}

// builtinLookup is Lookup for types of Go packages.
func (c *Type) builtinLookup(name string) Object {
	hash := hashString(name)
	for b := c; b != nil; b = b.Base {
		if b.dict == nil {
			continue
		}
		if i := b.dict.findStr(name, hash); i >= 0 {
			return b.dict.entries[i].value
		}
	}
	return nil
}

// lookupAfter is Lookup in the classes that follow one in the order.
func (c *Type) lookupAfter(after *Type, name string) Object {
	mro := c.MRO()
	for _, b := range mro[slices.Index(mro, after)+1:] {
		if b.dict == nil {
			continue
		}
		if v := b.dict.getStr(name); v != nil {
			return v
		}
	}
	return nil
}

// SetMember assigns an attribute of the class, or deletes it if value is nil.
func (c *Type) SetMember(name string, value Object) {
	if value == nil {
		c.namespace().deleteStr(name)
	} else {
		c.namespace().setStr(name, value)
	}
	c.forget()
}

// forget drops the results of lookups here and below.
func (c *Type) forget() {
	c.found, c.hooks, c.recipe = nil, attributeHooks{}, recipe{}
	c.version++
	for _, s := range c.subclasses {
		s.forget()
	}
}

// Qualname returns the name with those of enclosing classes and functions.
func (c *Type) Qualname() string {
	if c.qualname != "" {
		return c.qualname
	}
	return c.Name
}

// FullName returns the qualified name with the module, unless that is builtins.
func (c *Type) FullName() string {
	if c.Module == "" || c.Module == "builtins" {
		return c.Qualname()
	}
	return c.Module + "." + c.Qualname()
}

// builtin returns the nearest class of a Go package: it decides the
// representation of values.
func (c *Type) builtin() *Type {
	for _, b := range c.MRO() {
		if !b.python {
			return b
		}
	}
	return ObjectType
}

// constructor returns the nearest New.
func (c *Type) constructor() *Type {
	for _, b := range c.MRO() {
		if b.New != nil {
			return b
		}
	}
	return nil
}

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

func typeName(o Object) string { return o.Type().Name }
