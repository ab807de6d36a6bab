// Package tree flattens nested Go values into lists of leaves and rebuilds
// them: JAX's pytrees, with structs, maps, slices and arrays as nodes.
package tree

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"sync"

	"fluxion/engine/internal/ir"
)

// A Node is a user's container type: Children lists what it contains, and
// WithChildren builds one of the same type from other children.
type Node interface {
	Children() []any
	WithChildren(children []any) any
}

var nodeType = reflect.TypeFor[Node]()

// A Structure is the shape of a nested value: everything but its leaves.
type Structure struct {
	typ      reflect.Type
	kind     kind
	keys     []reflect.Value // of a map, sorted
	children []*Structure
	static   reflect.Value // fields that are no leaves, and custom nodes
}

type kind uint8

const (
	leaf kind = iota
	fixed
	structure
	mapping
	sequence
	pointer
	custom
)

// Flatten returns the leaves of type L in v, in order of fields, indices and
// sorted keys, and the structure around them. Values that contain no leaf are
// part of the structure.
//
// A value that contains itself, or is nested deeper than 1,000 levels, panics
// with *ir.Error.
func Flatten[L any](v any) ([]L, *Structure) {
	f := flattener{leafType: reflect.TypeFor[L]()}
	s := f.visit(reflect.ValueOf(v), "")
	leaves := make([]L, len(f.leaves))
	for i, l := range f.leaves {
		leaves[i] = l.Interface().(L)
	}
	return leaves, s
}

// Paths returns the key path of every leaf, for example ".W[2]" or
// "['bias']".
func Paths[L any](v any) []string {
	f := flattener{leafType: reflect.TypeFor[L](), named: true}
	f.visit(reflect.ValueOf(v), "")
	return f.paths
}

// Unflatten rebuilds a value of the structure s around other leaves.
func Unflatten[L any](s *Structure, leaves []L) any {
	if n := s.leaves(); n != len(leaves) {
		panic(fmt.Sprintf("tree: %d leaves given, the structure has %d", len(leaves), n))
	}
	next := 0
	return toAny(s.build(func(reflect.Type) reflect.Value {
		next++
		return reflect.ValueOf(leaves[next-1])
	}))
}

func (s *Structure) leaves() int {
	if s.kind == leaf {
		return 1
	}
	n := 0
	for _, c := range s.children {
		n += c.leaves()
	}
	return n
}

// toAny returns what v holds; nil where a nil interface stood.
func toAny(v reflect.Value) any {
	if !v.IsValid() {
		return nil
	}
	return v.Interface()
}

type flattener struct {
	leafType reflect.Type
	leaves   []reflect.Value
	named    bool // whether paths are wanted
	paths    []string
	depth    int
}

// join returns the path of a child.
func (f *flattener) join(path string, child func() string) string {
	if !f.named {
		return ""
	}
	return path + child()
}

func (f *flattener) index(path string, i int) string {
	return f.join(path, func() string { return "[" + strconv.Itoa(i) + "]" })
}

// maxDepth bounds the nesting of values: only cycles go deeper.
const maxDepth = 1000

func (f *flattener) visit(v reflect.Value, path string) *Structure {
	if f.depth++; f.depth > maxDepth {
		panic(&ir.Error{Op: "tree", Kind: ir.ValueError, Reason: fmt.Sprintf("a value of type %v is nested deeper than %d levels: it may contain a cycle", v.Type(), maxDepth)})
	}
	defer func() { f.depth-- }()
	if !v.IsValid() {
		return &Structure{kind: fixed, static: v}
	}
	t := v.Type()
	s := &Structure{typ: t, static: v}
	switch {
	case t == f.leafType:
		s.kind = leaf
		f.leaves = append(f.leaves, v)
		if f.named {
			f.paths = append(f.paths, path)
		}
	case t.Implements(nodeType):
		s.kind = custom
		for i, c := range v.Interface().(Node).Children() {
			s.children = append(s.children, f.visit(reflect.ValueOf(c), f.index(path, i)))
		}
	case !contains(t, f.leafType):
		s.kind = fixed
	case t.Kind() == reflect.Struct:
		s.kind = structure
		for i := range t.NumField() {
			if !t.Field(i).IsExported() {
				s.children = append(s.children, &Structure{kind: fixed, typ: t.Field(i).Type, static: v.Field(i)})
				continue
			}
			s.children = append(s.children, f.visit(v.Field(i), f.join(path, func() string { return "." + t.Field(i).Name })))
		}
	case t.Kind() == reflect.Slice, t.Kind() == reflect.Array:
		s.kind = sequence
		for i := range v.Len() {
			s.children = append(s.children, f.visit(v.Index(i), f.index(path, i)))
		}
	case t.Kind() == reflect.Map:
		s.kind = mapping
		s.keys = v.MapKeys()
		slices.SortFunc(s.keys, compareKeys)
		for _, k := range s.keys {
			s.children = append(s.children, f.visit(v.MapIndex(k), f.join(path, func() string { return fmt.Sprintf("[%#v]", k.Interface()) })))
		}
	case t.Kind() == reflect.Pointer && !v.IsNil():
		s.kind = pointer
		s.children = []*Structure{f.visit(v.Elem(), path)}
	case t.Kind() == reflect.Interface && !v.IsNil():
		return f.visit(v.Elem(), path)
	default:
		s.kind = fixed
	}
	return s
}

// build makes a value of the structure around leaves, which next returns.
func (s *Structure) build(next func(reflect.Type) reflect.Value) reflect.Value {
	switch s.kind {
	case leaf:
		return next(s.typ)
	case structure:
		v := reflect.New(s.typ).Elem()
		v.Set(s.static)
		for i, c := range s.children {
			if c.kind != fixed {
				v.Field(i).Set(c.build(next))
			}
		}
		return v
	case sequence:
		v := reflect.New(s.typ).Elem()
		if s.typ.Kind() == reflect.Slice && s.static.IsNil() {
			return v
		}
		if s.typ.Kind() == reflect.Slice {
			v.Set(reflect.MakeSlice(s.typ, len(s.children), len(s.children)))
		}
		for i, c := range s.children {
			set(v.Index(i), c.build(next))
		}
		return v
	case mapping:
		if s.static.IsNil() {
			return reflect.Zero(s.typ)
		}
		v := reflect.MakeMapWithSize(s.typ, len(s.keys))
		for i, k := range s.keys {
			v.SetMapIndex(k, orZero(s.children[i].build(next), s.typ.Elem()))
		}
		return v
	case pointer:
		v := reflect.New(s.typ.Elem())
		v.Elem().Set(s.children[0].build(next))
		return v
	case custom:
		children := make([]any, len(s.children))
		for i, c := range s.children {
			children[i] = toAny(c.build(next))
		}
		return reflect.ValueOf(s.static.Interface().(Node).WithChildren(children))
	}
	return s.static
}

// set assigns v, which is invalid where a nil interface stood.
func set(dst, v reflect.Value) {
	if v.IsValid() {
		dst.Set(v)
	}
}

// orZero returns v, or the zero value where a nil interface stood.
func orZero(v reflect.Value, t reflect.Type) reflect.Value {
	if v.IsValid() {
		return v
	}
	return reflect.Zero(t)
}

// compareKeys orders keys as numbers or text; keys of several types by type.
func compareKeys(a, b reflect.Value) int {
	if a.Kind() == reflect.Interface {
		a, b = a.Elem(), b.Elem()
	}
	switch {
	case a.Kind() != b.Kind():
		return cmp.Compare(a.Kind(), b.Kind())
	case a.CanInt():
		return cmp.Compare(a.Int(), b.Int())
	case a.CanUint():
		return cmp.Compare(a.Uint(), b.Uint())
	case a.CanFloat():
		return cmp.Compare(a.Float(), b.Float())
	}
	return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
}

// contains reports whether values of type t can hold a leaf; interfaces can
// hold anything.
func contains(t, leafType reflect.Type) bool {
	key := [2]reflect.Type{t, leafType}
	known, ok := containsCache.Load(key)
	if !ok {
		known = search(t, leafType, map[reflect.Type]bool{})
		containsCache.Store(key, known)
	}
	return known.(bool)
}

var containsCache sync.Map

// search looks for the leaf type in t; a type that recurs adds nothing new.
func search(t, leafType reflect.Type, visited map[reflect.Type]bool) bool {
	if t == leafType || t.Implements(nodeType) || t.Kind() == reflect.Interface {
		return true
	}
	if visited[t] {
		return false
	}
	visited[t] = true
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && search(f.Type, leafType, visited) {
				return true
			}
		}
	case reflect.Slice, reflect.Array, reflect.Map, reflect.Pointer:
		return search(t.Elem(), leafType, visited)
	}
	return false
}

// Equal reports whether two structures are the same: types, lengths and keys.
func (s *Structure) Equal(o *Structure) bool {
	if s.kind != o.kind || s.typ != o.typ || len(s.children) != len(o.children) {
		return false
	}
	for i := range s.keys {
		if !s.keys[i].Equal(o.keys[i]) {
			return false
		}
	}
	for i := range s.children {
		if !s.children[i].Equal(o.children[i]) {
			return false
		}
	}
	return true
}
