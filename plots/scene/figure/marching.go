package figure

import "math"

// A Field is a function given on a grid: Z[i*Cols+j] is its value at X[i*Cols+j],
// Y[i*Cols+j].
type Field struct {
	Rows, Cols int
	X, Y, Z    []float64
}

// corners of a cell and its edges, counted counterclockwise.
const (
	bottom = iota
	right
	top
	left
)

// turns says, for the corners of a cell that are high as bits (lower left,
// lower right, upper right, upper left), by which edge a contour line comes in
// and by which it goes out, with the high side on its left. The saddles 5 and 10
// have two lines; here they separate the high corners.
var turns = [16][][2]int{
	1: {{bottom, left}}, 2: {{right, bottom}}, 4: {{top, right}}, 8: {{left, top}},
	3: {{right, left}}, 6: {{top, bottom}}, 12: {{left, right}}, 9: {{bottom, top}},
	7: {{top, left}}, 14: {{left, bottom}}, 13: {{bottom, right}}, 11: {{right, top}},
	5: {{bottom, left}, {top, right}}, 10: {{right, bottom}, {left, top}},
}

// joined are the lines of saddles whose middle is high.
var joined = [16][][2]int{5: {{top, left}, {bottom, right}}, 10: {{left, bottom}, {right, top}}}

// A tracer follows contour lines of one level over a grid by marching squares.
type tracer struct {
	*Field
	level float64
	// closed adds a rim of minus infinity, so that all lines are closed; they run
	// along the border and around missing values.
	closed bool
	rows   int
	cols   int
}

// Contours returns the lines on which the field has a value, closed ones with
// their first point again at the end.
func (f *Field) Contours(level float64) [][][2]float64 {
	t := &tracer{Field: f, level: level, rows: f.Rows, cols: f.Cols}
	return t.trace()
}

// Above returns the borders of the region where the field is above level, as
// closed rings.
func (f *Field) Above(level float64) [][][2]float64 {
	t := &tracer{Field: f, level: level, closed: true, rows: f.Rows + 2, cols: f.Cols + 2}
	return t.trace()
}

// at returns the value at a node of the grid, NaN where it is missing, and the
// node's index in the field, or -1.
func (t *tracer) at(i, j int) (float64, int) {
	if t.closed {
		i, j = i-1, j-1
		if i < 0 || j < 0 || i >= t.Rows || j >= t.Cols {
			return math.Inf(-1), -1
		}
	}
	k := i*t.Cols + j
	v := t.Z[k]
	if t.closed && (math.IsNaN(v) || math.IsNaN(t.X[k]) || math.IsNaN(t.Y[k])) {
		return math.Inf(-1), -1
	}
	return v, k
}

// edge numbers the edges of the grid: that of a cell on one of its sides.
func (t *tracer) edge(i, j, side int) int {
	switch side {
	case right:
		return 2*(i*t.cols+j+1) + 1
	case top:
		return 2 * ((i+1)*t.cols + j)
	case left:
		return 2*(i*t.cols+j) + 1
	}
	return 2 * (i*t.cols + j)
}

// crossing returns where the level lies on an edge.
func (t *tracer) crossing(edge int) [2]float64 {
	i, j := edge/2/t.cols, edge/2%t.cols
	a, ka := t.at(i, j)
	if edge%2 == 0 {
		j++
	} else {
		i++
	}
	b, kb := t.at(i, j)
	switch {
	case ka < 0:
		return [2]float64{t.X[kb], t.Y[kb]}
	case kb < 0:
		return [2]float64{t.X[ka], t.Y[ka]}
	}
	s := 0.5
	if d := b - a; d != 0 && finite(d) {
		s = (t.level - a) / d
	}
	s = min(max(s, 0), 1)
	return [2]float64{t.X[ka] + s*(t.X[kb]-t.X[ka]), t.Y[ka] + s*(t.Y[kb]-t.Y[ka])}
}

func (t *tracer) trace() [][][2]float64 {
	if t.rows < 2 || t.cols < 2 {
		return nil
	}
	next := make([]int, 2*t.rows*t.cols) // the edge that a line reaches from an edge, plus 1
	entered := make([]bool, len(next))
	var starts []int
	for i := range t.rows - 1 {
		for j := range t.cols - 1 {
			for _, turn := range t.cell(i, j) {
				from, to := t.edge(i, j, turn[0]), t.edge(i, j, turn[1])
				next[from], entered[to] = to+1, true
				starts = append(starts, from)
			}
		}
	}
	var lines [][][2]float64
	follow := func(from int) {
		line := [][2]float64{t.crossing(from)}
		for e := from; next[e] > 0; {
			to := next[e] - 1
			next[e] = 0
			if q := t.crossing(to); q != line[len(line)-1] || to == from {
				line = append(line, q)
			}
			e = to
		}
		lines = append(lines, line)
	}
	for _, e := range starts {
		if next[e] > 0 && !entered[e] {
			follow(e)
		}
	}
	for _, e := range starts {
		if next[e] > 0 {
			follow(e)
		}
	}
	return lines
}

// cell returns the turns of the lines in a cell.
func (t *tracer) cell(i, j int) [][2]int {
	a, _ := t.at(i, j)
	b, _ := t.at(i, j+1)
	c, _ := t.at(i+1, j+1)
	d, _ := t.at(i+1, j)
	high := 0
	for k, v := range [...]float64{a, b, c, d} {
		if math.IsNaN(v) {
			return nil
		}
		if v > t.level {
			high |= 1 << k
		}
	}
	if (high == 5 || high == 10) && (a+b+c+d)/4 > t.level {
		return joined[high]
	}
	return turns[high]
}
