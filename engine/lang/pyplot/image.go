package pyplot

import (
	"math"
	"slices"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// smooth reports whether an interpolation blends neighbouring cells.
func smooth(t *py.Thread, o py.Object) bool {
	switch s := text(t, o); s {
	case "", "nearest", "none", "antialiased", "auto":
		return false
	case "bilinear", "bicubic", "spline16", "spline36", "hanning", "hamming", "hermite", "kaiser", "quadric", "catrom", "gaussian", "bessel", "mitchell", "sinc", "lanczos", "blackman":
		return true
	}
	panic(py.Errorf(py.ValueError, "%s is not a valid value for interpolation.", t.Repr(o)))
}

// imshow arguments after self: X, cmap, norm, aspect, interpolation, alpha,
// vmin, vmax, origin, extent, kwargs.
func (a *Axes) imshow(t *py.Thread, o []py.Object) py.Object {
	v, shape := values(t, o[0])
	for len(shape) == 3 && shape[2] == 1 {
		shape = shape[:2]
	}
	if !(len(shape) == 2 || len(shape) == 3 && (shape[2] == 3 || shape[2] == 4)) {
		panic(py.Errorf(py.TypeError, "Invalid shape %s for image data", shapeText(shape)))
	}
	im := &figure.Image{Base: figure.NewBase(0), Rows: shape[0], Cols: shape[1], Smooth: smooth(t, given2(o[4]))}
	var m *figure.Mappable
	if len(shape) == 3 {
		t.Reserve(float64(4 * len(v)))
		im.Pixels = pixels(t, o[0], v, shape[2])
	} else {
		m = mappable(t, v, o[1], o[2], o[6], o[7], o[5])
		im.Map = m
	}
	if !none(o[5]) {
		im.Alpha = number(t, o[5])
	}
	lower := a.figure.Style.OriginLower
	if !none(o[8]) {
		switch s := text(t, o[8]); s {
		case "lower", "upper":
			lower = s == "lower"
		default:
			panic(py.Errorf(py.ValueError, "%s is not a valid value for origin; supported values are 'upper', 'lower'", t.Repr(o[8])))
		}
	}
	// extent is left, right, bottom, top.
	e := []float64{-0.5, float64(im.Cols) - 0.5, float64(im.Rows) - 0.5, -0.5}
	if lower {
		e[2], e[3] = e[3], e[2]
	}
	if !none(o[9]) {
		e = numbers(t, o[9], 4, "extent")
	}
	im.Left, im.Right = e[0], e[1]
	im.Bottom, im.Top, im.Upper = e[2], e[3], !lower
	a.setAspect(t, o[3], "equal")
	if a.X.Auto {
		a.X.Inverted = e[0] > e[1]
	}
	if a.Y.Auto {
		a.Y.Inverted = e[2] > e[3]
	}
	artist := a.add(t, imageClass, im, o[10].(*py.Dict))
	a.figure.current = a
	if m != nil {
		a.shows(artist, m)
	}
	return artist
}

// given2 returns an argument, None for one that was left out.
func given2(o py.Object) py.Object {
	if o == nil {
		return py.None
	}
	return o
}

// pixels returns the colours of an image: floats from 0 to 1 or ints to 255.
func pixels(t *py.Thread, o py.Object, v []float64, channels int) []figure.Color {
	unit := 1.0
	if integers(t, o) {
		unit = 255
	} else if _, isArray := t.LookupAttr(o, "dtype"); !isArray && slices.ContainsFunc(v, func(x float64) bool { return x > 1 }) {
		unit = 255
	}
	list := make([]figure.Color, 0, len(v)/channels)
	for i := 0; i < len(v); i += channels {
		alpha := 1.0
		if channels == 4 {
			alpha = v[i+3] / unit
		}
		list = append(list, figure.RGBA(orZero(v[i]/unit), orZero(v[i+1]/unit), orZero(v[i+2]/unit), alpha))
	}
	return list
}

func orZero(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}

// setAspect reads equal, auto, or how many times longer a unit of y is.
func (a *Axes) setAspect(t *py.Thread, o py.Object, otherwise string) {
	if none(o) {
		o = py.Str(otherwise)
	}
	if s, ok := o.(py.Str); ok {
		switch s {
		case "auto":
			a.Aspect = 0
			return
		case "equal":
			a.Aspect = 1
			return
		}
		panic(py.Errorf(py.ValueError, "could not convert string to float: %s", t.Repr(o)))
	}
	v := number(t, o)
	if !(v > 0) || math.IsInf(v, 0) {
		panic(py.Errorf(py.ValueError, "aspect must be finite and positive "))
	}
	a.Aspect = v
}

// gridArguments reads [X, Y,] Z of a function of a grid.
func (a *Axes) gridArguments(t *py.Thread, name string, args []py.Object) (x, y, z []float64, xs, ys, zs []int) {
	switch len(args) {
	case 1:
		z, zs = values(t, args[0])
	case 3:
		x, xs = onAxis(t, args[0], a.X.Range)
		y, ys = onAxis(t, args[1], a.Y.Range)
		z, zs = values(t, args[2])
	default:
		panic(py.Errorf(py.TypeError, "%s() takes 1 or 3 positional arguments but %d were given", name, len(args)))
	}
	if len(zs) != 2 {
		return
	}
	t.Spend(len(z))
	t.Reserve(48 * float64(len(z)))
	return
}

// pcolormesh draws a grid of coloured cells.
func (a *Axes) pcolormesh(t *py.Thread, args []py.Object, o []py.Object, d *py.Dict) py.Object {
	x, y, z, xs, ys, zs := a.gridArguments(t, "pcolormesh", args)
	if len(zs) != 2 {
		panic(py.Errorf(py.ValueError, "pcolormesh takes a two-dimensional array of colours, got shape %s", shapeText(zs)))
	}
	rows, cols := zs[0], zs[1]
	g := &figure.Mesh{Base: figure.NewBase(1), Rows: rows, Cols: cols}
	shading := "auto"
	if !none(o[5]) {
		shading = text(t, o[5])
	}
	if x == nil {
		x, y = count(cols+1), count(rows+1)
		xs, ys = []int{cols + 1}, []int{rows + 1}
	}
	nx, ny := last(xs), ys[0]
	if len(xs) == 2 {
		ny = xs[0]
	}
	var centered bool
	switch {
	case nx == cols+1 && ny == rows+1 && shading != "nearest" && shading != "gouraud":
	case nx == cols && ny == rows && shading != "flat":
		centered = true
	default:
		panic(py.Errorf(py.TypeError, "Dimensions of C (%d, %d) should be one smaller than X(%d) and Y(%d) while using shading='%s' see help(pcolormesh)", rows, cols, nx, ny, flatIfAuto(shading)))
	}
	if len(xs) == 1 && len(ys) == 1 {
		if centered {
			x, y = borders(x), borders(y)
		}
		x, y = meshgrid(x, y)
	} else {
		if len(xs) == 1 {
			x, _ = meshgrid(x, y[:ny])
		}
		if len(ys) == 1 {
			_, y = meshgrid(x[:nx], y)
		}
		if centered {
			x, y = gridBorders(x, ny, nx), gridBorders(y, ny, nx)
		}
	}
	if len(x) != (rows+1)*(cols+1) || len(y) != len(x) {
		panic(py.Errorf(py.TypeError, "Dimensions of C (%d, %d) are incompatible with X (%s) and/or Y (%s); see help(pcolormesh)", rows, cols, shapeText(xs), shapeText(ys)))
	}
	g.X, g.Y = x, y
	m := mappable(t, z, o[2], o[1], o[3], o[4], o[0])
	g.Map = m
	if a.X.GridLines != nil || a.Y.GridLines != nil {
		a.X.GridLines, a.Y.GridLines = nil, nil
	}
	return a.shows(a.add(t, meshClass, g, d), m)
}

func flatIfAuto(s string) string {
	if s == "auto" {
		return "flat"
	}
	return s
}

func last(list []int) int { return list[len(list)-1] }

func count(n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = float64(i)
	}
	return v
}

// borders returns the borders of cells with given middles.
func borders(v []float64) []float64 {
	n := len(v)
	if n == 0 {
		return []float64{0}
	}
	if n == 1 {
		return []float64{v[0] - 0.5, v[0] + 0.5}
	}
	out := make([]float64, n+1)
	for i := 1; i < n; i++ {
		out[i] = (v[i-1] + v[i]) / 2
	}
	out[0], out[n] = v[0]-(v[1]-v[0])/2, v[n-1]+(v[n-1]-v[n-2])/2
	return out
}

// gridBorders returns the corners of cells with given middles.
func gridBorders(v []float64, rows, cols int) []float64 {
	wide := make([]float64, 0, rows*(cols+1))
	for i := range rows {
		wide = append(wide, borders(v[i*cols:(i+1)*cols])...)
	}
	out := make([]float64, (rows+1)*(cols+1))
	for j := range cols + 1 {
		for i, b := range borders(column(wide, cols+1, j)) {
			out[i*(cols+1)+j] = b
		}
	}
	return out
}

func meshgrid(x, y []float64) (gx, gy []float64) {
	for _, v := range y {
		gx = append(gx, x...)
		for range x {
			gy = append(gy, v)
		}
	}
	return gx, gy
}

// contour draws level lines, or the regions between them.
func (a *Axes) contour(t *py.Thread, args []py.Object, d *py.Dict, filled bool) py.Object {
	k := keywords{t, d}
	name := "contour"
	if filled {
		name = "contourf"
	}
	var levelArg py.Object
	if n := len(args); n == 2 || n == 4 {
		levelArg, args = args[n-1], args[:n-1]
	}
	x, y, z, xs, ys, zs := a.gridArguments(t, name, args)
	if len(zs) != 2 {
		panic(py.Errorf(py.TypeError, "Input z must be 2D, not %dD", len(zs)))
	}
	rows, cols := zs[0], zs[1]
	if rows < 2 || cols < 2 {
		panic(py.Errorf(py.TypeError, "Input z must be at least a (2, 2) shaped array, but has shape %s", shapeText(zs)))
	}
	switch {
	case x == nil:
		x, y = a.contourGrid(k, rows, cols)
	case len(xs) != len(ys):
		panic(py.Errorf(py.TypeError, "Number of dimensions of x (%d) and y (%d) do not match", len(xs), len(ys)))
	case len(xs) == 1:
		if len(x) != cols {
			panic(py.Errorf(py.TypeError, "Length of x (%d) must match number of columns in z (%d)", len(x), cols))
		}
		if len(y) != rows {
			panic(py.Errorf(py.TypeError, "Length of y (%d) must match number of rows in z (%d)", len(y), rows))
		}
		x, y = meshgrid(x, y)
	case len(xs) == 2:
		for _, c := range []struct {
			name  string
			shape []int
		}{{"x", xs}, {"y", ys}} {
			if !slices.Equal(c.shape, zs) {
				panic(py.Errorf(py.TypeError, "Shapes of %s %s and z %s do not match", c.name, shapeText(c.shape), shapeText(zs)))
			}
		}
	default:
		panic(py.Errorf(py.TypeError, "Inputs x and y must be 1D or 2D, not %dD", len(xs)))
	}
	k.ignore("origin", "extent")
	g := &figure.Contour{Base: figure.NewBase(1), Field: &figure.Field{Rows: rows, Cols: cols, X: x, Y: y, Z: z}}
	if !filled {
		g.ZOrder = 2
	}
	lo, hi := g.Range()
	m := &figure.Mappable{Norm: figure.NewNorm(), Values: z, Filled: filled, Alpha: nan}
	log := false
	if n, ok := k.take("norm").(*Norm); ok {
		m.Norm = n.Norm
		log = n.Scale == figure.Log
	}
	if loc, ok := k.take("locator").(*locator); ok && loc.log {
		log = true
		m.Norm.Scale = figure.Log
	}
	if v := k.take("levels"); v != nil {
		levelArg = v
	}
	if math.IsNaN(lo) {
		lo, hi = 0, 1
	}
	m.Levels = contourLevels(t, levelArg, lo, hi, log, filled)
	if filled && len(m.Levels) < 2 {
		panic(py.Errorf(py.ValueError, "Filled contours require at least 2 levels."))
	}
	switch extend := k.text("neither", "extend"); extend {
	case "both":
		g.ExtendLow, g.ExtendHigh = true, true
	case "min":
		g.ExtendLow = true
	case "max":
		g.ExtendHigh = true
	case "neither":
	default:
		panic(py.Errorf(py.ValueError, "'%s' is not a valid value for extend; supported values are 'neither', 'both', 'min', 'max'", extend))
	}
	fixed := k.take("colors")
	m.Map = colormap(t, k.take("cmap"))
	if v := k.take("vmin"); v != nil {
		m.Norm.VMin = number(t, v)
	}
	if v := k.take("vmax"); v != nil {
		m.Norm.VMax = number(t, v)
	}
	m.Norm.Fit(m.Levels)
	g.Widths = []float64{a.figure.Style.LineWidth}
	if v := k.take("linewidths"); v != nil {
		g.Widths = flat(t, v)
	}
	g.Styles = []string{"-"}
	monochrome := false
	if fixed != nil {
		list := colors(t, fixed, "colors")
		monochrome = len(list) == 1
		n := len(m.Levels) - 1
		if !filled {
			n = len(m.Levels)
		}
		for i := range max(n, 1) + 2 {
			m.LevelColors = append(m.LevelColors, list[i%len(list)])
		}
	} else {
		m.LevelColors = levelColors(g, m)
	}
	if v := k.take("linestyles"); v != nil {
		g.Styles = nil
		if list, ok := names(t, v); ok {
			for _, s := range list {
				style, _ := lineStyle(t, py.Str(s))
				g.Styles = append(g.Styles, style)
			}
		}
	} else if monochrome && !filled { // lines of one colour: negative levels are dashed
		g.Styles = nil
		for _, level := range m.Levels {
			if level < 0 {
				g.Styles = append(g.Styles, "--")
			} else {
				g.Styles = append(g.Styles, "-")
			}
		}
	}
	if len(g.Styles) == 0 {
		g.Styles = []string{"-"}
	}
	if len(g.Widths) == 0 {
		g.Widths = []float64{a.figure.Style.LineWidth}
	}
	k.ignore("corner_mask", "hatches", "nchunk", "algorithm", "negative_linestyles", "data")
	g.Map = m
	artist := a.add(t, contourClass, g, d)
	m.Alpha = g.Alpha
	a.X.Tight, a.Y.Tight = true, true
	return a.shows(artist, m)
}

// contourGrid returns the coordinates of a field without x and y.
func (a *Axes) contourGrid(k keywords, rows, cols int) (x, y []float64) {
	x, y = count(cols), count(rows)
	if e := k.take("extent"); e != nil {
		v := numbers(k.t, e, 4, "extent")
		dx, dy := (v[1]-v[0])/float64(cols), (v[3]-v[2])/float64(rows)
		if k.take("origin") == nil { // the numbers lie on the border
			dx, dy = (v[1]-v[0])/float64(cols-1), (v[3]-v[2])/float64(rows-1)
			v[0], v[2] = v[0]-dx/2, v[2]-dy/2
		}
		for i := range x {
			x[i] = v[0] + (x[i]+0.5)*dx
		}
		for i := range y {
			y[i] = v[2] + (y[i]+0.5)*dy
		}
	}
	if origin := k.take("origin"); origin != nil && text(k.t, origin) == "upper" {
		slices.Reverse(y)
	}
	return meshgrid(x, y)
}

func contourLevels(t *py.Thread, o py.Object, lo, hi float64, log, filled bool) []float64 {
	n := 7
	if o != nil {
		v, shape := values(t, o)
		if len(shape) > 0 {
			for i := 1; i < len(v); i++ {
				if !(v[i] > v[i-1]) {
					panic(py.Errorf(py.ValueError, "Contour levels must be increasing"))
				}
			}
			if len(v) == 0 {
				panic(py.Errorf(py.ValueError, "at least one contour level is needed"))
			}
			return v
		}
		if n = t.ToInt(o); n < 0 || n > 1e4 {
			panic(py.Errorf(py.ValueError, "the number of contour levels must be between 0 and 10000, not %d", n))
		}
	}
	if log && lo <= 0 {
		lo = math.Min(hi, 1e-300)
	}
	levels := figure.AutoLevels(lo, hi, n, log)
	if len(levels) == 0 {
		return []float64{lo}
	}
	return levels
}

// levelColors are the colours of lines, or of the regions between them, which
// is that of the number in the middle.
func levelColors(g *figure.Contour, m *figure.Mappable) []figure.Color {
	var list []figure.Color
	if !m.Filled {
		for _, v := range m.Levels {
			list = append(list, m.Color(v))
		}
		return list
	}
	if g.ExtendLow {
		list = append(list, m.Map.At(-1))
	}
	for i := 1; i < len(m.Levels); i++ {
		middle := (m.Levels[i-1] + m.Levels[i]) / 2
		if m.Norm.Scale == figure.Log {
			middle = math.Sqrt(m.Levels[i-1] * m.Levels[i])
		}
		list = append(list, m.Color(middle))
	}
	if g.ExtendHigh {
		list = append(list, m.Map.At(2))
	}
	return list
}

// labelContours has the lines of a contour plot be labelled.
func labelContours(t *py.Thread, a *Artist, d *py.Dict) py.Object {
	g, ok := a.item.(*figure.Contour)
	if !ok || g.Map.Filled {
		return py.NewList()
	}
	k := keywords{t, d}
	g.LabelSize = k.float(a.axes.figure.Style.Font, "fontsize")
	if v := k.take("colors"); v != nil {
		g.LabelColor = colors(t, v, "colors")[0]
	}
	g.LabelTexts = figure.Labels(g.Map.Levels)
	format := k.take("fmt")
	// The texts are made now: no Python code is to run while a figure is drawn.
	for i, level := range g.Map.Levels {
		switch f := format.(type) {
		case py.Str:
			if s, ok := percent(t, string(f), level); ok {
				g.LabelTexts[i] = s
			}
		case *py.Dict:
			if s := f.Get(t, py.Float(level)); s != nil {
				g.LabelTexts[i] = text(t, s)
			}
		}
	}
	return py.NewList()
}

// quiver draws a field of arrows.
func (a *Axes) quiver(t *py.Thread, args []py.Object, d *py.Dict) py.Object {
	k := keywords{t, d}
	args = fromData(t, args, k.take("data"))
	var c py.Object
	if n := len(args); n == 3 || n == 5 {
		c, args = args[n-1], args[:n-1]
	}
	if len(args) != 2 && len(args) != 4 {
		panic(py.Errorf(py.TypeError, "quiver takes from 2 to 5 positional arguments but %d were given", len(args)))
	}
	u, us := values(t, args[len(args)-2])
	v, vs := values(t, args[len(args)-1])
	var x, y []float64
	if len(args) == 4 {
		var xs, ys []int
		x, xs = onAxis(t, args[0], a.X.Range)
		y, ys = onAxis(t, args[1], a.Y.Range)
		if len(xs) == 1 && len(ys) == 1 && len(us) == 2 && len(x) == us[1] && len(y) == us[0] {
			x, y = meshgrid(x, y)
		}
	} else {
		rows, cols := 1, len(u)
		if len(us) == 2 {
			rows, cols = us[0], us[1]
		}
		x, y = meshgrid(count(cols), count(rows))
	}
	n := len(x)
	u, v = repeated(u, max(n, 1)), repeated(v, max(n, 1))
	if len(y) != n || len(u) != n || len(v) != n {
		panic(py.Errorf(py.ValueError, "X, Y, U and V must have matching shapes: X and Y have %d and %d elements, U and V have shapes %s and %s", n, len(y), shapeText(us), shapeText(vs)))
	}
	g := &figure.Quiver{Base: figure.NewBase(1), X: x, Y: y, U: u, V: v, Colors: []figure.Color{0x000000ff}, HeadWidth: 3, HeadLength: 5, HeadAxis: 4.5}
	g.Scale = k.float(0, "scale")
	g.Units = k.text("", "scale_units")
	g.Along = k.text("uv", "angles") == "xy"
	g.Pivot = k.text("tail", "pivot")
	g.Width = k.float(0, "width")
	g.HeadWidth, g.HeadLength, g.HeadAxis = k.float(3, "headwidth"), k.float(5, "headlength"), k.float(4.5, "headaxislength")
	k.ignore("units", "angles", "minshaft", "minlength")
	cmap, norm, alpha := k.take("cmap"), k.take("norm"), d.GetString("alpha")
	vmin, vmax := k.take("vmin"), k.take("vmax")
	var m *figure.Mappable
	if c != nil {
		data := flat(t, c)
		if len(data) != n {
			panic(py.Errorf(py.ValueError, "C has %d elements, expected %d", len(data), n))
		}
		m = mappable(t, data, cmap, norm, vmin, vmax, alpha)
		g.Map = m
	}
	artist := a.add(t, quiverClass, g, d)
	if m != nil {
		a.shows(artist, m)
	}
	a.figure.current = a
	return artist
}

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
