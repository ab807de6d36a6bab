package wasmjit

import (
	"errors"
	"fmt"
	"strconv"
	"sync"
	"syscall/js"
	"time"
	"unsafe"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/gomemory"
	"fluxion/engine/internal/device/kernel"
)

// An engine is that of the browser. The modules compute in the memory of the
// Go program itself, on the very tensors: Go's collector does not move what it
// allocated, and a call into JavaScript returns before Go goes on.
type engine struct {
	features
	imports js.Value
}

// newEngine uses vector instructions if that is wanted and the browser has
// some.
func newEngine(vectors bool) (*engine, error) {
	memory := gomemory.Memory()
	if !memory.InstanceOf(js.Global().Get("WebAssembly").Get("Memory")) {
		return nil, errors.New("wasmjit: the memory of the Go program is not accessible")
	}
	e := &engine{imports: js.ValueOf(map[string]any{memoryModule: map[string]any{memoryName: memory}})}
	e.vectors = vectors && js.Global().Get("WebAssembly").Call("validate", bytesToJS(probe(false))).Bool()
	e.fused = e.vectors && e.probeFused()
	return e, nil
}

func bytesToJS(b []byte) js.Value {
	array := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(array, b)
	return array
}

func (e *engine) instantiate(module []byte) js.Value {
	w := js.Global().Get("WebAssembly")
	return w.Get("Instance").New(w.Get("Module").New(bytesToJS(module)), e.imports).Get("exports")
}

// probeFused finds out whether relaxed multiply-adds exist and round once,
// which the standard leaves to the machine.
func (e *engine) probeFused() bool {
	module := probe(true)
	if !js.Global().Get("WebAssembly").Call("validate", bytesToJS(module)).Bool() {
		return false
	}
	// (1 + 2^-12)² - (1 + 2^-11) is 2^-24 if the product is not rounded.
	x, z := float32(1+0x1p-12), float32(-1-0x1p-11)
	v := [4]float32{x, z}
	e.instantiate(module).Call("0", gomemory.Address(unsafe.Pointer(&v)))
	return v[0] == 0x1p-24
}

// shown is what the machine can do for which modules are shown: this one.
func (e *engine) shown() features { return e.features }

// A code is a loaded module.
type code struct {
	plan      *kernel.Plan
	size      int // of the module in bytes
	printed   time.Duration
	functions []js.Value
	idle      sync.Pool
}

func (e *engine) load(plan *kernel.Plan) *code {
	start := time.Now()
	module := assemble(plan, e.features, memory{})
	printed := time.Since(start)
	exports := e.instantiate(module)
	c := &code{plan: plan, size: len(module), printed: printed}
	for {
		f := exports.Get(strconv.Itoa(len(c.functions)))
		if f.IsUndefined() {
			return c
		}
		c.functions = append(c.functions, f)
	}
}

// A frame is the memory of one run.
type frame struct {
	code    *code
	table   []uint32
	args    []any    // of every call: the address of the table
	buffers [][]byte // for the steps of the host, nil if there are none
	scratch []byte
}

func (c *code) frame() *frame {
	if f, ok := c.idle.Get().(*frame); ok {
		return f
	}
	n := len(c.plan.Buffers)
	f := &frame{code: c, table: make([]uint32, n+1), scratch: device.NewBytes(c.plan.Scratch)}
	f.args = []any{gomemory.Address(unsafe.Pointer(unsafe.SliceData(f.table)))}
	if c.plan.OnHost() {
		f.buffers = make([][]byte, n)
	}
	for i, b := range c.plan.Buffers {
		if b.Kind == kernel.Temporary {
			f.bind(i, f.scratch[b.Offset:b.Offset+b.Bytes()])
		}
	}
	return f
}

func (f *frame) bind(buffer int, memory []byte) {
	if f.buffers != nil {
		f.buffers[buffer] = memory
	}
	f.table[buffer] = uint32(uintptr(unsafe.Pointer(unsafe.SliceData(memory))))
}

// release keeps the scratch memory for the next run, but no tensor alive.
func (c *code) release(f *frame) {
	for i := range f.buffers {
		if c.plan.Buffers[i].Kind != kernel.Temporary {
			f.buffers[i] = nil
		}
	}
	c.idle.Put(f)
}

// bytes returns the memory of a buffer.
func (f *frame) bytes(buffer int) []byte { return f.buffers[buffer] }

// give makes a tensor the contents of an input's buffer.
func (f *frame) give(buffer int, t *device.Tensor) { f.bind(buffer, t.Bytes()) }

// want makes a tensor the memory of a result's buffer.
func (f *frame) want(buffer int, t *device.Tensor) { f.bind(buffer, t.Bytes()) }

// fetch has nothing to do: the result is where it was computed.
func (f *frame) fetch(int, *device.Tensor) {}

// call runs a segment of the program and reports whether it has to be called
// again to go on.
func (f *frame) call(segment int) (unfinished bool) {
	defer func() {
		if r := recover(); r != nil {
			panic(fmt.Sprintf("BUG: wasmjit: a program trapped: %v", r))
		}
	}()
	r := f.code.functions[segment].Invoke(f.args...)
	return r.Type() == js.TypeNumber && r.Int() != 0
}
