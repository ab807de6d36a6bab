package webgpu

import (
	"errors"
	"slices"
	"sync"
	"syscall/js"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/ir"
)

// What blocks are used for.
const (
	mapRead  = 1
	copyFrom = 4
	copyTo   = 8
	uniform  = 64
	storage  = 128
)

// A block is a piece of the GPU's memory.
type block struct {
	buffer js.Value
	size   int // bytes
	number int // no two of a session have the same
}

// errMemory says that the GPU has no memory left.
var errMemory = errors.New("the GPU has no memory left for this program")

// checkedFrom is from how many bytes on it is worth waiting to learn whether
// there is memory for a block, which is new. Where smaller ones fail, the session
// ends.
const checkedFrom = 16 << 20

// mostFree is how many bytes of blocks are kept although nobody uses them.
const mostFree = 512 << 20

// alloc returns a block for at least n bytes.
func (s *session) alloc(n int) (*block, error) {
	size := min(blockSize(n), s.adapter.Buffer&^3)
	take := func() (*block, bool) {
		s.state.Lock()
		defer s.state.Unlock()
		return s.blocks.get(size)
	}
	if b, ok := take(); ok {
		return b, nil
	}
	b, err := s.create(size)
	if !errors.Is(err, errMemory) {
		return b, err
	}
	s.trim(0)
	device.Collect()
	if b, ok := take(); ok {
		return b, nil
	}
	s.trim(0)
	return s.create(size)
}

// create makes a block.
func (s *session) create(size int) (*block, error) {
	if size < checkedFrom {
		return s.register(s.newBuffer(size, storage|copyFrom|copyTo), size), nil
	}
	s.gpu.Call("pushErrorScope", "out-of-memory")
	buffer, thrown := attempt(func() js.Value { return s.newBuffer(size, storage|copyFrom|copyTo) })
	lack, err := s.settled(s.gpu.Call("popErrorScope"))
	if err != nil {
		return nil, err
	}
	if thrown != nil || !lack.IsNull() {
		return nil, errMemory
	}
	return s.register(buffer, size), nil
}

func (s *session) register(buffer js.Value, size int) *block {
	s.state.Lock()
	defer s.state.Unlock()
	s.number++
	return &block{buffer, size, s.number}
}

func (s *session) newBuffer(size, usage int) js.Value {
	s.methods.buffer.Set("size", size)
	s.methods.buffer.Set("usage", usage)
	return s.methods.create.Invoke(s.gpu, s.methods.buffer)
}

// release makes a block free. Commands that were handed over may still use it:
// those to come are behind them.
func (s *session) release(b *block) {
	s.state.Lock()
	if s.failure == nil {
		s.blocks.put(b.size, b)
	}
	excess := s.blocks.bytes > mostFree
	s.state.Unlock()
	if excess {
		s.trim(mostFree / 2)
	}
}

// trim destroys free blocks, the largest first, until so many bytes remain.
func (s *session) trim(remain int) {
	s.state.Lock()
	defer s.state.Unlock()
	for s.blocks.bytes > remain {
		b, ok := s.blocks.get(s.blocks.largest())
		if !ok {
			return
		}
		b.buffer.Call("destroy")
	}
}

// A buffer is the memory of a tensor on the GPU.
type buffer struct {
	session *session
	block   *block
	size    int // of the tensor in bytes
	node    *node
	freed   sync.Once
}

// Size implements [device.Buffer].
func (b *buffer) Size() int { return b.block.size }

// Free implements [device.Buffer].
func (b *buffer) Free() { b.freed.Do(func() { b.session.release(b.block) }) }

// Await implements [device.Buffer]. It waits for all that was handed over, so that
// to wait for the other results of a run costs nothing then.
func (b *buffer) Await() {
	if b.node.tensor() == nil && b.session.flush() != nil {
		b.node.revive()
	}
}

// Read implements [device.Buffer]. What the GPU cannot tell any more is computed
// again.
func (b *buffer) Read(dst []byte) {
	known := b.node.tensor()
	if known == nil {
		if b.session.read(b.block, 0, b.node.aval.DType, dst) == nil {
			if len(dst) == b.node.aval.Size()*b.node.aval.DType.Size() {
				b.node.learn(device.Over(b.node.aval, dst))
			}
			return
		}
		known = b.node.revive()
	}
	copy(dst, known.Bytes())
}

// read copies elements to Go's memory, where booleans are bytes.
func (s *session) read(from *block, first int, d ir.DType, dst []byte) error {
	if len(dst) == 0 {
		return nil
	}
	r, err := s.fetch(from, first, len(dst)/d.Size(), d)
	if err != nil {
		return err
	}
	s.encoding.Lock()
	if s.batch == r.batch {
		s.finish()
	}
	s.encoding.Unlock()
	if err := s.await(r.batch); err != nil {
		return err
	}
	r.copy(dst, d)
	return nil
}

// A readBack is memory that elements are copied to on their way from the GPU.
type readBack struct {
	session *session
	batch   *batch
	staging js.Value
	size    int // of staging
	bytes   int // of the elements, whole words
}

// fetch has elements from the first on copied, which are there when the batch is
// done. Of floats of 16 bits, the first has an even number.
func (s *session) fetch(from *block, first, count int, d ir.DType) (*readBack, error) {
	if err := s.err(); err != nil {
		return nil, err
	}
	bytes := wgsl.Buffer{DType: d, Len: count}.Bytes()
	r := &readBack{session: s, bytes: bytes, size: blockSize(bytes)}
	s.state.Lock()
	staging, ok := s.staging.get(r.size)
	s.state.Unlock()
	s.encoding.Lock()
	defer s.encoding.Unlock()
	r.batch = s.join()
	if !ok {
		var err error
		if staging, err = attempt(func() js.Value { return s.newBuffer(r.size, mapRead|copyTo) }); err != nil {
			return nil, err
		}
	}
	r.staging = staging
	encoder := s.gpu.Call("createCommandEncoder")
	encoder.Call("copyBufferToBuffer", from.buffer, wgsl.ElementSize(d)*first, staging, 0, r.bytes)
	s.submit(encoder)
	r.batch.promises = append(r.batch.promises, staging.Call("mapAsync", mapRead, 0, r.bytes))
	return r, nil
}

// copy hands the elements over.
func (r *readBack) copy(dst []byte, d ir.DType) {
	mapped := js.Global().Get("Uint8Array").New(r.staging.Call("getMappedRange", 0, r.bytes))
	if d == ir.Bool {
		words := make([]byte, r.bytes)
		js.CopyBytesToGo(words, mapped)
		for i := range dst {
			dst[i] = words[4*i]
		}
	} else {
		js.CopyBytesToGo(dst, mapped)
	}
	r.staging.Call("unmap")
	r.session.state.Lock()
	defer r.session.state.Unlock()
	if r.session.failure == nil && r.session.staging.bytes < mostFree/4 {
		r.session.staging.put(r.size, r.staging)
		return
	}
	r.staging.Call("destroy")
}

// upload returns the memory on the GPU of a tensor, which keeps it.
func (s *session) upload(t *device.Tensor) (*buffer, error) {
	mem, size := t.Bytes(), wgsl.Buffer{DType: t.DType, Len: t.Len()}.Bytes()
	device.Take(blockSize(size))
	block, err := s.alloc(size)
	if err != nil {
		return nil, err
	}
	t.Share() // with its history
	source := mem
	if t.DType == ir.Bool {
		source = make([]byte, size)
		for i, v := range mem {
			source[4*i] = v
		}
	}
	if len(source) < size { // half a word is left
		source = append(slices.Clone(source), make([]byte, size-len(source))...)
	}
	s.write(block, source)
	b := &buffer{session: s, block: block, size: len(mem), node: outside(device.Over(t.Aval(), mem))}
	t.Keep(b)
	return b, nil
}
