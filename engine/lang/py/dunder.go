package py

import (
	"slices"
	"strings"

	"fluxion/engine/lang/ast"
)

// A dunder is a special method of the values of Go types. It is found where no
// class defines the name: by super(), by int.__add__, by hasattr.
type dunder struct {
	fn  *Builtin
	has func(c *Type) bool
}

// forType returns the method if values of a class have it.
func (d *dunder) forType(c *Type) Object {
	if d == nil || !d.has(c.builtin()) {
		return nil
	}
	return d.fn
}

var dunders = map[string]*dunder{}

func addDunder(sig, doc string, has func(c *Type) bool, impl func(t *Thread, a []Object) Object) {
	fn := NewBuiltin(Func{Sig: sig, Doc: doc, Impl: impl})
	fn.owner = ObjectType
	dunders[fn.Name] = &dunder{fn, has}
}

func anyType(*Type) bool { return true }

// among returns whether a type is one of a list, or made from one of Go's
// optional interfaces, which a type declares in Special.
func among(types ...*Type) func(c *Type) bool {
	return func(c *Type) bool { return slices.Contains(types, c) }
}

func init() {
	addObjectDunders()
	addOperatorDunders()
	addContainerDunders()
}

func addObjectDunders() {
	addDunder("__repr__(self, /)", "repr(self)", anyType, func(t *Thread, a []Object) Object { return Str(t.nativeRepr(a[0])) })
	addDunder("__str__(self, /)", "str(self)", anyType, func(t *Thread, a []Object) Object {
		switch v := scalar(a[0]).(type) {
		case Str:
			return v
		case *Exception:
			return Str(v.message(t))
		case Stringer:
			return Str(v.Str(t))
		}
		return Str(t.Repr(a[0]))
	})
	addDunder("__format__(self, format_spec, /)", "format(self, format_spec)", anyType, func(t *Thread, a []Object) Object {
		spec := Text(a[1], "__format__() argument")
		if spec == "" {
			return Str(t.Str(a[0]))
		}
		return Str(t.nativeFormat(a[0], spec))
	})
	addDunder("__hash__(self, /)", "hash(self)", anyType, func(t *Thread, a []Object) Object {
		if i, ok := a[0].(*Instance); ok && i.Value == nil {
			return Int(hashPointer(i))
		}
		if u, ok := a[0].(*Tuple); ok {
			return Int(t.hashTuple(u.Elems))
		}
		return Int(t.Hash(scalar(a[0])))
	})
	addDunder("__getattribute__(self, name, /)", "getattr(self, name)", anyType, func(t *Thread, a []Object) Object {
		name := Text(a[1], "attribute name")
		if v, ok := t.defaultAttribute(a[0], name); ok {
			return v
		}
		panic(t.attributeError(a[0], name))
	})
	addDunder("__setattr__(self, name, value, /)", "setattr(self, name, value)", anyType, func(t *Thread, a []Object) Object {
		t.setAttribute(a[0], Text(a[1], "attribute name"), a[2])
		return None
	})
	addDunder("__delattr__(self, name, /)", "delattr(self, name)", anyType, func(t *Thread, a []Object) Object {
		t.setAttribute(a[0], Text(a[1], "attribute name"), nil)
		return None
	})
	addDunder("__dir__(self, /)", "dir(self)", anyType, func(t *Thread, a []Object) Object { return NewList(strObjects(t.Dir(a[0]))...) })
	addDunder("__call__(self, *args, **kwargs)", "self(*args, **kwargs)",
		among(FunctionType, BuiltinType, MethodType, TypeType, StaticMethodType),
		func(t *Thread, a []Object) Object {
			if c, ok := a[0].(*Type); ok {
				return c.Make(t, a[1].(*Tuple).Elems, a[2].(*Dict).keywords())
			}
			return t.CallObject(a[0], a[1].(*Tuple).Elems, a[2].(*Dict).keywords())
		})
	addDunder("__get__(self, instance, owner=None, /)", "The method of an instance.", among(FunctionType, StaticMethodType, ClassMethodType),
		func(t *Thread, a []Object) Object {
			if a[1] == None {
				return a[0]
			}
			return t.bind(a[0], a[1], a[1].Type())
		})
}

func addOperatorDunders() {
	numbers := []*Type{IntType, BoolType, FloatType, ComplexType}
	sequences := []*Type{StrType, ListType, TupleType}
	sets := []*Type{SetType, FrozenSetType}
	applies := func(op ast.Operator) func(c *Type) bool {
		switch op {
		case ast.Add:
			return among(slices.Concat(numbers, sequences)...)
		case ast.Mul:
			return among(slices.Concat(numbers, sequences)...)
		case ast.Sub:
			return among(slices.Concat(numbers, sets)...)
		case ast.BitAnd, ast.BitXor:
			return among(append(sets, IntType, BoolType)...)
		case ast.BitOr:
			return among(append(sets, IntType, BoolType, DictType)...)
		case ast.LShift, ast.RShift, ast.Invert:
			return among(IntType, BoolType)
		case ast.Mod:
			return among(IntType, BoolType, FloatType, StrType)
		case ast.FloorDiv:
			return among(IntType, BoolType, FloatType)
		case ast.Eq, ast.Ne:
			return anyType
		case ast.Lt, ast.Le, ast.Gt, ast.Ge:
			return among(append(slices.Concat(sequences, sets), IntType, BoolType, FloatType)...)
		case ast.MatMul:
			return func(*Type) bool { return false }
		}
		return among(numbers...)
	}
	for op, names := range specials {
		op := ast.Operator(op)
		switch {
		case names.forward == "":
		case op >= ast.Neg:
			addDunder(names.forward+"(self, /)", op.String()+"self", applies(op), func(t *Thread, a []Object) Object {
				return t.nativeUnary(op, scalar(a[0]))
			})
		case op >= ast.Eq:
			addDunder(names.forward+"(self, other, /)", "self "+op.String()+" other", applies(op), func(t *Thread, a []Object) Object {
				r := t.nativeCompare(op, scalar(a[0]), scalar(a[1]))
				if r == NotImplemented && Is(a[0], a[1]) && (op == ast.Eq || op == ast.Ne) {
					return Bool(op == ast.Eq)
				}
				return r
			})
		default:
			addDunder(names.forward+"(self, other, /)", "self "+op.String()+" other", applies(op), func(t *Thread, a []Object) Object {
				return t.nativeBinary(op, scalar(a[0]), scalar(a[1]))
			})
			addDunder(names.reflected+"(self, other, /)", "other "+op.String()+" self", applies(op), func(t *Thread, a []Object) Object {
				return t.nativeBinary(op, scalar(a[1]), scalar(a[0]))
			})
			addDunder(names.inPlace+"(self, other, /)", "self "+op.String()+"= other", inPlaceTypes(op), func(t *Thread, a []Object) Object {
				return t.InPlace(op, a[0], a[1])
			})
		}
	}
}

func inPlaceTypes(op ast.Operator) func(c *Type) bool {
	switch op {
	case ast.Add, ast.Mul:
		return among(ListType)
	case ast.BitOr:
		return among(SetType, DictType)
	case ast.BitAnd, ast.BitXor, ast.Sub:
		return among(SetType)
	}
	return func(*Type) bool { return false }
}

func addContainerDunders() {
	containers := among(StrType, ListType, TupleType, DictType, SetType, FrozenSetType, RangeType, keysView.typ, valuesView.typ, itemsView.typ)
	iterators := func(c *Type) bool {
		return c == GeneratorType || c == dictIteratorType || c == rangeIteratorType || c == reversedType || strings.HasSuffix(c.Name, "iterator")
	}
	addDunder("__len__(self, /)", "len(self)", containers, func(t *Thread, a []Object) Object {
		switch o := scalar(a[0]).(type) {
		case *List:
			return Int(len(o.Elems))
		case *Tuple:
			return Int(len(o.Elems))
		case *Dict:
			return Int(o.Len())
		case *Set:
			return Int(o.Len())
		default:
			return Int(t.Len(o))
		}
	})
	addDunder("__iter__(self, /)", "iter(self)", func(c *Type) bool { return containers(c) || iterators(c) }, func(t *Thread, a []Object) Object {
		switch o := scalar(a[0]).(type) {
		case *List:
			return &listIterator{list: o}
		case *Tuple:
			return &sliceIterator{elems: o.Elems}
		case *Dict:
			return &dictIterator{dict: o, size: o.Len(), part: keysView.part}
		case *Set:
			return &setIterator{set: o, size: o.used}
		default:
			return IteratorObject(t.Iter(o))
		}
	})
	addDunder("__next__(self, /)", "next(self)", iterators, func(t *Thread, a []Object) Object {
		v, ok := t.Next(a[0])
		if !ok {
			panic(NewException(StopIteration))
		}
		return v
	})
	addDunder("__contains__(self, key, /)", "key in self", containers, func(t *Thread, a []Object) Object {
		switch o := scalar(a[0]).(type) {
		case *List:
			return Bool(t.find(o.Elems, a[1], 0, len(o.Elems)) >= 0)
		case *Tuple:
			return Bool(t.find(o.Elems, a[1], 0, len(o.Elems)) >= 0)
		case *Dict:
			return Bool(o.find(t, a[1], t.Hash(a[1])) >= 0)
		case *Set:
			return Bool(o.Has(t, a[1]))
		default:
			return Bool(t.Contains(o, a[1]))
		}
	})
	addDunder("__getitem__(self, key, /)", "self[key]", among(StrType, ListType, TupleType, DictType, RangeType), func(t *Thread, a []Object) Object {
		return t.nativeItem(scalar(a[0]), a[1])
	})
	addDunder("__setitem__(self, key, value, /)", "self[key] = value", among(ListType, DictType), func(t *Thread, a []Object) Object {
		t.setNativeItem(a[0], a[1], a[2])
		return None
	})
	addDunder("__delitem__(self, key, /)", "del self[key]", among(ListType, DictType), func(t *Thread, a []Object) Object {
		t.setNativeItem(a[0], a[1], nil)
		return None
	})
	numbers := among(IntType, BoolType, FloatType)
	addDunder("__bool__(self, /)", "bool(self)", among(IntType, BoolType, FloatType, ComplexType, NoneType), func(t *Thread, a []Object) Object {
		return Bool(t.Truth(scalar(a[0])))
	})
	addDunder("__int__(self, /)", "int(self)", numbers, func(t *Thread, a []Object) Object { return t.toInteger(scalar(a[0])) })
	addDunder("__float__(self, /)", "float(self)", numbers, func(t *Thread, a []Object) Object { return Float(t.ToFloat(scalar(a[0]))) })
	addDunder("__index__(self, /)", "The exact integer.", among(IntType, BoolType), func(t *Thread, a []Object) Object { return t.Index(scalar(a[0])) })
	addDunder("__abs__(self, /)", "abs(self)", among(IntType, BoolType, FloatType, ComplexType), func(t *Thread, a []Object) Object { return t.Abs(scalar(a[0])) })
	addDunder("__round__(self, ndigits=None, /)", "round(self, ndigits)", numbers, func(t *Thread, a []Object) Object { return t.Round(scalar(a[0]), a[1]) })
}
