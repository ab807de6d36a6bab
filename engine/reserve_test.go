package engine

import (
	"strings"
	"testing"
)

// What SetReserve refuses is not made, eagerly and in programs; what fits is.
func TestReserve(t *testing.T) {
	defer SetReserve(nil)
	SetReserve(func(bytes float64) {
		if bytes > 1<<20 {
			panic(&Error{Op: "test", Reason: "too large"})
		}
	})
	outer := func(x Array) Array { return Outer(x, x) }
	for name, f := range map[string]func(Array) Array{"at once": outer, "in a program": Jit(outer)} {
		for _, test := range []struct {
			n    int
			fits bool
		}{{100, true}, {400, true}, {1000, false}, {200, true}} {
			size := 0
			err := Try(func() { size = f(Ones([]int{test.n}, Float32)).Size() })
			if test.fits && (err != nil || size != test.n*test.n) ||
				!test.fits && (err == nil || !strings.Contains(err.Error(), "too large")) {
				t.Errorf("%s, %d: got %d elements, %v", name, test.n, size, err)
			}
		}
	}
}
