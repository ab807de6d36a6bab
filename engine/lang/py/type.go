package py

import "slices"

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

func typeName(o Object) string { return o.Type().Name }
