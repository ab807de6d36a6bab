package choice

import (
	"testing"
	"time"

	"fluxion/engine/internal/device"
)

type kept map[string]string

func (k kept) Get(key string) string { return k[key] }
func (k kept) Set(key, value string) { k[key] = value }

// What was measured once is not measured again, unless it cannot be read.
func TestStore(t *testing.T) {
	store := kept{}
	device.SetStore(store)
	defer device.SetStore(kept{})
	w := newWorld()
	train(w, w.device(t).Compile(step(1<<16)), 10)
	if w.compiled[1] < 4 {
		t.Fatalf("%d programs compiled to measure", w.compiled[1])
	}
	again := func(after time.Duration) int {
		w := newWorld()
		w.now = after
		if places, _ := train(w, w.device(t).Compile(step(1<<16)), 10); places[9] != "gpu" {
			t.Errorf("with what was remembered: %v", places)
		}
		return w.compiled[1]
	}
	if n := again(6 * 24 * time.Hour); n != 1 {
		t.Errorf("%d programs compiled for the GPU, expected that of the user", n)
	}
	if n := again(60 * 24 * time.Hour); n < 4 {
		t.Errorf("%d programs compiled for the GPU, though what was measured is old", n)
	}
	for key := range store {
		store[key] = "NaN -1 x"
	}
	if n := again(60 * 24 * time.Hour); n < 4 {
		t.Errorf("%d programs compiled for the GPU although nothing could be read", n)
	}
}

// Every sample consists of what it is meant to measure.
func TestSamples(t *testing.T) {
	for c, s := range samples {
		for _, n := range s.sizes {
			_, l := s.program(n)
			if l.alien != nil || l.work[c] == 0 {
				t.Errorf("%s, size %d: %+v", about[c].name, n, *l)
			}
		}
	}
}
