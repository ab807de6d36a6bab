package jax

import (
	"fmt"
	"strings"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// A pathKey is one step of the path to a leaf: jax.tree_util.DictKey and its
// like.
type pathKey struct {
	class *py.Type
	value py.Object
}

// The classes of path keys.
var (
	sequenceKeyType  = &py.Type{Name: "SequenceKey", Module: "jax.tree_util", Final: true}
	dictKeyType      = &py.Type{Name: "DictKey", Module: "jax.tree_util", Final: true}
	attributeKeyType = &py.Type{Name: "GetAttrKey", Module: "jax.tree_util", Final: true}
	indexKeyType     = &py.Type{Name: "FlattenedIndexKey", Module: "jax.tree_util", Final: true}
)

var keyFields = map[*py.Type]string{sequenceKeyType: "idx", dictKeyType: "key", attributeKeyType: "name", indexKeyType: "key"}

func init() {
	for class, field := range keyFields {
		class.New = func(_ *py.Thread, c *py.Type, args []py.Object, keywords []py.Keyword) py.Object {
			for _, k := range keywords {
				args = append(args, k.Value)
			}
			if len(args) != 1 {
				panic(py.Errorf(py.TypeError, "%s() takes 1 argument (%d given)", c.Name, len(args)))
			}
			return &pathKey{class, args[0]}
		}
		class.Define(py.Property{Name: field, Doc: "What the step leads along.", Get: func(_ *py.Thread, o py.Object) py.Object { return o.(*pathKey).value }})
	}
}

// Type returns the class.
func (k *pathKey) Type() *py.Type { return k.class }

// Repr implements [py.Representer].
func (k *pathKey) Repr(t *py.Thread) string {
	return fmt.Sprintf("%s(%s=%s)", k.class.Name, keyFields[k.class], t.Repr(k.value))
}

// Str implements [py.Stringer].
func (k *pathKey) Str(t *py.Thread) string {
	switch k.class {
	case attributeKeyType:
		return "." + t.Str(k.value)
	case indexKeyType:
		return "[<flat index " + t.Repr(k.value) + ">]"
	}
	return "[" + t.Repr(k.value) + "]"
}

// Hash implements [py.Hasher].
func (k *pathKey) Hash(t *py.Thread) uint64 { return t.Hash(k.value) }

// Binary implements [py.Operand].
func (k *pathKey) Binary(t *py.Thread, op ast.Operator, other py.Object, _ bool) py.Object {
	o, ok := other.(*pathKey)
	if !ok || op != ast.Eq && op != ast.Ne {
		return py.NotImplemented
	}
	same := k.class == o.class && t.Equal(k.value, o.value)
	return py.Bool(same == (op == ast.Eq))
}

// keystr joins the steps of a path; simple leaves out quotes and brackets.
func keystr(t *py.Thread, path []py.Object, simple bool, separator string) string {
	parts := make([]string, len(path))
	for i, step := range path {
		if k, ok := step.(*pathKey); ok && simple {
			parts[i] = t.Str(k.value)
		} else {
			parts[i] = t.Str(step)
		}
	}
	return strings.Join(parts, separator)
}
