package webgpu

import (
	"math"
	"strings"
	"syscall/js"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/gomemory"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/device/webgpu/wgsl/wgsltest"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// openGPU opens a device of its own, with the host for what fails.
func openGPU(t *testing.T, options ...Option) *Device {
	d, err := Open(func() device.Device { return host.Device{} }, options...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// notices keeps what people are told during a test.
func notices(t *testing.T) *[]string {
	var told []string
	device.SetNotice(func(text string) { told = append(told, text) })
	t.Cleanup(func() { device.SetNotice(nil) })
	return &told
}

func vector(n int, f func(i int) float64) *device.Tensor {
	t := device.New(ir.Float32, n)
	for i := range t.Float32s() {
		t.Float32s()[i] = float32(f(i))
	}
	return t
}

// descent is a step of gradient descent on weights that fit x·w to y, and the loss.
func descent(rows, columns int) *ir.Jaxpr {
	return wgsltest.Jaxpr(func(in []core.Value) []core.Value {
		w, x, y := in[0], in[1], in[2]
		residual := prim.Sub(prim.DotGeneral(x, w, prim.DotDims{ContractX: []int{1}, ContractY: []int{0}}), y)
		gradient := prim.DotGeneral(residual, x, prim.DotDims{ContractX: []int{0}, ContractY: []int{0}})
		return []core.Value{
			prim.Sub(w, prim.Mul(gradient, prim.Lit(gradient, 0.5/float64(rows)))),
			prim.ReduceSum(prim.Square(residual), []int{0}),
		}
	}, wgsltest.Floats(columns), wgsltest.Floats(rows, columns), wgsltest.Floats(rows))
}

// train takes steps on a device and returns the weights; between calls meddle.
func train(d device.Device, steps int, between func(step int)) *device.Tensor {
	const rows, columns = 200, 5
	step := d.Compile(descent(rows, columns))
	// The rows are made on the device, as large ones are.
	made := d.Compile(wgsltest.Jaxpr(func(in []core.Value) []core.Value {
		return []core.Value{prim.Sin(prim.Mul(prim.Iota(ir.Float32, []int{rows, columns}, 0), prim.Add(in[0], prim.Iota(ir.Float32, []int{rows, columns}, 1))))}
	}, wgsltest.Floats()))
	x := made.Run([]*device.Tensor{vector(1, func(int) float64 { return 1.5 }).Reshaped()})[0]
	y := vector(rows, func(i int) float64 { return math.Cos(float64(i)) })
	w := device.New(ir.Float32, columns)
	for i := range steps {
		between(i)
		w = step.Run([]*device.Tensor{w, x, y})[0]
	}
	return w
}

func near(t *testing.T, got, want *device.Tensor) {
	t.Helper()
	for i, g := range got.Float32s() {
		if w := want.Float32s()[i]; math.Abs(float64(g-w)) > 1e-5*math.Abs(float64(w))+1e-6 {
			t.Fatalf("element %d is %v, want %v", i, g, w)
		}
	}
}

// Losing the GPU in the middle of training costs nothing but time, whether there
// is another one at once or not.
func TestGPULostInTraining(t *testing.T) {
	want := train(host.Device{}, 100, func(int) {})
	for name, after := range map[string]func(d *Device){
		"found again": func(*Device) {},
		"not found again": func(d *Device) {
			d.options.restrict = func(a *wgsl.Adapter) { a.Buffer = 1 << 50 }
		},
	} {
		t.Run(name, func(t *testing.T) {
			told := notices(t)
			d := openGPU(t)
			w := train(d, 100, func(step int) {
				if step == 61 {
					d.current.gpu.Call("destroy")
					after(d)
				}
			})
			near(t, w, want)
			if len(*told) == 0 || !strings.Contains((*told)[0], "the GPU was lost") {
				t.Errorf("people were told %q", *told)
			}
		})
	}
}

// Programs that run by turns are not taken for the reason of a loss more often
// than once.
func TestGPULostByTurns(t *testing.T) {
	notices(t)
	d := openGPU(t)
	in := []*device.Tensor{vector(10, func(i int) float64 { return float64(i) })}
	var turns []*executable
	for _, f := range []func(core.Value) core.Value{prim.Sin, prim.Exp} {
		turns = append(turns, d.Compile(wgsltest.Jaxpr(func(x []core.Value) []core.Value { return []core.Value{f(x[0])} }, wgsltest.Floats(10))).(*executable))
	}
	for i := range 12 {
		turns[i%2].Run(in)
	}
	d.current.gpu.Call("destroy")
	if _, err := d.current.settled(d.current.gpu.Get("lost")); err == nil {
		t.Error("a lost GPU is in use")
	}
	for _, x := range turns {
		if out := x.Run(in)[0]; x.failures != 1 || x.broken != nil || !d.Holds(out) {
			t.Errorf("after one loss %d are counted, and the program is refused for %v", x.failures, x.broken)
		}
	}
}

// Where there was no GPU, one is asked for again, but not at once.
func TestGPUFoundLater(t *testing.T) {
	navigator := js.Global().Get("navigator")
	real, asked, there := navigator.Get("gpu"), 0, false
	requestAdapter := js.FuncOf(func(_ js.Value, args []js.Value) any {
		if asked++; there {
			return real.Call("requestAdapter", args[0])
		}
		return js.Global().Get("Promise").Call("resolve", nil)
	})
	defer requestAdapter.Release()
	set := func(gpu any) {
		js.Global().Get("Object").Call("defineProperty", navigator, "gpu", map[string]any{"value": gpu, "configurable": true})
	}
	set(map[string]any{"requestAdapter": requestAdapter})
	defer set(real)
	d := New(func() device.Device { return host.Device{} })
	for range 3 {
		if err := d.Ask(); err != errNone {
			t.Fatalf("without a GPU the error is %v", err)
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times in a row", asked)
	}
	d.until = d.until.Add(-patience)
	if err := d.Ask(); err != errNone || asked != 2 {
		t.Errorf("asked %d times later, the error is %v", asked, err)
	}
	d.until, there = d.until.Add(-patience), true
	for range 2 {
		if err := d.Ask(); err != nil || asked != 3 {
			t.Fatalf("asked %d times, the error is %v", asked, err)
		}
	}
	x := d.Compile(wgsltest.Jaxpr(func(x []core.Value) []core.Value { return []core.Value{prim.Neg(x[0])} }, wgsltest.Floats(1)))
	if out := x.Run([]*device.Tensor{vector(1, func(int) float64 { return 2 })})[0]; !d.Holds(out) || out.Float32s()[0] != -2 {
		t.Errorf("the GPU that was found is not in use")
	}
}

// Invocations are next to each other in subgroups, and the program that finds that
// out would not find it of others.
func TestGPUNeighbours(t *testing.T) {
	s := openGPU(t).current
	if s.adapter.Subgroups[0] < 2 {
		t.Fatalf("subgroups have %v invocations", s.adapter.Subgroups)
	}
	for number, want := range map[string]bool{"given": true, "(given / 2u + given % 2u * 128u)": false} {
		p := neighbours(s.adapter)
		p.Shaders[0].Source = strings.NewReplacer("local: u32) {", "given: u32) {\n  let local = "+number+";").Replace(p.Shaders[0].Source)
		results, err := s.answer(p, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := areNeighbours(results); got != want {
			t.Errorf("where invocations have the number %s, neighbours are together: %v", number, got)
		}
	}
}

// A GPU that is lost while it is not in use has its values computed again when
// they are read.
func TestGPULostBeforeReading(t *testing.T) {
	notices(t)
	d := openGPU(t)
	w := train(d, 30, func(int) {})
	d.current.gpu.Call("destroy")
	near(t, w, train(host.Device{}, 30, func(int) {}))
}

// Values reach the GPU even if the memory grows, and its buffer becomes another,
// just when they are handed over.
func TestGPUWritesWhileMemoryGrows(t *testing.T) {
	d := openGPU(t)
	var kept [][]byte
	grow := js.FuncOf(func(js.Value, []js.Value) any {
		for before := gomemory.Memory().Get("buffer"); len(kept) == 0 || before.Get("byteLength").Int() > 0; {
			if kept = append(kept, make([]byte, 1<<22)); len(kept) > 100 {
				break
			}
		}
		return nil
	})
	defer grow.Release()
	d.current.methods.write = js.Global().Get("Function").New("grow", "write", `let grown = false;
		return (...all) => {
			if (!grown) { grown = true; grow(); }
			return write(...all);
		};`).Invoke(grow, d.current.methods.write)
	w := train(d, 3, func(int) {})
	if n := len(kept); n == 0 || n > 100 {
		t.Errorf("the memory did not grow with %d pieces of 4 MB", n)
	}
	near(t, w, train(host.Device{}, 3, func(int) {}))
}

// A history does not grow for ever: what it would be much work to compute again is
// read back in time.
func TestGPUHistoryIsCut(t *testing.T) {
	d := openGPU(t)
	depth := 0
	w := train(d, 600, func(int) {})
	if from := w.Buffer().(*buffer).node.history(); from != nil {
		depth = from.depth
	}
	if depth == 0 || depth > 200 {
		t.Errorf("a value depends on %d runs in a row", depth)
	}
	near(t, w, train(host.Device{}, 600, func(int) {}))
}

// A program that the GPU refuses runs elsewhere, and says so.
func TestGPURefusesAShader(t *testing.T) {
	told := notices(t)
	d := openGPU(t)
	x := d.load(wgsltest.Jaxpr(func(in []core.Value) []core.Value { return []core.Value{prim.Sin(in[0])} }, wgsltest.Floats(10)), nil).(*executable)
	x.program.Shaders[0].Source += "\nfn wrong() -> f32 { return 1u; }\n"
	x.loaded = nil
	in := vector(10, func(i int) float64 { return float64(i) })
	for range 2 {
		if got := x.Run([]*device.Tensor{in})[0]; got.Float32s()[3] != float32(math.Sin(3)) {
			t.Errorf("sin 3 is %v", got.Float32s()[3])
		}
	}
	if len(*told) != 1 || !strings.Contains((*told)[0], "return") {
		t.Errorf("people were told %q", *told)
	}
}

// Whatever fails on the GPU later, the values that were to come of it are computed
// again.
func TestGPUFailsLater(t *testing.T) {
	told := notices(t)
	d := openGPU(t)
	x := d.load(wgsltest.Jaxpr(func(in []core.Value) []core.Value { return []core.Value{prim.Exp(in[0])} }, wgsltest.Floats(10)), nil).(*executable)
	x.program.Commands[0].Launch.Bindings[0].First = 1 // no GPU takes that
	in := vector(10, func(i int) float64 { return float64(i) })
	for range 5 {
		if got := x.Run([]*device.Tensor{in})[0]; got.Float32s()[3] != float32(math.Exp(3)) {
			t.Errorf("exp 3 is %v", got.Float32s()[3])
		}
	}
	if len(*told) == 0 || !strings.Contains((*told)[0], "failed on the GPU") {
		t.Errorf("people were told %q", *told)
	}
	if s, err := d.session(); err != nil || s.err() != nil {
		t.Errorf("the GPU is not tried again: %v", err)
	}
}

// Where memory ends, programs run elsewhere, and on the GPU again when there is
// some.
func TestGPUOutOfMemory(t *testing.T) {
	told := notices(t)
	d := openGPU(t)
	const n = 8 << 20
	x := d.Compile(wgsltest.Jaxpr(func(in []core.Value) []core.Value { return []core.Value{prim.Add(in[0], in[0])} }, wgsltest.Floats(n)))
	in := vector(n, func(i int) float64 { return float64(i) })
	gpu := d.current.gpu
	pop := gpu.Get("popErrorScope")
	failing := js.FuncOf(func(js.Value, []js.Value) any {
		pop.Call("call", gpu)
		return js.Global().Get("Promise").Call("resolve", map[string]any{"message": "out of memory"})
	})
	defer failing.Release()
	gpu.Set("popErrorScope", failing)
	if got := x.Run([]*device.Tensor{in})[0]; got.Float32s()[n-1] != 2*(n-1) || d.Holds(got) {
		t.Errorf("the last element is %v, on the GPU: %v", got.Float32s()[n-1], d.Holds(got))
	}
	if len(*told) != 1 || !strings.Contains((*told)[0], "no memory") {
		t.Errorf("people were told %q", *told)
	}
	gpu.Set("popErrorScope", pop)
	if got := x.Run([]*device.Tensor{in})[0]; !d.Holds(got) || got.Float32s()[n-1] != 2*(n-1) {
		t.Errorf("the last element is %v, on the GPU: %v", got.Float32s()[n-1], d.Holds(got))
	}
}

// Without a GPU, or without the interface, opening says so.
func TestGPUMissing(t *testing.T) {
	navigator := js.Global().Get("navigator")
	gpu := navigator.Get("gpu")
	replace := func(v any) {
		js.Global().Get("Object").Call("defineProperty", navigator, "gpu", map[string]any{"value": v, "configurable": true})
	}
	defer replace(gpu)
	none := js.FuncOf(func(js.Value, []js.Value) any { return js.Global().Get("Promise").Call("resolve", nil) })
	defer none.Release()
	for _, v := range []any{js.Undefined(), map[string]any{"requestAdapter": none}} {
		replace(v)
		if _, err := Open(nil); err == nil || !strings.Contains(err.Error(), "no WebGPU") {
			t.Errorf("opening gives the error %v", err)
		}
	}
}

// Programs with float16 run on the GPU where that has such floats, and elsewhere
// where it has not.
func TestGPUHalves(t *testing.T) {
	d := openGPU(t)
	j := wgsltest.Jaxpr(func(in []core.Value) []core.Value {
		return []core.Value{prim.Sin(in[0]), prim.ReduceSum(in[0], []int{0}), in[0]}
	}, ir.Aval{DType: ir.Float16, Shape: []int{1001}})
	in := device.New(ir.Float16, 1001)
	for i := range in.Halves() {
		in.Halves()[i] = ir.HalfOf(float64(i) / 100)
	}
	want := host.Device{}.Compile(j).Run([]*device.Tensor{in})
	for i, got := range d.Compile(j).Run([]*device.Tensor{in})[:2] {
		if held := d.Holds(got); held != d.Adapter().Half {
			t.Errorf("result %d is on the GPU: %v, which has float16: %v", i, held, d.Adapter().Half)
		}
		for k, h := range got.Halves() {
			if w := want[i].Halves()[k]; h != w && h != w+1 && h != w-1 {
				t.Fatalf("element %d of result %d is %#x, want %#x", k, i, h, w)
			}
		}
	}
	d.Hold(in)
	if d.Holds(in) != d.Adapter().Half {
		t.Errorf("an array is held: %v", d.Holds(in))
	}
}
