package figure

// layout decides where the axes lie and fixes their limits.
func (f *Figure) layout() {
	for _, a := range f.Axes {
		a.known = a.bounds()
	}
	for _, a := range f.Axes {
		for _, r := range []*Range{a.X.Range, a.Y.Range} {
			if r.fixed == nil {
				v := r.view()
				r.fixed = &v
			}
		}
	}
	f.arrange()
	if f.Tight {
		for range 2 { // labels change with the length of the axes
			f.tighten()
			f.arrange()
		}
	}
}

// release forgets what layout has fixed.
func (f *Figure) release() {
	for _, a := range f.Axes {
		a.known = nil
		a.X.fixed, a.Y.fixed = nil, nil
	}
}

// arrange computes the frames of the axes.
func (f *Figure) arrange() {
	w, h := f.pixelWidth(), f.pixelHeight()
	places := map[*Axes]box{}
	for _, a := range f.Axes {
		places[a] = a.Slot.rect(f)
	}
	for _, a := range f.Axes {
		if a.Bar != nil {
			a.Bar.arrange(a, places, h/w)
		}
	}
	for _, a := range f.Axes {
		r := places[a]
		a.frame = box{r.x * w, r.y * h, max(r.w*w, 1), max(r.h*h, 1)}
		a.keepAspect()
	}
}

// tighten chooses the border of the grid and its gaps so that the decorations
// of the axes do not overlap.
func (f *Figure) tighten() {
	w, h, pt := f.pixelWidth(), f.pixelHeight(), f.point()
	pad := f.Pad * f.Style.Font * pt
	var left, right, bottom, top, gapX, gapY float64
	rows, cols := 1, 1
	for _, a := range f.Axes {
		if g := a.Slot.Grid; g != nil && g.Inside == nil {
			rows, cols = max(rows, g.Rows), max(cols, g.Cols)
		}
	}
	rights, lefts := make([]float64, cols+1), make([]float64, cols+1)
	bottoms, tops := make([]float64, rows+1), make([]float64, rows+1)
	for _, a := range f.Axes {
		s := a.Slot
		parent := a
		m := a.margins(pt)
		if a.Bar != nil && len(a.Bar.Parents) > 0 {
			parent = a.Bar.Parents[0]
			s = parent.Slot
		}
		if s.Grid == nil || s.Grid.Inside != nil {
			continue
		}
		slot := s.rect(f)
		// What lies beyond the slot counts.
		over := [4]float64{
			Left:   slot.x*w - (a.frame.x - m[Left]),
			Right:  a.frame.right() + m[Right] - (slot.x+slot.w)*w,
			Bottom: a.frame.bottom() + m[Bottom] - (slot.y+slot.h)*h,
			Top:    slot.y*h - (a.frame.y - m[Top]),
		}
		at := func(list []float64, i int, v float64) { list[i] = max(list[i], v) }
		scale := func(i, n, grid int) int { return i * n / max(grid, 1) }
		at(lefts, scale(s.Col0, cols, s.Grid.Cols), over[Left])
		at(rights, scale(s.Col1+1, cols, s.Grid.Cols), over[Right])
		at(tops, scale(s.Row0, rows, s.Grid.Rows), over[Top])
		at(bottoms, scale(s.Row1+1, rows, s.Grid.Rows), over[Bottom])
	}
	left, right = lefts[0], rights[cols]
	top, bottom = tops[0], bottoms[rows]
	for i := 1; i < cols; i++ {
		gapX = max(gapX, rights[i]+lefts[i])
	}
	for i := 1; i < rows; i++ {
		gapY = max(gapY, bottoms[i]+tops[i])
	}
	if !isBlank(f.Suptitle) {
		_, height := f.Suptitle.extent(pt)
		top += height + (1-f.Suptitle.Y)*h
	}
	l, r := (left+pad)/w, 1-(right+pad)/w
	b, t := (bottom+pad)/h, 1-(top+pad)/h
	if l >= r || b >= t {
		return // too small for its decorations
	}
	f.Left, f.Right, f.Bottom, f.Top = l, r, b, t
	space := func(gap, length float64, n int) float64 {
		cell := (length - (gap+pad)*float64(n-1)) / float64(n)
		if n < 2 || cell <= 0 {
			return 0.2
		}
		return (gap + pad) / cell
	}
	f.WSpace, f.HSpace = space(gapX, (r-l)*w, cols), space(gapY, (t-b)*h, rows)
}
