// Package py is Python's object model: values, types, functions, exceptions and
// the operations on them. It knows neither the grammar (package parser) nor how
// programs are executed (package interp).
//
// # Values
//
// An [Object] is any Go value with a Python type. Scalars are plain Go values
// ([Int], [Float], [Str], [Bool]); containers are pointers ([*List], [*Dict],
// …). A type of another package becomes a Python value by giving its pointer a
// method Type, and gets behaviour from the table of functions of its [Type] and
// from the optional interfaces of this file ([Operand], [Indexable], …).
//
// # Errors
//
// A Python exception is raised in Go by panic(py.Errorf(py.TypeError, "…")). It
// unwinds to the try statement that catches it or to [Thread.Try].
//
// # Threads
//
// A [Thread] is a program that runs: its call stack, its output and its limits.
// Operations that may run Python code are its methods.
package py

import (
	"math/big"

	"fluxion/engine/lang/ast"
)

// An Object is a Python value. Implementations outside this package are
// pointers, because identity ("is") compares them with ==.
type Object interface {
	Type() *Type
}

// The scalar types. An int that does not fit into 64 bits is a [*BigInt].
type (
	Int     int64
	Float   float64
	Complex complex128
	Bool    bool
	Str     string
)

// A BigInt is an int outside the range of [Int]; see [NewInt].
type BigInt struct{ value *big.Int }

// A Singleton is a value that is alone of its type.
type Singleton struct {
	typ  *Type
	name string
}

// The singletons.
var (
	None           = &Singleton{NoneType, "None"}
	Ellipsis       = &Singleton{EllipsisType, "Ellipsis"}
	NotImplemented = &Singleton{NotImplementedType, "NotImplemented"}
)

// The types of the scalars and singletons.
var (
	ObjectType         = &Type{Name: "object"}
	NoneType           = &Type{Name: "NoneType", Final: true}
	EllipsisType       = &Type{Name: "ellipsis", Final: true}
	NotImplementedType = &Type{Name: "NotImplementedType", Final: true}
	IntType            = &Type{Name: "int"}
	FloatType          = &Type{Name: "float"}
	ComplexType        = &Type{Name: "complex"}
	BoolType           = &Type{Name: "bool", Final: true}
	StrType            = &Type{Name: "str"}
)

// The types of the values.
func (Int) Type() *Type          { return IntType }
func (*BigInt) Type() *Type      { return IntType }
func (Float) Type() *Type        { return FloatType }
func (Complex) Type() *Type      { return ComplexType }
func (Bool) Type() *Type         { return BoolType }
func (Str) Type() *Type          { return StrType }
func (s *Singleton) Type() *Type { return s.typ }

// The interfaces below give behaviour to values of other packages. Each is
// optional; a value without it behaves like a bare Python object. The same
// operations of Python classes are their methods __add__, __getitem__, ….
type (
	// A Callable can be called. The slices belong to the caller: what is kept
	// must be copied.
	Callable interface {
		Call(t *Thread, args []Object, keywords []Keyword) Object
	}

	// An Operand takes part in arithmetic and in comparisons (==, !=, <, <=, >,
	// >=). Binary returns x op other or, if reflected, other op x; and
	// [NotImplemented] if it cannot handle the other operand.
	Operand interface {
		Binary(t *Thread, op ast.Operator, other Object, reflected bool) Object
	}

	// A UnaryOperand has the operators -x, +x and ~x.
	UnaryOperand interface {
		Unary(t *Thread, op ast.Operator) Object
	}

	// An AttributeHolder answers for attributes that neither its type's
	// functions nor properties provide; ok is false if there is none.
	AttributeHolder interface {
		Attribute(t *Thread, name string) (value Object, ok bool)
	}

	// An AttributeSetter lets attributes be assigned, and deleted by a nil
	// value.
	AttributeSetter interface {
		SetAttribute(t *Thread, name string, value Object)
	}

	// An Indexable has x[key]. An index expression with commas is a [*Tuple],
	// a slice is a [*Slice].
	Indexable interface {
		Item(t *Thread, key Object) Object
	}

	// An IndexAssignable has x[key] = value, and del x[key], a nil value.
	IndexAssignable interface {
		SetItem(t *Thread, key, value Object)
	}

	// A Sized value has a length.
	Sized interface {
		Len(t *Thread) int
	}

	// An Iterable value can be iterated over.
	Iterable interface {
		Iter(t *Thread) Iterator
	}

	// An Iterator yields values, one by one; ok is false at the end. An Object
	// that is an Iterator is its own iterable.
	Iterator interface {
		Next(t *Thread) (value Object, ok bool)
	}

	// A Container has "x in c".
	Container interface {
		Contains(t *Thread, x Object) bool
	}

	// A Truther has a truth value other than that of its length.
	Truther interface {
		Truth(t *Thread) bool
	}

	// A Hasher can be a key of a dict. Values without it that are no [Operand]
	// hash by identity.
	Hasher interface {
		Hash(t *Thread) uint64
	}

	// A Representer has a repr; default is <name object at 0x…>.
	Representer interface {
		Repr(t *Thread) string
	}

	// A Stringer has a str() that differs from its repr.
	Stringer interface {
		Str(t *Thread) string
	}

	// A Formatter has its own format(x, spec).
	Formatter interface {
		Format(t *Thread, spec string) string
	}

	// A Number converts to Python scalars: int(x), float(x), complex(x),
	// range(x), list[x]. AsIndex is for exact integers only and AsInt also
	// truncates. Each panics with a TypeError if it does not apply.
	Number interface {
		AsIndex(t *Thread) Object
		AsInt(t *Thread) Object
		AsFloat(t *Thread) float64
		AsComplex(t *Thread) complex128
	}
)

// A Keyword is an argument passed by name.
type Keyword struct {
	Name  string
	Value Object
}

// An Instance is a value of a class that a program defines. Value is the int,
// float or str it is, where the class derives from one of these.
type Instance struct {
	class *Type
	Attrs *Dict // nil until the first assignment
	Value Object
}

// Type returns the class of the instance.
func (o *Instance) Type() *Type { return o.class }

// NewInstance returns a bare instance of a class.
func NewInstance(class *Type) *Instance {
	o := &struct { // in one allocation
		Instance
		attrs Dict
	}{Instance: Instance{class: class}}
	o.Attrs = &o.attrs
	return &o.Instance
}

// Copy returns an instance with the same attributes.
func (o *Instance) Copy() *Instance {
	c := &Instance{class: o.class, Value: o.Value}
	if o.Attrs != nil {
		c.Attrs = o.Attrs.copy()
	}
	return c
}

// An extension is the part of a value that exists where its class was derived
// from a builtin one: the class and the attributes.
type extension struct {
	class *Type
	attrs *Dict
}

func (e *extension) typeOr(builtin *Type) *Type {
	if e.class != nil {
		return e.class
	}
	return builtin
}

func (e *extension) attributes() **Dict {
	if e.class == nil {
		return nil
	}
	return &e.attrs
}

// attributed values may have a dict of attributes; the pointer is nil if this
// one cannot.
type attributed interface{ attributes() **Dict }

func (o *Instance) attributes() **Dict { return &o.Attrs }

// scalar returns the builtin value that an instance of a class derived from
// int, float, str or complex is, and o itself otherwise.
func scalar(o Object) Object {
	if i, ok := o.(*Instance); ok && i.Value != nil {
		return i.Value
	}
	return o
}
