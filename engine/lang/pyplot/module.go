package pyplot

import (
	"slices"
	"strings"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// ofAxes makes the function of matplotlib.pyplot from a method of Axes: it is
// called on the current axes.
func ofAxes(f py.Func, name string) py.Func {
	_, rest, _ := strings.Cut(f.Sig, "(self")
	method := f.Impl
	return py.Func{Sig: name + "(" + strings.TrimPrefix(rest, ", "), Doc: f.Doc, Impl: func(t *py.Thread, a []py.Object) py.Object {
		return method(t, append([]py.Object{stateOf(t).axes()}, a...))
	}}
}

// ofFigure does the same for a method of Figure.
func ofFigure(name string) py.Func {
	i := slices.IndexFunc(figureMethods, func(f py.Func) bool { return strings.HasPrefix(f.Sig, name+"(") })
	f := figureMethods[i]
	_, rest, _ := strings.Cut(f.Sig, "(self")
	return py.Func{Sig: name + "(" + strings.TrimPrefix(rest, ", "), Doc: f.Doc, Impl: func(t *py.Thread, a []py.Object) py.Object {
		return f.Impl(t, append([]py.Object{stateOf(t).figure()}, a...))
	}}
}

// renamed are the functions whose name differs from that of the method.
var renamed = map[string]string{
	"set_title": "title", "set_xlabel": "xlabel", "set_ylabel": "ylabel", "twinx": "twinx", "twiny": "twiny",
}

// functions are those of matplotlib.pyplot.
func functions() []py.Func {
	all := slices.Clone(own)
	for _, f := range drawing {
		name, _, _ := strings.Cut(f.Sig, "(")
		all = append(all, ofAxes(f, name))
	}
	for _, f := range axesMethods() {
		name, _, _ := strings.Cut(f.Sig, "(")
		if to := renamed[name]; to != "" {
			all = append(all, ofAxes(f, to))
		}
	}
	for _, name := range []string{"suptitle", "supxlabel", "supylabel", "tight_layout", "subplots_adjust", "savefig", "autofmt_xdate", "delaxes"} {
		if name != "delaxes" && name != "autofmt_xdate" {
			all = append(all, ofFigure(name))
		}
	}
	for _, axis := range []string{"x", "y"} {
		all = append(all, limitFunc(axis), ticksFunc(axis), scaleFunc(axis))
	}
	return all
}

func axisOf(t *py.Thread, letter string) (*Axes, *figure.Axis) {
	a := stateOf(t).axes()
	if letter == "x" {
		return a, &a.X
	}
	return a, &a.Y
}

func limitFunc(letter string) py.Func {
	return py.Func{Sig: letter + "lim(*args, **kwargs)", Doc: "Sets, or without arguments returns, the ends of the " + letter + " axis.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x, axis := axisOf(t, letter)
		args := a[0].(*py.Tuple).Elems
		k := keywords{t, a[1].(*py.Dict)}
		low, high := k.take("left", "bottom", letter+"min"), k.take("right", "top", letter+"max")
		switch len(args) {
		case 0:
		case 1:
			low = args[0]
		case 2:
			low, high = args[0], args[1]
		default:
			panic(py.Errorf(py.TypeError, "%slim() takes at most 2 positional arguments but %d were given", letter, len(args)))
		}
		k.ignore("emit", "auto")
		k.rest(letter + "lim")
		return setLimit(t, x, axis, given2(low), given2(high))
	}}
}

func ticksFunc(letter string) py.Func {
	return py.Func{Sig: letter + "ticks(ticks=None, labels=None, *, minor=False, **kwargs)", Doc: "Sets where the ticks of the " + letter + " axis are and what is written there; returns both.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x, axis := axisOf(t, letter)
		if none(a[0]) && !none(a[1]) {
			panic(py.Errorf(py.TypeError, "%sticks(): Parameter 'labels' can't be set without setting 'ticks'", letter))
		}
		setTicks(t, axis, a[0], a[1])
		tickTexts(t, axis, keywords{t, a[3].(*py.Dict)})
		places, labels := tickObjects(x, axis)
		return py.NewTuple(places, labels)
	}}
}

func scaleFunc(letter string) py.Func {
	return py.Func{Sig: letter + "scale(value, **kwargs)", Doc: "Makes the " + letter + " axis linear, log or symlog.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		_, axis := axisOf(t, letter)
		setScale(t, axis, a[0])
		return py.None
	}}
}

// own are the functions of matplotlib.pyplot that are no methods.
var own = []py.Func{
	{Sig: "figure(num=None, figsize=None, dpi=None, *, facecolor=None, edgecolor=None, frameon=True, FigureClass=None, clear=False, **kwargs)", Doc: "A new figure, or an open one by its number.", Impl: newFigureCall},
	{Sig: "subplots(nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, width_ratios=None, height_ratios=None, subplot_kw=None, gridspec_kw=None, **fig_kw)", Doc: "A new figure with a grid of axes.",
		Impl: func(t *py.Thread, a []py.Object) py.Object {
			f := openFigure(t, keywords{t, a[9].(*py.Dict)})
			axes := f.subplots(t, a[:9])
			f.current = f.axes[len(f.axes)-1]
			return py.NewTuple(f, axes)
		}},
	{Sig: "subplot(*args, **kwargs)", Doc: "Axes in a cell of the current figure; those that are there already are used again.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		f := stateOf(t).figure()
		args, d := a[0].(*py.Tuple).Elems, a[1].(*py.Dict)
		slot := subplotSlot(t, args)
		if len(d.Keys()) == 0 {
			for _, x := range f.axes {
				if sameSlot(x.Slot, slot) && x.Bar == nil {
					f.current = x
					return x
				}
			}
		}
		return f.addSubplot(t, args, keywords{t, d})
	}},
	{Sig: "subplot2grid(shape, loc, rowspan=1, colspan=1, fig=None, **kwargs)", Doc: "Axes in cells of a grid.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		shape, loc := numbers(t, a[0], 2, "shape"), numbers(t, a[1], 2, "loc")
		g := newGrid(t, int(shape[0]), int(shape[1]))
		slot := figure.Slot{Grid: g.Grid, Row0: int(loc[0]), Col0: int(loc[1]), Row1: int(loc[0]) + t.ToInt(a[2]) - 1, Col1: int(loc[1]) + t.ToInt(a[3]) - 1}
		if slot.Row0 < 0 || slot.Col0 < 0 || slot.Row1 < slot.Row0 || slot.Col1 < slot.Col0 || slot.Row1 >= g.Rows || slot.Col1 >= g.Cols {
			panic(py.Errorf(py.IndexError, "GridSpec slice would result in no space allocated for subplot"))
		}
		f := stateOf(t).figure()
		if other, ok := a[4].(*Figure); ok {
			f = other
		}
		return f.addSubplot(t, []py.Object{&gridCell{slot}}, keywords{t, a[5].(*py.Dict)})
	}},
	{Sig: "subplot_mosaic(mosaic, *, sharex=False, sharey=False, width_ratios=None, height_ratios=None, empty_sentinel='.', subplot_kw=None, **fig_kw)", Doc: "A new figure with axes laid out as letters are.", Impl: mosaic},
	{Sig: "axes(arg=None, **kwargs)", Doc: "New axes at a rectangle [left, bottom, width, height].", Impl: func(t *py.Thread, a []py.Object) py.Object {
		f := stateOf(t).figure()
		if none(a[0]) {
			return f.addSubplot(t, nil, keywords{t, a[1].(*py.Dict)})
		}
		v := numbers(t, a[0], 4, "axes")
		x := f.subplot(figure.Slot{Rect: [4]float64{v[0], v[1], v[2], v[3]}}, nil, nil)
		x.set(t, a[1].(*py.Dict))
		return x
	}},
	{Sig: "gca()", Doc: "The current axes.", Impl: func(t *py.Thread, _ []py.Object) py.Object { return stateOf(t).axes() }},
	{Sig: "gcf()", Doc: "The current figure.", Impl: func(t *py.Thread, _ []py.Object) py.Object { return stateOf(t).figure() }},
	{Sig: "gci()", Doc: "The current image, or None.", Impl: func(t *py.Thread, _ []py.Object) py.Object {
		if im := stateOf(t).image(); im != nil {
			return im
		}
		return py.None
	}},
	{Sig: "sca(ax)", Doc: "Makes axes the current ones.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := axesOf(a[0])
		x.figure.current = x
		if s := stateOf(t); slices.Contains(s.figures, x.figure) {
			s.current = x.figure
		}
		return py.None
	}},
	{Sig: "sci(im)", Doc: "Makes an image the current one.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		if im, ok := a[0].(*Artist); ok && im.axes != nil {
			im.axes.image = im
		}
		return py.None
	}},
	{Sig: "clf()", Doc: "Clears the current figure.", Impl: func(t *py.Thread, _ []py.Object) py.Object {
		stateOf(t).figure().clear()
		return py.None
	}},
	{Sig: "close(fig=None)", Doc: "Closes a figure, or all of them.", Impl: closeCall},
	{Sig: "delaxes(ax=None)", Doc: "Removes axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		x := stateOf(t).axes()
		if !none(a[0]) {
			x = axesOf(a[0])
		}
		x.figure.remove(x)
		return py.None
	}},
	{Sig: "fignum_exists(num)", Doc: "Whether a figure is open.", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.Bool(stateOf(t).find(t.ToInt(a[0])) != nil) }},
	{Sig: "get_fignums()", Doc: "The numbers of the open figures.", Impl: func(t *py.Thread, _ []py.Object) py.Object {
		var list []py.Object
		for _, f := range stateOf(t).figures {
			list = append(list, py.Int(f.number))
		}
		return py.NewList(list...)
	}},
	{Sig: "show(*args, **kwargs)", Doc: "Displays the open figures.", Impl: func(t *py.Thread, _ []py.Object) py.Object {
		Flush(t)
		return py.None
	}},
	{Sig: "colorbar(mappable=None, cax=None, ax=None, **kwargs)", Doc: "Adds a bar that shows what colours stand for.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		s := stateOf(t)
		o := a[0]
		if none(o) {
			im := s.image()
			if im == nil {
				panic(py.Errorf(py.RuntimeError, "No mappable was found to use for colorbar creation. First define a mappable such as an image (with imshow) or a contour set (with contourf)."))
			}
			o = im
		}
		f := s.figure()
		if artist, ok := o.(*Artist); ok && artist.axes != nil {
			f = artist.axes.figure
		}
		return colorbar(t, f, o, a[1], a[2], keywords{t, a[3].(*py.Dict)})
	}},
	{Sig: "clim(vmin=None, vmax=None)", Doc: "What the ends of the colour map stand for.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		im := stateOf(t).image()
		if im == nil || im.mapped == nil {
			panic(py.Errorf(py.RuntimeError, "You must first define an image, e.g., with imshow"))
		}
		setLimits(t, im.mapped.Norm, a[0], a[1])
		return py.None
	}},
	{Sig: "set_cmap(cmap)", Doc: "The default colour map.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		m := colormap(t, a[0])
		s := stateOf(t)
		setParameter(t, "image.cmap", py.Str(m.Name))
		if im := s.image(); im != nil && im.mapped != nil {
			im.mapped.Map = m
		}
		return py.None
	}},
	{Sig: "get_cmap(name=None, lut=None)", Doc: "A colour map by its name.", Impl: func(t *py.Thread, a []py.Object) py.Object { return getColormap(t, a[0], a[1]) }},
	{Sig: "figtext(x, y, s, fontdict=None, **kwargs)", Doc: "A text in parts of the figure.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return t.CallObject(t.GetAttr(stateOf(t).figure(), "text"), a[:4], dictKeywords(t, a[4]))
	}},
	{Sig: "figlegend(*args, **kwargs)", Doc: "A legend of all axes.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return t.CallObject(t.GetAttr(stateOf(t).figure(), "legend"), a[0].(*py.Tuple).Elems, dictKeywords(t, a[1]))
	}},
	{Sig: "rc(group, **kwargs)", Doc: "Sets parameters of a group.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		list, _ := names(t, a[0])
		d := a[1].(*py.Dict)
		for _, group := range list {
			for _, key := range d.Keys() {
				name := t.Str(key)
				if long, ok := map[string]string{"lw": "linewidth", "ls": "linestyle", "c": "color", "fc": "facecolor", "ec": "edgecolor"}[name]; ok {
					name = long
				}
				setParameter(t, group+"."+name, d.GetString(t.Str(key)))
			}
		}
		return py.None
	}},
	{Sig: "rcdefaults()", Doc: "Restores the defaults of new figures.", Impl: func(t *py.Thread, _ []py.Object) py.Object {
		s := stateOf(t)
		s.restyle(figure.DefaultStyle())
		s.rc = py.NewDict()
		return py.None
	}},
	{Sig: "rc_context(rc=None, fname=None)", Doc: "Parameters for the body of a with statement.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		rc := a[0]
		return &styleContext{enter: func(t *py.Thread) {
			if !none(rc) {
				update(t, rc)
			}
		}}
	}},
	{Sig: "cycler(*args, **kwargs)", Doc: "Properties that are taken in turn.", Impl: newCycler},
	{Sig: "setp(obj, *args, **kwargs)", Doc: "Sets properties of an artist, or of a list of artists.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		d := a[2].(*py.Dict)
		args := a[1].(*py.Tuple).Elems
		for i := 0; i+1 < len(args); i += 2 {
			d.SetString(text(t, args[i]), args[i+1])
		}
		list := []py.Object{a[0]}
		if t.IsIterable(a[0]) {
			list = t.Elements(a[0])
		}
		for _, o := range list {
			t.CallObject(t.GetAttr(o, "set"), nil, dictKeywords(t, d.Copy()))
		}
		return py.NewList()
	}},
	{Sig: "draw()", Doc: "Does nothing: figures are drawn when they are shown.", Impl: accepted},
	{Sig: "pause(interval)", Doc: "Displays the open figures.", Impl: func(t *py.Thread, _ []py.Object) py.Object {
		Flush(t)
		return py.None
	}},
	{Sig: "ion()", Doc: "Accepted; figures are shown by show().", Impl: accepted},
	{Sig: "ioff()", Doc: "Accepted; figures are shown by show().", Impl: accepted},
	{Sig: "isinteractive()", Doc: "False.", Impl: func(*py.Thread, []py.Object) py.Object { return py.Bool(false) }},
	{Sig: "switch_backend(newbackend)", Doc: "Accepted; figures are drawn as SVG.", Impl: accepted},
}

func dictKeywords(t *py.Thread, o py.Object) []py.Keyword {
	d := o.(*py.Dict)
	var list []py.Keyword
	for _, key := range d.Keys() {
		list = append(list, py.Keyword{Name: t.Str(key), Value: d.GetString(t.Str(key))})
	}
	return list
}

// openFigure makes a new figure with the arguments of figure().
func openFigure(t *py.Thread, k keywords) *Figure {
	s := stateOf(t)
	num := k.take("num")
	probe := newFigure(s.style, 0) // a wrong argument opens no figure
	probe.configure(t, copied(t, k.d))
	var f *Figure
	if n, ok := num.(py.Int); ok {
		f = s.find(int(n))
		if f == nil {
			f = s.open(int(n))
		}
	} else {
		f = s.open(s.free())
		if num != nil {
			f.label = text(t, num)
		}
	}
	s.current = f
	f.configure(t, k)
	return f
}

func newFigureCall(t *py.Thread, a []py.Object) py.Object {
	s := stateOf(t)
	d := a[8].(*py.Dict)
	for i, name := range map[int]string{1: "figsize", 2: "dpi", 3: "facecolor", 4: "edgecolor"} {
		if !none(a[i]) {
			d.SetString(name, a[i])
		}
	}
	var f *Figure
	switch num := a[0].(type) {
	case *Figure:
		s.current = num
		if !slices.Contains(s.figures, num) {
			s.figures = append(s.figures, num)
		}
		return num
	case py.Str:
		for _, open := range s.figures {
			if open.label == string(num) && num != "" {
				f = open
			}
		}
		if f == nil {
			d.SetString("num", num)
		}
	case *py.Singleton:
	default:
		n := t.ToInt(num)
		if f = s.find(n); f == nil {
			d.SetString("num", py.Int(n))
		}
	}
	if f == nil {
		f = openFigure(t, keywords{t, d})
	}
	s.current = f
	if t.Truth(a[7]) {
		f.clear()
	}
	return f
}

func closeCall(t *py.Thread, a []py.Object) py.Object {
	s := stateOf(t)
	switch v := a[0].(type) {
	case *Figure:
		s.close(v)
	case py.Int:
		if f := s.find(int(v)); f != nil {
			s.close(f)
		}
	case py.Str:
		for _, f := range slices.Clone(s.figures) {
			if v == "all" || f.label == string(v) {
				s.close(f)
			}
		}
	case *py.Singleton:
		if s.current != nil {
			s.close(s.current)
		}
	default:
		panic(py.Errorf(py.TypeError, "close() argument must be a Figure, an int, a string, or None, not %s", t.Repr(v.Type())))
	}
	return py.None
}

// mosaic is subplot_mosaic: a text of rows, or nested lists of names.
func mosaic(t *py.Thread, a []py.Object) py.Object {
	var rows [][]string
	if s, ok := a[0].(py.Str); ok {
		for _, line := range strings.FieldsFunc(string(s), func(r rune) bool { return r == '\n' || r == ';' }) {
			var row []string
			for _, r := range strings.TrimSpace(line) {
				row = append(row, string(r))
			}
			if row != nil {
				rows = append(rows, row)
			}
		}
	} else {
		for _, r := range t.Elements(a[0]) {
			row, _ := names2(t, r)
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 || len(rows[0]) == 0 {
		panic(py.Errorf(py.ValueError, "a mosaic has at least one row and column"))
	}
	g := newGrid(t, len(rows), len(rows[0]))
	if !none(a[3]) {
		g.Widths = numbers(t, a[3], g.Cols, "width_ratios")
	}
	if !none(a[4]) {
		g.Heights = numbers(t, a[4], g.Rows, "height_ratios")
	}
	d := py.NewDict()
	f := openFigure(t, keywords{t, a[7].(*py.Dict)})
	slots := map[string]*figure.Slot{}
	var order []string
	for i, row := range rows {
		if len(row) != g.Cols {
			panic(py.Errorf(py.ValueError, "All of the rows must be the same length, however the first row has length %d and row %d has length %d.", g.Cols, i, len(row)))
		}
		for j, name := range row {
			if name == text(t, a[5]) {
				continue
			}
			s := slots[name]
			if s == nil {
				s = &figure.Slot{Grid: g.Grid, Row0: i, Row1: i, Col0: j, Col1: j}
				slots[name] = s
				order = append(order, name)
			}
			s.Row1, s.Col0, s.Col1 = max(s.Row1, i), min(s.Col0, j), max(s.Col1, j)
		}
	}
	var first *Axes
	for _, name := range order {
		share := func(on bool) *Axes {
			if on {
				return first
			}
			return nil
		}
		x := f.subplot(*slots[name], share(t.Truth(a[1])), share(t.Truth(a[2])))
		x.label = name
		if first == nil {
			first = x
		}
		if !none(a[6]) {
			x.subplotOptions(t, a[6].(*py.Dict).Copy())
		}
		d.SetString(name, x)
	}
	return py.NewTuple(f, d)
}

var styleFuncs = []py.Func{
	{Sig: "use(style)", Doc: "Applies a style sheet.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		useStyle(t, a[0])
		return py.None
	}},
	{Sig: "context(style, after_reset=False)", Doc: "A style sheet for the body of a with statement.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		style := a[0]
		return &styleContext{enter: func(t *py.Thread) { useStyle(t, style) }}
	}},
}

// inside imports a module's submodules when they are asked for.
func inside(names ...string) func(t *py.Thread, m *py.Module) {
	return func(_ *py.Thread, m *py.Module) {
		m.Getattr = func(t *py.Thread, name string) py.Object {
			if !slices.Contains(names, name) {
				return nil
			}
			return t.Import(t, m.Name+"."+name)
		}
	}
}

// Pyplot is the module matplotlib.pyplot.
var Pyplot = &py.ModuleSpec{Name: "matplotlib.pyplot", Doc: "Figures, drawn as SVG."}

// Modules are matplotlib and its modules that are here.
var Modules = []*py.ModuleSpec{
	{Name: "matplotlib", Doc: "Figures, drawn as SVG.", Funcs: []py.Func{
		{Sig: "use(backend, *, force=True)", Doc: "Accepted; figures are drawn as SVG.", Impl: accepted},
		{Sig: "get_backend()", Doc: "What draws figures.", Impl: func(*py.Thread, []py.Object) py.Object { return py.Str("svg") }},
		find("rc"), find("rcdefaults"), find("rc_context"), find("cycler"),
	}, Values: map[string]py.Object{"__version__": py.Str("3.11"), "rcParams": &rcParams{}, "colormaps": &colormapTable{}},
		Init: inside("pyplot", "cm", "colors", "style", "ticker", "patches", "lines", "collections", "gridspec", "figure", "axes")},
	Pyplot,
	{Name: "matplotlib.cm", Doc: "Colour maps.", Funcs: []py.Func{find("get_cmap")}, Values: map[string]py.Object{"ScalarMappable": scalarMappableType}, Init: colormapAttributes},
	{Name: "matplotlib.colors", Doc: "Colours.", Funcs: colorFuncs, Values: map[string]py.Object{
		"Normalize": normType, "LogNorm": logNormType, "SymLogNorm": symNormType, "TwoSlopeNorm": twoNormType, "CenteredNorm": cenNormType, "BoundaryNorm": edgNormType,
		"Colormap": ColormapType, "ListedColormap": listedType, "LinearSegmentedColormap": segmentedType,
	}, Init: func(_ *py.Thread, m *py.Module) {
		names := py.NewDict()
		for i, name := range []string{"blue", "orange", "green", "red", "purple", "brown", "pink", "gray", "olive", "cyan"} {
			names.SetString("tab:"+name, hex(figure.Tableau[i]))
		}
		m.Set("TABLEAU_COLORS", names)
	}},
	{Name: "matplotlib.style", Doc: "Style sheets.", Funcs: styleFuncs, Values: map[string]py.Object{"available": strings2list(styleNames())}},
	{Name: "matplotlib.ticker", Doc: "Where ticks are and what is written there.", Values: tickers()},
	{Name: "matplotlib.patches", Doc: "Shapes.", Values: map[string]py.Object{"Rectangle": rectangleClass.Type, "Circle": circleClass.Type, "Ellipse": ellipseClass.Type, "Polygon": polygonClass.Type, "Patch": patchType}},
	{Name: "matplotlib.lines", Doc: "Lines.", Values: map[string]py.Object{"Line2D": lineClass.Type}},
	{Name: "matplotlib.collections", Doc: "Collections.", Values: map[string]py.Object{"LineCollection": linesClass.Type}},
	{Name: "matplotlib.gridspec", Doc: "Grids of axes.", Values: map[string]py.Object{"GridSpec": gridType}},
	{Name: "matplotlib.figure", Doc: "The class of figures.", Values: map[string]py.Object{"Figure": FigureType}},
	{Name: "matplotlib.axes", Doc: "The class of axes.", Values: map[string]py.Object{"Axes": AxesType}},
}

// defaultMaps are the colour maps that a function makes the default.
var defaultMaps = []string{"viridis", "plasma", "inferno", "magma", "gray", "hot", "cool", "jet"}

// patchType makes the samples of hand-made legends.
var patchType = &py.Type{Name: "Patch", Module: "matplotlib.patches", Doc: "A filled shape, for legends.", Final: true}

// find returns a function of matplotlib.pyplot by its name.
func find(name string) py.Func {
	return own[slices.IndexFunc(own, func(f py.Func) bool { return strings.HasPrefix(f.Sig, name+"(") })]
}

// colormapAttributes makes the colour maps attributes of matplotlib.cm.
func colormapAttributes(_ *py.Thread, m *py.Module) {
	m.Getattr = func(_ *py.Thread, name string) py.Object {
		if found := figure.FindColormap(name, 0); found != nil {
			return &Colormap{found}
		}
		return nil
	}
}

func init() {
	constructor(patchType, "(**kwargs)", func(t *py.Thread, a []py.Object) py.Object {
		return patch(t, rectangleClass, [][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}}, a[0])
	})
	Pyplot.Funcs = functions()
	Pyplot.Values = map[string]py.Object{
		"rcParams": &rcParams{}, "Figure": FigureType, "Axes": AxesType, "Line2D": lineClass.Type, "Rectangle": rectangleClass.Type, "Circle": circleClass.Type, "Polygon": polygonClass.Type,
		"Normalize": normType, "GridSpec": gridType,
	}
	Pyplot.Init = func(_ *py.Thread, m *py.Module) {
		m.Set("colormaps", &colormapTable{})
		m.Getattr = func(t *py.Thread, name string) py.Object {
			switch name {
			case "cm", "style", "ticker", "colors":
				return t.Import(t, "matplotlib."+name)
			}
			if !slices.Contains(defaultMaps, name) {
				return nil
			}
			return py.NewBuiltin(py.Func{Sig: name + "()", Doc: "Makes the map the default.", Impl: func(t *py.Thread, _ []py.Object) py.Object {
				setParameter(t, "image.cmap", py.Str(name))
				return py.None
			}})
		}
	}
}
