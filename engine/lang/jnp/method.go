package jnp

import (
	"fmt"
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// methods are the functions of jax.numpy that are methods of arrays too.
var methods = []py.Func{
	reduction{op: "sum", doc: "The sum of the elements.", f: engine.Sum, number: true}.fn(),
	reduction{op: "prod", doc: "The product of the elements.", f: engine.Prod, neutral: 1, number: true}.fn(),
	reduction{op: "max", doc: "The largest element; nan if any is.", f: engine.Max, extreme: engine.Maximum}.fn(),
	reduction{op: "min", doc: "The smallest element; nan if any is.", f: engine.Min, extreme: engine.Minimum}.fn(),
	strong("mean(a, axis=None, dtype=None, out=None, keepdims=False, *, where=None)", "The mean of the elements.", func(c call) engine.Array {
		x := c.cast(c.inexact(0), 2)
		axes := c.axes(1, x.Rank())
		return mean(x, axes, c.mask(5, x), c.bool(4))
	}),
	strong("var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None)", "The mean squared distance from the mean.", variance),
	strong("std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None)", "The standard deviation.", func(c call) engine.Array {
		return engine.Sqrt(variance(c))
	}),
	strong("any(a, axis=None, out=None, keepdims=False, *, where=None)", "Whether some element is true.", truth(engine.Any, 0)),
	strong("all(a, axis=None, out=None, keepdims=False, *, where=None)", "Whether all elements are true.", truth(engine.All, 1)),
	strong("ptp(a, axis=None, out=None, keepdims=False)", "The largest less the smallest element.", func(c call) engine.Array {
		x := c.array(0)
		axes := c.axes(1, x.Rank())
		c.requireElements(x, axes, "ptp")
		if len(axes) == 0 {
			return engine.Sub(x, x)
		}
		return keep(engine.Sub(engine.Max(x, axes...), engine.Min(x, axes...)), x, axes, c.bool(3))
	}),
	search("argmax", "The place of the largest element.", engine.ArgMax),
	search("argmin", "The place of the smallest element.", engine.ArgMin),
	cumulative("cumsum", "The running sum.", engine.CumSum),
	cumulative("cumprod", "The running product.", engine.CumProd),
	fn("sort(a, axis=-1, *, kind=None, order=None, stable=True, descending=False)", "The elements in ascending order.", func(c call) engine.Array {
		x, axis := c.flatOr(0, 1)
		y := engine.Sort(x, axis)
		if c.bool(5) {
			y = engine.Flip(y, axis)
		}
		return y
	}),
	fn("argsort(a, axis=-1, *, kind=None, order=None, stable=True, descending=False)", "The places that sort the array.", func(c call) engine.Array {
		x, axis := c.flatOr(0, 1)
		if !c.bool(5) {
			return engine.ArgSort(x, axis)
		}
		// Sorting backwards twice keeps the order of equal elements.
		places := engine.Flip(engine.ArgSort(engine.Flip(x, axis), axis), axis)
		return engine.Sub(integer(x.Shape()[axis]-1), places)
	}),
	fn("searchsorted(a, v, side='left', sorter=None, *, method='scan')", "The places to insert elements at, to keep an array sorted.", func(c call) engine.Array {
		x := c.array(0)
		if x.Rank() != 1 {
			panic(py.Errorf(py.ValueError, "a should be 1-dimensional"))
		}
		if c.given(3) {
			x = engine.Take(x, c.array(3), 0)
		}
		side := c.text(2)
		if side != "left" && side != "right" {
			panic(py.Errorf(py.ValueError, "'%s' is an invalid value for keyword 'side'. Expected one of ['left', 'right'].", side))
		}
		return engine.SearchSorted(x, c.array(1), side == "right")
	}),
	fn("reshape(a, shape, order='C', *, copy=None, out_sharding=None)", "The elements in another shape.", func(c call) engine.Array {
		x := c.array(0)
		to := jax.ResolveShape(x.Shape(), c.shape(1))
		if c.text(2) == "F" {
			slices.Reverse(to)
			return engine.Transpose(engine.Reshape(engine.Transpose(x), to...))
		}
		return engine.Reshape(x, to...)
	}),
	fn("ravel(a, order='C', *, out_sharding=None)", "The elements along one axis.", func(c call) engine.Array {
		x := c.array(0)
		if c.text(1) == "F" {
			x = engine.Transpose(x)
		}
		return engine.Reshape(x, -1)
	}),
	fn("transpose(a, axes=None)", "The array with its axes permuted, or reversed.", func(c call) engine.Array {
		x := c.array(0)
		if !c.given(1) {
			if x.Rank() == 0 {
				return x
			}
			return engine.Transpose(x)
		}
		return permuted(x, c.ints(1))
	}),
	fn("permute_dims(a, /, axes)", "The array with its axes permuted.", func(c call) engine.Array { return permuted(c.array(0), c.ints(1)) }),
	fn("swapaxes(a, axis1, axis2)", "The array with two axes swapped.", func(c call) engine.Array {
		x := c.array(0)
		perm := span(x.Rank())
		i, j := c.axis(1, x.Rank()), c.axis(2, x.Rank())
		perm[i], perm[j] = j, i
		return permuted(x, perm)
	}),
	fn("squeeze(a, axis=None)", "The array without axes of size 1.", func(c call) engine.Array {
		x := c.array(0)
		var axes []int
		if c.given(1) {
			axes = c.axes(1, x.Rank())
		}
		for _, a := range axes {
			if x.Shape()[a] != 1 {
				panic(py.Errorf(py.ValueError, "cannot select an axis to squeeze out which has size not equal to one, got shape=%s and dimensions=%s", tuple(x.Shape()), tuple(axes)))
			}
		}
		if c.given(1) && len(axes) == 0 {
			return x
		}
		return engine.Squeeze(x, axes...)
	}),
	fn("repeat(a, repeats, axis=None, *, total_repeat_length=None)", "Each element repeated.", repeat),
	fn("take(a, indices, axis=None, out=None, mode=None, unique_indices=False, indices_are_sorted=False, fill_value=None)", "The elements at indices, along an axis or in the flattened array.", take),
	fn("diagonal(a, offset=0, axis1=0, axis2=1)", "The elements of a diagonal.", func(c call) engine.Array {
		x := c.array(0)
		if x.Rank() < 2 {
			panic(py.Errorf(py.ValueError, "diagonal requires an array of at least two dimensions."))
		}
		return engine.Diagonal(x, c.int(1), c.axis(2, x.Rank()), c.axis(3, x.Rank()))
	}),
	strong("trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None)", "The sum of a diagonal.", func(c call) engine.Array {
		x := c.array(0)
		return engine.Trace(c.cast(x, 4), c.int(1), c.axis(2, x.Rank()), c.axis(3, x.Rank()))
	}),
}

// inexact returns argument i as floats, of the default type if it is of
// integers.
func (c call) inexact(i int) engine.Array {
	x := c.array(i)
	if x.DType().IsInexact() {
		return x
	}
	return x.AsType(jax.FloatDType(c.t)).Weaken(x.Weak())
}

// mask returns argument i, the elements that count, broadcast to x; ok is false
// if all do.
func (c call) mask(i int, x engine.Array) *engine.Array {
	if !c.given(i) {
		return nil
	}
	m := engine.BroadcastTo(c.array(i).AsType(engine.Bool), x.Shape()...)
	return &m
}

// requireElements raises NumPy's error if a reduction without identity has
// nothing to reduce.
func (c call) requireElements(x engine.Array, axes []int, op string) {
	for _, a := range axes {
		if x.Shape()[a] == 0 {
			panic(py.Errorf(py.ValueError, "zero-size array to reduction operation %s which has no identity", op))
		}
	}
}

// A reduction describes sum, prod, max or min.
type reduction struct {
	op, doc string
	f       func(x engine.Array, axes ...int) engine.Array
	neutral float64
	number  bool // has a parameter dtype and takes bool as int
	extreme func(x, y engine.Array) engine.Array
}

func (r reduction) fn() py.Func {
	dtype := ""
	if r.number {
		dtype = "dtype=None, "
	}
	sig := fmt.Sprintf("%s(a, axis=None, %sout=None, keepdims=False, initial=None, where=None, promote_integers=True)", r.op, dtype)
	if !r.number {
		sig = r.op + "(a, axis=None, out=None, keepdims=False, initial=None, where=None)"
	}
	shift := 0
	if r.number {
		shift = 1
	}
	return strong(sig, r.doc, func(c call) engine.Array {
		x := c.array(0)
		axes := c.axes(1, x.Rank())
		if r.number {
			x = c.cast(x, 2)
			if x.DType() == engine.Bool {
				x = x.AsType(engine.Int32)
			}
		}
		initial, where := 4+shift, 5+shift
		mask := c.mask(where, x)
		switch {
		case mask != nil && r.number:
			x = engine.Where(*mask, x, engine.Scalar(r.neutral, x.DType()))
		case mask != nil && !c.given(initial):
			panic(py.Errorf(py.ValueError, "reduction operation %s does not have an identity, so to use a where mask one has to specify 'initial'", r.op))
		case mask != nil:
			x = engine.Where(*mask, x, c.array(initial).AsType(x.DType()))
		case !r.number && !c.given(initial):
			c.requireElements(x, axes, r.op)
		}
		y := x
		if len(axes) > 0 {
			y = r.reduce(x, axes)
		}
		if c.given(initial) {
			v := c.array(initial).AsType(x.DType())
			switch {
			case r.extreme != nil:
				y = r.extreme(y, v)
			case r.neutral == 1:
				y = engine.Mul(y, v)
			default:
				y = engine.Add(y, v)
			}
		}
		return keep(y, x, axes, c.bool(3+shift))
	})
}

// reduce lets max and min keep bool.
func (r reduction) reduce(x engine.Array, axes []int) engine.Array {
	if x.DType() != engine.Bool || r.number {
		if r.extreme != nil && x.Size() == 0 {
			// With an initial value, nothing reduces to it.
			return engine.Full(keptShape(x, axes), -r.worst(), x.DType())
		}
		return r.f(x, axes...)
	}
	return r.f(x, axes...).AsType(engine.Bool)
}

// worst is what loses against everything.
func (r reduction) worst() float64 {
	if r.op == "max" {
		return largestFloat(engine.Float64)
	}
	return -largestFloat(engine.Float64)
}

func keptShape(x engine.Array, axes []int) []int {
	var shape []int
	for _, a := range otherAxes(x.Rank(), axes) {
		shape = append(shape, x.Shape()[a])
	}
	return shape
}

// mean divides by the number of elements that count.
func mean(x engine.Array, axes []int, mask *engine.Array, keepdims bool) engine.Array {
	if x.DType() == engine.Float16 {
		return mean(x.AsType(engine.Float32), axes, mask, keepdims).AsType(engine.Float16)
	}
	if mask == nil {
		n := 1.0
		for _, a := range axes {
			n *= float64(x.Shape()[a])
		}
		return engine.Div(keep(sumOver(x, axes), x, axes, keepdims), num(n))
	}
	count := keep(sumOver(mask.AsType(x.DType()), axes), x, axes, keepdims)
	return engine.Div(keep(sumOver(engine.Where(*mask, x, num(0)), axes), x, axes, keepdims), count)
}

func variance(c call) engine.Array {
	x := c.cast(c.inexact(0), 2)
	dtype := x.DType()
	if dtype == engine.Float16 {
		x = x.AsType(engine.Float32)
	}
	axes := c.axes(1, x.Rank())
	mask := c.mask(6, x)
	center := mean(x, axes, mask, true)
	if c.given(7) {
		center = c.array(7)
	}
	d := engine.Sub(x, center)
	squares := engine.Square(d)
	ddof := c.t.ToFloat(c.a[4])
	if c.given(8) {
		ddof = c.t.ToFloat(c.a[8])
	}
	var n engine.Array
	if mask == nil {
		count := 1.0
		for _, a := range axes {
			count *= float64(x.Shape()[a])
		}
		n = num(count - ddof)
	} else {
		squares = engine.Where(*mask, squares, num(0))
		n = engine.Sub(keep(sumOver(mask.AsType(x.DType()), axes), x, axes, c.bool(5)), num(ddof))
	}
	return engine.Div(keep(sumOver(squares, axes), x, axes, c.bool(5)), n).AsType(dtype)
}

func truth(f func(x engine.Array, axes ...int) engine.Array, neutral float64) func(c call) engine.Array {
	return func(c call) engine.Array {
		x := c.array(0).AsType(engine.Bool)
		axes := c.axes(1, x.Rank())
		if m := c.mask(4, x); m != nil {
			x = engine.Where(*m, x, engine.Scalar(neutral, engine.Bool))
		}
		y := x
		if len(axes) > 0 {
			y = f(x, axes...)
		}
		return keep(y, x, axes, c.bool(3))
	}
}

func search(name, doc string, f func(x engine.Array, axis int) engine.Array) py.Func {
	return fn(name+"(a, axis=None, out=None, keepdims=None)", doc, func(c call) engine.Array {
		x := c.array(0)
		flat, axis := engine.Ravel(x), 0
		axes := span(x.Rank())
		if c.given(1) {
			flat, axis = x, c.axis(1, x.Rank())
			axes = []int{axis}
		}
		if flat.Shape()[axis] == 0 {
			panic(py.Errorf(py.ValueError, "attempt to get %s of an empty sequence", name))
		}
		return keep(f(flat, axis), x, axes, c.bool(3))
	})
}

func cumulative(name, doc string, f func(x engine.Array, axis int) engine.Array) py.Func {
	return strong(name+"(a, axis=None, dtype=None, out=None)", doc, func(c call) engine.Array {
		x, axis := c.flatOr(0, 1)
		x = c.cast(x, 2)
		if x.DType() == engine.Bool {
			x = x.AsType(engine.Int32)
		}
		return f(x, axis)
	})
}

func permuted(x engine.Array, perm []int) engine.Array {
	seen := make([]bool, x.Rank())
	ok := len(perm) == x.Rank()
	for i, p := range perm {
		if p < 0 {
			p += x.Rank()
		}
		if p < 0 || p >= x.Rank() || seen[p] {
			ok = false
			break
		}
		perm[i], seen[p] = p, true
	}
	if !ok {
		panic(py.Errorf(py.TypeError, "transpose permutation isn't a permutation of operand dimensions, got permutation %s for operand shape %s.", tuple(perm), tuple(x.Shape())))
	}
	if len(perm) == 0 {
		return x
	}
	return engine.Transpose(x, perm...)
}

func repeat(c call) engine.Array {
	x, axis := c.flatOr(0, 2)
	n := x.Shape()[axis]
	counts := c.nested(1)
	if counts.IsTraced() && !c.given(3) {
		panic(jax.ConcretizationError(c.t, counts, "When jit-compiling jnp.repeat, the total number of repeats must be static. To fix this, either specify a static value for `repeats`, or pass a static value to `total_repeat_length`."))
	}
	if counts.Size() == 1 && !c.given(3) {
		k := int(engine.Ravel(counts).Int32s()[0])
		if k < 0 {
			panic(py.Errorf(py.ValueError, "repeats may not contain negative values."))
		}
		x = engine.ExpandDims(x, axis+1)
		wide := slices.Clone(x.Shape())
		wide[axis+1] = k
		shape := slices.Delete(slices.Clone(wide), axis, axis+1)
		shape[axis] = n * k
		c.t.Reserve(8 * float64(product(shape)))
		return engine.Reshape(engine.BroadcastTo(x, wide...), shape...)
	}
	counts = engine.BroadcastTo(counts, n)
	ends := engine.CumSum(counts, 0)
	total := 0
	if c.given(3) {
		total = c.int(3)
	} else if n > 0 {
		total = int(engine.Index(ends, -1).Item())
	}
	// The last element fills what the counts leave.
	places := engine.Minimum(engine.SearchSorted(ends, engine.Arange(total, engine.Int32), true), integer(n-1))
	return engine.Take(x, places, axis)
}

func take(c call) engine.Array {
	x, axis := c.flatOr(0, 2)
	places := c.array(1)
	if places.DType().IsInexact() {
		panic(py.Errorf(py.ValueError, "indices must have an integer type"))
	}
	n := integer(x.Shape()[axis])
	mode := "fill"
	if c.given(4) {
		mode = c.text(4)
	}
	switch mode {
	case "clip":
		places = engine.Clip(places, integer(0), engine.Sub(n, integer(1)))
	case "wrap":
		places = engine.Mod(places, n)
	case "fill":
	default:
		panic(py.Errorf(py.ValueError, "Invalid mode '%s' for np.take", mode))
	}
	y := engine.Take(x, places.AsType(engine.Int32), axis)
	if c.given(7) {
		outside := engine.Or(engine.Lt(places, engine.Neg(n)), engine.Ge(places, n))
		shape := onesOf(x.Rank() - 1 + places.Rank())
		copy(shape[axis:], places.Shape())
		y = engine.Where(engine.Reshape(outside, shape...), c.array(7).AsType(y.DType()), y)
	}
	return y
}
