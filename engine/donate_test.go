package engine_test

import (
	"errors"
	"fmt"
	"testing"

	"fluxion/engine"
)

type training struct{ Params, Data engine.Array }

func descend(in training) engine.Array { return in.Params.Sub(engine.Num(0.5).Mul(in.Data)) }

func TestDonatedArraysAreDeleted(t *testing.T) {
	x, data := samples(1, 3), samples(2, 3)
	alias := x
	want := fmt.Sprint(descend(training{x, data}))
	y := engine.JitNamed("step", descend, engine.Donate(".Params"))(training{x, data})
	if got := fmt.Sprint(y); got != want {
		t.Errorf("result %s, expected %s", got, want)
	}
	if !x.IsDeleted() || !alias.IsDeleted() || data.IsDeleted() || y.IsDeleted() {
		t.Errorf("deleted: %t %t %t %t", x.IsDeleted(), alias.IsDeleted(), data.IsDeleted(), y.IsDeleted())
	}
	if s := fmt.Sprint(x.Shape(), x.DType(), x.Size(), x.Weak()); s != "[3] float32 3 false" {
		t.Errorf("a deleted array is %s", s)
	}
	for name, use := range map[string]func(){
		"sum": func() { x.Add(y) }, "read": func() { x.Float32s() }, "print": func() { _ = x.String() }, "jit": func() { engine.Jit(engine.Sin)(x) },
		"donate":  func() { engine.JitNamed("step", engine.Sin, engine.Donate())(x) },
		"reshape": func() { engine.Reshape(x, 3, 1).Float32s() },
	} {
		var e *engine.Error
		if err := engine.Try(use); !errors.As(err, &e) || e.Kind != engine.DeletedError || e.Reason != "Array has been deleted with shape=float32[3]." {
			t.Errorf("%s: %v", name, err)
		}
	}
	closed := samples(1, 3)
	add := engine.Jit(func(x engine.Array) engine.Array { return x.Add(closed) })
	add(y)
	engine.JitNamed("f", engine.Sin, engine.Donate())(closed)
	if err := engine.Try(func() { add(y) }); err == nil {
		t.Error("a program ran with a deleted constant")
	}
	scalar := engine.Reshape(samples(1, 1))
	engine.JitNamed("f", engine.Sin, engine.Donate())(scalar)
	if err := engine.Try(func() { scalar.Item() }); err == nil {
		t.Error("a deleted scalar was read")
	}
}

// What no result can take the place of is not deleted.
func TestDonationsThatAreNotUsable(t *testing.T) {
	x, data := samples(1, 3), samples(2, 3)
	engine.JitNamed("step", descend, engine.Donate())(training{x, data})
	if !x.IsDeleted() || data.IsDeleted() {
		t.Errorf("deleted: %t %t", x.IsDeleted(), data.IsDeleted())
	}
	engine.JitNamed("total", func(x engine.Array) engine.Array { return engine.Sum(x) }, engine.Donate())(data)
	if data.IsDeleted() {
		t.Error("an array was deleted for a scalar")
	}
}

// Inside of transformations, arrays are needed again.
func TestDonationUnderTransformations(t *testing.T) {
	x := samples(1, 3)
	f := engine.JitNamed("f", engine.Sin, engine.Donate())
	engine.Grad(func(x engine.Array) engine.Array { return engine.Sum(f(x)) })(x)
	engine.Vmap(f)(x)
	engine.Jit(func(y engine.Array) engine.Array { return f(y).Add(y) })(x)
	if x.IsDeleted() {
		t.Error("the argument of a transformed function was deleted")
	}
}

// Memory that serves again is that of no array in use: views, and arrays that a
// function returns as they are or twice, keep theirs.
func TestDonatedMemoryIsNotInUse(t *testing.T) {
	const n = 2000
	for _, device := range engine.Devices() {
		on(t, device, func() {
			type state struct{ A, B, C engine.Array }
			step := func(s state) state { return state{s.B, engine.Sin(s.A), engine.Sin(s.A)} }
			donating := engine.JitNamed("step", step, engine.Donate())
			fresh := func() state { return state{samples(1, n), samples(2, n), samples(3, n)} }
			got, want := fresh(), fresh()
			var views []engine.Array
			for i := range 20 {
				views = append(views, engine.Jit(func(x engine.Array) engine.Array { return engine.Reshape(x, n/2, 2) })(got.A))
				got, want = donating(got), step(want)
				if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
					t.Fatalf("%s, step %d: %s, expected %s", device, i, g, w)
				}
			}
			again := fresh()
			for i, v := range views {
				if g, w := fmt.Sprint(v), fmt.Sprint(engine.Reshape(again.A, n/2, 2)); g != w {
					t.Fatalf("%s: view %d is now %s, was %s", device, i, g, w)
				}
				again = step(again)
			}
		})
	}
}
