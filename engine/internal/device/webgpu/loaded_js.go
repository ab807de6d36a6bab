package webgpu

import (
	"encoding/binary"
	"syscall/js"
	"unsafe"

	"fluxion/engine/internal/device/gomemory"
	"fluxion/engine/internal/device/webgpu/wgsl"
)

// A loaded program is ready to be run in a session, or about to be.
type loaded struct {
	session   *session
	program   *wgsl.Program
	layout    layout
	pipelines []*pipeline
	launches  map[*wgsl.Launch]*launch
	meter     meter
	uniforms  *block   // nil if there are none
	offsets   js.Value // of uniforms, by number of the launch
}

// A launch is prepared for being run again and again.
type launch struct {
	*wgsl.Launch
	number int
	groups map[string]js.Value // bind groups by the numbers of the blocks
	// What a bind group is made of, and in it, by binding, where the block goes:
	// to make such objects anew takes longer than all else that a launch needs.
	descriptor js.Value
	resources  []js.Value
}

// mostGroups is how many bind groups of a launch are kept.
const mostGroups = 64

// uniformStep is the distance of places of uniforms, which every GPU accepts.
const uniformStep = 256

// load prepares a program for a session; its shaders are compiled meanwhile.
func (s *session) load(p *wgsl.Program) (*loaded, error) {
	l := &loaded{session: s, program: p, layout: layoutOf(p), launches: map[*wgsl.Launch]*launch{}, meter: usualMeter}
	for _, shader := range p.Shaders {
		l.pipelines = append(l.pipelines, s.pipeline(shader))
	}
	var uniforms []byte
	var offsets []byte
	var prepare func(list []wgsl.Command)
	prepare = func(list []wgsl.Command) {
		for i := range list {
			switch c := &list[i]; {
			case c.Repeat != nil:
				prepare(c.Repeat.Body)
			case c.Launch != nil:
				l.launches[c.Launch] = &launch{Launch: c.Launch, number: len(l.launches), groups: map[string]js.Value{}}
				offsets = binary.LittleEndian.AppendUint32(offsets, uint32(len(uniforms)))
				if p.Shaders[c.Launch.Shader].Uniforms > 0 {
					start := len(uniforms)
					for _, w := range c.Launch.Uniforms {
						uniforms = binary.LittleEndian.AppendUint32(uniforms, w)
					}
					end := start + (max(len(uniforms)-start, 1)+uniformStep-1)/uniformStep*uniformStep
					uniforms = append(uniforms, make([]byte, end-len(uniforms))...)
				}
			}
		}
	}
	prepare(p.Commands)
	if len(uniforms) > 0 {
		buffer, err := attempt(func() js.Value { return s.newBuffer(len(uniforms), uniform|copyTo) })
		if err != nil {
			return nil, err
		}
		l.uniforms = s.register(buffer, len(uniforms))
		s.write(l.uniforms, uniforms)
		bytes := js.Global().Get("Uint8Array").New(len(offsets))
		js.CopyBytesToJS(bytes, offsets)
		l.offsets = js.Global().Get("Uint32Array").New(bytes.Get("buffer"))
	}
	return l, nil
}

// uploadBytes is how much is written to the GPU's memory at a time.
const uploadBytes = 64 << 20

// write copies bytes to the start of a block, in order with the commands.
func (s *session) write(to *block, source []byte) {
	for at := 0; at < len(source); at += uploadBytes {
		part := source[at:min(at+uploadBytes, len(source))]
		address := gomemory.Address(unsafe.Pointer(&part[0]))
		for {
			memory := gomemory.Memory().Get("buffer")
			_, err := attempt(func() js.Value { return s.methods.write.Invoke(s.queue, to.buffer, at, memory, address, len(part)) })
			if err == nil {
				break
			}
			// A call allocates: where the memory grows for that, what was its buffer
			// is none any more, and nothing was written.
			if memory.Get("byteLength").Int() > 0 {
				panic(err)
			}
		}
	}
}

// isReady reports whether all shaders are compiled.
func (l *loaded) isReady() bool {
	for _, p := range l.pipelines {
		select {
		case <-p.done:
		default:
			return false
		}
	}
	return true
}

// wait waits for the shaders and returns what is wrong with them.
func (l *loaded) wait() error {
	for _, p := range l.pipelines {
		wait(p.done, l.session.gone)
		if err := l.session.err(); err != nil {
			return err
		}
		if p.err != nil {
			return p.err
		}
	}
	return nil
}

// group returns the bind group of a launch on blocks.
func (l *loaded) group(c *launch, blocks []*block) js.Value {
	var number [8 * 16]byte
	key := number[:0]
	for _, w := range c.Bindings {
		key = binary.LittleEndian.AppendUint64(key, uint64(blocks[w.Buffer].number))
	}
	if g, ok := c.groups[string(key)]; ok {
		return g
	}
	if len(c.groups) >= mostGroups {
		clear(c.groups)
	}
	if c.resources == nil {
		l.describe(c)
	}
	for i, w := range c.Bindings {
		c.resources[i].Set("buffer", blocks[w.Buffer].buffer)
	}
	g := l.session.methods.bind.Invoke(l.session.gpu, c.descriptor)
	c.groups[string(key)] = g
	return g
}

// describe makes what bind groups of a launch are made of.
func (l *loaded) describe(c *launch) {
	var entries []any
	add := func(first, bytes int) js.Value {
		resource := js.ValueOf(map[string]any{"offset": first, "size": bytes})
		entries = append(entries, map[string]any{"binding": len(entries), "resource": resource})
		return resource
	}
	for _, w := range c.Bindings {
		d := l.program.Buffers[w.Buffer].DType
		c.resources = append(c.resources, add(wgsl.ElementSize(d)*w.First, wgsl.Buffer{DType: d, Len: w.Len}.Bytes()))
	}
	if n := l.program.Shaders[c.Shader].Uniforms; n > 0 {
		add(0, (4*n+15)/16*16).Set("buffer", l.uniforms.buffer)
	}
	c.descriptor = js.ValueOf(map[string]any{"layout": l.pipelines[c.Shader].layout, "entries": entries})
}
