package device_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// A far buffer counts what is done with it.
type far struct {
	elements []byte
	reads    *atomic.Int32
	freed    *atomic.Int32
}

func newFar(elements ...byte) *far {
	return &far{elements, new(atomic.Int32), new(atomic.Int32)}
}

func (f *far) Size() int       { return len(f.elements) }
func (f *far) Read(dst []byte) { f.reads.Add(1); copy(dst, f.elements) }
func (f *far) Await()          {}
func (f *far) Free()           { f.freed.Add(1) }

var pair = ir.Aval{DType: ir.Float32, Shape: []int{2}}

// What lies elsewhere is read once, by whoever needs it first, views included.
func TestResidentIsReadOnce(t *testing.T) {
	b := newFar(0, 0, 128, 63, 0, 0, 0, 64)
	x := device.Resident(pair, b)
	if x.Buffer() != b || b.reads.Load() != 0 {
		t.Error("the elements were read before anybody asked")
	}
	view := x.Reshaped(2, 1)
	var wait sync.WaitGroup
	for _, y := range []*device.Tensor{x, view, x, view} {
		wait.Go(func() {
			if v := y.Float32s(); v[0] != 1 || v[1] != 2 {
				t.Errorf("the elements are %v", v)
			}
		})
	}
	wait.Wait()
	if n := b.reads.Load(); n != 1 || view.Buffer() != b {
		t.Errorf("the elements were read %d times", n)
	}
}

// A tensor that gets a copy elsewhere keeps its own, wherever that was.
func TestKeep(t *testing.T) {
	x := device.New(ir.Float32, 2)
	x.Float32s()[1] = 5
	first, second := newFar(make([]byte, 8)...), newFar(make([]byte, 8)...)
	x.Keep(first)
	if x.Buffer() != first || x.Float32s()[1] != 5 || first.reads.Load() != 0 {
		t.Errorf("the elements are %v", x.Float32s())
	}
	y := device.Resident(pair, newFar(0, 0, 128, 63, 0, 0, 0, 64))
	y.Keep(second)
	if y.Buffer() != second || y.Float32s()[1] != 2 || second.reads.Load() != 0 {
		t.Errorf("the elements are %v", y.Float32s())
	}
}

// A buffer is freed, once, when nobody holds a tensor or view with it any more.
func TestResidentIsFreed(t *testing.T) {
	collect := func(done func() bool) {
		for end := time.Now().Add(10 * time.Second); !done() && time.Now().Before(end); {
			device.Collect()
		}
	}
	collect(func() bool { return device.ResidentBytes() == 0 }) // what other tests left
	b := newFar(make([]byte, 8)...)
	view := device.Resident(pair, b).Reshaped(1, 2)
	device.Collect()
	if b.freed.Load() != 0 || device.ResidentBytes() != 8 {
		t.Error("the buffer of a view was freed")
	}
	_ = view.Bytes()
	view = nil
	collect(func() bool { return b.freed.Load() > 0 })
	if n := b.freed.Load(); n != 1 || device.ResidentBytes() != 0 {
		t.Errorf("freed %d times, %d bytes remain", n, device.ResidentBytes())
	}
}

// Taking memory collects the garbage in time, though Go's own heap is small.
func TestTake(t *testing.T) {
	const size = 1 << 20
	var freed atomic.Int32
	for range 1000 {
		device.Take(size)
		device.Resident(pair, &far{make([]byte, 0), new(atomic.Int32), &freed})
	}
	if freed.Load() == 0 {
		t.Error("1 GB was taken and nothing freed")
	}
}
