package jax

import (
	"fmt"
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

const jitOptions = "static_argnums=None, static_argnames=None, donate_argnums=None, donate_argnames=None, keep_unused=False, device=None, backend=None, inline=False, abstracted_axes=None, compiler_options=None"

var jitFuncs = []py.Func{
	{Sig: "jit(fun?, /, *, in_shardings=None, out_shardings=None, " + jitOptions + ")", Doc: "A function that is traced once for each kind of arguments, and compiled.", Impl: jit},
	{Sig: "make_jaxpr(fun, static_argnums=(), axis_env=None, return_shape=False, abstracted_axes=None)", Doc: "A function that returns the jaxpr of fun for its arguments.", Impl: makeJaxpr},
	{Sig: "eval_shape(fun, /, *args, **kwargs)", Doc: "The shapes and dtypes of fun's results, without computing them.", Impl: evalShape},
}

// A jitted function remembers its traces.
type jitted struct {
	fun         py.Object
	name        string
	by          string // what traces: "jit" or "checkpoint / remat"
	staticNums  []int
	staticNames []string
	donateNums  []int
	donateNames []string
	device      *device // that it runs on; nil where its operands say
	traces      []*trace
}

// A trace is good for arguments of one structure and type, and for certain
// static arguments.
type trace struct {
	statics   []py.Object
	names     []string // of the static keyword arguments
	positions []int    // of the static positional ones
	in        *arrays
	signature string
	program   *engine.Program
	out       *arrays
	shows     bool // the function shows values, as debug.print does
}

// maxTraces is how many traces of a function are kept.
const maxTraces = 256

func jit(t *py.Thread, a []py.Object) py.Object {
	nums, names := a[3], a[4]
	wrap := func(t *py.Thread, fun py.Object) py.Object {
		requireCallable(t, fun)
		j := &jitted{fun: fun, name: funcName(t, fun), by: "jit"}
		j.staticNums, j.staticNames = j.resolve(t, "static", nums, names)
		j.donateNums, j.donateNames = j.resolve(t, "donate", a[5], a[6])
		j.requireDisjoint(t)
		j.device = jitDevice(t, a[8], a[9])
		j = j.known(t)
		f := newTransformed(t, fun, "", j.call)
		f.class, f.jit = jittedType, j
		return f
	}
	if a[0] == nil {
		return py.NewBuiltin(py.Func{Sig: "jit(fun, /)", Doc: "Compiles fun.", Impl: func(t *py.Thread, a []py.Object) py.Object { return wrap(t, a[0]) }})
	}
	return wrap(t, a[0])
}

// maxJits is how many jitted functions are remembered.
const maxJits = 64

// known returns the same jitted function if it was made before: JAX keeps traces
// by function, not by call of jit.
func (j *jitted) known(t *py.Thread) *jitted {
	s := stateOf(t)
	for _, k := range s.jits {
		if k.fun == j.fun && k.by == j.by && k.device == j.device && slices.Equal(k.staticNums, j.staticNums) && slices.Equal(k.staticNames, j.staticNames) &&
			slices.Equal(k.donateNums, j.donateNums) && slices.Equal(k.donateNames, j.donateNames) {
			return k
		}
	}
	if len(s.jits) == maxJits {
		s.jits = slices.Delete(s.jits, 0, 1)
	}
	s.jits = append(s.jits, j)
	return j
}

func init() {
	of := func(o py.Object) *transformed { return o.(*transformed) }
	jittedType.Define(
		py.Func{Sig: "clear_cache(self)", Doc: "Forgets the traces.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			of(a[0]).jit.traces = nil
			return py.None
		}},
		py.Func{Sig: "eval_shape(self, *args, **kwargs)", Doc: "The shapes and dtypes of the results.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return shapesOf(t, of(a[0]).of, a[1].(*py.Tuple).Elems, keywordsOf(a[2]))
		}},
	)
}

// resolve reads the options <kind>_argnums and <kind>_argnames; each follows from
// the other where the parameters of the function are known.
func (j *jitted) resolve(t *py.Thread, kind string, nums, names py.Object) (numbers []int, called []string) {
	params, vararg, known := parameters(t, j.fun)
	if nums != py.None {
		elems := []py.Object{nums}
		if _, isInt := nums.(py.Int); !isInt {
			elems = t.Elements(nums)
		}
		for _, e := range elems {
			i := t.ToInt(e)
			if known && !vararg && (i >= len(params) || i < -len(params)) {
				panic(py.Errorf(py.ValueError, "Jitted function has %s_argnums=%s, but only accepts %d positional arguments.", kind, t.Repr(py.NewTuple(elems...)), len(params)))
			}
			if i < 0 && known && kind == "static" { // JAX donates nothing that is counted from the end
				i += len(params)
			}
			numbers = append(numbers, i)
			if known && i >= 0 && i < len(params) {
				called = append(called, params[i])
			}
		}
	}
	if names != py.None {
		elems := []py.Object{names}
		if _, isStr := names.(py.Str); !isStr {
			elems = t.Elements(names)
		}
		for _, e := range elems {
			name := t.Str(e)
			called = append(called, name)
			if i := slices.Index(params, name); known && i >= 0 && nums == py.None {
				numbers = append(numbers, i)
			}
		}
	}
	return numbers, called
}

// separate splits the arguments into static ones and the pytree of the others.
func (j *jitted) separate(t *py.Thread, args []py.Object, keywords []py.Keyword) (tr *trace, tree *py.Tuple) {
	tr = &trace{}
	var positional []py.Object
	for i, a := range args {
		if slices.Contains(j.staticNums, i) || slices.Contains(j.staticNums, i-len(args)) {
			tr.statics = append(tr.statics, a)
			tr.positions = append(tr.positions, i)
		} else {
			positional = append(positional, a)
		}
	}
	var named []py.Keyword
	for _, k := range keywords {
		if slices.Contains(j.staticNames, k.Name) {
			tr.statics = append(tr.statics, k.Value)
			tr.names = append(tr.names, k.Name)
		} else {
			named = append(named, k)
		}
	}
	for _, s := range tr.statics {
		if e := t.Try(func() { t.Hash(s) }); e != nil {
			panic(py.Errorf(py.ValueError, "Non-hashable static arguments are not supported. An error occurred while trying to hash an object of type %s, %s. The error was:\n%s\n",
				t.Repr(s.Type()), t.Repr(s), e.Error()))
		}
	}
	return tr, py.NewTuple(py.NewTuple(positional...), keywordDict(named))
}

// join is the inverse of separate.
func (tr *trace) join(tree py.Object) (args []py.Object, keywords []py.Keyword) {
	parts := tree.(*py.Tuple)
	args = append(args, parts.Elems[0].(*py.Tuple).Elems...)
	for k, i := range tr.positions {
		args = slices.Insert(args, i, tr.statics[k])
	}
	keywords = keywordsOf(parts.Elems[1])
	for k, name := range tr.names {
		keywords = append(keywords, py.Keyword{Name: name, Value: tr.statics[len(tr.positions)+k]})
	}
	return args, keywords
}

// signature describes the types of arrays.
func signature(t *py.Thread, in *arrays) string {
	var b strings.Builder
	for i, x := range in.data {
		fmt.Fprintf(&b, "%v%v%t%t|", x.DType(), x.Shape(), x.Weak(), in.keys[i])
	}
	if X64(t) {
		b.WriteString("64")
	}
	return b.String()
}

// matches reports whether a trace is good for the arguments of another.
func (tr *trace) matches(t *py.Thread, o *trace) bool {
	if tr.signature != o.signature || len(tr.statics) != len(o.statics) || !slices.Equal(tr.names, o.names) || !slices.Equal(tr.positions, o.positions) {
		return false
	}
	for i, s := range tr.statics {
		if s.Type() != o.statics[i].Type() || !py.Is(s, o.statics[i]) && !t.Equal(s, o.statics[i]) {
			return false
		}
	}
	return tr.in.def.Equal(t, o.in.def)
}

func (j *jitted) call(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
	if disabled, ok := stateOf(t).config["jax_disable_jit"]; ok && t.Truth(disabled) {
		return t.CallObject(j.fun, args, keywords)
	}
	tr := j.traced(t, args, keywords)
	tr.requireKept()
	if j.device != nil {
		j.place(t, tr.in.data)
	} else if engine.AnyPut() {
		engine.CheckPlaces(j.name, dynamicNames(t, j.fun, tr, args, keywords), tr.in.data...)
	}
	deleteDonated := j.donate(t, tr, args, keywords)
	result := j.run(t, tr, func() py.Object {
		out := tr.program.Call(tr.in.data)
		j.place(t, out)
		return tr.out.rebuild(t, out)
	})
	deleteDonated()
	return j.checked(t, result, args, keywords)
}

// run calls program, which runs a trace; or the function itself on the trace's
// operands, if that shows values.
func (j *jitted) run(t *py.Thread, tr *trace, program func() py.Object) py.Object {
	s := stateOf(t)
	if s.watch != nil && len(s.stages) == 0 && !tr.program.ClosesOverTracers() {
		s.watch(j.name, tr.program)
	}
	switch {
	case !tr.shows:
		return program()
	case len(s.tracing) > 0:
		s.noteShown()
		return program()
	}
	return s.mute(t, func() py.Object {
		args, keywords := tr.join(tr.in.rebuild(t, tr.in.data))
		return asArrays(t, t.CallObject(j.fun, args, keywords))
	})
}

// traced returns a trace for arguments, with these as its operands.
func (j *jitted) traced(t *py.Thread, args []py.Object, keywords []py.Keyword) *trace {
	tr, tree := j.separate(t, args, keywords)
	tr.in = takeApart(t, tree, j.invalidArgument(t, args, keywords))
	tr.signature = signature(t, tr.in)
	for _, known := range j.traces {
		if known.matches(t, tr) {
			tr.program, tr.out, tr.shows = known.program, known.out, known.shows
			return tr
		}
	}
	j.trace(t, tr, args, keywords)
	j.remember(tr)
	return tr
}

// program is like traced, but returns a program even of a function that shows
// values, which the program then does not.
func (j *jitted) program(t *py.Thread, args []py.Object, keywords []py.Keyword) *trace {
	tr, tree := j.separate(t, args, keywords)
	tr.in = takeApart(t, tree, j.invalidArgument(t, args, keywords))
	tr.signature = signature(t, tr.in)
	for _, known := range j.traces {
		if known.matches(t, tr) {
			return known
		}
	}
	j.trace(t, tr, args, keywords)
	j.remember(tr)
	return tr
}

// remember keeps a trace, unless it is good for one call only.
func (j *jitted) remember(tr *trace) {
	if tr.program != nil && tr.program.ClosesOverTracers() {
		return
	}
	if len(j.traces) == maxTraces {
		j.traces = j.traces[1:]
	}
	j.traces = append(j.traces, tr)
}

// trace runs the function on tracers.
func (j *jitted) trace(t *py.Thread, tr *trace, args []py.Object, keywords []py.Keyword) {
	s := stateOf(t)
	n := len(s.tracing)
	info := &tracing{source: sourceOf(t, j.fun), by: j.by, args: dynamicNames(t, j.fun, tr, args, keywords)}
	s.tracing = append(s.tracing, info)
	defer func() { s.tracing = s.tracing[:n] }()
	tr.program, tr.out = traceProgram(t, j.name, tr, func(args []py.Object, keywords []py.Keyword) py.Object {
		return t.CallObject(j.fun, args, keywords)
	}, func(o py.Object) *py.Exception {
		return py.Errorf(py.TypeError, "function %s traced for %s returned a value of type %s, which is not a valid JAX type", info.source, j.by, t.Repr(o.Type()))
	})
	tr.shows = info.showed
}

// traceProgram traces a function on arguments like those of tr.
func traceProgram(t *py.Thread, name string, tr *trace, fun func(args []py.Object, keywords []py.Keyword) py.Object, fail func(o py.Object) *py.Exception) (*engine.Program, *arrays) {
	var out *arrays
	f := engine.Func(func(x []engine.Array) []engine.Array {
		args, keywords := tr.join(tr.in.rebuild(t, x))
		out = takeApart(t, fun(args, keywords), fail)
		return out.data
	})
	program := f.Trace(name, tr.in.data, recording(t)...)
	return program, out
}

// dynamicNames returns the names of the leaves that are traced.
func dynamicNames(t *py.Thread, fun py.Object, tr *trace, args []py.Object, keywords []py.Keyword) []string {
	static := func(o py.Object) py.Object { return py.None } // has no leaves
	args = slices.Clone(args)
	for _, i := range tr.positions {
		args[i] = static(args[i])
	}
	keywords = slices.Clone(keywords)
	for i, k := range keywords {
		if slices.Contains(tr.names, k.Name) {
			keywords[i].Value = static(k.Value)
		}
	}
	return argumentNames(t, fun, args, keywords)
}

func (j *jitted) invalidArgument(t *py.Thread, args []py.Object, keywords []py.Keyword) func(o py.Object) *py.Exception {
	return func(o py.Object) *py.Exception {
		tr, _ := j.separate(t, args, keywords)
		names := dynamicNames(t, j.fun, tr, args, keywords)
		path := ""
		_, tree := j.separate(t, args, keywords)
		leaves, _ := Flatten(t, tree, nil)
		for i, l := range leaves {
			if l == o && i < len(names) {
				path = names[i]
				break
			}
		}
		return py.Errorf(py.TypeError, "Error interpreting argument to %s as an abstract array. The problematic value is of type %s and was passed to the function at path %s.\n"+
			"This typically means that a jit-wrapped function was called with a non-array argument, and this argument was not marked as static using the static_argnums or static_argnames parameters of jax.jit.",
			t.Repr(j.fun), t.Repr(o.Type()), path)
	}
}

// avalList returns the types of arrays.
func avalList(a *arrays) []*shapeStruct {
	list := make([]*shapeStruct, len(a.data))
	for i, x := range a.data {
		v := &Array{data: x, key: a.keys[i]}
		list[i] = &shapeStruct{shape: v.Shape(), dtype: v.DType(), weak: x.Weak(), abstract: true}
	}
	return list
}

func avals(a *arrays) py.Object {
	list := py.NewList()
	for _, v := range avalList(a) {
		list.Elems = append(list.Elems, v)
	}
	return list
}

func makeJaxpr(t *py.Thread, a []py.Object) py.Object {
	requireCallable(t, a[0])
	j := &jitted{fun: a[0], name: funcName(t, a[0]), by: "jit"}
	nums := a[1]
	if u, ok := nums.(*py.Tuple); ok && len(u.Elems) == 0 {
		nums = py.None
	}
	j.staticNums, j.staticNames = j.resolve(t, "static", nums, py.None)
	j = j.known(t)
	returnShape := t.Truth(a[3])
	f := newTransformed(t, a[0], "", func(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
		tr := j.program(t, args, keywords)
		o := newJaxpr(tr)
		if returnShape {
			return py.NewTuple(o, tr.out.shapes(t))
		}
		return o
	})
	f.name = "make_jaxpr(" + f.name + ")"
	return f
}

// shapes returns the pytree with shapes and dtypes as leaves.
func (a *arrays) shapes(t *py.Thread) py.Object {
	leaves := make([]py.Object, len(a.data))
	for i, x := range a.data {
		v := &Array{data: x, key: a.keys[i]}
		leaves[i] = &shapeStruct{shape: v.Shape(), dtype: v.DType(), weak: x.Weak()}
	}
	return a.def.Unflatten(t, leaves)
}

func evalShape(t *py.Thread, a []py.Object) py.Object {
	return shapesOf(t, a[0], a[1].(*py.Tuple).Elems, keywordsOf(a[2]))
}

func shapesOf(t *py.Thread, fun py.Object, args []py.Object, keywords []py.Keyword) py.Object {
	requireCallable(t, fun)
	j := &jitted{fun: fun, name: funcName(t, fun), by: "jit"}
	tr, tree := j.separate(t, args, keywords)
	tr.in = takeApart(t, tree, j.invalidArgument(t, args, keywords))
	j.trace(t, tr, args, keywords)
	return tr.out.shapes(t)
}
