package jax

import (
	"fmt"

	"fluxion/engine/lang/py"
)

// A transformed function is what grad, vmap and the like return. Found in a
// class it is a method.
type transformed struct {
	of    py.Object // the function transformed
	name  string
	doc   string
	call  func(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object
	class *py.Type
	jit   *jitted // of those that jit returns
	attrs map[string]py.Object
}

var (
	functionType = &py.Type{Name: "function", Final: true}
	jittedType   = implType("jaxlib._jax", "PjitFunction", nil)
)

// newTransformed returns a function with the name and documentation of another.
func newTransformed(t *py.Thread, of py.Object, doc string, call func(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object) *transformed {
	requireCallable(t, of)
	return &transformed{of: of, name: funcName(t, of), doc: doc, call: call, class: functionType}
}

// Type returns the class.
func (f *transformed) Type() *py.Type { return f.class }

// Call implements [py.Callable].
func (f *transformed) Call(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
	t.Glance()
	return f.call(t, append([]py.Object{}, args...), keywords)
}

// Bind implements [py.Descriptor].
func (f *transformed) Bind(_ *py.Thread, o py.Object, _ *py.Type) py.Object {
	if o == nil {
		return f
	}
	return &py.BoundMethod{Self: o, Func: f}
}

// Attribute implements [py.AttributeHolder].
func (f *transformed) Attribute(t *py.Thread, name string) (py.Object, bool) {
	if v, ok := f.attrs[name]; ok {
		return v, true
	}
	switch name {
	case "__name__":
		return py.Str(f.name), true
	case "__wrapped__":
		return f.of, true
	case "__doc__":
		if f.doc != "" {
			return py.Str(f.doc), true
		}
	}
	switch name {
	case "__doc__", "__qualname__", "__module__", "__annotations__":
		return t.LookupAttr(f.of, name)
	}
	return nil, false
}

// SetAttribute implements [py.AttributeSetter].
func (f *transformed) SetAttribute(_ *py.Thread, name string, value py.Object) {
	if value == nil {
		delete(f.attrs, name)
		return
	}
	if f.attrs == nil {
		f.attrs = map[string]py.Object{}
	}
	f.attrs[name] = value
}

// Repr implements [py.Representer].
func (f *transformed) Repr(t *py.Thread) string {
	if f.class == jittedType {
		return "<PjitFunction of " + t.Repr(f.of) + ">"
	}
	return fmt.Sprintf("<function %s at 0x%x>", f.name, int64(py.ID(f).(py.Int)))
}
