package webgpu

import (
	"testing"
	"time"
)

// However long the launches of a program take, soon as many are handed over
// together as take a while, and no more.
func TestMeter(t *testing.T) {
	for _, launch := range []time.Duration{time.Microsecond, 20 * time.Microsecond, 10 * time.Millisecond, time.Second} {
		m, now := usualMeter, time.Unix(1, 0)
		ended, launches, took := now, 0, time.Duration(0)
		for range 12 {
			l := load{start: now}
			for launches = 0; l.expected < batchTime; launches++ {
				l.add(&m)
			}
			took = time.Duration(launches) * launch
			ended = ended.Add(took)
			l.measured(ended.Add(-took), ended)
			now = ended.Add(-took / 2) // it is recorded while the GPU is busy
		}
		switch {
		case launches == 1:
		case launch < leastLaunch && took > batchTime || launch >= leastLaunch && (took < batchTime/2 || took > 2*batchTime):
			t.Errorf("of %v each, there are %d launches", launch, launches)
		}
	}
}

// Programs that run together keep their ratio, and what was in front of them does
// not count.
func TestMetersTogether(t *testing.T) {
	start := time.Unix(1, 0)
	slow, quick := meter{6 * time.Millisecond}, meter{2 * time.Millisecond}
	l := load{start: start}
	for _, m := range []*meter{&slow, &quick, &slow, &quick} {
		l.add(m)
	}
	l.measured(start.Add(time.Second), start.Add(time.Second+8*time.Millisecond))
	if slow.launch != 3*time.Millisecond || quick.launch != time.Millisecond {
		t.Errorf("launches take %v and %v", slow.launch, quick.launch)
	}
	var none load
	none.measured(start, start.Add(time.Second))
}
