package jnp

import (
	"math"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// logic are the comparisons, the functions of truth values and bits, and the
// choices between elements.
var logic = []py.Func{
	binary("equal(x, y, /)", "Whether elements are equal.", engine.Eq),
	binary("not_equal(x, y, /)", "Whether elements differ.", engine.Ne),
	binary("less(x, y, /)", "Whether x < y.", engine.Lt),
	binary("less_equal(x, y, /)", "Whether x <= y.", engine.Le),
	binary("greater(x, y, /)", "Whether x > y.", engine.Gt),
	binary("greater_equal(x, y, /)", "Whether x >= y.", engine.Ge),
	binary("logical_and(x, y, /)", "Whether both elements are true.", onTruth(engine.And)),
	binary("logical_or(x, y, /)", "Whether some element is true.", onTruth(engine.Or)),
	binary("logical_xor(x, y, /)", "Whether exactly one element is true.", onTruth(engine.Xor)),
	unary("logical_not", "Whether the element is false.", func(x engine.Array) engine.Array { return engine.Not(isTrue(x)) }),
	bitwise("bitwise_and", "and", "The bits that both have.", engine.And),
	bitwise("bitwise_or", "or", "The bits that some has.", engine.Or),
	bitwise("bitwise_xor", "xor", "The bits that exactly one has.", engine.Xor),
	fn("bitwise_not(x, /)", "All bits inverted.", func(c call) engine.Array { return engine.Not(c.bits(0, "not")) }),
	bitwise("left_shift", "shift_left", "x shifted left by y bits.", engine.ShiftLeft),
	bitwise("right_shift", "shift_right_arithmetic", "x shifted right by y bits, keeping the sign.", rightShift),
	unary("isnan", "Whether elements are nan.", onFloat(engine.IsNaN, false)),
	unary("isinf", "Whether elements are infinite.", onFloat(func(x engine.Array) engine.Array {
		return engine.Eq(engine.Abs(x), num(math.Inf(1)))
	}, false)),
	unary("isfinite", "Whether elements are neither infinite nor nan.", onFloat(engine.IsFinite, true)),
	unary("isposinf", "Whether elements are plus infinity.", onFloat(func(x engine.Array) engine.Array {
		return engine.Eq(x, num(math.Inf(1)))
	}, false)),
	unary("isneginf", "Whether elements are minus infinity.", onFloat(func(x engine.Array) engine.Array {
		return engine.Eq(x, num(math.Inf(-1)))
	}, false)),
	unary("isreal", "Whether elements have no imaginary part.", func(x engine.Array) engine.Array {
		return engine.Eq(engine.Imag(x), engine.Int(0))
	}),
	unary("iscomplex", "Whether elements have an imaginary part.", func(x engine.Array) engine.Array {
		return engine.Ne(engine.Imag(x), engine.Int(0))
	}),
	object("isrealobj(x)", "Whether x has a real type.", func(c call) py.Object { return py.Bool(!c.array(0).DType().IsComplex()) }),
	object("iscomplexobj(x)", "Whether x has a complex type.", func(c call) py.Object { return py.Bool(c.array(0).DType().IsComplex()) }),
	object("isscalar(element)", "Whether the element is a number or an array without axes.", func(c call) py.Object {
		x, ok := toArray(c.t, c.a[0])
		return py.Bool(ok && x.Rank() == 0)
	}),
	strong("isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)", "Whether elements are equal within |a - b| <= atol + rtol*|b|.", isClose),
	strong("allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)", "Whether all elements are close.", func(c call) engine.Array {
		return engine.All(isClose(c))
	}),
	strong("array_equal(a1, a2, equal_nan=False)", "Whether two arrays have the same shape and elements.", func(c call) engine.Array {
		x, y := c.nested(0), c.nested(1)
		if tuple(x.Shape()) != tuple(y.Shape()) {
			return engine.BoolOf(false)
		}
		return engine.All(equalOrNaN(x, y, c.bool(2)))
	}),
	fn("array_equiv(a1, a2)", "Whether two arrays broadcast to the same elements.", func(c call) engine.Array {
		x, y := c.nested(0), c.nested(1)
		if _, ok := broadcastShape([]engine.Array{x, y}); !ok {
			return engine.BoolOf(false)
		}
		return engine.All(engine.Eq(x, y))
	}),
	object("where(condition, x=None, y=None, /, *, size=None, fill_value=None)", "x where the condition holds and y elsewhere; alone, the places where it holds.", where),
	fn("select(condlist, choicelist, default=0)", "The elements of the first choice whose condition holds.", func(c call) engine.Array {
		conditions, choices := c.arrays(0), c.arrays(1)
		if len(conditions) != len(choices) {
			panic(py.Errorf(py.ValueError, "condlist must have length equal to choicelist (%d vs %d)", len(conditions), len(choices)))
		}
		if len(conditions) == 0 {
			panic(py.Errorf(py.ValueError, "condlist must be non-empty"))
		}
		out := c.array(2)
		for i := len(choices) - 1; i >= 0; i-- {
			out = engine.Where(conditions[i], choices[i], out)
		}
		return out
	}),
	strong("piecewise(x, condlist, funclist, *args, **kw)", "Evaluates the function of the first condition that holds.", piecewise),
}

func onTruth(f func(x, y engine.Array) engine.Array) func(x, y engine.Array) engine.Array {
	return func(x, y engine.Array) engine.Array { return f(isTrue(x), isTrue(y)) }
}

// isTrue compares numbers with zero.
func isTrue(x engine.Array) engine.Array {
	if x.DType() == engine.Bool {
		return x
	}
	return engine.Ne(x, engine.Scalar(0, x.DType()).Weaken(x.Weak()))
}

// onFloat gives the answer for integers without looking.
func onFloat(f func(x engine.Array) engine.Array, forInts bool) func(x engine.Array) engine.Array {
	return func(x engine.Array) engine.Array {
		if x.DType().IsInexact() {
			return f(x)
		}
		v := 0.0
		if forInts {
			v = 1
		}
		return engine.Full(x.Shape(), v, engine.Bool)
	}
}

// bits returns argument i, which must be of an integer type.
func (c call) bits(i int, op string) engine.Array {
	x := c.array(i)
	if x.DType().IsInexact() {
		kinds := "integer, bool"
		if op == "shift_left" || op == "shift_right_arithmetic" {
			kinds = "integer"
		}
		panic(py.Errorf(py.TypeError, "%s does not accept dtype %s at position %d. Accepted dtypes at position %d are subtypes of %s.", op, x.DType(), i, i, kinds))
	}
	return x
}

func bitwise(name, op, doc string, f func(x, y engine.Array) engine.Array) py.Func {
	return fn(name+"(x, y, /)", doc, func(c call) engine.Array {
		x, y := c.bits(0, op), c.bits(1, op)
		jax.CheckBroadcast(c.name, x, y)
		return f(x, y)
	})
}

func rightShift(x, y engine.Array) engine.Array {
	if x.DType() == engine.Uint32 {
		return engine.ShiftRight(x, y)
	}
	return engine.ShiftRightArithmetic(x, y)
}

func equalOrNaN(x, y engine.Array, equalNaN bool) engine.Array {
	same := engine.Eq(x, y)
	if equalNaN {
		same = engine.Or(same, engine.And(engine.IsNaN(x), engine.IsNaN(y)))
	}
	return same
}

func isClose(c call) engine.Array {
	x, y := c.array(0), c.array(1)
	jax.CheckBroadcast(c.name, x, y)
	x, y = asFloat(x), asFloat(y)
	limit := engine.Add(c.array(3), engine.Mul(c.array(2), engine.Abs(y)))
	near := engine.Le(engine.Abs(engine.Sub(x, y)), limit)
	finite := engine.And(engine.IsFinite(x), engine.IsFinite(y))
	return engine.Where(finite, near, equalOrNaN(x, y, c.bool(4)))
}

func where(c call) py.Object {
	condition := isTrue(c.array(0))
	if !c.given(1) && !c.given(2) {
		return c.with(c.a[0], c.a[3], c.a[4]).nonzero()
	}
	x, y := c.array(1), c.array(2)
	if _, ok := broadcastShape([]engine.Array{condition, x, y}); !ok {
		panic(py.Errorf(py.ValueError, "Incompatible shapes for broadcasting: shapes=[%s, %s, %s]", tuple(condition.Shape()), tuple(x.Shape()), tuple(y.Shape())))
	}
	return wrap(engine.Where(condition, x, y))
}

func piecewise(c call) engine.Array {
	x, conditions, functions := c.array(0), c.arrays(1), c.t.Elements(c.a[2])
	if n := len(functions) - len(conditions); n != 0 && n != 1 {
		panic(py.Errorf(py.ValueError, "with %d condition(s), either %d or %d functions are expected; got %d", len(conditions), len(conditions), len(conditions)+1, len(functions)))
	}
	value := func(f py.Object) engine.Array {
		if c.t.IsCallable(f) {
			args := append([]py.Object{wrap(x)}, c.a[3].(*py.Tuple).Elems...)
			var keywords []py.Keyword
			kw := c.a[4].(*py.Dict)
			for _, k := range kw.Keys() {
				keywords = append(keywords, py.Keyword{Name: string(k.(py.Str)), Value: kw.Get(c.t, k)})
			}
			f = c.t.CallObject(f, args, keywords)
		}
		return c.with(f).array(0).AsType(x.DType())
	}
	out := engine.ZerosLike(x)
	if len(functions) > len(conditions) {
		out = value(functions[len(conditions)])
	}
	for i := len(conditions) - 1; i >= 0; i-- {
		out = engine.Where(conditions[i], value(functions[i]), out)
	}
	return engine.BroadcastTo(out, x.Shape()...)
}
