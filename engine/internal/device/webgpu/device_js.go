package webgpu

import (
	"fmt"
	"sync"
	"time"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/webgpu/wgsl"
)

// A machine is the GPU of this program, which may be lost and found again.
type machine struct {
	options options

	opening sync.Mutex // held while a session is opened
	current *session
	adapter wgsl.Adapter
	tuning  bool      // the fastest tile is being looked for
	refused error     // why there was no GPU at the last try, if there was none …
	until   time.Time // … before which no other is made
}

// machineOf returns what prints for an adapter, and runs nothing.
func machineOf(a wgsl.Adapter) machine { return machine{adapter: a} }

// patience is how long no GPU is asked for after there was none.
const patience = 5 * time.Second

// Ask asks for a GPU if there has been none so far, and returns why there still is
// none. It costs nothing to ask often.
func (m *machine) Ask() error {
	m.opening.Lock()
	found := m.current != nil
	m.opening.Unlock()
	if found {
		return nil
	}
	_, err := m.session()
	return err
}

// session returns the current session, and begins another one if it has ended.
func (m *machine) session() (*session, error) {
	m.opening.Lock()
	defer m.opening.Unlock()
	if m.current != nil && m.current.err() == nil {
		return m.current, nil
	}
	if m.refused != nil && time.Now().Before(m.until) {
		return nil, m.refused
	}
	s, err := m.begin()
	if err != nil {
		if m.current != nil {
			device.Notify(fmt.Sprintf("there is no GPU at present (%v); what it was to do is done without it", err))
		}
		m.refused, m.until = err, time.Now().Add(patience)
		return nil, err
	}
	m.current, m.adapter, m.refused = s, s.adapter, nil
	return s, nil
}

// begin begins a session.
func (m *machine) begin() (*session, error) {
	gpu, adapter, err := request(m.options.restrict)
	if err != nil {
		return nil, err
	}
	s := newSession(m, gpu, adapter)
	if err := s.probe(); err != nil {
		return nil, err
	}
	s.adapter.Tile = m.recallTile(s.adapter)
	return s, nil
}

// Adapter returns what the GPU offers.
func (m *machine) Adapter() wgsl.Adapter { return m.adapter }

// Holds implements [device.Holder].
func (d *Device) Holds(t *device.Tensor) bool {
	b, ok := t.Buffer().(*buffer)
	return ok && b.session.machine == &d.machine && b.session.err() == nil
}

// Hold implements [device.Holder]. Where it fails, a run will tell.
func (d *Device) Hold(t *device.Tensor) {
	if s, err := d.session(); err == nil && s.adapter.Holds(t.DType) && t.Len() > 0 {
		_, _ = s.operand(t)
	}
}
