package device

import (
	"sync"
	"unsafe"

	"fluxion/engine/internal/ir"
)

// recycled holds memory of tensors that were given up, by its size in bytes,
// until the collector runs.
var recycled struct {
	sync.RWMutex
	pools map[int]*sync.Pool
}

// Deleted stands for a tensor that was given up: it has a type, but no elements.
func Deleted(a ir.Aval) *Tensor { return &Tensor{DType: a.DType, Shape: a.Shape, deleted: true} }

// IsDeleted reports whether t was given up.
func (t *Tensor) IsDeleted() bool { return t.deleted }

// Share notes that something else uses the memory of t.
func (t *Tensor) Share() { t.shared.Store(true) }

// Recycle gives the memory of t, which nobody reads any more, to the next large
// tensor of its size whose elements are arbitrary at first, and what t has of
// another memory back. Memory that views share stays with them.
func (t *Tensor) Recycle() {
	if t.shared.Load() {
		return
	}
	if c := t.copied.Swap(nil); c != nil {
		c.drop()
	}
	n := len(t.mem)
	if n < unsetFrom {
		return
	}
	recycled.Lock()
	defer recycled.Unlock()
	if recycled.pools == nil {
		recycled.pools = map[int]*sync.Pool{}
	}
	if recycled.pools[n] == nil {
		recycled.pools[n] = &sync.Pool{}
	}
	recycled.pools[n].Put(unsafe.SliceData(t.mem))
	t.mem = nil
}

// reuse returns n bytes of recycled memory, or nil.
func reuse(n int) []byte {
	recycled.RLock()
	defer recycled.RUnlock()
	if pool := recycled.pools[n]; pool != nil {
		if p, ok := pool.Get().(*byte); ok {
			return unsafe.Slice(p, n)
		}
	}
	return nil
}
