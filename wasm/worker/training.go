//go:build js && wasm

package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"fluxion/engine/regress"
	"fluxion/plots/scene"
	"fluxion/wasm/bridge"
	"fluxion/wasm/picture"
	"fluxion/wasm/service"
)

// updateTime is the least time between two pictures of a training that plays.
const updateTime = 33 * time.Millisecond

// A training is the regression: its data, the trainer, and what is shown of
// it. There is none until the first configure request.
type training struct {
	id      int // of the request that updates answer
	config  bridge.RegressConfig
	view    bridge.RegressView
	trainer *regress.Trainer
	optimum float64
	labels  []float64
	inputs  []float64 // where they lie in the plane; else nil
	history history
	playing bool
	notice  string
}

func (w *worker) regress(r bridge.RegressRequest) (service.Reply, error) {
	t := &w.training
	if r.Action != bridge.ActionConfigure && t.trainer == nil {
		return service.Reply{}, fmt.Errorf("regress request: given %s before the first configure", r.Action)
	}
	switch r.Action {
	case bridge.ActionConfigure:
		if err := t.configure(r.Config, r.View, w.newPace(r.ID, "preparing the data")); err != nil {
			return service.Reply{}, err
		}
	case bridge.ActionPlay:
		t.playing, t.notice = true, ""
	case bridge.ActionPause:
		t.playing = false
	case bridge.ActionStep:
		t.playing, t.notice = false, ""
		t.step()
	case bridge.ActionReset:
		t.playing, t.notice = false, ""
		t.trainer.Reset()
		t.history = newHistory(t.trainer.State())
	case bridge.ActionCheck:
		if t.playing { // the numbers are to be compared with those that are shown
			t.playing = false
			update := w.show(t.trainer.State())
			w.post(update.Kind, update.Message)
		}
		return t.check(r.ID)
	default:
		return service.Reply{}, fmt.Errorf("regress request: given action %q, expected configure, play, pause, step, reset or check", r.Action)
	}
	t.id = r.ID
	return w.show(t.trainer.State()), nil
}

// configure changes data, optimizer and view. What is wrong with them changes
// nothing.
func (t *training) configure(config *bridge.RegressConfig, view *bridge.RegressView, pace *pace) error {
	if t.trainer == nil && (config == nil || view == nil) {
		return errors.New("regress request: the first configure needs a config and a view")
	}
	if config != nil {
		if err := t.setConfig(*config, pace); err != nil {
			return err
		}
	}
	if view != nil {
		t.view = *view
	}
	return nil
}

func (t *training) setConfig(c bridge.RegressConfig, pace *pace) error {
	if c.Dataset == "tutorial" {
		c.Points, c.Noise, c.Seed = 0, 0, 0 // its samples are given
	}
	last := t.config
	last.Optimizer, last.LearningRate = c.Optimizer, c.LearningRate
	if t.trainer == nil || last != c {
		return t.begin(c, pace)
	}
	before := t.trainer.Config()
	if err := t.trainer.SetLearningRate(c.LearningRate); err != nil {
		return err
	}
	if optimizer := regress.Optimizer(c.Optimizer); optimizer != before.Optimizer {
		if err := t.trainer.SetOptimizer(optimizer); err != nil {
			return errors.Join(err, t.trainer.SetLearningRate(before.LearningRate))
		}
	}
	t.config, t.notice = c, ""
	return nil
}

// begin starts afresh with other data.
func (t *training) begin(c bridge.RegressConfig, pace *pace) error {
	data, err := regress.NewDataset(c.Dataset, c.Points, c.Noise, int64(c.Seed))
	if err != nil {
		return err
	}
	trainer, err := regress.New(regress.Config{Data: data, Optimizer: regress.Optimizer(c.Optimizer), LearningRate: c.LearningRate})
	if err != nil {
		return err
	}
	if err := pace.pause(0.5); err != nil {
		return err
	}
	minimum, err := regress.Optimum(data)
	if err != nil {
		return err
	}
	*t = training{
		config: c, view: t.view,
		trainer: trainer,
		optimum: math.NaN(),
		labels:  data.Targets.Float64s(),
		history: newHistory(trainer.State()),
	}
	if minimum.Finite {
		t.optimum = minimum.Loss
	}
	if data.Features() == 2 {
		t.inputs = data.Inputs.Float64s()
	}
	return nil
}

// step takes one step and reports whether it could.
func (t *training) step() bool {
	if err := t.trainer.Step(); err != nil {
		t.notice, t.playing = err.Error(), false
		return false
	}
	t.history.add(t.trainer.State())
	return true
}

// train takes the steps of one update, sends it, and waits for the time of the
// next one or for a request. The longer the training, the more steps: its
// start can be watched, and its end comes soon.
func (w *worker) train() {
	defer bridge.Recover(func(err error) {
		w.training.playing = false
		w.post.Error(w.training.id, err)
	})
	t := &w.training
	started := time.Now()
	before := t.trainer.State()
	for range 1 + before.Step/50 {
		if !t.step() {
			break
		}
		if time.Since(started) > sliceTime {
			break
		}
	}
	state := t.trainer.State()
	if t.playing && slices.Equal(state.W, before.W) && state.B == before.B {
		t.playing, t.notice = false, "The training has ended: in float32, W and b change no more."
	}
	update := w.show(state)
	w.post(update.Kind, update.Message)
	// A channel of times, as time.After has, would bring their calendar into the
	// download.
	due := make(chan struct{})
	timer := time.AfterFunc(max(updateTime-time.Since(started), time.Millisecond), func() { close(due) })
	defer timer.Stop()
	select {
	case <-w.Arrived():
	case <-due:
	}
}

// show returns the present state with its picture.
func (w *worker) show(state regress.State) service.Reply {
	t := &w.training
	steps, losses := t.history.until(state)
	display := scene.Regression(scene.RegressionView{
		Steps: steps, Losses: losses, Optimum: t.optimum, LogLoss: t.view.LogLoss,
		W: state.W, GradW: state.GradW, B: state.B, GradB: state.GradB,
		Probabilities: state.Probabilities, Labels: t.labels, Inputs: t.inputs,
	}, t.view.Width, t.view.Height, picture.Theme(t.view.Dark))
	graphics, layout := display.Encode()
	message := bridge.RegressReply{
		ID:       t.id,
		Graphics: bridge.TypedOf(graphics), Layout: bridge.TypedOf(layout), Texts: picture.Texts(display),
		Step: state.Step, Loss: state.Loss, Optimum: t.optimum,
		W: state.W, GradW: state.GradW, B: state.B, GradB: state.GradB,
		Accuracy: state.Accuracy, Playing: t.playing,
		Notice: t.notice, Description: display.Description,
		Profile: w.profile.Take(),
	}
	if t.view.SVG {
		message.SVG = picture.SVG(display, "Training of a logistic regression")
	}
	return service.Reply{Kind: bridge.TypeRegress, Message: message}
}

// check compares the gradient at the present parameters with differences.
func (t *training) check(id int) (service.Reply, error) {
	result, err := regress.CheckGradient(t.trainer.Config().Data, t.trainer.Params())
	if err != nil {
		return service.Reply{}, err
	}
	message := bridge.CheckReply{ID: id, CheckGrads: bridge.CheckGrads{
		OK:      true,
		Message: "First and second derivatives of the loss agree with differences, in forward and in reverse mode.",
	}}
	if result.CheckGrads != nil {
		message.CheckGrads = bridge.CheckGrads{Message: result.CheckGrads.Error()}
	}
	for _, line := range result.Lines {
		message.Lines = append(message.Lines, bridge.CheckLine(line))
	}
	return service.Reply{Kind: bridge.TypeCheck, Message: message}, nil
}
