package py

import "strings"

// An Alias is a generic type with arguments, such as list[int].
type Alias struct {
	origin Object
	args   []Object
}

// A Union is int | None.
type Union struct{ args []Object }

// The types of annotations.
var (
	AliasType = &Type{Name: "GenericAlias", Module: "types", Final: true}
	UnionType = &Type{Name: "UnionType", Module: "types", Final: true}
)

// Type returns [AliasType].
func (*Alias) Type() *Type { return AliasType }

// Type returns [UnionType].
func (*Union) Type() *Type { return UnionType }

// NewAlias returns origin[key].
func NewAlias(origin, key Object) *Alias { return &Alias{origin, aliasArgs(key)} }

func aliasArgs(key Object) []Object {
	if u, ok := key.(*Tuple); ok {
		return u.Elems
	}
	return []Object{key}
}

// Call implements [Callable]: list[int]() is list().
func (a *Alias) Call(t *Thread, args []Object, keywords []Keyword) Object {
	return t.CallObject(a.origin, args, keywords)
}

// Repr implements [Representer].
func (a *Alias) Repr(t *Thread) string {
	var parts []string
	for _, x := range a.args {
		parts = append(parts, t.typeRepr(x))
	}
	return t.typeRepr(a.origin) + "[" + strings.Join(parts, ", ") + "]"
}

// Item implements [Indexable].
func (a *Alias) Item(*Thread, Object) Object { return a }

// Repr implements [Representer].
func (u *Union) Repr(t *Thread) string {
	var parts []string
	for _, x := range u.args {
		parts = append(parts, t.typeRepr(x))
	}
	return strings.Join(parts, " | ")
}

func (t *Thread) typeRepr(o Object) string {
	switch o := o.(type) {
	case *Type:
		if o == NoneType {
			return "None"
		}
		return o.FullName()
	case *Singleton:
		if o == Ellipsis {
			return "..."
		}
	}
	return t.Repr(o)
}

// newUnion returns a | b for types, or nil.
func newUnion(a, b Object) Object {
	var args []Object
	for _, o := range []Object{a, b} {
		switch o := o.(type) {
		case *Union:
			args = append(args, o.args...)
		case *Type, *Alias:
			args = append(args, o)
		default:
			if o != None || len(args) == 0 && o == a && b == None {
				return nil
			}
			args = append(args, NoneType)
		}
	}
	return &Union{args}
}

func init() {
	for _, c := range []*Type{AliasType, UnionType} {
		c.Define(
			Property{Name: "__args__", Get: func(_ *Thread, o Object) Object {
				switch o := o.(type) {
				case *Alias:
					return NewTuple(o.args...)
				default:
					return NewTuple(o.(*Union).args...)
				}
			}},
			Property{Name: "__origin__", Get: func(_ *Thread, o Object) Object {
				if a, ok := o.(*Alias); ok {
					return a.origin
				}
				return UnionType
			}},
		)
	}
}

// IsInstance is isinstance(o, class) with a class, a tuple of them or a union.
func (t *Thread) IsInstance(o, class Object) bool {
	switch c := class.(type) {
	case *Type:
		if f := c.Type().Lookup("__instancecheck__"); f != nil {
			return t.Truth(t.Call(t.bind(f, c, c.Type()), o))
		}
		return o.Type().IsSubclass(c)
	case *Tuple:
		for _, x := range c.Elems {
			if t.IsInstance(o, x) {
				return true
			}
		}
		return false
	case *Union:
		return t.IsInstance(o, NewTuple(c.args...))
	case *Alias:
		panic(Errorf(TypeError, "isinstance() argument 2 cannot be a parameterized generic"))
	}
	if f := t.Special(class, "__instancecheck__"); f != nil {
		return t.Truth(t.Call(f, o))
	}
	panic(Errorf(TypeError, "isinstance() arg 2 must be a type, a tuple of types, or a union"))
}

// IsSubclass is issubclass(c, class).
func (t *Thread) IsSubclass(o, class Object) bool {
	sub, ok := o.(*Type)
	if !ok {
		panic(Errorf(TypeError, "issubclass() arg 1 must be a class"))
	}
	switch c := class.(type) {
	case *Type:
		return sub.IsSubclass(c)
	case *Tuple:
		for _, x := range c.Elems {
			if t.IsSubclass(o, x) {
				return true
			}
		}
		return false
	case *Union:
		return t.IsSubclass(o, NewTuple(c.args...))
	}
	panic(Errorf(TypeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union"))
}
