package webgpu

import (
	"testing"

	"fluxion/engine/internal/device/webgpu/wgsl"
)

// What is stored of a tile is the same tile again, if it still is a candidate.
func TestStoredTiles(t *testing.T) {
	a := wgsl.Typical()
	for _, tile := range candidates(a) {
		if got := tileFrom(tile.String(), a); got != tile {
			t.Errorf("%v comes back as %v", tile, got)
		}
	}
	for _, stored := range []string{"", "8x4 of 8x16", "8x4 of 8x16, depth 16, perhaps", "64x64 of 8x16, depth 16"} {
		if got := tileFrom(stored, a); got != (wgsl.Tile{}) {
			t.Errorf("%q is taken for %v", stored, got)
		}
	}
}

// Whatever an adapter offers, there is a default and something to choose from, and
// it can be printed for that adapter.
func TestTrials(t *testing.T) {
	software := wgsl.Least()
	software.Software = true
	for _, a := range []wgsl.Adapter{wgsl.Least(), wgsl.Typical(), software} {
		list := candidates(a)
		if len(list) < 3 {
			t.Errorf("%s: only %d candidates", a.Name, len(list))
		}
		for _, tile := range append(list, wgsl.Tile{}) {
			p, err := trial(tile, a)
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Check(a); err != nil {
				t.Errorf("%s: %v: %v", a.Name, tile, err)
			}
			if !p.Tiled {
				t.Errorf("%s: %v: the product does not count as large", a.Name, tile)
			}
		}
	}
}

func TestRace(t *testing.T) {
	r := race{times: make([]float64, 3)}
	for i, ns := range []float64{40, 20, 25} {
		if !r.runs(i) {
			t.Errorf("%d has no chance before it has run", i)
		}
		r.took(i, ns)
	}
	if r.runs(0) || !r.runs(1) || !r.runs(2) {
		t.Errorf("40 runs on: %v, 20: %v, 25: %v", r.runs(0), r.runs(1), r.runs(2))
	}
	r.took(2, 10)
	r.took(2, 30)
	if got := r.first(); got != 2 {
		t.Errorf("%d is the first", got)
	}
}
