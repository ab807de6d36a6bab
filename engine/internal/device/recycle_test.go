package device

import (
	"runtime"
	"sync/atomic"
	"testing"

	"fluxion/engine/internal/ir"
)

// A counted buffer counts how often it is freed.
type counted struct{ freed *atomic.Int32 }

func (counted) Size() int       { return 12 }
func (counted) Read(dst []byte) { clear(dst) }
func (counted) Await()          {}
func (c counted) Free()         { c.freed.Add(1) }

// The memory of a tensor that is given up is freed at once, once, and not as
// long as a view needs it.
func TestRecycleFreesBuffers(t *testing.T) {
	var freed atomic.Int32
	var buffer Buffer = counted{&freed}
	vector := ir.Aval{DType: ir.Float32, Shape: []int{3}}
	before := ResidentBytes()
	Resident(vector, buffer).Recycle()
	if freed.Load() != 1 || ResidentBytes() != before {
		t.Errorf("freed %d times, %d bytes are in use", freed.Load(), ResidentBytes()-before)
	}
	viewed := Resident(vector, buffer)
	view := viewed.Reshaped(3, 1)
	viewed.Recycle()
	for range 3 {
		runtime.GC()
		runtime.Gosched()
	}
	if freed.Load() != 1 {
		t.Errorf("freed %d times with a view in use", freed.Load()-1)
	}
	if view.Float32s()[2] != 0 {
		t.Error("a view lost its elements")
	}
}

// Memory serves again where elements are arbitrary, and only once. A pool may
// forget it, but not each time.
func TestRecycledMemory(t *testing.T) {
	matrix := ir.Aval{DType: ir.Float64, Shape: []int{50, 50}}
	served := 0
	for range 100 {
		x := NewUnset(matrix)
		first := &x.Bytes()[0]
		x.Recycle()
		x.Recycle()
		y, z := NewUnset(matrix), NewUnset(matrix)
		if len(y.Bytes()) != 20000 || &y.Bytes()[0] == &z.Bytes()[0] {
			t.Fatal("two tensors have the same memory")
		}
		if &y.Bytes()[0] == first || &z.Bytes()[0] == first {
			served++
		}
	}
	if served == 0 {
		t.Error("memory did not serve again")
	}
}
