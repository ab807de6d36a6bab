package webgpu

import (
	"slices"
	"time"
)

const (
	// batchTime is for about how long a batch keeps the GPU busy, if it can be
	// divided: nobody can interrupt what was handed over.
	batchTime = 50 * time.Millisecond
	// leastLaunch is how long a launch is taken to last at least: programs may have
	// nothing to do at one time, and much at another.
	leastLaunch = 5 * time.Microsecond
)

// A meter knows how long a launch of a program takes on average.
type meter struct{ launch time.Duration }

// usualMeter is that of a program that has not run. It had rather be too much.
var usualMeter = meter{5 * time.Millisecond}

// A load is the launches of a batch.
type load struct {
	start    time.Time     // when the first was recorded
	expected time.Duration // that they keep the GPU busy
	meters   []*meter      // of their programs
}

// add adds a launch of a program.
func (l *load) add(m *meter) {
	l.expected += m.launch
	if len(l.meters) == 0 || l.meters[len(l.meters)-1] != m && !slices.Contains(l.meters, m) {
		l.meters = append(l.meters, m)
	}
}

// measured corrects the meters by when the launches were done, and when what was
// in front of them.
func (l *load) measured(before, done time.Time) {
	if l.expected == 0 {
		return
	}
	if before.Before(l.start) {
		before = l.start
	}
	// Once in a while a batch waits for something else, or word of two comes at the
	// same time.
	factor := max(0.5, min(float64(done.Sub(before))/float64(l.expected), 2))
	for _, m := range l.meters {
		m.launch = max(time.Duration(factor*float64(m.launch)), leastLaunch)
	}
}
