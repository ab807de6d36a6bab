package webgpu

import (
	"slices"
	"strings"
	"testing"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/device/webgpu/wgsl/wgsltest"
	"fluxion/engine/internal/ir"
)

// handWritten is a program of launches on a buffer each reads and one it writes.
func handWritten(buffers int, out int, launches ...[2]int) *wgsl.Program {
	p := &wgsl.Program{Plan: &kernel.Plan{Inputs: 1}, Shaders: []*wgsl.Shader{{Name: "copy", Writes: []bool{false, true}}}}
	for range buffers {
		p.Plan.Buffers = append(p.Plan.Buffers, kernel.Buffer{DType: ir.Float32, Len: 100})
		p.Buffers = append(p.Buffers, wgsl.Buffer{DType: ir.Float32, Len: 100})
	}
	p.Plan.Buffers[0].Kind = kernel.Given
	p.Plan.Out = []kernel.Source{{Buffer: out, Aval: wgsltest.Floats(100)}}
	for _, l := range launches {
		p.Commands = append(p.Commands, wgsl.Command{Launch: &wgsl.Launch{
			Bindings: []wgsl.Window{{Buffer: l[0], Len: 100}, {Buffer: l[1], Len: 100}}, Groups: [3]int{1, 1, 1},
		}})
	}
	return p
}

// Buffers that are not in use at the same time share a block; operands and results
// have none.
func TestLayout(t *testing.T) {
	p := handWritten(7, 5, [2]int{0, 1}, [2]int{1, 2}, [2]int{2, 3}, [2]int{3, 4}, [2]int{4, 5})
	l := layoutOf(p)
	if want := []int{-1, 0, 1, 0, 1, -1, -1}; !slices.Equal(l.slot, want) || len(l.slots) != 2 {
		t.Errorf("the blocks are %v, want %v", l.slot, want)
	}
	if l.named[6] || !l.named[5] {
		t.Error("what is named is not known")
	}
	// What a repetition reads, it reads in every turn.
	p.Commands = []wgsl.Command{p.Commands[0], {Repeat: &wgsl.Repeat{Turns: 2, Body: p.Commands[1:4]}}, p.Commands[4]}
	if l := layoutOf(p); len(l.slots) != 4 {
		t.Errorf("%d blocks serve a repetition, want 4", len(l.slots))
	}
	// What is to be zero at first has a block of its own from the beginning.
	p = handWritten(4, 3, [2]int{0, 1}, [2]int{1, 3}, [2]int{2, 3})
	p.Buffers[2].Zero = true
	if l := layoutOf(p); l.slot[1] == l.slot[2] {
		t.Error("zeros are overwritten before they are read")
	}
}

func TestBlockSize(t *testing.T) {
	before := 0
	for n := 1; n < 1<<20; n += 1 + n/50 {
		size := blockSize(n)
		if size < n || size < before || size%256 != 0 || n > 2048 && size > n+n/4 {
			t.Fatalf("%d bytes get a block of %d", n, size)
		}
		before = size
	}
}

func TestPool(t *testing.T) {
	var p pool[int]
	p.put(256, 1)
	p.put(256, 2)
	p.put(1024, 3)
	if b, ok := p.get(256); !ok || b != 2 || p.bytes != 1280 || p.largest() != 1024 {
		t.Errorf("got %d, %v; %d bytes remain, %d the largest", b, ok, p.bytes, p.largest())
	}
	if _, ok := p.get(512); ok {
		t.Error("got a block of a size that there is none of")
	}
	if all := p.drain(); len(all) != 2 || p.bytes != 0 || p.largest() != 0 {
		t.Errorf("drained %v", all)
	}
}

// A program that asks for more than an adapter has is rejected.
func TestCheck(t *testing.T) {
	a := wgsl.Least()
	ok := func() *wgsl.Program { return handWritten(2, 1, [2]int{0, 1}) }
	for name, c := range map[string]struct {
		change func(p *wgsl.Program)
		want   string
	}{
		"fits":      {func(p *wgsl.Program) {}, ""},
		"array":     {func(p *wgsl.Program) { p.Buffers[0].Len = 1 << 28 }, "1073741824 bytes, at most 268435456"},
		"bindings":  {func(p *wgsl.Program) { p.Shaders[0].Writes = make([]bool, 9) }, "9 arrays, at most 8"},
		"beyond":    {func(p *wgsl.Program) { p.Commands[0].Launch.Bindings[0].First = 64 }, "elements 64 to 164 of an array of 100"},
		"nothing":   {func(p *wgsl.Program) { p.Commands[0].Launch.Bindings[0].Len = 0 }, "elements 0 to 0"},
		"alignment": {func(p *wgsl.Program) { p.Commands[0].Launch.Bindings[1] = wgsl.Window{Buffer: 1, First: 1, Len: 1} }, "no multiple of 256"},
		"binding": {func(p *wgsl.Program) {
			p.Buffers[0].Len = 1 << 26
			p.Commands[0].Launch.Bindings[0].Len = 1 << 26
		}, "268435456 bytes as its array 0, at most 134217728"},
		"groups": {func(p *wgsl.Program) { p.Commands[0].Launch.Groups[1] = 70000 }, "70000 groups, at most 65535"},
		"inside": {func(p *wgsl.Program) {
			p.Commands[0].Launch.Groups[2] = 0
			p.Commands = []wgsl.Command{{Repeat: &wgsl.Repeat{Turns: 3, Body: p.Commands}}}
		}, "0 groups"},
	} {
		t.Run(name, func(t *testing.T) {
			p := ok()
			c.change(p)
			if err := p.Check(a); (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, want %q", err, c.want)
			}
		})
	}
}
