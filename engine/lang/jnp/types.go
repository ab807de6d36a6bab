package jnp

import (
	"math"
	"math/bits"
	"strconv"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// typing are the functions of types, and those that take functions.
var typing = []py.Func{
	object("result_type(*args)", "The type that arrays of the given types meet in.", func(c call) py.Object {
		args := c.a[0].(*py.Tuple).Elems
		if len(args) == 0 {
			panic(py.Errorf(py.ValueError, "at least one array or dtype is required"))
		}
		return c.resultType(args)
	}),
	object("promote_types(a, b)", "The type that two types meet in.", func(c call) py.Object { return c.resultType(c.a) }),
	object("issubdtype(arg1, arg2)", "Whether a type is of a kind.", func(c call) py.Object {
		d := jax.DTypeArg(c.t, c.a[0])
		if k, ok := c.a[1].(*py.Type); ok && kinds[k] != "" {
			return py.Bool(d != nil && contains(kinds[k], d.Kind))
		}
		return py.Bool(d == jax.DTypeArg(c.t, c.a[1]))
	}),
	object("finfo(dtype)", "The limits of a float type.", func(c call) py.Object { return &floatInfo{c.typeOf(0, "f", "data type %s not inexact")} }),
	object("iinfo(int_type)", "The limits of an integer type.", func(c call) py.Object { return &intInfo{c.typeOf(0, "iu", "Invalid integer data type %s.")} }),
	object("vectorize(pyfunc, *, excluded=(), signature=None)", "A function of scalars as a function of arrays.", func(c call) py.Object {
		return vectorize(c)
	}),
	object("apply_along_axis(func1d, axis, arr, *args, **kwargs)", "A function of vectors, applied to all vectors along an axis.", func(c call) py.Object {
		x := c.array(2)
		axis := c.axis(1, x.Rank())
		extra, keywords := c.a[3].(*py.Tuple).Elems, keywordsOf(c.a[4])
		f := c.a[0]
		one := py.NewBuiltin(py.Func{Sig: "func(x)", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return t.CallObject(f, append([]py.Object{a[0]}, extra...), keywords)
		}})
		mapped := py.Object(one)
		vmap := c.t.GetAttr(c.t.Import(c.t, "jax"), "vmap")
		y := engine.MoveAxis(x, axis, -1)
		for range x.Rank() - 1 {
			mapped = c.t.Call(vmap, mapped)
		}
		out := jax.ToArray(c.t, c.t.Call(mapped, wrap(y)))
		if k := out.Rank() - (x.Rank() - 1); k == 1 {
			out = engine.MoveAxis(out, -1, axis)
		}
		return wrap(out)
	}),
	object("array_repr(arr)", "The array as repr() shows it.", func(c call) py.Object { return py.Str(c.t.Repr(c.a[0])) }),
	object("array_str(a)", "The array as str() shows it.", func(c call) py.Object { return py.Str(c.t.Str(c.a[0])) }),
}

// sample is a scalar of the type that an argument has or names.
func (c call) sample(o py.Object) engine.Array {
	if d, ok := jax.FindDType(o); ok {
		return engine.Zeros(nil, d.Engine(c.t))
	}
	return c.with(o).array(0)
}

func (c call) resultType(args []py.Object) py.Object {
	var samples []engine.Array
	for _, o := range args {
		samples = append(samples, c.sample(o))
	}
	return jax.DTypeOf(engine.PromoteTypes(samples...))
}

// typeOf returns the dtype that argument i names, of one of the given kinds.
func (c call) typeOf(i int, letters, message string) *jax.DType {
	d := jax.DTypeArg(c.t, c.a[i])
	if d == nil || !contains(letters, d.Kind) || d.Name == "bfloat16" {
		panic(py.Errorf(py.ValueError, message, c.t.Repr(c.a[i])))
	}
	return d
}

// kinds are the abstract classes of types, with the letters of their kinds.
var (
	kinds    = map[*py.Type]string{}
	kindType = func(name, letters string) *py.Type {
		k := &py.Type{Name: name, Module: "numpy", Final: true}
		kinds[k] = letters
		return k
	}
	abstractTypes = map[string]py.Object{
		"generic": kindType("generic", "biufcV"), "number": kindType("number", "iufc"), "inexact": kindType("inexact", "fc"),
		"integer": kindType("integer", "iu"), "signedinteger": kindType("signedinteger", "i"), "unsignedinteger": kindType("unsignedinteger", "u"),
		"floating": kindType("floating", "f"), "complexfloating": kindType("complexfloating", "c"),
	}
)

func contains(letters string, k byte) bool {
	for i := range len(letters) {
		if letters[i] == k {
			return true
		}
	}
	return false
}

// HostScalar makes a scalar of NumPy; package numpy sets it.
var HostScalar = func(v float64, _ *jax.DType) py.Object { return py.Float(v) }

// A floatInfo has the limits of a float type.
type floatInfo struct{ dtype *jax.DType }

// An intInfo has the limits of an integer type.
type intInfo struct{ dtype *jax.DType }

var (
	floatInfoType = &py.Type{Name: "finfo", Module: "numpy", Final: true}
	intInfoType   = &py.Type{Name: "iinfo", Module: "numpy", Final: true}
)

// Type returns the class.
func (*floatInfo) Type() *py.Type { return floatInfoType }

// Type returns the class.
func (*intInfo) Type() *py.Type { return intInfoType }

// limits are the numbers that a float type has for a property: of float16,
// float32 and float64.
type limits [3]float64

func (l limits) of(d *jax.DType) float64 { return l[bits.Len(uint(d.Size))-2] }

func (i *intInfo) bits() int {
	return 8 * i.dtype.Size
}

// Repr implements [py.Representer].
func (f *floatInfo) Repr(*py.Thread) string {
	switch f.dtype.Size {
	case 2:
		return "finfo(resolution=0.001, min=-6.55040e+04, max=6.55040e+04, dtype=float16)"
	case 4:
		return "finfo(resolution=1e-06, min=-3.4028235e+38, max=3.4028235e+38, dtype=float32)"
	}
	return "finfo(resolution=1e-15, min=-1.7976931348623157e+308, max=1.7976931348623157e+308, dtype=float64)"
}

// Repr implements [py.Representer].
func (i *intInfo) Repr(*py.Thread) string {
	lo, hi := i.limits()
	return "iinfo(min=" + lo.String() + ", max=" + hi.String() + ", dtype=" + i.dtype.Name + ")"
}

type decimal string

func (d decimal) String() string { return string(d) }

func (i *intInfo) limits() (lo, hi decimal) {
	n := i.bits()
	if i.dtype.Kind == 'u' {
		return "0", decimal(strconv.FormatUint(math.MaxUint64>>(64-n), 10))
	}
	top := int64(math.MaxInt64) >> (64 - n)
	return decimal(strconv.FormatInt(-top-1, 10)), decimal(strconv.FormatInt(top, 10))
}

func init() {
	limit := func(name string, half, single, double float64) py.Property {
		return py.Property{Name: name, Get: func(_ *py.Thread, o py.Object) py.Object {
			d := o.(*floatInfo).dtype
			return HostScalar(limits{half, single, double}.of(d), d)
		}}
	}
	floatInfoType.Define(
		limit("eps", 0x1p-10, 0x1p-23, 0x1p-52), limit("epsneg", 0x1p-11, 0x1p-24, 0x1p-53), limit("max", maxHalf, math.MaxFloat32, math.MaxFloat64),
		limit("min", -maxHalf, -math.MaxFloat32, -math.MaxFloat64),
		limit("tiny", 0x1p-14, 0x1p-126, 0x1p-1022), limit("smallest_normal", 0x1p-14, 0x1p-126, 0x1p-1022),
		limit("smallest_subnormal", 0x1p-24, 0x1p-149, 0x1p-1074), limit("resolution", 1e-3, 1e-6, 1e-15),
		py.Property{Name: "bits", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Int(8 * o.(*floatInfo).dtype.Size) }},
		py.Property{Name: "dtype", Get: func(_ *py.Thread, o py.Object) py.Object { return o.(*floatInfo).dtype }},
	)
	whole := func(t *py.Thread, d decimal) py.Object { return t.Call(py.IntType, py.Str(d)) }
	intInfoType.Define(
		py.Property{Name: "min", Get: func(t *py.Thread, o py.Object) py.Object { lo, _ := o.(*intInfo).limits(); return whole(t, lo) }},
		py.Property{Name: "max", Get: func(t *py.Thread, o py.Object) py.Object { _, hi := o.(*intInfo).limits(); return whole(t, hi) }},
		py.Property{Name: "bits", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Int(o.(*intInfo).bits()) }},
		py.Property{Name: "dtype", Get: func(_ *py.Thread, o py.Object) py.Object { return o.(*intInfo).dtype }},
	)
}
