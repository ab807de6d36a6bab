package pyplot

import (
	"fmt"
	"strings"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// Axes are a matplotlib.axes.Axes: one plot of a figure.
type Axes struct {
	*figure.Axes
	figure  *Figure
	artists []*Artist // as Python values, in the order of creation
	label   string
	legend  *Legend
	image   *Artist // the current mappable
}

// AxesType is matplotlib.axes.Axes.
var AxesType = &py.Type{Name: "Axes", Module: "matplotlib.axes", Doc: "A plot: a frame with scales and what is drawn in it.", Final: true}

// Type returns the class.
func (*Axes) Type() *py.Type { return AxesType }

func axesOf(o py.Object) *Axes {
	if a, ok := o.(*Axes); ok {
		return a
	}
	panic(py.Errorf(py.TypeError, "expected Axes, got %s", o.Type().Name))
}

// Repr implements [py.Representer].
func (a *Axes) Repr(t *py.Thread) string {
	var parts []string
	if a.label != "" {
		parts = append(parts, "label="+t.Repr(py.Str(a.label)))
	}
	var titles []string
	for _, i := range [...]int{0, 1, 2} {
		if g := a.Titles[i]; g != nil && g.S != "" {
			titles = append(titles, fmt.Sprintf("'%s': %s", [...]string{"left", "center", "right"}[i], t.Repr(py.Str(g.S))))
		}
	}
	if len(titles) > 0 {
		parts = append(parts, "title={"+strings.Join(titles, ", ")+"}")
	}
	for _, x := range []struct {
		name string
		axis *figure.Axis
	}{{"xlabel", &a.X}, {"ylabel", &a.Y}} {
		if x.axis.Label != nil && x.axis.Label.S != "" {
			parts = append(parts, x.name+"="+t.Repr(py.Str(x.axis.Label.S)))
		}
	}
	return "<Axes: " + strings.Join(parts, ", ") + ">"
}

// add draws an artist, of a class, and gives it the properties of keyword
// arguments.
func (a *Axes) add(t *py.Thread, class *artistClass, item figure.Artist, properties *py.Dict) *Artist {
	artist := &Artist{class: class, item: item, axes: a}
	if properties != nil {
		artist.apply(t, properties)
	}
	return a.adopt(artist)
}

// adopt draws an artist that is complete.
func (a *Axes) adopt(artist *Artist) *Artist {
	artist.axes = a
	a.Axes.Add(artist.item)
	a.artists = append(a.artists, artist)
	return artist
}

// shows makes an artist the one that colorbar and clim are about.
func (a *Axes) shows(artist *Artist, m *figure.Mappable) *Artist {
	artist.mapped = m
	a.image = artist
	a.figure.current = a
	return artist
}

// entries are the artists with labels, errors beside their lines.
func (a *Axes) entries() []figure.Entry { return a.Entries() }

// of returns the artists of some classes.
func (a *Axes) of(classes ...*artistClass) py.Object {
	var list []py.Object
	for _, artist := range a.artists {
		for _, c := range classes {
			if artist.class == c {
				list = append(list, artist)
			}
		}
	}
	return py.NewList(list...)
}

// clear removes everything from the axes and restores the defaults.
func (a *Axes) clear() {
	f, slot := a.figure, a.Slot
	fresh := f.AddAxes(slot, nil, nil)
	f.Remove(fresh)
	x, y := a.X.Range, a.Y.Range
	keep := *a.Axes
	*a.Axes = *fresh
	a.X.Range, a.Y.Range = x, y
	a.Slot, a.Bar, a.Anchor, a.ZOrder = slot, keep.Bar, keep.Anchor, keep.ZOrder
	for _, r := range []*figure.Range{x, y} {
		r.Scale, r.Auto, r.Inverted, r.Tight, r.Categories = figure.Linear, true, false, false, nil
	}
	a.artists, a.legend, a.image = nil, nil, nil
}

// subplotOptions takes what add_subplot and subplot_kw may say.
func (a *Axes) subplotOptions(t *py.Thread, d *py.Dict) {
	if p := d.GetString("projection"); p != nil {
		if s, ok := p.(py.Str); !ok || s != "rectilinear" {
			panic(py.Errorf(py.ValueError, "Unknown projection %s", t.Repr(p)))
		}
		d.DeleteString("projection")
	}
	a.set(t, d)
}

// set calls the setters that keyword arguments name.
func (a *Axes) set(t *py.Thread, d *py.Dict) {
	for _, key := range d.Keys() {
		name := t.Str(key)
		method := AxesType.Lookup("set_" + name)
		if method == nil {
			panic(py.Errorf(py.AttributeError, "Axes.set() got an unexpected keyword argument '%s'", name))
		}
		v := d.GetString(name)
		args := []py.Object{a, v}
		if u, ok := v.(*py.Tuple); ok && (name == "xlim" || name == "ylim") {
			args = append([]py.Object{a}, u.Elems...)
		}
		t.Call(method, args...)
	}
}

func init() {
	property := func(name, doc string, get func(a *Axes) py.Object) py.Property {
		return py.Property{Name: name, Doc: doc, Get: func(_ *py.Thread, o py.Object) py.Object { return get(o.(*Axes)) }}
	}
	members := []py.Member{
		property("figure", "The figure.", func(a *Axes) py.Object { return a.figure }),
		property("lines", "The lines.", func(a *Axes) py.Object { return a.of(lineClass, axlineClass) }),
		property("patches", "The filled shapes.", func(a *Axes) py.Object {
			return a.of(rectangleClass, polygonClass, circleClass, ellipseClass)
		}),
		property("collections", "The collections.", func(a *Axes) py.Object {
			return a.of(pathsClass, fillBetweenClass, linesClass, meshClass, contourClass, quiverClass)
		}),
		property("images", "The images.", func(a *Axes) py.Object { return a.of(imageClass) }),
		property("texts", "The texts.", func(a *Axes) py.Object { return a.of(textClass, annotationClass) }),
		property("xaxis", "The x axis.", func(a *Axes) py.Object { return &axisObject{a, true} }),
		property("yaxis", "The y axis.", func(a *Axes) py.Object { return &axisObject{a, false} }),
		property("spines", "The lines of the frame.", func(a *Axes) py.Object { return &spines{a} }),
		property("transData", "The coordinates of the data.", func(*Axes) py.Object { return &space{figure.InData} }),
		property("transAxes", "The coordinates of the axes, from 0 to 1.", func(*Axes) py.Object { return &space{figure.InAxes} }),
		property("title", "The title.", func(a *Axes) py.Object { return a.title(1) }),
		property("patch", "The background.", func(a *Axes) py.Object { return background(&a.Face) }),
		property("legend_", "The legend, or None.", func(a *Axes) py.Object {
			if a.legend == nil {
				return py.None
			}
			return a.legend
		}),
		property("name", "The kind of projection.", func(*Axes) py.Object { return py.Str("rectilinear") }),
	}
	for _, f := range axesMethods() {
		members = append(members, f)
	}
	AxesType.Define(members...)
}

// Str implements [py.Stringer].
func (a *Axes) Str(*py.Thread) string {
	x, y, w, h := a.Position()
	return fmt.Sprintf("Axes(%.6g,%.6g;%.6gx%.6g)", x, y, w, h)
}
