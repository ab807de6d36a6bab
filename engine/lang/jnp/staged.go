package jnp

import (
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// operands are the names of the parameters that take arrays; the others are
// static.
var operands = strings.Fields(`x y a b x1 x2 v m p q f arr ar ary array condition weights xp fp element values test_elements ar1 ar2 u A
	min max a_min a_max fill_value initial prepend append indices`)

// IsOperand reports whether the parameter of a name takes an array.
func IsOperand(name string) bool { return slices.Contains(operands, name) }

// calls are the functions that JAX stages as calls, "jit[name=…]" in a jaxpr.
var calls = strings.Fields(`allclose angle append argsort around block clip convolve copysign corrcoef correlate count_nonzero cov cross cumprod
	cumsum diagonal diff digitize divmod ediff1d floor_divide fmax fmin fmod gcd gradient heaviside hypot isclose isinf kron lcm ldexp median modf
	nan_to_num nancumprod nancumsum nanmax nanmean nanmedian nanmin nanprod nanstd nansum nanvar percentile polyadd polyder polyint polysub polyval
	quantile remainder rint rot90 round searchsorted signbit sinc sort take_along_axis trace trapezoid tril triu trunc unwrap vander
	celu elu hard_sigmoid hard_silu hard_tanh leaky_relu log_sigmoid log_softmax logmeanexp mish selu silu soft_sign softplus squareplus standardize
	cholesky det inv norm slogdet solve gammasgn`)

// callNames are those that JAX stages under another name.
var callNames = map[string]string{
	"where": "_where", "flip": "_flip", "fliplr": "_flip", "flipud": "_flip", "ptp": "_ptp", "std": "_std", "var": "_var", "take": "_take",
	"diag": "_diag", "interp": "_interp", "isin": "_in1d", "acosh": "arccosh", "polymul": "convolve",
}

// staged lets functions appear as calls where a program is traced.
func staged(table []py.Func) []py.Func {
	out := slices.Clone(table)
	for i, f := range out {
		name, _, _ := strings.Cut(f.Sig, "(")
		if slices.Contains(recorded, name) {
			f = onStage(f)
			out[i] = f
		}
		if other, ok := callNames[name]; ok {
			out[i] = asCall(other, f)
		} else if slices.Contains(calls, name) {
			out[i] = asCall(name, f)
		}
	}
	return out
}

// recorded are the functions that become part of a program being recorded even
// if their arguments are constants, as all functions of JAX do; elementwise ones
// see to it themselves.
var recorded = strings.Fields(`sum prod max min amax amin mean all any argmax argmin cumsum cumprod dot matmul vdot inner outer tensordot einsum sort argsort`)

// onStage wraps f so that constants are values of the program being recorded.
func onStage(f py.Func) py.Func {
	impl := f.Impl
	f.Impl = func(t *py.Thread, a []py.Object) py.Object {
		for i, o := range a {
			if x, ok := o.(*jax.Array); ok && !x.IsKey() {
				if v := jax.Recorded(t, x.Data()); v.IsTraced() && !x.Data().IsTraced() {
					a[i] = wrap(v)
				}
			}
		}
		return impl(t, a)
	}
	return f
}

// asCall wraps f so that, with arguments that jit traces, it is staged as a
// call of a name.
func asCall(name string, f py.Func) py.Func {
	var places []int
	for i, p := range py.NewBuiltin(f).Parameters() {
		if IsOperand(p) {
			places = append(places, i)
		}
	}
	impl := f.Impl
	f.Impl = func(t *py.Thread, a []py.Object) py.Object {
		var arrays []engine.Array
		var at []int
		traced := false
		for _, i := range places {
			if a[i] == nil {
				continue
			}
			x, ok := toArray(t, a[i])
			if !ok {
				continue
			}
			by, isTraced := x.Tracer()
			if isTraced && by.Kind != "jit" {
				return impl(t, a)
			}
			traced = traced || isTraced
			arrays, at = append(arrays, x), append(at, i)
		}
		if !traced {
			return impl(t, a)
		}
		var result py.Object
		out := engine.JitNamed(name, func(in []engine.Array) []engine.Array {
			inner := slices.Clone(a)
			for k, i := range at {
				inner[i] = wrap(in[k])
			}
			result = impl(t, inner)
			return leaves(result)
		})(arrays)
		return rebuilt(result, &out)
	}
	return f
}

// leaves are the arrays of a result.
func leaves(o py.Object) []engine.Array {
	switch v := o.(type) {
	case *jax.Array:
		return []engine.Array{v.Data()}
	case *py.Tuple:
		return allLeaves(v.Elems)
	case *py.List:
		return allLeaves(v.Elems)
	}
	return nil
}

func allLeaves(elems []py.Object) []engine.Array {
	var out []engine.Array
	for _, e := range elems {
		out = append(out, leaves(e)...)
	}
	return out
}

// rebuilt is a result with its arrays replaced, in order.
func rebuilt(o py.Object, arrays *[]engine.Array) py.Object {
	switch v := o.(type) {
	case *jax.Array:
		x := (*arrays)[0]
		*arrays = (*arrays)[1:]
		return wrap(x)
	case *py.Tuple:
		return py.NewTupleOf(v.Type(), rebuiltAll(v.Elems, arrays))
	case *py.List:
		return py.NewList(rebuiltAll(v.Elems, arrays)...)
	}
	return o
}

func rebuiltAll(elems []py.Object, arrays *[]engine.Array) []py.Object {
	out := make([]py.Object, len(elems))
	for i, e := range elems {
		out[i] = rebuilt(e, arrays)
	}
	return out
}
