package pyplot

import (
	"fmt"
	"math"
	"slices"

	"fluxion/engine/lang/numpy"
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

// subplots adds a grid of axes.
func (f *Figure) subplots(t *py.Thread, a []py.Object) py.Object {
	rows, cols := t.ToInt(a[0]), t.ToInt(a[1])
	shareX, shareY := sharing(t, a[2], "sharex"), sharing(t, a[3], "sharey")
	for _, n := range []struct {
		name string
		n    int
	}{{"rows", rows}, {"columns", cols}} {
		if n.n <= 0 {
			panic(py.Errorf(py.ValueError, "Number of %s must be a positive integer, not %d", n.name, n.n))
		}
	}
	if rows*cols > 400 {
		panic(py.Errorf(py.ValueError, "at most 400 axes, not %d", rows*cols))
	}
	g := figure.NewGrid(rows, cols)
	if !none(a[5]) {
		g.Widths = numbers(t, a[5], cols, "width_ratios")
	}
	if !none(a[6]) {
		g.Heights = numbers(t, a[6], rows, "height_ratios")
	}
	if !none(a[8]) {
		gridOptions(t, g, f, a[8].(*py.Dict))
	}
	all := &axesArray{shape: []int{rows, cols}}
	pick := func(mode string, r, c int) *Axes {
		switch {
		case r == 0 && c == 0:
			return nil
		case mode == "all":
			return all.axes[0]
		case mode == "row" && c > 0:
			return all.axes[r*cols]
		case mode == "col" && r > 0:
			return all.axes[c]
		}
		return nil
	}
	for r := range rows {
		for c := range cols {
			slot := figure.Slot{Grid: g, Row0: r, Row1: r, Col0: c, Col1: c}
			x := f.subplot(slot, pick(shareX, r, c), pick(shareY, r, c))
			if !none(a[7]) {
				x.subplotOptions(t, a[7].(*py.Dict).Copy())
			}
			if (shareX == "all" || shareX == "col") && r < rows-1 {
				x.X.TickStyle.HideLabels = true
			}
			if (shareY == "all" || shareY == "row") && c > 0 {
				x.Y.TickStyle.HideLabels = true
			}
			all.axes = append(all.axes, x)
		}
	}
	if t.Truth(a[4]) {
		return all.squeezed()
	}
	return all
}

func sharing(t *py.Thread, o py.Object, name string) string {
	switch v := o.(type) {
	case py.Str:
		if slices.Contains([]string{"all", "row", "col", "none"}, string(v)) {
			return string(v)
		}
		panic(py.Errorf(py.ValueError, "%s is not a valid value for %s; supported values are 'all', 'row', 'col', 'none', False, True", t.Repr(o), name))
	}
	if t.Truth(o) {
		return "all"
	}
	return "none"
}

// gridOptions reads gridspec_kw.
func gridOptions(t *py.Thread, g *figure.Grid, f *Figure, d *py.Dict) {
	k := copied(t, d)
	if v := k.take("width_ratios"); v != nil {
		g.Widths = numbers(t, v, g.Cols, "width_ratios")
	}
	if v := k.take("height_ratios"); v != nil {
		g.Heights = numbers(t, v, g.Rows, "height_ratios")
	}
	g.WSpace, g.HSpace = k.float(g.WSpace, "wspace"), k.float(g.HSpace, "hspace")
	f.adjust(k)
	k.rest("GridSpec.__init__")
}

// adjust sets the border of the axes.
func (f *Figure) adjust(k keywords) {
	left, right := k.float(f.Left, "left"), k.float(f.Right, "right")
	bottom, top := k.float(f.Bottom, "bottom"), k.float(f.Top, "top")
	switch {
	case !(left < right):
		panic(py.Errorf(py.ValueError, "left cannot be >= right"))
	case !(bottom < top):
		panic(py.Errorf(py.ValueError, "bottom cannot be >= top"))
	}
	f.Left, f.Right, f.Bottom, f.Top = left, right, bottom, top
	f.WSpace, f.HSpace = k.float(f.WSpace, "wspace"), k.float(f.HSpace, "hspace")
}

// addSubplot is add_subplot: no arguments, three, one of three digits, or a
// cell of a grid.
func (f *Figure) addSubplot(t *py.Thread, args []py.Object, k keywords) *Axes {
	slot := subplotSlot(t, args)
	if p := k.text("", "projection"); p != "" && p != "rectilinear" || k.bool(false, "polar") {
		if p == "" {
			p = "polar"
		}
		panic(py.Errorf(py.ValueError, "Unknown projection '%s'", p))
	}
	shareX, _ := k.take("sharex").(*Axes)
	shareY, _ := k.take("sharey").(*Axes)
	label := k.take("label")
	a := f.subplot(slot, shareX, shareY)
	if label != nil {
		a.label = text(t, label)
	}
	a.set(t, k.d)
	return a
}

func subplotSlot(t *py.Thread, args []py.Object) figure.Slot {
	switch len(args) {
	case 0:
		return figure.Slot{Grid: figure.NewGrid(1, 1)}
	case 1:
		if s, ok := args[0].(*gridCell); ok {
			return s.slot
		}
		n, ok := args[0].(py.Int)
		if !ok || n < 100 || n > 999 {
			panic(py.Errorf(py.ValueError, "Single argument to subplot must be a three-digit integer, not %s", t.Repr(args[0])))
		}
		args = []py.Object{n / 100, n / 10 % 10, n % 10}
	case 3:
	default:
		panic(py.Errorf(py.TypeError, "subplot() takes 1 or 3 positional arguments but %d were given", len(args)))
	}
	rows, cols := t.ToInt(args[0]), t.ToInt(args[1])
	if rows < 1 || cols < 1 || rows*cols > 400 {
		panic(py.Errorf(py.ValueError, "Number of rows and columns must be positive integers, not %d and %d", rows, cols))
	}
	first, last := args[2], args[2]
	if u, ok := args[2].(*py.Tuple); ok && len(u.Elems) == 2 {
		first, last = u.Elems[0], u.Elems[1]
	}
	i, j := t.ToInt(first), t.ToInt(last)
	if i < 1 || j > rows*cols || i > j {
		panic(py.Errorf(py.ValueError, "num must be an integer with 1 <= num <= %d, not %s", rows*cols, t.Repr(args[2])))
	}
	i, j = i-1, j-1
	return figure.Slot{Grid: figure.NewGrid(rows, cols), Row0: i / cols, Row1: j / cols, Col0: min(i%cols, j%cols), Col1: max(i%cols, j%cols)}
}

// sameSlot reports whether two slots are the same place.
func sameSlot(a, b figure.Slot) bool {
	if a.Grid == nil || b.Grid == nil || a.Grid.Rows != b.Grid.Rows || a.Grid.Cols != b.Grid.Cols {
		return false
	}
	return a.Row0 == b.Row0 && a.Row1 == b.Row1 && a.Col0 == b.Col0 && a.Col1 == b.Col1 && a.Grid.Inside == b.Grid.Inside
}

// suptitle sets the title, or another text of a figure.
func (f *Figure) heading(t *py.Thread, s string, k keywords, g figure.Text) *Artist {
	g.S, g.Color = s, f.Style.Text
	g.Base, g.Space = figure.NewBase(3), figure.InFigure
	item := &g
	item.X, item.Y = k.float(item.X, "x"), k.float(item.Y, "y")
	return (&Artist{class: textClass, item: item}).apply(t, k.d)
}

// save writes the picture to a file.
func (f *Figure) save(t *py.Thread, a []py.Object) py.Object {
	name := ""
	switch v := a[0].(type) {
	case py.Str:
		name = string(v)
	default:
		if write, ok := t.LookupAttr(a[0], "write"); ok { // a file in memory
			k := copied(t, a[1].(*py.Dict))
			if format := k.text("svg", "format"); format != "svg" {
				panic(unsupported(t, format))
			}
			t.Call(write, py.Str(f.SVG()))
			return py.None
		}
		name = t.Str(v)
	}
	k := copied(t, a[1].(*py.Dict))
	format := k.text(extension(name), "format")
	if format == "" {
		name, format = name+".svg", "svg"
	}
	if format != "svg" {
		panic(unsupported(t, format))
	}
	face, tight := f.Face, f.Tight
	defer func() { f.Face, f.Tight = face, tight }()
	if v := k.take("facecolor"); v != nil {
		if s, ok := v.(py.Str); !ok || s != "auto" {
			f.Face = color(t, v, "facecolor")
		}
	}
	if k.bool(false, "transparent") {
		f.Face = figure.NoColor
	}
	if t.WriteFile == nil {
		if t.Display == nil {
			panic(py.Errorf(py.OSError, "there is no place for files here: cannot write '%s'", name))
		}
		t.Display(f.forms(t))
		return py.None
	}
	if err := t.WriteFile(name, f.SVG()); err != nil {
		panic(py.Errorf(py.OSError, "cannot write '%s': %v", name, err))
	}
	return py.None
}

func unsupported(t *py.Thread, format string) *py.Exception {
	return py.Errorf(py.ValueError, "Format %s is not supported (supported formats: svg)", t.Repr(py.Str(format)))
}

// extension returns what follows the last dot of a file's name.
func extension(name string) string {
	for i := len(name) - 1; i >= 0 && name[i] != '/'; i-- {
		if name[i] == '.' {
			return name[i+1:]
		}
	}
	return ""
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

// background makes a patch that stands for a background colour.
func background(c *figure.Color) *Artist {
	class := newClass("Rectangle", "matplotlib.patches", []property{
		shade(func(*Artist) *figure.Color { return c }, "facecolor", "fc", "color"),
		{names: []string{"alpha"}, set: func(t *py.Thread, _ *Artist, v py.Object) {
			if !none(v) {
				*c = c.WithAlpha(min(max(number(t, v), 0), 1))
			}
		}},
		{names: []string{"visible"}, set: func(t *py.Thread, _ *Artist, v py.Object) {
			if !t.Truth(v) {
				*c = figure.NoColor
			}
		}},
	}, ignored("edgecolor", "linewidth"))
	return &Artist{class: class, item: &figure.Polygon{Base: figure.NewBase(0)}}
}

// A canvas has the methods that programs call to have a figure drawn.
type canvas struct{ figure *Figure }

var canvasType = &py.Type{Name: "FigureCanvasSVG", Module: "matplotlib.backends.backend_svg", Final: true}

func (*canvas) Type() *py.Type { return canvasType }

func init() {
	nothing := func(*py.Thread, []py.Object) py.Object { return py.None }
	canvasType.Define(
		py.Func{Sig: "draw(self)", Doc: "Does nothing: figures are drawn when they are shown.", Impl: nothing},
		py.Func{Sig: "draw_idle(self)", Doc: "Does nothing: figures are drawn when they are shown.", Impl: nothing},
		py.Func{Sig: "flush_events(self)", Doc: "Does nothing: there are no events.", Impl: nothing},
	)
}

// figureMethods are the methods of figures.
var figureMethods = []py.Func{
	{Sig: "_repr_svg_(self)", Doc: "The figure as notebooks show it.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return py.Str(figureOf(a[0]).SVG()) }},
	{Sig: "add_subplot(self, *args, **kwargs)", Doc: "Adds axes in a cell of a grid.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return figureOf(a[0]).addSubplot(t, a[1].(*py.Tuple).Elems, keywords{t, a[2].(*py.Dict)})
	}},
	{Sig: "add_axes(self, rect, **kwargs)", Doc: "Adds axes at a rectangle [left, bottom, width, height] in parts of the figure.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		v := numbers(t, a[1], 4, "add_axes")
		x := figureOf(a[0]).subplot(figure.Slot{Rect: [4]float64{v[0], v[1], v[2], v[3]}}, nil, nil)
		x.set(t, a[2].(*py.Dict))
		return x
	}},
	{Sig: "subplots(self, nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, width_ratios=None, height_ratios=None, subplot_kw=None, gridspec_kw=None)", Doc: "Adds a grid of axes.",
		Impl: func(t *py.Thread, a []py.Object) py.Object { return figureOf(a[0]).subplots(t, a[1:]) }},
	{Sig: "add_gridspec(self, nrows=1, ncols=1, **kwargs)", Doc: "A grid whose cells add_subplot takes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		g := newGrid(t, t.ToInt(a[1]), t.ToInt(a[2]))
		gridOptions(t, g.Grid, figureOf(a[0]), a[3].(*py.Dict))
		return g
	}},
	{Sig: "gca(self)", Doc: "The current axes.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return figureOf(a[0]).gca() }},
	{Sig: "sca(self, a)", Doc: "Makes axes the current ones.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).current = axesOf(a[1])
		return a[1]
	}},
	{Sig: "get_axes(self)", Doc: "The axes.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return axesList(figureOf(a[0])) }},
	{Sig: "delaxes(self, ax)", Doc: "Removes axes.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).remove(axesOf(a[1]))
		return py.None
	}},
	{Sig: "colorbar(self, mappable, cax=None, ax=None, use_gridspec=True, **kwargs)", Doc: "Adds a bar that shows what colours stand for.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return colorbar(t, figureOf(a[0]), a[1], a[2], a[3], keywords{t, a[5].(*py.Dict)})
	}},
	{Sig: "suptitle(self, t, **kwargs)", Doc: "The title over all axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		f := figureOf(a[0])
		title := f.heading(t, text(t, a[1]), keywords{t, a[2].(*py.Dict)}, figure.Text{X: 0.5, Y: 0.98, HAlign: "center", VAlign: "top", Size: f.Style.SuptitleFont})
		f.Suptitle = title.item.(*figure.Text)
		return title
	}},
	{Sig: "supxlabel(self, t, **kwargs)", Doc: "A label below all axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return figureOf(a[0]).addText(t, a, figure.Text{X: 0.5, Y: 0.01, HAlign: "center", VAlign: "bottom"})
	}},
	{Sig: "supylabel(self, t, **kwargs)", Doc: "A label at the left of all axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return figureOf(a[0]).addText(t, a, figure.Text{X: 0.02, Y: 0.5, HAlign: "left", VAlign: "center", Rotation: 90})
	}},
	{Sig: "text(self, x, y, s, fontdict=None, **kwargs)", Doc: "A text in parts of the figure.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		merge(t, a[5].(*py.Dict), a[4])
		return figureOf(a[0]).addText(t, []py.Object{a[0], a[3], a[5]}, figure.Text{X: number(t, a[1]), Y: number(t, a[2]), VAlign: "baseline"})
	}},
	{Sig: "legend(self, *args, **kwargs)", Doc: "A legend of all axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		f := figureOf(a[0])
		var entries []figure.Entry
		for _, x := range f.axes {
			entries = append(entries, x.entries()...)
		}
		k := keywords{t, a[2].(*py.Dict)}
		if k.d.GetString("loc") == nil {
			k.d.SetString("loc", py.Str("upper right"))
		}
		l := newLegend(t, f, entries, a[1].(*py.Tuple).Elems, k)
		f.Legends = append(f.Legends, l.item)
		return l
	}},
	{Sig: "tight_layout(self, *, pad=1.08, h_pad=None, w_pad=None, rect=None)", Doc: "Leaves room for labels and titles.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		f := figureOf(a[0])
		f.Tight, f.Pad = true, number(t, a[1])
		return py.None
	}},
	{Sig: "set_tight_layout(self, tight)", Doc: "Whether to leave room for labels and titles.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).Tight = t.Truth(a[1])
		return py.None
	}},
	{Sig: "set_layout_engine(self, layout=None, **kwargs)", Doc: "Whether to leave room for labels and titles.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).Tight = !none(a[1]) && text(t, a[1]) != "none"
		return py.None
	}},
	{Sig: "subplots_adjust(self, **kwargs)", Doc: "The border of the axes, and the gaps between them.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		k := keywords{t, a[1].(*py.Dict)}
		f := figureOf(a[0])
		f.Tight = false
		f.adjust(k)
		k.rest("SubplotParams.update")
		return py.None
	}},
	{Sig: "savefig(self, fname, **kwargs)", Doc: "Writes the figure to a file, as SVG.", Impl: func(t *py.Thread, a []py.Object) py.Object { return figureOf(a[0]).save(t, a[1:]) }},
	{Sig: "show(self, warn=True)", Doc: "Displays the figure.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		f := figureOf(a[0])
		if t.Display != nil {
			t.Display(f.forms(t))
			stateOf(t).close(f)
		}
		return py.None
	}},
	{Sig: "clear(self, keep_observers=False)", Doc: "Removes everything.", Impl: clearFigure},
	{Sig: "clf(self, keep_observers=False)", Doc: "Removes everything.", Impl: clearFigure},
	{Sig: "get_size_inches(self)", Doc: "Width and height in inches.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		return numpy.FromValues([]float64{figureOf(a[0]).Width, figureOf(a[0]).Height}, 2)
	}},
	{Sig: "set_size_inches(self, w, h=None, forward=True)", Doc: "Sets width and height in inches.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		size := a[1]
		if !none(a[2]) {
			size = py.NewTuple(a[1], a[2])
		}
		figureOf(a[0]).resize(t, size)
		return py.None
	}},
	{Sig: "set_figwidth(self, val, forward=True)", Doc: "Sets the width in inches.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).resize(t, py.NewTuple(a[1], py.Float(figureOf(a[0]).Height)))
		return py.None
	}},
	{Sig: "set_figheight(self, val, forward=True)", Doc: "Sets the height in inches.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).resize(t, py.NewTuple(py.Float(figureOf(a[0]).Width), a[1]))
		return py.None
	}},
	{Sig: "set_dpi(self, val)", Doc: "Sets the pixels per inch.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).DPI = dpi(t, a[1])
		return py.None
	}},
	{Sig: "set_facecolor(self, color)", Doc: "Sets the background.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		figureOf(a[0]).Face = color(t, a[1], "facecolor")
		return py.None
	}},
	{Sig: "get_facecolor(self)", Doc: "The background.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return rgba(figureOf(a[0]).Face) }},
	{Sig: "autofmt_xdate(self, bottom=0.2, rotation=30, ha='right', which='major')", Doc: "Turns the labels of the x axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		f := figureOf(a[0])
		for _, x := range f.axes {
			x.X.TickStyle.Rotation = number(t, a[2])
		}
		f.Bottom = number(t, a[1])
		return py.None
	}},
	{Sig: "align_labels(self, axs=None)", Doc: "Accepted; labels stay where they are.", Impl: func(*py.Thread, []py.Object) py.Object { return py.None }},
	{Sig: "align_xlabels(self, axs=None)", Doc: "Accepted; labels stay where they are.", Impl: func(*py.Thread, []py.Object) py.Object { return py.None }},
	{Sig: "align_ylabels(self, axs=None)", Doc: "Accepted; labels stay where they are.", Impl: func(*py.Thread, []py.Object) py.Object { return py.None }},
}

// addText adds a text; a is the figure, the text, and a dict of properties.
func (f *Figure) addText(t *py.Thread, a []py.Object, g figure.Text) *Artist {
	g.Size = f.Style.Font
	label := f.heading(t, text(t, a[1]), keywords{t, a[2].(*py.Dict)}, g)
	f.Texts = append(f.Texts, label.item.(*figure.Text))
	label.drop = func() {
		f.Texts = slices.DeleteFunc(f.Texts, func(g *figure.Text) bool { return g == label.item })
	}
	return label
}

func clearFigure(_ *py.Thread, a []py.Object) py.Object {
	figureOf(a[0]).clear()
	return py.None
}

// merge adds the entries of a dict that may be None.
func merge(t *py.Thread, d *py.Dict, more py.Object) {
	if m, ok := more.(*py.Dict); ok {
		for _, key := range m.Keys() {
			if name := t.Str(key); d.GetString(name) == nil {
				d.SetString(name, m.GetString(name))
			}
		}
	}
}
