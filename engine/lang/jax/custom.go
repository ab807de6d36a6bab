package jax

import (
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// A custom function has a derivative rule of its own: jax.custom_jvp or
// jax.custom_vjp.
type custom struct {
	class   *py.Type
	fun     py.Object
	name    string
	nondiff []int

	jvp      py.Object // of custom_jvp: (primals, tangents) → (value, tangent)
	forward  py.Object // of custom_vjp
	backward py.Object
}

var (
	customJVPType = &py.Type{Name: "custom_jvp", Module: "jax", Doc: "A function with its own rule for forward mode, from which reverse mode follows.", Final: true}
	customVJPType = &py.Type{Name: "custom_vjp", Module: "jax", Doc: "A function with its own rule for reverse mode.", Final: true}
)

// Type returns the class.
func (c *custom) Type() *py.Type { return c.class }

// Bind implements [py.Descriptor].
func (c *custom) Bind(_ *py.Thread, o py.Object, _ *py.Type) py.Object {
	if o == nil {
		return c
	}
	return &py.BoundMethod{Self: o, Func: c}
}

// Attribute implements [py.AttributeHolder].
func (c *custom) Attribute(t *py.Thread, name string) (py.Object, bool) {
	switch name {
	case "__name__":
		return py.Str(c.name), true
	case "__wrapped__", "fun":
		return c.fun, true
	case "__doc__", "__qualname__", "__module__":
		return t.LookupAttr(c.fun, name)
	}
	return nil, false
}

func init() {
	for _, class := range []*py.Type{customJVPType, customVJPType} {
		make := py.NewBuiltin(py.Func{Sig: class.Name + "(fun, nondiff_argnums=(), nondiff_argnames=())", Impl: func(t *py.Thread, a []py.Object) py.Object {
			requireCallable(t, a[0])
			c := &custom{class: class, fun: a[0], name: funcName(t, a[0])}
			for _, e := range t.Elements(a[1]) {
				c.nondiff = append(c.nondiff, t.ToInt(e))
			}
			params, _, _ := parameters(t, a[0])
			for _, e := range t.Elements(a[2]) {
				if i := slices.Index(params, t.Str(e)); i >= 0 {
					c.nondiff = append(c.nondiff, i)
				}
			}
			slices.Sort(c.nondiff)
			return c
		}})
		class.New = func(t *py.Thread, _ *py.Type, args []py.Object, keywords []py.Keyword) py.Object {
			return make.Call(t, args, keywords)
		}
	}
	customJVPType.Define(
		py.Func{Sig: "defjvp(self, jvp, symbolic_zeros=False)", Doc: "Sets the rule, which maps primals and tangents to a value and its tangent.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			c := a[0].(*custom)
			requireCallable(t, a[1])
			c.jvp = a[1]
			return a[1]
		}},
		py.Func{Sig: "defjvps(self, *jvps)", Doc: "Sets one rule for each argument, which maps its tangent, the value and the primals to its share of the tangent.", Impl: defJVPs},
	)
	customVJPType.Define(
		py.Func{Sig: "defvjp(self, fwd, bwd, symbolic_zeros=False, optimize_remat=False)", Doc: "Sets the rules: fwd returns the value and residuals, bwd maps residuals and a cotangent to those of the arguments.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			c := a[0].(*custom)
			requireCallable(t, a[1])
			requireCallable(t, a[2])
			c.forward, c.backward = a[1], a[2]
			return py.None
		}},
	)
}

func defJVPs(t *py.Thread, a []py.Object) py.Object {
	c := a[0].(*custom)
	if len(c.nondiff) > 0 {
		panic(py.Errorf(py.TypeError, "Can't use ``defjvps`` with ``nondiff_argnums``."))
	}
	rules := a[1].(*py.Tuple).Elems
	c.jvp = py.NewBuiltin(py.Func{Sig: "jvp(primals, tangents)", Impl: func(t *py.Thread, a []py.Object) py.Object {
		primals, tangents := t.Elements(a[0]), t.Elements(a[1])
		value := t.Call(c, primals...)
		_, def := Flatten(t, value, nil)
		var sum []engine.Array
		for i, rule := range rules {
			if rule == py.None || i >= len(tangents) {
				continue
			}
			share := takeApart(t, t.Call(rule, append([]py.Object{tangents[i], value}, primals...)...), invalid(t))
			if sum == nil {
				sum = share.data
				continue
			}
			for k := range sum {
				sum[k] = engine.Add(sum[k], share.data[k])
			}
		}
		out := takeApart(t, value, invalid(t))
		if sum == nil {
			sum = make([]engine.Array, len(out.data))
		}
		out.def = def
		return py.NewTuple(value, out.rebuild(t, sum))
	}})
	return py.None
}

// Call implements [py.Callable].
func (c *custom) Call(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
	if c.class == customJVPType && c.jvp == nil {
		panic(py.Errorf(py.AttributeError, "No JVP defined for custom_jvp function %s using defjvp.", c.name))
	}
	if c.class == customVJPType && c.forward == nil {
		panic(py.Errorf(py.AttributeError, "No VJP defined for custom_vjp function %s using defvjp.", c.name))
	}
	all := c.positional(t, args, keywords)
	call := &customCall{t: t, custom: c, all: all}
	var chosen []py.Object
	for i, a := range all {
		if !slices.Contains(c.nondiff, i) {
			chosen = append(chosen, a)
			call.positions = append(call.positions, i)
		} else {
			call.nondiff = append(call.nondiff, a)
		}
	}
	call.in = call.operands(chosen)
	if !anyTraced(t, all) {
		return t.Call(c.fun, all...)
	}
	f := engine.Func(call.run)
	how := engine.Custom{Name: c.name, Trace: call.trace}
	rule := func(name string, f py.Object) {
		how.Rules = append(how.Rules, engine.Parameter{Name: name, Value: funcName(t, f)})
	}
	var y []engine.Array
	if c.class == customJVPType {
		rule("jvp", c.jvp)
		y = f.CustomJVP(how, call.in.data, call.rule)
	} else {
		rule("bwd", c.backward)
		rule("fwd", c.forward)
		y = f.CustomVJP(how, call.in.data, call.runForward, call.runBackward)
	}
	return call.out.rebuild(t, y)
}

// trace records the function.
func (c *customCall) trace() *engine.Program {
	return engine.Func(c.run).Trace(c.name, c.in.data, recording(c.t)...)
}

// operands takes the arguments apart that are differentiated.
func (c *customCall) operands(chosen []py.Object) *arrays {
	tree := py.NewTuple(chosen...)
	return takeApart(c.t, tree, func(o py.Object) *py.Exception {
		leaves, _ := Flatten(c.t, tree, nil)
		return py.Errorf(py.TypeError, "Error interpreting argument to %s_call as a JAX value. The problematic value is of type %s and was passed to %s_call at position %d.\n",
			c.class.Name, c.t.Repr(o.Type()), c.class.Name, slices.Index(leaves, o))
	})
}

// anyTraced reports whether an array among the leaves is traced: only then can
// the rule matter.
func anyTraced(t *py.Thread, args []py.Object) bool {
	leaves, _ := Flatten(t, py.NewTuple(args...), nil)
	return slices.ContainsFunc(leaves, func(l py.Object) bool {
		a, ok := l.(*Array)
		return ok && a.data.IsTraced()
	})
}

// positional resolves keyword arguments and defaults to positional arguments.
func (c *custom) positional(t *py.Thread, args []py.Object, keywords []py.Keyword) []py.Object {
	fn, _ := c.fun.(*py.Function)
	if fn == nil {
		if len(keywords) > 0 {
			panic(c.unresolved("keyword arguments are given to a function whose parameters are not known"))
		}
		return slices.Clone(args)
	}
	code := fn.Code
	all := slices.Clone(args)
	if len(all) > code.NumPositional && !code.Vararg {
		panic(c.unresolved("too many positional arguments"))
	}
	given := map[string]py.Object{}
	for _, k := range keywords {
		i := slices.Index(code.Params[:code.NumPositional], k.Name)
		switch {
		case i < 0:
			panic(c.unresolved("got an unexpected keyword argument '" + k.Name + "'"))
		case i < len(all):
			panic(c.unresolved("multiple values for argument '" + k.Name + "'"))
		}
		given[k.Name] = k.Value
	}
	for i := len(all); i < code.NumPositional; i++ {
		name := code.Params[i]
		d := i - (code.NumPositional - len(fn.Defaults))
		switch {
		case given[name] != nil:
			all = append(all, given[name])
		case d >= 0:
			all = append(all, fn.Defaults[d])
		default:
			panic(c.unresolved("missing a required argument: '" + name + "'"))
		}
	}
	return all
}

func (c *custom) unresolved(reason string) *py.Exception {
	return py.Errorf(py.TypeError, "The input arguments to the %s-decorated function %s could not be resolved to positional-only arguments. Binding failed with the error:\n%s", c.class.Name, c.name, reason)
}

// A customCall is one evaluation of a custom function.
type customCall struct {
	*custom
	t         *py.Thread
	all       []py.Object // the arguments
	nondiff   []py.Object
	positions []int // of the arguments that are differentiated
	in, out   *arrays
	residuals *auxiliary
}

// run evaluates the function itself.
func (c *customCall) run(x []engine.Array) []engine.Array {
	args := slices.Clone(c.all)
	for k, v := range c.in.rebuild(c.t, x).(*py.Tuple).Elems {
		args[c.positions[k]] = v
	}
	c.out = takeApart(c.t, c.t.Call(c.fun, args...), invalid(c.t))
	return c.out.data
}

// pair returns the two results of a rule.
func pair(o py.Object) (a, b py.Object, ok bool) {
	switch v := o.(type) {
	case *py.Tuple:
		if len(v.Elems) == 2 {
			return v.Elems[0], v.Elems[1], true
		}
	case *py.List:
		if len(v.Elems) == 2 {
			return v.Elems[0], v.Elems[1], true
		}
	}
	return nil, nil, false
}

// rule evaluates the rule of a custom_jvp function.
func (c *customCall) rule(x, dx []engine.Array) (y, dy []engine.Array) {
	t := c.t
	result := t.Call(c.jvp, append(slices.Clone(c.nondiff), c.in.rebuild(t, x), c.in.rebuild(t, dx))...)
	name := funcName(t, c.jvp)
	primal, tangent, ok := pair(result)
	if !ok {
		panic(py.Errorf(py.TypeError, "Custom JVP rule %s for function %s must produce a pair (list or tuple of length two) representing primal and tangent outputs, but got %s.", name, c.name, t.Str(result)))
	}
	out, derivative := takeApart(t, primal, invalid(t)), takeApart(t, tangent, invalid(t))
	if !out.def.Equal(t, derivative.def) {
		panic(py.Errorf(py.TypeError, "Custom JVP rule %s for function %s must produce primal and tangent outputs with equal container (pytree) structures, but got %s and %s respectively.",
			name, c.name, t.Repr(out.def), t.Repr(derivative.def)))
	}
	c.out = out
	dy = make([]engine.Array, len(out.data))
	for i, a := range out.data {
		d := derivative.data[i]
		if !a.DType().IsInexact() {
			continue
		}
		if !sameShape(a.Shape(), d.Shape()) || a.DType() != d.DType() && !d.Weak() {
			panic(py.Errorf(py.TypeError, "Custom JVP rule must produce primal and tangent outputs with corresponding shapes and dtypes. Expected %s (tangent type of %s) but got %s.", long(a), long(a), long(d)))
		}
		dy[i] = conform(d, a)
	}
	return out.data, dy
}

func (c *customCall) runForward(x []engine.Array) (y, kept []engine.Array) {
	t := c.t
	args := slices.Clone(c.all)
	for k, v := range c.in.rebuild(t, x).(*py.Tuple).Elems {
		args[c.positions[k]] = v
	}
	result := t.Call(c.forward, args...)
	value, rest, ok := pair(result)
	if !ok {
		name := funcName(t, c.forward)
		panic(py.Errorf(py.TypeError, "Custom VJP fwd rule %s for function %s must produce a pair (list or tuple of length two) where the first element represents the primal output "+
			"(equal to those of the custom_vjp-decorated function %s) and the second element represents residuals (i.e. values stored from the forward pass for use on the backward pass), "+
			"but instead of a pair the fwd rule %s produced %s.", name, c.name, c.name, name, t.Str(result)))
	}
	c.out = takeApart(t, value, invalid(t))
	c.residuals, kept = splitAux(t, rest)
	return c.out.data, kept
}

func (c *customCall) runBackward(kept, ct []engine.Array) []engine.Array {
	t := c.t
	result := t.Call(c.backward, append(slices.Clone(c.nondiff), c.residuals.join(t, kept), c.out.rebuild(t, ct))...)
	args := c.in.def
	cts, ok := result.(*py.Tuple)
	if l, isList := result.(*py.List); isList {
		cts, ok = py.NewTuple(l.Elems...), true
	}
	if !ok || len(cts.Elems) != len(args.children) {
		panic(c.backwardStructure(result))
	}
	out := make([]engine.Array, 0, args.leaves)
	for i, given := range cts.Elems {
		out = c.collect(out, args.children[i], given, result)
	}
	return out
}

func (c *customCall) backwardStructure(result py.Object) *py.Exception {
	_, def := Flatten(c.t, result, nil)
	return py.Errorf(py.TypeError, "Custom VJP bwd rule must produce an output with the same container (pytree) structure as the args tuple of the primal function, "+
		"and in particular must produce a tuple of length equal to the number of arguments to the primal function, but got bwd output structure %s for primal input structure %s.",
		c.t.Repr(def), c.t.Repr(c.in.def))
}

// collect appends the cotangents of an argument; None is zero for all of a
// subtree.
func (c *customCall) collect(out []engine.Array, def *TreeDef, given, result py.Object) []engine.Array {
	if given == py.None {
		return append(out, make([]engine.Array, def.leaves)...)
	}
	if def.kind != leafNode {
		o, children, _ := openNode(c.t, given)
		o.children = make([]*TreeDef, len(children))
		if !def.sameNode(c.t, o) {
			panic(c.backwardStructure(result))
		}
		for i, child := range children {
			out = c.collect(out, def.children[i], child, result)
		}
		return out
	}
	x := c.in.data[len(out)]
	ct, _, ok := leafArray(c.t, given)
	if !ok {
		panic(c.backwardStructure(result))
	}
	if !x.DType().IsInexact() {
		return append(out, engine.Array{})
	}
	if !sameShape(ct.Shape(), x.Shape()) {
		panic(py.Errorf(py.ValueError, "Custom VJP bwd rule must produce an output with the same type as the args tuple of the primal function, "+
			"but at output[%d] the bwd rule produced an output of type %s corresponding to an input of type %s, so the shapes do not match", len(out), long(ct), long(x)))
	}
	return append(out, conform(ct, x))
}
