package jax

import (
	"slices"
	"strings"

	"fluxion/engine/lang/py"
)

// requireDisjoint panics if an argument is static and donated.
func (j *jitted) requireDisjoint(t *py.Thread) {
	var both []string
	for _, name := range j.donateNames {
		if slices.Contains(j.staticNames, name) {
			both = append(both, t.Repr(py.Str(name)))
		}
	}
	if both != nil {
		panic(py.Errorf(py.ValueError, "static_argnames and donate_argnames cannot intersect. Argument names {%s} appear in both static_argnames and donate_argnames",
			strings.Join(both, ", ")))
	}
}

// requireKept panics if an argument was deleted.
func (tr *trace) requireKept() {
	for i, x := range tr.in.data {
		if x.IsDeleted() {
			panic(py.Errorf(py.ValueError, "INVALID_ARGUMENT: Invalid buffer passed to Execute() as argument %d to replica 0: INVALID_ARGUMENT: Buffer has been deleted or donated.", i))
		}
	}
}

// donate returns what deletes the donated arrays among the arguments after a
// call of a trace: as many as results take the place of, and none while
// something is traced. An engine's array may be that of several Python objects,
// of which only the given one is deleted.
func (j *jitted) donate(t *py.Thread, tr *trace, args []py.Object, keywords []py.Keyword) (deletion func()) {
	if j.donateNums == nil && j.donateNames == nil || len(stateOf(t).tracing) > 0 {
		return func() {}
	}
	var donated []py.Object
	add := func(o py.Object) {
		leaves, _ := Flatten(t, o, nil)
		donated = append(donated, leaves...)
	}
	for i, a := range args {
		if slices.Contains(j.donateNums, i) {
			add(a)
		}
	}
	for _, k := range keywords {
		if slices.Contains(j.donateNames, k.Name) {
			add(k.Value)
		}
	}
	_, tree := j.separate(t, args, keywords)
	leaves, _ := Flatten(t, tree, nil)
	var given []int
	for i, l := range leaves {
		if x, ok := l.(*Array); ok && slices.Contains(donated, l) {
			if x.data.IsTraced() {
				return func() {}
			}
			given = append(given, i)
		}
	}
	used := tr.program.Usable(given)
	return func() {
		for _, i := range used {
			x := leaves[i].(*Array)
			x.data = x.data.Deleted()
		}
	}
}
