package devicetest

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// Run checks that a device computes what the primitives' own evaluation
// computes, to the given number of units in the last place, for every
// primitive and for programs of many. On a [Flusher] subnormal numbers may count
// as zero.
func Run(t *testing.T, d device.Device, ulps float64) {
	s := suite{d, ulps}
	t.Run("primitives", s.primitives)
	t.Run("derivatives", s.derivatives)
	t.Run("programs", s.programs)
	t.Run("special values", s.specialValues)
	t.Run("many elements", s.manyElements)
	t.Run("complex numbers", s.complexNumbers)
	t.Run("many terms", s.manyTerms)
	t.Run("products", s.products)
	t.Run("chunks", s.chunks)
	t.Run("columns", s.columns)
	t.Run("rows", s.rows)
	t.Run("row sums", s.rowSums)
	t.Run("long row sums", s.longRowSums)
	t.Run("long sums", s.longSums)
	t.Run("moving", s.moving)
	t.Run("long moves", s.longMoves)
	t.Run("updating", s.updating)
	t.Run("long loops", s.longLoops)
	t.Run("halves", s.halves)
	t.Run("goroutines", s.goroutines)
}

// A Flusher is a device that may take subnormal numbers of 32 bits, also results,
// for zero, as the rules of its machine allow.
type Flusher interface{ Flushes() bool }

// An Unfuser is a device that may round x·y + z twice in elementary functions.
type Unfuser interface{ Unfuses() bool }

type suite struct {
	device device.Device
	ulps   float64
}

// compile stages f on operands like x, opens its calls and compiles it.
func (s suite) compile(f transform.Func, x []core.Value) (e device.Executable, consts []*device.Tensor) {
	c := transform.Simplified(transform.Stage("test", f, ir.Avals(x)))
	in := append(append([]*ir.Var{}, c.Consts...), c.In...)
	return s.device.Compile(&ir.Jaxpr{In: in, Eqns: c.Eqns, Out: c.Out}), tensors(c.Values)
}

func tensors(values []core.Value) []*device.Tensor {
	out := make([]*device.Tensor, len(values))
	for i, v := range values {
		out[i] = core.Tensor(v)
	}
	return out
}

// check runs f at x on the device, twice, and compares with evaluating it.
func (s suite) check(t *testing.T, f transform.Func, x []core.Value) {
	t.Helper()
	if s.unfused() { // also inside of loops that the host runs
		defer transform.SetDevice(transform.Device())
		transform.SetDevice(host.Device{Unfused: true})
	}
	want := [][]*device.Tensor{s.evaluate(f, x)}
	if d, ok := s.device.(Flusher); ok && d.Flushes() {
		flat := make([]core.Value, len(x))
		for i, v := range x {
			flat[i] = flushed(v)
		}
		want = append(want, s.evaluate(f, flat))
	}
	in := tensors(x)
	before := make([][]byte, len(in))
	for i, v := range in {
		before[i] = append([]byte{}, v.Bytes()...)
	}
	e, consts := s.compile(f, x)
	in = append(consts, in...)
	first := e.Run(in)
	second := e.Run(in)
	for _, got := range [][]*device.Tensor{first, second} {
		if err := s.compare(got, want...); err != nil {
			t.Error(err)
			return
		}
	}
	for i, b := range before {
		if string(b) != string(in[len(consts)+i].Bytes()) {
			t.Errorf("operand %d was overwritten", i)
		}
	}
}

// evaluate returns what f is at x: as the primitives evaluate one by one, unless the
// device is to give the same bits and rounds x·y + z twice.
func (s suite) evaluate(f transform.Func, x []core.Value) []*device.Tensor {
	if !s.unfused() {
		return tensors(f(x))
	}
	e, consts := suite{device: host.Device{Unfused: true}}.compile(f, x)
	return e.Run(append(consts, tensors(x)...))
}

// unfused reports whether results are to have the same bits as where x·y + z is
// rounded twice.
func (s suite) unfused() bool {
	u, ok := s.device.(Unfuser)
	return ok && u.Unfuses() && s.ulps == 0
}

// compare compares results with those that are wanted, and where these differ with
// those that are wanted if subnormal numbers are zero.
func (s suite) compare(got []*device.Tensor, wants ...[]*device.Tensor) error {
	want := wants[0]
	if len(got) != len(want) {
		return fmt.Errorf("%d results, want %d", len(got), len(want))
	}
	for i := range got {
		if g, w := got[i].Aval(), want[i].Aval(); !g.Equal(w) {
			return fmt.Errorf("result %d is %s, want %s", i, g.Long(), w.Long())
		}
		g, w := elements(got[i]), elements(want[i])
		d := want[i].DType.Real()
		var flat []float64
		if len(wants) > 1 {
			flat = elements(wants[1][i])
		}
		for k := range g {
			if !s.near(g[k], w[k], d) && (flat == nil || !s.near(flush(g[k]), flush(flat[k]), d)) {
				return fmt.Errorf("element %d of result %d is %.17g, want %.17g", k, i, g[k], w[k])
			}
		}
	}
	return nil
}

// flush returns zero, with its sign, for a subnormal number of 32 bits.
func flush(x float64) float64 {
	if math.Abs(x) < 0x1p-126 {
		return math.Copysign(0, x)
	}
	return x
}

// flushed returns an array without subnormal numbers.
func flushed(v core.Value) core.Value {
	t := core.Tensor(v)
	if t.DType != ir.Float32 {
		return v
	}
	flat := device.New(ir.Float32, t.Shape...)
	for i, x := range t.Float32s() {
		flat.Float32s()[i] = float32(flush(float64(x)))
	}
	return &core.Const{Tensor: flat}
}

func (s suite) near(got, want float64, d ir.DType) bool {
	if math.IsNaN(want) {
		return math.IsNaN(got)
	}
	if got == want {
		return math.Signbit(got) == math.Signbit(want)
	}
	ulp := math.Nextafter(math.Abs(want), math.Inf(1)) - math.Abs(want)
	ulps := s.ulps
	switch d {
	case ir.Float32:
		f := float32(math.Abs(want))
		ulp = float64(math.Nextafter32(f, float32(math.Inf(1))) - f)
	case ir.Float16: // rounded from what may be off by a few units of float32
		ulp, ulps = math.Ldexp(1, max(math.Ilogb(want), -14)-10), min(ulps, 1)
	}
	return d.IsFloat() && math.Abs(got-want) <= ulps*ulp
}

func elements(t *device.Tensor) []float64 {
	read := func(v core.Value) []float64 { return core.Tensor(prim.Convert(v, ir.Float64, false)).Float64s() }
	v := &core.Const{Tensor: t}
	if t.DType.IsComplex() {
		return slices.Concat(read(prim.RealPart(v)), read(prim.ImagPart(v)))
	}
	return read(v)
}

// floats are the float types that a primitive computes with.
func floats(p *core.Primitive) []ir.DType {
	types := []ir.DType{ir.Float64, ir.Float32, ir.Float16}
	if p.Op == "complex" { // no complex number has parts of 16 bits
		types = types[:2]
	}
	return types
}

func (s suite) primitives(t *testing.T) {
	examples := Examples()
	for _, p := range prim.All() {
		for _, e := range examples[p.Op] {
			for _, d := range floats(p) {
				if p.Op == "jit" && d != ir.Float64 { // a program has the types it was traced with
					continue
				}
				t.Run(fmt.Sprint(p.Op, " ", e.Name, " ", d), func(t *testing.T) { s.check(t, e.F, e.Draw(p.Domain, d, 1)) })
			}
		}
	}
}

// derivatives run each primitive together with its pullback: programs in which
// values are used again and linear operations meet elementwise ones.
func (s suite) derivatives(t *testing.T) {
	examples := Examples()
	for _, p := range prim.All() {
		if slices.Contains(ForwardOnly, p.Op) {
			continue
		}
		for _, e := range examples[p.Op] {
			t.Run(fmt.Sprint(p.Op, " ", e.Name), func(t *testing.T) {
				s.check(t, func(x []core.Value) []core.Value {
					y, pullback := transform.VJP("test", e.F, x)
					ones := make([]core.Value, len(y))
					for i, v := range y {
						if v.Aval().DType.IsInexact() {
							ones[i] = transform.Ones(v.Aval())
						}
					}
					for i, ct := range pullback(ones) {
						if ct != nil && x[i].Aval().DType.IsInexact() {
							y = append(y, ct)
						}
					}
					return y
				}, e.Draw(p.Domain, ir.Float64, 1))
			})
		}
	}
}

func constant(d ir.DType, shape []int, elements ...float64) core.Value {
	wide := device.New(ir.Float64, shape...)
	copy(wide.Float64s(), elements)
	return prim.Convert(&core.Const{Tensor: wide}, d, false)
}

// programs are what a compiler may get wrong when it joins operations.
func (s suite) programs(t *testing.T) {
	x := constant(ir.Float64, []int{2, 3}, 0.5, -1, 2, 0.25, 3, -0.75)
	row := constant(ir.Float64, []int{1, 3}, 1, 2, 3)
	scalar := constant(ir.Float64, nil, 1.5)
	captured := constant(ir.Float64, []int{2, 3}, 6, 5, 4, 3, 2, 1)
	list := func(v ...core.Value) []core.Value { return v }
	for name, c := range map[string]struct {
		f transform.Func
		x []core.Value
	}{
		"nothing": {func(x []core.Value) []core.Value { return nil }, list(x)},
		"operand": {func(x []core.Value) []core.Value { return list(x[0], x[0]) }, list(x)},
		"literal": {func(x []core.Value) []core.Value { return list(core.Scalar(ir.Float32, 2.5), x[0]) }, list(x)},
		"operand, then literal": {func(x []core.Value) []core.Value {
			return list(x[0], prim.ReduceSum(x[0], []int{0}), core.Scalar(ir.Float32, 2.5))
		}, list(x)},
		"constant":   {func(x []core.Value) []core.Value { return list(prim.Add(x[0], captured), captured) }, list(x)},
		"same twice": {func(x []core.Value) []core.Value { y := prim.Sin(x[0]); return list(y, y, prim.Cos(y)) }, list(x)},
		"result of step": {func(x []core.Value) []core.Value {
			y := prim.Exp(x[0])
			return list(y, prim.ReduceSum(y, []int{1}), prim.Log(y))
		}, list(x)},
		"broadcasts": {func(x []core.Value) []core.Value {
			y := prim.Add(x[0], x[1])
			return list(prim.Mul(prim.Sin(y), x[2]), prim.Mul(x[1], x[2]), prim.Exp(x[2]))
		}, list(x, row, scalar)},
		"broadcast then add": {func(x []core.Value) []core.Value {
			wide := prim.BroadcastInDim(x[0], []int{4, 2, 3}, []int{1, 2})
			return list(prim.Add(wide, prim.Neg(wide)), prim.ReduceSum(prim.Square(wide), []int{0, 2}))
		}, list(x)},
		"elementwise around a reduction": {func(x []core.Value) []core.Value {
			sum := prim.ReduceSum(prim.Exp(x[0]), []int{1})
			spread := prim.BroadcastInDim(sum, []int{2, 3}, []int{0})
			return list(prim.Div(prim.Exp(x[0]), spread), prim.Log(sum))
		}, list(x)},
		"several types": {func(x []core.Value) []core.Value {
			positive := prim.Gt(x[0], core.Scalar(ir.Float64, 0))
			whole := prim.Convert(prim.Floor(x[0]), ir.Int32, false)
			return list(positive, prim.Select(positive, x[0], prim.Neg(x[0])), prim.Add(whole, whole), prim.Convert(positive, ir.Float32, false))
		}, list(x)},
		"shapes between": {func(x []core.Value) []core.Value {
			y := prim.Transpose(prim.Tanh(x[0]), []int{1, 0})
			z := prim.Reshape(prim.Mul(y, y), []int{6})
			return list(prim.Sin(prim.Reshape(z, []int{2, 3})), prim.Rev(z, []int{0}), prim.DotGeneral(x[0], y, prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}))
		}, list(x)},
		"two results at once": {func(x []core.Value) []core.Value {
			sorted := prim.Sort([]core.Value{x[0], prim.Neg(x[0])}, 1, 1)
			return list(prim.Sin(sorted[1]), sorted[0])
		}, list(x)},
		"no elements": {func(x []core.Value) []core.Value {
			return list(prim.Sin(x[0]), prim.ReduceSum(prim.Exp(x[0]), []int{0}), prim.ReduceMax(x[0], []int{0}))
		}, list(constant(ir.Float64, []int{0, 3}))},
		"long chain": {func(x []core.Value) []core.Value {
			y := x[0]
			for range 60 {
				y = prim.Sin(prim.Add(y, prim.Mul(x[0], core.Scalar(ir.Float64, 0.5))))
			}
			return list(y)
		}, list(x)},
		"many live values": {func(x []core.Value) []core.Value {
			var live []core.Value
			for i := range 40 {
				live = append(live, prim.Add(prim.Sin(x[0]), core.Scalar(ir.Float64, float64(i))))
			}
			sum := live[0]
			for i := len(live) - 1; i > 0; i-- {
				sum = prim.Mul(prim.Tanh(sum), live[i])
			}
			return append(live, sum)
		}, list(x)},
		"six derivatives": {func(x []core.Value) []core.Value {
			ones := transform.Ones(x[0].Aval())
			y, series := transform.Jet("test", func(x []core.Value) []core.Value {
				return list(prim.Mul(prim.Tanh(x[0]), prim.Exp(prim.Neg(prim.Square(x[0])))))
			}, x, [][]core.Value{{ones, nil, nil, nil, nil, nil}}, 6)
			return append(y, series[0]...)
		}, list(x)},
	} {
		t.Run(name, func(t *testing.T) { s.check(t, c.f, c.x) })
	}
}

// specialValues sends NaN, infinities, signed zeros and subnormals through
// every elementwise primitive on floats.
func (s suite) specialValues(t *testing.T) {
	special := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, math.Copysign(0, -1), 1, -1, 0.5, 2.5, -7, 1e30, -1e30, 1e-40, -1e-320, 88.8, 745}
	n := len(special)
	pairs := [2][]float64{}
	for _, a := range special {
		for _, b := range special {
			pairs[0], pairs[1] = append(pairs[0], a), append(pairs[1], b)
		}
	}
	for _, p := range prim.All() {
		examples := Examples()[p.Op]
		if p.Traits&core.Elementwise == 0 || p.Arity > 2 {
			continue
		}
		for _, e := range examples {
			for _, d := range floats(p) {
				if e.operands[0].elements != nil || e.operands[0].complex || e.Name != "scalar" && e.Name != "scalars" {
					continue
				}
				t.Run(fmt.Sprint(p.Op, " ", d), func(t *testing.T) {
					x := []core.Value{constant(d, []int{n, n}, pairs[0]...), constant(d, []int{n, n}, pairs[1]...)}
					s.check(t, e.F, x[:p.Arity])
				})
			}
		}
	}
}

// complexNumbers mixes real and complex operations, few of which a device may
// know.
func (s suite) complexNumbers(t *testing.T) {
	for _, d := range []ir.DType{ir.Float32, ir.Float64} {
		t.Run(d.String(), func(t *testing.T) {
			x := make([]float64, 300)
			for i := range x {
				x[i] = float64(i)/100 - 1.5
			}
			s.check(t, func(x []core.Value) []core.Value {
				z := prim.Complex(x[0], prim.Sin(x[0]))
				w := prim.Mul(prim.Exp(z), prim.Convert(x[0], z.Aval().DType, false))
				return []core.Value{w, prim.Abs(w), prim.ReduceSum(prim.Add(w, prim.Conj(z)), []int{0}), prim.Mul(prim.RealPart(w), x[0])}
			}, []core.Value{constant(d, []int{len(x)}, x...)})
		})
	}
}

// manyElements crosses the borders of blocks and vectors.
func (s suite) manyElements(t *testing.T) {
	for _, n := range []int{1, 3, 4, 5, 255, 256, 257, 1000, 4099} {
		for _, d := range []ir.DType{ir.Float16, ir.Float32, ir.Float64} {
			t.Run(fmt.Sprint(n, " ", d), func(t *testing.T) {
				x := make([]float64, n)
				for i := range x {
					x[i] = math.Sin(float64(i))
				}
				s.check(t, func(in []core.Value) []core.Value {
					y := prim.Add(prim.Mul(in[0], in[1]), prim.Exp(in[0]))
					return []core.Value{y, prim.Gt(y, prim.Lit(y, 1)), prim.ReduceMax(y, []int{0}), prim.CumSum(y, 0, false), prim.Rev(y, []int{0})}
				}, []core.Value{constant(d, []int{n}, x...), constant(d, nil, 0.75)})
			})
		}
	}
}

// goroutines share one executable.
func (s suite) goroutines(t *testing.T) {
	f := func(x []core.Value) []core.Value {
		return []core.Value{prim.Sin(prim.Mul(x[0], x[0])), prim.ReduceSum(prim.Exp(x[0]), []int{0})}
	}
	at := func(w int) core.Value {
		x := make([]float64, 300)
		for i := range x {
			x[i] = float64(w) + float64(i)/300
		}
		return constant(ir.Float64, []int{300}, x...)
	}
	e, _ := s.compile(f, []core.Value{at(0)})
	var wait sync.WaitGroup
	errors := make([]error, 8)
	for w := range errors {
		wait.Go(func() {
			x := at(w)
			for range 10 {
				if err := s.compare(e.Run(tensors([]core.Value{x})), tensors(f([]core.Value{x}))); err != nil {
					errors[w] = err
				}
			}
		})
	}
	wait.Wait()
	for _, err := range errors {
		if err != nil {
			t.Error(err)
		}
	}
}
