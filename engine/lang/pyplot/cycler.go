package pyplot

import (
	"fluxion/engine/lang/py"
)

// A cycler is what matplotlib.cycler and plt.cycler return.
type cycler struct{ keys *py.Dict }

var cyclerType = &py.Type{Name: "Cycler", Module: "cycler", Doc: "Properties that are taken in turn.", Final: true}

// Type returns the class.
func (*cycler) Type() *py.Type { return cyclerType }

// colors returns the colours of the cycle, or nil.
func (c *cycler) colors(*py.Thread) py.Object { return c.keys.GetString("color") }

// Repr implements [py.Representer].
func (c *cycler) Repr(t *py.Thread) string {
	keys := c.keys.Keys()
	if len(keys) == 0 {
		return "cycler()"
	}
	return "cycler(" + t.Repr(keys[0]) + ", " + t.Repr(c.keys.GetString(t.Str(keys[0]))) + ")"
}

func newCycler(t *py.Thread, a []py.Object) py.Object {
	d := a[1].(*py.Dict)
	if args := a[0].(*py.Tuple).Elems; len(args) == 2 {
		d.SetString(text(t, args[0]), args[1])
	}
	for _, k := range d.Keys() {
		d.SetString(t.Str(k), py.NewList(t.Elements(d.GetString(t.Str(k)))...))
	}
	return &cycler{d}
}

func init() {
	cyclerType.Define(py.Func{Sig: "by_key(self)", Doc: "The values by property.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return a[0].(*cycler).keys }})
}
