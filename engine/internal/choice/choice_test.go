package choice

import (
	"errors"
	"math"
	"strings"
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
func (b *buffer) Read(dst []byte) {
	b.now += b.pending + time.Millisecond + time.Duration(b.copy*float64(len(dst)))
	b.pending = 0
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

func TestSmallProgramsAskForNothing(t *testing.T) {
	w := newWorld()
	d := w.device(t)
	x := d.Compile(stage(func(x []core.Value) []core.Value { return []core.Value{prim.Sin(x[0])} }, []int{1000}))
	for range 1000 {
		where(x, tensor(1000))
	}
	wide := ir.Aval{DType: ir.Float64, Shape: []int{1 << 20}}
	d.Compile(transform.Stage("wide", func(x []core.Value) []core.Value { return []core.Value{prim.Sin(x[0])} }, []ir.Aval{wide}).Jaxpr).
		Run([]*device.Tensor{device.NewLike(wide)})
	w.settleDown()
	if w.opened != 0 || d.Comparison().Classes != nil {
		t.Errorf("%d GPUs asked for, %+v", w.opened, d.Comparison())
	}
}

func TestWithoutGPU(t *testing.T) {
	w := newWorld()
	w.absent = errors.New("no adapter")
	d := w.device(t)
	for range 3 {
		places, whys := train(w, d.Compile(step(1<<16)), 4)
		if strings.Join(places, " ") != "base base base base" {
			t.Errorf("runs on %v", places)
		}
		if w.opened == 1 && w.compiled[0] == 1 && !strings.Contains(whys[3], "no adapter") {
			t.Errorf("the reason is %q", whys[3])
		}
	}
	if w.opened != 1 || d.Comparison().Absent != w.absent {
		t.Errorf("asked %d times, %+v", w.opened, d.Comparison())
	}
}

// A training step moves when it has run for as long as its data take to copy,
// and stays.
func TestTrainingMoves(t *testing.T) {
	w := newWorld()
	d := w.device(t)
	places, whys := train(w, d.Compile(step(1<<16)), 20)
	if places[0] != "base" {
		t.Errorf("the first run was on the %s: %s", places[0], whys[0])
	}
	moved := 0
	for i := 1; i < len(places); i++ {
		if places[i] != places[i-1] {
			moved++
		}
		if whys[i] == "" {
			t.Errorf("run %d has no reason", i)
		}
	}
	if moved != 1 || places[19] != "gpu" || places[5] != "gpu" {
		t.Errorf("runs on %v", places)
	}
	if !strings.Contains(whys[19], "tried") {
		t.Errorf("the last reason is %q", whys[19])
	}
	var classes []string
	for _, c := range d.Comparison().Classes {
		classes = append(classes, c.Class)
		if c.From < 1e5*0.9 || c.From > 1e5*1.2 || c.First < 0.99 || c.First > 1.01 {
			t.Errorf("%+v, expected 0.1 ms/(1 ns - 0.01 ns)", c)
		}
	}
	if all := strings.Join(classes, ", "); !strings.Contains(all, "heavy pointwise programs") || !strings.Contains(all, "matrix products") || strings.Contains(all, "sorts") {
		t.Errorf("measured %s", all)
	}
}

// What would have to be copied for every run anew stays where it is.
func TestCopyingCounts(t *testing.T) {
	w := newWorld()
	w.rates[light] = rate{0.2, 0.01}
	d := w.device(t)
	x := d.Compile(stage(func(x []core.Value) []core.Value { return []core.Value{prim.Add(x[0], x[0])} }, []int{1 << 20}))
	for i := range 20 {
		if place, why, _ := where(x, tensor(1<<20)); place != "base" {
			t.Fatalf("run %d on the %s: %s", i, place, why)
		}
		w.settleDown()
	}
	// The same operand needs no copy, but the result is read.
	same := tensor(1 << 20)
	for i := range 20 {
		if place, why, _ := where(x, same); place != "base" {
			t.Fatalf("run %d on the same operand on the %s: %s", i, place, why)
		}
	}
	// What goes from run to run needs neither.
	place, why := "", ""
	for range 20 {
		var out []*device.Tensor
		place, why, out = where(x, same)
		same = out[0]
		w.settleDown()
	}
	if place != "gpu" {
		t.Errorf("what goes from run to run stays on the %s: %s", place, why)
	}
}

// Moves compute the same bits everywhere: they follow their operands.
func TestMovesFollow(t *testing.T) {
	w := newWorld()
	w.rates[moves] = rate{0.2, 0.1}
	d := w.device(t)
	x := d.Compile(stage(func(x []core.Value) []core.Value { return []core.Value{prim.Transpose(x[0], []int{1, 0})} }, []int{1024, 1024}))
	there := func() *device.Tensor {
		return device.Resident(ir.Aval{DType: ir.Float32, Shape: []int{1024, 1024}}, &buffer{w, device.NewBytes(4 << 20)})
	}
	for range 3 {
		where(x, there())
		w.settleDown()
	}
	for range 3 {
		if place, why, _ := where(x, tensor(1024, 1024)); place != "base" {
			t.Errorf("an operand that is here is moved on the %s: %s", place, why)
		}
		if place, why, _ := where(x, there()); place != "gpu" {
			t.Errorf("an operand that is there is moved on the %s: %s", place, why)
		}
	}
}

// A program that does not keep its promise comes back, and its class is measured
// again.
func TestTrial(t *testing.T) {
	w := newWorld()
	w.slow = true
	d := w.device(t)
	x := d.Compile(step(1 << 16)).(*executable)
	places, whys := train(w, x, 30)
	count := 0
	for _, p := range places {
		if p == "gpu" {
			count++
		}
	}
	if count != trials || places[29] != "base" || !strings.Contains(whys[29], "tried") {
		t.Errorf("runs on %v; %s", places, whys[29])
	}
	if d.known.Load().measured[x.studied.main] {
		t.Errorf("the class that promised too much is still trusted")
	}
}

// Where the GPU is slow, nothing moves.
func TestSlowGPU(t *testing.T) {
	w := newWorld()
	for c := range w.rates {
		w.rates[c] = rate{1, 2}
	}
	d := w.device(t)
	x := d.Compile(step(1 << 16))
	places, whys := train(w, x, 20)
	for _, p := range places {
		if p != "base" {
			t.Fatalf("runs on %v", places)
		}
	}
	if !strings.Contains(whys[19], "never quicker") {
		t.Errorf("the reason is %q", whys[19])
	}
	if x.(*executable).settled.Load() == nil {
		t.Errorf("the program is still being weighed")
	}
	if from := d.Comparison().Classes[0].From; !math.IsInf(from, 1) {
		t.Errorf("it pays from %v on", from)
	}
}

func TestNotReady(t *testing.T) {
	w := newWorld()
	d := w.device(t)
	x := d.Compile(step(1 << 16))
	places, _ := train(w, x, 3)
	w.ready = false
	d.known.Store(func() *knowledge { k := *d.known.Load(); k.tolls.prepare = time.Hour; return &k }())
	y := d.Compile(step(1<<16 + 1024))
	data, labels, p := tensor(1<<16+1024, 8), tensor(1<<16+1024), tensor(8)
	for i := range 20 {
		place, why, _ := where(y, data, p, labels)
		w.settleDown()
		if i > 5 && (place != "base" || !strings.Contains(why, "compiled")) {
			t.Fatalf("run %d on the %s: %s", i, place, why)
		}
	}
	w.ready = true
	if place, why, _ := where(y, data, p, labels); place != "gpu" {
		t.Errorf("the run after it was ready on the %s: %s; before %v", place, why, places)
	}
}

func TestBroken(t *testing.T) {
	w := newWorld()
	d := w.device(t)
	train(w, d.Compile(step(1<<16)), 3)
	w.broken = true
	x := d.Compile(step(1<<16 + 1024))
	d.known.Store(func() *knowledge { k := *d.known.Load(); k.tolls.prepare = time.Hour; return &k }())
	data, labels, p := tensor(1<<16+1024, 8), tensor(1<<16+1024), tensor(8)
	place, why := "", ""
	for range 20 {
		place, why, _ = where(x, data, p, labels)
		w.settleDown()
	}
	if place != "base" || !strings.Contains(why, "no such shader") {
		t.Errorf("it runs on the %s: %s", place, why)
	}
}

type kept map[string]string

func (k kept) Get(key string) string { return k[key] }
func (k kept) Set(key, value string) { k[key] = value }

// What was measured once is not measured again, unless it cannot be read.
func TestStore(t *testing.T) {
	store := kept{}
	device.SetStore(store)
	defer device.SetStore(kept{})
	w := newWorld()
	train(w, w.device(t).Compile(step(1<<16)), 10)
	if w.compiled[1] < 4 {
		t.Fatalf("%d programs compiled to measure", w.compiled[1])
	}
	again := func(after time.Duration) int {
		w := newWorld()
		w.now = after
		if places, _ := train(w, w.device(t).Compile(step(1<<16)), 10); places[9] != "gpu" {
			t.Errorf("with what was remembered: %v", places)
		}
		return w.compiled[1]
	}
	if n := again(6 * 24 * time.Hour); n != 1 {
		t.Errorf("%d programs compiled for the GPU, expected that of the user", n)
	}
	if n := again(60 * 24 * time.Hour); n < 4 {
		t.Errorf("%d programs compiled for the GPU, though what was measured is old", n)
	}
	for key := range store {
		store[key] = "NaN -1 x"
	}
	if n := again(60 * 24 * time.Hour); n < 4 {
		t.Errorf("%d programs compiled for the GPU although nothing could be read", n)
	}
}

// Every sample consists of what it is meant to measure.
func TestSamples(t *testing.T) {
	for c, s := range samples {
		for _, n := range s.sizes {
			_, l := s.program(n)
			if l.alien != nil || l.work[c] == 0 {
				t.Errorf("%s, size %d: %+v", about[c].name, n, *l)
			}
		}
	}
}
