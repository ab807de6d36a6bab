package wasmjit

import (
	"encoding/binary"
	"fmt"
	"runtime"
	"strconv"
	"sync"
	"syscall/js"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/arena"
	"fluxion/engine/internal/device/kernel"
)

// worthSharing is from how many ns on, in loops that can be divided, a program
// computes in the shared memory: operands that are not there have to be copied.
var worthSharing = 100_000.0

// A dividedProgram runs on several threads, in the shared memory, or on one, in
// Go's. It is loaded where it runs.
type dividedProgram struct {
	shared func() *sharedProgram // nil if that cannot be
	alone  func() device.Executable
}

// share returns the program as a divided one; nil if it is not to be.
func (d *Device) share(o *outline, alone func() device.Executable) device.Executable {
	return among(d, o, alone)
}

// among is what share does. Programs that do not ask for threads do not contain
// what threads need.
var among = func(*Device, *outline, func() device.Executable) device.Executable { return nil }

// UseThreads has large programs run on several threads where memory can be
// shared. It is called before programs are compiled.
func UseThreads() { among = (*Device).divide }

// divide returns the program as a divided one, nil if there is no memory to share
// or not enough for several threads to do.
func (d *Device) divide(o *outline, alone func() device.Executable) device.Executable {
	if o.plan.Shareable() < worthSharing || !mayShare() {
		return nil
	}
	x := &dividedProgram{sync.OnceValue(func() *sharedProgram { return d.loadShared(o) }), sync.OnceValue(alone)}
	x.choose()
	return x
}

// choose returns the program where it is to run now.
func (x *dividedProgram) choose() device.Executable {
	if device.MostThreads() != 1 {
		if s := x.shared(); s != nil && s.team.word(limitWord) > 0 && !s.team.isBroken() {
			return s
		}
	}
	return x.alone()
}

// Run runs the program. What the shared memory has no room for runs in Go's.
func (x *dividedProgram) Run(in []*device.Tensor) []*device.Tensor {
	if s, ok := x.choose().(*sharedProgram); ok {
		if out := s.Run(in); out != nil {
			return out
		}
	}
	return x.alone().Run(in)
}

// Placement implements [device.Placed].
func (x *dividedProgram) Placement() device.Placement { return x.choose().(device.Placed).Placement() }

// A sharedProgram is loaded for the shared memory.
type sharedProgram struct {
	*outline
	code      int // bytes
	team      *team
	record    *arena.Span // where helpers find the module
	functions []js.Value
	idle      sync.Pool
}

// loadShared loads a program for the shared memory; nil if there is none, or no
// room in it.
func (d *Device) loadShared(o *outline) *sharedProgram {
	t, err := teamUp()
	if err != nil {
		return nil
	}
	module := assemble(o.plan, d.engine.features, memory{pages: t.pages, shared: true})
	record := binary.LittleEndian.AppendUint32(nil, t.modules.Add(1))
	record = append(binary.LittleEndian.AppendUint32(record, uint32(len(module))), module...)
	x := &sharedProgram{outline: o, code: len(module), team: t}
	if x.record = t.arena.Alloc(len(record)); x.record == nil {
		return nil
	}
	t.write(x.record.At, record)
	own(t, x, x.record)
	w := js.Global().Get("WebAssembly")
	exports := w.Get("Instance").New(w.Get("Module").New(bytesToJS(module)), map[string]any{
		memoryModule: map[string]any{memoryName: t.memory}, poolModule: t.functions,
	}).Get("exports")
	for {
		f := exports.Get(strconv.Itoa(len(x.functions)))
		if f.IsUndefined() {
			break
		}
		x.functions = append(x.functions, f)
	}
	t.start()
	return x
}

// Placement implements [device.Placed].
func (x *sharedProgram) Placement() device.Placement {
	p := x.placement
	p.Code, p.Threads = x.code, x.team.Threads()
	return p
}

// A sharedFrame is the memory of one run: the table, in front of which stands
// the address of the record, the scratch memory, and that which every thread
// has for itself in products of matrices.
type sharedFrame struct {
	table, scratch, panels *arena.Span
	view                   js.Value // of the table
	words                  []uint32 // what it is to hold
}

// tableStart is where the table begins in its span.
const tableStart = 16

func (x *sharedProgram) frame() *sharedFrame {
	if f, ok := x.idle.Get().(*sharedFrame); ok {
		return f
	}
	t := x.team
	words := 1 + len(x.plan.Buffers)
	f := &sharedFrame{words: make([]uint32, words)}
	panels, bytes := panelsOf(x.plan)
	for _, part := range []struct {
		span  **arena.Span
		bytes int
	}{{&f.table, tableStart + 4*words}, {&f.scratch, x.plan.Scratch}, {&f.panels, (1 + mostHelpers) * bytes}} {
		if *part.span = t.arena.Alloc(part.bytes); *part.span == nil {
			return nil
		}
		own(t, f, *part.span)
	}
	f.view = t.bytes(f.table.At+tableStart-4, 4*words)
	f.words[0] = uint32(x.record.At)
	for i, b := range x.plan.Buffers {
		if b.Kind == kernel.Temporary {
			f.words[1+i] = uint32(f.scratch.At + b.Offset)
		}
	}
	if x.plan.Words > 0 {
		state := x.plan.Buffers[x.plan.State]
		t.write(f.scratch.At+state.Offset, make([]byte, state.Bytes()))
	}
	for _, b := range panels {
		f.words[1+b] = uint32(f.panels.At)
	}
	return f
}

// panelsOf returns the buffers that every thread has for itself, for products and
// rows, and the size of the largest. One step follows the other, so that all use
// the same memory.
func panelsOf(plan *kernel.Plan) (buffers []int, bytes int) {
	add := func(panel, size int) { buffers, bytes = append(buffers, panel), max(bytes, size) }
	plan.EachShared(func(s *kernel.Step, _ int) {
		switch {
		case s.Rows != nil && s.Rows.Bytes > 0:
			add(s.Rows.Panel, s.Rows.Bytes)
		case s.Nest != nil && s.Nest.Tiles != nil:
			add(s.Nest.Tiles.Panel, s.Nest.Tiles.Bytes)
		}
	})
	return buffers, bytes
}

// Run runs the program; nil is what it returns if the memory is full.
func (x *sharedProgram) Run(in []*device.Tensor) []*device.Tensor {
	f := x.frame()
	if f == nil {
		return nil
	}
	for i, v := range in {
		b := x.team.keep(v)
		if b == nil {
			return nil
		}
		f.words[1+i] = uint32(b.span.At)
	}
	computed := make([]*device.Tensor, len(x.computed))
	for k, i := range x.computed {
		o := x.plan.Out[i]
		b := x.team.alloc(o.Aval.Size() * o.Aval.DType.Size())
		if b == nil {
			return nil
		}
		computed[k] = device.Resident(o.Aval, b)
		f.words[1+o.Buffer] = uint32(b.span.At)
	}
	js.CopyBytesToJS(f.view, wordsOf(f.words))
	calls := 0
	for _, s := range x.segments {
		if s.IsHost() {
			x.evaluate(f, s)
			continue
		}
		for x.call(f, calls) {
			device.Poll()
		}
		calls++
	}
	out := x.complete(computed, in)
	runtime.KeepAlive(in)
	if x.team.isBroken() {
		x.team.dismiss() // and the frame, in which a helper may still be busy
		return out
	}
	x.idle.Put(f)
	return out
}

// call runs a segment of the program and reports whether it has to be called
// again to go on.
func (x *sharedProgram) call(f *sharedFrame, segment int) (unfinished bool) {
	defer func() {
		if r := recover(); r != nil {
			panic(fmt.Sprintf("BUG: wasmjit: a program trapped: %v", r))
		}
	}()
	r := x.functions[segment].Invoke(f.table.At + tableStart)
	return r.Type() == js.TypeNumber && r.Int() != 0
}

// keep returns the buffer of a tensor in the shared memory, to which it is
// copied unless it is there already; nil if there is no room.
func (t *team) keep(v *device.Tensor) *resident {
	if b, ok := v.Buffer().(*resident); ok {
		return b
	}
	elements := v.Bytes()
	b := t.alloc(len(elements))
	if b == nil {
		return nil
	}
	t.write(b.span.At, elements)
	v.Keep(b)
	return b
}

// evaluate computes an equation on the host, on copies of the buffers.
func (x *sharedProgram) evaluate(f *sharedFrame, s *kernel.Step) {
	src := make([]*device.Tensor, len(s.In))
	for i, o := range s.In {
		if o.Literal != nil {
			src[i] = device.Scalar(o.Literal)
			continue
		}
		src[i] = device.NewUnset(o.Aval)
		js.CopyBytesToGo(src[i].Bytes(), x.team.bytes(int(f.words[1+o.Buffer]), len(src[i].Bytes())))
	}
	dst := make([]*device.Tensor, len(s.Out))
	for i := range s.Out {
		dst[i] = device.NewLike(s.Eqn.Out[i].Aval())
	}
	s.Eqn.Op.(evaluator).Evaluate(dst, src, s.Eqn.Params)
	for i, b := range s.Out {
		x.team.write(int(f.words[1+b]), dst[i].Bytes())
	}
}
