package tree

import "reflect"

// A Layout lists where the leaves lie in every value of a Go type, in bytes
// from its beginning and in the order of Flatten.
type Layout []uintptr

// LayoutOf returns the layout of T if its values hold leaves of type L and
// nothing else, in structs and arrays; otherwise nil.
func LayoutOf[T, L any]() Layout {
	if l, ok := (Layout{}).extend(reflect.TypeFor[T](), reflect.TypeFor[L](), 0); ok {
		return l
	}
	return nil
}

func (l Layout) extend(t, leaf reflect.Type, at uintptr) (_ Layout, ok bool) {
	switch {
	case t == leaf:
		return append(l, at), true
	case t.Implements(nodeType):
		return nil, false
	case t.Kind() == reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			if l, ok = l.extend(f.Type, leaf, at+f.Offset); !ok || !f.IsExported() {
				return nil, false
			}
		}
		return l, true
	case t.Kind() == reflect.Array:
		for i := range t.Len() {
			if l, ok = l.extend(t.Elem(), leaf, at+uintptr(i)*t.Elem().Size()); !ok {
				return nil, false
			}
		}
		return l, true
	}
	return nil, false
}
