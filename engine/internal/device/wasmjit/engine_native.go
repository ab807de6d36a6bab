//go:build !js

package wasmjit

import (
	"context"
	"encoding/binary"
	"fmt"
	"runtime"
	"strconv"
	"sync"
	"time"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// An engine is wazero's runtime, which compiles modules to machine code.
type engine struct {
	features // wazero has no relaxed vector instructions
	runtime  wazero.Runtime
}

// newEngine opens wazero's runtime; without vectors it refuses modules that
// have some.
func newEngine(vectors bool) (*engine, error) {
	config := wazero.NewRuntimeConfig()
	if !vectors {
		config = config.WithCoreFeatures(api.CoreFeaturesV2.SetEnabled(api.CoreFeatureSIMD, false))
	}
	return &engine{features{vectors: vectors, few: true}, wazero.NewRuntimeWithConfig(context.Background(), config)}, nil
}

// shown is what the machine can do for which modules are shown: a browser's,
// which has relaxed vector instructions.
func (e *engine) shown() features { return features{vectors: e.vectors, fused: e.vectors} }

// margin is how far vector loads may read beyond a buffer.
const margin = 32

// share is for the browser: wazero's threads are goroutines, each with a call
// stack of its own, and experimental.
func (*Device) share(*outline, func() device.Executable) device.Executable { return nil }

// A code is a compiled module. Each of its instances has a memory of the size
// that one run needs: the table, the scratch memory, then the other buffers.
type code struct {
	engine   *engine
	plan     *kernel.Plan
	size     int // of the module in bytes
	printed  time.Duration
	compiled wazero.CompiledModule
	address  []uint32 // of every buffer
	idle     sync.Pool
}

func (e *engine) load(plan *kernel.Plan) *code {
	c := &code{engine: e, plan: plan, address: make([]uint32, len(plan.Buffers))}
	aligned := func(n int) int { return (n + margin - 1) / margin * margin }
	scratch := aligned(4 * len(plan.Buffers))
	at := scratch + plan.Scratch
	for i, b := range plan.Buffers {
		switch b.Kind {
		case kernel.Temporary:
			c.address[i] = uint32(scratch + b.Offset)
			continue
		case kernel.Moving:
			continue
		}
		c.address[i] = uint32(at)
		at = aligned(at+b.Bytes()) + margin
	}
	pages := (at + margin + wasmasm.PageSize - 1) / wasmasm.PageSize
	start := time.Now()
	module := assemble(plan, e.features, memory{pages: pages})
	c.size, c.printed = len(module), time.Since(start)
	compiled, err := e.runtime.CompileModule(context.Background(), module)
	if err != nil {
		panic(fmt.Sprintf("BUG: wasmjit: a module does not compile: %v", err))
	}
	c.compiled = compiled
	runtime.AddCleanup(c, func(m wazero.CompiledModule) { m.Close(context.Background()) }, compiled)
	return c
}

// A frame is an instance, which serves one run at a time.
type frame struct {
	code      *code
	memory    api.Memory
	functions []api.Function
	stack     [1]uint64 // of every call: the address of the table, then what it returns
}

func (c *code) frame() *frame {
	if f, ok := c.idle.Get().(*frame); ok {
		return f
	}
	ctx := context.Background()
	instance, err := c.engine.runtime.InstantiateModule(ctx, c.compiled, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		panic(fmt.Sprintf("wasmjit: no instance of a program: %v", err))
	}
	f := &frame{code: c, memory: instance.Memory()}
	for {
		g := instance.ExportedFunction(strconv.Itoa(len(f.functions)))
		if g == nil {
			break
		}
		f.functions = append(f.functions, g)
	}
	table, _ := f.memory.Read(0, uint32(4*len(c.address)))
	for i, a := range c.address {
		binary.LittleEndian.PutUint32(table[4*i:], a)
	}
	runtime.AddCleanup(f, func(m api.Module) { m.Close(ctx) }, instance)
	return f
}

func (c *code) release(f *frame) { c.idle.Put(f) }

// bytes returns the memory of a buffer.
func (f *frame) bytes(buffer int) []byte {
	b, ok := f.memory.Read(f.code.address[buffer], uint32(f.code.plan.Buffers[buffer].Bytes()))
	if !ok {
		panic("BUG: wasmjit: a buffer lies outside of the memory")
	}
	return b
}

// give makes a tensor the contents of an input's buffer.
func (f *frame) give(buffer int, t *device.Tensor) { copy(f.bytes(buffer), t.Bytes()) }

// want announces the tensor that takes the contents of a result's buffer.
func (f *frame) want(int, *device.Tensor) {}

// fetch fills that tensor after the run.
func (f *frame) fetch(buffer int, t *device.Tensor) { copy(t.Bytes(), f.bytes(buffer)) }

// call runs a segment of the program and reports whether it has to be called
// again to go on.
func (f *frame) call(segment int) (unfinished bool) {
	f.stack[0] = 0 // the parameter, then the result, if there is one
	if err := f.functions[segment].CallWithStack(context.Background(), f.stack[:]); err != nil {
		panic(fmt.Sprintf("BUG: wasmjit: a program trapped: %v", err))
	}
	return uint32(f.stack[0]) != 0
}
