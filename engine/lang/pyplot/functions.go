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
