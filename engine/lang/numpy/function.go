package numpy

import (
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/jnp"
	"fluxion/engine/lang/py"
)

// The functions of numpy are those of jax.numpy, called with the carriers of
// their arguments, in the type that NumPy computes in.

// A role says what a parameter is, by its name.
type role int

const (
	plain    role = iota
	operandR      // an array in the common type of all operands
	sequence      // several of them
	mask          // an array of truth values
	placesR       // an array of ints
	vector        // an operand if it is no plain number
	typeR         // a dtype for the result
)

var roles = map[string]role{
	"dtype": typeR, "condition": mask, "where": mask, "condlist": mask,
	"indices": placesR, "repeats": placesR, "obj": placesR, "sorter": placesR, "multi_index": plain,
	"arrays": sequence, "tup": sequence, "choicelist": sequence, "choices": sequence, "bins": vector, "arys": sequence, "operands": sequence, "xi": sequence, "args": sequence, "varargs": sequence,
}

func init() {
	for _, name := range strings.Fields("x y a b x1 x2 p q m v arr ar ary array weights xp fp values test_elements element a1 a2 ar1 ar2 u A f " +
		"min max a_min a_max initial fill_value default left right prepend append to_end to_begin start stop nan posinf neginf") {
		roles[name] = operandR
	}
}

// floats are the functions that compute with floats always.
var floats = strings.Fields(`exp exp2 expm1 log log1p log2 log10 sqrt cbrt reciprocal sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh arcsin arccos arctan
	arcsinh arccosh arctanh deg2rad rad2deg radians degrees sinc fabs rint angle i0 divide true_divide float_power atan2 arctan2 hypot logaddexp logaddexp2
	heaviside copysign nextafter mean var std nanmean nanvar nanstd median nanmedian quantile percentile average cov corrcoef interp trapezoid gradient
	linspace logspace geomspace modf unwrap norm inv solve det slogdet cholesky matrix_norm vector_norm histogram`)

// wide are the functions that add up small integers as int64.
var wide = strings.Fields("sum prod cumsum cumprod nansum nanprod nancumsum nancumprod trace")

// indexed are the functions whose results are places or numbers of elements.
var indexed = strings.Fields(`argmax argmin nanargmax nanargmin argsort lexsort nonzero flatnonzero argwhere searchsorted digitize count_nonzero bincount unravel_index
	ravel_multi_index tril_indices triu_indices diag_indices indices`)

// truths are the functions whose results are Python's bools.
var truths = strings.Fields("allclose array_equal array_equiv")

// asking are the functions that ask an array of JAX for what it is. They do not
// convert it, so that it may be a tracer.
var asking = strings.Fields("shape ndim size iscomplexobj isrealobj")

// adapted makes the function of numpy from that of jax.numpy.
func adapted(f py.Func) py.Func {
	name, _, _ := strings.Cut(f.Sig, "(")
	impl := f.Impl
	parameters := py.NewBuiltin(f).Parameters()
	f.Impl = func(t *py.Thread, a []py.Object) py.Object {
		if slices.Contains(asking, name) {
			if _, ok := a[0].(*jax.Array); ok {
				return impl(t, a)
			}
		}
		c := &conversion{t: t, name: name, float: slices.Contains(floats, name)}
		for i, p := range parameters {
			c.collect(roles[p], a[i])
		}
		c.settle()
		args := make([]py.Object, len(a))
		for i, p := range parameters {
			args[i] = c.argument(roles[p], a[i])
		}
		return c.back(jax.Aside(t, func() py.Object { return impl(t, args) }))
	}
	return f
}

// A conversion carries the arguments of one call over, and its results back.
type conversion struct {
	t      *py.Thread
	name   string
	float  bool
	common *jax.DType // of the operands that have a type
	loose  *jax.DType // of plain numbers
	result *jax.DType // that the argument dtype asks for
}

// isNumber reports whether an argument is a number or array, or nested lists of
// these.
func isNumber(t *py.Thread, o py.Object) bool {
	switch v := o.(type) {
	case py.Int, py.Float, py.Bool, *Array, *jax.Array:
		return true
	case *py.List:
		return len(v.Elems) == 0 || isNumber(t, v.Elems[0])
	case *py.Tuple:
		return len(v.Elems) == 0 || isNumber(t, v.Elems[0])
	case *py.Range:
		return true
	}
	return false
}

// collect notes the type of an argument.
func (c *conversion) collect(r role, o py.Object) {
	if o == nil || o == py.None {
		return
	}
	switch r {
	case typeR:
		c.result = dtypeArg(c.t, o)
	case sequence:
		if _, ok := o.(*Array); ok {
			c.collect(operandR, o)
			return
		}
		for _, e := range c.t.Elements(o) {
			c.collect(operandR, e)
		}
	case vector:
		if _, ok := o.(py.Int); ok {
			return
		}
		fallthrough
	case operandR:
		if !isNumber(c.t, o) {
			return
		}
		d := fromObject(c.t, o).dtype
		switch o.(type) {
		case py.Int, py.Float, py.Bool:
			c.loose = promote(c.loose, d)
		default:
			c.common = promote(c.common, d)
		}
	}
}

// settle decides the type to compute in.
func (c *conversion) settle() {
	switch {
	case c.common == nil:
		c.common = c.loose
	case c.loose != nil:
		c.common = weakly(c.common, c.loose)
	}
	if c.common == nil {
		return
	}
	if slices.Contains(wide, c.name) && (c.common.Kind == 'b' || isInteger(c.common) && c.common.Size < 8) {
		if c.common.Kind == 'u' {
			c.common = dtype("uint64")
		} else {
			c.common = dtype("int64")
		}
	}
	if c.float && c.common.Kind != 'f' {
		c.common = dtype("float64")
	}
	if c.result != nil && c.result.Kind == 'f' {
		c.common = promote(c.common, c.result)
	}
}

// argument is what the function of jax.numpy gets.
func (c *conversion) argument(r role, o py.Object) py.Object {
	if o == nil || o == py.None {
		return o
	}
	switch r {
	case typeR:
		return py.None
	case sequence:
		if a, ok := o.(*Array); ok {
			return jax.FromArray(a.as(c.t, c.common).value)
		}
		elems := make([]py.Object, 0)
		for _, e := range c.t.Elements(o) {
			elems = append(elems, c.argument(operandR, e))
		}
		return py.NewTuple(elems...)
	case vector:
		if _, ok := o.(py.Int); ok {
			return o
		}
		fallthrough
	case operandR:
		if isNumber(c.t, o) {
			return jax.FromArray(fromObject(c.t, o).as(c.t, c.common).value)
		}
	case mask:
		if elems, ok := o.(*py.List); ok && len(elems.Elems) > 0 {
			if _, nested := elems.Elems[0].(*Array); nested {
				out := make([]py.Object, len(elems.Elems))
				for i, e := range elems.Elems {
					out[i] = c.argument(mask, e)
				}
				return py.NewList(out...)
			}
		}
		if isNumber(c.t, o) {
			return jax.FromArray(fromObject(c.t, o).as(c.t, dtype("bool")).value)
		}
	case placesR:
		switch o.(type) {
		case *Array, *py.List, *jax.Array:
			if x := fromObject(c.t, o); x.dtype.Kind != 'f' {
				return jax.FromArray(x.value.AsType(engine.Int32))
			}
		}
	}
	if a, ok := o.(*Array); ok && len(a.shape()) == 0 {
		return a.item(c.t)
	}
	return o
}

// back converts results.
func (c *conversion) back(o py.Object) py.Object {
	switch v := o.(type) {
	case *jax.Array:
		x := result(c.array(v.Data()))
		if slices.Contains(truths, c.name) {
			return x.item(c.t)
		}
		return x
	case *py.List:
		if c.name == "meshgrid" {
			return py.NewTuple(c.backAll(v.Elems)...)
		}
		return py.NewList(c.backAll(v.Elems)...)
	case *py.Tuple:
		if v.Type() != py.TupleType {
			return c.t.Call(v.Type(), c.backAll(v.Elems)...)
		}
		return py.NewTuple(c.backAll(v.Elems)...)
	}
	return o
}

func (c *conversion) backAll(elems []py.Object) []py.Object {
	out := make([]py.Object, len(elems))
	for i, e := range elems {
		out[i] = c.back(e)
	}
	return out
}

// array gives a result of the engine the type that NumPy would.
func (c *conversion) array(v engine.Array) *Array {
	d := c.common
	switch {
	case c.result != nil:
		d = c.result
	case v.DType() == engine.Bool:
		d = dtype("bool")
	case v.DType() == engine.Int32 && (slices.Contains(indexed, c.name) || d == nil || carrier(d) != engine.Int32):
		d = dtype("int64")
	case d == nil, d.Kind != 'f' && v.DType().IsFloat() && carrier(d) != engine.Float64:
		d = dtype("float64")
	}
	if v.DType() == engine.Bool && d.Kind == 'b' {
		return &Array{value: v, dtype: d}
	}
	values := v.Float64s()
	if isInteger(d) && v.DType().IsFloat() {
		clean(values)
	}
	fit(values, d)
	return newArray(values, v.Shape(), d)
}

// adaptAll makes the functions of a table, but for those that numpy has of its
// own.
func adaptAll(table, own []py.Func) []py.Func {
	var out []py.Func
	for _, f := range table {
		name, _, _ := strings.Cut(f.Sig, "(")
		switch {
		case slices.Contains(ofTypes, name):
			out = append(out, f)
		case !slices.Contains(notNumpy, name) && !slices.ContainsFunc(own, func(o py.Func) bool { return strings.HasPrefix(o.Sig, name+"(") }):
			out = append(out, adapted(f))
		}
	}
	return append(out, own...)
}

// ofTypes are functions of types, which need no conversion.
var ofTypes = strings.Fields("finfo iinfo issubdtype")

// notNumpy are functions that NumPy does not have, or that work on functions.
var notNumpy = strings.Fields("fromfunction vectorize apply_along_axis piecewise array_repr array_str result_type promote_types astype")

// Linalg is the module numpy.linalg.
var Linalg = &py.ModuleSpec{Name: "numpy.linalg", Doc: "Linear algebra.", Funcs: adaptAll(jnp.Module("jax.numpy.linalg").Funcs, nil)}
