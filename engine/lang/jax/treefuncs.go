package jax

import (
	"slices"

	"fluxion/engine/lang/py"
)

// treeFuncs are the functions of jax.tree; jax.tree_util has them with names
// that begin with tree_.
var treeFuncs = []py.Func{
	{Sig: "map(f, tree, *rest, is_leaf=None)", Doc: "The tree with f applied to each leaf and those of the other trees at its place.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		leaves, def := Flatten(t, a[1], a[3])
		columns := alongside(t, def, a[2])
		return def.Unflatten(t, mapLeaves(leaves, func(i int, l py.Object) py.Object { return t.Call(a[0], columns(i, l)...) }))
	}},
	{Sig: "flatten(tree, is_leaf=None)", Doc: "The leaves of a tree and its structure.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		leaves, def := Flatten(t, a[0], a[1])
		return py.NewTuple(py.NewList(leaves...), def)
	}},
	{Sig: "unflatten(treedef, leaves)", Doc: "The tree of a structure around leaves.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return definition(t, a[0]).Unflatten(t, slices.Clone(t.Elements(a[1])))
	}},
	{Sig: "leaves(tree, is_leaf=None)", Doc: "The leaves of a tree.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		leaves, _ := Flatten(t, a[0], a[1])
		return py.NewList(leaves...)
	}},
	{Sig: "structure(tree, is_leaf=None)", Doc: "The structure of a tree.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		_, def := Flatten(t, a[0], a[1])
		return def
	}},
	{Sig: "reduce(function, tree, initializer?, is_leaf=None)", Doc: "The leaves combined one after the other.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		leaves, _ := Flatten(t, a[1], a[3])
		result := a[2]
		for _, l := range leaves {
			if result == nil {
				result = l
			} else {
				result = t.Call(a[0], result, l)
			}
		}
		if result == nil {
			panic(py.Errorf(py.TypeError, "reduce() of empty iterable with no initial value"))
		}
		return result
	}},
	{Sig: "all(tree, *, is_leaf=None)", Doc: "Whether all leaves are true.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		leaves, _ := Flatten(t, a[0], a[1])
		return py.Bool(!slices.ContainsFunc(leaves, func(l py.Object) bool { return !t.Truth(l) }))
	}},
	{Sig: "transpose(outer_treedef, inner_treedef, pytree_to_transpose)", Doc: "A tree of trees turned inside out.", Impl: treeTranspose},
	{Sig: "broadcast(prefix_tree, full_tree, is_leaf=None)", Doc: "The leaves of a prefix repeated for those of the full tree.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		prefix, def := Flatten(t, a[0], a[2])
		var leaves []py.Object
		for i, sub := range def.flattenUpTo(t, a[1], "full_tree") {
			_, d := Flatten(t, sub, a[2])
			leaves = append(leaves, slices.Repeat(prefix[i:i+1], d.leaves)...)
		}
		_, full := Flatten(t, a[1], a[2])
		return full.Unflatten(t, leaves)
	}},
	{Sig: "flatten_with_path(tree, is_leaf=None)", Doc: "Pairs of key path and leaf, and the structure.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		list, def := leavesWithPath(t, a[0], a[1])
		return py.NewTuple(list, def)
	}},
	{Sig: "leaves_with_path(tree, is_leaf=None)", Doc: "Pairs of key path and leaf.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		list, _ := leavesWithPath(t, a[0], a[1])
		return list
	}},
	{Sig: "map_with_path(f, tree, *rest, is_leaf=None)", Doc: "The tree with f applied to the key path of each leaf and the leaves there.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		leaves, paths, def := flattenWithPaths(t, a[1], a[3])
		columns := alongside(t, def, a[2])
		return def.Unflatten(t, mapLeaves(leaves, func(i int, l py.Object) py.Object {
			return t.Call(a[0], append([]py.Object{py.NewTuple(paths[i]...)}, columns(i, l)...)...)
		}))
	}},
}

// alongside returns for each leaf the list of it and of what other trees have at
// its place.
func alongside(t *py.Thread, def *TreeDef, rest py.Object) func(i int, leaf py.Object) []py.Object {
	var others [][]py.Object
	for _, tree := range rest.(*py.Tuple).Elems {
		others = append(others, def.flattenUpTo(t, tree, "tree_map tree"))
	}
	return func(i int, leaf py.Object) []py.Object {
		list := []py.Object{leaf}
		for _, o := range others {
			list = append(list, o[i])
		}
		return list
	}
}

func mapLeaves(leaves []py.Object, f func(i int, l py.Object) py.Object) []py.Object {
	out := make([]py.Object, len(leaves))
	for i, l := range leaves {
		out[i] = f(i, l)
	}
	return out
}

func leavesWithPath(t *py.Thread, tree, isLeaf py.Object) (list py.Object, def *TreeDef) {
	leaves, paths, def := flattenWithPaths(t, tree, isLeaf)
	return py.NewList(mapLeaves(leaves, func(i int, l py.Object) py.Object { return py.NewTuple(py.NewTuple(paths[i]...), l) })...), def
}

func definition(t *py.Thread, o py.Object) *TreeDef {
	d, ok := o.(*TreeDef)
	if !ok {
		panic(py.Errorf(py.TypeError, "a PyTreeDef is expected, got %s", t.Repr(o.Type())))
	}
	return d
}

func treeTranspose(t *py.Thread, a []py.Object) py.Object {
	outer := definition(t, a[0])
	subtrees := outer.flattenUpTo(t, a[2], "pytree_to_transpose")
	var inner *TreeDef
	if a[1] == py.None {
		if len(subtrees) == 0 {
			panic(py.Errorf(py.ValueError, "outer_treedef must have at least one leaf"))
		}
		_, inner = Flatten(t, subtrees[0], nil)
	} else {
		inner = definition(t, a[1])
	}
	columns := make([][]py.Object, inner.leaves)
	for _, sub := range subtrees {
		for k, l := range inner.flattenUpTo(t, sub, "pytree_to_transpose") {
			columns[k] = append(columns[k], l)
		}
	}
	leaves := make([]py.Object, len(columns))
	for k, c := range columns {
		leaves[k] = outer.Unflatten(t, c)
	}
	return inner.Unflatten(t, leaves)
}

// TreeModule is jax.tree.
var TreeModule = &py.ModuleSpec{Name: "jax.tree", Doc: "Pytrees: nested containers with arrays as leaves.", Funcs: treeFuncs}

// TreeUtilModule is jax.tree_util.
var TreeUtilModule = &py.ModuleSpec{
	Name: "jax.tree_util",
	Doc:  "Pytrees, and how classes become containers.",
	Values: map[string]py.Object{
		"Partial": partialType, "PyTreeDef": TreeDefType,
		"SequenceKey": sequenceKeyType, "DictKey": dictKeyType, "GetAttrKey": attributeKeyType, "FlattenedIndexKey": indexKeyType,
	},
}

func init() {
	for _, f := range treeFuncs {
		f.Sig = "tree_" + f.Sig
		TreeUtilModule.Funcs = append(TreeUtilModule.Funcs, f)
	}
	TreeUtilModule.Funcs = append(TreeUtilModule.Funcs, registerFuncs...)
	TreeUtilModule.Funcs = append(TreeUtilModule.Funcs,
		py.Func{Sig: "keystr(keys, *, simple=False, separator='')", Doc: "A key path as text.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return py.Str(keystr(t, t.Elements(a[0]), t.Truth(a[1]), t.Str(a[2])))
		}},
		py.Func{Sig: "treedef_is_leaf(treedef)", Doc: "Whether a structure is a single leaf.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return py.Bool(definition(t, a[0]).kind == leafNode)
		}},
		py.Func{Sig: "treedef_children(treedef)", Doc: "The structures of the children.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return definition(t, a[0]).childList()
		}},
		py.Func{Sig: "treedef_tuple(treedefs)", Doc: "The structure of a tuple.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			d := &TreeDef{kind: tupleNode}
			for _, e := range t.Elements(a[0]) {
				c := definition(t, e)
				d.children = append(d.children, c)
				d.leaves += c.leaves
			}
			return d
		}},
		py.Func{Sig: "all_leaves(iterable, is_leaf=None)", Doc: "Whether all elements are leaves.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			for _, e := range t.Elements(a[0]) {
				if _, def := Flatten(t, e, a[1]); def.kind != leafNode {
					return py.Bool(false)
				}
			}
			return py.Bool(true)
		}},
	)
	TreeDefType.Define(
		py.Property{Name: "num_leaves", Doc: "The number of leaves.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Int(o.(*TreeDef).leaves) }},
		py.Property{Name: "num_nodes", Doc: "The number of nodes, leaves included.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Int(o.(*TreeDef).nodes()) }},
		py.Func{Sig: "unflatten(self, leaves, /)", Doc: "The tree around leaves.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return a[0].(*TreeDef).Unflatten(t, slices.Clone(t.Elements(a[1])))
		}},
		py.Func{Sig: "flatten_up_to(self, tree, /)", Doc: "The subtrees at the leaves.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return py.NewList(a[0].(*TreeDef).flattenUpTo(t, a[1], "tree")...)
		}},
		py.Func{Sig: "children(self, /)", Doc: "The structures of the children.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return a[0].(*TreeDef).childList() }},
		py.Func{Sig: "compose(self, inner, /)", Doc: "The structure with another in place of each leaf.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return a[0].(*TreeDef).compose(definition(t, a[1]))
		}},
	)
}

func (d *TreeDef) childList() py.Object {
	list := make([]py.Object, len(d.children))
	for i, c := range d.children {
		list[i] = c
	}
	return py.NewList(list...)
}

func (d *TreeDef) nodes() int {
	n := 1
	for _, c := range d.children {
		n += c.nodes()
	}
	return n
}

func (d *TreeDef) compose(inner *TreeDef) *TreeDef {
	if d.kind == leafNode {
		return inner
	}
	c := *d
	c.children = make([]*TreeDef, len(d.children))
	c.leaves = 0
	for i, child := range d.children {
		c.children[i] = child.compose(inner)
		c.leaves += c.children[i].leaves
	}
	return &c
}
