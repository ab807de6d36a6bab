package figure

import "math"

// A Scale says how an axis turns numbers into distances.
type Scale uint8

const (
	Linear Scale = iota
	Log          // to base 10
	// SymLog is linear within ±2 and logarithmic outside.
	SymLog
)

// linearReach is the end of the linear part of SymLog.
const linearReach = 2

// forward returns the position of v, NaN if it has none.
func (s Scale) forward(v float64) float64 {
	switch s {
	case Log:
		if v <= 0 {
			return math.NaN()
		}
		return math.Log10(v)
	case SymLog:
		// One decade of the logarithmic part is as long as the linear part
		// from 0 to its end would be with base 10: 10/9 of it.
		if a := math.Abs(v); a > linearReach {
			return math.Copysign(linearReach*(10.0/9+math.Log10(a/linearReach)), v)
		}
		return v * 10 / 9
	}
	return v
}

// inverse returns the number at a position.
func (s Scale) inverse(p float64) float64 {
	switch s {
	case Log:
		return math.Pow(10, p)
	case SymLog:
		if a := math.Abs(p); a > linearReach*10.0/9 {
			return math.Copysign(linearReach*math.Pow(10, a/linearReach-10.0/9), p)
		}
		return p * 9 / 10
	}
	return p
}

// An extent is the range of numbers that something takes.
type extent struct{ min, max, positive float64 }

var emptyExtent = extent{math.Inf(1), math.Inf(-1), math.Inf(1)}

func (e *extent) add(v float64) {
	if !finite(v) {
		return
	}
	e.min, e.max = min(e.min, v), max(e.max, v)
	if v > 0 {
		e.positive = min(e.positive, v)
	}
}

func (e *extent) empty() bool { return e.min > e.max }

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// view returns the limits of an axis that shows the extent: with a margin on
// either side, a fraction of the length, that does not go across sticky
// numbers, such as the foot of bars.
func (s Scale) view(e extent, margin float64, sticky []float64) (lo, hi float64) {
	lo, hi = s.separate(e)
	below, above := math.Inf(-1), math.Inf(1)
	tolerance := 1e-5 * math.Abs(hi-lo)
	for _, v := range sticky {
		if s == Log && v <= 0 {
			continue
		}
		if v <= lo+tolerance {
			below = max(below, v)
		}
		if v >= hi-tolerance {
			above = min(above, v)
		}
	}
	from, to := s.forward(lo), s.forward(hi)
	delta := (to - from) * margin
	if !finite(delta) {
		delta = 0
	}
	// A margin may reach beyond the numbers that there are.
	least := -math.MaxFloat64
	if s == Log {
		least = math.SmallestNonzeroFloat64
	}
	lo, hi = max(s.inverse(from-delta), least), min(s.inverse(to+delta), math.MaxFloat64)
	return max(lo, below), min(hi, above)
}

// separate returns the ends of an extent, moved apart if they are equal and
// into the scale's domain if they lie outside.
func (s Scale) separate(e extent) (lo, hi float64) {
	lo, hi = e.min, e.max
	if s == Log {
		if e.empty() || hi <= 0 {
			return 1, 10
		}
		if lo <= 0 {
			lo = e.positive
		}
		if lo == hi {
			return math.Pow(10, math.Ceil(math.Log10(lo)-1)), math.Pow(10, math.Floor(math.Log10(hi)+1))
		}
		return lo, hi
	}
	if e.empty() {
		return 0, 1
	}
	return nonsingular(lo, hi, 0.05)
}

// nonsingular moves limits apart that are equal or so near that axes could not
// tell them apart, by a fraction of their size.
func nonsingular(lo, hi, fraction float64) (float64, float64) {
	const (
		tiny  = 1e-15
		least = 1e6 / tiny * 0x1p-1022 // nearer to zero, differences lose digits
	)
	largest := max(math.Abs(lo), math.Abs(hi))
	switch {
	case largest < least:
		return -fraction, fraction
	case hi-lo <= largest*tiny:
		return lo - fraction*math.Abs(lo), hi + fraction*math.Abs(hi)
	}
	return lo, hi
}
