//go:build js && wasm

package main

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"time"

	"fluxion/engine"
	"fluxion/engine/regress"
	"fluxion/plots/scene"
	"fluxion/wasm/bridge"
	"fluxion/wasm/picture"
	"fluxion/wasm/service"
)

// raceUpdate is the least time between two pictures of a race.
const raceUpdate = 100 * time.Millisecond

// A race is the training on large data in several places, one after another: in
// each the data are made, trained on for a time, and given up, so that they take
// their memory once.
type race struct {
	worker  *worker
	id      int
	config  bridge.RaceConfig
	train   regress.LargeConfig
	view    bridge.RegressView
	lanes   []*lane
	now     int // the lane that runs; len(lanes) when all have
	paused  bool
	stopped bool
	hidden  float64
	shown   time.Time
}

// running reports whether there is something to do.
func (r *race) running() bool { return r != nil && !r.stopped && !r.paused && r.now < len(r.lanes) }

func (w *worker) raced(q bridge.RaceRequest) (service.Reply, error) {
	r := w.race
	if q.Action == bridge.ActionBegin {
		if q.Config == nil || q.View == nil {
			return service.Reply{}, errors.New("race request: begin needs a config and a view")
		}
		r, err := w.newRace(q.ID, *q.Config, *q.View)
		if err != nil {
			return service.Reply{}, err
		}
		w.race.stop()
		w.race = r
		return r.show(), nil
	}
	if r == nil {
		return service.Reply{}, fmt.Errorf("race request: given %s before the first begin", q.Action)
	}
	switch q.Action {
	case bridge.ActionPause:
		r.paused = true
	case bridge.ActionPlay:
		r.paused = false
	case bridge.ActionStop:
		r.stop()
	case bridge.ActionView:
		if q.View == nil {
			return service.Reply{}, errors.New("race request: view needs a view")
		}
		r.view = *q.View
	default:
		return service.Reply{}, fmt.Errorf("race request: given action %q, expected begin, pause, play, stop or view", q.Action)
	}
	r.id = q.ID
	return r.show(), nil
}

func (w *worker) newRace(id int, c bridge.RaceConfig, view bridge.RegressView) (*race, error) {
	train := regress.LargeConfig{
		Rows: c.Rows, Columns: c.Columns, Seed: int64(c.Seed),
		Optimizer: regress.Optimizer(c.Optimizer), LearningRate: c.LearningRate,
	}
	if _, err := regress.NewLarge(train); err != nil {
		return nil, err
	}
	if len(c.Places) == 0 {
		return nil, errors.New("race request: given no places, expected one or more")
	}
	if !(c.Seconds >= 0) {
		return nil, fmt.Errorf("race request: given %v seconds, expected 0 or more", c.Seconds)
	}
	r := &race{worker: w, id: id, config: c, train: train, view: view, hidden: math.NaN()}
	for _, place := range c.Places {
		l, err := newLane(place)
		if err != nil {
			return nil, err
		}
		r.lanes = append(r.lanes, l)
	}
	return r, nil
}

// stop ends a race, if there is one, and gives its data up.
func (r *race) stop() {
	if r == nil || r.stopped {
		return
	}
	r.stopped = true
	for _, l := range r.lanes {
		if l.trainer != nil {
			l.end()
		}
	}
	r.free()
}

// free returns the memory of data that were given up.
func (r *race) free() {
	for range 2 { // what the first one finds, the second one frees
		runtime.GC()
		service.Yield()
	}
	debug.SetMemoryLimit(memoryLimit(r.worker.heapLimit))
}

// errStopped ends a step in the middle of which the race was stopped.
var errStopped = errors.New("the race was stopped")

// turn does a part of the work, in the place whose turn it is, and shows how the
// race stands when it is time for that.
func (r *race) turn() {
	l := r.lanes[r.now]
	before, threads := engine.Device(), engine.MostThreads()
	err := r.attempt(l)
	restore(before, threads)
	if r.stopped {
		return
	}
	if err != nil {
		l.fail(err)
	}
	if l.state == bridge.LaneDone || l.state == bridge.LaneFailed {
		l.trainer = nil
		r.now++
		r.free()
	}
	if now := time.Now(); now.Sub(r.shown) >= raceUpdate || !r.running() {
		r.shown = now
		reply := r.show()
		r.worker.post(reply.Kind, reply.Message)
	}
	service.Yield()
}

// restore has programs run again where they ran before.
func restore(device string, threads int) {
	if err := engine.SetDevice(device); err != nil {
		panic(err) // BUG: it was the device just before
	}
	if err := engine.SetThreads(threads); err != nil {
		panic(err) // BUG: it was a number of threads just before
	}
}

// attempt runs the part of a lane. Requests come in meanwhile.
func (r *race) attempt(l *lane) (err error) {
	engine.SetInterrupt(r.glance)
	defer engine.SetInterrupt(nil)
	defer func() {
		switch p := recover().(type) {
		case nil:
		case error:
			err = p
		default:
			err = errors.New(fmt.Sprint(p))
		}
	}()
	if err := l.enter(); err != nil {
		return err
	}
	debug.SetMemoryLimit(max(memoryLimit(r.worker.heapLimit), int64(r.train.Bytes())+memoryLimit(r.worker.heapLimit)/2))
	return l.advance(r)
}

// glance lets requests about the race in while a device computes.
func (r *race) glance() {
	w := r.worker
	if time.Since(w.yielded) < sliceTime {
		return
	}
	service.Yield()
	w.yielded = time.Now()
	for {
		request, waited := w.Pull(func(q service.Request) bool { return q.Type == bridge.TypeRace })
		if !waited {
			break
		}
		w.post.Answer(request, w.dispatch)
	}
	if r.stopped {
		panic(errStopped)
	}
}

// show returns how the race stands, with its picture.
func (r *race) show() service.Reply {
	view := scene.RaceView{Hidden: r.hidden, LogLoss: r.view.LogLoss}
	message := bridge.RaceReply{
		ID:      r.id,
		Running: !r.stopped && r.now < len(r.lanes), Paused: r.paused,
		Bytes: r.train.Bytes(), HiddenLoss: r.hidden,
		Profile: r.worker.profile.Take(),
	}
	for _, l := range r.lanes {
		view.Lanes = append(view.Lanes, scene.RaceLane{
			Name: l.name(), Seconds: l.curve.seconds, Losses: l.curve.losses, StepsPerSecond: l.rate(),
		})
		message.Lanes = append(message.Lanes, l.report())
	}
	display := scene.Race(view, r.view.Width, r.view.Height, picture.Theme(r.view.Dark))
	graphics, layout := display.Encode()
	message.Graphics, message.Layout = bridge.TypedOf(graphics), bridge.TypedOf(layout)
	message.Texts, message.Description = picture.Texts(display), display.Description
	if r.view.SVG {
		message.SVG = picture.SVG(display, "The same training in several places")
	}
	return service.Reply{Kind: bridge.TypeRace, Message: message}
}
