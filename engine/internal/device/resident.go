package device

import (
	"runtime"
	"sync"
	"sync/atomic"

	"fluxion/engine/internal/ir"
)

// A Buffer is a piece of a device's own memory, which Go's collector does not
// see. It holds the elements of a tensor, which never change.
type Buffer interface {
	// Size is the number of bytes.
	Size() int
	// Read copies the first len(dst) bytes to dst.
	Read(dst []byte)
	// Await waits until the elements are computed.
	Await()
	// Free gives the memory back. Nobody uses the buffer any more.
	Free()
}

// A copy of a tensor's elements lies in another memory. The views of a tensor
// that were made after the copy share it.
type copied struct {
	buffer  Buffer
	cleanup runtime.Cleanup
	once    sync.Once
	mem     []byte // the elements, once somebody has asked for them
	fetched atomic.Bool
}

func newCopied(b Buffer) *copied {
	c := &copied{buffer: b}
	live.Add(int64(b.Size()))
	c.cleanup = runtime.AddCleanup(c, release, b)
	return c
}

// drop frees the buffer before the collector finds that nobody holds it.
func (c *copied) drop() {
	c.cleanup.Stop()
	release(c.buffer)
}

func release(b Buffer) {
	live.Add(-int64(b.Size()))
	b.Free()
}

func (c *copied) bytes(n int) []byte {
	c.once.Do(func() {
		if c.mem == nil {
			mem := NewBytes(n)
			c.buffer.Read(mem)
			c.mem = mem
		}
		c.fetched.Store(true)
	})
	return c.mem
}

// Resident returns a tensor whose elements lie in a buffer, which becomes its
// own. They are copied when they are first read from Go.
func Resident(a ir.Aval, b Buffer) *Tensor {
	t := &Tensor{DType: a.DType, Shape: a.Shape}
	t.copied.Store(newCopied(b))
	return t
}

// Buffer returns where a copy of the elements lies; nil if there is none.
func (t *Tensor) Buffer() Buffer {
	if c := t.copied.Load(); c != nil {
		return c.buffer
	}
	return nil
}

// IsAway reports whether the elements have to be copied before Go can read them.
func (t *Tensor) IsAway() bool {
	c := t.copied.Load()
	return t.mem == nil && c != nil && !c.fetched.Load()
}

// Await waits until the elements are computed, without copying them: a device may
// hand out results before.
func (t *Tensor) Await() {
	if b := t.Buffer(); b != nil && t.IsAway() {
		b.Await()
	}
}

// Keep makes a buffer with the elements of t its own.
func (t *Tensor) Keep(b Buffer) {
	c := newCopied(b)
	if t.mem == nil {
		c.mem = t.Bytes()
		c.fetched.Store(true)
	}
	t.copied.Store(c)
}

// Of the memory that the collector does not see, so many bytes are in use, and
// so many were taken since it last ran.
var live, taken atomic.Int64

// leisure is how many bytes may at least be taken between two collections.
const leisure = 128 << 20

// Take is called before n bytes of a device's memory are taken for a buffer,
// which is to become a tensor's own. When as much was taken since the last
// collection as was in use then, garbage is collected: the Go objects alone
// would let that wait for ever.
func Take(n int) {
	announce(n)
	if t := taken.Add(int64(n)); t > leisure && t > live.Load()/2 {
		Collect()
	}
}

// Collect has the buffers of tensors that nobody holds freed.
func Collect() {
	taken.Store(0)
	runtime.GC()
	// What frees them are goroutines, which have to get their turn where there
	// is one thread only.
	for range 3 {
		runtime.Gosched()
	}
}

// ResidentBytes returns the size of all buffers in use.
func ResidentBytes() int { return int(live.Load()) }
