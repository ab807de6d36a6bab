package wasmjit

import (
	_ "embed"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall/js"
	"unsafe"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/arena"
	"fluxion/engine/internal/device/wasmjit/wasmasm"
)

// A team is the threads that programs may run on, and the memory that they
// share. Go's own memory cannot be shared, so tensors are copied to that one;
// they stay there.
type team struct {
	memory    js.Value
	words     js.Value // the words of the pool
	module    js.Value // of the pool
	functions js.Value // of the pool, on this thread
	pages     int      // that the memory can grow to
	arena     *arena.Arena
	helpers   []js.Value
	modules   atomic.Uint32 // that were loaded
}

// mostHelpers is how many threads are of use besides the calling one.
const mostHelpers = 7

// patience is for how long, in ns, the calling thread waits for a chunk: on a
// busy machine a helper may get its turn late.
var patience int64 = 20e9

//go:embed helper.js
var helperScript string

// teamUp returns the team of this program.
var teamUp = sync.OnceValues(newTeam)

// newTeam makes a team, if this program may use threads. Helpers are started
// when there is something for them to do.
func newTeam() (*team, error) {
	if !mayShare() {
		return nil, errors.New("wasmjit: memory cannot be shared here")
	}
	t := &team{}
	if t.memory, t.pages = shareMemory(); t.pages == 0 {
		return nil, errors.New("wasmjit: the browser gives no memory that can be shared")
	}
	t.words = js.Global().Get("Int32Array").New(t.memory.Get("buffer"), 0, poolEnd/4)
	w := js.Global().Get("WebAssembly")
	module := printPool(t.pages, patience)
	if !w.Call("validate", bytesToJS(module)).Bool() {
		return nil, errors.New("wasmjit: the browser has no instructions for threads")
	}
	t.module = w.Get("Module").New(bytesToJS(module))
	env := map[string]any{memoryModule: map[string]any{memoryName: t.memory}}
	t.functions = w.Get("Instance").New(t.module, env).Get("exports")
	t.arena = arena.New(poolEnd, firstPages*wasmasm.PageSize-margin, t.pages*wasmasm.PageSize-margin, func(bytes int) (ok bool) {
		defer func() { ok = recover() == nil }()
		t.memory.Call("grow", bytes/wasmasm.PageSize)
		return true
	})
	t.SetThreads(device.MostThreads())
	device.ProvideThreads(t)
	return t, nil
}

// firstPages is the size of a new memory, and margin how far vector loads may
// read beyond a buffer.
const (
	firstPages = 16
	margin     = arena.Alignment
)

// mayShare reports whether this program may share memory and wait for others:
// the page is isolated from those of other origins, and this is not the thread
// that must always answer the user.
var mayShare = func() bool {
	global := js.Global()
	return global.Get("crossOriginIsolated").Truthy() && global.Get("WorkerGlobalScope").Truthy() && global.Get("Worker").Truthy()
}

// shareMemory makes a memory as large as the machine allows.
func shareMemory() (memory js.Value, pages int) {
	defer func() { _ = recover() }()
	for pages := 1 << 16; pages >= 1<<12; pages /= 2 {
		if m, ok := tryMemory(pages); ok {
			return m, pages
		}
	}
	return js.Undefined(), 0
}

func tryMemory(pages int) (memory js.Value, ok bool) {
	defer func() { ok = recover() == nil }()
	return js.Global().Get("WebAssembly").Get("Memory").New(map[string]any{"initial": firstPages, "maximum": pages, "shared": true}), true
}

// startHelper starts a thread with the script of a helper, and posts a message
// to it.
var startHelper = func(message map[string]any) js.Value {
	h := js.Global().Get("Worker").New(helperURL())
	h.Call("postMessage", message)
	return h
}

var helperURL = sync.OnceValue(func() js.Value {
	blob := js.Global().Get("Blob").New([]any{helperScript}, map[string]any{"type": "text/javascript"})
	return js.Global().Get("URL").Call("createObjectURL", blob)
})

// start starts the helpers that are allowed and do not run. They are ready when
// the event loop had the time for it; until then this thread works alone.
func (t *team) start() {
	for len(t.helpers) < t.word(limitWord) {
		t.helpers = append(t.helpers, startHelper(map[string]any{"memory": t.memory, "pool": t.module, "helper": len(t.helpers)}))
	}
}

func (t *team) word(at int) int           { return t.words.Index(at / 4).Int() }
func (t *team) setWord(at int, value int) { t.words.SetIndex(at/4, value) }
func (t *team) isBroken() bool            { return t.word(brokenWord) != 0 }
func (t *team) bytes(at, n int) js.Value {
	return js.Global().Get("Uint8Array").New(t.memory.Get("buffer"), at, n)
}
func (t *team) write(at int, b []byte) { js.CopyBytesToJS(t.bytes(at, len(b)), b) }
func wordsOf(words []uint32) (bytes []byte) {
	return unsafe.Slice((*byte)(unsafe.Pointer(&words[0])), 4*len(words))
}

// Threads implements [device.Threading].
func (t *team) Threads() int {
	if t.isBroken() {
		return 1
	}
	return 1 + min(t.word(helpersWord), t.word(limitWord))
}

// SetThreads implements [device.Threading].
func (t *team) SetThreads(n int) {
	if machine := js.Global().Get("navigator"); n == 0 && machine.Truthy() {
		n = machine.Get("hardwareConcurrency").Int()
	}
	t.setWord(limitWord, min(max(n, 1)-1, mostHelpers))
	if len(t.helpers) > 0 {
		t.start()
	}
}

// dismiss ends all helpers, of which one broke down, for good. What it was busy
// with, this thread has done.
func (t *team) dismiss() {
	for _, h := range t.helpers {
		h.Call("terminate")
	}
	t.helpers = nil
	t.setWord(limitWord, 0)
}

// A resident is a buffer in the shared memory.
type resident struct {
	team *team
	span *arena.Span
	size int
}

// alloc returns a buffer of n bytes; nil if there is no room for it even without
// the garbage.
func (t *team) alloc(n int) *resident {
	device.Take(n)
	s := t.arena.Alloc(n)
	if s == nil {
		device.Collect()
		if s = t.arena.Alloc(n); s == nil {
			return nil
		}
	}
	return &resident{t, s, n}
}

// Size implements [device.Buffer].
func (r *resident) Size() int { return r.size }

// Read implements [device.Buffer].
func (r *resident) Read(dst []byte) {
	js.CopyBytesToGo(dst, r.team.bytes(r.span.At, len(dst)))
}

// Await implements [device.Buffer]: runs return when they are done.
func (r *resident) Await() {}

// Free implements [device.Buffer].
func (r *resident) Free() { r.team.arena.Free(r.span) }

// own frees a span when nobody holds object any more.
func own[T any](t *team, object *T, s *arena.Span) {
	runtime.AddCleanup(object, t.arena.Free, s)
}
