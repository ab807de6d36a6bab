package engine

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/devicetest"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// The tests of this file walk the table of primitives: whoever adds one adds
// an example, and its rules are checked against each other.

// zeroDerivative lists the primitives that have no derivative rule because
// their derivative is zero or does not exist, as in JAX.
var zeroDerivative = []string{
	"and", "argmax", "argmin", "bitcast_convert_type", "ceil", "eq", "floor", "ge", "gt", "iota", "is_finite", "le", "lt", "ne",
	"nextafter", "not", "or", "reduce_and", "reduce_or", "round", "shift_left", "shift_right_arithmetic", "shift_right_logical",
	"stop_gradient", "threefry2x32", "xor",
}

// reversible reports whether reverse mode knows the primitive.
func reversible(p *core.Primitive) bool { return !slices.Contains(devicetest.ForwardOnly, p.Op) }

// withoutExample lists the primitives that only transformations make.
var withoutExample = []string{"custom_lin"}

func TestTableIsComplete(t *testing.T) {
	examples := devicetest.Examples()
	for _, p := range prim.All() {
		if len(examples[p.Op]) == 0 && !slices.Contains(withoutExample, p.Op) {
			t.Errorf("%s has no example in package devicetest", p.Op)
		}
		if p.Shape == nil {
			t.Errorf("%s has no Shape", p.Op)
		}
		if p.Eval == nil && p.Call == nil {
			t.Errorf("%s has neither Eval, Lower nor Call", p.Op)
		}
		if p.Traits&core.Elementwise != 0 && p.Lower == nil && p.Complex == nil {
			t.Errorf("%s is elementwise and has neither Lower nor Complex", p.Op)
		}
		if p.Vmap == nil && p.Arity != 0 {
			t.Errorf("%s has no Vmap", p.Op)
		}
		linear := p.Traits&(core.Linear|core.Bilinear) != 0 || p.LinearIn != nil
		if linear && p.Transpose == nil {
			t.Errorf("%s is linear and has no Transpose", p.Op)
		}
		rules := 0
		for _, has := range []bool{linear, p.Deriv != nil, p.Tangent != nil && p.Traits&core.Linear == 0, p.JVP != nil} {
			if has {
				rules++
			}
		}
		if p.Op == "custom_lin" { // known only transposed
			rules++
		}
		if zero := slices.Contains(zeroDerivative, p.Op); zero && rules != 0 || !zero && rules != 1 {
			t.Errorf("%s has %d descriptions of its derivative, listed as zero: %t", p.Op, rules, zero)
		}
		if p.Arity > 0 && (p.Deriv != nil && len(p.Deriv) != p.Arity || p.Tangent != nil && len(p.Tangent) != p.Arity) {
			t.Errorf("%s has %d operands and derivatives for %d", p.Op, p.Arity, max(len(p.Deriv), len(p.Tangent)))
		}
		if rules > 0 && p.Call == nil && p.Op != "convert_element_type" && p.Domain == (core.Interval{}) {
			t.Errorf("%s has a derivative and no Domain", p.Op)
		}
	}
	for op := range examples {
		prim.Lookup(op)
	}
}

// Operands of any element type work or are refused when the program is traced.
func TestTableTypes(t *testing.T) {
	eachExample(t, func(t *testing.T, p *core.Primitive, e devicetest.Example) {
		if p.Call != nil || p.Arity == 0 { // a program has the types it was traced with
			return
		}
		for _, d := range []DType{Bool, Int32, Int64, Uint32, Float32, Float64, Complex64, Complex128} {
			x := e.Draw(core.Interval{Lo: 1, Hi: 3}, Float64, 1)
			for i := range x {
				x[i] = Array{x[i]}.AsType(d).v
			}
			traced := Try(func() { transform.Stage("test", e.F, ir.Avals(x)) })
			evaluated := Try(func() { e.F(x) })
			if (traced == nil) != (evaluated == nil) {
				t.Errorf("%v: traced: %v, evaluated: %v", d, traced, evaluated)
			}
			if traced != nil && p.Traits&core.Elementwise != 0 && !strings.Contains(traced.Error(), d.String()) {
				t.Errorf("the error %q does not name the type %v", traced, d)
			}
		}
	})
}

// eachExample runs f as a subtest for every example of every primitive.
func eachExample(t *testing.T, f func(t *testing.T, p *core.Primitive, e devicetest.Example)) {
	examples := devicetest.Examples()
	for _, p := range prim.All() {
		for _, e := range examples[p.Op] {
			t.Run(p.Op+"/"+e.Name, func(t *testing.T) { f(t, p, e) })
		}
	}
}

// eachDerivative does so for the differentiable ones, with operands.
func eachDerivative(t *testing.T, d func(t *testing.T, p *core.Primitive, f transform.Func, x []core.Value)) {
	eachExample(t, func(t *testing.T, p *core.Primitive, e devicetest.Example) {
		if slices.Contains(zeroDerivative, p.Op) {
			return
		}
		f, x := onFloats(e.F, e.Draw(p.Domain, Float64, 1))
		if !f(x)[0].Aval().DType.IsFloat() {
			return
		}
		d(t, p, f, x)
	})
}

func TestTableExamplesApplyTheirPrimitive(t *testing.T) {
	eachExample(t, func(t *testing.T, p *core.Primitive, e devicetest.Example) {
		x := e.Draw(p.Domain, Float64, 1)
		if len(x) == 0 {
			return
		}
		j := transform.Stage("example", e.F, ir.Avals(x))
		if len(j.Eqns) != 1 || j.Eqns[0].Op.Name() != p.Op {
			t.Errorf("the example stages to %v", j.Jaxpr)
		}
		if err := j.Check(); err != nil {
			t.Error(err)
		}
	})
}

func TestTableCheckGrads(t *testing.T) {
	eachExample(t, func(t *testing.T, p *core.Primitive, e devicetest.Example) {
		if slices.Contains(zeroDerivative, p.Op) {
			return
		}
		for seed := range int64(3) {
			f, x := onFloats(e.F, e.Draw(p.Domain, Float64, seed))
			if !f(x)[0].Aval().DType.IsFloat() || f(x)[0].Aval().DType == Float32 {
				return
			}
			var options []CheckOption
			if p.Op == "custom_vjp_call" {
				options = append(options, ReverseOnly)
			}
			if !reversible(p) {
				options = append(options, ForwardOnly)
			}
			order := 2
			err := CheckGrads(func(a []Array) []Array { return arrays(f(values(a))) }, arrays(x), order, options...)
			if err != nil {
				t.Errorf("at %v: %v", arrays(x), err)
			}
		}
	})
}

// Where the derivative is zero, tangents vanish and nothing fails.
func TestTableZeroDerivatives(t *testing.T) {
	eachExample(t, func(t *testing.T, p *core.Primitive, e devicetest.Example) {
		if !slices.Contains(zeroDerivative, p.Op) {
			return
		}
		f, x := onFloats(e.F, e.Draw(p.Domain, Float64, 1))
		if len(x) == 0 {
			return
		}
		y, dy := transform.JVP("test", f, x, x)
		for i := range y {
			if dy[i] != nil {
				t.Errorf("the tangent of result %d is %v", i, Array{dy[i]})
			}
		}
		_, pullback := transform.VJP("test", f, x)
		for i, ct := range pullback(y) {
			if ct != nil {
				t.Errorf("the cotangent of operand %d is %v", i, Array{ct})
			}
		}
		series := make([][]core.Value, len(x))
		for i := range x {
			series[i] = []core.Value{x[i], x[i]}
		}
		_, out := transform.Jet("test", f, x, series, 2)
		for i := range out {
			if anyNonNil(out[i]) {
				t.Errorf("the series of result %d is not zero", i)
			}
		}
	})
}

func anyNonNil(v []core.Value) bool {
	return slices.ContainsFunc(v, func(v core.Value) bool { return v != nil })
}

// ⟨Jt, ct⟩ = ⟨t, Jᵀct⟩ for any t and ct.
func TestTableTranspose(t *testing.T) {
	eachDerivative(t, func(t *testing.T, p *core.Primitive, f transform.Func, x []core.Value) {
		if p.Op == "custom_vjp_call" || !reversible(p) {
			return
		}
		tangent := normals(x, 2)
		y, dy := transform.JVP("test", f, x, tangent)
		ct := normals(y, 3)
		_, pullback := transform.VJP("test", f, x)
		left, right := inner(dense(dy, y), ct), inner(tangent, dense(pullback(ct), x))
		tolerance := 1e-12
		if y[0].Aval().DType == Float32 {
			tolerance = 1e-6
		}
		if !(math.Abs(left-right) <= tolerance*(1+math.Abs(left))) {
			t.Errorf("⟨Jt, ct⟩ = %.17g, ⟨t, Jᵀct⟩ = %.17g", left, right)
		}
		// Every cotangent has the type of its operand.
		for i, c := range pullback(ct) {
			if c != nil && !c.Aval().Equal(x[i].Aval()) {
				t.Errorf("the cotangent of operand %d is %s, the operand %s", i, c.Aval().Long(), x[i].Aval().Long())
			}
		}
		_, linear := transform.Linearize("test", f, x)
		mustMatch(t, "linearize", dense(linear.Apply(tangent), y), dense(dy, y), 1e-13)
	})
}

// mustMatch compares values up to a multiple of the largest element.
func mustMatch(t *testing.T, what string, got, want []core.Value, tolerance float64) {
	t.Helper()
	if err := match(what, got, want, tolerance); err != nil {
		t.Error(err)
	}
}

func match(what string, got, want []core.Value, tolerance float64) error {
	if len(got) != len(want) {
		return fmt.Errorf("%s: %d results, want %d", what, len(got), len(want))
	}
	for i := range got {
		if !got[i].Aval().Equal(want[i].Aval()) {
			return fmt.Errorf("%s: result %d is %s, want %s", what, i, got[i].Aval().Long(), want[i].Aval().Long())
		}
		g, w := Array{got[i]}.Float64s(), Array{want[i]}.Float64s()
		scale := 0.0
		for _, v := range w {
			if !math.IsInf(v, 0) && !math.IsNaN(v) {
				scale = max(scale, math.Abs(v))
			}
		}
		for k := range g {
			if g[k] != w[k] && !(math.IsNaN(g[k]) && math.IsNaN(w[k])) && !(math.Abs(g[k]-w[k]) <= tolerance*scale) {
				return fmt.Errorf("%s: element %d of result %d is %.17g, want %.17g", what, k, i, g[k], w[k])
			}
		}
	}
	return nil
}

// Batching agrees with a loop over the examples, wherever the batch lies and
// whichever operands have one.
func TestTableVmap(t *testing.T) {
	const size = 3
	eachExample(t, func(t *testing.T, p *core.Primitive, e devicetest.Example) {
		batch := make([][]core.Value, size)
		for b := range batch {
			batch[b] = e.Draw(p.Domain, Float64, int64(b))
			if len(batch[b]) == 0 {
				return
			}
			// Fixed operands differ too: every example sees them shifted along.
			for i, v := range batch[b] {
				if d := v.Aval().DType; e.IsIndex(i) {
					batch[b][i] = Add(Array{v}, Scalar(float64(b), d)).v
				}
			}
		}
		choices := make([]int, len(batch[0])) // 0: shared, 1: first axis, 2: last axis
		for next(choices, 3) {
			in, axes := make([]core.Value, len(choices)), make([]int, len(choices))
			for i, c := range choices {
				parts := make([]Array, size)
				for b := range parts {
					parts[b] = Array{batch[b][i]}
				}
				switch c {
				case 0:
					in[i], axes[i] = batch[0][i], -1
				case 1:
					in[i] = Stack(parts, 0).v
				case 2:
					axes[i] = parts[0].Rank()
					in[i] = Stack(parts, axes[i]).v
				}
			}
			y, at := transform.Vmap("test", e.F, in, axes, size)
			for b := range size {
				x := make([]core.Value, len(choices))
				for i, c := range choices {
					if x[i] = batch[b][i]; c == 0 {
						x[i] = batch[0][i]
					}
				}
				got := make([]core.Value, len(y))
				for i := range y {
					got[i] = Index(Array{transform.AtAxis(y[i], at[i], 0, size)}, b).v
				}
				if err := match(fmt.Sprintf("axes %v, example %d", choices, b), got, e.F(x), 1e-14); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

// next steps through all digits below base in turn, starting after zeros.
func next(digits []int, base int) bool {
	for i := range digits {
		if digits[i]++; digits[i] < base {
			return true
		}
		digits[i] = 0
	}
	return false
}

// The derivatives batch as well: vmap of the pullback against a loop, and the
// pullback of vmap.
func TestTableVmapOfDerivatives(t *testing.T) {
	const size = 2
	eachExample(t, func(t *testing.T, p *core.Primitive, e devicetest.Example) {
		if slices.Contains(zeroDerivative, p.Op) || !reversible(p) {
			return
		}
		f, first := onFloats(e.F, e.Draw(p.Domain, Float64, 1))
		_, second := onFloats(e.F, e.Draw(p.Domain, Float64, 2))
		if y := f(first); !y[0].Aval().DType.IsFloat() {
			return
		}
		pull := func(x []core.Value) []core.Value {
			y, pullback := transform.VJP("test", f, x)
			ones := make([]core.Value, len(y))
			for i := range y {
				ones[i] = transform.Ones(y[i].Aval())
			}
			return dense(pullback(ones), x)
		}
		for _, last := range []bool{false, true} {
			in, axes := make([]core.Value, len(first)), make([]int, len(first))
			for i := range first {
				if last {
					axes[i] = first[i].Aval().Rank()
				}
				in[i] = Stack([]Array{{first[i]}, {second[i]}}, axes[i]).v
			}
			batched := func(g transform.Func) transform.Func {
				return func(x []core.Value) []core.Value {
					y, at := transform.Vmap("test", g, x, axes, size)
					for i := range y {
						y[i] = transform.AtAxis(y[i], at[i], 0, size)
					}
					return y
				}
			}
			rows := batched(pull)(in)
			for b, x := range [][]core.Value{first, second} {
				got := make([]core.Value, len(rows))
				for i := range rows {
					got[i] = Index(Array{rows[i]}, b).v
				}
				mustMatch(t, fmt.Sprintf("vmap of the pullback, example %d", b), got, pull(x), 1e-13)
			}
			y, pullback := transform.VJP("test", batched(f), in)
			ones := make([]core.Value, len(y))
			for i := range y {
				ones[i] = transform.Ones(y[i].Aval())
			}
			cts := dense(pullback(ones), in)
			for i := range cts {
				cts[i] = transform.AtAxis(cts[i], axes[i], 0, size)
			}
			mustMatch(t, "pullback of vmap", cts, rows, 1e-13)
		}
	})
}

// Taylor mode agrees with nested forward mode along the same curve.
func TestTableJet(t *testing.T) {
	const order = 4
	eachDerivative(t, func(t *testing.T, p *core.Primitive, f transform.Func, x []core.Value) {
		if p.Op == "custom_vjp_call" {
			return
		}
		series := make([][]core.Value, len(x))
		for i := range x {
			for k := range order {
				scaled := Mul(Array{normals(x[i:i+1], int64(10*i+k))[0]}, Num(0.3))
				series[i] = append(series[i], scaled.v)
			}
		}
		curve := func(s []core.Value) []core.Value {
			at := make([]core.Value, len(x))
			for i := range x {
				sum, power := Array{x[i]}, Array{s[0]}
				for k := range order {
					sum = Add(sum, Mul(Array{series[i][k]}, power))
					power = Mul(power, Array{s[0]})
				}
				at[i] = sum.v
			}
			return f(at)
		}
		y, out := transform.Jet("test", f, x, series, order)
		mustMatch(t, "value", y, f(x), 0)
		zero := []core.Value{core.Scalar(Float64, 0)}
		nested, factorial := transform.Func(curve), 1.0
		for k := 1; k <= order; k++ {
			lower := nested
			nested = func(s []core.Value) []core.Value {
				y, dy := transform.JVP("test", lower, s, []core.Value{core.Scalar(Float64, 1)})
				return dense(dy, y)
			}
			factorial *= float64(k)
			got := make([]core.Value, len(y))
			for i := range y {
				if got[i] = transform.Zeros(y[i].Aval()); out[i][k-1] != nil {
					got[i] = Mul(Array{out[i][k-1]}, Num(factorial)).v
				}
			}
			tolerance := 1e-10
			if y[0].Aval().DType == Float32 {
				tolerance = 1e-5
			}
			mustMatch(t, fmt.Sprintf("order %d", k), got, nested(zero), tolerance)
		}
	})
}

// A program gives what its operations give one by one, bit for bit, and so do
// its derivatives.
func TestTableJit(t *testing.T) {
	eachExample(t, func(t *testing.T, p *core.Primitive, e devicetest.Example) {
		x := e.Draw(p.Domain, Float64, 1)
		if len(x) == 0 {
			return
		}
		compiled := func(f transform.Func) transform.Func {
			return transform.Compile("test", transform.Stage("test", f, ir.Avals(x))).Call
		}
		mustMatch(t, "jit", compiled(e.F)(x), e.F(x), 0)
		if slices.Contains(zeroDerivative, p.Op) || !reversible(p) {
			return
		}
		pull := func(f transform.Func) transform.Func {
			return func(x []core.Value) []core.Value {
				f, floats := onFloats(f, x)
				y, pullback := transform.VJP("test", f, floats)
				if !y[0].Aval().DType.IsFloat() {
					return y
				}
				return dense(pullback(y), floats)
			}
		}
		want := pull(e.F)(x)
		mustMatch(t, "jit of the pullback", compiled(pull(e.F))(x), want, 0)
		mustMatch(t, "pullback of jit", pull(compiled(e.F))(x), want, 1e-14)
		mustMatch(t, "jit of the pullback of jit", compiled(pull(compiled(e.F)))(x), want, 1e-14)
	})
}

// float32 differs from float64 by its rounding only.
func TestTableFloat32(t *testing.T) {
	eachExample(t, func(t *testing.T, p *core.Primitive, e devicetest.Example) {
		if p.Op == "jit" || p.Op == "nextafter" { // a program has the types it was traced with
			return
		}
		wide, narrow := e.Draw(p.Domain, Float64, 1), e.Draw(p.Domain, Float32, 1)
		got, want := e.F(narrow), e.F(wide)
		for i := range got {
			if w := want[i].Aval().DType; w.IsInexact() && w != got[i].Aval().DType {
				got[i] = Array{got[i]}.AsType(w).v
			}
		}
		mustMatch(t, "value", got, want, 2e-6)
		if slices.Contains(zeroDerivative, p.Op) || !reversible(p) || !want[0].Aval().DType.IsFloat() {
			return
		}
		gradient := func(x []core.Value) []core.Value {
			f, floats := onFloats(e.F, x)
			y, pullback := transform.VJP("test", f, floats)
			ones := make([]core.Value, len(y))
			for i := range y {
				ones[i] = transform.Ones(y[i].Aval())
			}
			out := dense(pullback(ones), floats)
			for i := range out {
				if out[i].Aval().DType != floats[i].Aval().DType {
					t.Errorf("the cotangent of a %v operand is %v", floats[i].Aval().DType, out[i].Aval().DType)
				}
				out[i] = Array{out[i]}.AsType(Float64).v
			}
			return out
		}
		mustMatch(t, "gradient", gradient(narrow), gradient(wide), 2e-5)
	})
}
