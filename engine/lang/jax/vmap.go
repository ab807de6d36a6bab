package jax

import (
	"fmt"
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

var vmapFuncs = []py.Func{
	{Sig: "vmap(fun, in_axes=0, out_axes=0, axis_name=None, axis_size=None, spmd_axis_name=None, sum_match=False)", Doc: "A function that maps fun over axes of its arguments.", Impl: vmap},
}

// noAxis marks a leaf that is not mapped.
const noAxis = -1 << 31

func vmap(t *py.Thread, a []py.Object) py.Object {
	fun, inAxes, outAxes := a[0], a[1], a[2]
	requireCallable(t, fun)
	if l, ok := inAxes.(*py.List); ok {
		inAxes = py.NewTuple(l.Elems...)
	}
	switch inAxes.(type) {
	case py.Int, *py.Tuple:
	default:
		if inAxes != py.None {
			panic(py.Errorf(py.TypeError, "vmap in_axes must be an int, None, or a tuple of entries corresponding to the positional arguments passed to the function, but got %s.", t.Str(inAxes)))
		}
	}
	size := -1
	if a[4] != py.None {
		size = t.ToInt(a[4])
	}
	doc := fmt.Sprintf("Vectorized version of %s. Takes similar arguments as %[1]s but with additional array axes over which %[1]s is mapped.", funcName(t, fun))
	return newTransformed(t, fun, doc, func(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
		v := &mapped{t: t, fun: fun, size: size}
		return v.call(inAxes, outAxes, args, keywords)
	})
}

// mapped is one call of a function that vmap returned.
type mapped struct {
	t    *py.Thread
	fun  py.Object
	in   *arrays
	axes []int // of the leaves; noAxis where one is not mapped
	size int   // -1 while it is not known
}

func (v *mapped) call(inAxes, outAxes py.Object, args []py.Object, keywords []py.Keyword) py.Object {
	t := v.t
	if u, ok := inAxes.(*py.Tuple); ok && len(u.Elems) != len(args) {
		panic(py.Errorf(py.ValueError, "vmap in_axes must be an int, None, or a tuple of entries corresponding to the positional arguments passed to the function, "+
			"but got len(in_axes)=%d, len(args)=%d", len(u.Elems), len(args)))
	}
	tree := py.NewTuple(py.NewTuple(args...), keywordDict(keywords))
	v.in = takeApart(t, tree, invalid(t))
	if len(v.in.data) == 0 && v.size < 0 {
		panic(py.Errorf(py.ValueError, "vmap wrapped function must be passed at least one argument containing an array or axis_size must be specified, got empty *args=%s and **kwargs=%s",
			t.Repr(tree.Elems[0]), t.Repr(tree.Elems[1])))
	}
	// Keyword arguments are mapped over their first axis.
	spec := py.NewTuple(inAxes, py.Int(0))
	v.axes = broadcastPrefix(t, spec, v.in.def, "vmap in_axes")
	v.measure(args, keywords)

	var out *arrays
	given, _ := Flatten(t, tree, nil)
	var returned []py.Object
	f := engine.Func(func(x []engine.Array) []engine.Array {
		// What is not mapped stays the Python value that it is.
		leaves := slices.Clone(given)
		for i, axis := range v.axes {
			if axis != noAxis {
				leaves[i] = &Array{data: x[i], key: v.in.keys[i]}
			}
		}
		all := v.in.def.Unflatten(t, leaves).(*py.Tuple)
		result := t.CallObject(v.fun, append([]py.Object{}, all.Elems[0].(*py.Tuple).Elems...), keywordsOf(all.Elems[1]))
		out = takeApart(t, result, invalid(t))
		returned, _ = Flatten(t, result, nil)
		return out.data
	})
	batchAxes := make([]int, len(v.axes))
	for i, axis := range v.axes {
		if batchAxes[i] = axis; axis == noAxis {
			batchAxes[i] = -1
		}
	}
	y, from := f.Vmap("vmap", v.in.data, batchAxes, v.size, located(t))
	return v.collect(out, returned, y, from, outAxes)
}

// collect moves the batches of the results to where they are wanted.
func (v *mapped) collect(out *arrays, returned []py.Object, y []engine.Array, from []int, outAxes py.Object) py.Object {
	t := v.t
	if l, ok := outAxes.(*py.List); ok && out.def.kind == tupleNode {
		outAxes = py.NewTuple(l.Elems...)
	}
	to := broadcastPrefix(t, outAxes, out.def, "vmap out_axes")
	leaves := make([]py.Object, len(y))
	_, paths, _ := flattenWithPaths(t, out.rebuild(t, out.data), nil)
	for i, x := range y {
		axis := to[i]
		if axis == noAxis {
			if from[i] >= 0 {
				panic(py.Errorf(py.ValueError, "at vmap out_axes%s, got axis spec None but output was batched on axis %d", keystr(t, paths[i], false, ""), from[i]))
			}
			leaves[i] = &Array{data: x, key: out.keys[i]}
			if _, isArray := returned[i].(*Array); !isArray {
				leaves[i] = returned[i]
			}
			continue
		}
		rank := x.Rank()
		if from[i] < 0 {
			rank++
		}
		if out.keys[i] {
			rank--
		}
		if axis < -rank || axis >= rank {
			panic(py.Errorf(py.ValueError, "axis %d is out of bounds for array of dimension %d", axis, rank))
		}
		if axis < 0 {
			axis += rank
		}
		leaves[i] = &Array{data: engine.MoveBatch(x, from[i], axis, v.size), key: out.keys[i]}
	}
	return out.def.Unflatten(t, leaves)
}

// broadcastPrefix returns the axis for each leaf of a structure of which the
// axes given are a prefix.
func broadcastPrefix(t *py.Thread, axes py.Object, def *TreeDef, what string) []int {
	out := make([]int, 0, def.leaves)
	var visit func(spec py.Object, d *TreeDef)
	visit = func(spec py.Object, d *TreeDef) {
		axis, isAxis := noAxis, spec == py.None
		if n, ok := spec.(py.Int); ok {
			axis, isAxis = int(n), true
		}
		if isAxis {
			for range d.leaves {
				out = append(out, axis)
			}
			return
		}
		o, children, _ := openNode(t, spec)
		if l, ok := spec.(*py.List); ok && d.kind == tupleNode {
			o, children = &TreeDef{kind: tupleNode}, l.Elems
		}
		o.children = make([]*TreeDef, len(children))
		if o.kind == leafNode {
			panic(py.Errorf(py.TypeError, "%s must be an int, None, or (nested) container with those types as leaves, but got %s.", what, t.Repr(axes)))
		}
		if !o.sameNode(t, d) {
			mismatch := o.mismatch(t, d, d.typeOf(), what).Args.Elems[0]
			panic(py.Errorf(py.ValueError, "%s specification must be a tree prefix of the corresponding value; \n  Mismatch details (1 found):\n  %s", what, t.Str(mismatch)))
		}
		for i, c := range children {
			visit(c, d.children[i])
		}
	}
	visit(axes, def)
	return out
}

// measure finds the size of the mapped axes, which must all agree.
func (v *mapped) measure(args []py.Object, keywords []py.Keyword) {
	sizes := map[int][]int{} // leaves by the size of their axis
	var order []int
	some := v.size >= 0
	for i, axis := range v.axes {
		if axis == noAxis {
			continue
		}
		some = true
		shape := (&Array{data: v.in.data[i], key: v.in.keys[i]}).Shape()
		rank := len(shape)
		need := axis + 1
		if axis < 0 {
			need = -axis
		}
		if rank < need {
			panic(py.Errorf(py.ValueError, "vmap was requested to map its argument along axis %d, which implies that its rank should be at least %d, but is only %d (its shape is %s)", axis, need, rank, Tuple(shape)))
		}
		if axis < 0 {
			v.axes[i] += rank
		}
		n := shape[v.axes[i]]
		if sizes[n] == nil {
			order = append(order, n)
		}
		sizes[n] = append(sizes[n], i)
	}
	if !some {
		panic(py.Errorf(py.ValueError, "vmap must have at least one non-None value in in_axes or axis_size must be specified"))
	}
	switch {
	case len(order) > 1:
		panic(v.sizesError(sizes, order, args, keywords))
	case len(order) == 1 && v.size >= 0 && order[0] != v.size:
		panic(py.Errorf(py.ValueError, "vmap got axis_size %d, but an argument has size %d along its mapped axis", v.size, order[0]))
	case len(order) == 1:
		v.size = order[0]
	}
}

// sizesError lists arguments whose sizes do not agree, as JAX does.
func (v *mapped) sizesError(sizes map[int][]int, order []int, args []py.Object, keywords []py.Keyword) *py.Exception {
	names := argumentNames(v.t, v.fun, args, keywords)
	describe := func(i int) string {
		x := &Array{data: v.in.data[i], key: v.in.keys[i]}
		return fmt.Sprintf("axis %d of argument %s of type %s", v.axes[i], names[i], x.long())
	}
	var lines []string
	most := order[0]
	for _, n := range order {
		if len(sizes[n]) > len(sizes[most]) {
			most = n
		}
	}
	line := func(n int, word string) {
		if count := len(sizes[n]); count == 1 {
			lines = append(lines, fmt.Sprintf("  * one axis had size %d: %s", n, describe(sizes[n][0])))
		} else {
			lines = append(lines, fmt.Sprintf("  * %s axes (%d of them) had size %d, e.g. %s", word, count, n, describe(sizes[n][0])))
		}
	}
	line(most, "most")
	for _, n := range order {
		if n != most {
			line(n, "some")
		}
	}
	return py.Errorf(py.ValueError, "vmap got inconsistent sizes for array axes to be mapped:\n%s", strings.Join(lines, ";\n"))
}

// argumentNames returns a name for each leaf of the arguments: parameter and
// path.
func argumentNames(t *py.Thread, fun py.Object, args []py.Object, keywords []py.Keyword) []string {
	parameters, vararg, _ := parameters(t, fun)
	var names []string
	add := func(name string, o py.Object) {
		_, paths, _ := flattenWithPaths(t, o, nil)
		for _, p := range paths {
			names = append(names, name+keystr(t, p, false, ""))
		}
	}
	for i, a := range args {
		switch {
		case i < len(parameters):
			add(parameters[i], a)
		case vararg:
			add(fmt.Sprintf("args[%d]", i-len(parameters)), a)
		default:
			add(fmt.Sprintf("args[%d]", i), a)
		}
	}
	for _, k := range sortedKeys(t, keywordDict(keywords)) {
		name := string(k.(py.Str))
		for _, kw := range keywords {
			if kw.Name == name {
				add(name, kw.Value)
			}
		}
	}
	return names
}
