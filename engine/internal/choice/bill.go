package choice

import (
	"slices"
	"time"
	"weak"

	"fluxion/engine/internal/device"
)

// A bill is what a run costs: on the base; on the GPU every time; and once, when
// it moves there.
type bill struct{ base, steady, once time.Duration }

// large is from how many bytes on it counts where a tensor lies.
const large = 1 << 16

// bill looks where the operands lie, and remembers them.
func (x *executable) bill(in []*device.Tensor) bill {
	s := x.studied
	var away, fresh, stay, carried int
	for _, t := range in {
		n := t.Size()
		if n < large {
			continue
		}
		held := s.holder != nil && s.holder.Holds(t)
		w := weak.Make(t)
		result := slices.Contains(x.results, w)
		switch {
		case held, result:
		case slices.Contains(x.operands, w):
			stay += n
		default:
			fresh += n
		}
		if result {
			carried += n
		}
		if t.IsAway() {
			away += n
		}
	}
	back := -carried
	for _, v := range x.j.Out {
		a := v.Aval()
		back += a.Size() * a.DType.Size()
	}
	b := bill{base: s.base, steady: s.work, once: copying(stay, s.tolls.up, 0)}
	if x.took > 0 {
		b.base = x.took
	}
	b.base += copying(away, s.tolls.down, s.tolls.wait)
	b.steady += copying(fresh, s.tolls.up, 0)
	// What is computed is read in the end; the small part of what goes from run to
	// run, such as a loss, only now and then.
	if carried == 0 || back >= large {
		b.steady += copying(back, s.tolls.down, s.tolls.wait)
	}
	x.operands = remembered(in)
	return b
}

func copying(bytes int, rate float64, wait time.Duration) time.Duration {
	if bytes <= 0 {
		return 0
	}
	return wait + time.Duration(float64(bytes)*rate)
}

// remembered lists the large tensors, without keeping them.
func remembered(list []*device.Tensor) []weak.Pointer[device.Tensor] {
	var out []weak.Pointer[device.Tensor]
	for _, t := range list {
		if t.Size() >= large {
			out = append(out, weak.Make(t))
		}
	}
	return out
}
