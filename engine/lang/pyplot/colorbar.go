package pyplot

import (
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// colorbar adds the bar of a mappable.
func colorbar(t *py.Thread, f *Figure, o, cax, ax py.Object, k keywords) py.Object {
	artist, _ := o.(*Artist)
	var m *figure.Mappable
	switch v := o.(type) {
	case *Artist:
		m = v.mapped
	case *scalarMappable:
		m = v.Mappable
		m.Norm.Fit(nil)
	}
	if m == nil {
		panic(py.Errorf(py.TypeError, "colorbar needs an artist whose colours stand for numbers, got %s", o.Type().Name))
	}
	var parents []*Axes
	switch v := ax.(type) {
	case *Axes:
		parents = []*Axes{v}
	case *axesArray:
		parents = v.axes
	case *py.List, *py.Tuple:
		for _, e := range t.Elements(v) {
			parents = append(parents, axesOf(e))
		}
	default:
		if artist != nil && artist.axes != nil {
			parents = []*Axes{artist.axes}
		} else {
			parents = []*Axes{f.gca()}
		}
	}
	if len(parents) == 0 {
		panic(py.Errorf(py.ValueError, "colorbar needs axes to take room from"))
	}
	bar := &figure.Colorbar{Map: m, Location: k.text("", "location"), Shrink: 1, Aspect: 20}
	orientation := k.text("", "orientation")
	if bar.Location == "" {
		bar.Location = "right"
		if orientation == "horizontal" {
			bar.Location = "bottom"
		}
	}
	pads := map[string]float64{"right": 0.05, "left": 0.10, "bottom": 0.15, "top": 0.05}
	pad, ok := pads[bar.Location]
	if !ok {
		panic(py.Errorf(py.ValueError, "'%s' is not a valid value for location; supported values are 'left', 'right', 'top', 'bottom'", bar.Location))
	}
	bar.Fraction, bar.Pad = k.float(0.15, "fraction"), k.float(pad, "pad")
	bar.Shrink, bar.Aspect = k.float(1, "shrink"), k.float(20, "aspect")
	if !(bar.Aspect > 0) || !(bar.Shrink > 0) || bar.Fraction+bar.Pad >= 1 || bar.Fraction <= 0 {
		panic(py.Errorf(py.ValueError, "colorbar takes positive fraction, shrink and aspect, and fraction + pad below 1"))
	}
	var place *Axes
	current := f.current
	if c, ok := cax.(*Axes); ok {
		place = c
		bar.Whole = true
	} else {
		place = f.subplot(parents[0].Slot, nil, nil)
		for _, p := range parents {
			bar.Parents = append(bar.Parents, p.Axes)
		}
	}
	bar.Attach(place.Axes)
	f.current = current
	long := &place.Y
	if bar.Location == "bottom" || bar.Location == "top" {
		long = &place.X
	}
	c := &Colorbar{bar, place, o}
	if v := k.take("label"); v != nil {
		place.name(t, long, text(t, v), keywords{t, py.NewDict()})
	}
	if v := k.take("ticks"); v != nil {
		if l, ok := v.(*locator); ok {
			l.apply(long)
		} else {
			long.Ticks = flat(t, v)
		}
	}
	if v := k.take("format"); v != nil {
		setFormat(t, long, v)
	}
	k.ignore("extend", "spacing", "drawedges", "anchor", "panchor", "extendfrac", "extendrect", "boundaries", "values", "alpha", "use_gridspec", "ticklocation")
	k.rest("Colorbar.__init__")
	return c
}

// A Colorbar is a matplotlib.colorbar.Colorbar.
type Colorbar struct {
	*figure.Colorbar
	axes     *Axes
	mappable py.Object
}

var colorbarType = &py.Type{Name: "Colorbar", Module: "matplotlib.colorbar", Final: true}

// Type returns the class.
func (*Colorbar) Type() *py.Type { return colorbarType }

func (c *Colorbar) axis() *figure.Axis {
	if c.Location == "bottom" || c.Location == "top" {
		return &c.axes.X
	}
	return &c.axes.Y
}

func init() {
	of := func(o py.Object) *Colorbar { return o.(*Colorbar) }
	colorbarType.Define(
		py.Property{Name: "ax", Doc: "The axes of the bar.", Get: func(_ *py.Thread, o py.Object) py.Object { return of(o).axes }},
		py.Property{Name: "mappable", Doc: "What the bar is about.", Get: func(_ *py.Thread, o py.Object) py.Object { return of(o).mappable }},
		py.Func{Sig: "set_label(self, label, *, loc=None, **kwargs)", Doc: "What the numbers are.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			c := of(a[0])
			c.axes.name(t, c.axis(), text(t, a[1]), keywords{t, a[3].(*py.Dict)})
			return py.None
		}},
		py.Func{Sig: "set_ticks(self, ticks, *, labels=None, minor=False, **kwargs)", Doc: "Where the ticks are.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			setTicks(t, of(a[0]).axis(), a[1], a[2])
			return py.None
		}},
		py.Func{Sig: "set_ticklabels(self, ticklabels, *, minor=False, **kwargs)", Doc: "What is written at the ticks.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			of(a[0]).axis().Labels, _ = names2(t, a[1])
			return py.None
		}},
		py.Func{Sig: "minorticks_on(self)", Doc: "Accepted.", Impl: func(*py.Thread, []py.Object) py.Object { return py.None }},
		py.Func{Sig: "remove(self)", Doc: "Takes the bar away.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
			of(a[0]).axes.figure.remove(of(a[0]).axes)
			return py.None
		}},
	)
}
