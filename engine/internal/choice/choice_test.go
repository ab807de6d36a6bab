package choice

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

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

// Programs with float16 stay where they are, unless the GPU has such floats.
func TestHalves(t *testing.T) {
	j := transform.Stage("test", func(x []core.Value) []core.Value {
		for range 100 {
			x = []core.Value{prim.Sin(x[0])}
		}
		return x
	}, []ir.Aval{{DType: ir.Float16, Shape: []int{1 << 20}}}).Jaxpr
	for _, half := range []bool{false, true} {
		w := newWorld()
		w.half = half
		x := w.device(t).Compile(j)
		var place, why string
		for range 20 {
			place, why, _ = where(x, device.New(ir.Float16, 1<<20))
			w.settleDown()
		}
		if want := map[bool]string{false: "base", true: "gpu"}[half]; place != want || !half && !strings.Contains(why, "float16") {
			t.Errorf("where the GPU has float16: %v, it runs on the %s: %s", half, place, why)
		}
	}
}

// Where there was no GPU, one is asked for again when some time has passed and a
// program wants it, which then moves there, whether it was compiled before or not.
func TestGPUComesLater(t *testing.T) {
	w := newWorld()
	w.absent = errors.New("no adapter")
	d := w.device(t)
	steps := []device.Executable{d.Compile(step(1 << 16))}
	train(w, steps[0], 4)
	steps = append(steps, d.Compile(step(1<<16)))
	for _, x := range steps {
		if places, whys := train(w, x, 4); slices.Contains(places, "gpu") || !strings.Contains(whys[3], "no adapter") {
			t.Errorf("runs on %v: %q", places, whys)
		}
	}
	if w.opened != 1 {
		t.Errorf("asked %d times at first", w.opened)
	}
	w.now += absence
	if w.settleDown(); w.opened != 1 {
		t.Error("asked though no program wants it")
	}
	train(w, steps[0], 4)
	if w.opened != 2 {
		t.Errorf("asked %d times later", w.opened)
	}
	w.absent = nil
	w.now += absence
	for _, x := range steps {
		if places, whys := train(w, x, 20); places[19] != "gpu" {
			t.Errorf("runs on %v: %s", places, whys[19])
		}
	}
	if w.opened != 3 || d.Comparison().Absent != nil {
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
