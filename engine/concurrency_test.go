package engine

import (
	"fmt"
	"sync"
	"testing"
)

// parallel runs f on several goroutines at once; run with -race.
func parallel(t *testing.T, f func(worker int) error) {
	t.Helper()
	var wait sync.WaitGroup
	errors := make([]error, 8)
	for w := range errors {
		wait.Go(func() { errors[w] = f(w) })
	}
	wait.Wait()
	for _, err := range errors {
		if err != nil {
			t.Error(err)
		}
	}
}

// Transformations in flight on several goroutines do not see each other, and
// jitted functions are shared by all.
func TestGoroutines(t *testing.T) {
	functions := map[string]func(Array) Array{"custom vjp": clippedSquare, "relu": Relu}
	for name, f := range zoo {
		functions[name] = f
	}
	for name, f := range functions {
		t.Run(name, func(t *testing.T) {
			jitted, gradOfJit, mapped := Jit(Grad(f)), Grad(Jit(f)), Vmap(Jit(f))
			second := Grad(Grad(f))
			at := func(w int) Array { return Scalar(0.31+0.1*float64(w%4), Float64) }
			var first, curvature [4]float64
			for w := range 4 {
				first[w], curvature[w] = Grad(f)(at(w)).Item(), second(at(w)).Item()
			}
			parallel(t, func(w int) error {
				for range 3 {
					x := at(w)
					a, b, c, d := jitted(x).Item(), gradOfJit(x).Item(), Grad(f)(x).Item(), second(x).Item()
					if want := first[w%4]; !within(a, want, 1e-14) || !within(b, want, 1e-14) || c != want {
						return fmt.Errorf("derivatives %.17g, %.17g, %.17g, want %.17g", a, b, c, want)
					}
					if y := mapped(Reshape(x, 1)).Float64s(); !within(y[0], f(x).Item(), 1e-14) {
						return fmt.Errorf("value %.17g, want %v", y, f(x))
					}
					if d != curvature[w%4] {
						return fmt.Errorf("second derivative %.17g, want %.17g", d, curvature[w%4])
					}
				}
				return nil
			})
		})
	}
}

// A pullback and a linearized function may be called from several goroutines.
func TestSharedPullback(t *testing.T) {
	x := FromFloat64s([]float64{0.1, 0.2, 0.3})
	y, pull := VJP(func(x Array) Array { return CumProd(Softplus(x), 0) }, x)
	_, push := Linearize(func(x Array) Array { return CumProd(Softplus(x), 0) }, x)
	want := [2]string{pull(y).Text(), push(x).Text()}
	parallel(t, func(int) error {
		if got := [2]string{pull(y).Text(), push(x).Text()}; got != want {
			return fmt.Errorf("%q, want %q", got, want)
		}
		return nil
	})
}

// One jitted function meets new types on several goroutines at once.
func TestJitCompilesConcurrently(t *testing.T) {
	f := Jit(func(x Array) Array { return Sum(Sin(x)) })
	parallel(t, func(w int) error {
		for n := range 4 {
			x := Ones([]int{n + w%2}, []DType{Float32, Float64}[w%2])
			if got := f(x); got.DType() != x.DType() {
				return fmt.Errorf("%v gives %v", x, got)
			}
		}
		return nil
	})
}
