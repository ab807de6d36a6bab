package kernel

import (
	"maps"
	"slices"

	"fluxion/engine/internal/ir"
)

// A run is a number of nests that can go row by row.
type run struct {
	outer   []int
	steps   []int // where they are
	nests   []*Nest
	buffers map[int]*visited
	bytes   int // that a row visits
	saved   int // bytes that nests visit after others
	useful  int // the nests up to the last one that visits what others do
}

// visited is what a run has to do with a buffer.
type visited struct {
	written bool
	row     int // elements from one row to the next, 0 if something does not keep to its row
	times   int // that it is mentioned
}

// join appends a nest if it has such rows, or combines over them, and can go row by
// row with those before it.
func (x *run) join(r *rower, n *Nest) bool {
	if !n.keepsApart() {
		return false
	}
	refined, ok := n.refine(x.outer)
	joined, across := n, !ok && r.sums(n, x.outer)
	switch {
	case across:
		n, ok = n.ReducedFirst(), true
	case !ok || !slices.Equal(refined, x.outer):
		return false
	default:
		n = n.divided(x.outer)
		joined = n
	}
	k, bytes, saved := len(x.outer), x.bytes, x.saved
	changed := map[int]*visited{}
	visit := func(a Access, written, combined bool) {
		if a.Buffer < 0 {
			return
		}
		row, size := n.row(a, k), r.plan.Buffers[a.Buffer].DType.Size()
		v, known := changed[a.Buffer], x.buffers[a.Buffer]
		switch {
		case v != nil:
		case known != nil:
			v = new(*known)
		default:
			v = &visited{row: row}
			if n.points(a, 0) > n.points(a, k) {
				bytes += n.points(a, k) * size
			}
		}
		changed[a.Buffer] = v
		if v.row != row {
			v.row = 0
		}
		if known != nil {
			saved += n.points(a, 0) * size
		}
		v.times++
		// The last block may begin before the one in front of it ends: rows are
		// computed again then, from what must still be there.
		ok = ok && !(written && known != nil && !known.written)
		v.written = v.written || written
		ok = ok && (v.row > 0 || !v.written || combined && known == nil) && !n.crosses(a, k)
	}
	terms := func(a Access) {
		for _, t := range a.Terms {
			visit(t.Index, false, false)
		}
	}
	for _, a := range n.In {
		visit(a, false, false)
		terms(a)
	}
	for _, o := range n.Out {
		visit(o.Access, true, across && o.Combine != Move)
		terms(o.Access)
	}
	if !ok || bytes > r.target.Most {
		return false
	}
	x.nests = append(x.nests, joined)
	if saved > x.saved {
		x.useful = len(x.nests)
	}
	x.bytes, x.saved = bytes, saved
	maps.Copy(x.buffers, changed)
	return true
}

// sums reports whether a nest combines over rows, so many of them and so few
// elements that groups of rows may have results of their own.
func (r *rower) sums(n *Nest, outer []int) bool {
	if r.target.Sums == 0 || ir.Size(outer) < r.target.Many || n.Links != nil {
		return false
	}
	points, reduced := 1, []int(nil)
	for _, a := range n.Axes {
		if a.Reduced {
			reduced = append(reduced, a.Size)
		} else {
			points *= a.Size
		}
	}
	return points <= r.target.Sums && slices.Equal(reduced, outer) &&
		!slices.ContainsFunc(n.Out, func(o Result) bool { return o.Combine != Move && (o.InOrder || o.Terms != nil) })
}

// Across reports whether a nest of the rows combines over them.
func (r *Rows) Across(n *Nest) bool {
	k, outer := len(r.Outer), n.outerAxes()
	return len(outer) < k || !slices.Equal(outer[:k], r.Outer)
}

// ReducedFirst returns a nest whose reduced axes are in front of those that are kept.
func (n *Nest) ReducedFirst() *Nest {
	var order []int
	for _, reduced := range []bool{true, false} {
		for k, a := range n.Axes {
			if a.Reduced == reduced {
				order = append(order, k)
			}
		}
	}
	f := n.copied()
	for i, k := range order {
		f.Axes[i] = n.Axes[k]
	}
	f.each(func(a *Access) {
		stride := make([]int, len(order))
		for i, k := range order {
			stride[i] = a.Stride[k]
		}
		a.Stride = stride
	})
	f.Vector = slices.Index(order, n.Vector)
	return f
}

// copied returns a nest whose axes and accesses can be changed.
func (n *Nest) copied() *Nest {
	c := *n
	c.Axes, c.In, c.Out = slices.Clone(n.Axes), slices.Clone(n.In), slices.Clone(n.Out)
	c.each(func(a *Access) { a.Terms = slices.Clone(a.Terms) })
	return &c
}

// keepsApart reports whether indices of a nest may go in any order, and again, and
// no other order is better by far.
func (n *Nest) keepsApart() bool { return !n.Ordered && !n.overwrites() && n.tiled() == nil }

// combines reports whether a nest has results that are not there for every index,
// or go along an axis: what needs them has to come after it.
func (n *Nest) combines() bool {
	return n.Links != nil || slices.ContainsFunc(n.Out, func(r Result) bool { return r.Combine != Move })
}

// outerAxes returns the sizes of the axes that may be those of rows.
func (n *Nest) outerAxes() []int {
	var sizes []int
	for _, a := range n.Axes {
		if a.Reduced || a.Chained {
			break
		}
		sizes = append(sizes, a.Size)
	}
	return sizes
}

// refine divides the axes of rows such that the first axes of a nest can be
// divided into them too; false if that cannot be.
func (n *Nest) refine(outer []int) (refined []int, ok bool) {
	axes := n.outerAxes()
	for len(outer) > 0 && len(axes) > 0 {
		a, b := outer[0], axes[0]
		switch {
		case a == b:
			axes = axes[1:]
		case b > 0 && a%b == 0:
			outer = slices.Concat([]int{b, a / b}, outer[1:])
			axes = axes[1:]
		case a > 0 && b%a == 0:
			axes = slices.Concat([]int{b / a}, axes[1:])
		default:
			return nil, false
		}
		refined, outer = append(refined, outer[0]), outer[1:]
	}
	return refined, len(outer) == 0
}

// divided returns a nest whose first axes are of the given sizes.
func (n *Nest) divided(outer []int) *Nest {
	d := n.copied()
	for k, size := range outer {
		inner := d.Axes[k].Size / size
		if inner == 1 {
			continue
		}
		d.Axes[k].Size = size
		d.Axes = slices.Insert(d.Axes, k+1, Axis{Size: inner})
		d.each(func(a *Access) { a.Stride = slices.Insert(slices.Clone(a.Stride), k, a.Stride[k]*inner) })
		if d.Vector >= k {
			d.Vector++
		}
	}
	return d
}

// row returns how far it is from one row to the next in a buffer whose rows, k
// axes, lie one after the other; 0 if they do not.
func (n *Nest) row(a Access, k int) int {
	if a.Terms != nil || a.Stride == nil || a.Stride[k-1] <= 0 {
		return 0
	}
	for i := range k - 1 {
		if a.Stride[i] != a.Stride[i+1]*n.Axes[i+1].Size {
			return 0
		}
	}
	first, last := a.Offset, a.Offset
	for i, s := range a.Stride[k:] {
		if d := s * (n.Axes[k+i].Size - 1); d < 0 {
			first += d
		} else {
			last += d
		}
	}
	if first < 0 || last >= a.Stride[k-1] {
		return 0
	}
	return a.Stride[k-1]
}

// crosses reports whether rows, k axes, lie across the lines of the memory: going
// along them visits all of it again and again.
func (n *Nest) crosses(a Access, k int) bool {
	if a.Stride == nil || a.Stride[k-1] == 0 {
		return false
	}
	return slices.ContainsFunc(a.Stride[k:], func(s int) bool {
		return max(s, -s) >= lineOf/4 && max(s, -s) > max(a.Stride[k-1], -a.Stride[k-1])
	})
}

// points returns how many elements of a buffer an access goes to along the axes
// from number k on.
func (n *Nest) points(a Access, k int) int {
	points := 1
	for i := k; i < len(a.Stride); i++ {
		if a.Stride[i] != 0 || slices.ContainsFunc(a.Terms, func(t Term) bool { return t.VariesAlong(i) }) {
			points *= n.Axes[i].Size
		}
	}
	return points
}
