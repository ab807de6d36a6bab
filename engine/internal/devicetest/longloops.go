package devicetest

import (
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// longLoops take so many turns that a device may have to leave them in the middle,
// or have steps so large that it runs each by itself. Numbers wrap, so that results
// are exact.
func (s suite) longLoops(t *testing.T) {
	list := func(v ...core.Value) []core.Value { return v }
	number := func(v int) core.Value { return core.Scalar(ir.Int32, float64(v)) }
	mix := func(x, y core.Value) core.Value { return prim.Add(prim.Mul(x, number(1664525)), y) }
	// until takes turns as long as a counter is below n.
	until := func(n int, f func(i core.Value, x []core.Value) []core.Value, x ...core.Value) []core.Value {
		init := append(list(number(0)), x...)
		cond := transform.Stage("cond", func(c []core.Value) []core.Value { return list(prim.Lt(c[0], number(n))) }, ir.Avals(init))
		body := transform.Stage("body", func(c []core.Value) []core.Value {
			return append(list(prim.Add(c[0], number(1))), f(c[0], c[1:])...)
		}, ir.Avals(init))
		return transform.While(cond, body, init)[1:]
	}
	scan := func(length int, f transform.Func, carry, elements core.Value) []core.Value {
		avals := ir.Avals(list(carry, elements))
		avals[1].Shape = avals[1].Shape[1:]
		return transform.Scan(transform.Stage("body", f, avals), list(carry), list(elements), transform.ScanOptions{Length: length, Unroll: 1})
	}
	choose := func(which core.Value, x []core.Value, cases ...transform.Func) []core.Value {
		var staged []*ir.Closed
		for _, c := range cases {
			staged = append(staged, transform.Stage("case", c, ir.Avals(x)))
		}
		return transform.Cond(which, staged, x)
	}
	const large = 9001
	for name, c := range map[string]struct {
		f transform.Func
		x []core.Value
	}{
		"counted": {func(x []core.Value) []core.Value {
			return scan(5_000, func(v []core.Value) []core.Value {
				c := mix(v[0], v[1])
				return list(c, prim.Neg(c))
			}, x[0], x[1])
		}, list(whole(ir.Int32, 3), whole(ir.Int32, 5_000, 3))},
		"conditional": {func(x []core.Value) []core.Value {
			return until(5_000, func(i core.Value, x []core.Value) []core.Value { return list(mix(x[0], i), prim.Add(x[1], x[0])) }, x...)
		}, list(whole(ir.Int32, 5), whole(ir.Int32, 5))},
		"nested": {func(x []core.Value) []core.Value {
			return scan(3, func(v []core.Value) []core.Value {
				c := until(60, func(i core.Value, x []core.Value) []core.Value {
					return choose(prim.Rem(i, number(3)), x,
						func(x []core.Value) []core.Value { return list(mix(x[0], x[0])) },
						func(x []core.Value) []core.Value {
							return until(2, func(_ core.Value, x []core.Value) []core.Value { return list(mix(x[0], number(7))) }, x...)
						})
				}, mix(v[0], v[1]))[0]
				return list(c, prim.Rev(c, []int{0}))
			}, x[0], x[1])
		}, list(whole(ir.Int32, 6), whole(ir.Int32, 3, 6))},
		"large counted": {func(x []core.Value) []core.Value {
			even := scan(4, func(v []core.Value) []core.Value { c := mix(v[0], v[1]); return list(c, prim.Neg(c)) }, x[0], x[1])
			odd := scan(3, func(v []core.Value) []core.Value { return list(prim.Rev(mix(v[0], v[1]), []int{0}), v[0]) }, even[0], prim.Slice(even[1], []int{0, 0}, []int{3, large}, nil))
			return append(even, odd...)
		}, list(whole(ir.Int32, large), whole(ir.Int32, 4, large))},
		"large conditional": {func(x []core.Value) []core.Value {
			return until(5, func(i core.Value, v []core.Value) []core.Value {
				v = choose(prim.Sub(i, number(2)), v,
					func(v []core.Value) []core.Value { return list(v[1], mix(v[0], v[1])) },
					func(v []core.Value) []core.Value {
						return until(3, func(i core.Value, w []core.Value) []core.Value { return list(prim.Add(w[0], w[1]), mix(w[1], i)) }, v...)
					},
					func(v []core.Value) []core.Value {
						out := scan(2, func(w []core.Value) []core.Value { return list(mix(w[0], w[1]), w[1]) }, v[0], x[2])
						return list(out[0], v[0])
					})
				return v
			}, x[:2]...)
		}, list(whole(ir.Int32, large), whole(ir.Int32, large), whole(ir.Int32, 2, large))},
		"small in large": {func(x []core.Value) []core.Value {
			return scan(3, func(v []core.Value) []core.Value {
				few := until(9, func(i core.Value, w []core.Value) []core.Value { return list(mix(w[0], i)) }, prim.Slice(v[1], []int{0}, []int{4}, nil))[0]
				return list(prim.Add(v[0], prim.BroadcastInDim(prim.ReduceSum(few, []int{0}), []int{large}, nil)), few)
			}, x[0], x[1])
		}, list(whole(ir.Int32, large), whole(ir.Int32, 3, large))},
	} {
		t.Run(name, func(t *testing.T) { s.check(t, c.f, c.x) })
	}
}
