package pyplot

import (
	"math"
	"slices"

	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// rectangle returns a rectangle from one corner to another.
func rectangle(x0, y0, x1, y1 float64) *figure.Polygon {
	return &figure.Polygon{
		Base: figure.NewBase(1), Rings: [][][2]float64{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}},
		Stroke: figure.Stroke{Width: 1, Style: "-"},
	}
}

// bars adds bars at places along an axis: o is place, length, thickness, foot
// and align; vertical tells which way they stand.
func (a *Axes) bars(t *py.Thread, o []py.Object, vertical bool, d *py.Dict) py.Object {
	k := keywords{t, d}
	along, across := a.X.Range, a.Y.Range
	whereName, lengthName, thicknessName := "x", "height", "width"
	if !vertical {
		along, across = across, along
		whereName, lengthName, thicknessName = "y", "width", "height"
	}
	where, whereShape := onAxis(t, o[0], along)
	length, lengthShape := onAxis(t, o[1], across)
	n := max(len(where), len(length))
	if len(where) == 0 || len(length) == 0 {
		n = 0
	}
	mismatch := func(name string, shape []int) {
		panic(py.Errorf(py.ValueError, "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between '%s' with shape %s and '%s' with shape %s.",
			whereName, shapeText(whereShape), name, shapeText(shape)))
	}
	if len(where) != len(length) && len(where) != 1 && len(length) != 1 {
		mismatch(lengthName, lengthShape)
	}
	spread := func(v []float64, shape []int, name string) []float64 {
		if len(v) != n && len(v) != 1 {
			mismatch(name, shape)
		}
		return repeated(v, n)
	}
	where, length = spread(where, whereShape, whereName), spread(length, lengthShape, lengthName)
	thick, shape := values(t, o[2])
	thick = spread(thick, shape, "width")
	foot := make([]float64, n)
	if !none(o[3]) {
		foot, shape = values(t, o[3])
		foot = spread(foot, shape, "bottom")
	}
	whole := integers(t, o[1])
	align := text(t, o[4])
	if align != "center" && align != "edge" {
		panic(py.Errorf(py.ValueError, "%s is not a valid value for align; supported values are 'center', 'edge'", t.Repr(o[4])))
	}
	var faces, edges []figure.Color
	if v := k.take("color"); v != nil {
		faces = colors(t, v, "color")
	}
	if v := k.take("facecolor", "fc"); v != nil {
		faces = colors(t, v, "facecolor")
	}
	if v := k.take("edgecolor", "ec"); v != nil {
		edges = colors(t, v, "edgecolor")
	}
	if faces == nil {
		faces = []figure.Color{a.NextFill()}
	}
	var names []py.Object
	label := k.take("label")
	switch label.(type) {
	case *py.List, *py.Tuple:
		if names = t.Elements(label); len(names) != n {
			panic(py.Errorf(py.ValueError, "number of labels (%d) does not match number of bars (%d).", len(names), n))
		}
		label = nil
	}
	errors := [2]py.Object{k.take("xerr"), k.take("yerr")}
	errorColor, capSize := k.take("ecolor"), k.take("capsize")
	merge(t, d, k.take("error_kw"))
	if v := k.take("tick_label"); v != nil {
		axis := &a.X
		if !vertical {
			axis = &a.Y
		}
		axis.Ticks = slices.Clone(where)
		axis.Labels, _ = names2(t, v)
	}
	if k.bool(false, "log") {
		across.Scale = figure.Log
	}
	a.figure.current = a
	all := &container{class: containerType("BarContainer"), label: text(t, label)}
	for i := range n {
		low := where[i] - thick[i]/2
		if align == "edge" {
			low = where[i]
		}
		g := rectangle(low, foot[i], low+thick[i], foot[i]+length[i])
		g.StickyY = []float64{foot[i]}
		if !vertical {
			g = rectangle(foot[i], low, foot[i]+length[i], low+thick[i])
			g.StickyX = []float64{foot[i]}
		}
		g.Face = faces[i%len(faces)]
		if len(edges) > 0 {
			g.Stroke.Color = edges[i%len(edges)]
		}
		bar := a.add(t, rectangleClass, g, d)
		if bar.keep(lengthName, numpy.Scalar(length[i])); whole {
			bar.keep(lengthName, py.Int(length[i]))
		}
		bar.keep(thicknessName, numpy.Scalar(thick[i]))
		g.Label = "_nolegend_"
		switch {
		case names != nil:
			g.Label = text(t, names[i])
		case i == 0 && label != nil:
			g.Label = text(t, label)
		}
		all.elems = append(all.elems, bar)
	}
	if !none(given(errors[0])) || !none(given(errors[1])) {
		top := make([]float64, n)
		for i := range top {
			top[i] = foot[i] + length[i]
		}
		x, y := where, top
		if !vertical {
			x, y = top, where
		}
		if errorColor == nil {
			errorColor = py.Str("k")
		}
		orNone := func(o py.Object) py.Object {
			if o == nil {
				return py.None
			}
			return o
		}
		a.errorbar(t, []py.Object{numpy.FromValues(x, n), numpy.FromValues(y, n), orNone(errors[1]), orNone(errors[0]), py.Str("none"), errorColor, py.None, orNone(capSize), py.Bool(false), py.None, py.None, py.NewDict()})
	}
	return all
}

// names2 returns strings of a list of anything.
func names2(t *py.Thread, o py.Object) ([]string, bool) {
	var list []string
	for _, e := range t.Elements(o) {
		list = append(list, text(t, e))
	}
	return list, true
}

// binEdges returns the borders of n bins, or those that are given.
func binEdges(t *py.Thread, sets [][]float64, bins, limits py.Object) []float64 {
	lo, hi := math.Inf(1), math.Inf(-1)
	count := 0
	for _, v := range sets {
		for _, x := range v {
			if !math.IsNaN(x) {
				lo, hi = min(lo, x), max(hi, x)
			}
			count++
		}
	}
	if !none(limits) {
		v := numbers(t, limits, 2, "range")
		lo, hi = v[0], v[1]
		if lo > hi {
			panic(py.Errorf(py.ValueError, "max must be larger than min in range parameter."))
		}
	}
	if lo > hi {
		lo, hi = 0, 1
	}
	if math.IsInf(lo, 0) || math.IsInf(hi, 0) {
		panic(py.Errorf(py.ValueError, "autodetected range of [%s, %s] is not finite", t.Repr(py.Float(lo)), t.Repr(py.Float(hi))))
	}
	if lo == hi {
		lo, hi = lo-0.5, hi+0.5
	}
	n := 10
	switch v := bins.(type) {
	case py.Str: // rules for the number of bins: Sturges' is enough for all
		n = int(math.Ceil(math.Log2(float64(max(count, 1)))) + 1)
	case *py.Singleton:
	default:
		edges, shape := values(t, v)
		if len(shape) > 0 {
			if !slices.IsSorted(edges) || len(edges) < 2 {
				panic(py.Errorf(py.ValueError, "`bins` must increase monotonically, when an array"))
			}
			return edges
		}
		if n = t.ToInt(v); n < 1 {
			panic(py.Errorf(py.ValueError, "`bins` must be positive, when an integer"))
		}
	}
	t.Reserve(64 * float64(n))
	t.Spend(n)
	edges := make([]float64, n+1)
	for i := range edges {
		edges[i] = lo + (hi-lo)*float64(i)/float64(n)
	}
	edges[n] = hi
	return edges
}

// histogram counts numbers in bins, the last of which includes its end.
func histogram(v, weights, edges []float64) []float64 {
	counts := make([]float64, len(edges)-1)
	for i, x := range v {
		if !(x >= edges[0] && x <= edges[len(edges)-1]) {
			continue
		}
		k, exact := slices.BinarySearch(edges, x)
		if !exact || k == len(edges)-1 {
			k--
		}
		for k+1 < len(counts) && edges[k+1] == x {
			k++
		}
		w := 1.0
		if weights != nil {
			w = weights[i]
		}
		counts[k] += w
	}
	return counts
}

// dataSets returns the data sets of hist: one, several in a list, or the columns
// of an array.
func dataSets(t *py.Thread, o py.Object) [][]float64 {
	var elems []py.Object
	switch v := o.(type) {
	case *py.List:
		elems = v.Elems
	case *py.Tuple:
		elems = v.Elems
	}
	if len(elems) > 0 {
		if _, isNumber := elems[0].(py.Number); !isNumber || t.IsIterable(elems[0]) {
			if nested := nestedSets(t, elems); nested != nil {
				return nested
			}
		}
	}
	v, shape := values(t, o)
	if len(shape) == 2 {
		var sets [][]float64
		for i := range shape[1] {
			sets = append(sets, column(v, shape[1], i))
		}
		return sets
	}
	return [][]float64{v}
}

func nestedSets(t *py.Thread, elems []py.Object) (sets [][]float64) {
	for _, e := range elems {
		v, shape := values(t, e)
		if len(shape) == 0 {
			return nil
		}
		sets = append(sets, v)
	}
	return sets
}

// hist draws how often numbers fall into bins.
func (a *Axes) hist(t *py.Thread, o []py.Object) py.Object {
	d := o[16].(*py.Dict)
	x := fromData(t, o[:1], given(o[14]))[0]
	sets := dataSets(t, x)
	edges := binEdges(t, sets, o[1], o[2])
	density, cumulative := t.Truth(o[3]), t.Truth(o[5])
	kind, align := text(t, o[7]), text(t, o[8])
	vertical := text(t, o[9]) != "horizontal"
	stacked := t.Truth(o[13]) || kind == "barstacked"
	if !slices.Contains([]string{"bar", "barstacked", "step", "stepfilled"}, kind) {
		panic(py.Errorf(py.ValueError, "%s is not a valid value for histtype; supported values are 'bar', 'barstacked', 'step', 'stepfilled'", t.Repr(o[7])))
	}
	var weights [][]float64
	if !none(o[4]) {
		weights = dataSets(t, o[4])
		if len(weights) != len(sets) {
			panic(py.Errorf(py.ValueError, "weights should have the same shape as x"))
		}
	}
	n := len(edges) - 1
	counts := make([][]float64, len(sets))
	for s, v := range sets {
		var w []float64
		if weights != nil {
			if w = weights[s]; len(w) != len(v) {
				panic(py.Errorf(py.ValueError, "weights should have the same shape as x"))
			}
		}
		counts[s] = histogram(v, w, edges)
	}
	if stacked {
		for s := 1; s < len(counts); s++ {
			for i := range counts[s] {
				counts[s][i] += counts[s-1][i]
			}
		}
	}
	for s := range counts {
		total := 0.0
		last := counts[s]
		if stacked {
			last = counts[len(counts)-1]
		}
		for _, c := range last {
			total += c
		}
		if density && (!stacked || s == 0) {
			scale := counts[s : s+1]
			if stacked {
				scale = counts
			}
			for _, row := range scale {
				for i := range row {
					row[i] /= total * (edges[i+1] - edges[i])
				}
			}
		}
	}
	if cumulative {
		backward := false
		if v, ok := o[5].(py.Int); ok && v < 0 {
			backward = true
		}
		for _, row := range counts {
			sum := 0.0
			for k := range row {
				i := k
				if backward {
					i = n - 1 - k
				}
				w := 1.0
				if density {
					w = edges[i+1] - edges[i]
				}
				sum += row[i] * w
				row[i] = sum
			}
		}
	}
	palette := make([]figure.Color, len(sets))
	if !none(o[11]) {
		given := colors(t, o[11], "color")
		if len(given) != len(sets) {
			panic(py.Errorf(py.ValueError, "The 'color' keyword argument must have one color per dataset, but %d datasets and %d colors were provided", len(sets), len(given)))
		}
		copy(palette, given)
	} else {
		for s := range palette {
			palette[s] = a.NextColor()
		}
	}
	labels := make([]py.Object, len(sets))
	if !none(o[12]) {
		switch v := o[12].(type) {
		case *py.List, *py.Tuple:
			copy(labels, t.Elements(v))
		default:
			labels[0] = v
		}
	}
	bottom := make([]float64, n)
	if !none(o[6]) {
		bottom = slices.Clone(repeated(flat(t, o[6]), n))
		if len(bottom) != n {
			bottom = make([]float64, n)
		}
	}
	across := a.Y.Range
	if !vertical {
		across = a.X.Range
	}
	if t.Truth(o[10]) {
		across.Scale = figure.Log
	}
	a.figure.current = a
	// The first set is drawn last where sets cover each other.
	order := make([]int, len(sets))
	for i := range order {
		order[i] = i
		if kind == "step" || kind == "stepfilled" {
			order[i] = len(sets) - 1 - i
		}
	}
	patches := make([]py.Object, len(sets))
	for _, s := range order {
		low := bottom
		if stacked && s > 0 {
			low = make([]float64, n)
			for i := range low {
				low[i] = bottom[i] + counts[s-1][i]
			}
		}
		high := make([]float64, n)
		for i := range high {
			high[i] = bottom[i] + counts[s][i]
		}
		given := d.Copy()
		if labels[s] != nil {
			given.SetString("label", labels[s])
		}
		if kind == "step" || kind == "stepfilled" {
			patches[s] = a.histOutline(t, edges, low, high, palette[s], kind == "stepfilled", vertical, given)
			continue
		}
		share, start := 1.0, 0.0
		if len(sets) > 1 && !stacked {
			share = 0.8 / float64(len(sets))
			start = 0.1 + share*float64(s)
		}
		if w := o[15]; !none(w) {
			relative := min(max(number(t, w), 0), 1)
			if len(sets) > 1 && !stacked {
				share = relative / float64(len(sets))
				start = (1-relative)/2 + share*float64(s)
			} else {
				share, start = relative, (1-relative)/2
			}
		}
		all := &container{class: containerType("BarContainer"), label: text(t, labels[s])}
		given.DeleteString("label")
		for i := range n {
			w := edges[i+1] - edges[i]
			from := edges[i] + start*w
			switch align {
			case "left":
				from -= w / 2
			case "right":
				from += w / 2
			}
			g := rectangle(from, low[i], from+share*w, high[i])
			g.StickyY = []float64{low[i]}
			if !vertical {
				g = rectangle(low[i], from, high[i], from+share*w)
				g.StickyX = []float64{low[i]}
			}
			g.Face = palette[s]
			bar := a.add(t, rectangleClass, g, given)
			g.Label = "_nolegend_"
			if i == 0 && labels[s] != nil {
				g.Label = text(t, labels[s])
			}
			all.elems = append(all.elems, bar)
		}
		patches[s] = all
	}
	result := func(v []float64) py.Object { return numpy.FromValues(v, len(v)) }
	if len(sets) == 1 {
		return py.NewTuple(result(counts[0]), result(edges), patches[0])
	}
	var all []float64
	for _, row := range counts {
		all = append(all, row...)
	}
	return py.NewTuple(numpy.FromValues(all, len(sets), n), result(edges), py.NewList(patches...))
}

// histOutline adds a histogram as one shape; the result is a list of it.
func (a *Axes) histOutline(t *py.Thread, edges, low, high []float64, c figure.Color, filled, vertical bool, d *py.Dict) py.Object {
	g := &figure.Polygon{Base: figure.NewBase(1), Stroke: figure.Stroke{Width: 1, Style: "-"}}
	var ring [][2]float64
	add := func(x, y float64) {
		if vertical {
			ring = append(ring, [2]float64{x, y})
		} else {
			ring = append(ring, [2]float64{y, x})
		}
	}
	add(edges[0], low[0])
	for i, y := range high {
		add(edges[i], y)
		add(edges[i+1], y)
	}
	add(edges[len(edges)-1], low[len(low)-1])
	if filled {
		for i := len(low) - 1; i >= 0; i-- {
			add(edges[i+1], low[i])
			add(edges[i], low[i])
		}
		g.Face = c
	} else {
		g.Open, g.Stroke.Color = true, c
	}
	g.Rings = [][][2]float64{ring}
	if vertical {
		g.StickyY = []float64{low[0]}
	} else {
		g.StickyX = []float64{low[0]}
	}
	return py.NewList(a.add(t, polygonClass, g, d))
}

// fillBetween fills the region between two curves.
func (a *Axes) fillBetween(t *py.Thread, o []py.Object, vertical bool, d *py.Dict) py.Object {
	along, across := a.X.Range, a.Y.Range
	alongName, name := "x", "y"
	if !vertical {
		along, across = across, along
		alongName, name = "y", "x"
	}
	x, _ := onAxis(t, o[0], along)
	n := len(x)
	side := func(o py.Object, number string) []float64 {
		v, shape := onAxis(t, o, across)
		if len(shape) == 0 {
			v = repeated(v, n)
		}
		if len(v) != n {
			panic(py.Errorf(py.ValueError, "'%s' has size %d, but '%s%s' has an unequal size of %d", alongName, n, name, number, len(v)))
		}
		return v
	}
	y1, y2 := side(o[1], "1"), side(o[2], "2")
	var where []float64
	if !none(o[3]) {
		if where = flat(t, o[3]); len(where) != n {
			panic(py.Errorf(py.ValueError, "where size (%d) does not match '%s' size (%d)", len(where), alongName, n))
		}
	}
	step := ""
	if !none(o[5]) {
		step = text(t, o[5])
	}
	g := &figure.Polygon{Base: figure.NewBase(1), Stroke: figure.Stroke{Width: 1, Style: "-"}}
	for i := 0; i < n; {
		shown := func(i int) bool {
			return (where == nil || where[i] != 0) && !math.IsNaN(x[i]) && !math.IsNaN(y1[i]) && !math.IsNaN(y2[i])
		}
		if !shown(i) {
			i++
			continue
		}
		from := i
		for i < n && shown(i) {
			i++
		}
		if ring := band(x[from:i], y1[from:i], y2[from:i], step); len(ring) > 2 {
			if !vertical {
				for k, q := range ring {
					ring[k] = [2]float64{q[1], q[0]}
				}
			}
			g.Rings = append(g.Rings, ring)
		}
	}
	chosen := d.GetString("color") != nil || d.GetString("facecolor") != nil || d.GetString("fc") != nil || d.GetString("facecolors") != nil
	if !chosen {
		g.Face = a.NextFill()
	}
	a.figure.current = a
	return a.add(t, fillBetweenClass, g, d)
}

// band returns the ring along one curve and back along another.
func band(x, y1, y2 []float64, step string) [][2]float64 {
	edge := func(y []float64) [][2]float64 {
		var out [][2]float64
		for i := range x {
			if i > 0 && step != "" {
				switch step {
				case "pre":
					out = append(out, [2]float64{x[i-1], y[i]})
				case "post":
					out = append(out, [2]float64{x[i], y[i-1]})
				default:
					m := (x[i-1] + x[i]) / 2
					out = append(out, [2]float64{m, y[i-1]}, [2]float64{m, y[i]})
				}
			}
			out = append(out, [2]float64{x[i], y[i]})
		}
		return out
	}
	upper, lower := edge(y1), edge(y2)
	slices.Reverse(lower)
	return append(upper, lower...)
}

// fill adds polygons: groups of x, y and a colour.
func (a *Axes) fill(t *py.Thread, args []py.Object, d *py.Dict) py.Object {
	var list []*Artist
	for len(args) >= 2 {
		x, y := flat(t, args[0]), flat(t, args[1])
		args = args[2:]
		if len(x) != len(y) {
			panic(py.Errorf(py.ValueError, "x and y must have same first dimension, but have shapes (%d,) and (%d,)", len(x), len(y)))
		}
		g := &figure.Polygon{Base: figure.NewBase(1), Rings: [][][2]float64{{}}, Stroke: figure.Stroke{Width: 1, Style: "-"}}
		for i := range x {
			g.Rings[0] = append(g.Rings[0], [2]float64{x[i], y[i]})
		}
		if len(args) > 0 && isFormat(args[0]) {
			g.Face = color(t, args[0], "color")
			args = args[1:]
		} else if d.GetString("color") == nil && d.GetString("facecolor") == nil && d.GetString("fc") == nil {
			g.Face = a.NextFill()
		}
		list = append(list, a.add(t, polygonClass, g, d))
	}
	return artistList(list)
}

// lineAt adds a line across the axes at a place of one axis.
func (a *Axes) lineAt(t *py.Thread, o []py.Object, horizontal bool, d *py.Dict) py.Object {
	across, name := a.Y.Range, "y"
	if !horizontal {
		across, name = a.X.Range, "x"
	}
	v, shape := onAxis(t, o[0], across)
	if len(v) != 1 || len(shape) > 1 {
		panic(py.Errorf(py.ValueError, "%s must be a single scalar value, but got %s", name, t.Repr(o[0])))
	}
	at := []float64{v[0], v[0]}
	span := []float64{number(t, o[1]), number(t, o[2])}
	line := a.newLine(span, at)
	line.XIn = figure.InAxes
	if !horizontal {
		line = a.newLine(at, span)
		line.YIn = figure.InAxes
	}
	line.Stroke.Color = a.first()
	line.Label = "_line"
	a.figure.current = a
	return a.add(t, lineClass, line, d)
}

// spanAt adds a band across the axes.
func (a *Axes) spanAt(t *py.Thread, o []py.Object, horizontal bool, d *py.Dict) py.Object {
	lo, hi, from, to := number(t, o[0]), number(t, o[1]), number(t, o[2]), number(t, o[3])
	g := rectangle(from, lo, to, hi)
	g.XIn = figure.InAxes
	if !horizontal {
		g = rectangle(lo, from, hi, to)
		g.XIn, g.YIn = figure.InData, figure.InAxes
	}
	g.Face = a.first()
	g.Stroke.Color = g.Face
	if d.GetString("alpha") != nil || d.GetString("facecolor") != nil || d.GetString("fc") != nil {
		g.Stroke.Color = figure.NoColor
	}
	return a.add(t, rectangleClass, g, d)
}

// longLine adds a line through a point that has no end.
func (a *Axes) longLine(t *py.Thread, o []py.Object, d *py.Dict) py.Object {
	p := numbers(t, o[0], 2, "axline")
	var slope float64
	switch {
	case !none(o[1]) && none(o[2]):
		q := numbers(t, o[1], 2, "axline")
		if p[0] == q[0] && p[1] == q[1] {
			panic(py.Errorf(py.ValueError, "Cannot draw a line through two identical points (%s)", t.Repr(o[0])))
		}
		slope = (q[1] - p[1]) / (q[0] - p[0])
	case none(o[1]) && !none(o[2]):
		slope = number(t, o[2])
	default:
		panic(py.Errorf(py.TypeError, "Exactly one of 'xy2' and 'slope' must be given"))
	}
	line := a.newLine(nil, nil)
	line.Stroke.Color = a.first()
	line.Label = "_line"
	endless := &figure.Endless{Line: line, X: p[0], Y: p[1], Slope: slope}
	artist := &Artist{class: axlineClass, item: line, axes: a}
	artist.apply(t, d)
	a.Axes.Add(endless)
	artist.drop = func() { a.Remove(endless) }
	a.artists = append(a.artists, artist)
	return artist
}

// segments is hlines and vlines.
func (a *Axes) segments(t *py.Thread, o []py.Object, horizontal bool, d *py.Dict) py.Object {
	across := a.Y.Range
	if !horizontal {
		across = a.X.Range
	}
	at, _ := onAxis(t, o[0], across)
	from, to := flat(t, o[1]), flat(t, o[2])
	n := max(len(at), len(from), len(to))
	for _, v := range [][]float64{at, from, to} {
		if len(v) != n && len(v) != 1 {
			panic(py.Errorf(py.ValueError, "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 with shape (%d,) and arg 1 with shape (%d,).", len(at), len(from)))
		}
	}
	at, from, to = repeated(at, n), repeated(from, n), repeated(to, n)
	g := &figure.Segments{Base: figure.NewBase(2), Stroke: figure.Stroke{Width: a.figure.Style.LineWidth}}
	g.Stroke.Style, g.Stroke.Dash = lineStyle(t, o[4])
	for i := range n {
		line := [][2]float64{{from[i], at[i]}, {to[i], at[i]}}
		if !horizontal {
			line = [][2]float64{{at[i], from[i]}, {at[i], to[i]}}
		}
		g.Lines = append(g.Lines, line)
	}
	g.Colors = []figure.Color{a.first()}
	if !none(o[3]) {
		g.Colors = colors(t, o[3], "colors")
	}
	g.Label = text(t, o[5])
	return a.add(t, linesClass, g, d)
}

// stem draws lines from a base to markers.
func (a *Axes) stem(t *py.Thread, args []py.Object, o []py.Object) py.Object {
	if len(args) == 0 || len(args) > 2 {
		panic(py.Errorf(py.TypeError, "stem expected between 1 or 2 positional arguments, got %d", len(args)))
	}
	y := flat(t, args[len(args)-1])
	x := make([]float64, len(y))
	for i := range x {
		x[i] = float64(i)
	}
	if len(args) == 2 {
		if x, _ = onAxis(t, args[0], a.X.Range); len(x) != len(y) {
			panic(py.Errorf(py.ValueError, "x and y must have same first dimension, but have shapes (%d,) and (%d,)", len(x), len(y)))
		}
	}
	foot := number(t, o[3])
	format := func(o py.Object, otherwise string) figure.Format {
		s := otherwise
		if !none(o) {
			s = text(t, o)
		}
		f, err := figure.ParseFormat(s, a.Palette)
		if err != nil {
			panic(py.Errorf(py.ValueError, "%s is not a valid format string (%v)", t.Repr(py.Str(s)), err))
		}
		return f
	}
	lines, heads, base := format(o[0], "C0-"), format(o[1], "C0o"), format(o[2], "C3-")
	g := &figure.Segments{Base: figure.NewBase(2), Colors: []figure.Color{lines.Color}, Stroke: figure.Stroke{Width: a.figure.Style.LineWidth, Style: lines.Line}}
	for i := range x {
		g.Lines = append(g.Lines, [][2]float64{{x[i], foot}, {x[i], y[i]}})
	}
	stems := a.add(t, linesClass, g, nil)
	mark := a.newLine(x, y)
	mark.Stroke.Color, mark.Stroke.Style, mark.Marker = heads.Color, "", heads.Marker
	if !none(o[1]) && !heads.HasColor {
		mark.Stroke.Color = lines.Color
	}
	mark.Label = text(t, o[4])
	marks := a.add(t, lineClass, mark, nil)
	ends := []float64{}
	if len(x) > 0 {
		ends = []float64{slices.Min(x), slices.Max(x)}
	}
	floor := a.newLine(ends, repeated([]float64{foot}, len(ends)))
	floor.Stroke.Color, floor.Stroke.Style = base.Color, base.Line
	floor.Label = "_base"
	return &container{containerType("StemContainer"), []py.Object{marks, stems, a.add(t, lineClass, floor, nil)}, text(t, o[4])}
}

// first returns the first colour of the cycle.
func (a *Axes) first() figure.Color {
	if cycle := a.Palette; len(cycle) > 0 {
		return cycle[0]
	}
	return 0x000000ff
}
