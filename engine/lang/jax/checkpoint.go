package jax

import (
	"fmt"
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// AdCheckpointModule is jax.ad_checkpoint.
var AdCheckpointModule = &py.ModuleSpec{Name: "jax.ad_checkpoint", Doc: "Which intermediate results are kept.", Funcs: []py.Func{
	{Sig: "checkpoint_name(x, name)", Doc: "The value x, under a name that policies refer to.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		in := takeApart(t, a[0], invalid(t))
		for i, x := range in.data {
			if x.IsTraced() {
				in.data[i] = engine.Named(x, t.Str(a[1]))
			}
		}
		return in.rebuild(t, in.data)
	}},
	checkpointFunc("checkpoint"),
	{Sig: "print_saved_residuals(f, *args, **kwargs)", Doc: "Prints what is kept of a function for its derivative.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		for _, line := range savedResiduals(t, a[0], a[1].(*py.Tuple).Elems, keywordsOf(a[2])) {
			t.Print(line + "\n")
		}
		return py.None
	}},
}, Values: map[string]py.Object{"checkpoint_policies": policies}}

// A policy says which results of operations a checkpoint keeps. For Python it is
// a function of the operation.
type policy struct {
	text string
	kept func(t *py.Thread, e engine.Equation) bool
}

var (
	policyType    = &py.Type{Name: "Policy", Module: "jax._src.ad_checkpoint", Final: true}
	namespaceType = &py.Type{Name: "SimpleNamespace", Module: "types", Final: true}
)

// Type returns the class.
func (*policy) Type() *py.Type { return policyType }

// Repr implements [py.Representer].
func (p *policy) Repr(*py.Thread) string { return p.text }

// Call implements [py.Callable].
func (p *policy) Call(t *py.Thread, args []py.Object, _ []py.Keyword) py.Object {
	if o, ok := args[0].(*operation); ok && o.eqn != nil {
		return py.Bool(p.kept(t, *o.eqn))
	}
	panic(py.Errorf(py.TypeError, "a policy is called with an operation"))
}

// A namespace is a Go table of attributes.
type namespace map[string]py.Object

// Type returns the class.
func (*namespace) Type() *py.Type { return namespaceType }

// Attribute implements [py.AttributeHolder].
func (n *namespace) Attribute(_ *py.Thread, name string) (py.Object, bool) {
	v, ok := (*n)[name]
	return v, ok
}

// parameter returns a parameter of an operation as text.
func parameter(e engine.Equation, name string) string {
	for _, p := range e.Parameters() {
		if p.Name == name {
			return fmt.Sprint(p.Value)
		}
	}
	return ""
}

// policies is jax.checkpoint_policies.
var policies = makePolicies()

func makePolicies() *namespace {
	fixed := func(text string, kept func(e engine.Equation) bool) py.Object {
		return &policy{text, func(_ *py.Thread, e engine.Equation) bool { return kept(e) }}
	}
	dots := fixed("DotsSaveable(only_if_no_batch_dims=False)", func(e engine.Equation) bool { return e.Op() == "dot_general" })
	unbatched := func(e engine.Equation) bool {
		return e.Op() == "dot_general" && slices.ContainsFunc(e.Parameters(), func(p engine.Parameter) bool {
			c, ok := p.Value.(engine.Contraction)
			return ok && len(c.BatchX) == 0
		})
	}
	dotsUnbatched := fixed("DotsSaveable(only_if_no_batch_dims=True)", unbatched)
	byName := func(sig, class, field string, kept func(listed bool) bool) py.Object {
		return py.NewBuiltin(py.Func{Sig: sig, Doc: "Keeps named values by their names.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			names := names(t, a[0])
			quoted := make([]string, len(names))
			for i, n := range names {
				quoted[i] = t.Repr(py.Str(n))
			}
			return &policy{fmt.Sprintf("%s(%s=frozenset({%s}))", class, field, strings.Join(quoted, ", ")), func(_ *py.Thread, e engine.Equation) bool {
				return e.Op() == "name" && kept(slices.Contains(names, parameter(e, "name")))
			}}
		}})
	}
	return &namespace{
		"everything_saveable":                fixed("<function everything_saveable>", func(engine.Equation) bool { return true }),
		"nothing_saveable":                   fixed("<function nothing_saveable>", func(engine.Equation) bool { return false }),
		"dots_saveable":                      dots,
		"checkpoint_dots":                    dots,
		"dots_with_no_batch_dims_saveable":   dotsUnbatched,
		"checkpoint_dots_with_no_batch_dims": dotsUnbatched,
		"save_only_these_names":              byName("save_only_these_names(*names_which_can_be_saved)", "SaveOnlyTheseNames", "saveable_names", func(listed bool) bool { return listed }),
		"save_any_names_but_these":           byName("save_any_names_but_these(*names_not_to_save)", "SaveAnyNamesButThese", "names", func(listed bool) bool { return !listed }),
		"save_anything_except_these_names":   fixedFunc("save_anything_except_these_names(*names_not_to_save)", func(engine.Equation) bool { return true }),
		"offload_dot_with_no_batch_dims":     fixedFunc("offload_dot_with_no_batch_dims(offload_src, offload_dst)", unbatched),
		"save_from_both_policies": py.NewBuiltin(py.Func{Sig: "save_from_both_policies(policy_1, policy_2)", Doc: "Keeps what either policy keeps.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			p, q := policyOf(t, a[0]), policyOf(t, a[1])
			return &policy{"<function save_from_both_policies.<locals>.policy>", func(t *py.Thread, e engine.Equation) bool { return p.kept(t, e) || q.kept(t, e) }}
		}}),
		"save_and_offload_only_these_names": py.NewBuiltin(py.Func{Sig: "save_and_offload_only_these_names(*, names_which_can_be_saved, names_which_can_be_offloaded, offload_src, offload_dst)",
			Doc: "Keeps named values by their names; there is one memory, to which nothing needs to be moved.", Impl: func(t *py.Thread, a []py.Object) py.Object {
				saved, offloaded := names(t, a[0]), names(t, a[1])
				return &policy{"<function save_and_offload_only_these_names.<locals>.policy>", func(_ *py.Thread, e engine.Equation) bool {
					name := parameter(e, "name")
					return e.Op() == "name" && (slices.Contains(saved, name) || slices.Contains(offloaded, name))
				}}
			}}),
	}
}

// fixedFunc is a function of any arguments that returns always the same policy.
func fixedFunc(sig string, kept func(e engine.Equation) bool) py.Object {
	name, _, _ := strings.Cut(sig, "(")
	p := &policy{"<function " + name + ".<locals>.policy>", func(_ *py.Thread, e engine.Equation) bool { return kept(e) }}
	return py.NewBuiltin(py.Func{Sig: sig, Doc: "Makes a policy.", Impl: func(*py.Thread, []py.Object) py.Object { return p }})
}

// policyOf returns a policy that may be a Python function of an operation.
func policyOf(t *py.Thread, o py.Object) *policy {
	if p, ok := o.(*policy); ok {
		return p
	}
	requireCallable(t, o)
	return &policy{t.Repr(o), func(t *py.Thread, e engine.Equation) bool {
		var keywords []py.Keyword
		for _, p := range e.Parameters() {
			keywords = append(keywords, py.Keyword{Name: p.Name, Value: parameterValue(p.Value)})
		}
		return t.Truth(t.CallObject(o, []py.Object{&operation{e.Op(), &e}}, keywords))
	}}
}

const checkpointOptions = "(fun?, /, *, prevent_cse=True, policy=None, static_argnums=(), static_argnames=(), concrete=False)"

// checkpointFunc declares jax.checkpoint.
func checkpointFunc(name string) py.Func {
	return py.Func{Sig: name + checkpointOptions, Doc: "The function fun, whose intermediate results are computed again for the derivative instead of being kept.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		c := engine.Checkpoint{Policy: "None", PreventCSE: t.Truth(a[1])}
		if a[2] != py.None {
			p := policyOf(t, a[2])
			c.Policy = p.text
			c.Saves = func(e engine.Equation) bool { return p.kept(t, e) }
		}
		nums, names := a[3], a[4]
		wrap := func(t *py.Thread, fun py.Object) py.Object { return checkpoint(t, fun, c, nums, names) }
		if a[0] == nil {
			return py.NewBuiltin(py.Func{Sig: name + "(fun, /)", Impl: func(t *py.Thread, a []py.Object) py.Object { return wrap(t, a[0]) }})
		}
		return wrap(t, a[0])
	}}
}

func checkpoint(t *py.Thread, fun py.Object, c engine.Checkpoint, nums, names py.Object) py.Object {
	requireCallable(t, fun)
	j := &jitted{fun: fun, name: funcName(t, fun), by: "checkpoint / remat"}
	if u, ok := nums.(*py.Tuple); ok && len(u.Elems) == 0 {
		nums = py.None
	}
	if u, ok := names.(*py.Tuple); ok && len(u.Elems) == 0 {
		names = py.None
	}
	j.staticNums, j.staticNames = j.resolve(t, "static", nums, names)
	j = j.known(t)
	return newTransformed(t, fun, "", func(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
		var tr *trace
		e := t.Try(func() { tr = j.traced(t, args, keywords) })
		switch {
		case e == nil:
			return j.run(t, tr, func() py.Object { return tr.out.rebuild(t, c.Apply(tr.program, tr.in.data)) })
		case e.IsA(ConcretizationTypeError) && strings.Contains(t.Str(e), "for checkpoint"):
			e.Args = py.NewTuple(py.Str(t.Str(e) + "\n\nConsider using the `static_argnums` parameter for `jax.remat` or `jax.checkpoint`. See the `jax.checkpoint` docstring and its example involving `static_argnums`:\n" +
				"https://docs.jax.dev/en/latest/_autosummary/jax.checkpoint.html\n"))
		}
		panic(e)
	})
}

// savedResiduals says what the pullback of a function keeps, line by line.
func savedResiduals(t *py.Thread, fun py.Object, args []py.Object, keywords []py.Keyword) []string {
	in := takeApart(t, py.NewTuple(py.NewTuple(args...), keywordDict(keywords)), invalid(t))
	j := &jitted{fun: fun, name: funcName(t, fun)}
	tr := &trace{in: in}
	kept := 0
	s := stateOf(t)
	s.tracing = append(s.tracing, &tracing{source: sourceOf(t, fun), by: "saved_residuals"})
	tr.program, tr.out = traceProgram(t, j.name, tr, func(args []py.Object, keywords []py.Keyword) py.Object {
		tree := py.NewTuple(py.NewTuple(args...), keywordDict(keywords))
		part := newTransformed(t, fun, "", func(t *py.Thread, given []py.Object, _ []py.Keyword) py.Object {
			all := in.rebuild(t, takeApart(t, py.NewTuple(given...), invalid(t)).data).(*py.Tuple)
			return t.CallObject(fun, slices.Clone(all.Elems[0].(*py.Tuple).Elems), keywordsOf(all.Elems[1]))
		})
		leaves, _ := Flatten(t, tree, nil)
		pair := vjp(t, []py.Object{part, py.NewTuple(leaves...), py.Bool(false), py.NewTuple()})
		pullback, _ := Flatten(t, pair.(*py.Tuple).Elems[1], nil)
		kept = len(pullback)
		return py.NewList(pullback...)
	}, invalid(t))
	s.tracing = s.tracing[:len(s.tracing)-1]
	jaxpr := tr.program.Jaxpr()
	outs := jaxpr.Outputs()
	saved := map[engine.Atom]bool{}
	var lines []string
	add := func(a engine.Atom, source string) {
		lines = append(lines, fmt.Sprintf("%s[%s] %s", a.DType().Short(), dims(a.Shape()), source))
	}
	for _, a := range outs[len(outs)-kept:] {
		if _, number := a.Number(); number {
			add(a, "from a literal")
		} else {
			saved[a] = true
		}
	}
	consts, _ := jaxpr.Constants()
	for _, a := range consts {
		if saved[a] {
			add(a, "from a constant")
		}
	}
	names := argumentNames(t, fun, args, keywords)
	for i, a := range jaxpr.Inputs() {
		if saved[a] {
			add(a, "from the argument "+names[i])
		}
	}
	for _, e := range jaxpr.Equations() {
		for _, a := range e.Results() {
			if !saved[a] {
				continue
			}
			source := "output of " + e.Op()
			switch e.Op() {
			case "name":
				source = "named '" + parameter(e, "name") + "'"
			case "jit":
				source = "output of jitted function '" + parameter(e, "name") + "'"
			}
			if where, ok := e.Where().(place); ok {
				source += " from " + where.String()
			}
			add(a, source)
		}
	}
	return lines
}
