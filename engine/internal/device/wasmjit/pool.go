package wasmjit

import "fluxion/engine/internal/device/wasmjit/wasmasm"

// A pool is the calling thread and its helpers, which share a memory. The
// calling thread announces a job: a function of the module in use, to be called
// once for each of a number of chunks. Whoever is free takes the next chunk, so
// that the calling thread never waits for a helper that has not taken one. All
// of that happens in the shared memory, between these functions of a module
// that every thread has an instance of:
//
//	fork(function, table, chunks) → 1, or 0 if there are no helpers
//	take() → a chunk that this thread has to do, or -1 if all are taken
//	finish() says that a chunk is done
//	join() → 1 when all chunks are done; 0 if a helper broke down
//	claim(helper) → a chunk, as take, but waits for one
//	word(address) → the word there
//
// What is claimed is a word that holds the number of the job beside that of the
// chunks left: a thread that looked at an older job takes nothing of a newer one
// by mistake, and whoever has taken a chunk finds the job unchanged until that
// is done.

// The addresses of the words, far enough apart that threads do not disturb each
// other where they need not.
const (
	jobWord      = 64  // i64: chunks left to take, and above them the number of the job
	sleepersWord = 128 // helpers that may have to be woken
	leftWord     = 192 // chunks that are not done
	waitingWord  = 196 // 1 while the calling thread sleeps
	functionWord = 256 // of the job
	tableWord    = 260
	helpersWord  = 320 // helpers that are up
	limitWord    = 324 // helpers that may work
	brokenWord   = 328 // 1 when a helper broke down or did not answer
	helpedWord   = 332 // chunks that helpers did
	poolEnd      = 384
)

const (
	poolModule = "pool"
	// spins is how often a thread looks for news before it sleeps: some 20 µs.
	spins = 4000
)

// printPool returns the module of the pool, for a memory of at most so many
// pages. patience is in ns.
func printPool(pages int, patience int64) []byte {
	p := pooler{m: &wasmasm.Module{}}
	p.m.ImportSharedMemory(memoryModule, memoryName, 1, pages)
	p.fork()
	p.take()
	p.finish()
	p.join(patience)
	p.claim()
	word := p.export("word", 1)
	word.Get(0)
	word.Memory(wasmasm.I32Load, 2, 0)
	return p.m.Bytes()
}

type pooler struct{ m *wasmasm.Module }

// poolFunc is the type of a function of the pool.
func poolFunc(params int) (in, out []wasmasm.ValType) {
	in = make([]wasmasm.ValType, params)
	for i := range in {
		in[i] = wasmasm.I32
	}
	return in, []wasmasm.ValType{wasmasm.I32}
}

func (p pooler) export(name string, params int) *wasmasm.Func {
	f := p.m.Func(poolFunc(params))
	p.m.Export(name, f)
	return f
}

func load(f *wasmasm.Func, word int) {
	f.I32Const(0)
	f.Memory(wasmasm.I32AtomicLoad, 2, uint32(word))
}

func store(f *wasmasm.Func, word int, value func()) {
	f.I32Const(0)
	value()
	f.Memory(wasmasm.I32AtomicStore, 2, uint32(word))
}

// add changes a word by n and pushes what it was.
func add(f *wasmasm.Func, word int, n int32) {
	f.I32Const(0)
	f.I32Const(n)
	f.Memory(wasmasm.I32AtomicRMWAdd, 2, uint32(word))
}

func (p pooler) fork() {
	f := p.export("fork", 3)
	const function, table, chunks wasmasm.Local = 0, 1, 2
	load(f, helpersWord)
	f.Op(wasmasm.I32Eqz)
	load(f, limitWord)
	f.Op(wasmasm.I32Eqz, wasmasm.I32Or)
	load(f, brokenWord)
	f.Op(wasmasm.I32Or)
	f.If()
	f.I32Const(0)
	f.Op(wasmasm.Return)
	f.End()
	store(f, functionWord, func() { f.Get(function) })
	store(f, tableWord, func() { f.Get(table) })
	store(f, leftWord, func() { f.Get(chunks) })
	f.I32Const(0)
	f.I32Const(0) // (job + 1) << 32 | chunks
	f.Memory(wasmasm.I64AtomicLoad, 3, jobWord)
	f.I64Const(32)
	f.Op(wasmasm.I64ShrU)
	f.I64Const(1)
	f.Op(wasmasm.I64Add)
	f.I64Const(32)
	f.Op(wasmasm.I64Shl)
	f.Get(chunks)
	f.Op(wasmasm.I64ExtendI32U, wasmasm.I64Add)
	f.Memory(wasmasm.I64AtomicStore, 3, jobWord)
	load(f, sleepersWord)
	f.If()
	f.I32Const(0)
	f.Get(chunks)
	f.Memory(wasmasm.MemoryAtomicNotify, 2, jobWord+4)
	f.Op(wasmasm.Drop)
	f.End()
	f.I32Const(1)
}

// grab prints the attempt to take a chunk of the job that word holds, and the
// return from the function if that succeeds.
func grab(f *wasmasm.Func, word wasmasm.Local) {
	f.I32Const(0)
	f.Get(word)
	f.Get(word)
	f.I64Const(1)
	f.Op(wasmasm.I64Sub)
	f.Memory(wasmasm.I64AtomicRMWCmpxchg, 3, jobWord)
	f.Get(word)
	f.Op(wasmasm.I64Eq)
	f.If()
	f.Get(word)
	f.Op(wasmasm.I32WrapI64)
	f.I32Const(1)
	f.Op(wasmasm.I32Sub, wasmasm.Return)
	f.End()
}

// look reads the job into word and pushes the number of chunks left.
func look(f *wasmasm.Func, word wasmasm.Local) {
	f.I32Const(0)
	f.Memory(wasmasm.I64AtomicLoad, 3, jobWord)
	f.Tee(word)
	f.Op(wasmasm.I32WrapI64)
}

func (p pooler) take() {
	f := p.export("take", 0)
	word := f.Local(wasmasm.I64)
	f.Block()
	f.Loop()
	look(f, word)
	f.Op(wasmasm.I32Eqz)
	f.BrIf(1)
	grab(f, word)
	f.Br(0)
	f.End()
	f.End()
	f.I32Const(-1)
}

func (p pooler) finish() {
	f := p.export("finish", 0)
	add(f, leftWord, -1)
	f.I32Const(1)
	f.Op(wasmasm.I32Eq)
	f.If()
	load(f, waitingWord)
	f.If()
	f.I32Const(0)
	f.I32Const(1)
	f.Memory(wasmasm.MemoryAtomicNotify, 2, leftWord)
	f.Op(wasmasm.Drop)
	f.End()
	f.End()
	f.I32Const(0)
}

func (p pooler) join(patience int64) {
	f := p.export("join", 0)
	left, count := f.Local(wasmasm.I32), f.Local(wasmasm.I32)
	f.I32Const(spins)
	f.Set(count)
	f.Loop()
	load(f, leftWord)
	f.Op(wasmasm.I32Eqz)
	f.If()
	f.I32Const(1)
	f.Op(wasmasm.Return)
	f.End()
	f.Get(count)
	f.I32Const(1)
	f.Op(wasmasm.I32Sub)
	f.Tee(count)
	f.BrIf(0)
	f.End()

	store(f, waitingWord, func() { f.I32Const(1) })
	f.Block()
	f.Loop()
	load(f, leftWord)
	f.Tee(left)
	f.Op(wasmasm.I32Eqz)
	f.BrIf(1)
	load(f, brokenWord)
	f.If()
	f.I32Const(0)
	f.Op(wasmasm.Return)
	f.End()
	f.I32Const(0)
	f.Get(left)
	f.I64Const(patience)
	f.Memory(wasmasm.MemoryAtomicWait32, 2, leftWord)
	f.I32Const(2) // in all that time nothing was done
	f.Op(wasmasm.I32Eq)
	f.If()
	store(f, brokenWord, func() { f.I32Const(1) })
	f.End()
	f.Br(0)
	f.End()
	f.End()
	store(f, waitingWord, func() { f.I32Const(0) })
	f.I32Const(1)
}

func (p pooler) claim() {
	f := p.export("claim", 1)
	const helper wasmasm.Local = 0
	word, count := f.Local(wasmasm.I64), f.Local(wasmasm.I32)
	f.Loop()
	f.I32Const(spins)
	f.Set(count)
	f.Loop()
	look(f, word)
	f.If()
	f.Get(helper)
	load(f, limitWord)
	f.Op(wasmasm.I32LtU)
	f.If()
	grab(f, word)
	f.End()
	f.End()
	f.Get(count)
	f.I32Const(1)
	f.Op(wasmasm.I32Sub)
	f.Tee(count)
	f.BrIf(0)
	f.End()
	add(f, sleepersWord, 1)
	f.Op(wasmasm.Drop)
	// Unless there is a newer job already.
	f.I32Const(0)
	f.Get(word)
	f.I64Const(32)
	f.Op(wasmasm.I64ShrU, wasmasm.I32WrapI64)
	f.I64Const(-1)
	f.Memory(wasmasm.MemoryAtomicWait32, 2, jobWord+4)
	f.Op(wasmasm.Drop)
	add(f, sleepersWord, -1)
	f.Op(wasmasm.Drop)
	f.Br(0)
	f.End()
	f.Op(wasmasm.Unreachable)
}
