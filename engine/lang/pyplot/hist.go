package pyplot

import (
	"math"
	"slices"

	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

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
