package engine

import (
	"fmt"
	"math"
	"math/rand"
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/transform"
	"fluxion/engine/internal/tree"
)

// A CheckOption adjusts CheckGrads.
type CheckOption func(*checker)

// Tolerance sets the absolute and relative tolerance, which are 2e-3 for
// float32 and 1e-5 for float64 otherwise.
func Tolerance(absolute, relative float64) CheckOption {
	return func(c *checker) { c.absolute, c.relative = absolute, relative }
}

// StepSize sets the step of the finite differences, which is 1e-4 otherwise.
func StepSize(eps float64) CheckOption { return func(c *checker) { c.eps = eps } }

// ForwardOnly and ReverseOnly restrict the check to one mode.
func ForwardOnly(c *checker) { c.reverse = false }

// ReverseOnly restricts the check to reverse mode.
func ReverseOnly(c *checker) { c.forward = false }

// CheckGrads compares the derivatives of f at a point with central differences
// in a fixed random direction, in forward and reverse mode, and those of its
// derivatives up to the given order. The error says which derivative differs
// and by how much. It follows jax.test_util.check_grads, whose tolerances
// scale with the number of elements. Leaves of integer type stay as they are.
func CheckGrads[P, R any](f func(P) R, at P, order int, options ...CheckOption) error {
	c := &checker{eps: 1e-4, absolute: math.NaN(), forward: true, reverse: true}
	for _, o := range options {
		o(c)
	}
	x, structure := tree.Flatten[Array](at)
	run, _ := flat[P, R](f, structure)
	run, floats := onFloats(run, concrete(x))
	return c.check(run, floats, order, "")
}

// onFloats returns f as a function of its floating operands alone, and these.
func onFloats(f transform.Func, x []core.Value) (transform.Func, []core.Value) {
	var floats []core.Value
	for _, v := range x {
		if v.Aval().DType.IsFloat() {
			floats = append(floats, v)
		}
	}
	return func(in []core.Value) []core.Value {
		full := slices.Clone(x)
		for i, v := range x {
			if v.Aval().DType.IsFloat() {
				full[i], in = in[0], in[1:]
			}
		}
		return f(full)
	}, floats
}

type checker struct {
	eps, absolute, relative float64
	forward, reverse        bool
}

type flatFunc = transform.Func

// normals returns random standard normal directions like x; the seed is fixed
// so that a check gives the same verdict every time.
func normals(x []core.Value, seed int64) []core.Value {
	source := rand.New(rand.NewSource(seed))
	out := make([]core.Value, len(x))
	for i, v := range x {
		a := v.Aval()
		elements := make([]float64, a.Size())
		for k := range elements {
			elements[k] = source.NormFloat64()
		}
		shape := append([]int{}, a.Shape...)
		direction := FromFloat64s(elements)
		out[i] = Array{direction.Reshape(shape...).AsType(a.DType).v}.v
	}
	return out
}

func (c *checker) check(f flatFunc, x []core.Value, order int, path string) error {
	if order < 1 {
		return nil
	}
	tangent := normals(x, 0)
	y, want := f(x), c.numerical(f, x, tangent)
	if c.forward {
		got, dy := transform.JVP("check_grads", f, x, tangent)
		if err := c.compare(path+"JVP primal", got, y); err != nil {
			return err
		}
		if err := c.compare(path+"JVP tangent", dense(dy, y), want); err != nil {
			return err
		}
		n := len(x)
		derivative := func(in []core.Value) []core.Value {
			y, dy := transform.JVP("check_grads", f, in[:n], in[n:])
			return append(y, dense(dy, y)...)
		}
		if err := c.check(derivative, append(append([]core.Value{}, x...), x...), order-1, path+"JVP of "); err != nil {
			return err
		}
	}
	if c.reverse {
		got, pullback := transform.VJP("check_grads", f, x)
		if err := c.compare(path+"VJP primal", got, y); err != nil {
			return err
		}
		ct := normals(y, 1)
		left := inner(tangent, dense(pullback(ct), x))
		right := inner(want, ct)
		if err := c.compareNumbers(path+"VJP cotangent projection", left, right, c.tolerances(x, y)); err != nil {
			return err
		}
		gradient := func(in []core.Value) []core.Value {
			y, pullback := transform.VJP("check_grads", f, in)
			return dense(pullback(y), in)
		}
		return c.check(gradient, x, order-1, path+"VJP of ")
	}
	return nil
}

// numerical returns the central difference (f(x + εt) − f(x − εt)) / 2ε.
func (c *checker) numerical(f flatFunc, x, t []core.Value) []core.Value {
	shifted := func(eps float64) []core.Value {
		out := make([]core.Value, len(x))
		for i := range x {
			out[i] = Add(Array{x[i]}, Mul(Array{t[i]}, Num(eps))).v
		}
		return f(out)
	}
	plus, minus := shifted(c.eps), shifted(-c.eps)
	out := make([]core.Value, len(plus))
	for i := range plus {
		p, m := Array{plus[i]}, Array{minus[i]}
		// Equal infinities differ by 0.
		delta := Where(Eq(p, m), ZerosLike(p), Sub(p, m))
		out[i] = Mul(delta, Num(0.5/c.eps)).v
	}
	return out
}

func dense(t, like []core.Value) []core.Value {
	out := make([]core.Value, len(t))
	for i, v := range t {
		if out[i] = v; v == nil {
			out[i] = transform.Zeros(like[i].Aval())
		}
	}
	return out
}

func inner(x, y []core.Value) float64 {
	sum := 0.0
	for i := range x {
		b := Array{y[i]}.Float64s()
		for k, a := range (Array{x[i]}).Float64s() {
			sum += a * b[k]
		}
	}
	return sum
}

// tolerances are the looser ones of the types involved.
func (c *checker) tolerances(lists ...[]core.Value) [2]float64 {
	if !math.IsNaN(c.absolute) {
		return [2]float64{c.absolute, c.relative}
	}
	loosest := 1e-5
	for _, l := range lists {
		for _, v := range l {
			switch v.Aval().DType {
			case Float16:
				loosest = max(loosest, 1e-2)
			case Float32:
				loosest = max(loosest, 2e-3)
			}
		}
	}
	return [2]float64{loosest, loosest}
}

func (c *checker) compare(what string, got, want []core.Value) error {
	for i := range got {
		tolerance := c.tolerances(got[i:i+1], want[i:i+1])
		w := Array{want[i]}.Float64s()
		n := float64(len(w))
		for k, g := range (Array{got[i]}).Float64s() {
			if err := c.compareNumbers(fmt.Sprintf("%s, element %d", what, k), g, w[k], [2]float64{tolerance[0] * n, tolerance[1] * n}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *checker) compareNumbers(what string, got, want float64, tolerance [2]float64) error {
	if got == want || math.IsNaN(got) && math.IsNaN(want) {
		return nil
	}
	allowed := tolerance[0] + tolerance[1]*math.Abs(want)
	if d := math.Abs(got - want); !(d <= allowed) {
		return fmt.Errorf("check_grads: %s: autodiff gives %g, central differences %g: they differ by %g, %g is allowed", what, got, want, d, allowed)
	}
	return nil
}
