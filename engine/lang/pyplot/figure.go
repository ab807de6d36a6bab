package pyplot

import (
	"fmt"
	"math"
	"slices"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// A Figure is a matplotlib.figure.Figure.
type Figure struct {
	*figure.Figure
	number  int
	label   string
	axes    []*Axes // in the order of creation
	current *Axes
}

// FigureType is matplotlib.figure.Figure.
var FigureType = &py.Type{Name: "Figure", Module: "matplotlib.figure", Doc: "A picture with any number of axes.", Final: true}

// Type returns the class.
func (*Figure) Type() *py.Type { return FigureType }

func newFigure(s figure.Style, number int) *Figure {
	return &Figure{Figure: figure.New(s), number: number}
}

// Repr implements [py.Representer].
func (f *Figure) Repr(*py.Thread) string {
	return fmt.Sprintf("<Figure size %gx%g with %d Axes>", math.Round(f.Width*f.DPI*1e6)/1e6, math.Round(f.Height*f.DPI*1e6)/1e6, len(f.axes))
}

// Str implements [py.Stringer].
func (f *Figure) Str(*py.Thread) string {
	return fmt.Sprintf("Figure(%gx%g)", f.Width*f.DPI, f.Height*f.DPI)
}

// forms returns the figure in the forms that notebooks show, by MIME type.
func (f *Figure) forms(t *py.Thread) map[string]string {
	return map[string]string{"image/svg+xml": string(f.SVG()), "text/plain": f.Repr(t)}
}

// gca returns the current axes, new ones if there are none.
func (f *Figure) gca() *Axes {
	if f.current == nil {
		f.subplot(figure.Slot{Grid: figure.NewGrid(1, 1)}, nil, nil)
	}
	return f.current
}

// subplot adds axes in a slot.
func (f *Figure) subplot(slot figure.Slot, shareX, shareY *Axes) *Axes {
	inner := func(a *Axes) *figure.Axes {
		if a == nil {
			return nil
		}
		return a.Axes
	}
	a := &Axes{Axes: f.AddAxes(slot, inner(shareX), inner(shareY)), figure: f}
	f.axes = append(f.axes, a)
	f.current = a
	return a
}

func (f *Figure) remove(a *Axes) {
	f.Remove(a.Axes)
	f.axes = slices.DeleteFunc(f.axes, func(b *Axes) bool { return a == b })
	if f.current == a {
		f.current = nil
		if n := len(f.axes); n > 0 {
			f.current = f.axes[n-1]
		}
	}
}

func (f *Figure) clear() {
	for _, a := range slices.Clone(f.axes) {
		f.remove(a)
	}
	f.Suptitle, f.Texts, f.Legends = nil, nil, nil
}

// resize sets width and height in inches.
func (f *Figure) resize(t *py.Thread, o py.Object) {
	v := flat(t, o)
	if len(v) != 2 || !(v[0] > 0) || !(v[1] > 0) || math.IsInf(v[0], 0) || math.IsInf(v[1], 0) {
		panic(py.Errorf(py.ValueError, "figure size must be positive finite not %s", t.Repr(o)))
	}
	const largest = 200
	if v[0] > largest || v[1] > largest {
		panic(py.Errorf(py.ValueError, "figure size must be at most %d inches, not %s", largest, t.Repr(o)))
	}
	f.Width, f.Height = v[0], v[1]
}

// configure takes the arguments of figure() that describe it.
func (f *Figure) configure(t *py.Thread, k keywords) {
	if v := k.take("figsize"); v != nil {
		f.resize(t, v)
	}
	if v := k.take("dpi"); v != nil {
		f.DPI = dpi(t, v)
	}
	if v := k.take("facecolor"); v != nil {
		f.Face = color(t, v, "facecolor")
	}
	layout := k.text("", "layout")
	f.Tight = f.Tight || layout == "tight" || layout == "constrained" || layout == "compressed" || k.bool(false, "tight_layout") || k.bool(false, "constrained_layout")
	k.ignore("edgecolor", "linewidth", "frameon", "subplotpars", "tight_layout", "constrained_layout", "layout", "clear", "FigureClass")
	if keys := k.d.Keys(); len(keys) > 0 {
		panic(py.Errorf(py.AttributeError, "Figure.set() got an unexpected keyword argument '%s'", t.Str(keys[0])))
	}
}

func dpi(t *py.Thread, o py.Object) float64 {
	if s, ok := o.(py.Str); ok && s == "figure" {
		return stateOf(t).style.DPI
	}
	v := number(t, o)
	if !(v > 0 && v <= 1e4) {
		panic(py.Errorf(py.ValueError, "dpi must be positive, not %s", t.Repr(o)))
	}
	return v
}

// suptitle sets the title, or another text of a figure.
func (f *Figure) heading(t *py.Thread, s string, k keywords, g figure.Text) *Artist {
	g.S, g.Color = s, f.Style.Text
	g.Base, g.Space = figure.NewBase(3), figure.InFigure
	item := &g
	item.X, item.Y = k.float(item.X, "x"), k.float(item.Y, "y")
	return (&Artist{class: textClass, item: item}).apply(t, k.d)
}

func figureOf(o py.Object) *Figure { return o.(*Figure) }

func init() {
	FigureType.New = func(t *py.Thread, _ *py.Type, args []py.Object, kw []py.Keyword) py.Object {
		f := newFigure(stateOf(t).style, 0)
		d := py.NewDict()
		for i, o := range args {
			if i < 2 {
				d.SetString([]string{"figsize", "dpi"}[i], o)
			}
		}
		for _, k := range kw {
			d.SetString(k.Name, k.Value)
		}
		f.configure(t, keywords{t, d})
		return f
	}
	members := []py.Member{
		py.Property{Name: "axes", Doc: "The axes.", Get: func(_ *py.Thread, o py.Object) py.Object { return axesList(figureOf(o)) }},
		py.Property{Name: "number", Doc: "The number of the figure.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Int(figureOf(o).number) }},
		py.Property{Name: "dpi", Doc: "Pixels per inch.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Float(figureOf(o).DPI) },
			Set: func(t *py.Thread, o, v py.Object) { figureOf(o).DPI = dpi(t, v) }},
		py.Property{Name: "canvas", Doc: "What the figure is drawn on.", Get: func(_ *py.Thread, o py.Object) py.Object { return &canvas{figureOf(o)} }},
		py.Property{Name: "patch", Doc: "The background.", Get: func(_ *py.Thread, o py.Object) py.Object { return background(&figureOf(o).Face) }},
	}
	for _, f := range figureMethods {
		members = append(members, f)
	}
	FigureType.Define(members...)
}

func axesList(f *Figure) py.Object {
	var list []py.Object
	for _, a := range f.axes {
		list = append(list, a)
	}
	return py.NewList(list...)
}
