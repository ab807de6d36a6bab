package regress

import (
	"fmt"
	"math"

	"fluxion/engine"
)

// A Config says what to train and how.
type Config struct {
	Data         Dataset
	Optimizer    Optimizer
	LearningRate float64 // positive
}

// A State is where the training stands after some steps: the parameters, and
// everything else at these parameters.
type State struct {
	Step          int
	Loss          float64
	W, GradW      []float64
	B, GradB      float64
	Probabilities []float64 // of each sample being true
	Accuracy      float64   // share of samples whose label has probability ≥ ½
}

// A Diverged error says that a step led out of the finite numbers. The trainer
// did not take it: it stays at its last finite state.
type Diverged struct {
	Step         int     // the step that was not taken
	What         string  // what would not be finite: "loss", "W", "b" or "the gradient"
	Value        float64 // what it would be: NaN or ±Inf
	LearningRate float64
}

// Error says what happened and what to do about it.
func (e *Diverged) Error() string {
	name := e.What
	if name == "loss" {
		name = "the loss"
	}
	why := "the steps are too long"
	if e.What == "loss" && math.IsInf(e.Value, 1) {
		why = "a label's probability is rounded to 0, whose logarithm is −∞"
	}
	return fmt.Sprintf("training stopped before step %d, after which %s would be %v: %s. Lower the learning rate, which is %g, or reset", e.Step, name, e.Value, why, e.LearningRate)
}

// A Trainer takes steps of an optimiser. It is not safe for use from several
// goroutines at once.
type Trainer struct {
	config Config
	rate   engine.Array
	step   int
	at     point
	memory Memory
	// advance takes one step, evaluate computes what belongs to parameters. Both
	// are compiled once: the learning rate is an operand.
	advance  func(progress) progress
	evaluate func(Params) point
}

// A point is parameters with all that is shown of them.
type point struct {
	Params, Grad        Params
	Loss, Probabilities engine.Array
}

type progress struct {
	At     point
	Memory Memory
	Rate   engine.Array
}

// New returns a trainer at the tutorial's initial parameters, or an error that
// says what is wrong with the configuration.
func New(c Config) (*Trainer, error) {
	if err := c.Data.check(); err != nil {
		return nil, err
	}
	t := &Trainer{config: c}
	if err := t.SetLearningRate(c.LearningRate); err != nil {
		return nil, err
	}
	differentiated := engine.ValueAndGradAux(func(p Params) (loss, preds engine.Array) {
		preds = Predict(p, c.Data.Inputs)
		return c.Data.lossOf(preds), preds
	})
	evaluate := func(p Params) point {
		loss, preds, grad := differentiated(p)
		return point{Params: p, Grad: grad, Loss: loss, Probabilities: preds}
	}
	t.evaluate = engine.JitNamed("loss", evaluate)
	t.Reset()
	if err := t.SetOptimizer(c.Optimizer); err != nil {
		return nil, err
	}
	if what, value := t.at.infinite(); what != "" {
		return nil, fmt.Errorf("regress: data set %q: %s is %v at the initial parameters; scale the inputs down", c.Data.Name, what, value)
	}
	return t, nil
}

// Step takes one step. The error is a *Diverged if the step would lead out of
// the finite numbers; the state is then unchanged, so that training can go on
// with a lower learning rate.
func (t *Trainer) Step() error {
	next := t.advance(progress{t.at, t.memory, t.rate})
	if what, value := next.At.infinite(); what != "" {
		return &Diverged{Step: t.step + 1, What: what, Value: value, LearningRate: t.config.LearningRate}
	}
	t.at, t.memory = next.At, next.Memory
	t.step++
	return nil
}

// infinite names a part that is not finite, with a value of it.
func (p point) infinite() (what string, value float64) {
	for _, part := range []struct {
		name string
		x    engine.Array
	}{{"W", p.Params.W}, {"b", p.Params.B}, {"loss", p.Loss}, {"the gradient", p.Grad.W}, {"the gradient", p.Grad.B}} {
		for _, v := range part.x.Float64s() {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return part.name, v
			}
		}
	}
	return "", 0
}

// Reset returns to the initial parameters, forgetting all steps.
func (t *Trainer) Reset() {
	t.step = 0
	t.at = t.evaluate(InitialParams(t.config.Data.Features()).AsType(t.config.Data.Inputs.DType()))
	t.memory = t.config.Optimizer.Begin(t.at.Params)
}

// SetLearningRate changes the learning rate from the next step on.
func (t *Trainer) SetLearningRate(rate float64) error {
	d := t.config.Data.Inputs.DType()
	rounded := engine.Scalar(rate, d)
	if r := rounded.Item(); !(r > 0) || math.IsInf(r, 0) {
		return fmt.Errorf("regress: learning rate %v is given, a positive number in the range of %v is expected", rate, d)
	}
	t.config.LearningRate, t.rate = rate, rounded
	return nil
}

// SetOptimizer changes the optimiser from the next step on; the parameters are
// kept, and the new optimiser starts without memory.
func (t *Trainer) SetOptimizer(o Optimizer) error {
	if err := o.check(); err != nil {
		return err
	}
	t.config.Optimizer = o
	t.memory = o.Begin(t.at.Params)
	evaluate := t.evaluate
	t.advance = engine.JitNamed("step", func(p progress) progress {
		params, memory := o.Update(p.At.Params, p.At.Grad, p.Memory, p.Rate)
		return progress{evaluate(params), memory, p.Rate}
	})
	return nil
}

// Config returns the configuration as it is now.
func (t *Trainer) Config() Config { return t.config }

// Params returns the parameters.
func (t *Trainer) Params() Params { return t.at.Params }

// State returns where the training stands.
func (t *Trainer) State() State {
	s := State{
		Step:          t.step,
		Loss:          t.at.Loss.Item() + 0, // not −0, where all labels are certain
		W:             t.at.Params.W.Float64s(),
		B:             t.at.Params.B.Item(),
		GradW:         t.at.Grad.W.Float64s(),
		GradB:         t.at.Grad.B.Item(),
		Probabilities: t.at.Probabilities.Float64s(),
	}
	right := 0
	for i, label := range t.config.Data.Targets.Bools() {
		if (s.Probabilities[i] >= 0.5) == label {
			right++
		}
	}
	s.Accuracy = float64(right) / float64(len(s.Probabilities))
	return s
}
