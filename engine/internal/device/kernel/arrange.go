package kernel

import "slices"

// arrange decides the order of the loops over the box of a group, and which
// axis becomes lanes: the last one, unless the sum along it is taken from left
// to right.
func (n *Nest) arrange(g *group) {
	var order []int
	for _, role := range []Axis{{}, {Chained: true}, {Reduced: true}} {
		for k, size := range g.shape {
			axis := Axis{size, slices.Contains(g.axes, k), g.links != nil && k == g.along}
			if (size != 1 || axis.Chained) && axis.Reduced == role.Reduced && axis.Chained == role.Chained {
				order = append(order, k)
				n.Axes = append(n.Axes, axis)
			}
		}
	}
	n.each(func(a *Access) { a.Terms = slices.Clone(a.Terms) }) // which other accesses share
	n.each(func(a *Access) {
		stride := make([]int, len(order))
		for i, k := range order {
			stride[i] = a.Stride[k]
		}
		a.Stride = stride
	})
	if g.reverse {
		n.turn(slices.IndexFunc(n.Axes, func(a Axis) bool { return a.Chained }))
	}
	n.coalesce()
	n.Vector = len(n.Axes) - 1
	if n.Links != nil {
		n.Vector--
	}
	if n.Ordered && !n.apart(n.Vector) {
		n.Vector = -1
	}
	if n.Vector < 0 || !n.Axes[n.Vector].Reduced {
		return
	}
	// Along a reduced axis the lanes are separate partial results. Where the
	// order counts, or where all memory is walked faster along a kept axis,
	// that one becomes lanes.
	kept := -1
	for k, a := range n.Axes {
		if !a.Reduced {
			kept = k
		}
	}
	inOrder := slices.ContainsFunc(n.Out, func(r Result) bool { return r.InOrder })
	if inOrder || kept >= 0 && n.cost(kept) < n.cost(n.Vector) {
		n.Vector = kept
	}
}

// turn makes an axis run backwards.
func (n *Nest) turn(k int) {
	n.each(func(a *Access) {
		a.Offset += (n.Axes[k].Size - 1) * a.Stride[k]
		a.Stride = slices.Clone(a.Stride)
		a.Stride[k] = -a.Stride[k]
	})
}

// apart reports whether the places of results along an axis are different.
func (n *Nest) apart(axis int) bool {
	return axis >= 0 && !slices.ContainsFunc(n.Out, func(r Result) bool {
		return r.Stride[axis] == 0 || slices.ContainsFunc(r.Terms, func(t Term) bool { return t.VariesAlong(axis) })
	})
}

// tiled returns the roles of the axes of a large matrix product.
func (n *Nest) tiled() *Tiles {
	if len(n.Out) != 1 || n.Out[0].Combine != Fma || n.Out[0].InOrder || len(n.In) != 2 || len(n.Body.Instrs) != 2 {
		return nil
	}
	t := Tiles{M: -1, N: -1, K: -1}
	work := 1
	for k, a := range n.Axes {
		work *= a.Size
		x, y := n.In[0].Stride[k], n.In[1].Stride[k]
		role := &t.M
		switch {
		case a.Reduced:
			role = &t.K
		case x != 0 && y != 0:
			continue
		case y != 0:
			role = &t.N
		}
		if *role >= 0 || x < 0 || y < 0 {
			return nil
		}
		*role = k
	}
	if t.M < 0 || t.N < 0 || t.K < 0 || work <= small || n.Axes[t.M].Size < 4 || n.Axes[t.N].Size < 4 || n.Axes[t.K].Size < 8 {
		return nil
	}
	return &t
}

// cost counts the accesses that have to gather lanes from distant places.
func (n *Nest) cost(axis int) int {
	cost := 0
	n.each(func(a *Access) {
		if s := a.Stride[axis]; s != 0 && s != 1 {
			cost++
		}
		if slices.ContainsFunc(a.Terms, func(t Term) bool { return t.VariesAlong(axis) }) {
			cost++
		}
	})
	return cost
}

// each visits the accesses, also those to indices that depend on an axis.
func (n *Nest) each(f func(*Access)) {
	visit := func(a *Access) {
		f(a)
		for i := range a.Terms {
			if a.Terms[i].Index.Stride != nil {
				f(&a.Terms[i].Index)
			}
		}
	}
	for i := range n.In {
		visit(&n.In[i])
	}
	for i := range n.Out {
		visit(&n.Out[i].Access)
	}
}

// coalesce joins neighbouring axes that every access walks as one.
func (n *Nest) coalesce() {
	for k := len(n.Axes) - 2; k >= 0; k-- {
		inner := n.Axes[k+1]
		joins := n.Axes[k].Reduced == inner.Reduced && !inner.Chained
		n.each(func(a *Access) { joins = joins && a.Stride[k] == a.Stride[k+1]*inner.Size })
		if !joins {
			continue
		}
		n.Axes[k].Size *= inner.Size
		n.Axes = slices.Delete(n.Axes, k+1, k+2)
		n.each(func(a *Access) { a.Stride = slices.Delete(slices.Clone(a.Stride), k, k+1) })
	}
}
