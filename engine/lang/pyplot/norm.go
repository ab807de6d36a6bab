package pyplot

import (
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// A Norm is a matplotlib.colors.Normalize.
type Norm struct{ *figure.Norm }

var (
	normType    = &py.Type{Name: "Normalize", Module: "matplotlib.colors", Doc: "Maps numbers to the range from 0 to 1.", Final: true}
	logNormType = &py.Type{Name: "LogNorm", Module: "matplotlib.colors", Doc: "Maps numbers to the range from 0 to 1 by their logarithm.", Base: normType, Final: true}
	symNormType = &py.Type{Name: "SymLogNorm", Module: "matplotlib.colors", Doc: "Maps numbers to the range from 0 to 1, far from zero by their logarithm.", Base: normType, Final: true}
	twoNormType = &py.Type{Name: "TwoSlopeNorm", Module: "matplotlib.colors", Doc: "Maps a number to 0.5 and those on either side of it evenly.", Base: normType, Final: true}
	cenNormType = &py.Type{Name: "CenteredNorm", Module: "matplotlib.colors", Doc: "Maps a number to 0.5.", Base: normType, Final: true}
	edgNormType = &py.Type{Name: "BoundaryNorm", Module: "matplotlib.colors", Doc: "Maps intervals to a colour each.", Base: normType, Final: true}
)

// Type returns the class.
func (n *Norm) Type() *py.Type {
	switch {
	case n.Scale == figure.Log:
		return logNormType
	case n.Scale == figure.SymLog:
		return symNormType
	case n.Edges != nil:
		return edgNormType
	case n.Center == n.Center:
		return twoNormType
	}
	return normType
}

// Call implements [py.Callable].
func (n *Norm) Call(t *py.Thread, args []py.Object, _ []py.Keyword) py.Object {
	if len(args) != 1 {
		panic(py.Errorf(py.TypeError, "a norm takes one argument, got %d", len(args)))
	}
	v, shape := values(t, args[0])
	n.Fit(v)
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = n.At(x)
	}
	if len(shape) == 0 {
		return numpy.Scalar(out[0])
	}
	return numpy.FromValues(out, shape...)
}

// constructor gives a type the parameters of a signature.
func constructor(c *py.Type, sig string, make func(t *py.Thread, a []py.Object) py.Object) {
	build := py.NewBuiltin(py.Func{Sig: c.Name + sig, Impl: make})
	c.New = func(t *py.Thread, _ *py.Type, args []py.Object, kw []py.Keyword) py.Object {
		return build.Call(t, args, kw)
	}
}

func init() {
	limited := func(t *py.Thread, low, high py.Object) *Norm {
		n := &Norm{figure.NewNorm()}
		if !none(low) {
			n.VMin = number(t, low)
		}
		if !none(high) {
			n.VMax = number(t, high)
		}
		return n
	}
	constructor(normType, "(vmin=None, vmax=None, clip=False)", func(t *py.Thread, a []py.Object) py.Object {
		n := limited(t, a[0], a[1])
		n.Clip = t.Truth(a[2])
		return n
	})
	constructor(logNormType, "(vmin=None, vmax=None, clip=False)", func(t *py.Thread, a []py.Object) py.Object {
		n := limited(t, a[0], a[1])
		n.Scale, n.Clip = figure.Log, t.Truth(a[2])
		return n
	})
	constructor(symNormType, "(linthresh, linscale=1.0, vmin=None, vmax=None, clip=False, *, base=10)", func(t *py.Thread, a []py.Object) py.Object {
		n := limited(t, a[2], a[3])
		n.Scale = figure.SymLog
		return n
	})
	constructor(twoNormType, "(vcenter, vmin=None, vmax=None)", func(t *py.Thread, a []py.Object) py.Object {
		n := limited(t, a[1], a[2])
		n.Center = number(t, a[0])
		return n
	})
	constructor(cenNormType, "(vcenter=0, halfrange=None, clip=False)", func(t *py.Thread, a []py.Object) py.Object {
		n := limited(t, py.None, py.None)
		n.Center = number(t, a[0])
		if !none(a[1]) {
			half := number(t, a[1])
			n.VMin, n.VMax = n.Center-half, n.Center+half
		}
		return n
	})
	constructor(edgNormType, "(boundaries, ncolors, clip=False, *, extend='neither')", func(t *py.Thread, a []py.Object) py.Object {
		n := limited(t, py.None, py.None)
		n.Edges = flat(t, a[0])
		if len(n.Edges) < 2 {
			panic(py.Errorf(py.ValueError, "You must provide at least 2 boundaries (1 region) but you passed in %s", t.Repr(a[0])))
		}
		n.VMin, n.VMax = n.Edges[0], n.Edges[len(n.Edges)-1]
		return n
	})
	limit := func(name string, at func(n *Norm) *float64) py.Property {
		return py.Property{Name: name, Doc: "An end of the range.", Get: func(_ *py.Thread, o py.Object) py.Object {
			if v := *at(o.(*Norm)); v == v {
				return py.Float(v)
			}
			return py.None
		}, Set: func(t *py.Thread, o, v py.Object) { *at(o.(*Norm)) = number(t, v) }}
	}
	normType.Define(
		limit("vmin", func(n *Norm) *float64 { return &n.VMin }),
		limit("vmax", func(n *Norm) *float64 { return &n.VMax }),
		py.Func{Sig: "autoscale(self, A)", Doc: "Takes the range from numbers.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			n := a[0].(*Norm)
			n.VMin, n.VMax = nan, nan
			n.Fit(flat(t, a[1]))
			return py.None
		}},
	)
}
