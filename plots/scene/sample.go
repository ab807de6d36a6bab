package scene

import (
	"fmt"
	"math"
	"slices"
)

// A Sampler returns the derivatives of a function: result[k][i] is the k-th
// one at x[i], for k = 0 … order. NaN marks a point outside the domain. It is
// called a few times per plot, each time with many points.
type Sampler func(x []float64, order int) (result [][]float64, err error)

const (
	// extra is how many derivatives beyond the drawn ones are asked for:
	// quintic Hermite interpolation needs two.
	extra = 2

	seedSpacing = 12.0  // pixels between the first samples
	overscanX   = 0.125 // of the width, drawn on either side for panning
	overscanY   = 0.5   // of the height, above and below
	tolerance   = 0.1   // pixels between curve and drawing
	maxRounds   = 14
	maxNodes    = 6000
	maxPieces   = 8
)

// A node is one sample and the state of the interval to its right.
type node struct {
	x float64
	d [MaxOrder + extra + 1]float64

	pieces   uint8 // to cut the interval into; 0 when it is settled
	failed   uint8 // how many predictions failed on the way to this interval
	verified uint8 // bit k: the last prediction of the k-th derivative was right
}

// A sampling is the adaptive sample of a function and its derivatives.
type sampling struct {
	sample Sampler
	top    int   // highest derivative that is sampled
	shown  []int // orders of the drawn curves, ascending, f first
	mapping

	nodes  []node // ascending in x, all different
	calls  int
	points int
}

// A mapping takes data coordinates to pixels.
type mapping struct {
	Window
	width, height float64
	sx, sy        float64 // pixels per unit
}

func newMapping(w Window, width, height float64) mapping {
	return mapping{w, width, height, width / (w.X1 - w.X0), height / (w.Y1 - w.Y0)}
}

func (m *mapping) px(x float64) float64 { return (x - m.X0) * m.sx }
func (m *mapping) py(y float64) float64 { return (m.Y1 - y) * m.sy }

// ceiling and floor are the highest and lowest pixel rows that are painted.
func (m *mapping) ceiling() float64 { return -overscanY * m.height }
func (m *mapping) floor() float64   { return (1 + overscanY) * m.height }

// side tells where a pixel row lies: -1 above what is painted, +1 below it,
// 0 inside.
func (m *mapping) side(py float64) int {
	switch {
	case py < m.ceiling():
		return -1
	case py > m.floor():
		return 1
	}
	return 0
}

// evaluate samples the function at xs.
func (s *sampling) evaluate(xs []float64) ([]node, error) {
	if len(xs) == 0 {
		return nil, nil
	}
	values, err := s.sample(xs, s.top)
	if err != nil {
		return nil, err
	}
	s.calls++
	s.points += len(xs)
	if len(values) <= s.top {
		return nil, fmt.Errorf("sampler returned %d derivatives, expected orders 0 to %d", len(values), s.top)
	}
	nodes := make([]node, len(xs))
	for i := range nodes {
		nodes[i].x = xs[i]
		nodes[i].pieces = 2
	}
	for k, row := range values[:s.top+1] {
		if len(row) != len(xs) {
			return nil, fmt.Errorf("sampler returned %d values of order %d for %d points", len(row), k, len(xs))
		}
		for i := range nodes {
			nodes[i].d[k] = row[i]
		}
	}
	for i := range nodes {
		d := &nodes[i].d
		for k := s.top + 1; k < len(d); k++ {
			d[k] = math.NaN()
		}
		if math.IsNaN(d[0]) {
			// The rule for a derivative may give a number outside the domain,
			// as 1/x does for log x.
			for k := range d {
				d[k] = math.NaN()
			}
		}
	}
	return nodes, nil
}

// seed takes the first samples: nearly evenly spaced, with a jitter against
// aliasing, and in any case at the borders of the window and at zero.
func (s *sampling) seed() error {
	w := s.X1 - s.X0
	left, right := s.X0-overscanX*w, s.X1+overscanX*w
	n := int(min(max(s.width*(1+2*overscanX)/seedSpacing, 32), 400))
	xs := []float64{left, s.X0, s.X1, right}
	if left < 0 && 0 < right {
		xs = append(xs, 0)
	}
	for i := 1; i < n; i++ {
		// Multiples of the golden ratio modulo 1 are the most even jitter.
		jitter := math.Mod(float64(i)*math.Phi, 1) - 0.5
		xs = append(xs, left+(float64(i)+0.7*jitter)/float64(n)*(right-left))
	}
	slices.Sort(xs)
	xs = slices.Compact(xs)
	var err error
	s.nodes, err = s.evaluate(xs)
	return err
}

// finest is the width below which an interval at x is never cut.
func (s *sampling) finest(x float64) float64 {
	x = math.Abs(x)
	return max((s.X1-s.X0)*0x1p-30, 4*(math.Nextafter(x, math.Inf(1))-x))
}

// segment interpolates the k-th derivative between two nodes, in pixels.
func (s *sampling) segment(k int, a, b *node) segment {
	h := b.x - a.x
	return hermite(
		s.py(a.d[k]), -a.d[k+1]*h*s.sy, -a.d[k+2]*h*h*s.sy,
		s.py(b.d[k]), -b.d[k+1]*h*s.sy, -b.d[k+2]*h*h*s.sy)
}

// refine samples until every interval is settled, or the budget is spent.
// Each round cuts every open interval and compares what comes back with what
// the interval's ends predicted: agreement verifies it, disagreement is a
// reason to look closer.
func (s *sampling) refine() error {
	for round := 0; round < maxRounds; round++ {
		xs := s.cuts()
		if len(xs) == 0 || len(s.nodes)+len(xs) > maxNodes {
			break
		}
		fresh, err := s.evaluate(xs)
		if err != nil {
			return err
		}
		s.insert(fresh)
	}
	s.heal()
	return nil
}

// heal drops single samples without a value where f goes on as before, such
// as sin(x)/x at zero.
func (s *sampling) heal() {
	kept := s.nodes[:1]
	for i := 1; i < len(s.nodes); i++ {
		if i+1 < len(s.nodes) && math.IsNaN(s.nodes[i].d[0]) {
			a, b := kept[len(kept)-1], s.nodes[i+1]
			if (b.x-a.x)*s.sx < 0.25 && math.Abs(b.d[0]-a.d[0])*s.sy < 1 {
				continue
			}
		}
		kept = append(kept, s.nodes[i])
	}
	s.nodes = kept
}

// cuts settles the intervals that need nothing more and returns the points
// at which to cut the others, ascending.
func (s *sampling) cuts() []float64 {
	var xs []float64
	for i := range len(s.nodes) - 1 {
		a, b := &s.nodes[i], &s.nodes[i+1]
		if a.pieces == 0 {
			continue
		}
		if s.settled(a, b) {
			a.pieces = 0
			continue
		}
		xs = appendCuts(xs, a.x, b.x, int(a.pieces), a.failed > 0)
	}
	return xs
}

// appendCuts appends the points that cut a … b into n pieces, and the roundest
// number in between if it is wanted.
func appendCuts(xs []float64, a, b float64, n int, round bool) []float64 {
	neat := math.Inf(1)
	if round {
		if v, ok := roundest(a, b); ok {
			neat = v
		}
	}
	last := a
	add := func(x float64) {
		if last < x && x < b {
			xs = append(xs, x)
			last = x
		}
	}
	piece := (b - a) / float64(n)
	for j := 1; j < n; j++ {
		x := a + (b-a)*(float64(j)/float64(n))
		if neat < x+piece/8 {
			add(neat)
			if neat > x-piece/8 {
				x = neat // too close for both
			}
			neat = math.Inf(1)
		}
		add(x)
	}
	add(neat)
	return xs
}

// settled reports whether the interval from a to b needs no more samples.
func (s *sampling) settled(a, b *node) bool {
	if b.x-a.x <= s.finest(max(math.Abs(a.x), math.Abs(b.x))) {
		return true
	}
	for _, k := range s.shown {
		if !s.resolved(k, a, b) {
			return false
		}
	}
	return true
}

// insert merges fresh nodes, which lie inside open intervals, and checks the
// predictions.
func (s *sampling) insert(fresh []node) {
	merged := make([]node, 0, len(s.nodes)+len(fresh))
	for i := range s.nodes {
		a := s.nodes[i]
		merged = append(merged, a)
		if i+1 == len(s.nodes) {
			break
		}
		n := 0
		for n < len(fresh) && fresh[n].x < s.nodes[i+1].x {
			n++
		}
		if n == 0 {
			continue
		}
		merged = append(merged, fresh[:n]...)
		children := merged[len(merged)-n-1:]
		s.check(children, &a, &s.nodes[i+1])
		fresh = fresh[n:]
	}
	s.nodes = merged
}

// check compares the samples between a and b with the prediction and plans
// the intervals of children, the first of which is a.
func (s *sampling) check(children []node, a, b *node) {
	var verified uint8
	worst := 0.0
	for _, k := range s.shown {
		seg := s.segment(k, a, b)
		miss := 0.0
		for i := 1; i < len(children); i++ {
			miss = max(miss, s.miss(k, &seg, a, b, &children[i]))
		}
		if miss <= 1 {
			verified |= 1 << k
		}
		worst = max(worst, miss)
	}
	failed, pieces := a.failed, 0.0
	if worst > 1 {
		// The error of a quintic falls with the sixth power of the width.
		failed++
		pieces = max(2, math.Ceil(math.Pow(worst, 1.0/6)/float64(len(children))))
		if failed > 2 {
			pieces = maxPieces
		}
	}
	for i := range children {
		children[i].verified = verified
		children[i].failed = failed
		children[i].pieces = uint8(min(pieces, maxPieces))
	}
}
