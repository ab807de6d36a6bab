package jax

import (
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// numpyMethods are the methods that are functions of jax.numpy with the array as
// first argument.
var numpyMethods = []struct{ sig, function, doc string }{
	{"all(axis=None, out=None, keepdims=False, *, where=None)", "", "Whether all elements are true."},
	{"any(axis=None, out=None, keepdims=False, *, where=None)", "", "Whether some element is true."},
	{"argmax(axis=None, out=None, keepdims=None)", "", "The index of the maximum."},
	{"argmin(axis=None, out=None, keepdims=None)", "", "The index of the minimum."},
	{"argsort(axis=-1, *, kind=None, order=None, stable=True, descending=False)", "", "The indices that sort the array."},
	{"clip(min=None, max=None)", "", "The elements limited to an interval."},
	{"cumprod(axis=None, dtype=None, out=None)", "", "The running product."},
	{"cumsum(axis=None, dtype=None, out=None)", "", "The running sum."},
	{"diagonal(offset=0, axis1=0, axis2=1)", "", "The elements of a diagonal."},
	{"dot(b, *, precision=None, preferred_element_type=None)", "", "The dot product."},
	{"max(axis=None, out=None, keepdims=False, initial=None, where=None)", "", "The maximum."},
	{"mean(axis=None, dtype=None, out=None, keepdims=False, *, where=None)", "", "The mean."},
	{"min(axis=None, out=None, keepdims=False, initial=None, where=None)", "", "The minimum."},
	{"nonzero(*, fill_value=None, size=None)", "", "The indices of the elements that are not zero."},
	{"prod(axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None)", "", "The product."},
	{"ptp(axis=None, out=None, keepdims=False)", "", "The range of values."},
	{"repeat(repeats, axis=None, *, total_repeat_length=None)", "", "Each element repeated."},
	{"searchsorted(v, side='left', sorter=None, *, method='scan')", "", "Where values would be inserted to keep the order."},
	{"sort(axis=-1, *, kind=None, order=None, stable=True, descending=False)", "", "The sorted elements."},
	{"squeeze(axis=None)", "", "The array without axes of size 1."},
	{"std(axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, correction=None)", "", "The standard deviation."},
	{"sum(axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None, promote_integers=True)", "", "The sum."},
	{"swapaxes(axis1, axis2)", "", "The array with two axes exchanged."},
	{"take(indices, axis=None, out=None, mode=None, unique_indices=False, indices_are_sorted=False, fill_value=None)", "", "The elements at indices."},
	{"trace(offset=0, axis1=0, axis2=1, dtype=None, out=None)", "", "The sum of a diagonal."},
	{"var(axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, correction=None)", "", "The variance."},
	{"round(decimals=0, out=None)", "", "The elements rounded."},
	{"__abs__()", "abs", "The absolute values."},
}

// numpyMethod makes a method that calls the function of jax.numpy. Arguments
// that are None or False are those that were not given.
func numpyMethod(sig, function, doc string) py.Func {
	open := slices.Index([]byte(sig), '(')
	name, rest := sig[:open], sig[open+1:]
	if function == "" {
		function = name
	}
	separator := ", "
	if rest == ")" {
		separator = ""
	}
	f := py.Func{Sig: name + "(self" + separator + rest, Doc: doc}
	var parameters []string
	f.Impl = func(t *py.Thread, a []py.Object) py.Object {
		var keywords []py.Keyword
		for i, v := range a[1:] {
			if v != nil && v != py.None && v != py.Bool(false) {
				keywords = append(keywords, py.Keyword{Name: parameters[i+1], Value: v})
			}
		}
		return t.CallObject(t.GetAttr(t.Import(t, "jax.numpy"), function), []py.Object{a[0]}, keywords)
	}
	parameters = py.NewBuiltin(f).Parameters()
	return f
}

func self(a []py.Object) *Array { return a[0].(*Array) }

// method declares a method that returns an array.
func method(sig, doc string, f func(t *py.Thread, x *Array, a []py.Object) engine.Array) py.Func {
	return py.Func{Sig: sig, Doc: doc, Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := self(a)
		return x.like(f(t, x, a[1:]))
	}}
}

func property(name, doc string, f func(t *py.Thread, x *Array) py.Object) py.Property {
	return py.Property{Name: name, Doc: doc, Get: func(t *py.Thread, o py.Object) py.Object { return f(t, o.(*Array)) }}
}

// tracerPart declares what a tracer of certain kinds consists of.
func tracerPart(name, doc string, part func(tr engine.TracedBy) engine.Array, kinds ...string) {
	for _, kind := range kinds {
		tracerTypes[kind].Define(property(name, doc, func(_ *py.Thread, x *Array) py.Object {
			tr, _ := x.data.Tracer()
			return x.like(part(tr))
		}))
	}
}

func init() {
	tracerPart("primal", "The value.", func(tr engine.TracedBy) engine.Array { return tr.Primal }, "jvp", "grad", "jet")
	tracerPart("tangent", "The tangent.", func(tr engine.TracedBy) engine.Array { return tr.Tangent }, "jvp")
	tracerPart("val", "The batch.", func(tr engine.TracedBy) engine.Array { return tr.Primal }, "vmap")
	tracerTypes["vmap"].Define(property("batch_dim", "The axis of the batch.", func(_ *py.Thread, x *Array) py.Object {
		tr, _ := x.data.Tracer()
		return py.Int(tr.Axis)
	}))
	for _, m := range numpyMethods {
		ArrayType.Define(numpyMethod(m.sig, m.function, m.doc))
	}
	ArrayType.Define(
		property("shape", "The dimensions.", func(_ *py.Thread, x *Array) py.Object { return ShapeTuple(x.Shape()) }),
		property("dtype", "The type of the elements.", func(_ *py.Thread, x *Array) py.Object { return x.DType() }),
		property("ndim", "The number of axes.", func(_ *py.Thread, x *Array) py.Object { return py.Int(len(x.Shape())) }),
		property("size", "The number of elements.", func(_ *py.Thread, x *Array) py.Object { return py.Int(size(x.Shape())) }),
		property("nbytes", "The bytes of all elements.", func(_ *py.Thread, x *Array) py.Object { return py.Int(size(x.Shape()) * x.DType().Size) }),
		property("itemsize", "The bytes of an element.", func(_ *py.Thread, x *Array) py.Object { return py.Int(x.DType().Size) }),
		property("weak_type", "Whether the type yields to those it meets.", func(_ *py.Thread, x *Array) py.Object { return py.Bool(x.data.Weak()) }),
		property("aval", "The type and shape.", func(_ *py.Thread, x *Array) py.Object {
			return &shapeStruct{shape: x.Shape(), dtype: x.DType(), weak: x.data.Weak(), abstract: true}
		}),
		property("T", "The array with its axes reversed.", func(_ *py.Thread, x *Array) py.Object { return x.like(transpose(x, nil)) }),
		property("mT", "The array with its last two axes exchanged.", func(_ *py.Thread, x *Array) py.Object {
			n := len(x.Shape())
			if n < 2 {
				panic(py.Errorf(py.ValueError, "x must be at least two-dimensional for matrix_transpose; got ndim=%d", n))
			}
			perm := Axes(nil, nil, n)
			perm[n-1], perm[n-2] = n-2, n-1
			return x.like(transpose(x, perm))
		}),
		property("real", "The real part.", func(_ *py.Thread, x *Array) py.Object { return x.like(engine.Real(x.data)) }),
		property("imag", "The imaginary part.", func(_ *py.Thread, x *Array) py.Object { return FromArray(engine.Imag(x.data)) }),
		property("at", "Functional updates: x.at[idx].set(y) and others.", func(_ *py.Thread, x *Array) py.Object { return &updateHelper{x} }),
		property("sharding", "How the elements are spread over devices.", func(t *py.Thread, x *Array) py.Object { return stateOf(t).devices.of(x.data).sharding() }),
		property("device", "The device that the elements lie on.", func(t *py.Thread, x *Array) py.Object {
			if x.data.IsTraced() {
				panic(py.Errorf(py.AttributeError, "%s has no attribute device", x.Type().Name))
			}
			return stateOf(t).devices.of(x.data)
		}),
		property("committed", "Whether the array was put on its device, so that programs with it run there.", func(_ *py.Thread, x *Array) py.Object {
			_, committed := x.data.Place()
			return py.Bool(committed)
		}),
		property("flat", "Not provided, as in JAX.", func(*py.Thread, *Array) py.Object {
			panic(py.Errorf(py.NotImplementedError, "JAX Arrays do not implement the arr.flat property: consider arr.flatten() instead."))
		}),
		py.Func{Sig: "devices(self)", Doc: "The devices that the elements lie on.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			x := self(a)
			if x.data.IsTraced() {
				panic(ConcretizationError(t, x.data, "The devices() method was called on traced array with shape "+x.long()+"."))
			}
			s := py.NewSet()
			s.Add(t, stateOf(t).devices.of(x.data))
			return s
		}},
		py.Func{Sig: "to_device(self, device, *, stream=None)", Doc: "The array on a device.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return self(a).like(put(t, self(a).data, a[1]))
		}},
		py.Func{Sig: "item(self, *args)", Doc: "The only element, or that at an index, as a Python number.", Impl: item},
		py.Func{Sig: "tolist(self)", Doc: "The elements as nested lists.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			x := self(a)
			if x.data.IsTraced() {
				panic(ConcretizationError(t, x.data, "The tolist() method was called on traced array with shape "+x.long()+"."))
			}
			return x.toList()
		}},
		py.Func{Sig: "delete(self)", Doc: "Gives up the elements: to use the array afterwards is an error.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			self(a).data = self(a).data.Deleted()
			return py.None
		}},
		py.Func{Sig: "is_deleted(self)", Doc: "Whether the elements were given up, by delete or as a donated argument.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			return py.Bool(self(a).data.IsDeleted())
		}},
		py.Func{Sig: "block_until_ready(self)", Doc: "The array, when it is computed.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			self(a).data.BlockUntilReady()
			return a[0]
		}},
		py.Func{Sig: "copy(self)", Doc: "A copy.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return self(a).like(self(a).data) }},
		py.Func{Sig: "conj(self)", Doc: "The complex conjugates.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return self(a).like(engine.Conj(self(a).data)) }},
		py.Func{Sig: "conjugate(self)", Doc: "The complex conjugates.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return self(a).like(engine.Conj(self(a).data)) }},
		py.Func{Sig: "__round__(self, ndigits=None, /)", Doc: "The elements rounded, to whole numbers of type int where no digits are given.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			if a[1] != py.None {
				return t.CallMethod(a[0], "round", a[1])
			}
			return FromArray(engine.Round(self(a).data).AsType(IntDType(t)))
		}},
		py.Func{Sig: "__setitem__(self, key, value, /)", Doc: "Not provided: arrays cannot change.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			self(a).SetItem(t, a[1], a[2])
			return py.None
		}},
		py.Func{Sig: "__divmod__(self, other, /)", Doc: "Quotient and remainder.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return py.NewTuple(t.Binary(ast.FloorDiv, a[0], a[1]), t.Binary(ast.Mod, a[0], a[1]))
		}},
		py.Func{Sig: "__rdivmod__(self, other, /)", Doc: "Quotient and remainder.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return py.NewTuple(t.Binary(ast.FloorDiv, a[1], a[0]), t.Binary(ast.Mod, a[1], a[0]))
		}},
		py.Func{Sig: "astype(self, dtype, copy=False, device=None)", Doc: "The elements converted to a dtype.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return FromArray(self(a).data.AsType(EngineDType(t, a[1], FloatDType(t))))
		}},
		method("reshape(self, *args, order='C', copy=None, out_sharding=None)", "The elements in another shape.", func(t *py.Thread, x *Array, a []py.Object) engine.Array {
			return reshape(x, shapeArguments(t, a[0]))
		}),
		method("transpose(self, *args)", "The array with its axes permuted.", func(t *py.Thread, x *Array, a []py.Object) engine.Array {
			args := a[0].(*py.Tuple).Elems
			if len(args) == 0 || len(args) == 1 && args[0] == py.None {
				return transpose(x, nil)
			}
			perm := Axes(t, argumentList(a[0]), len(x.Shape()))
			if len(perm) != len(x.Shape()) {
				panic(py.Errorf(py.ValueError, "axes don't match array"))
			}
			return transpose(x, perm)
		}),
		method("flatten(self, order='C', *, out_sharding=None)", "The elements along one axis.", func(_ *py.Thread, x *Array, _ []py.Object) engine.Array { return reshape(x, []int{-1}) }),
		method("ravel(self, order='C', *, out_sharding=None)", "The elements along one axis.", func(_ *py.Thread, x *Array, _ []py.Object) engine.Array { return reshape(x, []int{-1}) }),
	)

}

func size(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

// shapeArguments returns the shape that f(2, 3) or f((2, 3)) gives.
func shapeArguments(t *py.Thread, args py.Object) []int { return Shape(t, argumentList(args)) }

func argumentList(args py.Object) py.Object {
	if u := args.(*py.Tuple); len(u.Elems) == 1 {
		return u.Elems[0]
	}
	return args
}

// reshape gives x another shape, one dimension of which may be -1.
func reshape(x *Array, shape []int) engine.Array {
	full := ResolveShape(x.Shape(), shape)
	if x.key {
		full = append(full, 2)
	}
	return engine.Reshape(x.data, full...)
}

// ResolveShape replaces a dimension of -1 by what is left, and panics with
// JAX's error unless the sizes agree.
func ResolveShape(from, to []int) []int {
	n, left := size(from), -1
	out := slices.Clone(to)
	rest := 1
	for i, d := range to {
		switch {
		case d != -1:
			rest *= d
		case left >= 0:
			panic(py.Errorf(py.ValueError, "can only specify one unknown axis size with a `-1` value, got %s", Tuple(to)))
		default:
			left = i
		}
	}
	switch {
	case left >= 0 && (rest == 0 || n%rest != 0):
		panic(py.Errorf(py.TypeError, "cannot reshape array of shape %s (size %d) into shape %s because the product of specified axis sizes (%d) does not evenly divide %d", Tuple(from), n, Tuple(to), rest, n))
	case left >= 0:
		out[left] = n / rest
	case rest != n:
		panic(py.Errorf(py.TypeError, "cannot reshape array of shape %s (size %d) into shape %s (size %d)", Tuple(from), n, Tuple(to), rest))
	}
	return out
}

// transpose permutes the axes of x; without a permutation it reverses them.
func transpose(x *Array, perm []int) engine.Array {
	n := len(x.Shape())
	if perm == nil {
		perm = Axes(nil, nil, n)
		slices.Reverse(perm)
	}
	if x.key {
		perm = append(slices.Clone(perm), n)
	}
	if len(perm) == 0 {
		return x.data
	}
	return engine.Transpose(x.data, perm...)
}

func item(t *py.Thread, a []py.Object) py.Object {
	x := self(a)
	if args := a[1].(*py.Tuple); len(args.Elems) > 0 {
		x = x.Item(t, args).(*Array)
	}
	v, ok := x.data.Concrete()
	if !ok {
		panic(ConcretizationError(t, x.data, "This occurred in the item() method of jax.Array"))
	}
	if v.Size() != 1 {
		panic(py.Errorf(py.ValueError, "can only convert an array of size 1 to a Python scalar"))
	}
	return FromArray(v).item()
}
