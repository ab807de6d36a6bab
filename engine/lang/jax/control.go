package jax

import (
	"fmt"
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// LaxControl are the functions of jax.lax for branches and loops on traced
// values.
var LaxControl = []py.Func{
	{Sig: "cond(pred, true_fun, false_fun, *operands, operand?, linear=None)", Doc: "The result of true_fun if pred is true, else of false_fun.", Impl: cond},
	{Sig: "switch(index, branches, *operands, operand?)", Doc: "The result of the branch of a number.", Impl: branch},
	{Sig: "while_loop(cond_fun, body_fun, init_val)", Doc: "body_fun applied again and again while cond_fun holds.", Impl: whileLoop},
	{Sig: "fori_loop(lower, upper, body_fun, init_val, *, unroll=None)", Doc: "body_fun applied for each number from lower to upper.", Impl: foriLoop},
	{Sig: "scan(f, init, xs=None, length=None, reverse=False, unroll=1, _split_transpose=False)", Doc: "f applied to a carry and each element; the last carry and the stacked results.", Impl: scan},
	{Sig: "map(f, xs, *, batch_size=None)", Doc: "f applied to each element, one after the other.", Impl: mapElements},
	{Sig: "associative_scan(fn, elems, reverse=False, axis=0)", Doc: "All running combinations by an associative function.", Impl: associativeScan},
}

// A body is a Python function that a loop or branch records.
type body struct {
	t     *py.Thread
	fun   py.Object
	by    string   // what records it: "scan"
	names []string // of its flat arguments
	out   *arrays  // what it returned
}

func newBody(t *py.Thread, fun py.Object, by string, args ...py.Object) *body {
	return &body{t: t, fun: fun, by: by, names: argumentNames(t, fun, args, nil)}
}

// call runs the function on tracers.
func (b *body) call(args ...py.Object) *arrays {
	t := b.t
	s := stateOf(t)
	n := len(s.tracing)
	s.tracing = append(s.tracing, &tracing{source: sourceOf(t, b.fun), by: b.by, args: b.names})
	defer func() { s.tracing = s.tracing[:n] }()
	b.out = takeApart(t, t.Call(b.fun, args...), func(o py.Object) *py.Exception {
		return py.Errorf(py.TypeError, "function %s traced for %s returned a value of type %s, which is not a valid JAX type", sourceOf(t, b.fun), b.by, t.Repr(o.Type()))
	})
	return b.out
}

// operandsOf returns *operands, or what the keyword operand gave.
func operandsOf(rest, operand py.Object) []py.Object {
	if operand != nil {
		return []py.Object{operand}
	}
	return rest.(*py.Tuple).Elems
}

func cond(t *py.Thread, a []py.Object) py.Object {
	if rest := a[3].(*py.Tuple).Elems; len(rest) == 2 && !t.IsCallable(a[1]) && t.IsCallable(a[2]) && t.IsCallable(rest[1]) {
		// The older form: pred, true_operand, true_fun, false_operand, false_fun.
		a = slices.Clone(a)
		if t.Truth(a[0]) {
			a[1], a[3] = a[2], py.NewTuple(a[1])
		} else {
			a[1], a[3] = rest[1], py.NewTuple(rest[0])
		}
		a[2] = a[1]
	}
	if !t.IsCallable(a[1]) || !t.IsCallable(a[2]) {
		panic(py.Errorf(py.TypeError, "lax.cond: true_fun and false_fun arguments should be callable."))
	}
	pred, ok := numeric(t, a[0])
	if !ok {
		panic(py.Errorf(py.TypeError, "Pred must be a scalar, got %s of type %s", t.Str(a[0]), t.Repr(a[0].Type())))
	}
	return shown(t, func() py.Object {
		return branches(t, "cond", []string{"true_fun", "false_fun"}, a[1:3], operandsOf(a[3], a[4]), func(fs []func([]engine.Array) []engine.Array, x []engine.Array) []engine.Array {
			return engine.Cond(pred, fs[0], fs[1], x, OnStage(t))
		})
	}, func() py.Object { return unstagedCond(t, a) })
}

func branch(t *py.Thread, a []py.Object) py.Object {
	index := ToArray(t, a[0])
	funs := slices.Clone(t.Elements(a[1]))
	names := make([]string, len(funs))
	for i, f := range funs {
		if !t.IsCallable(f) {
			panic(py.Errorf(py.TypeError, "lax.switch: branches argument should be a sequence of callables."))
		}
		names[i] = fmt.Sprintf("branch %d", i)
	}
	return shown(t, func() py.Object {
		return branches(t, "switch", names, funs, operandsOf(a[2], a[3]), func(fs []func([]engine.Array) []engine.Array, x []engine.Array) []engine.Array {
			return engine.Switch(index, fs, x, OnStage(t))
		})
	}, func() py.Object { return unstagedBranch(t, a) })
}

// branches records functions of the same operands; choose applies one of them.
func branches(t *py.Thread, op string, names []string, funs, operands []py.Object, choose func(fs []func([]engine.Array) []engine.Array, x []engine.Array) []engine.Array) py.Object {
	in := takeApart(t, py.NewTuple(operands...), invalid(t))
	bodies := make([]*body, len(funs))
	flat := make([]func([]engine.Array) []engine.Array, len(funs))
	for i, f := range funs {
		bodies[i] = newBody(t, f, op, operands...)
		flat[i] = func(x []engine.Array) []engine.Array {
			out := bodies[i].call(in.rebuild(t, x).(*py.Tuple).Elems...)
			if i > 0 {
				sameResults(t, op, names[0], names[i], bodies[0], bodies[i])
			}
			return out.data
		}
	}
	y := choose(flat, in.data)
	return bodies[0].out.rebuild(t, y)
}

// sameResults panics with JAX's error unless two branches return alike.
func sameResults(t *py.Thread, op, name1, name2 string, b1, b2 *body) {
	where := fmt.Sprintf("%s is %s\n%s is %s", name1, sourceOf(t, b1.fun), name2, sourceOf(t, b2.fun))
	if !b1.out.def.Equal(t, b2.out.def) {
		panic(py.Errorf(py.TypeError, "%s branch outputs must have the same pytree structure, but they differ:\n\n%s\n\n%s\n\n"+
			"Revise %s and/or %s so that they have the same pytree structure.", op, where, structureDifference(t, name1+" output", name2+" output", b1.out.def, b2.out.def), name1, name2))
	}
	var diffs []string
	for i, y1 := range b1.out.data {
		y2 := b2.out.data[i]
		if mismatch := typeDifference(y1, y2); mismatch != "" {
			path := ""
			if len(b1.out.data) > 1 {
				path = fmt.Sprintf(" at path %s", leafPath(t, b1.out, i))
			}
			diffs = append(diffs, fmt.Sprintf("he output of %s%s has type %s but the corresponding output of %s has type %s%s", name1, path, long(y1), name2, long(y2), mismatch))
		}
	}
	if len(diffs) > 0 {
		panic(py.Errorf(py.TypeError, "%s branches must have equal output types but they differ.\n\n%s\n\n%s\nRevise %s and/or %s so that all output types match.",
			op, where, listed("T", "t", diffs), name1, name2))
	}
}

// typeDifference says in which way two types differ, or returns "".
func typeDifference(a, b engine.Array) string {
	dtypes, shapes := a.DType() != b.DType(), !sameShape(a.Shape(), b.Shape())
	switch {
	case dtypes && shapes:
		return ", so the dtypes do not match, and the shapes do not match"
	case dtypes:
		return ", so the dtypes do not match"
	case shapes:
		return ", so the shapes do not match"
	}
	return ""
}

// listed is one sentence, or a list of several; their first letter is upper or
// lower.
func listed(upper, lower string, diffs []string) string {
	if len(diffs) == 1 {
		return upper + diffs[0] + ".\n"
	}
	return "  * " + lower + strings.Join(diffs, ";\n  * "+lower) + ".\n"
}

func leafPath(t *py.Thread, a *arrays, i int) string {
	_, paths, _ := flattenWithPaths(t, a.rebuild(t, a.data), nil)
	return keystr(t, paths[i], false, "")
}

// structureDifference says how two pytrees differ.
func structureDifference(t *py.Thread, what1, what2 string, d1, d2 *TreeDef) string {
	path, thing1, thing2, why := difference(t, d1, d2)
	return fmt.Sprintf("%s%s is a %s but %s%s is a %s, so %s.", what1, path, thing1, what2, path, thing2, why)
}

// difference returns the path to the first nodes that differ, what they are, and
// in which way they differ.
func difference(t *py.Thread, d1, d2 *TreeDef) (path, thing1, thing2, why string) {
	kind := func(d *TreeDef) string {
		if d.kind == leafNode {
			return "pytree leaf"
		}
		return t.Repr(d.typeOf())
	}
	length := func(d *TreeDef) string { return fmt.Sprintf("%s of length %d", d.typeOf().Name, len(d.children)) }
	metadata := func(d *TreeDef) string {
		return fmt.Sprintf("%s with pytree metadata %s", kind(d), t.Repr(d.metadata()))
	}
	switch {
	case d1.kind != d2.kind || d1.class != d2.class:
		return "", kind(d1), kind(d2), "their Python types differ"
	case len(d1.children) != len(d2.children):
		return "", length(d1), length(d2), "the lengths do not match"
	case !d1.sameData(t, d2):
		return "", metadata(d1), metadata(d2), "the pytree node metadata does not match"
	}
	for i := range d1.children {
		if !d1.children[i].Equal(t, d2.children[i]) {
			path, thing1, thing2, why = difference(t, d1.children[i], d2.children[i])
			return d1.pathText(t, i) + path, thing1, thing2, why
		}
	}
	return "", kind(d1), kind(d2), "they differ"
}

// checkCarry panics with JAX's error unless a body returns a carry of the
// structure that it takes; the engine compares the types.
func checkCarry(t *py.Thread, op, name string, in, out *TreeDef) {
	if in.Equal(t, out) {
		return
	}
	panic(py.Errorf(py.TypeError, "%s function carry input and carry output must have the same pytree structure, but they differ:\n\n%s\n\n"+
		"Revise the function so that the carry output has the same pytree structure as the carry input.", op, carryDifference(t, "The input carry "+name, in, out)))
}

func carryDifference(t *py.Thread, what string, in, out *TreeDef) string {
	kind := func(d *TreeDef) string {
		if d.kind == leafNode {
			return "<class 'jax._src.core.ShapedArray'>"
		}
		return t.Repr(d.typeOf())
	}
	switch {
	case in.kind != out.kind || in.class != out.class:
		return fmt.Sprintf("%s is a %s but the corresponding component of the carry output is a %s, so their Python types differ.", what, kind(in), kind(out))
	case len(in.children) != len(out.children):
		return fmt.Sprintf("%s is a %s of length %d but the corresponding component of the carry output is a %s of length %d, so the lengths do not match.",
			what, in.typeOf().Name, len(in.children), out.typeOf().Name, len(out.children))
	case !in.sameData(t, out):
		return fmt.Sprintf("%s is a %s with pytree metadata %s but the corresponding component of the carry output is a %s with pytree metadata %s, so the pytree node metadata does not match.",
			what, in.typeOf().Name, t.Repr(in.metadata()), out.typeOf().Name, t.Repr(out.metadata()))
	}
	for i := range in.children {
		if !in.children[i].Equal(t, out.children[i]) {
			path := in.pathText(t, i)
			if !strings.Contains(what, "component") {
				what = strings.Replace(what, "carry ", "carry component ", 1)
			}
			return carryDifference(t, what+path, in.children[i], out.children[i])
		}
	}
	return ""
}

// carryOptions name the carry in errors as the parameter of the body.
func carryOptions(t *py.Thread, fun py.Object, place int, carry *arrays) []engine.StageOption {
	name := ""
	if names, _, ok := parameters(t, fun); ok && place < len(names) {
		name = names[place]
	}
	var paths []string
	_, all, _ := flattenWithPaths(t, carry.rebuild(t, carry.data), nil)
	for _, p := range all {
		paths = append(paths, keystr(t, p, false, ""))
	}
	return []engine.StageOption{OnStage(t), engine.CarryNames(name, paths)}
}

func carryName(t *py.Thread, fun py.Object, place int) string {
	if names, _, ok := parameters(t, fun); ok && place < len(names) {
		return names[place]
	}
	return "carry"
}

func whileLoop(t *py.Thread, a []py.Object) py.Object {
	return shown(t, func() py.Object { return stagedWhile(t, a) }, func() py.Object { return unstagedWhile(t, a) })
}

func stagedWhile(t *py.Thread, a []py.Object) py.Object {
	if !t.IsCallable(a[0]) || !t.IsCallable(a[1]) {
		panic(py.Errorf(py.TypeError, "lax.while_loop: cond_fun and body_fun arguments should be callable."))
	}
	in := takeApart(t, a[2], invalid(t))
	test, step := newBody(t, a[0], "while_loop", a[2]), newBody(t, a[1], "while_loop", a[2])
	y := engine.While(func(x []engine.Array) engine.Array {
		out := test.call(in.rebuild(t, x))
		if out.def.kind != leafNode {
			panic(py.Errorf(py.TypeError, "cond_fun must return a boolean scalar, but got pytree %s.", t.Repr(out.def)))
		}
		if p := out.data[0]; p.Rank() > 0 || p.DType() != engine.Bool {
			weak := ""
			if p.Weak() {
				weak = ", weak_type=True"
			}
			panic(py.Errorf(py.TypeError, "cond_fun must return a boolean scalar, but got output type(s) [ShapedArray(%s%s)].", long(p), weak))
		}
		return out.data[0]
	}, func(x []engine.Array) []engine.Array {
		out := step.call(in.rebuild(t, x))
		checkCarry(t, "while_loop body", carryName(t, a[1], 0), in.def, out.def)
		return out.data
	}, in.data, carryOptions(t, a[1], 0, in)...)
	return in.rebuild(t, y)
}

func foriLoop(t *py.Thread, a []py.Object) py.Object {
	return shown(t, func() py.Object { return stagedFori(t, a) }, func() py.Object { return unstagedFori(t, a) })
}

func stagedFori(t *py.Thread, a []py.Object) py.Object {
	if !t.IsCallable(a[2]) {
		panic(py.Errorf(py.TypeError, "lax.fori_loop: body_fun argument should be callable."))
	}
	lower, upper := ToArray(t, a[0]), ToArray(t, a[1])
	in := takeApart(t, a[3], invalid(t))
	step := newBody(t, a[2], "fori_loop", a[0], a[3])
	options := carryOptions(t, a[2], 1, in)
	if a[4] != py.None && a[4] != py.Bool(false) {
		options = append(options, engine.Unroll(unrolled(t, a[4])))
	}
	y := engine.Fori(lower, upper, func(i engine.Array, x []engine.Array) []engine.Array {
		out := step.call(FromArray(i), in.rebuild(t, x))
		checkCarry(t, "scan body", "component loop_carry[1]", in.def, out.def)
		return out.data
	}, in.data, options...)
	return in.rebuild(t, y)
}

func unrolled(t *py.Thread, o py.Object) int {
	if b, ok := o.(py.Bool); ok {
		if b {
			return 0
		}
		return 1
	}
	return t.ToInt(o)
}

func scan(t *py.Thread, a []py.Object) py.Object {
	return shown(t, func() py.Object { return stagedScan(t, a) }, func() py.Object { return unstagedScan(t, a) })
}

func stagedScan(t *py.Thread, a []py.Object) py.Object {
	if !t.IsCallable(a[0]) {
		panic(py.Errorf(py.TypeError, "lax.scan: f argument should be a callable."))
	}
	in, over := takeApart(t, a[1], invalid(t)), takeApart(t, a[2], invalid(t))
	for i, x := range over.data {
		if x.Rank() == 0 {
			leaves, _ := Flatten(t, a[2], nil)
			panic(py.Errorf(py.ValueError, "scan got value with no leading axis to scan over: %s.", t.Str(leaves[i])))
		}
	}
	length := -1
	if a[3] != py.None {
		length = t.ToInt(a[3])
	}
	b := newBody(t, a[0], "scan", a[1], over.element(t))
	options := append(carryOptions(t, a[0], 0, in), engine.Unroll(unrolled(t, a[5])))
	if t.Truth(a[4]) {
		options = append(options, engine.Reverse)
	}
	var ys *arrays
	last, stacked := engine.Scan(func(c, x []engine.Array) ([]engine.Array, []engine.Array) {
		out := b.call(in.rebuild(t, c), over.rebuild(t, x))
		if out.def.kind != tupleNode && out.def.kind != listNode || len(out.def.children) != 2 {
			panic(py.Errorf(py.TypeError, "scan body output must be a pair, got %s.", out.described(t)))
		}
		carry := out.def.children[0]
		checkCarry(t, "scan body", carryName(t, a[0], 0), in.def, carry)
		n := carry.leaves
		ys = &arrays{def: out.def.children[1], data: out.data[n:], keys: out.keys[n:]}
		return out.data[:n], out.data[n:]
	}, in.data, over.data, length, options...)
	return py.NewTuple(in.rebuild(t, last), ys.rebuild(t, stacked))
}

// element is a pytree like an element of a along the first axis, for naming its
// leaves.
func (a *arrays) element(t *py.Thread) py.Object { return a.rebuild(t, a.data) }

// described prints a pytree of types.
func (a *arrays) described(t *py.Thread) string {
	leaves := make([]py.Object, len(a.data))
	for i, x := range a.data {
		v := &Array{data: x, key: a.keys[i]}
		leaves[i] = &typeText{v.weakLong()}
	}
	return t.Repr(a.def.Unflatten(t, leaves))
}

// A typeText prints as a type in error messages.
type typeText struct{ text string }

var typeTextType = &py.Type{Name: "ShapedArray", Module: "jax.core", Final: true}

// Type returns the class.
func (*typeText) Type() *py.Type { return typeTextType }

// Repr implements [py.Representer].
func (x *typeText) Repr(*py.Thread) string { return x.text }

func mapElements(t *py.Thread, a []py.Object) py.Object {
	over := takeApart(t, a[1], invalid(t))
	if a[2] != py.None {
		return t.Call(vmap(t, []py.Object{a[0], py.Int(0), py.Int(0), py.None, py.None}), a[1])
	}
	return shown(t, func() py.Object {
		b := newBody(t, a[0], "map", over.element(t))
		y := engine.Map(func(x []engine.Array) []engine.Array { return b.call(over.rebuild(t, x)).data }, over.data, OnStage(t))
		return b.out.rebuild(t, y)
	}, func() py.Object { return unstagedMap(t, a[0], over) })
}

// associativeScan combines neighbours, scans the half that is left, and fills in
// the elements between (Blelloch).
func associativeScan(t *py.Thread, a []py.Object) py.Object {
	requireCallable(t, a[0])
	in := takeApart(t, a[1], invalid(t))
	if len(in.data) == 0 {
		return a[1]
	}
	axis := Axis(t, a[3], in.data[0].Rank())
	x := slices.Clone(in.data)
	n := x[0].Shape()[axis]
	reverse := t.Truth(a[2])
	for i := range x {
		if x[i].Rank() <= axis || x[i].Shape()[axis] != n {
			panic(py.Errorf(py.ValueError, "Array inputs to associative_scan must have the same first dimension. (saw: %s)", Tuple(x[i].Shape())))
		}
		if reverse {
			x[i] = engine.Flip(x[i], axis)
		}
	}
	s := &associative{t: t, fn: a[0], tree: in, axis: axis}
	y := s.scan(x)
	if reverse {
		for i := range y {
			y[i] = engine.Flip(y[i], axis)
		}
	}
	return in.rebuild(t, y)
}

type associative struct {
	t    *py.Thread
	fn   py.Object
	tree *arrays
	axis int
}

func (s *associative) combine(x, y []engine.Array) []engine.Array {
	return takeApart(s.t, s.t.Call(s.fn, s.tree.rebuild(s.t, x), s.tree.rebuild(s.t, y)), invalid(s.t)).data
}

// every returns the elements from start on, at most limit, with a stride.
func (s *associative) every(x []engine.Array, start, limit, stride int) []engine.Array {
	out := make([]engine.Array, len(x))
	for i, a := range x {
		first, last, step := make([]int, a.Rank()), slices.Clone(a.Shape()), slices.Repeat([]int{1}, a.Rank())
		first[s.axis], last[s.axis], step[s.axis] = start, max(start, limit), stride
		out[i] = engine.StridedSlice(a, first, last, step)
	}
	return out
}

func (s *associative) scan(x []engine.Array) []engine.Array {
	n := x[0].Shape()[s.axis]
	if n < 2 {
		return x
	}
	odd := s.scan(s.combine(s.every(x, 0, n-1, 2), s.every(x, 1, n, 2)))
	half := odd[0].Shape()[s.axis]
	before := odd
	if n%2 == 0 {
		before = s.every(odd, 0, half-1, 1)
	}
	even := s.every(x, 2, n, 2)
	if n > 2 {
		even = s.combine(before, even)
	}
	out := make([]engine.Array, len(x))
	for i := range x {
		all := engine.Concatenate([]engine.Array{engine.Slice(x[i], s.axis, 0, 1), even[i]}, s.axis)
		out[i] = interleave(all, odd[i], s.axis)
	}
	return out
}

// interleave returns the elements of x and y in turn; x has as many or one more.
func interleave(x, y engine.Array, axis int) engine.Array {
	n, m := x.Shape()[axis], y.Shape()[axis]
	pair := engine.Stack([]engine.Array{engine.Slice(x, axis, 0, m), y}, axis+1)
	shape := slices.Clone(x.Shape())
	shape[axis] = 2 * m
	both := engine.Reshape(pair, shape...)
	if n == m {
		return both
	}
	return engine.Concatenate([]engine.Array{both, engine.Slice(x, axis, m, n)}, axis)
}
