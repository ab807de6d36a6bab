package scene

import (
	"math"
	"slices"
)

// A span is a range of values.
type span struct{ lo, hi float64 }

func (r span) width() float64 { return r.hi - r.lo }

// margin is the part of a fitted window's height left free above and below.
const margin = 0.07

// fit chooses the range of y: all of f where f is bounded, the bulk of it
// where it has poles, and as much of the drawn derivatives as leaves f a third
// of the height. It reports false if f has no finite value.
func (s *sampling) fit() (bool, error) {
	coarse := make([][]float64, len(s.shown))
	for i, k := range s.shown {
		coarse[i] = s.values(k)
	}
	if len(coarse[0]) == 0 {
		return false, nil
	}
	// Sample more closely around the extremes: a pole makes them grow as fast
	// as the distance shrinks.
	if err := s.probe(); err != nil {
		return false, err
	}
	var own, total span
	for i, k := range s.shown {
		if len(coarse[i]) == 0 {
			continue
		}
		r := robust(coarse[i], s.values(k), s.singular(k))
		if i == 0 {
			own = widen(r)
			total = own
			continue
		}
		total = span{min(total.lo, r.lo), max(total.hi, r.hi)}
	}
	total.lo = max(total.lo, own.lo-own.width())
	total.hi = min(total.hi, own.hi+own.width())
	pad := margin * total.width()
	s.Y0, s.Y1 = clamp(max(total.lo-pad, -maxCoord), min(total.hi+pad, maxCoord))
	s.mapping = newMapping(s.Window, s.width, s.height)
	return true, nil
}

// shows reports whether x lies in the window.
func (s *sampling) shows(x float64) bool { return s.X0 <= x && x <= s.X1 }

// values returns the finite values of the k-th derivative in the window,
// ascending.
func (s *sampling) values(k int) []float64 {
	var v []float64
	for i := range s.nodes {
		if n := &s.nodes[i]; s.shows(n.x) && math.Abs(n.d[k]) <= maxCoord {
			v = append(v, n.d[k])
		}
	}
	slices.Sort(v)
	return v
}

// singular reports whether the k-th derivative is infinite somewhere, or its
// Taylor coefficients tell of a pole next to an extreme value.
func (s *sampling) singular(k int) bool {
	lo, hi := -1, -1
	for i := range s.nodes {
		n := &s.nodes[i]
		switch v := n.d[k]; {
		case !s.shows(n.x) || math.IsNaN(v):
			continue
		case math.IsInf(v, 0):
			return true
		case lo < 0 || v < s.nodes[lo].d[k]:
			lo = i
		}
		if hi < 0 || n.d[k] > s.nodes[hi].d[k] {
			hi = i
		}
	}
	for _, i := range [...]int{lo, hi} {
		if i > 0 && s.poleBetween(k, &s.nodes[i-1], &s.nodes[i]) ||
			i >= 0 && i+1 < len(s.nodes) && s.poleBetween(k, &s.nodes[i], &s.nodes[i+1]) {
			return true
		}
	}
	return false
}

// probe cuts the intervals beside the extremes of every drawn curve.
func (s *sampling) probe() error {
	cut := make([]bool, len(s.nodes))
	for _, k := range s.shown {
		lo, hi := -1, -1
		for i := range s.nodes {
			v := s.nodes[i].d[k]
			if !s.shows(s.nodes[i].x) || !finite(v) {
				continue
			}
			if lo < 0 || v < s.nodes[lo].d[k] {
				lo = i
			}
			if hi < 0 || v > s.nodes[hi].d[k] {
				hi = i
			}
		}
		for _, i := range [...]int{lo, hi} {
			if i >= 0 {
				cut[i] = true
			}
			if i > 0 {
				cut[i-1] = true
			}
		}
	}
	var xs []float64
	for i := range len(s.nodes) - 1 {
		if cut[i] {
			xs = appendCuts(xs, s.nodes[i].x, s.nodes[i+1].x, maxPieces, false)
		}
	}
	fresh, err := s.evaluate(xs)
	if err != nil {
		return err
	}
	s.nodes = append(s.nodes, fresh...)
	slices.SortFunc(s.nodes, func(a, b node) int {
		if a.x < b.x {
			return -1
		}
		return 1
	})
	return nil
}

// robust returns the range of values worth showing: all of them, or the bulk
// if they grow without bound. It is given a coarse sample and one that is
// finer around the extremes, both ascending.
func robust(coarse, fine []float64, singular bool) span {
	at := func(q float64) float64 { return coarse[int(q*float64(len(coarse)-1)+0.5)] }
	full := span{fine[0], fine[len(fine)-1]}
	const growth = 2.5
	middle := at(0.5)
	unbounded := singular ||
		full.hi-middle > growth*(at(1)-middle) || middle-full.lo > growth*(middle-at(0))
	if !unbounded || at(0.9) == at(0.1) {
		return full
	}
	bulk := span{at(0.1), at(0.9)}
	return span{max(full.lo, bulk.lo-bulk.width()/2), min(full.hi, bulk.hi+bulk.width()/2)}
}

// widen makes room around a range that is a single value, up to where zero can
// be seen.
func widen(r span) span {
	switch scale := max(math.Abs(r.lo), math.Abs(r.hi)); {
	case scale == 0:
		return span{-1, 1}
	case r.width() <= 1e-9*scale:
		return span{min(r.lo, 0), max(r.hi, 0)}
	}
	return r
}
