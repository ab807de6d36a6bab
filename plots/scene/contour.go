package scene

import "math"

// contours draws the lines along which the field has the values of the scale's
// ticks: marching squares on the middles of cells, W. Lorensen and H. Cline, 1987,
// in the plane.
func (h *heatMap) contours(c *cells) Item {
	it := Item{Kind: Line, Role: RoleContour, Color: h.palette.Accent.WithAlpha(0.4), Width: 1}
	if h.scale.empty() || h.scale.constant {
		return it
	}
	m := &marching{cells: c, scale: &h.scale, links: make([][2]int32, 2*len(c.values))}
	first, last := h.scale.ticks.ticks(h.scale.lo, h.scale.hi)
	var levels []float64
	for i := first; i <= last; i++ {
		levels = append(levels, h.scale.ticks.value(i))
	}
	crossed := m.crossed(levels)
	for _, m.level = range levels {
		m.march(crossed)
		m.trace(&it)
	}
	return it
}

// A marching follows the lines of one level. They cross edges between neighbours:
// number 2·k is the edge from cell k to the next one in its row, 2·k + 1 that to
// the next one in its column.
type marching struct {
	*cells
	scale *heatScale
	level float64
	links [][2]int32 // 1 + the edges that follow an edge on either side, or 0
}

// crossed returns the upper left cells of the squares of four cells through which
// some line goes: few, so that only they need be looked at for every level. Where
// more lines than pixels would lie side by side, as along a cliff or next to a
// pole, there are none.
func (m *marching) crossed(levels []float64) []int {
	bands := make([]int8, len(m.values)) // how many levels a value has reached
	for k, v := range m.values {
		for _, level := range levels {
			if v >= level {
				bands[k]++
			}
		}
	}
	var squares []int
	for i := range m.rows - 1 {
		for j := range m.columns - 1 {
			k := i*m.columns + j
			p, q, r, s := bands[k], bands[k+1], bands[k+m.columns], bands[k+m.columns+1]
			if lines := max(p, q, r, s) - min(p, q, r, s); lines == 0 || float64(lines) > m.size {
				continue
			}
			a, b, c, d := m.values[k], m.values[k+1], m.values[k+1+m.columns], m.values[k+m.columns]
			least, most := min(a, b, c, d), max(a, b, c, d)
			// Where the field leaps over the whole scale is a pole, and no value between.
			if !math.IsNaN(least) && !(least < m.scale.lo && most > m.scale.hi) {
				squares = append(squares, k)
			}
		}
	}
	return squares
}

// march links the edges that the line crosses.
func (m *marching) march(squares []int) {
	for _, k := range squares {
		a, b, c, d := m.values[k], m.values[k+1], m.values[k+1+m.columns], m.values[k+m.columns] // clockwise
		var edges [4]int32
		n := 0
		for _, edge := range [...]struct {
			from, to float64
			number   int
		}{{a, b, 2 * k}, {b, c, 2*k + 3}, {c, d, 2 * (k + m.columns)}, {d, a, 2*k + 1}} {
			if edge.from >= m.level != (edge.to >= m.level) {
				edges[n] = int32(edge.number)
				n++
			}
		}
		switch {
		case n == 0:
		case n == 2:
			m.link(edges[0], edges[1])
		case a >= m.level == ((a+b+c+d)/4 >= m.level): // a saddle: a and c belong together
			m.link(edges[0], edges[1])
			m.link(edges[2], edges[3])
		default:
			m.link(edges[3], edges[0])
			m.link(edges[1], edges[2])
		}
	}
}

func (m *marching) link(a, b int32) {
	for _, pair := range [...][2]int32{{a, b}, {b, a}} {
		l := &m.links[pair[0]]
		if l[0] == 0 {
			l[0] = pair[1] + 1
		} else {
			l[1] = pair[1] + 1
		}
	}
}

// trace adds the lines: first those with ends, then the closed ones.
func (m *marching) trace(it *Item) {
	for _, ends := range [...]bool{true, false} {
		for e := range m.links {
			if l := m.links[e]; l[0] != 0 && (l[1] == 0) == ends {
				m.follow(it, int32(e))
			}
		}
	}
}

// follow adds the line from an edge to where it ends or comes back.
func (m *marching) follow(it *Item, start int32) {
	points := m.point(nil, start)
	for at := start; ; {
		l := &m.links[at]
		next := l[0]
		*l = [2]int32{l[1]}
		if next == 0 {
			break
		}
		back := &m.links[next-1]
		if back[0] == at+1 {
			back[0] = back[1]
		}
		back[1] = 0
		at = next - 1
		points = m.point(points, at)
	}
	if len(points) > 2 {
		it.add(points...)
	}
}

// point appends where a line crosses an edge.
func (m *marching) point(points []float32, edge int32) []float32 {
	k := int(edge / 2)
	j, i := k%m.columns, k/m.columns
	x, y := float64(j)+0.5, float64(i)+0.5
	from, to := m.values[k], 0.0
	if edge%2 == 0 {
		to = m.values[k+1]
	} else {
		to = m.values[k+m.columns]
	}
	t := (m.level - from) / (to - from)
	if math.IsNaN(t) {
		t = 0.5 // one of them is infinite
	}
	if edge%2 == 0 {
		x += t
	} else {
		y += t
	}
	return append(points, float32(m.left+x*m.size), float32(m.top+y*m.size))
}
