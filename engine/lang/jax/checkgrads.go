package jax

import (
	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// TestUtilModule is jax.test_util.
var TestUtilModule = &py.ModuleSpec{Name: "jax.test_util", Doc: "Checks of derivatives.", Funcs: []py.Func{
	{Sig: "check_grads(f, args, order, modes=('fwd', 'rev'), atol=None, rtol=None, eps=None)", Doc: "Compares derivatives with numerical differences.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return checkGrads(t, a[0], py.NewTuple(t.Elements(a[1])...), a)
	}},
	{Sig: "check_jvp(f, f_jvp, args, atol=None, rtol=None, eps=0.0001, err_msg='')", Doc: "Compares a forward derivative with numerical differences.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return checkGrads(t, a[0], py.NewTuple(t.Elements(a[2])...), []py.Object{nil, nil, py.Int(1), py.NewTuple(py.Str("fwd")), a[3], a[4], a[5]})
	}},
	{Sig: "check_vjp(f, f_vjp, args, atol=None, rtol=None, eps=0.0001, err_msg='')", Doc: "Compares a reverse derivative with numerical differences.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return checkGrads(t, a[0], py.NewTuple(t.Elements(a[2])...), []py.Object{nil, nil, py.Int(1), py.NewTuple(py.Str("rev")), a[3], a[4], a[5]})
	}},
}}

// maxOrder bounds the work of a check, which doubles with each order.
const maxOrder = 10

// checkGrads reads order, modes and tolerances from a[2:].
func checkGrads(t *py.Thread, fun, args py.Object, a []py.Object) py.Object {
	f := &traced{t: t, fun: fun, args: takeApart(t, args, invalid(t))}
	var options []engine.CheckOption
	forward, reverse := false, false
	for _, m := range t.Elements(modes(a[3])) {
		switch t.Str(m) {
		case "fwd", "lin":
			forward = true
		case "rev":
			reverse = true
		}
	}
	switch {
	case !forward && !reverse:
		return py.None
	case !forward:
		options = append(options, engine.ReverseOnly)
	case !reverse:
		options = append(options, engine.ForwardOnly)
	}
	if a[4] != py.None || a[5] != py.None {
		tolerance := func(o py.Object) float64 {
			if o != py.None {
				return t.ToFloat(o)
			}
			if X64(t) {
				return 1e-5
			}
			return 2e-3
		}
		options = append(options, engine.Tolerance(tolerance(a[4]), tolerance(a[5])))
	}
	if a[6] != py.None {
		options = append(options, engine.StepSize(t.ToFloat(a[6])))
	}
	order := t.ToInt(a[2])
	if order > maxOrder {
		panic(py.Errorf(py.ValueError, "check_grads of order %d takes 2^%d checks; at most order %d is possible", order, order, maxOrder))
	}
	if err := engine.CheckGrads(engine.Func(f.run), f.args.data, order, options...); err != nil {
		panic(py.Errorf(py.AssertionError, "%s", err.Error()))
	}
	return py.None
}

// modes lets a single mode stand for the sequence.
func modes(o py.Object) py.Object {
	if s, ok := o.(py.Str); ok {
		return py.NewTuple(s)
	}
	return o
}
