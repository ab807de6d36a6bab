package jax

import (
	"io"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// DebugModule is jax.debug.
var DebugModule = &py.ModuleSpec{
	Name: "jax.debug",
	Doc:  "Looking into functions while they are transformed.",
	Funcs: []py.Func{
		{Sig: "print(fmt, *args, ordered=False, partitioned=False, **kwargs)", Doc: "Prints values, in transformed functions too.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			show(t, a[1].(*py.Tuple).Elems, keywordsOf(a[4]), func(args []py.Object, keywords []py.Keyword) {
				text := t.CallObject(t.GetAttr(a[0], "format"), args, keywords)
				t.Print(strings.TrimSuffix(t.Str(text), "\n") + "\n")
			})
			return py.None
		}},
		{Sig: "callback(callback, *args, ordered=False, partitioned=False, **kwargs)", Doc: "Calls a function with values, in transformed functions too.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			show(t, a[1].(*py.Tuple).Elems, keywordsOf(a[4]), func(args []py.Object, keywords []py.Keyword) {
				t.CallObject(a[0], args, keywords)
			})
			return py.None
		}},
		{Sig: "breakpoint(*, backend=None, filter_frames=True, num_frames=None, ordered=False, token=None, **kwargs)", Doc: "There is no debugger here: reaching it is an error.", Impl: func(t *py.Thread, _ []py.Object) py.Object {
			show(t, nil, nil, func([]py.Object, []py.Keyword) {
				panic(py.Errorf(py.NotImplementedError, "jax.debug.breakpoint: there is no interactive debugger; use jax.debug.print"))
			})
			return py.None
		}},
	},
}

// show calls f with arguments whose values are known: those of the primal
// computation, under vmap once for each example. While a function is traced it
// only notes that there is something to show: then the function runs untraced
// too, and mute, to show it.
func show(t *py.Thread, args []py.Object, keywords []py.Keyword, f func(args []py.Object, keywords []py.Keyword)) {
	s := stateOf(t)
	if len(s.tracing) > 0 {
		s.noteShown()
		return
	}
	all := append([]py.Object{}, args...)
	for _, k := range keywords {
		all = append(all, k.Value)
	}
	leaves, def := Flatten(t, py.NewList(all...), nil)
	known := make([]py.Object, len(leaves))
	size := -1
	for i, l := range leaves {
		if x, key, ok := leafArray(t, l); ok {
			l = &Array{data: x, key: key}
		}
		known[i] = withoutDerivatives(l)
		if n := batchSize(known[i]); n >= 0 {
			size = n
		}
	}
	emit := func(leaves []py.Object) {
		for _, l := range leaves {
			if a, ok := l.(*Array); ok && a.data.IsTraced() {
				panic(py.Errorf(py.NotImplementedError, "values traced by a staged function cannot be shown"))
			}
		}
		values := def.Unflatten(t, leaves).(*py.List).Elems
		named := make([]py.Keyword, len(keywords))
		for i, k := range keywords {
			named[i] = py.Keyword{Name: k.Name, Value: values[len(args)+i]}
		}
		s.aloud(t, func() { f(values[:len(args)], named) })
	}
	if size < 0 {
		emit(known)
		return
	}
	for i := range size {
		example := make([]py.Object, len(known))
		for k, l := range known {
			example[k] = exampleOf(l, i)
		}
		emit(example)
	}
}

// noteShown notes that the functions being traced show values.
func (s *state) noteShown() {
	for _, info := range s.tracing {
		info.showed = true
	}
	s.shows = true
}

// mute runs f, a function that was traced before, so that what it prints then is
// not printed again.
func (s *state) mute(t *py.Thread, f func() py.Object) py.Object {
	if s.stdout == nil {
		s.stdout = t.Stdout
		t.Stdout = io.Discard
		defer func() { t.Stdout, s.stdout = s.stdout, nil }()
	}
	return f()
}

// aloud runs f so that it prints inside of mute too.
func (s *state) aloud(t *py.Thread, f func()) {
	if out := s.stdout; out != nil {
		t.Stdout, s.stdout = out, nil
		defer func() { t.Stdout, s.stdout = io.Discard, out }()
	}
	f()
}

// withoutDerivatives returns the primal value of an array traced by grad or jvp.
func withoutDerivatives(o py.Object) py.Object {
	a, ok := o.(*Array)
	if !ok {
		return o
	}
	data := a.data
	for {
		tr, traced := data.Tracer()
		if !traced || tr.Kind != "grad" && tr.Kind != "jvp" {
			return a.like(data)
		}
		data = tr.Primal
	}
}

// batchSize returns the number of examples of an array traced by vmap, or -1.
func batchSize(o py.Object) int {
	if a, ok := o.(*Array); ok {
		if tr, _ := a.data.Tracer(); tr.Kind == "vmap" {
			return tr.Primal.Shape()[tr.Axis]
		}
	}
	return -1
}

func exampleOf(o py.Object, i int) py.Object {
	if batchSize(o) < 0 {
		return o
	}
	a := o.(*Array)
	tr, _ := a.data.Tracer()
	return withoutDerivatives(a.like(engine.Index(engine.MoveBatch(tr.Primal, tr.Axis, 0, 0), i)))
}
