package pyplot

import (
	"slices"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

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
