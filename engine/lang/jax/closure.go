package jax

import (
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

var closureFuncs = []py.Func{
	{Sig: "closure_convert(fun, *example_args)", Doc: "The function fun without the traced values it closes over, which are its further arguments, and the list of these.", Impl: closureConvert},
	{Sig: "custom_gradient(fun)", Doc: "A function with its own rule for reverse mode: fun returns the value and a function that pulls cotangents back.", Impl: customGradient},
	{Sig: "linear_transpose(fun, *primals, reduce_axes=())", Doc: "The transpose of a linear function: it pulls cotangents back.", Impl: linearTranspose},
	{Sig: "fwd_and_bwd(fun, argnums, has_aux=False, jitted=True)", Doc: "The forward and the backward pass of a function, as two functions.", Impl: fwdAndBwd},
}

// A closure is a traced function as a function of the arrays it closed over and
// its arguments.
type closure struct {
	program *engine.Program
	in, out *arrays
	name    string
}

var closureType = &py.Type{Name: "function", Final: true}

// Type returns the class.
func (*closure) Type() *py.Type { return closureType }

// newClosure traces a function on arguments of certain types.
func newClosure(t *py.Thread, fun py.Object, example ...py.Object) *closure {
	c := &closure{in: takeApart(t, py.NewTuple(py.NewTuple(example...), py.NewDict()), invalid(t)), name: funcName(t, fun)}
	c.program, c.out = traceProgram(t, c.name, &trace{in: c.in}, func(args []py.Object, keywords []py.Keyword) py.Object {
		return t.CallObject(fun, args, keywords)
	}, invalid(t))
	return c
}

// apply calls the function with other arrays in place of those it closed over.
func (c *closure) apply(t *py.Thread, consts []engine.Array, args []py.Object) py.Object {
	in := takeApart(t, py.NewTuple(py.NewTuple(args...), py.NewDict()), invalid(t))
	if !in.def.Equal(t, c.in.def) {
		panic(py.Errorf(py.TypeError, "The inputs to the closure produced by closure_convert must have the same Pytree structure as the example arguments passed when "+
			"closure_convert was called. Expected %s, but got %s", t.Repr(c.in.def.children[0]), t.Repr(in.def.children[0])))
	}
	for i, x := range in.data {
		in.data[i] = conform(x, c.in.data[i])
	}
	return c.out.rebuild(t, c.program.WithConsts(consts).Call(in.data))
}

// Call implements [py.Callable]; the first argument is the list of what the
// function closed over.
func (c *closure) Call(t *py.Thread, args []py.Object, _ []py.Keyword) py.Object {
	return c.apply(t, takeApart(t, args[0], invalid(t)).data, args[1:])
}

// Repr implements [py.Representer].
func (c *closure) Repr(*py.Thread) string { return "<function " + c.name + ">" }

func closureConvert(t *py.Thread, a []py.Object) py.Object {
	requireCallable(t, a[0])
	c := newClosure(t, a[0], a[1].(*py.Tuple).Elems...)
	consts := c.program.Consts()
	var hoisted []engine.Array
	var places []int
	for i, x := range consts {
		// Only a traced float can have a tangent.
		if x.IsTraced() && x.DType().IsInexact() {
			hoisted = append(hoisted, x)
			places = append(places, i)
		}
	}
	converted := newTransformed(t, a[0], "", func(t *py.Thread, args []py.Object, _ []py.Keyword) py.Object {
		n := max(0, len(args)-len(places))
		all := slices.Clone(consts)
		for k, o := range args[n:] {
			all[places[k]] = takeApart(t, o, invalid(t)).data[0]
		}
		return c.apply(t, all, args[:n])
	})
	return py.NewTuple(converted, arrayList(hoisted))
}

func customGradient(t *py.Thread, a []py.Object) py.Object {
	fun := a[0]
	requireCallable(t, fun)
	evaluate := func(t *py.Thread, args py.Object) (value, rule py.Object) {
		value, rule, ok := pair(t.Call(fun, args.(*py.Tuple).Elems...))
		if !ok {
			panic(py.Errorf(py.TypeError, "a custom_gradient function must return a pair of its value and a function of cotangents"))
		}
		return value, rule
	}
	builtin := func(sig string, f func(t *py.Thread, a []py.Object) py.Object) py.Object {
		return py.NewBuiltin(py.Func{Sig: sig, Impl: f})
	}
	return &custom{
		class: customVJPType, name: funcName(t, fun),
		fun: builtin("wrapped_fun(*args)", func(t *py.Thread, a []py.Object) py.Object {
			value, _ := evaluate(t, a[0])
			return value
		}),
		forward: builtin("fwd(*args)", func(t *py.Thread, a []py.Object) py.Object {
			value, rule := evaluate(t, a[0])
			c := newClosure(t, rule, value)
			return py.NewTuple(value, &partial{fun: c, args: []py.Object{arrayList(c.program.Consts())}})
		}),
		backward: builtin("bwd(res, cts)", func(t *py.Thread, a []py.Object) py.Object {
			result := t.Call(a[0], a[1])
			if _, def := Flatten(t, result, nil); def.kind == leafNode {
				return py.NewTuple(result)
			}
			return result
		}),
	}
}

func linearTranspose(t *py.Thread, a []py.Object) py.Object {
	requireCallable(t, a[0])
	f := &traced{t: t, fun: a[0], args: takeApart(t, a[1], invalid(t))}
	y, pull := engine.Func(f.run).Transpose("linear_transpose", f.args.data)
	f.results(y)
	types := func(a *arrays) (floats, ints bool, names string) {
		floats, ints = true, true
		list := py.NewList()
		for _, v := range avalList(a) {
			float := v.dtype.Kind == 'f' || v.dtype.Kind == 'c'
			floats, ints = floats && float, ints && !float
			list.Elems = append(list.Elems, v.dtype)
		}
		return floats, ints, t.Repr(list)
	}
	floats1, ints1, in := types(f.args)
	floats2, ints2, out := types(f.out)
	if !(floats1 && floats2 || ints1 && ints2) {
		panic(py.Errorf(py.TypeError, "linear_transpose only supports [float or complex] -> [float or complex], and integer -> integer functions, but got %s -> %s.", in, out))
	}
	return newTransformed(t, a[0], "", func(t *py.Thread, args []py.Object, _ []py.Keyword) py.Object {
		if len(args) != 1 {
			panic(py.Errorf(py.TypeError, "the transposed function takes the cotangent of the result as its only argument"))
		}
		given := takeApart(t, args[0], invalid(t))
		if !f.out.def.Equal(t, given.def) {
			panic(py.Errorf(py.TypeError, "cotangent tree does not match function output, expected %s but got %s", t.Repr(f.out.def), t.Repr(given.def)))
		}
		ct := make([]engine.Array, len(given.data))
		for i, c := range given.data {
			want := f.out.data[i]
			if !sameShape(c.Shape(), want.Shape()) || c.DType() != want.DType() && !c.Weak() {
				panic(py.Errorf(py.TypeError, "cotangent type does not match function output, expected %s but got %s", t.Repr(avals(f.out)), t.Repr(avals(given))))
			}
			ct[i] = conform(c, want)
		}
		return f.args.rebuild(t, pull(ct))
	})
}

func fwdAndBwd(t *py.Thread, a []py.Object) py.Object {
	fun, nums, hasAux := a[0], a[1], t.Truth(a[2])
	requireCallable(t, fun)
	fwd := newTransformed(t, fun, "", func(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
		positions, _ := argnums(t, nums, len(args))
		chosen := make([]py.Object, len(positions))
		for k, i := range positions {
			chosen[k] = args[i]
		}
		part := newTransformed(t, fun, "", func(t *py.Thread, given []py.Object, _ []py.Keyword) py.Object {
			return t.CallObject(fun, withDynamic(args, positions, false, py.NewTuple(given...)), keywords)
		})
		return vjp(t, []py.Object{part, py.NewTuple(chosen...), py.Bool(hasAux), py.NewTuple()})
	})
	bwd := py.NewBuiltin(py.Func{Sig: "bwd(f_vjp, outgrad)", Doc: "The backward pass.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		g := t.Call(a[0], a[1])
		if _, single := nums.(py.Int); single {
			return g.(*py.Tuple).Elems[0]
		}
		return g
	}})
	if !t.Truth(a[3]) {
		return py.NewTuple(fwd, bwd)
	}
	jitted := t.GetAttr(t.Import(t, "jax"), "jit")
	return py.NewTuple(t.Call(jitted, fwd), t.Call(jitted, bwd))
}
