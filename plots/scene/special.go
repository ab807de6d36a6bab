package scene

import (
	"math"
	"slices"
)

const (
	maxMarks     = 40 // of one kind; more are only counted
	polishRounds = 10
	converged    = 1e-12 // last step, as part of the window's width
)

// A suspect is an interval in which a special point must lie: the k-th
// derivative changes its sign there, or f has a pole.
type suspect struct {
	kind   MarkKind
	k      int
	lo, hi node
	x, y   float64
	done   bool
}

// special finds the special points of f in the window. Kinds with more than
// maxMarks points are left out and counted.
func (s *sampling) special() (marks []Mark, crowded map[MarkKind]int, err error) {
	suspects := append(s.signChanges(), s.breaks()...)
	count := map[MarkKind]int{}
	for _, c := range suspects {
		count[c.kind]++
	}
	crowded = map[MarkKind]int{}
	for kind, n := range count {
		if n > maxMarks {
			crowded[kind] = n
		}
	}
	suspects = slices.DeleteFunc(suspects, func(c suspect) bool { return crowded[c.kind] > 0 })
	if err := s.polish(suspects); err != nil {
		return nil, nil, err
	}
	zero := 1e-11 * s.largest(0)
	for _, c := range suspects {
		if !s.shows(c.x) {
			continue
		}
		if (c.kind == Minimum || c.kind == Maximum) && math.Abs(c.y) <= zero && crowded[Root] == 0 {
			marks = append(marks, Mark{Root, c.x, 0}) // f touches zero
		}
		if c.kind == Root {
			c.y = 0
		}
		marks = append(marks, Mark{c.kind, c.x, c.y})
	}
	slices.SortStableFunc(marks, func(a, b Mark) int {
		switch {
		case a.X < b.X:
			return -1
		case a.X > b.X:
			return 1
		}
		return 0
	})
	return slices.Compact(marks), crowded, nil
}

// largest returns the largest finite |f⁽ᵏ⁾| in the window.
func (s *sampling) largest(k int) float64 {
	v := 0.0
	for i := range s.nodes {
		if n := &s.nodes[i]; s.shows(n.x) && finite(n.d[k]) {
			v = max(v, math.Abs(n.d[k]))
		}
	}
	return v
}

// continuous reports whether f has no break between the i-th node and the next.
func (s *sampling) continuous(i int) bool {
	a, b := &s.nodes[i], &s.nodes[i+1]
	return finite(a.d[0]) && finite(b.d[0]) && (a.verified&1 != 0 || s.joined(0, a, b))
}

// signChanges returns a suspect for every sign change of f, f′ and f″.
func (s *sampling) signChanges() []suspect {
	var found []suspect
	w := s.X1 - s.X0
	noise := 1e-10 * s.largest(0)
	unit := 1.0 // wᵏ: values of f⁽ᵏ⁾ below noise/wᵏ are rounding errors
	for k := 0; k <= 2 && k < s.top; k++ {
		least := noise / unit
		if k == 0 {
			least = 0
		}
		last := -1 // the last node with a sign, if f is continuous since
		for i := range s.nodes {
			n := &s.nodes[i]
			if i > 0 && !s.continuous(i-1) {
				last = -1
			}
			v := n.d[k]
			if v == 0 || !finite(v) {
				continue
			}
			if last >= 0 && i-last <= 2 && v > 0 != (s.nodes[last].d[k] > 0) && math.Abs(v)+math.Abs(s.nodes[last].d[k]) > least {
				c := suspect{kind: [...]MarkKind{Root, Minimum, Inflection}[k], k: k, lo: s.nodes[last], hi: *n}
				if k == 1 && v < 0 {
					c.kind = Maximum
				}
				if i-last == 2 { // the node between is zero or a corner
					c.x, c.y, c.done = s.nodes[i-1].x, s.nodes[i-1].d[0], true
				} else {
					c.x = c.guess()
				}
				if s.shows(c.x) {
					found = append(found, c)
				}
			}
			last = i
		}
		unit *= w
	}
	return found
}

// guess returns the root of the Hermite interpolant.
func (c *suspect) guess() float64 {
	k, h := c.k, c.hi.x-c.lo.x
	third := func(n *node) float64 {
		if k+2 < len(n.d) {
			return n.d[k+2]
		}
		return math.NaN()
	}
	seg := hermite(c.lo.d[k], c.lo.d[k+1]*h, third(&c.lo)*h*h, c.hi.d[k], c.hi.d[k+1]*h, third(&c.hi)*h*h)
	t0, t1 := 0.0, 1.0
	for range 50 {
		t := (t0 + t1) / 2
		if v, _ := seg.at(t); v > 0 == (c.hi.d[k] > 0) {
			t1 = t
		} else {
			t0 = t
		}
	}
	return c.lo.x + t0*h
}

// breaks returns the poles and jumps of f.
func (s *sampling) breaks() []suspect {
	var found []suspect
	for i := range len(s.nodes) - 1 {
		a, b := &s.nodes[i], &s.nodes[i+1]
		switch {
		case math.IsInf(a.d[0], 0):
			if i > 0 && finite(s.nodes[i-1].d[0]) && finite(b.d[0]) {
				found = append(found, suspect{kind: Pole, x: a.x, y: math.NaN(), done: true})
			}
		case !finite(a.d[0]) || !finite(b.d[0]) || s.continuous(i) && s.side(s.py(a.d[0])) == 0:
		case s.poleBetween(0, a, b):
			p, _ := pole(0, a)
			found = append(found, suspect{kind: Pole, lo: *a, hi: *b, x: p, y: math.NaN()})
		case !s.continuous(i) && b.x-a.x <= 2*s.finest(max(math.Abs(a.x), math.Abs(b.x))):
			x, ok := roundest(math.Nextafter(a.x, -math.MaxFloat64), math.Nextafter(b.x, math.MaxFloat64))
			if !ok {
				x = b.x
			}
			if n := len(found); n == 0 || found[n-1].kind != Jump || found[n-1].x < a.x {
				found = append(found, suspect{kind: Jump, x: x, y: math.NaN(), done: true})
			}
		}
	}
	return slices.DeleteFunc(found, func(c suspect) bool { return !s.shows(c.x) })
}

// polish improves all suspects at once, one sampler call per round, with
// Newton's method inside a bracket.
func (s *sampling) polish(suspects []suspect) error {
	for range polishRounds {
		var xs []float64
		var open []*suspect
		for i := range suspects {
			if c := &suspects[i]; !c.done {
				xs, open = append(xs, c.x), append(open, c)
			}
		}
		nodes, err := s.evaluate(xs)
		if err != nil {
			return err
		}
		for i, c := range open {
			c.improve(&nodes[i], s.X1-s.X0)
		}
	}
	return nil
}

// improve moves c with the sample at c.x.
func (c *suspect) improve(n *node, width float64) {
	if c.kind == Pole {
		p, ok := pole(0, n)
		c.done = !ok || math.Abs(p-n.x) <= converged*max(width, math.Abs(p))
		if ok && c.lo.x < p && p < c.hi.x {
			c.x = p
		}
		return
	}
	v, slope := n.d[c.k], n.d[c.k+1]
	c.y = n.d[0]
	if v == 0 || math.IsNaN(v) {
		c.done = true
		return
	}
	if v > 0 == (c.hi.d[c.k] > 0) {
		c.hi = *n
	} else {
		c.lo = *n
	}
	step := -v / slope
	if math.Abs(step) <= converged*max(width, math.Abs(n.x)) {
		c.x, c.done = n.x+step, true
		return
	}
	next := n.x + step
	if !(c.lo.x < next && next < c.hi.x) {
		next = c.lo.x + (c.hi.x-c.lo.x)/2
		if corner := c.corner(); c.k == 1 && c.lo.x < corner && corner < c.hi.x {
			next = corner
		}
	}
	c.done = math.Abs(next-n.x) <= converged*max(width, math.Abs(n.x))
	c.x = next
}

// corner returns where the tangents at both ends meet: there f′ jumps.
func (c *suspect) corner() float64 {
	lo, hi := &c.lo, &c.hi
	h := hi.x - lo.x
	return lo.x + (hi.d[0]-lo.d[0]-hi.d[1]*h)/(lo.d[1]-hi.d[1])
}
