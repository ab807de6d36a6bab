//go:build !js

package wasmjit

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// sharedPages is the size of the memory of the module below.
const sharedPages = 1

// sharedMemory is a module that exports a shared memory of one page.
var sharedMemory = []byte{0, 'a', 's', 'm', 1, 0, 0, 0,
	5, 4, 1, 3, sharedPages, sharedPages, // memories
	7, 10, 1, 6, 'm', 'e', 'm', 'o', 'r', 'y', 2, 0, // exports
}

// A rehearsal has the pool's functions on several threads, which are goroutines.
type rehearsal struct {
	t       *testing.T
	runtime wazero.Runtime
	pool    wazero.CompiledModule
	memory  api.Memory
	caller  api.Module
}

func rehearse(t *testing.T, patience time.Duration) *rehearsal {
	ctx := context.Background()
	r := &rehearsal{t: t, runtime: wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2|experimental.CoreFeaturesThreads))}
	t.Cleanup(func() { r.runtime.Close(ctx) })
	env, err := r.runtime.InstantiateWithConfig(ctx, sharedMemory, wazero.NewModuleConfig().WithName(memoryModule))
	if err != nil {
		t.Fatal(err)
	}
	r.memory = env.Memory()
	if r.pool, err = r.runtime.CompileModule(ctx, printPool(sharedPages, int64(patience))); err != nil {
		t.Fatal(err)
	}
	r.caller = r.instance()
	return r
}

func (r *rehearsal) instance() api.Module {
	m, err := r.runtime.InstantiateModule(context.Background(), r.pool, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		r.t.Fatal(err)
	}
	return m
}

func (r *rehearsal) call(m api.Module, name string, args ...uint64) int32 {
	out, err := m.ExportedFunction(name).Call(context.Background(), args...)
	if err != nil {
		r.t.Error(err)
		return -1
	}
	return int32(out[0])
}

func (r *rehearsal) set(word, value uint32) { r.memory.WriteUint32Le(word, value) }

// quit is a job of which a helper does one chunk and then ends.
const quit = 99

// help runs helpers that do chunks until they are told to quit.
func (r *rehearsal) help(helpers int, do func(function, table, chunk int32)) (end func()) {
	var wait sync.WaitGroup
	for i := range helpers {
		m := r.instance()
		wait.Go(func() {
			for {
				chunk := r.call(m, "claim", uint64(i))
				function := r.call(m, "word", functionWord)
				if function != quit {
					do(function, r.call(m, "word", tableWord), chunk)
				}
				r.call(m, "finish")
				if function == quit {
					return
				}
			}
		})
	}
	r.set(helpersWord, uint32(helpers))
	r.set(limitWord, uint32(helpers))
	return func() {
		r.call(r.caller, "fork", quit, 0, uint64(helpers))
		wait.Wait()
		if r.call(r.caller, "join") != 1 {
			r.t.Error("the helpers did not end")
		}
	}
}

// Every chunk of every job is done once, and no job ends before its chunks.
func TestPoolDoesEveryChunkOnce(t *testing.T) {
	r := rehearse(t, time.Minute)
	const jobs, most = 3000, 40
	var done [jobs][most]atomic.Int32
	do := func(function, table, chunk int32) {
		if table != 7*function {
			t.Errorf("job %d has table %d", function, table)
		}
		done[table/7][chunk].Add(1)
	}
	// A function number is never quit.
	number := func(job int) int { return job + 100 }
	end := r.help(3, func(f, table, c int32) { do(f-100, table, c) })
	for job := range jobs {
		chunks := 1 + job%most
		if r.call(r.caller, "fork", uint64(number(job)), uint64(7*job), uint64(chunks)) != 1 {
			t.Fatal("no helpers")
		}
		if job%5 > 0 { // else the helpers do all
			for {
				c := r.call(r.caller, "take")
				if c < 0 {
					break
				}
				do(int32(job), int32(7*job), c)
				r.call(r.caller, "finish")
			}
		}
		if r.call(r.caller, "join") != 1 {
			t.Fatal("the helpers broke down")
		}
		for c := range most {
			want := int32(0)
			if c < chunks {
				want = 1
			}
			if got := done[job][c].Load(); got != want {
				t.Fatalf("chunk %d of job %d of %d was done %d times", c, job, chunks, got)
			}
		}
	}
	end()
}

// Without helpers, or without leave to use them, the calling thread is told so.
func TestPoolWithoutHelpers(t *testing.T) {
	r := rehearse(t, time.Minute)
	for _, word := range []uint32{helpersWord, limitWord} {
		r.set(helpersWord, 1)
		r.set(limitWord, 1)
		r.set(word, 0)
		if r.call(r.caller, "fork", 0, 0, 4) != 0 {
			t.Errorf("fork succeeded although word %d is 0", word)
		}
	}
}

// A chunk that a helper took and never finishes ends the wait, and the pool.
func TestPoolSurvivesHelpers(t *testing.T) {
	for name, what := range map[string]func(r *rehearsal){
		"silence":   func(*rehearsal) {},
		"breakdown": func(r *rehearsal) { r.set(brokenWord, 1) },
	} {
		t.Run(name, func(t *testing.T) {
			r := rehearse(t, 20*time.Millisecond)
			r.set(helpersWord, 1)
			r.set(limitWord, 1)
			if r.call(r.caller, "fork", 1, 0, 2) != 1 {
				t.Fatal("no helpers")
			}
			if c := r.call(r.instance(), "claim", 0); c != 1 {
				t.Fatalf("the helper took chunk %d", c)
			}
			if c := r.call(r.caller, "take"); c != 0 {
				t.Fatalf("the calling thread took chunk %d", c)
			}
			r.call(r.caller, "finish")
			what(r)
			if r.call(r.caller, "join") != 0 {
				t.Error("join succeeded")
			}
			if r.call(r.caller, "fork", 1, 0, 2) != 0 {
				t.Error("a broken pool took a job")
			}
		})
	}
}
