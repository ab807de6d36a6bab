package choice

import (
	"fmt"
	"math"
	"time"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// A study is what was found out about a program in the background.
type study struct {
	*knowledge
	load *load
	base time.Duration // on the base, by what was measured of the classes
	work time.Duration // on the GPU, with the operands there
	main class
}

// study finds out what the program consists of, and has measured what is not
// known of that.
func (x *executable) study() {
	l := survey(kernel.Fuse(x.j))
	if l.alien != nil {
		x.settle(x.base, l.alien.Error())
		return
	}
	k := x.d.know(l.work)
	if k.absent != nil {
		x.stay(k)
		return
	}
	if t, ok := k.gpu.(device.Typed); ok && l.half && !t.Computes(ir.Float16) {
		x.settle(x.base, fmt.Sprintf("this GPU has no %v", ir.Float16))
		return
	}
	s := &study{knowledge: k, load: l, main: l.mainly(&k.rates)}
	first, second := 0.0, float64(k.tolls.call)
	for c, w := range l.work {
		first += w * k.rates[c].first
		second += w * k.rates[c].second
	}
	s.base, s.work = nanoseconds(first), nanoseconds(second)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.studied = s
}

// nanoseconds is a duration that is at most an hour.
func nanoseconds(v float64) time.Duration { return time.Duration(min(v, float64(time.Hour))) }

// refusal says why a program stays which the GPU would take longer for.
func (s *study) refusal() string {
	r, what := s.rates[s.main], about[s.main]
	from := r.crossover(s.tolls)
	if math.IsInf(from, 1) {
		return fmt.Sprintf("%s are never quicker on this GPU: %s against %s, as measured", what.name, brief(s.work), brief(s.base))
	}
	return fmt.Sprintf("%s pay on this GPU from %s %s on, as measured; this has %s", what.name, amount(from), what.unit, amount(s.load.work[s.main]))
}
