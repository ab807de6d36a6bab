package stdlib

import (
	"slices"

	"fluxion/engine/lang/py"
)

// emit yields prepared tuples, which step computes: false at the end.
func emit(first bool, current func() py.Object, step func() bool) nextFunc {
	started, alive := false, first
	return func(t *py.Thread) (py.Object, bool) {
		if started && alive {
			alive = step()
		}
		started = true
		if !alive {
			return nil, false
		}
		t.Tick()
		return current(), true
	}
}

// pick returns the elements at some positions as a tuple.
func pick(pool []py.Object, indices []int) py.Object {
	elems := make([]py.Object, len(indices))
	for i, j := range indices {
		elems[i] = pool[j]
	}
	return py.NewTuple(elems...)
}

func poolOf(t *py.Thread, o py.Object) []py.Object { return slices.Clone(t.Elements(o)) }

func counting(n int) []int {
	indices := make([]int, n)
	for i := range indices {
		indices[i] = i
	}
	return indices
}

func permutations(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
	pool := poolOf(t, a[0])
	n := len(pool)
	r := n
	if a[1] != py.None {
		r = natural(t, a[1], "r")
	}
	if r > n {
		return end
	}
	indices := counting(n)
	cycles := make([]int, r)
	for i := range cycles {
		cycles[i] = n - i
	}
	return emit(true, func() py.Object { return pick(pool, indices[:r]) }, func() bool {
		for i := r - 1; i >= 0; i-- {
			if cycles[i]--; cycles[i] > 0 {
				j := n - cycles[i]
				indices[i], indices[j] = indices[j], indices[i]
				return true
			}
			first := indices[i]
			copy(indices[i:], indices[i+1:])
			indices[n-1] = first
			cycles[i] = n - i
		}
		return false
	})
}

func productOf(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
	var pools [][]py.Object
	repeat := natural(t, a[1], "repeat")
	t.Reserve(float64(repeat) * 64)
	for range repeat {
		for _, o := range a[0].(*py.Tuple).Elems {
			pools = append(pools, poolOf(t, o))
		}
	}
	indices := make([]int, len(pools))
	nonempty := !slices.ContainsFunc(pools, func(p []py.Object) bool { return len(p) == 0 })
	return emit(nonempty, func() py.Object {
		elems := make([]py.Object, len(pools))
		for i, j := range indices {
			elems[i] = pools[i][j]
		}
		return py.NewTuple(elems...)
	}, func() bool {
		for i := len(indices) - 1; i >= 0; i-- {
			if indices[i]++; indices[i] < len(pools[i]) {
				return true
			}
			indices[i] = 0
		}
		return false
	})
}
