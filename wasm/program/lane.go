//go:build js && wasm

package main

import (
	"errors"
	"fmt"
	"math"
	"time"

	"fluxion/engine"
	"fluxion/engine/regress"
	"fluxion/wasm/bridge"
)

// stretchTime is how long the steps take, about, between two looks at the loss:
// to look at it, a GPU has to be waited for.
const stretchTime = 100 * time.Millisecond

// warmTime is how long steps are taken that do not count: a browser compiles
// what it has run for a while once more, for speed.
const warmTime = 300 * time.Millisecond

// maxStretch bounds the steps that a device is given at a time.
const maxStretch = 1000

// A lane is a place where a race is run.
type lane struct {
	place   string
	device  string
	threads int // at most; 0 is as many as there are
	state   string
	message string

	trainer  *regress.Large
	made     float64 // share of the data
	making   time.Duration
	steps    int
	stretch  int // how many steps to take at a time
	training time.Duration
	loss     float64
	accuracy float64
	curve    curve
}

func newLane(place string) (*lane, error) {
	l := &lane{place: place, device: place, state: bridge.LaneWaiting, stretch: 1, loss: math.NaN(), accuracy: math.NaN()}
	switch place {
	case bridge.PlaceThreads:
		l.device = "wasm"
	case "wasm":
		l.threads = 1
	}
	if _, _, err := engine.DescribeDevice(l.device); err != nil {
		return nil, err
	}
	return l, nil
}

// enter has programs run in this place.
func (l *lane) enter() error {
	if err := engine.SetDevice(l.device); err != nil {
		return err
	}
	return engine.SetThreads(l.threads)
}

// name describes the place.
func (l *lane) name() string {
	kind, threads := l.describe()
	switch {
	case l.place == "wasm":
		return kind + ", 1 thread"
	case l.place == bridge.PlaceThreads && threads > 1:
		return fmt.Sprintf("%s, %d threads", kind, threads)
	case l.place == bridge.PlaceThreads:
		return kind + ", all threads"
	}
	return kind
}

func (l *lane) describe() (kind string, threads int) {
	kind, threads, err := engine.DescribeDevice(l.device)
	if err != nil {
		return l.device, 1
	}
	switch l.device {
	case "host":
		kind = "Go, no generated code"
	case "auto": // it has more than one kind
		kind = "Auto"
	}
	if l.place != bridge.PlaceThreads {
		threads = 1
	}
	return kind, threads
}

// rate returns the steps per second; 0 as long as they are not known.
func (l *lane) rate() float64 {
	if l.training <= 0 {
		return 0
	}
	return float64(l.steps) / l.training.Seconds()
}

func (l *lane) report() bridge.RaceLane {
	_, threads := l.describe()
	return bridge.RaceLane{
		Place: l.place, Kind: l.name(), Threads: threads, State: l.state,
		Made: l.made, MakeSeconds: l.making.Seconds(),
		Steps: l.steps, Seconds: l.training.Seconds(), StepsPerSecond: l.rate(),
		Loss: l.loss, Accuracy: l.accuracy, Message: l.message,
	}
}

// advance does the next part: a block of the data, or some steps.
func (l *lane) advance(r *race) error {
	switch l.state {
	case bridge.LaneWaiting:
		trainer, err := regress.NewLarge(r.train)
		if err != nil {
			return err
		}
		l.trainer, l.state = trainer, bridge.LaneMaking
	case bridge.LaneMaking:
		return l.make(r)
	case bridge.LaneTraining:
		return l.train(r)
	}
	return nil
}

// make makes a block. After the last one it runs the programs of a step, so that
// they are compiled before the time counts.
func (l *lane) make(r *race) error {
	started := time.Now()
	l.trainer.Make()
	done, all := l.trainer.Blocks()
	l.made = float64(done) / float64(all)
	if done < all {
		l.making += time.Since(started)
		return nil
	}
	l.loss = l.trainer.Loss()
	l.making += time.Since(started)
	if math.IsNaN(r.hidden) {
		r.hidden = l.trainer.HiddenLoss()
	}
	for start := time.Now(); time.Since(start) < warmTime; {
		l.trainer.Step()
		l.trainer.Loss()
	}
	l.trainer.Reset()
	l.loss = l.trainer.Loss()
	l.curve.add(0, l.loss)
	l.state = bridge.LaneTraining
	return nil
}

// train takes some steps and looks at the loss.
func (l *lane) train(r *race) error {
	started := time.Now()
	for range l.stretch {
		l.trainer.Step()
	}
	loss := l.trainer.Loss()
	took := time.Since(started)
	l.steps, l.training = l.steps+l.stretch, l.training+took
	if math.IsNaN(loss) || math.IsInf(loss, 0) {
		return fmt.Errorf("the loss is %v after %d steps: the steps are too long. Lower the learning rate, which is %g", loss, l.steps, r.train.LearningRate)
	}
	l.loss = loss
	l.curve.add(l.training.Seconds(), loss)
	switch {
	case took < stretchTime/2:
		l.stretch = min(2*l.stretch, maxStretch)
	case took > 2*stretchTime:
		l.stretch = max(l.stretch/2, 1)
	}
	if r.config.Seconds > 0 && l.training.Seconds() >= r.config.Seconds {
		l.accuracy = l.trainer.Accuracy()
		l.end()
	}
	return nil
}

// end gives the data up.
func (l *lane) end() { l.state, l.trainer = bridge.LaneDone, nil }

// fail ends the lane for a reason.
func (l *lane) fail(err error) {
	l.state, l.message, l.trainer = bridge.LaneFailed, err.Error(), nil
	if failure, ok := errors.AsType[*engine.Error](err); ok {
		l.message = failure.Reason
	}
}

// maxCurve is how many points a curve has at most.
const maxCurve = 1024

// A curve is the loss in the course of time. When it grows too long, every other
// point is dropped.
type curve struct{ seconds, losses []float64 }

func (c *curve) add(seconds, loss float64) {
	if len(c.seconds) >= maxCurve {
		for i := range maxCurve / 2 {
			c.seconds[i], c.losses[i] = c.seconds[2*i], c.losses[2*i]
		}
		c.seconds, c.losses = c.seconds[:maxCurve/2], c.losses[:maxCurve/2]
	}
	c.seconds, c.losses = append(c.seconds, seconds), append(c.losses, loss)
}
