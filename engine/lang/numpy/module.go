package numpy

import (
	"math"
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/jnp"
	"fluxion/engine/lang/py"
)

// own are the functions of numpy that are not those of jax.numpy.
var own = []py.Func{
	{Sig: "array(object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0)", Doc: "An array of numbers, nested lists of numbers, or arrays.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := array(t, a[0], a[1])
		for n := t.ToInt(a[5]); x.value.Rank() < n; {
			x.value = engine.ExpandDims(x.value, 0)
		}
		return x
	}},
	{Sig: "asarray(a, dtype=None, order=None)", Doc: "An array; the same one if it is an array already.", Impl: asarray},
	{Sig: "ascontiguousarray(a, dtype=None)", Doc: "An array; the same one if it is an array already.", Impl: asarray},
	{Sig: "copy(a, order='K')", Doc: "A copy of an array.", Impl: func(t *py.Thread, a []py.Object) py.Object { return array(t, a[0], py.None) }},
	{Sig: "full(shape, fill_value, dtype=None, order='C')", Doc: "An array whose elements are all the same.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := array(t, a[1], a[2])
		x.value = engine.BroadcastTo(x.value, shape(t, a[0])...)
		return x
	}},
	{Sig: "arange(start, stop=None, step=None, dtype=None)", Doc: "Numbers from start to stop, without it, in steps.", Impl: arange},
	{Sig: "bitwise_and(x1, x2, /)", Doc: "The bits that both have.", Impl: operator(ast.BitAnd)},
	{Sig: "bitwise_or(x1, x2, /)", Doc: "The bits that some has.", Impl: operator(ast.BitOr)},
	{Sig: "bitwise_xor(x1, x2, /)", Doc: "The bits that exactly one has.", Impl: operator(ast.BitXor)},
	{Sig: "left_shift(x1, x2, /)", Doc: "x1 shifted left by x2 bits.", Impl: operator(ast.LShift)},
	{Sig: "right_shift(x1, x2, /)", Doc: "x1 shifted right by x2 bits.", Impl: operator(ast.RShift)},
	{Sig: "matmul(x1, x2, /)", Doc: "The product of matrices; leading axes are batches.", Impl: operator(ast.MatMul)},
	{Sig: "power(x1, x2, /)", Doc: "x1 to the power of x2.", Impl: operator(ast.Pow)},
	{Sig: "histogram(a, bins=10, range=None, weights=None, density=None)", Doc: "How many elements lie in each bin, and the edges of the bins.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		parts := histogram.Impl(t, a).(*py.Tuple).Elems
		if a[3] == py.None && !t.Truth(a[4]) {
			return py.NewTuple(parts[0].(*Array).as(t, dtype("int64")), parts[1])
		}
		return py.NewTuple(parts...)
	}},
	{Sig: "result_type(*arrays_and_dtypes)", Doc: "The type that operands of the given types meet in.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		var d, loose *jax.DType
		for _, o := range a[0].(*py.Tuple).Elems {
			if named, ok := jax.FindDType(o); ok {
				d = promote(d, named)
				continue
			}
			x := fromObject(t, o)
			switch o.(type) {
			case py.Int, py.Float, py.Bool:
				loose = promote(loose, x.dtype)
			default:
				d = promote(d, x.dtype)
			}
		}
		switch {
		case d == nil && loose == nil:
			panic(py.Errorf(py.ValueError, "at least one array or dtype is required"))
		case d == nil:
			return loose
		case loose == nil:
			return d
		}
		return weakly(d, loose)
	}},
	{Sig: "promote_types(type1, type2)", Doc: "The type that two types meet in.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return promote(dtypeArg(t, a[0]), dtypeArg(t, a[1]))
	}},
	{Sig: "set_printoptions(**kwargs)", Doc: "Accepted; printing stays as it is by default.", Impl: func(*py.Thread, []py.Object) py.Object { return py.None }},
	{Sig: "array_repr(arr)", Doc: "The array as repr() shows it.", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.Str(t.Repr(a[0])) }},
	{Sig: "array_str(a)", Doc: "The array as str() shows it.", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.Str(t.Str(a[0])) }},
}

var histogram = adapted(jnp.Numpy.Funcs[slices.IndexFunc(jnp.Numpy.Funcs, func(f py.Func) bool { return strings.HasPrefix(f.Sig, "histogram(") })])

// array is numpy.array with a dtype that may be None.
func array(t *py.Thread, o, d py.Object) *Array {
	x := fromObject(t, o)
	if d := dtypeArg(t, d); d != nil {
		x = x.as(t, d)
	}
	x.scalar = false
	return x
}

func asarray(t *py.Thread, a []py.Object) py.Object {
	if x, ok := a[0].(*Array); ok && !x.scalar {
		if d := dtypeArg(t, a[1]); d == nil || d == x.dtype {
			return x
		}
	}
	return array(t, a[0], a[1])
}

func shape(t *py.Thread, o py.Object) []int {
	if x, ok := o.(*Array); ok {
		o = x.toList(t)
	}
	return jax.Shape(t, o)
}

func operator(op ast.Operator) func(t *py.Thread, a []py.Object) py.Object {
	return func(t *py.Thread, a []py.Object) py.Object {
		return t.Binary(op, result(fromObject(t, a[0])), a[1])
	}
}

func arange(t *py.Thread, a []py.Object) py.Object {
	start, stop, step := py.Object(py.Int(0)), a[0], py.Object(py.Int(1))
	if a[1] != py.None {
		start, stop = a[0], a[1]
	}
	if a[2] != py.None {
		step = a[2]
	}
	var d *jax.DType
	var v [3]float64
	for i, o := range []py.Object{start, stop, step} {
		x := fromObject(t, o)
		v[i] = x.AsFloat(t)
		d = promote(d, x.dtype)
	}
	if v[2] == 0 {
		panic(py.Errorf(py.ZeroDivisionError, "division by zero"))
	}
	if asked := dtypeArg(t, a[3]); asked != nil {
		d = asked
	}
	count := math.Ceil((v[1] - v[0]) / v[2])
	t.Reserve(8 * count)
	if math.IsNaN(count) || count > math.MaxInt32 {
		panic(py.Errorf(py.ValueError, "Maximum allowed size exceeded"))
	}
	n := int(max(0, count))
	out := make([]float64, n)
	for i := range out {
		out[i] = v[0] + float64(i)*v[2]
	}
	fit(out, d)
	return newArray(out, []int{n}, d)
}

// Module is the module numpy.
var Module = &py.ModuleSpec{
	Name:   "numpy",
	Source: jnp.SharedSource + ownSource,
	Doc:    "Arrays on the host.",
	Funcs:  adaptAll(jnp.Numpy.Funcs, own),
	Init: func(_ *py.Thread, m *py.Module) {
		m.Getattr = func(t *py.Thread, name string) py.Object {
			if name == "linalg" || name == "random" || name == "testing" {
				return t.Import(t, "numpy."+name)
			}
			return nil
		}
	},
}

// Modules are the modules of this package.
var Modules = append([]*py.ModuleSpec{Module, Linalg, random, testing}, scipy...)

func values() map[string]py.Object {
	v := map[string]py.Object{"ndarray": ArrayType, "dtype": jax.DTypeType, "bool_": scalarTypes["bool"]}
	for _, name := range []string{"pi", "e", "euler_gamma", "inf", "nan", "newaxis", "generic", "number", "inexact", "integer", "signedinteger", "unsignedinteger", "floating", "complexfloating"} {
		v[name] = jnp.Numpy.Values[name]
	}
	for name, c := range scalarTypes {
		v[name] = c
	}
	v["half"], v["float_"], v["int_"], v["double"], v["single"] = scalarTypes["float16"], scalarTypes["float64"], scalarTypes["int64"], scalarTypes["float64"], scalarTypes["float32"]
	return v
}

// methods are the functions of numpy that are methods of arrays.
var methods = strings.Fields(`all any argmax argmin argsort clip cumprod cumsum diagonal dot max mean min nonzero prod ptp ravel repeat round searchsorted
	squeeze std sum swapaxes take trace var conj conjugate`)

func init() {
	property := func(name, doc string, f func(t *py.Thread, a *Array) py.Object) py.Property {
		return py.Property{Name: name, Doc: doc, Get: func(t *py.Thread, o py.Object) py.Object { return f(t, o.(*Array)) }}
	}
	method := func(sig, doc string, f func(t *py.Thread, a *Array, rest []py.Object) py.Object) py.Func {
		return py.Func{Sig: sig, Doc: doc, Impl: func(t *py.Thread, a []py.Object) py.Object { return f(t, a[0].(*Array), a[1:]) }}
	}
	of := func(a *Array, v engine.Array) py.Object { return &Array{value: v, dtype: a.dtype} }
	call := func(t *py.Thread, name string, args ...py.Object) py.Object {
		return t.Call(t.Import(t, "numpy").Get(name), args...)
	}
	members := []py.Member{
		property("shape", "The dimensions.", func(_ *py.Thread, a *Array) py.Object { return jax.ShapeTuple(a.shape()) }),
		property("dtype", "The type of the elements.", func(_ *py.Thread, a *Array) py.Object { return a.dtype }),
		property("ndim", "The number of axes.", func(_ *py.Thread, a *Array) py.Object { return py.Int(len(a.shape())) }),
		property("size", "The number of elements.", func(_ *py.Thread, a *Array) py.Object { return py.Int(a.value.Size()) }),
		property("nbytes", "The bytes of all elements.", func(_ *py.Thread, a *Array) py.Object { return py.Int(a.value.Size() * a.dtype.Size) }),
		property("itemsize", "The bytes of an element.", func(_ *py.Thread, a *Array) py.Object { return py.Int(a.dtype.Size) }),
		property("T", "The array with its axes reversed.", func(t *py.Thread, a *Array) py.Object {
			if len(a.shape()) < 2 {
				return a
			}
			return of(a, engine.Transpose(a.data(t)))
		}),
		property("real", "The real part.", func(_ *py.Thread, a *Array) py.Object { return a }),
		property("imag", "The imaginary part: zeros.", func(t *py.Thread, a *Array) py.Object { return result(carried(engine.ZerosLike(a.data(t)), a.dtype)) }),
		property("flat", "The elements, one by one.", func(t *py.Thread, a *Array) py.Object { return of(a, engine.Ravel(a.data(t))) }),
		method("reshape(self, *args, order='C')", "The elements in another shape.", func(t *py.Thread, a *Array, rest []py.Object) py.Object {
			args := rest[0]
			if u := args.(*py.Tuple); len(u.Elems) == 1 {
				args = u.Elems[0]
			}
			return of(a, engine.Reshape(a.data(t), resolve(a.shape(), shape(t, args))...))
		}),
		method("flatten(self, order='C')", "The elements along one axis.", func(t *py.Thread, a *Array, _ []py.Object) py.Object { return of(a, engine.Ravel(a.data(t))) }),
		method("transpose(self, *args)", "The array with its axes permuted.", func(t *py.Thread, a *Array, rest []py.Object) py.Object {
			args := rest[0].(*py.Tuple)
			switch {
			case len(args.Elems) == 0:
				return call(t, "transpose", a)
			case len(args.Elems) == 1:
				return call(t, "transpose", a, args.Elems[0])
			}
			return call(t, "transpose", a, args)
		}),
		method("astype(self, dtype, *, copy=True)", "The elements converted to a dtype.", func(t *py.Thread, a *Array, rest []py.Object) py.Object {
			d := dtypeArg(t, rest[0])
			if d == nil {
				d = dtype("float64") // NumPy's reading of None
			}
			return a.as(t, d)
		}),
		method("item(self, *args)", "The only element, or that at an index, as a Python number.", func(t *py.Thread, a *Array, rest []py.Object) py.Object {
			if args := rest[0].(*py.Tuple); len(args.Elems) > 0 {
				from, key := a, py.Object(args)
				if len(args.Elems) == 1 {
					from, key = &Array{value: engine.Ravel(a.data(t)), dtype: a.dtype}, args.Elems[0]
				}
				a = from.Item(t, key).(*Array)
			}
			if a.value.Size() != 1 {
				panic(py.Errorf(py.ValueError, "can only convert an array of size 1 to a Python scalar"))
			}
			return a.item(t)
		}),
		method("tolist(self)", "The elements as nested lists.", func(t *py.Thread, a *Array, _ []py.Object) py.Object { return a.toList(t) }),
		method("copy(self, order='C')", "A copy.", func(t *py.Thread, a *Array, _ []py.Object) py.Object {
			return &Array{value: a.data(t), dtype: a.dtype, scalar: a.scalar}
		}),
		method("fill(self, value)", "Sets all elements.", func(t *py.Thread, a *Array, rest []py.Object) py.Object {
			a.SetItem(t, py.Ellipsis, rest[0])
			return py.None
		}),
		method("sort(self, axis=-1)", "Sorts the array itself.", func(t *py.Thread, a *Array, rest []py.Object) py.Object {
			a.set(t, engine.Sort(a.data(t), jax.Axis(t, rest[0], len(a.shape()))))
			return py.None
		}),
		method("__abs__(self)", "The absolute values.", func(t *py.Thread, a *Array, _ []py.Object) py.Object { return call(t, "abs", a) }),
		method("__round__(self, ndigits?)", "The elements rounded.", func(t *py.Thread, a *Array, rest []py.Object) py.Object {
			if rest[0] == nil {
				return t.Round(a.item(t), py.None)
			}
			return call(t, "round", a, rest[0])
		}),
		method("__array__(self, dtype=None)", "The array itself.", func(t *py.Thread, a *Array, rest []py.Object) py.Object { return array(t, a, rest[0]) }),
		method("__divmod__(self, other, /)", "Quotient and remainder.", func(t *py.Thread, a *Array, rest []py.Object) py.Object {
			return py.NewTuple(t.Binary(ast.FloorDiv, a, rest[0]), t.Binary(ast.Mod, a, rest[0]))
		}),
	}
	for _, f := range Module.Funcs {
		if name, _, _ := strings.Cut(f.Sig, "("); slices.Contains(methods, name) {
			members = append(members, f)
		}
	}
	ArrayType.Define(members...)
	for _, c := range scalarTypes {
		c.Define(members...)
	}
	Module.Values = values()
	jnp.HostScalar = func(v float64, d *jax.DType) py.Object { return scalar(v, d) }
}

// resolve replaces a dimension of -1 by what is left.
func resolve(from, to []int) []int {
	size, known, left := 1, 1, -1
	for _, n := range from {
		size *= n
	}
	out := slices.Clone(to)
	for i, n := range to {
		if n == -1 && left < 0 {
			left = i
		} else {
			known *= n
		}
	}
	switch {
	case left >= 0 && known > 0 && size%known == 0:
		out[left] = size / known
	case left >= 0 || known != size:
		panic(py.Errorf(py.ValueError, "cannot reshape array of size %d into shape %s", size, shapeText(to)))
	}
	return out
}
