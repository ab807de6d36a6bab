package kernel

import "slices"

// arrange decides the order of the loops over a box, and which axis becomes
// lanes: the last one, unless the sum along it is taken from left to right.
func (n *Nest) arrange(shape, reduced []int) {
	order, axes := make([]int, 0, len(shape)), make([]Axis, 0, len(shape))
	for _, r := range []bool{false, true} {
		for k, size := range shape {
			if size != 1 && slices.Contains(reduced, k) == r {
				order = append(order, k)
				axes = append(axes, Axis{size, r})
			}
		}
	}
	n.Axes = axes
	n.each(func(a *Access) {
		stride := make([]int, len(order))
		for i, k := range order {
			stride[i] = a.Stride[k]
		}
		a.Stride = stride
	})
	n.coalesce()
	n.Vector = len(n.Axes) - 1
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
	})
	return cost
}

func (n *Nest) each(f func(*Access)) {
	for i := range n.In {
		f(&n.In[i])
	}
	for i := range n.Out {
		f(&n.Out[i].Access)
	}
}

// coalesce joins neighbouring axes that every access walks as one.
func (n *Nest) coalesce() {
	for k := len(n.Axes) - 2; k >= 0; k-- {
		inner := n.Axes[k+1]
		joins := n.Axes[k].Reduced == inner.Reduced
		n.each(func(a *Access) { joins = joins && a.Stride[k] == a.Stride[k+1]*inner.Size })
		if !joins {
			continue
		}
		n.Axes[k].Size *= inner.Size
		n.Axes = slices.Delete(n.Axes, k+1, k+2)
		n.each(func(a *Access) { a.Stride = slices.Delete(slices.Clone(a.Stride), k, k+1) })
	}
}
