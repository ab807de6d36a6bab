package random

import (
	"math"
	"math/bits"
	"slices"

	"fluxion/engine"
)

// Randint returns whole numbers of type d, int32, int64 or uint32, drawn from
// [lo, hi); lo where hi ≤ lo. The bounds are integers, which broadcast to the
// shape and may be traced; those outside the range of d are moved to its ends.
//
// The numbers are 64 random bits modulo hi − lo, so that the bias towards small
// numbers is below (hi − lo)·2⁻⁶⁴. Those of int64 are drawn as int32 and so
// differ from JAX's.
func Randint(key Key, shape []int, lo, hi engine.Array, d engine.DType) engine.Array {
	if d == engine.Int64 {
		return Randint(key, shape, lo, hi, engine.Int32).AsType(d)
	}
	if d != engine.Int32 && d != engine.Uint32 {
		panic(&engine.Error{Op: "randint", Reason: "randint only accepts integer dtypes, got " + d.String()})
	}
	key.words("randint")
	checkShape("randint", shape)
	hi = wholeNumbers(hi)
	pastEnd := engine.BoolOf(false) // hi is 2³¹ for int32, so one more than can be said
	if d == engine.Int32 && hi.DType() == engine.Uint32 {
		pastEnd = engine.Gt(hi, uint32s(math.MaxInt32))
	}
	lo = engine.BroadcastTo(clipTo(wholeNumbers(lo), d), shape...)
	hi = engine.BroadcastTo(clipTo(hi, d), shape...)
	span := engine.Sub(hi.AsType(engine.Uint32), lo.AsType(engine.Uint32))
	some := engine.Gt(hi, lo)
	span = engine.Where(some, span, uint32s(1))
	// A span of 2³² wraps to 0, for which Mod is the identity.
	span = span.Add(engine.And(pastEnd, some).AsType(engine.Uint32))

	keys := Split(key)
	high, low := Bits(keys.At(0), shape), Bits(keys.At(1), shape)
	// 2³² mod span, by way of 2¹⁶ so as not to overflow.
	power := engine.Mod(uint32s(1<<16), span)
	power = engine.Mod(power.Mul(power), span)
	offset := engine.Mod(high, span).Mul(power).Add(engine.Mod(low, span))
	return lo.Add(engine.Mod(offset, span).AsType(d))
}

func wholeNumbers(x engine.Array) engine.Array {
	if d := x.DType(); d == engine.Int32 || d == engine.Uint32 {
		return x
	}
	return x.AsType(engine.Int32)
}

// clipTo converts integers to type d, moving those outside its range to the
// nearest end.
func clipTo(x engine.Array, d engine.DType) engine.Array {
	switch {
	case x.DType() == engine.Int32 && d == engine.Uint32:
		x = engine.Maximum(x, engine.Int(0))
	case x.DType() == engine.Uint32 && d == engine.Int32:
		x = engine.Minimum(x, uint32s(math.MaxInt32))
	}
	return x.AsType(d)
}

// Bernoulli returns true with probability p, which broadcasts to the shape.
func Bernoulli(key Key, p engine.Array, shape []int) engine.Array {
	key.words("bernoulli")
	d := floatType(p)
	return engine.Lt(between(key, shape, 0, 1, d), engine.BroadcastTo(p.AsType(d), shape...))
}

// Rademacher returns −1 or 1 with equal probability, as type d.
func Rademacher(key Key, shape []int, d engine.DType) engine.Array {
	heads := Bernoulli(key, engine.Num(0.5), shape).AsType(engine.Int32)
	return engine.Int(2).Mul(heads).Sub(engine.Int(1)).AsType(d)
}

func floatType(x engine.Array) engine.DType {
	if x.DType() == engine.Float64 {
		return engine.Float64
	}
	return engine.Float32
}

// Categorical returns the int32 index of a category along an axis of logits,
// drawn with probability proportional to e^logit. The shape is that of logits
// without the axis, or ends in it: leading dimensions draw again. A nil shape
// draws once.
func Categorical(key Key, logits engine.Array, axis int, shape []int) engine.Array {
	key.words("categorical")
	rank := logits.Rank()
	if axis < -rank || axis >= rank {
		fail("categorical", "axis %d is out of range for logits of shape %s", axis, tuple(logits.Shape()))
	}
	axis = (axis + rank) % rank
	batch := without(logits.Shape(), axis)
	if shape == nil {
		shape = batch
	}
	extra := len(shape) - len(batch)
	if extra < 0 {
		fail("categorical", "shape %s does not end in the shape %s of the batch", tuple(shape), tuple(batch))
	}
	full := slices.Insert(slices.Clone(shape), extra+axis, logits.Shape()[axis])
	checkShape("categorical", full)
	// Gumbel's trick: the maximum of logit + noise is each category with its
	// probability.
	d := floatType(logits)
	return engine.ArgMax(Gumbel(key, full, d).Add(engine.BroadcastTo(logits.AsType(d), full...)), extra+axis)
}

// Permutation returns the int32 numbers 0 … n−1 in random order.
func Permutation(key Key, n int) engine.Array {
	if n < 0 {
		fail("permutation", "a permutation of %d numbers was asked for", n)
	}
	return shuffle("permutation", key, engine.Arange(n, engine.Int32), 0)
}

// Permute returns x with its slices along an axis in random order.
func Permute(key Key, x engine.Array, axis int) engine.Array {
	if x.Rank() == 1 && (axis == 0 || axis == -1) {
		return shuffle("permutation", key, x, 0)
	}
	return engine.Take(x, Permutation(key, x.Shape()[place("permutation", axis, x)]), axis)
}

// PermuteIndependently returns x with each of its vectors along an axis in a
// random order of its own.
func PermuteIndependently(key Key, x engine.Array, axis int) engine.Array {
	return shuffle("permutation", key, x, place("permutation", axis, x))
}

func place(op string, axis int, x engine.Array) int {
	if axis < -x.Rank() || axis >= x.Rank() {
		fail(op, "axis %d is out of range for an array of shape %s", axis, tuple(x.Shape()))
	}
	return (axis + x.Rank()) % x.Rank()
}

// shuffle sorts by random keys of 32 bits. Equal keys leave elements in order,
// so it repeats until all pairs have probably been told apart once: with
// 3·ln(size)/ln(2³²−1) rounds, as JAX does.
func shuffle(op string, key Key, x engine.Array, axis int) engine.Array {
	key.words(op)
	rounds := int(math.Ceil(3 * math.Log(float64(max(1, x.Size()))) / math.Log(math.MaxUint32)))
	for range rounds {
		keys := Split(key)
		key = keys.At(0)
		order := engine.ArgSort(Bits(keys.At(1), x.Shape()), axis)
		x = engine.TakeAlongAxis(x, order, axis)
	}
	return x
}

// Choice returns int32 indices drawn evenly from 0 … n−1, with or without
// replacement. To draw from an array, Take its elements at these indices.
func Choice(key Key, n int, shape []int, replace bool) engine.Array {
	draws := checkChoice(key, n, shape, replace)
	switch {
	case draws == 0:
		return engine.Zeros(shape, engine.Int32)
	case replace:
		return Randint(key, shape, engine.Int(0), engine.Int(n), engine.Int32)
	}
	return engine.Reshape(engine.Slice(Permutation(key, n), 0, 0, draws), shape...)
}

// ChoiceWeighted is Choice with the probability p[i], or a multiple of it, for
// each index i. Without replacement p needs as many positive entries as are
// drawn.
func ChoiceWeighted(key Key, p engine.Array, shape []int, replace bool) engine.Array {
	if p.Rank() != 1 {
		fail("choice", "p of shape %s is given, a one-dimensional array is expected", tuple(p.Shape()))
	}
	n := p.Size()
	draws := checkChoice(key, n, shape, replace)
	d := floatType(p)
	p = p.AsType(d)
	switch {
	case draws == 0:
		return engine.Zeros(shape, engine.Int32)
	case replace:
		cumulative := engine.CumSum(p, 0)
		u := between(key, shape, 0, 1, d)
		return searchSorted(cumulative, engine.Index(cumulative, -1).Mul(engine.Num(1).Sub(u)))
	}
	score := Gumbel(key, []int{n}, d).Add(engine.Log(p))
	order := engine.ArgSort(engine.Neg(score), 0)
	return engine.Reshape(engine.Slice(order, 0, 0, draws), shape...)
}

func checkChoice(key Key, n int, shape []int, replace bool) (draws int) {
	key.words("choice")
	draws = checkShape("choice", shape)
	if draws > 0 && n <= 0 {
		fail("choice", "a must be greater than 0 unless no samples are taken")
	}
	if !replace && draws > n {
		fail("choice", "Cannot take a larger sample (size %d) than population (size %d) when 'replace=False'", draws, n)
	}
	return draws
}

// searchSorted returns the first index i with sorted[i] ≥ x for each x, by
// bisection.
func searchSorted(sorted, x engine.Array) engine.Array {
	n := sorted.Size()
	// sorted[i] ≥ x for all i ≥ high and for none below low.
	low := engine.Zeros(x.Shape(), engine.Int32)
	high := engine.Full(x.Shape(), float64(n), engine.Int32)
	for range bits.Len(uint(n)) {
		middle := engine.FloorDiv(low.Add(high), engine.Int(2))
		beyond := engine.Lt(engine.Take(sorted, engine.Minimum(middle, engine.Int(n-1)), 0), x)
		open := engine.Lt(low, high)
		low, high = engine.Where(engine.And(open, beyond), middle.Add(engine.Int(1)), low),
			engine.Where(engine.And(open, engine.Not(beyond)), middle, high)
	}
	return low
}
