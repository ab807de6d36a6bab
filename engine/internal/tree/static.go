package tree

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Static describes the values that are part of the structure, to tell apart
// calls that differ in them alone. It reports false where it cannot: a
// function may depend on anything.
func (s *Structure) Static() (text string, ok bool) {
	var b strings.Builder
	ok = s.describe(&b)
	return b.String(), ok
}

func (s *Structure) describe(b *strings.Builder) bool {
	switch s.kind {
	case leaf:
		b.WriteByte('*')
		return true
	case fixed:
		return describe(b, s.static, 0)
	case custom:
		// What a node holds besides its children shows in one without leaves.
		bare := s.build(func(t reflect.Type) reflect.Value { return reflect.Zero(t) })
		if !describe(b, bare, 0) {
			return false
		}
	}
	b.WriteString(s.typ.String())
	b.WriteByte('{')
	for i, c := range s.children {
		if i < len(s.keys) {
			if !describe(b, s.keys[i], 0) {
				return false
			}
			b.WriteByte(':')
		}
		if !c.describe(b) {
			return false
		}
		b.WriteByte(',')
	}
	b.WriteByte('}')
	return true
}

// describe writes the type and content of v, following pointers.
func describe(b *strings.Builder, v reflect.Value, depth int) bool {
	if !v.IsValid() {
		b.WriteString("nil")
		return true
	}
	if depth > maxDepth {
		return false
	}
	inside := func(v reflect.Value) bool {
		ok := describe(b, v, depth+1)
		b.WriteByte(',')
		return ok
	}
	b.WriteString(v.Type().String())
	b.WriteByte('(')
	ok := true
	switch v.Kind() {
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		ok = v.IsNil()
	case reflect.Pointer, reflect.Interface:
		ok = v.IsNil() || inside(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			ok = ok && inside(v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			ok = ok && inside(v.Index(i))
		}
	case reflect.Map:
		var entries []string
		for _, k := range v.MapKeys() {
			var e strings.Builder
			ok = ok && describe(&e, k, depth+1) && describe(&e, v.MapIndex(k), depth+1)
			entries = append(entries, e.String())
		}
		slices.Sort(entries)
		fmt.Fprintf(b, "%q", entries)
	case reflect.String:
		fmt.Fprintf(b, "%q", v.String())
	default:
		fmt.Fprint(b, v)
	}
	b.WriteByte(')')
	return ok
}

// String describes the structure for error messages: * for a leaf, None for
// what has no leaves.
func (s *Structure) String() string {
	switch s.kind {
	case leaf:
		return "*"
	case fixed:
		return "None"
	}
	parts := make([]string, len(s.children))
	for i, c := range s.children {
		if parts[i] = c.String(); i < len(s.keys) {
			parts[i] = fmt.Sprintf("%#v: %s", s.keys[i].Interface(), parts[i])
		}
	}
	return s.typ.String() + "{" + strings.Join(parts, ", ") + "}"
}
