package pyplot

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

var nan = math.NaN()

// An Artist is something drawn, as a Python value. Its class decides which
// properties it has.
type Artist struct {
	class *artistClass
	item  figure.Artist
	axes  *Axes // nil for what belongs to a figure
	// parts are drawn with the artist and get its properties too.
	parts []*Artist
	// mapped gives the colours, if numbers do.
	mapped *figure.Mappable
	drop   func() // takes it away, where the axes do not know it
	// given are values of properties as the program gave them, where it gets
	// them back.
	given map[string]py.Object
	// whole names the data that are integers.
	whole map[string]bool
	// place, if not nil, is where the repr of a text says it is.
	place *[2]py.Object
}

// An artistClass is a class of artists with its properties.
type artistClass struct {
	*py.Type
	properties []property
	aliases    map[string]*property
}

// A property is an attribute that set and keyword arguments change. Its first
// name is the one of its accessors, and all are keywords.
type property struct {
	names []string
	set   func(t *py.Thread, a *Artist, v py.Object)
	get   func(t *py.Thread, a *Artist) py.Object
}

// Type returns the class.
func (a *Artist) Type() *py.Type { return a.class.Type }

var artistType = &py.Type{Name: "Artist", Module: "matplotlib.artist", Doc: "Something drawn in a figure.", Final: true}

func newClass(name, module string, tables ...[]property) *artistClass {
	c := &artistClass{
		Type:       &py.Type{Name: name, Module: module, Base: artistType, Final: true},
		properties: slices.Concat(append(tables, common)...),
		aliases:    map[string]*property{},
	}
	for i := range c.properties {
		p := &c.properties[i]
		for _, n := range p.names {
			if c.aliases[n] == nil {
				c.aliases[n] = p
			}
		}
	}
	return c
}

// apply sets properties from keyword arguments; None leaves a property as it is.
func (a *Artist) apply(t *py.Thread, d *py.Dict) *Artist {
	seen := map[*property]string{}
	for _, key := range d.Keys() {
		name := t.Str(key)
		p := a.class.aliases[name]
		if p == nil {
			if a.class == textClass || a.class == annotationClass {
				panic(py.Errorf(py.AttributeError, "'%s' object has no property '%s'", a.class.Name, name))
			}
			panic(py.Errorf(py.AttributeError, "%s.set() got an unexpected keyword argument '%s'", a.class.Name, name))
		}
		v := d.GetString(name)
		if other, twice := seen[p]; twice {
			panic(py.Errorf(py.TypeError, "Got both '%s' and '%s', which are aliases of one another", other, name))
		}
		seen[p] = name
		if v != py.None || p.names[0] == "label" {
			p.set(t, a, v)
		}
	}
	return a
}

// Attribute implements [py.AttributeHolder]: the accessors of the properties.
func (a *Artist) Attribute(_ *py.Thread, name string) (py.Object, bool) {
	if p := a.class.aliases[strings.TrimPrefix(name, "set_")]; p != nil && strings.HasPrefix(name, "set_") {
		return py.NewBuiltin(py.Func{Sig: name + "(value)", Doc: "Sets the property.", Impl: func(t *py.Thread, args []py.Object) py.Object {
			p.set(t, a, args[0])
			return py.None
		}}), true
	}
	if p := a.class.aliases[strings.TrimPrefix(name, "get_")]; p != nil && strings.HasPrefix(name, "get_") && p.get != nil {
		return py.NewBuiltin(py.Func{Sig: name + "()", Doc: "The property.", Impl: func(t *py.Thread, _ []py.Object) py.Object { return p.get(t, a) }}), true
	}
	return nil, false
}

// Repr implements [py.Representer] for texts; others show what and where they are.
func (a *Artist) Repr(t *py.Thread) string {
	if _, ok := a.item.(*figure.Text); ok {
		return textClass.Name + a.content(t)
	}
	return py.Identity(a)
}

// content is what the repr of a text shows of it.
func (a *Artist) content(t *py.Thread) string {
	g := a.item.(*figure.Text)
	x, y := short(g.X), short(g.Y)
	if a.place != nil {
		x, y = a.place[0], a.place[1]
	}
	return "(" + t.Repr(x) + ", " + t.Repr(y) + ", " + t.Repr(py.Str(g.S)) + ")"
}

// Str implements [py.Stringer].
func (a *Artist) Str(t *py.Thread) string {
	switch g := a.item.(type) {
	case *figure.Line:
		return "Line2D(" + g.Label + ")"
	case *figure.Text:
		return a.class.Name + a.content(t)
	case *figure.Image:
		return fmt.Sprintf("AxesImage(shape=(%d, %d))", g.Rows, g.Cols)
	}
	return a.Repr(t)
}

// short returns an int for a whole number.
func short(v float64) py.Object {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return py.Int(v)
	}
	return py.Float(v)
}

// keep remembers a value as the program gave it.
func (a *Artist) keep(name string, v py.Object) {
	if a.given == nil {
		a.given = map[string]py.Object{}
	}
	a.given[name] = v
}

// setWhole notes whether data are integers.
func (a *Artist) setWhole(name string, whole bool) {
	if a.whole == nil {
		a.whole = map[string]bool{}
	}
	a.whole[name] = whole
}

// array returns data as Python code gets them.
func (a *Artist) array(name string, v []float64) py.Object {
	if a.whole[name] {
		return numpy.FromIntegers(v, len(v))
	}
	return numpy.FromValues(v, len(v))
}

// remove takes the artist and its parts out of the axes.
func (a *Artist) remove() {
	if a.drop != nil {
		a.drop()
	}
	if a.axes != nil {
		a.axes.Remove(a.item)
		a.axes.artists = slices.DeleteFunc(a.axes.artists, func(b *Artist) bool { return b == a })
	}
	for _, p := range a.parts {
		p.remove()
	}
}
