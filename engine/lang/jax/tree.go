package jax

import (
	"slices"
	"strings"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// A treeKind says what sort of container a node of a pytree is.
type treeKind uint8

const (
	leafNode treeKind = iota
	noneNode
	tupleNode
	listNode
	dictNode
	namedTupleNode
	orderedDictNode
	defaultDictNode
	customNode
)

// A TreeDef is the structure of a pytree: everything but its leaves.
type TreeDef struct {
	kind     treeKind
	class    *py.Type    // of named tuples, dicts with a class, custom nodes
	keys     []py.Object // of dicts, in the order of the children
	aux      py.Object   // of custom nodes and default dicts
	node     *nodeType   // of custom nodes
	children []*TreeDef
	leaves   int
}

// TreeDefType is the class of pytree structures.
var TreeDefType = &py.Type{Name: "PyTreeDef", Module: "jaxlib._jax.pytree", Final: true}

// Type returns [TreeDefType].
func (*TreeDef) Type() *py.Type { return TreeDefType }

// A nodeType is a class that is registered as a container.
type nodeType struct {
	// flatten returns the children, the keys of their paths, which may be nil,
	// and the rest.
	flatten func(t *py.Thread, o py.Object) (children, keys []py.Object, aux py.Object)
	// unflatten is the inverse.
	unflatten func(t *py.Thread, aux py.Object, children []py.Object) py.Object
}

// builtinNodes are containers that Go packages define.
var builtinNodes = map[*py.Type]*nodeType{}

func nodeOf(t *py.Thread, class *py.Type) *nodeType {
	if n, ok := builtinNodes[class]; ok {
		return n
	}
	return stateOf(t).nodes[class]
}

var leafDef = &TreeDef{kind: leafNode, leaves: 1}

// A flattener walks a pytree.
type flattener struct {
	t      *py.Thread
	isLeaf py.Object // a predicate, or nil
	leaves []py.Object
	paths  [][]py.Object // of the leaves, where withPaths
	path   []py.Object

	withPaths bool
}

// Flatten returns the leaves of a pytree, in order, and its structure. isLeaf,
// which may be nil or None, ends the descent where it returns true.
func Flatten(t *py.Thread, tree, isLeaf py.Object) ([]py.Object, *TreeDef) {
	f := &flattener{t: t, isLeaf: isLeaf}
	def := f.visit(tree)
	return f.leaves, def
}

// flattenWithPaths also returns the keys that lead to each leaf.
func flattenWithPaths(t *py.Thread, tree, isLeaf py.Object) (leaves []py.Object, paths [][]py.Object, def *TreeDef) {
	f := &flattener{t: t, isLeaf: isLeaf, withPaths: true}
	def = f.visit(tree)
	return f.leaves, f.paths, def
}

func (f *flattener) leaf(o py.Object) *TreeDef {
	f.leaves = append(f.leaves, o)
	if f.withPaths {
		f.paths = append(f.paths, slices.Clone(f.path))
	}
	return leafDef
}

func (f *flattener) visit(o py.Object) *TreeDef {
	if f.isLeaf != nil && f.isLeaf != py.None && f.t.Truth(f.t.Call(f.isLeaf, o)) {
		return f.leaf(o)
	}
	def, children, keys := f.open(o)
	if def.kind == leafNode {
		return f.leaf(o)
	}
	// A container may contain itself: count the depth as calls.
	f.t.Tick()
	if len(f.path) > 1000 {
		panic(py.Errorf(py.RecursionError, "maximum recursion depth exceeded while flattening a pytree"))
	}
	for i, c := range children {
		f.path = append(f.path, keys(i))
		child := f.visit(c)
		f.path = f.path[:len(f.path)-1]
		def.children = append(def.children, child)
		def.leaves += child.leaves
	}
	return def
}

// open returns one level of a pytree: the structure without children, the
// children, and the keys of their paths.
func (f *flattener) open(o py.Object) (def *TreeDef, children []py.Object, keys func(i int) py.Object) {
	def, children, keyList := openNode(f.t, o)
	keys = func(int) py.Object { return nil }
	if !f.withPaths {
		return def, children, keys
	}
	switch def.kind {
	case tupleNode, listNode:
		keys = func(i int) py.Object { return &pathKey{sequenceKeyType, py.Int(i)} }
	case dictNode, orderedDictNode, defaultDictNode:
		keys = func(i int) py.Object { return &pathKey{dictKeyType, def.keys[i]} }
	case namedTupleNode:
		fields := f.t.Elements(f.t.GetAttr(def.class, "_fields"))
		keys = func(i int) py.Object { return &pathKey{attributeKeyType, fields[i]} }
	case customNode:
		keys = func(i int) py.Object {
			if keyList != nil {
				return keyList[i]
			}
			return &pathKey{indexKeyType, py.Int(i)}
		}
	}
	return def, children, keys
}

func openNode(t *py.Thread, o py.Object) (def *TreeDef, children, keys []py.Object) {
	class := o.Type()
	if n := nodeOf(t, class); n != nil {
		children, keys, aux := n.flatten(t, o)
		return &TreeDef{kind: customNode, class: class, aux: aux, node: n}, children, keys
	}
	switch v := o.(type) {
	case *py.Singleton:
		if v == py.None {
			return &TreeDef{kind: noneNode}, nil, nil
		}
	case *py.List:
		if class == py.ListType {
			return &TreeDef{kind: listNode}, slices.Clone(v.Elems), nil
		}
	case *py.Tuple:
		if class == py.TupleType {
			return &TreeDef{kind: tupleNode}, v.Elems, nil
		}
		if class.Lookup("_fields") != nil {
			return &TreeDef{kind: namedTupleNode, class: class}, v.Elems, nil
		}
	case *py.Dict:
		return openDict(t, v)
	}
	return leafDef, nil, nil
}

func openDict(t *py.Thread, d *py.Dict) (def *TreeDef, children, keys []py.Object) {
	class := d.Type()
	switch {
	case class == py.DictType:
		def = &TreeDef{kind: dictNode, keys: sortedKeys(t, d)}
	case class.Name == "OrderedDict" && class.Module == "collections":
		def = &TreeDef{kind: orderedDictNode, class: class, keys: d.Keys()}
	case class.Name == "defaultdict" && class.Module == "collections":
		def = &TreeDef{kind: defaultDictNode, class: class, keys: sortedKeys(t, d), aux: t.GetAttr(d, "default_factory")}
	default:
		return leafDef, nil, nil
	}
	for _, k := range def.keys {
		children = append(children, d.Get(t, k))
	}
	return def, children, nil
}

func sortedKeys(t *py.Thread, d *py.Dict) []py.Object {
	keys := slices.Clone(d.Keys())
	names := make([]string, 0, len(keys))
	for _, k := range keys {
		if s, ok := k.(py.Str); ok {
			names = append(names, string(s))
		}
	}
	if len(names) == len(keys) {
		slices.Sort(names)
		for i, n := range names {
			keys[i] = py.Str(n)
		}
		return keys
	}
	if e := t.Try(func() { t.Sort(keys, py.None, false) }); e != nil {
		if e.IsA(py.TypeError) {
			panic(py.Errorf(py.ValueError, "Comparator raised exception while sorting pytree dictionary keys."))
		}
		panic(e)
	}
	return keys
}

// Unflatten builds the pytree of the structure around leaves.
func (d *TreeDef) Unflatten(t *py.Thread, leaves []py.Object) py.Object {
	if len(leaves) < d.leaves {
		panic(py.Errorf(py.ValueError, "Too few leaves for PyTreeDef; expected %d, got %d", d.leaves, len(leaves)))
	}
	if len(leaves) > d.leaves {
		panic(py.Errorf(py.ValueError, "Too many leaves for PyTreeDef; expected %d.", d.leaves))
	}
	tree, _ := d.build(t, leaves)
	return tree
}

// build takes the leaves it needs off the front.
func (d *TreeDef) build(t *py.Thread, leaves []py.Object) (tree py.Object, rest []py.Object) {
	switch d.kind {
	case leafNode:
		return leaves[0], leaves[1:]
	case noneNode:
		return py.None, leaves
	}
	children := make([]py.Object, len(d.children))
	for i, c := range d.children {
		children[i], leaves = c.build(t, leaves)
	}
	return d.assemble(t, children), leaves
}

// assemble builds one level.
func (d *TreeDef) assemble(t *py.Thread, children []py.Object) py.Object {
	switch d.kind {
	case noneNode:
		return py.None
	case tupleNode:
		return py.NewTuple(children...)
	case listNode:
		return py.NewList(children...)
	case namedTupleNode:
		return py.NewTupleOf(d.class, children)
	case customNode:
		return d.node.unflatten(t, d.aux, children)
	}
	var dict *py.Dict
	switch d.kind {
	case dictNode:
		dict = py.NewDict()
	case orderedDictNode:
		dict = t.Call(d.class).(*py.Dict)
	default:
		dict = t.Call(d.class, d.aux).(*py.Dict)
	}
	for i, k := range d.keys {
		dict.Set(t, k, children[i])
	}
	return dict
}

// sameNode reports whether two nodes are alike, apart from their children.
func (d *TreeDef) sameNode(t *py.Thread, o *TreeDef) bool {
	return d.kind == o.kind && d.class == o.class && len(d.children) == len(o.children) && d.sameData(t, o)
}

func (d *TreeDef) sameData(t *py.Thread, o *TreeDef) bool {
	if len(d.keys) != len(o.keys) {
		return false
	}
	for i := range d.keys {
		if !t.Equal(d.keys[i], o.keys[i]) {
			return false
		}
	}
	switch {
	case d.aux == nil || o.aux == nil:
		return d.aux == o.aux
	}
	return py.Is(d.aux, o.aux) || t.Equal(d.aux, o.aux)
}

// Equal reports whether two structures are the same.
func (d *TreeDef) Equal(t *py.Thread, o *TreeDef) bool {
	if d == o {
		return true
	}
	if d.leaves != o.leaves || !d.sameNode(t, o) {
		return false
	}
	for i := range d.children {
		if !d.children[i].Equal(t, o.children[i]) {
			return false
		}
	}
	return true
}

// Binary implements [py.Operand].
func (d *TreeDef) Binary(t *py.Thread, op ast.Operator, other py.Object, _ bool) py.Object {
	o, ok := other.(*TreeDef)
	if !ok || op != ast.Eq && op != ast.Ne {
		return py.NotImplemented
	}
	return py.Bool(d.Equal(t, o) == (op == ast.Eq))
}

// Hash implements [py.Hasher].
func (d *TreeDef) Hash(t *py.Thread) uint64 { return t.Hash(py.Str(d.text(t))) }

// Repr implements [py.Representer].
func (d *TreeDef) Repr(t *py.Thread) string { return "PyTreeDef(" + d.text(t) + ")" }

func (d *TreeDef) text(t *py.Thread) string {
	parts := make([]string, len(d.children))
	for i, c := range d.children {
		parts[i] = c.text(t)
	}
	list := strings.Join(parts, ", ")
	switch d.kind {
	case leafNode:
		return "*"
	case noneNode:
		return "None"
	case listNode:
		return "[" + list + "]"
	case tupleNode:
		if len(parts) == 1 {
			return "(" + list + ",)"
		}
		return "(" + list + ")"
	case dictNode:
		for i, k := range d.keys {
			parts[i] = t.Repr(k) + ": " + parts[i]
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	name, data := d.class.Name, ""
	switch d.kind {
	case namedTupleNode:
		name, data = "namedtuple", d.class.Name
	case orderedDictNode:
		data = t.Repr(py.NewTuple(d.keys...))
	case defaultDictNode:
		data = t.Repr(py.NewTuple(d.aux, py.NewTuple(d.keys...)))
	default:
		data = t.Str(d.aux)
	}
	return "CustomNode(" + name + "[" + data + "], [" + list + "])"
}

// flattenUpTo returns the subtrees of a pytree at the leaves of d, which is a
// prefix of its structure; what names the pytree in error messages.
func (d *TreeDef) flattenUpTo(t *py.Thread, tree py.Object, what string) []py.Object {
	var out []py.Object
	d.collectUpTo(t, tree, what, &out)
	return out
}

func (d *TreeDef) collectUpTo(t *py.Thread, tree py.Object, what string, out *[]py.Object) {
	switch d.kind {
	case leafNode:
		*out = append(*out, tree)
		return
	}
	o, children, _ := openNode(t, tree)
	o.children = make([]*TreeDef, len(children))
	if !d.sameNode(t, o) {
		panic(d.mismatch(t, o, tree.Type(), what))
	}
	for i, c := range children {
		d.children[i].collectUpTo(t, c, what+d.pathText(t, i), out)
	}
}

// pathText is how a child is reached, in the notation of keystr.
func (d *TreeDef) pathText(t *py.Thread, i int) string {
	switch d.kind {
	case dictNode, orderedDictNode, defaultDictNode:
		return "[" + t.Repr(d.keys[i]) + "]"
	case namedTupleNode:
		return "." + t.Str(t.Elements(t.GetAttr(d.class, "_fields"))[i])
	case customNode:
		return "[<flat index " + t.Repr(py.Int(i)) + ">]"
	}
	return "[" + t.Repr(py.Int(i)) + "]"
}

func (d *TreeDef) typeOf() *py.Type {
	switch d.kind {
	case noneNode:
		return py.NoneType
	case tupleNode:
		return py.TupleType
	case listNode:
		return py.ListType
	case dictNode:
		return py.DictType
	case leafNode:
		return py.ObjectType
	}
	return d.class
}

// mismatch is JAX's error for pytrees that do not fit together.
func (d *TreeDef) mismatch(t *py.Thread, o *TreeDef, class *py.Type, what string) *py.Exception {
	switch {
	case d.kind != o.kind || d.class != o.class:
		return py.Errorf(py.ValueError, "pytree structure error: different types at key path\n    %s\n"+
			"At that key path, the prefix pytree %s has a subtree of type\n    %s\nbut at the same key path the full pytree has a subtree of different type\n    %s.",
			what, root(what), t.Repr(d.typeOf()), t.Repr(class))
	case len(d.children) != len(o.children) && d.kind != dictNode:
		return py.Errorf(py.ValueError, "pytree structure error: different lengths of %s at key path\n    %s\n"+
			"At that key path, the prefix pytree %s has a subtree of type %s of length %d, but the full pytree has a subtree of the same type but of length %d.",
			d.typeOf().Name, what, root(what), d.typeOf().Name, len(d.children), len(o.children))
	}
	return py.Errorf(py.ValueError, "pytree structure error: different pytree metadata at key path\n    %s\n"+
		"At that key path, the prefix pytree %s has a subtree of type\n    %s\nwith metadata\n    %s\nbut at the same key path the full pytree has a subtree of the same type but with metadata\n    %s",
		what, root(what), t.Repr(d.typeOf()), t.Repr(d.metadata()), t.Repr(o.metadata()))
}

func root(what string) string {
	if i := strings.IndexAny(what, "[."); i > 0 {
		return what[:i]
	}
	return what
}

func (d *TreeDef) metadata() py.Object {
	switch d.kind {
	case dictNode, orderedDictNode:
		return py.NewTuple(d.keys...)
	case namedTupleNode:
		return d.class
	case defaultDictNode:
		return py.NewTuple(d.aux, py.NewTuple(d.keys...))
	case customNode:
		return d.aux
	}
	return py.None
}
