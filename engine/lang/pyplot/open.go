package pyplot

import (
	"slices"
	"strings"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

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
