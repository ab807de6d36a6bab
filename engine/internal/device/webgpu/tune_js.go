package webgpu

import (
	"encoding/binary"
	"fmt"
	"math"
	"time"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/webgpu/wgsl"
)

// tileKey returns the key under which the fastest tile of an adapter is stored.
func tileKey(a wgsl.Adapter) string {
	return fmt.Sprintf("webgpu tile of %s, %d invocations, %d bytes", a.Name, a.Group, a.Shared)
}

// recallTile returns the tile that was the fastest on this machine, if that is
// known.
func (m *machine) recallTile(a wgsl.Adapter) wgsl.Tile {
	if !m.options.tuned {
		return wgsl.Tile{}
	}
	return tileFrom(device.Recall(tileKey(a)), a)
}

// tune begins to look for the fastest tile, unless it is known or looked for.
func (s *session) tune() {
	m := s.machine
	if !m.options.tuned || m.tuning || s.adapter.Tile != (wgsl.Tile{}) {
		return
	}
	m.tuning = true
	go func() {
		defer func() { m.tuning = false }()
		t, err := s.fastestTile()
		if err != nil {
			return
		}
		device.Remember(tileKey(s.adapter), t.String())
		s.adapter.Tile = t
		if m.current == s {
			m.adapter.Tile = t
		}
	}()
}

// trialTime is for how long a tile runs before the clock is looked at, and
// trialRounds how often.
const (
	trialTime   = 10 * time.Millisecond
	trialRounds = 3
)

// fastestTile tries all candidates, one after the other. What the GPU's compiler
// refuses has lost.
func (s *session) fastestTile() (wgsl.Tile, error) {
	list := candidates(s.adapter)
	programs := make([]*loaded, len(list))
	blocks, err := s.trialBlocks()
	if err != nil {
		return wgsl.Tile{}, err
	}
	defer func() {
		for _, b := range blocks {
			s.release(b)
		}
	}()
	r := race{times: make([]float64, len(list))}
	for round := range trialRounds {
		for i, t := range list {
			if round == 0 {
				programs[i] = s.contestant(t)
			}
			if programs[i] == nil || !r.runs(i) {
				continue
			}
			runs := 1
			if r.times[i] > 0 {
				runs = max(1, min(int(float64(trialTime)/r.times[i]), 32))
			}
			took, err := s.timed(programs[i], blocks, runs)
			if err != nil {
				return wgsl.Tile{}, err
			}
			r.took(i, took)
		}
	}
	return list[r.first()], nil
}

// contestant returns the compiled program that tries a tile; nil if there is none.
func (s *session) contestant(t wgsl.Tile) *loaded {
	p, err := trial(t, s.adapter)
	if err != nil {
		return nil
	}
	l, err := s.load(p)
	if err != nil || l.wait() != nil {
		return nil
	}
	return l
}

// trialBlocks returns memory for the operands of a trial, which are ones, and for
// its result.
func (s *session) trialBlocks() ([]*block, error) {
	n := trialSide(s.adapter)
	ones := make([]byte, 4*n*n)
	for i := 0; i < len(ones); i += 4 {
		binary.LittleEndian.PutUint32(ones[i:], math.Float32bits(1))
	}
	var blocks []*block
	for range 3 {
		b, err := s.alloc(len(ones))
		if err != nil {
			return blocks, err
		}
		s.write(b, ones)
		blocks = append(blocks, b)
	}
	return blocks, nil
}

// timed returns how many ns a run takes when there are several.
func (s *session) timed(l *loaded, blocks []*block, runs int) (float64, error) {
	if err := s.flush(); err != nil {
		return 0, err
	}
	start := time.Now()
	for range runs {
		if err := l.run(blocks, nil); err != nil {
			return 0, err
		}
	}
	if err := s.flush(); err != nil {
		return 0, err
	}
	return float64(time.Since(start).Nanoseconds()) / float64(runs), nil
}

// retuned returns the program as printed for the fastest tile. While its shaders
// are compiled, the one before still serves.
func (x *executable) retuned(s *session) *loaded {
	if x.printed.Tile == s.adapter.Tile || !x.program.Tiled {
		return x.loaded
	}
	if x.next == nil || x.next.session != s {
		program, err := x.device.print(x.jaxpr)
		if err != nil {
			return x.loaded
		}
		if x.next, err = s.load(program); err != nil {
			x.next = nil
			return x.loaded
		}
	}
	if x.next.isReady() {
		x.loaded, x.program, x.printed, x.next = x.next, x.next.program, s.adapter, nil
	}
	return x.loaded
}
