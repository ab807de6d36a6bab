package choice

import (
	"testing"
	"time"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// A world is a machine of which everything is known, with a clock that only
// moves when something on it takes time.
type world struct {
	now      time.Duration
	pending  time.Duration // what the GPU has still to do
	opened   int
	compiled [2]int // programs, on either device
	uploaded int    // bytes
	queue    []func()

	absent error
	rates  [classes]rate // in nanoseconds by unit
	call   time.Duration
	copy   float64
	slow   bool // the GPU takes ten times as long for programs with more than one operand
	ready  bool
	broken bool // programs do not compile for the GPU
	half   bool // the GPU has float16
}

func newWorld() *world {
	w := &world{call: 100 * time.Microsecond, copy: 0.5, ready: true}
	for c := range w.rates {
		w.rates[c] = rate{1, 0.01}
	}
	return w
}

func (w *world) device(t *testing.T) *Device {
	d := New(base{w}, func() (device.Device, error) {
		w.opened++
		return gpu{w}, w.absent
	})
	d.now = func() time.Time { return time.Time{}.Add(w.now) }
	d.background = func(do func()) { w.queue = append(w.queue, do) }
	return d
}

// settleDown lets what goes on in the background go on.
func (w *world) settleDown() {
	for len(w.queue) > 0 {
		do := w.queue[0]
		w.queue = w.queue[1:]
		do()
	}
}

func (w *world) cost(l *load, of func(r rate) float64) time.Duration {
	total := 0.0
	for c, n := range l.work {
		total += n * of(w.rates[c])
	}
	return time.Duration(total)
}

type base struct{ *world }

func (base) Name() string { return "base" }
func (b base) Compile(j *ir.Jaxpr) device.Executable {
	b.compiled[0]++
	return &run{b.world, j, survey(kernel.Fuse(j)), false}
}

type gpu struct{ *world }

func (gpu) Name() string                   { return "gpu" }
func (gpu) Describe() (kind string, n int) { return "a GPU", 1 }
func (gpu) Holds(t *device.Tensor) bool    { _, ok := t.Buffer().(*buffer); return ok }
func (g gpu) Hold(t *device.Tensor)        { g.upload(t) }
func (g gpu) Computes(d ir.DType) bool     { return g.half || d != ir.Float16 }
func (g gpu) Compile(j *ir.Jaxpr) device.Executable {
	if g.broken {
		panic("no such shader")
	}
	g.compiled[1]++
	return &run{g.world, j, survey(kernel.Fuse(j)), true}
}

func (w *world) upload(t *device.Tensor) {
	if !(gpu{w}).Holds(t) {
		w.uploaded += t.Size()
		w.now += time.Duration(w.copy * float64(t.Size()))
		t.Keep(&buffer{w, t.Bytes()})
	}
}

// A run of a program computes nothing, but takes its time.
type run struct {
	*world
	j   *ir.Jaxpr
	l   *load
	gpu bool
}

func (r *run) Ready() bool { return r.ready }

func (r *run) Run(in []*device.Tensor) []*device.Tensor {
	var out []*device.Tensor
	for _, a := range r.j.OutAvals() {
		out = append(out, device.NewLike(a))
	}
	if !r.gpu {
		for _, t := range in {
			t.Bytes()
		}
		r.now += r.cost(r.l, func(r rate) float64 { return r.first })
		return out
	}
	for _, t := range in {
		r.upload(t)
	}
	took := r.cost(r.l, func(r rate) float64 { return r.second })
	if r.slow && len(in) > 2 {
		took *= 1000
	}
	r.now += r.call
	r.pending += took
	for i, t := range out {
		out[i] = device.Resident(t.Aval(), &buffer{r.world, t.Bytes()})
	}
	return out
}

// Placement tells the two apart.
func (r *run) Placement() device.Placement {
	if r.gpu {
		return device.Placement{Device: "gpu"}
	}
	return device.Placement{Device: "base"}
}

type buffer struct {
	*world
	mem []byte
}

func (b *buffer) Size() int { return len(b.mem) }
func (b *buffer) Free()     {}
func (b *buffer) Await() {
	b.now += b.pending + time.Millisecond
	b.pending = 0
}
func (b *buffer) Read(dst []byte) {
	b.Await()
	b.now += time.Duration(b.copy * float64(len(dst)))
	copy(dst, b.mem)
}

func stage(f func(x []core.Value) []core.Value, shapes ...[]int) *ir.Jaxpr {
	var avals []ir.Aval
	for _, s := range shapes {
		avals = append(avals, ir.Aval{DType: ir.Float32, Shape: s})
	}
	return transform.Stage("test", f, avals).Jaxpr
}

// step is a training step: large data, which stays, and small parameters.
func step(rows int) *ir.Jaxpr {
	return stage(func(x []core.Value) []core.Value {
		z := prim.DotGeneral(x[0], x[1], prim.DotDims{ContractX: []int{1}, ContractY: []int{0}})
		r := prim.Sub(prim.Tanh(z), x[2])
		g := prim.DotGeneral(r, x[0], prim.DotDims{ContractX: []int{0}, ContractY: []int{0}})
		return []core.Value{prim.Sub(x[1], g)}
	}, []int{rows, 8}, []int{8}, []int{rows})
}

func tensor(shape ...int) *device.Tensor { return device.New(ir.Float32, shape...) }

// where runs a program and says where it ran, and why.
func where(x device.Executable, in ...*device.Tensor) (place, why string, out []*device.Tensor) {
	chosen, why, _ := device.Chosen(x, in)
	out = chosen.Run(in)
	return placement(chosen).Device, why, out
}

// train runs the step so often and returns where the runs took place.
func train(w *world, x device.Executable, runs int) (places []string, whys []string) {
	data, labels, p := tensor(1<<16, 8), tensor(1<<16), tensor(8)
	for range runs {
		place, why, out := where(x, data, p, labels)
		places, whys = append(places, place), append(whys, why)
		p = out[0]
		w.settleDown()
	}
	return places, whys
}
