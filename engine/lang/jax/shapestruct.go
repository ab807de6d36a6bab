package jax

import (
	"fmt"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// A shapeStruct is a jax.ShapeDtypeStruct, or the abstract value of an array.
type shapeStruct struct {
	shape    []int
	dtype    *DType
	weak     bool
	abstract bool
}

var (
	shapeStructType = &py.Type{Name: "ShapeDtypeStruct", Module: "jax", Doc: "The shape and dtype of an array.", Final: true}
	shapedArrayType = &py.Type{Name: "ShapedArray", Module: "jax.core", Final: true}
)

// Type returns the class.
func (s *shapeStruct) Type() *py.Type {
	if s.abstract {
		return shapedArrayType
	}
	return shapeStructType
}

func init() {
	shapeStructType.New = func(t *py.Thread, _ *py.Type, args []py.Object, keywords []py.Keyword) py.Object {
		return newShapeStruct.Call(t, args, keywords)
	}
	for _, c := range []*py.Type{shapeStructType, shapedArrayType} {
		c.Define(
			py.Property{Name: "shape", Get: func(_ *py.Thread, o py.Object) py.Object { return ShapeTuple(o.(*shapeStruct).shape) }},
			py.Property{Name: "dtype", Get: func(_ *py.Thread, o py.Object) py.Object { return o.(*shapeStruct).dtype }},
			py.Property{Name: "ndim", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Int(len(o.(*shapeStruct).shape)) }},
			py.Property{Name: "size", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Int(size(o.(*shapeStruct).shape)) }},
			py.Property{Name: "weak_type", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Bool(o.(*shapeStruct).weak) }},
		)
	}
}

var newShapeStruct = py.NewBuiltin(py.Func{Sig: "ShapeDtypeStruct(shape, dtype, *, sharding=None, weak_type=False)", Impl: func(t *py.Thread, a []py.Object) py.Object {
	d := DTypeArg(t, a[1])
	if d == nil {
		panic(py.Errorf(py.ValueError, "ShapeDtypeStruct: dtype must be specified."))
	}
	return &shapeStruct{shape: Shape(t, a[0]), dtype: d, weak: t.Truth(a[3])}
}})

// Repr implements [py.Representer].
func (s *shapeStruct) Repr(*py.Thread) string {
	if s.abstract {
		return fmt.Sprintf("ShapedArray(%s[%s]%s)", s.dtype.Name, dims(s.shape), s.weakness())
	}
	return fmt.Sprintf("ShapeDtypeStruct(shape=%s, dtype=%s%s)", Tuple(s.shape), s.dtype.Name, s.weakness())
}

func (s *shapeStruct) weakness() string {
	if s.weak {
		return ", weak_type=True"
	}
	return ""
}

// Str implements [py.Stringer].
func (s *shapeStruct) Str(t *py.Thread) string {
	if s.abstract {
		weak := ""
		if s.weak {
			weak = "~"
		}
		return weak + s.dtype.Name + "[" + dims(s.shape) + "]"
	}
	return s.Repr(t)
}

// Hash implements [py.Hasher].
func (s *shapeStruct) Hash(t *py.Thread) uint64 { return t.Hash(py.Str(s.Repr(t))) }

// Binary implements [py.Operand].
func (s *shapeStruct) Binary(t *py.Thread, op ast.Operator, other py.Object, _ bool) py.Object {
	o, ok := other.(*shapeStruct)
	if !ok || op != ast.Eq && op != ast.Ne {
		return py.NotImplemented
	}
	return py.Bool((s.Repr(t) == o.Repr(t)) == (op == ast.Eq))
}
