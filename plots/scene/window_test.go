package scene

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestClamp(t *testing.T) {
	for _, c := range []struct{ lo, hi, wantLo, wantHi float64 }{
		{-3, 3, -3, 3},
		{-1e308, 1e308, -5e299, 5e299},
		{-math.MaxFloat64, math.MaxFloat64, -5e299, 5e299},
		{1, math.Nextafter(1, 2), 1 - narrowest/2, 1 + narrowest/2},
		{0, 5e-324, -minWidth / 2, minWidth / 2},
	} {
		w := Window{c.lo, c.hi, c.lo, c.hi}.Clamp()
		close := func(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(math.Abs(a), math.Abs(b)) }
		if !close(w.X0, c.wantLo) || !close(w.X1, c.wantHi) || w.X0 != w.Y0 || w.X1 != w.Y1 {
			t.Errorf("%v … %v becomes %v … %v, expected %v … %v", c.lo, c.hi, w.X0, w.X1, c.wantLo, c.wantHi)
		}
	}
}

// Whatever the page asks for, a clamped window has room for a curve: a pixel
// has a size, and neighbouring pixels are different numbers.
func TestClampedWindowsCanBeDrawn(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100_000 {
		lo, hi := math.Float64frombits(r.Uint64()), math.Float64frombits(r.Uint64())
		if r.IntN(2) == 0 {
			hi = lo + math.Abs(lo)*math.Pow(10, -20*r.Float64())
		}
		if check("x", lo, hi) != nil {
			continue
		}
		w := Window{lo, hi, lo, hi}.Clamp()
		if err := check("x", w.X0, w.X1); err != nil {
			t.Fatalf("%v … %v becomes: %v", lo, hi, err)
		}
		m := newMapping(w, 1000, 1000)
		if !(m.sx > 0) || math.IsInf(m.sx, 0) || w.X0+(w.X1-w.X0)/1000 == w.X0 {
			t.Fatalf("%v … %v becomes %+v, %v pixels per unit", lo, hi, w, m.sx)
		}
		if again := w.Clamp(); math.Abs(again.X0-w.X0) > 1e-9*(w.X1-w.X0) {
			t.Fatalf("%+v is clamped again to %+v", w, again)
		}
	}
}
