package engine_test

import (
	"fmt"
	"sync"
	"testing"

	"fluxion/engine"
)

// A pair is a plain argument: nothing but arrays, in structs and arrays.
type pair struct {
	A engine.Array
	B [1]engine.Array
}

// A jitted function that is called with arguments of many types in turn runs
// for each the program that was traced for it.
func TestJitTellsTypesApart(t *testing.T) {
	scalars := []engine.Array{
		engine.Num(0.1), engine.WeakNum(0.1, engine.Float64), engine.Scalar(0.1, engine.Float32), engine.Scalar(0.1, engine.Float64), engine.Int(3),
		engine.Scalar(3, engine.Int32), engine.FromFloat32s([]float32{0.1}), engine.FromFloat32s([]float32{0.1}, 1, 1), engine.BoolOf(true),
		engine.Reshape(engine.FromFloat64s([]float64{0.1})), engine.Reshape(engine.FromFloat32s([]float32{0.1})).Weaken(true),
	}
	traces := 0
	f := engine.Jit(func(p pair) pair {
		traces++
		return pair{p.A.Add(p.B[0]), [1]engine.Array{p.B[0]}}
	})
	want := func(x, y engine.Array) string { return fmt.Sprint(x.Add(y), x.Add(y).Weak(), y, y.Weak()) }
	for round := range 3 {
		for _, x := range scalars {
			for _, y := range scalars {
				for range 3 {
					got := f(pair{x, [1]engine.Array{y}})
					if g, w := fmt.Sprint(got.A, got.A.Weak(), got.B[0], got.B[0].Weak()), want(x, y); g != w {
						t.Fatalf("%v + %v is %s, expected %s", x, y, g, w)
					}
				}
			}
		}
		if round == 0 {
			traces = 0
		}
	}
	if traces != 0 {
		t.Errorf("%d traces for types that were known", traces)
	}
}

// The same on several goroutines at once; run with -race.
func TestJitTellsTypesApartConcurrently(t *testing.T) {
	f := engine.Jit(func(p pair) engine.Array { return engine.Sum(p.A).Mul(p.B[0]) })
	var wait sync.WaitGroup
	for w := range 8 {
		wait.Go(func() {
			for i := range 200 {
				n := (w+i)%3 + 1
				if got := f(pair{engine.Ones([]int{n}, engine.Float32), [1]engine.Array{engine.Num(float64(w))}}).Item(); got != float64(n*w) {
					t.Errorf("%v, expected %d", got, n*w)
				}
			}
		})
	}
	wait.Wait()
}

// Tracers, and arrays that were never set, take the long way.
func TestJitOfPlainArgumentsUnderTransformations(t *testing.T) {
	f := engine.Jit(func(p pair) engine.Array { return p.A.Mul(p.A).Mul(p.B[0]) })
	at := pair{engine.Scalar(3, engine.Float32), [1]engine.Array{engine.Scalar(2, engine.Float32)}}
	for range 3 {
		if y := f(at).Item(); y != 18 {
			t.Errorf("value %v", y)
		}
		if g := engine.Grad(f)(at); g.A.Item() != 12 || g.B[0].Item() != 9 {
			t.Errorf("gradient %v", g)
		}
		if err := engine.Try(func() { f(pair{A: at.A}) }); err == nil {
			t.Error("no error for an array that was never set")
		}
	}
}
