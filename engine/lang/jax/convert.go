package jax

import (
	"math"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// An ArrayLike value of another package, such as a NumPy array, converts to an
// engine array where one is expected.
type ArrayLike interface {
	py.Object
	EngineArray(t *py.Thread) engine.Array
}

// scalarArray returns a Python number as an array of weak type; ok is false for
// anything else.
func scalarArray(t *py.Thread, o py.Object) (a engine.Array, ok bool) {
	switch v := o.(type) {
	case py.Bool:
		return engine.BoolOf(bool(v)), true
	case py.Int:
		switch {
		case X64(t) && v > -1<<53 && v < 1<<53:
			return engine.WeakNum(float64(v), engine.Int64), true
		case X64(t):
			return engine.FromInt64s([]int64{int64(v)}).Reshape().Weaken(true), true
		case v < math.MinInt32 || v > math.MaxInt32:
			panic(overflow(t, o))
		}
		return engine.Int(int(v)), true
	case *py.BigInt:
		panic(overflow(t, o))
	case py.Float:
		if X64(t) {
			return engine.WeakNum(float64(v), engine.Float64), true
		}
		return engine.Num(float64(v)), true
	case py.Complex:
		return engine.WeakComplex(complex128(v), FloatDType(t).Complex()), true
	case *py.Instance:
		if v.Value != nil {
			return scalarArray(t, v.Value)
		}
	}
	return engine.Array{}, false
}

func overflow(t *py.Thread, o py.Object) *py.Exception {
	return py.Errorf(py.OverflowError, "Python int %s too large to convert to %v", t.Repr(o), IntDType(t))
}

// numeric returns o as an array if it is one or a number.
func numeric(t *py.Thread, o py.Object) (a engine.Array, ok bool) {
	switch v := o.(type) {
	case *Array:
		return v.data, !v.key
	case ArrayLike:
		return v.EngineArray(t), true
	}
	if a, ok = scalarArray(t, o); ok {
		return a, true
	}
	return fromProtocol(t, o)
}

// fromProtocol converts instances of classes that have __jax_array__.
func fromProtocol(t *py.Thread, o py.Object) (a engine.Array, ok bool) {
	if _, isInstance := o.(*py.Instance); !isInstance || o.Type().Lookup("__jax_array__") == nil {
		return engine.Array{}, false
	}
	return numeric(t, t.CallMethod(o, "__jax_array__"))
}

// IsNumeric reports whether o is an array or a number.
func IsNumeric(t *py.Thread, o py.Object) bool {
	switch v := o.(type) {
	case *Array:
		return !v.key
	case ArrayLike, py.Bool, py.Int, *py.BigInt, py.Float, py.Complex:
		return true
	}
	_, ok := numeric(t, o)
	return ok
}

// ToArray returns an array or number as an engine array; Python numbers have
// weak types. Anything else, lists included, is a TypeError.
func ToArray(t *py.Thread, o py.Object) engine.Array {
	if a, ok := numeric(t, o); ok {
		return a
	}
	panic(notAnArray(t, o))
}

func notAnArray(t *py.Thread, o py.Object) *py.Exception {
	if a, ok := o.(*Array); ok {
		return py.Errorf(py.TypeError, "an array of numbers is expected, got dtype %s", a.DType().Name)
	}
	if o == py.None {
		return py.Errorf(py.TypeError, "Value None with type <class 'NoneType'> is not a valid JAX type")
	}
	return py.Errorf(py.TypeError, "Value '%s' with type %s is not a valid JAX type", t.Str(o), t.Repr(o.Type()))
}

// Argument is ToArray for the argument of a function at a position, counted
// from 0.
func Argument(t *py.Thread, o py.Object, function string, position int) engine.Array {
	if a, ok := numeric(t, o); ok {
		return a
	}
	if a, ok := o.(*Array); ok {
		panic(py.Errorf(py.TypeError, "%s does not accept dtype %s at position %d.", function, a.DType().Name, position))
	}
	panic(py.Errorf(py.TypeError, "%s requires ndarray or scalar arguments, got %s at position %d.", function, t.Repr(o.Type()), position))
}

// AsArray returns what jax.numpy.array makes of a number, an array, or nested
// lists of these; of strong type where a dtype is given, nil being none.
func AsArray(t *py.Thread, o py.Object, d *DType) engine.Array {
	a := collect(t, o)
	if d != nil {
		return a.AsType(d.Engine(t))
	}
	return a
}

func collect(t *py.Thread, o py.Object) engine.Array {
	switch v := o.(type) {
	case *py.List:
		return stack(t, v.Elems)
	case *py.Tuple:
		return stack(t, v.Elems)
	case *py.Range:
		return stack(t, t.Elements(v))
	}
	if a, ok := numeric(t, o); ok {
		return a
	}
	switch v := o.(type) {
	case *py.Singleton:
		panic(py.Errorf(py.ValueError, "%s is not a valid value for jnp.array", t.Repr(o)))
	case py.Str:
		panic(py.Errorf(py.TypeError, "Value '%s' with dtype <U%d is not a valid JAX array type. Only arrays of numeric types are supported by JAX.", string(v), max(1, t.Len(v))))
	}
	panic(py.Errorf(py.TypeError, "Unexpected input type for array: %s", t.Repr(o.Type())))
}

// stack makes an array of a sequence. Numbers go the short way.
func stack(t *py.Thread, elems []py.Object) engine.Array {
	if len(elems) == 0 {
		return engine.Zeros([]int{0}, FloatDType(t))
	}
	n := &nested{t: t}
	if n.shape, n.plain = measure(elems); n.plain && n.fill(elems, 0) {
		return n.array()
	}
	parts := make([]engine.Array, len(elems))
	for i, e := range elems {
		parts[i] = collect(t, e)
		if i > 0 && !sameShape(parts[i].Shape(), parts[0].Shape()) {
			panic(inhomogeneous([]int{len(elems)}))
		}
	}
	return engine.Stack(parts, 0).Weaken(false)
}

func sameShape(x, y []int) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] {
			return false
		}
	}
	return true
}

func inhomogeneous(shape []int) *py.Exception {
	return py.Errorf(py.ValueError, "setting an array element with a sequence. The requested array has an inhomogeneous shape after %d dimensions. "+
		"The detected shape was %s + inhomogeneous part.", len(shape), Tuple(shape))
}

// nested collects the numbers of nested lists.
type nested struct {
	t      *py.Thread
	shape  []int
	plain  bool
	values []float64
	float  bool // some number is a float
	int    bool // some number is an int
}

// measure follows the first elements down; plain is false if that ends in
// something else than a Python number.
func measure(elems []py.Object) (shape []int, plain bool) {
	for {
		shape = append(shape, len(elems))
		if len(elems) == 0 {
			return shape, true
		}
		switch v := elems[0].(type) {
		case *py.List:
			elems = v.Elems
		case *py.Tuple:
			elems = v.Elems
		case py.Bool, py.Int, py.Float:
			return shape, true
		default:
			return nil, false
		}
	}
}

// fill appends the numbers of one level; it returns false where there is
// something else.
func (n *nested) fill(elems []py.Object, level int) bool {
	if len(elems) != n.shape[level] {
		panic(inhomogeneous(n.shape[:level]))
	}
	last := level == len(n.shape)-1
	for _, e := range elems {
		var inner []py.Object
		switch v := e.(type) {
		case *py.List:
			inner = v.Elems
		case *py.Tuple:
			inner = v.Elems
		case py.Bool:
			b := 0.0
			if v {
				b = 1
			}
			n.values = append(n.values, b)
		case py.Int:
			if !X64(n.t) && (v < math.MinInt32 || v > math.MaxInt32) {
				panic(overflow(n.t, v))
			}
			if v < -1<<53 || v > 1<<53 {
				return false // collected one by one, with all digits
			}
			n.int = true
			n.values = append(n.values, float64(v))
		case py.Float:
			n.float = true
			n.values = append(n.values, float64(v))
		default:
			return false
		}
		isSequence := inner != nil || isEmptySequence(e)
		if isSequence == last {
			panic(inhomogeneous(n.shape[:level+1]))
		}
		if isSequence && !n.fill(inner, level+1) {
			return false
		}
	}
	return true
}

func isEmptySequence(o py.Object) bool {
	switch o.(type) {
	case *py.List, *py.Tuple:
		return true
	}
	return false
}

func (n *nested) array() engine.Array {
	a := engine.FromFloat64s(n.values, n.shape...)
	switch {
	case n.float || len(n.values) == 0:
		return a.AsType(FloatDType(n.t))
	case n.int:
		return a.AsType(IntDType(n.t))
	}
	return a.AsType(engine.Bool)
}

// Shape returns the shape that an argument gives: an int or a sequence of ints.
func Shape(t *py.Thread, o py.Object) []int {
	elems := []py.Object{o}
	switch v := o.(type) {
	case py.Int:
	case *py.List:
		elems = v.Elems
	case *py.Tuple:
		elems = v.Elems
	default:
		if a, ok := numeric(t, o); !ok || a.Rank() > 0 {
			elems = t.Elements(o)
		}
	}
	shape := make([]int, len(elems))
	bytes := 8.0
	for i, e := range elems {
		if a, ok := e.(*Array); ok {
			if _, known := a.data.Concrete(); !known {
				panic(py.Errorf(py.TypeError, "Shapes must be 1D sequences of concrete values of integer type, got %s.\n"+
					"If using `jit`, try using `static_argnums` or applying `jit` to smaller subfunctions.%s", t.Repr(py.NewTuple(elems...)), origin(t, a.data)))
			}
		}
		shape[i] = t.ToInt(e)
		bytes *= float64(max(shape[i], 0))
	}
	t.Reserve(bytes)
	return shape
}

// Axis returns the axis that an argument gives, counted from 0.
func Axis(t *py.Thread, o py.Object, rank int) int {
	axis := t.ToInt(o)
	if axis < -rank || axis >= rank {
		panic(py.Errorf(py.ValueError, "axis %d is out of bounds for array of dimension %d", axis, rank))
	}
	if axis < 0 {
		axis += rank
	}
	return axis
}

// Axes returns the axes that an argument gives, an int, a sequence of ints, or
// None for all; an empty sequence gives an empty list, None and a missing
// argument a full one.
func Axes(t *py.Thread, o py.Object, rank int) []int {
	if o == nil || o == py.None {
		axes := make([]int, rank)
		for i := range axes {
			axes[i] = i
		}
		return axes
	}
	var elems []py.Object
	switch v := o.(type) {
	case *py.Tuple:
		elems = v.Elems
	case *py.List:
		elems = v.Elems
	default:
		return []int{Axis(t, o, rank)}
	}
	axes := make([]int, len(elems))
	seen := make([]bool, rank)
	for i, e := range elems {
		axes[i] = Axis(t, e, rank)
		if seen[axes[i]] {
			panic(py.Errorf(py.ValueError, "duplicate value in 'axis': %s", t.Repr(o)))
		}
		seen[axes[i]] = true
	}
	return axes
}

// ShapeTuple returns a shape as a Python tuple.
func ShapeTuple(shape []int) *py.Tuple {
	elems := make([]py.Object, len(shape))
	for i, n := range shape {
		elems[i] = py.Int(n)
	}
	return py.NewTuple(elems...)
}

// Bool returns the truth of an argument that must be known while tracing.
func Bool(t *py.Thread, o py.Object) bool { return o != nil && t.Truth(o) }
