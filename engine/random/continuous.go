package random

import (
	"math"

	"fluxion/engine"
)

// The least positive normal number of each float type, where open intervals
// begin.
var tiny = map[engine.DType]float64{engine.Float16: 0x1p-14, engine.Float32: 0x1p-126, engine.Float64: 0x1p-1022}

// The distance from 1 to the float below it.
var belowOne = map[engine.DType]float64{engine.Float16: 0x1p-11, engine.Float32: 0x1p-24, engine.Float64: 0x1p-53}

// unit returns numbers in [0, 1): 10 random bits for float16, 23 for
// float32, 52 for float64.
func unit(op string, key Key, shape []int, d engine.DType) engine.Array {
	switch d {
	case engine.Float16: // the upper 10 of 16 bits
		bits := engine.And(engine.ShiftRight(Bits(key, shape), uint32s(6)), uint32s(1<<10-1))
		return bits.AsType(d).Mul(engine.Num(0x1p-10))
	case engine.Float32:
		// The bits become the mantissa of a number in [1, 2).
		bits := engine.ShiftRight(Bits(key, shape), uint32s(9))
		return engine.BitcastFloat32(engine.Or(bits, uint32s(0x3F800000))).Sub(engine.Num(1))
	case engine.Float64:
		// The upper 52 of 64 bits, each word scaled to its place: exact.
		hi, lo := key.blocks(op, shape)
		high := hi.AsType(d).Mul(engine.Num(0x1p-32))
		low := engine.ShiftRight(lo, uint32s(12)).AsType(d).Mul(engine.Num(0x1p-52))
		return high.Add(low)
	}
	panic(&engine.Error{Op: op, Reason: op + " only accepts floating point dtypes, got " + d.String()})
}

func uint32s(v uint32) engine.Array { return engine.Scalar(float64(v), engine.Uint32) }

// Uniform returns numbers of float type d, drawn evenly from
// [lo, hi). The bounds broadcast to the shape and may be traced.
func Uniform(key Key, shape []int, lo, hi engine.Array, d engine.DType) engine.Array {
	key.words("uniform")
	checkShape("uniform", shape)
	u := unit("uniform", key, shape, d)
	lo, hi = lo.AsType(d), hi.AsType(d)
	if isNumber(lo, 0) && isNumber(hi, 1) {
		return u
	}
	if width := hi.Sub(lo); isPowerOfTwo(width) {
		return engine.Maximum(lo, u.Mul(width).Add(lo))
	}
	lo, hi = engine.BroadcastTo(lo, shape...), engine.BroadcastTo(hi, shape...)
	return engine.Maximum(lo, multiplyAdd(u, hi.Sub(lo), lo))
}

// isPowerOfTwo reports whether x is a known number by which multiplying is exact:
// then no wider type is needed to round only once, and the normal distribution,
// over a width of 2, stays in float32.
func isPowerOfTwo(x engine.Array) bool {
	if x.Rank() != 0 || x.IsTraced() {
		return false
	}
	fraction, _ := math.Frexp(x.Item())
	return fraction == 0.5
}

func isNumber(x engine.Array, v float64) bool {
	return x.Rank() == 0 && !x.IsTraced() && x.Item() == v
}

// multiplyAdd returns x·y + z. In float32 it is rounded once, as JAX's compiler
// fuses it: the product is exact in float64. Other types round twice.
func multiplyAdd(x, y, z engine.Array) engine.Array {
	if x.DType() != engine.Float32 {
		return x.Mul(y).Add(z)
	}
	wide := x.AsType(engine.Float64).Mul(y.AsType(engine.Float64)).Add(z.AsType(engine.Float64))
	return wide.AsType(x.DType())
}

// between is Uniform with bounds known in advance.
func between(key Key, shape []int, lo, hi float64, d engine.DType) engine.Array {
	return Uniform(key, shape, engine.Scalar(lo, d), engine.Scalar(hi, d), d)
}

// checkFloat panics unless d is a float type, and checks key and shape, so that
// errors name the sampler that was called.
func checkFloat(op string, key Key, shape []int, d engine.DType) {
	if !d.IsFloat() {
		panic(&engine.Error{Op: op, Kind: engine.ValueError, Reason: "dtype argument to `" + op + "` must be a float dtype, got " + d.String()})
	}
	key.words(op)
	checkShape(op, shape)
}

// Normal returns standard normal numbers of type d: √2·erf⁻¹(u) with u uniform
// in (−1, 1).
func Normal(key Key, shape []int, d engine.DType) engine.Array {
	checkFloat("normal", key, shape, d)
	u := between(key, shape, belowOne[d]-1, 1, d)
	return engine.Num(math.Sqrt2).Mul(engine.ErfInv(u))
}

// TruncatedNormal returns standard normal numbers of type d limited to
// (lo, hi), by the inverse of the distribution function.
func TruncatedNormal(key Key, shape []int, lo, hi engine.Array, d engine.DType) engine.Array {
	checkFloat("truncated_normal", key, shape, d)
	lo, hi = lo.AsType(d), hi.AsType(d)
	sqrt2 := engine.Num(math.Sqrt2)
	u := Uniform(key, shape, engine.Erf(lo.Div(sqrt2)), engine.Erf(hi.Div(sqrt2)), d)
	// Rounding must not reach the ends.
	above := engine.NextAfter(engine.StopGradient(lo), engine.Num(math.Inf(1)))
	below := engine.NextAfter(engine.StopGradient(hi), engine.Num(math.Inf(-1)))
	return engine.Clip(sqrt2.Mul(engine.ErfInv(u)), above, below)
}

// Exponential returns numbers of type d with density e⁻ˣ on x ≥ 0.
func Exponential(key Key, shape []int, d engine.DType) engine.Array {
	checkFloat("exponential", key, shape, d)
	return engine.Neg(engine.Log1p(engine.Neg(between(key, shape, 0, 1, d))))
}

// Gumbel returns numbers of type d with the distribution function e^−e^−x.
func Gumbel(key Key, shape []int, d engine.DType) engine.Array {
	checkFloat("gumbel", key, shape, d)
	u := between(key, shape, tiny[d], 1, d)
	return engine.Neg(engine.Log(engine.Neg(engine.Log(u))))
}

// Laplace returns numbers of type d with density ½e^−|x|.
func Laplace(key Key, shape []int, d engine.DType) engine.Array {
	checkFloat("laplace", key, shape, d)
	u := between(key, shape, belowOne[d]-1, 1, d)
	return engine.Sign(u).Mul(engine.Log1p(engine.Neg(engine.Abs(u))))
}

// Logistic returns numbers of type d with the distribution function
// 1/(1 + e⁻ˣ).
func Logistic(key Key, shape []int, d engine.DType) engine.Array {
	checkFloat("logistic", key, shape, d)
	u := between(key, shape, tiny[d], 1, d)
	return engine.Log(u).Sub(engine.Log1p(engine.Neg(u)))
}

// Cauchy returns numbers of type d with density 1/(π(1 + x²)).
func Cauchy(key Key, shape []int, d engine.DType) engine.Array {
	checkFloat("cauchy", key, shape, d)
	u := between(key, shape, 2*belowOne[d], 1, d)
	return engine.Tan(engine.Num(math.Pi).Mul(u.Sub(engine.Num(0.5))))
}
