package webgpu

import (
	"syscall/js"

	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/ir"
)

// methods are functions of JavaScript that are called so often that it pays not
// to look for them by name: the first argument is the object.
type methods struct {
	encoder, pass, pipeline, group, dispatch, end, finish, submit, write, bind, create js.Value

	list   js.Value // of one command buffer, for submit
	buffer js.Value // what a buffer is made of, for create
}

func methodsOf(gpu, queue js.Value) methods {
	call := js.Global().Get("Function").Get("prototype").Get("call")
	of := func(object js.Value, name string) js.Value { return call.Call("bind", object.Get(name)) }
	encoder := gpu.Call("createCommandEncoder")
	pass := encoder.Call("beginComputePass")
	return methods{
		encoder: of(gpu, "createCommandEncoder"), pass: of(encoder, "beginComputePass"), pipeline: of(pass, "setPipeline"),
		group: of(pass, "setBindGroup"), dispatch: of(pass, "dispatchWorkgroups"), end: of(pass, "end"), finish: of(encoder, "finish"),
		submit: of(queue, "submit"), write: of(queue, "writeBuffer"), bind: of(gpu, "createBindGroup"), create: of(gpu, "createBuffer"),
		list: js.Global().Get("Array").New(1), buffer: js.Global().Get("Object").New(),
	}
}

// submit hands over what was recorded. s.encoding is held.
func (s *session) submit(encoder js.Value) {
	s.methods.list.SetIndex(0, s.methods.finish.Invoke(encoder))
	s.methods.submit.Invoke(s.queue, s.methods.list)
}

// An encoding records the commands of a run.
type encoding struct {
	*loaded
	blocks  []*block    // by buffer
	run     *executable // nil if there is none
	batch   *batch      // that what was recorded last belongs to
	encoder js.Value
	pass    js.Value
	open    bool // there is an encoder …
	inPass  bool // … and a pass
	shader  int  // that is set in it
}

// run runs the commands on blocks, on behalf of an executable if there is one.
func (l *loaded) run(blocks []*block, x *executable) error {
	s := l.session
	e := &encoding{loaded: l, blocks: blocks, run: x}
	s.encoding.Lock()
	defer s.encoding.Unlock()
	if err := s.err(); err != nil {
		return err
	}
	for b, buffer := range l.program.Buffers {
		if buffer.Zero && l.layout.named[b] {
			e.begin()
			e.encoder.Call("clearBuffer", blocks[b].buffer, 0, buffer.Bytes())
		}
	}
	if err := e.commands(l.program.Commands); err != nil {
		return err
	}
	e.submit()
	return s.pace()
}

// begin makes an encoder if there is none, for the batch at hand.
func (e *encoding) begin() {
	if e.open {
		return
	}
	e.encoder, e.open = e.session.methods.encoder.Invoke(e.session.gpu), true
	if b := e.session.join(); b != e.batch {
		e.batch = b
		b.runs++
		if e.run != nil {
			b.programs = append(b.programs, e.run)
		}
	}
}

// leave ends the pass.
func (e *encoding) leave() {
	if e.inPass {
		e.session.methods.end.Invoke(e.pass)
		e.inPass = false
	}
}

// submit hands over what was recorded so far.
func (e *encoding) submit() {
	if e.leave(); e.open {
		e.session.submit(e.encoder)
		e.open = false
	}
}

func (e *encoding) commands(list []wgsl.Command) error {
	for i := range list {
		switch c := &list[i]; {
		case c.Launch != nil:
			e.launch(e.launches[c.Launch])
		case c.Copy != nil:
			e.begin()
			e.leave()
			d := e.program.Buffers[c.Copy.From].DType
			size := wgsl.ElementSize(d)
			e.encoder.Call("copyBufferToBuffer", e.blocks[c.Copy.From].buffer, size*c.Copy.FromFirst,
				e.blocks[c.Copy.To].buffer, size*c.Copy.ToFirst, wgsl.Buffer{DType: d, Len: c.Copy.Len}.Bytes())
		case c.Repeat != nil:
			if err := e.repeat(c.Repeat); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *encoding) launch(c *launch) {
	m := &e.session.methods
	if !e.inPass {
		e.begin()
		e.pass, e.inPass, e.shader = m.pass.Invoke(e.encoder), true, -1
	}
	if e.shader != c.Shader {
		m.pipeline.Invoke(e.pass, e.pipelines[c.Shader].value)
		e.shader = c.Shader
	}
	group := e.group(c, e.blocks)
	if e.program.Shaders[c.Shader].Uniforms > 0 {
		m.group.Invoke(e.pass, 0, group, e.offsets, c.number, 1)
	} else {
		m.group.Invoke(e.pass, 0, group)
	}
	m.dispatch.Invoke(e.pass, c.Groups[0], c.Groups[1], c.Groups[2])
	e.batch.add(&e.meter)
}

// mostTurns is how many turns are recorded at a time, before the GPU gets them.
const mostTurns = 256

// isFull reports whether what was recorded is to be handed over.
func (e *encoding) isFull() bool {
	return e.batch != nil && e.batch == e.session.batch && e.batch.isFull()
}

// repeat records turns; where it is not known how many, it looks after one, two,
// four … of them, as far as these are one batch, whether there are more.
func (e *encoding) repeat(r *wgsl.Repeat) error {
	if r.Turns > 0 {
		for turn := range r.Turns {
			if e.isFull() || turn%mostTurns == mostTurns-1 {
				e.submit()
				if err := e.session.pace(); err != nil {
					return err
				}
			}
			if err := e.commands(r.Body); err != nil {
				return err
			}
		}
		return nil
	}
	for turns := 1; ; turns = min(2*turns, mostTurns) {
		for turn := range turns {
			if turn > 0 && e.isFull() {
				break
			}
			if err := e.commands(r.Body); err != nil {
				return err
			}
		}
		e.submit()
		going, err := e.look(r.Going)
		if err != nil || !going {
			return err
		}
	}
}

// look reads whether the word of a window is not 0.
func (e *encoding) look(w wgsl.Window) (bool, error) {
	s := e.session
	s.encoding.Unlock()
	defer s.encoding.Lock()
	var word [4]byte
	err := s.read(e.blocks[w.Buffer], w.First, ir.Uint32, word[:])
	return word != [4]byte{}, err
}
