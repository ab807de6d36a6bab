package pyplot

import (
	"fmt"

	"fluxion/engine/lang/py"
)

// A container groups artists, like a tuple of them.
type container struct {
	class *py.Type
	elems []py.Object
	label string
}

var containerTypes = map[string]*py.Type{}

func containerType(name string) *py.Type { return containerTypes[name] }

// Type returns the class.
func (c *container) Type() *py.Type { return c.class }

// Len implements [py.Sized].
func (c *container) Len(*py.Thread) int { return len(c.elems) }

// Item implements [py.Indexable].
func (c *container) Item(t *py.Thread, key py.Object) py.Object {
	return t.GetItem(py.NewTuple(c.elems...), key)
}

// Iter implements [py.Iterable].
func (c *container) Iter(t *py.Thread) py.Iterator { return t.Iter(py.NewTuple(c.elems...)) }

// Repr implements [py.Representer].
func (c *container) Repr(*py.Thread) string {
	return fmt.Sprintf("<%s object of %d artists>", c.class.Name, len(c.elems))
}

func init() {
	for _, name := range []string{"BarContainer", "ErrorbarContainer", "StemContainer"} {
		c := &py.Type{Name: name, Module: "matplotlib.container", Doc: "Artists that belong together.", Final: true}
		c.Define(
			py.Property{Name: "patches", Doc: "The parts.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.NewList(o.(*container).elems...) }},
			py.Property{Name: "lines", Doc: "The parts.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.NewTuple(o.(*container).elems...) }},
			py.Func{Sig: "get_label(self)", Doc: "The label.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return py.Str(a[0].(*container).label) }},
			py.Func{Sig: "remove(self)", Doc: "Takes the artists away.", Impl: func(t *py.Thread, a []py.Object) py.Object {
				for _, e := range a[0].(*container).elems {
					if x, ok := e.(*Artist); ok {
						x.remove()
					}
				}
				return py.None
			}},
		)
		containerTypes[name] = c
	}
}
