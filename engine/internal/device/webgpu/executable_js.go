package webgpu

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/ir"
)

// An executable is a program for the GPU. What goes wrong there, the other device
// does instead.
type executable struct {
	device    *Device
	jaxpr     *ir.Jaxpr
	alone     func() device.Executable // on the other device
	placement device.Placement

	mu        sync.Mutex
	program   *wgsl.Program
	printed   wgsl.Adapter // that the program was printed for
	loaded    *loaded
	next      *loaded // that is to replace it
	broken    error   // why it cannot run on the GPU at all
	preparing bool    // by Ready
	failures  int     // of sessions that ended while it ran, in a row
}

// mostFailures is after how many failed sessions in a row that a program took part
// in it is not run on the GPU any more.
const mostFailures = 3

func (d *Device) load(j *ir.Jaxpr, p *wgsl.Program) device.Executable {
	x := &executable{device: d, jaxpr: j, placement: device.On(d, len(j.Eqns)), program: p, printed: d.adapter}
	x.alone = sync.OnceValue(func() device.Executable { return d.rest().Compile(j) })
	if s, err := d.session(); err == nil {
		x.prepare(s)
	}
	return x
}

// prepare prints and loads the program for a session, unless that was done.
func (x *executable) prepare(s *session) (*loaded, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.broken != nil {
		return nil, x.broken
	}
	if x.loaded != nil && x.loaded.session == s {
		return x.retuned(s), nil
	}
	if x.program == nil || x.printed != s.adapter {
		var err error
		if x.program, err = x.device.print(x.jaxpr); err != nil {
			x.broken = err
			return nil, err
		}
		x.printed = s.adapter
	}
	x.placement.Code = 0
	for _, shader := range x.program.Shaders {
		x.placement.Code += len(shader.Source)
	}
	l, err := s.load(x.program)
	if err == nil {
		x.loaded, x.next = l, nil
	}
	if x.program.Tiled {
		s.tune()
	}
	return l, err
}

// Ready implements [device.Preparing]. After the loss of a GPU it looks for another
// one.
func (x *executable) Ready() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.broken != nil {
		return true
	}
	if x.loaded != nil && x.loaded.session.err() == nil {
		return x.loaded.isReady()
	}
	if !x.preparing {
		x.preparing = true
		go func() {
			if s, err := x.device.session(); err == nil {
				_, _ = x.prepare(s) // a run will tell
			}
			x.mu.Lock()
			defer x.mu.Unlock()
			x.preparing = false
		}()
	}
	return false
}

// Placement implements [device.Placed].
func (x *executable) Placement() device.Placement { return x.placement }

// Run runs the program on the GPU or, where that fails, elsewhere. Results are
// there before they are computed.
func (x *executable) Run(in []*device.Tensor) []*device.Tensor {
	// A session may end before this run is handed over: then there is another.
	for range 2 {
		s, err := x.device.session()
		if err != nil {
			break
		}
		out, err := x.runIn(s, in)
		if err == nil {
			return out
		}
		if s.err() == nil {
			x.refuse(err)
			break
		}
	}
	return x.alone().Run(in)
}

// refuse tells why the program is run elsewhere, once if it stays so.
func (x *executable) refuse(err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	switch {
	case errors.Is(err, errMemory):
		device.Notify("the GPU has no memory left for this program: it runs without it this time")
	case x.broken == nil:
		x.broken = err
		device.Notify(fmt.Sprintf("the GPU cannot run this program (%v): it runs without it", err))
	}
}

// ended counts how the sessions ended that the program took part in.
func (x *executable) ended(failed bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if !failed {
		x.failures = 0
		return
	}
	if x.failures++; x.failures == mostFailures {
		x.broken = errors.New("the GPU failed again and again")
		device.Notify("the GPU failed several times while a program ran on it, which now runs without it")
	}
}

// runIn runs the program in a session.
func (x *executable) runIn(s *session, in []*device.Tensor) ([]*device.Tensor, error) {
	l, err := x.prepare(s)
	if err != nil {
		return nil, err
	}
	if err := l.wait(); err != nil {
		return nil, err
	}
	plan := l.program.Plan
	blocks := make([]*block, len(l.program.Buffers))
	operands := make([]*buffer, len(in))
	for i, t := range in {
		if !l.layout.named[i] {
			continue
		}
		if operands[i], err = s.operand(t); err != nil {
			return nil, err
		}
		blocks[i] = operands[i].block
	}
	var held []*block // that are given back if something goes wrong
	defer func() {
		for _, b := range slices.Backward(held) {
			s.release(b)
		}
	}()
	take := func(bytes int) (*block, error) {
		b, err := s.alloc(bytes)
		if err == nil {
			held = append(held, b)
		}
		return b, err
	}
	// The same blocks serve again in the next run, if nobody takes them meanwhile.
	slots := make([]*block, len(l.layout.slots))
	for k, bytes := range l.layout.slots {
		if slots[k], err = take(bytes); err != nil {
			return nil, err
		}
	}
	for _, i := range resultsOf(l.program) {
		b := plan.Out[i].Buffer
		bytes := l.program.Buffers[b].Bytes()
		device.Take(blockSize(bytes))
		if blocks[b], err = take(bytes); err != nil {
			return nil, err
		}
	}
	for b, k := range l.layout.slot {
		if k >= 0 {
			blocks[b] = slots[k]
		}
	}
	if len(l.program.Commands) > 0 {
		if err := l.run(blocks, x); err != nil {
			return nil, err
		}
	}
	s.checkpoint(operands)
	out := x.publish(s, l, in, operands, blocks)
	held = slots
	runtime.KeepAlive(in)
	if device.Profile() != nil {
		s.flush()
	}
	return out, nil
}

// publish makes tensors of the results, each with its history.
func (x *executable) publish(s *session, l *loaded, in []*device.Tensor, operands []*buffer, blocks []*block) []*device.Tensor {
	plan := l.program.Plan
	from := make([]*node, len(in))
	for i, t := range in {
		if operands[i] != nil {
			from[i] = operands[i].node
		} else { // it is not read
			from[i] = outside(device.Deleted(t.Aval()))
		}
	}
	avals := make([]ir.Aval, len(plan.Out))
	for i, o := range plan.Out {
		avals[i] = o.Aval
	}
	_, nodes := newEvaluation(x, from, avals)
	out := make([]*device.Tensor, len(plan.Out))
	made := map[int]*device.Tensor{}
	for i, o := range plan.Out {
		switch {
		case o.Literal != nil:
			out[i] = device.Scalar(o.Literal)
		case o.Buffer < plan.Inputs:
			out[i] = in[o.Buffer].Reshaped(o.Aval.Shape...)
		case o.Aval.Size() == 0:
			out[i] = device.NewLike(o.Aval)
		case made[o.Buffer] != nil:
			out[i] = made[o.Buffer].Reshaped(o.Aval.Shape...)
		default:
			block := blocks[o.Buffer]
			out[i] = device.Resident(o.Aval, &buffer{session: s, block: block, size: o.Aval.Size() * o.Aval.DType.Size(), node: nodes[i]})
			made[o.Buffer] = out[i]
		}
	}
	return out
}

// operand returns the memory of a tensor in the session.
func (s *session) operand(t *device.Tensor) (*buffer, error) {
	for {
		b, ok := t.Buffer().(*buffer)
		if !ok {
			return s.upload(t)
		}
		if b.session == s {
			return b, nil
		}
		if b.session.err() == nil { // it is on another GPU
			t.Bytes()
			return s.upload(t)
		}
		t = b.node.revive()
	}
}

// checkpoint has operands read back that it would be much work to compute again.
func (s *session) checkpoint(operands []*buffer) {
	for _, b := range operands {
		if b == nil || !b.node.isDeep() {
			continue
		}
		r, err := s.fetch(b.block, 0, b.node.aval.Size(), b.node.aval.DType)
		if err != nil {
			return
		}
		b.node.saved()
		dst := device.New(b.node.aval.DType, b.node.aval.Shape...)
		s.encoding.Lock()
		then := func() {
			r.copy(dst.Bytes(), dst.DType)
			b.node.learn(dst)
		}
		if r.batch == s.batch {
			r.batch.then = append(r.batch.then, then)
		}
		s.encoding.Unlock()
	}
}
