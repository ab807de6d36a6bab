//go:build js && wasm

package main

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"fluxion/engine/regress"
	"fluxion/wasm/bridge"
	"fluxion/wasm/service/servicetest"
)

// configureWith begins a regression of 300 × 200 pixels.
func configureWith(config string) string {
	return `{type: "regress", id: 1, action: "configure", view: {width: 900, height: 600, dark: false, logLoss: false, svg: false}, config: ` + config + `}`
}

const tutorial = `{dataset: "tutorial", points: 0, noise: 0, seed: 0, optimizer: "gradient-descent", learningRate: 0.1}`

func act(action string) string { return `{type: "regress", id: 2, action: "` + action + `"}` }

func TestRegressionStepsAndResets(t *testing.T) {
	m := startWorker(t)
	m.Send(configureWith(tutorial))
	start := servicetest.Expect[bridge.RegressReply](m)
	// The numbers that the tutorial prints.
	if float32(start.Loss) != 2.9729187 || float32(start.GradB) != -0.69001776 || start.Step != 0 || start.Playing {
		t.Errorf("starts with loss %v, ∂b %v, step %d", start.Loss, start.GradB, start.Step)
	}
	m.Send(act(bridge.ActionStep))
	after := servicetest.Expect[bridge.RegressReply](m)
	if after.Step != 1 || after.ID != 2 || !(math.Abs(after.B-(start.B-0.1*start.GradB)) < 1e-6) || !(after.Loss < start.Loss) {
		t.Errorf("after one step: %+v", after)
	}
	m.Send(act(bridge.ActionReset))
	if again := servicetest.Expect[bridge.RegressReply](m); again.Step != 0 || again.Loss != start.Loss || !slices.Equal(again.W, start.W) {
		t.Errorf("after the reset: %+v", again)
	}
}

func TestRegressionPlays(t *testing.T) {
	m := startWorker(t)
	m.Send(configureWith(`{dataset: "moons", points: 300, noise: 0.2, seed: 3, optimizer: "adam", learningRate: 0.05}`))
	start := servicetest.Expect[bridge.RegressReply](m)
	if !(start.Optimum > 0 && start.Optimum < start.Loss) {
		t.Errorf("optimum %v of loss %v", start.Optimum, start.Loss)
	}
	m.Send(act(bridge.ActionPlay))
	last := servicetest.Expect[bridge.RegressReply](m)
	for range 20 {
		update := servicetest.Expect[bridge.RegressReply](m)
		if update.ID != 2 || !update.Playing || update.Step <= last.Step {
			t.Fatalf("step %d after %d, id %d, playing: %v", update.Step, last.Step, update.ID, update.Playing)
		}
		last = update
	}
	// Requests are answered while it plays.
	m.Send(`{type: "parse", id: 9, expr: "x"}`)
	for answered := false; !answered; {
		parsed, ok := m.Next().Message.(bridge.ParseReply)
		answered = ok && parsed.ID == 9
	}
	// A new learning rate keeps what was learnt.
	m.Send(`{type: "regress", id: 3, action: "configure", config: {dataset: "moons", points: 300, noise: 0.2, seed: 3, optimizer: "adam", learningRate: 0.01}}`)
	for last.ID != 3 {
		last = servicetest.Expect[bridge.RegressReply](m)
	}
	if last.Step < 20 || !last.Playing {
		t.Errorf("after another learning rate: step %d, playing: %v", last.Step, last.Playing)
	}
	m.Send(`{type: "regress", id: 4, action: "pause"}`)
	for last.ID != 4 {
		last = servicetest.Expect[bridge.RegressReply](m)
	}
	if last.Playing || !(last.Loss < start.Loss) {
		t.Errorf("paused: loss %v, was %v, playing: %v", last.Loss, start.Loss, last.Playing)
	}
	time.Sleep(4 * updateTime)
	if m.Waiting() {
		t.Errorf("got %s after the pause", m.Next().Kind)
	}
}

func TestRegressionBlowsUp(t *testing.T) {
	m := startWorker(t)
	m.Send(configureWith(`{dataset: "moons", points: 500, noise: 0.3, seed: 1, optimizer: "momentum", learningRate: 1000}`))
	servicetest.Expect[bridge.RegressReply](m)
	m.Send(act(bridge.ActionPlay))
	last := servicetest.Expect[bridge.RegressReply](m)
	for last.Playing {
		last = servicetest.Expect[bridge.RegressReply](m)
	}
	if !strings.Contains(last.Notice, "learning rate") || math.IsNaN(last.Loss) {
		t.Errorf("loss %v, notice %q", last.Loss, last.Notice)
	}
}

func TestRegressionChecksItsGradient(t *testing.T) {
	m := startWorker(t)
	m.Send(configureWith(tutorial))
	start := servicetest.Expect[bridge.RegressReply](m)
	m.Send(act(bridge.ActionCheck))
	got := servicetest.Expect[bridge.CheckReply](m)
	if !got.CheckGrads.OK || got.CheckGrads.Message == "" || len(got.Lines) == 0 {
		t.Fatalf("got %+v", got)
	}
	if got.Lines[0].Autodiff != start.GradB {
		t.Errorf("∂loss/∂b is %v, was %v", got.Lines[0].Autodiff, start.GradB)
	}
	for _, line := range got.Lines {
		if !(math.Abs(line.Difference) < 2e-2*math.Abs(line.Autodiff)) || line.Difference != line.Autodiff-line.Numerical {
			t.Errorf("%+v", line)
		}
	}
}

func TestRegressionPausesToBeChecked(t *testing.T) {
	m := startWorker(t)
	m.Send(configureWith(tutorial))
	servicetest.Expect[bridge.RegressReply](m)
	m.Send(act(bridge.ActionPlay))
	last := servicetest.Expect[bridge.RegressReply](m)
	m.Send(act(bridge.ActionCheck))
	for last.Playing {
		last = servicetest.Expect[bridge.RegressReply](m)
	}
	if got := servicetest.Expect[bridge.CheckReply](m); got.Lines[0].Autodiff != last.GradB {
		t.Errorf("∂loss/∂b is %v, shown is %v", got.Lines[0].Autodiff, last.GradB)
	}
}

// TestRegressionErrors sees that a wrong request changes nothing.
func TestRegressionErrors(t *testing.T) {
	m := startWorker(t)
	m.Send(act(bridge.ActionPlay))
	if got := servicetest.Expect[bridge.Error](m); got.Message != "regress request: given play before the first configure" {
		t.Errorf("got %q", got.Message)
	}
	m.Send(configureWith(tutorial))
	start := servicetest.Expect[bridge.RegressReply](m)
	for want, request := range map[string]string{
		`"spirals"`:                  configureWith(`{dataset: "spirals", points: 300, noise: 0, seed: 0, optimizer: "adam", learningRate: 1}`),
		"5 points":                   configureWith(`{dataset: "moons", points: 5, noise: 0, seed: 0, optimizer: "adam", learningRate: 1}`),
		"learning rate -1":           configureWith(strings.Replace(tutorial, "0.1", "-1", 1)),
		`"newton"`:                   configureWith(strings.Replace(strings.Replace(tutorial, "gradient-descent", "newton", 1), "0.1", "7", 1)),
		`given action "accelerate"`:  act("accelerate"),
		"property config: property ": `{type: "regress", id: 2, action: "configure", config: {}}`,
	} {
		m.Send(request)
		if got := servicetest.Expect[bridge.Error](m); !strings.Contains(got.Message, want) {
			t.Errorf("got %q, which lacks %q", got.Message, want)
		}
	}
	m.Send(act(bridge.ActionStep))
	if after := servicetest.Expect[bridge.RegressReply](m); !(math.Abs(after.B-(start.B-0.1*start.GradB)) < 1e-6) {
		t.Errorf("the step after all the errors: %+v", after)
	}
}

func TestHistoryStaysShortAndEven(t *testing.T) {
	h := newHistory(regress.State{Loss: 1})
	const last = 10*maxHistory + 1
	for step := 1; step <= last; step++ {
		h.add(regress.State{Step: step, Loss: 1 / float64(1+step)})
	}
	steps, losses := h.until(regress.State{Step: last, Loss: -1})
	n := len(steps)
	if n > maxHistory+2 || n < maxHistory/4 || len(losses) != n || steps[0] != 0 || steps[n-1] != last || losses[n-1] != -1 {
		t.Fatalf("got %d points from step %d to %d", n, steps[0], steps[n-1])
	}
	for i := range n - 1 {
		if steps[i] != i*h.every || losses[i] != 1/float64(1+steps[i]) {
			t.Fatalf("point %d is step %d with loss %v", i, steps[i], losses[i])
		}
	}
}
