package jnp

import (
	"math"
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// activation declares an elementwise function of jax.nn.
func activation(name, doc string, f func(x engine.Array) engine.Array) py.Func {
	return fn(name+"(x)", doc, func(c call) engine.Array { return f(c.array(0)) })
}

// neural are the functions of jax.nn.
var neural = []py.Func{
	activation("relu", "max(x, 0), with derivative 0 at 0.", engine.Relu),
	activation("relu6", "max(x, 0) limited to 6, with derivative 0 at both ends.", relu6),
	activation("sigmoid", "1 / (1 + exp(-x)).", engine.Sigmoid),
	activation("softplus", "log(1 + exp(x)), without overflow.", engine.Softplus),
	activation("sparse_plus", "0 below -1, x above 1, a parabola between.", func(x engine.Array) engine.Array {
		middle := engine.Div(engine.Square(engine.Add(x, num(1))), num(4))
		return engine.Where(engine.Le(x, num(-1)), num(0), engine.Where(engine.Ge(x, num(1)), x, middle))
	}),
	activation("sparse_sigmoid", "0 below -1, 1 above 1, a line between.", func(x engine.Array) engine.Array {
		return engine.Mul(num(0.5), engine.Clip(engine.Add(x, num(1)), num(0), num(2)))
	}),
	activation("soft_sign", "x / (1 + |x|).", engine.SoftSign),
	activation("silu", "x * sigmoid(x).", engine.Silu),
	activation("log_sigmoid", "log(sigmoid(x)), without overflow.", engine.LogSigmoid),
	activation("mish", "x * tanh(softplus(x)).", engine.Mish),
	activation("hard_sigmoid", "relu6(x + 3) / 6.", hardSigmoid),
	activation("hard_silu", "x * hard_sigmoid(x).", func(x engine.Array) engine.Array {
		x = asFloat(x)
		return engine.Mul(x, hardSigmoid(x))
	}),
	activation("hard_tanh", "x limited to [-1, 1].", engine.HardTanh),
	unary("tanh", "The hyperbolic tangent.", engine.Tanh),
	activation("identity", "x itself.", func(x engine.Array) engine.Array { return x }),
	activation("selu", "The self-normalising elu.", engine.Selu),
	activation("log1mexp", "log(1 - exp(-x)) for x > 0.", func(x engine.Array) engine.Array {
		near := engine.Lt(x, num(math.Ln2))
		small, large := engine.Where(near, x, num(1)), engine.Where(near, num(1), x)
		return engine.Where(near, engine.Log(engine.Neg(engine.Expm1(engine.Neg(small)))), engine.Log1p(engine.Neg(engine.Exp(engine.Neg(large)))))
	}),
	fn("elu(x, alpha=1.0)", "x above zero, alpha * (exp(x) - 1) below.", func(c call) engine.Array { return elu(c.array(0), c.array(1)) }),
	fn("celu(x, alpha=1.0)", "x above zero, alpha * (exp(x / alpha) - 1) below.", func(c call) engine.Array {
		x, alpha := c.array(0), c.array(1)
		// The branch for positive x must not overflow: its derivative is masked.
		safe := engine.Where(engine.Gt(x, num(0)), num(0), x)
		return engine.Where(engine.Gt(x, num(0)), x, engine.Mul(alpha, engine.Expm1(engine.Div(safe, alpha))))
	}),
	fn("leaky_relu(x, negative_slope=0.01)", "x above zero, negative_slope * x below.", func(c call) engine.Array {
		x := c.array(0)
		return engine.Where(engine.Ge(x, integer(0)), x, engine.Mul(c.array(1), x))
	}),
	strong("gelu(x, approximate=True)", "x times the normal distribution function, exactly or by tanh.", func(c call) engine.Array {
		if c.bool(1) {
			return engine.Gelu(asFloat(c.array(0)))
		}
		return engine.GeluExact(asFloat(c.array(0)))
	}),
	fn("glu(x, axis=-1)", "The first half along an axis times the sigmoid of the second.", func(c call) engine.Array {
		x := c.array(0)
		axis := c.axis(1, x.Rank())
		n := x.Shape()[axis]
		if n%2 != 0 {
			panic(py.Errorf(py.AssertionError, "axis size must be divisible by 2"))
		}
		return engine.Mul(engine.Slice(x, axis, 0, n/2), engine.Sigmoid(engine.Slice(x, axis, n/2, n)))
	}),
	fn("squareplus(x, b=4)", "(x + sqrt(x**2 + b)) / 2.", func(c call) engine.Array {
		x := c.array(0)
		return engine.Div(engine.Add(x, engine.Sqrt(engine.Add(engine.Square(x), c.array(1)))), num(2))
	}),
	fn("softmax(x, axis=-1, where=None)", "exp(x) divided by its sum over axes.", softmax),
	fn("log_softmax(x, axis=-1, where=None)", "The logarithm of softmax, without overflow.", logSoftmax),
	object("logsumexp(a, axis=None, b=None, keepdims=False, return_sign=False, where=None)", "The logarithm of the sum of exponentials, without overflow.", logSumExp),
	fn("logmeanexp(x, axis=None, where=None, keepdims=False)", "The logarithm of the mean of exponentials.", func(c call) engine.Array {
		x := asFloat(c.array(0))
		axes := c.axes(1, x.Rank())
		sum, _ := logSum(x, axes, nil, c.mask(2, x))
		n := num(float64(x.Size()) / float64(max(1, product(keptShape(x, axes)))))
		if m := c.mask(2, x); m != nil {
			n = sumOver(m.AsType(x.DType()), axes)
		}
		return keep(engine.Sub(sum, engine.Log(n)), x, axes, c.bool(3))
	}),
	fn("standardize(x, axis=-1, mean=None, variance=None, epsilon=1e-05, where=None)", "x less its mean, divided by its standard deviation.", func(c call) engine.Array {
		x := asFloat(c.array(0))
		axes := c.axes(1, x.Rank())
		mask := c.mask(5, x)
		center := c.arrayOr(2, mean(x, axes, mask, true))
		var v engine.Array
		if c.given(3) {
			v = c.array(3)
		} else {
			// E[x²] − E[x]², as JAX computes it.
			v = engine.Sub(mean(engine.Square(x), axes, mask, true), engine.Square(center))
		}
		return engine.Mul(engine.Sub(x, center), engine.Rsqrt(engine.Add(v, c.array(4))))
	}),
	fn("one_hot(x, num_classes, *, dtype=None, axis=-1)", "Vectors with a one at the given places.", func(c call) engine.Array {
		x := c.array(0)
		if x.DType().IsInexact() {
			x = x.AsType(engine.Int32)
		}
		axis := c.axis(3, x.Rank()+1)
		hot := engine.OneHot(x, c.int(1), c.dtype(2))
		return engine.MoveAxis(hot, -1, axis)
	}),
	fn("dot_product_attention(query, key, value, bias=None, mask=None, *, scale=None, is_causal=False)", "Attention: values weighted by the softmax of the products of queries and keys.", attention),
}

// relu6 has derivative 0 where it bends.
func relu6(x engine.Array) engine.Array {
	return engine.CustomJVP("relu6", func(x engine.Array) engine.Array {
		return engine.Minimum(engine.Maximum(x, integer(0)), integer(6))
	}, func(x, t engine.Array) (engine.Array, engine.Array) {
		inside := engine.And(engine.Gt(x, num(0)), engine.Lt(x, num(6)))
		return relu6(x), engine.Where(inside, t, engine.ZerosLike(t))
	})(x)
}

func hardSigmoid(x engine.Array) engine.Array {
	return engine.Div(relu6(engine.Add(x, num(3))), num(6))
}

func elu(x, alpha engine.Array) engine.Array {
	positive := engine.Gt(x, integer(0))
	return engine.Where(positive, x, engine.Mul(alpha, engine.Expm1(engine.Where(positive, num(0), x))))
}

// maxOver is the maximum over axes, which stay with size 1, as a constant.
func maxOver(x engine.Array, axes []int, mask *engine.Array) engine.Array {
	if mask != nil {
		x = engine.Where(*mask, x, num(math.Inf(-1)))
	}
	if len(axes) == 0 {
		return engine.StopGradient(x)
	}
	return engine.StopGradient(keep(engine.Max(x, axes...), x, axes, true))
}

type softmaxOperand struct {
	X    engine.Array
	Axes []int
}

// softmax has the derivative y·(ẋ − Σ y·ẋ).
func softmax(c call) engine.Array {
	x := asFloat(c.array(0))
	axes := c.axes(1, x.Rank())
	if mask := c.mask(2, x); mask != nil {
		e := engine.Where(*mask, engine.Exp(engine.Sub(engine.Where(*mask, x, num(0)), maxOver(x, axes, mask))), num(0))
		return engine.Div(e, keep(sumOver(e, axes), x, axes, true))
	}
	return softmaxOf(softmaxOperand{x, axes}).Weaken(false)
}

func softmaxOf(o softmaxOperand) engine.Array {
	return engine.CustomJVP("softmax", func(o softmaxOperand) engine.Array {
		e := engine.Exp(engine.Sub(o.X, maxOver(o.X, o.Axes, nil)))
		return engine.Div(e, keep(sumOver(e, o.Axes), o.X, o.Axes, true))
	}, func(o, t softmaxOperand) (engine.Array, engine.Array) {
		y := softmaxOf(o)
		mean := keep(sumOver(engine.Mul(y, t.X), o.Axes), o.X, o.Axes, true)
		return y, engine.Mul(y, engine.Sub(t.X, mean))
	})(o)
}

func logSoftmax(c call) engine.Array {
	x := asFloat(c.array(0))
	axes := c.axes(1, x.Rank())
	mask := c.mask(2, x)
	shifted := engine.Sub(x, maxOver(x, axes, mask))
	e := engine.Exp(shifted)
	if mask != nil {
		e = engine.Where(*mask, e, num(0))
	}
	y := engine.Sub(shifted, engine.Log(keep(sumOver(e, axes), x, axes, true)))
	if mask != nil {
		y = engine.Where(*mask, y, num(math.Inf(-1)))
	}
	return y
}

// logSum is ln |Σ b·eˣ| over axes and the sign of the sum; b may be nil.
func logSum(x engine.Array, axes []int, b, mask *engine.Array) (log, sign engine.Array) {
	if b != nil {
		// Factors of zero must not let their exponentials overflow.
		x = engine.Where(engine.Ne(*b, num(0)), x, num(math.Inf(-1)))
	}
	top := maxOver(x, axes, mask)
	top = engine.Where(engine.IsFinite(top), top, num(0))
	e := engine.Exp(engine.Sub(x, top))
	if mask != nil {
		e = engine.Where(*mask, e, num(0))
	}
	if b != nil {
		e = engine.Mul(e, *b)
	}
	sum := sumOver(e, axes)
	sign = engine.Sign(sum)
	if b != nil {
		sum = engine.Abs(sum)
	}
	return engine.Add(engine.Log(sum), engine.Reshape(top, sum.Shape()...)), sign
}

func logSumExp(c call) py.Object {
	x := asFloat(c.array(0))
	var b *engine.Array
	if c.given(2) {
		factor := asFloat(c.array(2))
		jax.CheckBroadcast(c.name, x, factor)
		shape, _ := broadcastShape([]engine.Array{x, factor})
		x = engine.BroadcastTo(x, shape...)
		b = &factor
	}
	axes := c.axes(1, x.Rank())
	log, sign := logSum(x, axes, b, c.mask(5, x))
	if b != nil && !c.bool(4) {
		log = engine.Where(engine.Lt(sign, num(0)), num(math.NaN()), log)
	}
	log, sign = keep(log, x, axes, c.bool(3)).Weaken(false), keep(sign, x, axes, c.bool(3)).Weaken(false)
	if c.bool(4) {
		return py.NewTuple(wrap(log), wrap(sign))
	}
	return wrap(log)
}

// attention is that of query, key and value of shape [batch,] time, heads,
// features.
func attention(c call) engine.Array {
	q, k, v := c.array(0), c.array(1), c.array(2)
	unbatched := q.Rank() == 3
	if unbatched {
		q, k, v = engine.ExpandDims(q, 0), engine.ExpandDims(k, 0), engine.ExpandDims(v, 0)
	}
	if q.Rank() != 4 || k.Rank() != 4 || v.Rank() != 4 {
		panic(py.Errorf(py.ValueError, "query, key and value of 3 or 4 axes are expected, got shapes %s, %s, %s", tuple(q.Shape()), tuple(k.Shape()), tuple(v.Shape())))
	}
	scale := c.arrayOr(5, num(1/math.Sqrt(float64(q.Shape()[3]))))
	logits := engine.Mul(engine.Einsum("btnh,bsnh->bnts", q, k), scale)
	if c.given(3) {
		logits = engine.Add(logits, c.array(3))
	}
	least := num(-0.7 * largestFloat(logits.DType()))
	if c.given(4) {
		logits = engine.Where(c.array(4), logits, least)
	}
	if c.bool(6) {
		causal := engine.Tri(q.Shape()[1], k.Shape()[1], 0, engine.Bool)
		logits = engine.Where(causal, logits, least)
	}
	weights := softmaxOf(softmaxOperand{logits, []int{3}})
	out := engine.Einsum("bnts,bsnh->btnh", weights, v)
	if unbatched {
		return engine.Squeeze(out, 0)
	}
	return out
}

// An initializer makes parameters of a variance that fits their shape.
type initializer struct {
	name         string
	scale        float64
	fan          func(in, out float64) float64
	distribution string // uniform, normal or truncated_normal
}

func fanIn(in, _ float64) float64     { return in }
func fanMean(in, out float64) float64 { return (in + out) / 2 }
func (i initializer) declare() py.Func {
	return object(i.name+"(in_axis=-2, out_axis=-1, batch_axis=(), dtype=None)", "An initializer: a function of key, shape and dtype.", func(c call) py.Object {
		in, out, missing := c.int(0), c.int(1), c.a[3]
		return py.NewBuiltin(py.Func{Sig: "init(key, shape, dtype=None)", Impl: func(t *py.Thread, a []py.Object) py.Object {
			shape := jax.Shape(t, a[1])
			if len(shape) < 2 {
				panic(py.Errorf(py.ValueError, "Can't compute input and output sizes of a %d-dimensional weights tensor. Must be at least 2D.", len(shape)))
			}
			field := 1.0
			sizeIn, sizeOut := float64(shape[axisOf(in, len(shape))]), float64(shape[axisOf(out, len(shape))])
			for k, n := range shape {
				if k != axisOf(in, len(shape)) && k != axisOf(out, len(shape)) {
					field *= float64(n)
				}
			}
			variance := i.scale / i.fan(sizeIn*field, sizeOut*field)
			dtype := a[2]
			if dtype == py.None {
				dtype = missing
			}
			return i.draw(t, a[0], a[1], dtype, variance)
		}})
	})
}

// draw samples by jax.random.
func (i initializer) draw(t *py.Thread, key, shape, dtype py.Object, variance float64) py.Object {
	random := t.Import(t, "jax.random")
	keywords := []py.Keyword{{Name: "shape", Value: shape}}
	if dtype != py.None {
		keywords = append(keywords, py.Keyword{Name: "dtype", Value: dtype})
	}
	call := func(name string, args ...py.Object) engine.Array {
		return jax.ToArray(t, t.CallObject(t.GetAttr(random, name), args, keywords))
	}
	switch i.distribution {
	case "uniform":
		keywords = append(keywords, py.Keyword{Name: "minval", Value: py.Int(-1)})
		return wrap(engine.Mul(call("uniform", key), num(math.Sqrt(3*variance))))
	case "normal":
		return wrap(engine.Mul(call("normal", key), num(math.Sqrt(variance))))
	}
	// The standard deviation of the normal distribution cut at ±2.
	const cut = 0.87962566103423978
	return wrap(engine.Mul(call("truncated_normal", key, py.Int(-2), py.Int(2)), num(math.Sqrt(variance)/cut)))
}

// initializers are the functions of jax.nn.initializers.
var initializers = slices.Concat([]py.Func{
	object("zeros(key, shape, dtype=None)", "Parameters of zeros.", func(c call) py.Object { return wrap(engine.Zeros(c.shape(1), c.dtype(2))) }),
	object("ones(key, shape, dtype=None)", "Parameters of ones.", func(c call) py.Object { return wrap(engine.Ones(c.shape(1), c.dtype(2))) }),
	scaled("constant(value, dtype=None)", "An initializer to a constant.", func(t *py.Thread, value, _, shape, dtype py.Object) py.Object {
		return wrap(engine.Mul(engine.Ones(jax.Shape(t, shape), jax.EngineDType(t, dtype, jax.FloatDType(t))), jax.ToArray(t, value)))
	}),
	scaled("normal(stddev=0.01, dtype=None)", "An initializer to normal numbers.", func(t *py.Thread, value, key, shape, dtype py.Object) py.Object {
		s := t.ToFloat(value)
		return initializer{distribution: "normal"}.draw(t, key, shape, dtype, s*s)
	}),
	scaled("uniform(scale=0.01, dtype=None)", "An initializer to numbers between 0 and scale.", func(t *py.Thread, value, key, shape, dtype py.Object) py.Object {
		random := t.Import(t, "jax.random")
		keywords := []py.Keyword{{Name: "shape", Value: shape}}
		if dtype != py.None {
			keywords = append(keywords, py.Keyword{Name: "dtype", Value: dtype})
		}
		return wrap(engine.Mul(jax.ToArray(t, t.CallObject(t.GetAttr(random, "uniform"), []py.Object{key}, keywords)), jax.ToArray(t, value)))
	}),
}, variances)

var variances = []py.Func{
	initializer{"glorot_uniform", 1, fanMean, "uniform"}.declare(),
	initializer{"glorot_normal", 1, fanMean, "truncated_normal"}.declare(),
	initializer{"lecun_uniform", 1, fanIn, "uniform"}.declare(),
	initializer{"lecun_normal", 1, fanIn, "truncated_normal"}.declare(),
	initializer{"he_uniform", 2, fanIn, "uniform"}.declare(),
	initializer{"he_normal", 2, fanIn, "truncated_normal"}.declare(),
}

// scaled declares an initializer with one number as parameter.
func scaled(sig, doc string, draw func(t *py.Thread, value, key, shape, dtype py.Object) py.Object) py.Func {
	return object(sig, doc, func(c call) py.Object {
		value, missing := c.a[0], c.a[1]
		return py.NewBuiltin(py.Func{Sig: "init(key, shape, dtype=None)", Impl: func(t *py.Thread, a []py.Object) py.Object {
			dtype := a[2]
			if dtype == py.None {
				dtype = missing
			}
			return draw(t, value, a[0], a[1], dtype)
		}})
	})
}
