package regress

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"fluxion/engine"
)

func mustData(t testing.TB, name string, n int, noise float64, seed int64) Dataset {
	t.Helper()
	d, err := NewDataset(name, n, noise, seed)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func mustTrainer(t testing.TB, c Config) *Trainer {
	t.Helper()
	trainer, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return trainer
}

func near(a, b, tolerance float64) bool { return math.Abs(a-b) <= tolerance*(1+math.Abs(b)) }

// The trainer starts at the tutorial's numbers, to the last bit.
func TestStartIsTheTutorial(t *testing.T) {
	s := mustTrainer(t, Config{Tutorial(), GradientDescent, 0.1}).State()
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"loss", s.Loss, 2.9729187},
		{"∂W₀", s.GradW[0], -0.433146}, {"∂W₁", s.GradW[1], -0.7354605}, {"∂W₂", s.GradW[2], -1.2598922},
		{"∂b", s.GradB, -0.69001776},
		{"W₀", s.W[0], float64(math.Float32frombits(0xc01c5132))},
		{"W₁", s.W[1], float64(math.Float32frombits(0xc0024897))},
		{"W₂", s.W[2], float64(math.Float32frombits(0x3e527a30))},
		{"b", s.B, float64(math.Float32frombits(0x3fa5d766))},
		{"step", float64(s.Step), 0}, {"accuracy", s.Accuracy, 0.75},
	} {
		if float32(c.got) != float32(c.want) {
			t.Errorf("%s is %v, want %v", c.name, c.got, c.want)
		}
	}
}

// reference is the regression in plain float64 loops.
type reference struct {
	x    [][]float64
	y    []float64
	mean bool
}

func newReference(d Dataset) reference {
	r := reference{y: d.Targets.Float64s(), mean: d.Mean}
	for row := range slices.Chunk(d.Inputs.Float64s(), d.Features()) {
		r.x = append(r.x, row)
	}
	return r
}

// at returns loss, gradient and probabilities at θ = (W…, b): the gradient is
// Σ (p − y)·(x, 1).
func (r reference) at(theta []float64) (loss float64, grad, probs []float64) {
	d := len(theta) - 1
	grad = make([]float64, d+1)
	for i, x := range r.x {
		z := theta[d]
		for k := range d {
			z += theta[k] * x[k]
		}
		p := 1 / (1 + math.Exp(-z))
		probs = append(probs, p)
		loss += math.Log1p(math.Exp(-math.Abs(z))) + max(z, 0) - r.y[i]*z
		for k := range d {
			grad[k] += (p - r.y[i]) * x[k]
		}
		grad[d] += p - r.y[i]
	}
	if r.mean {
		n := float64(len(r.x))
		loss /= n
		for k := range grad {
			grad[k] /= n
		}
	}
	return loss, grad, probs
}

func TestStateAgainstClosedForm(t *testing.T) {
	for _, name := range []string{"tutorial", "blobs", "moons", "circles"} {
		data := mustData(t, name, 777, 0.6, 3)
		for _, dtype := range []engine.DType{engine.Float32, engine.Float64} {
			tolerance := map[engine.DType]float64{engine.Float32: 2e-6, engine.Float64: 1e-14}[dtype]
			trainer := mustTrainer(t, Config{data.asType(dtype), GradientDescent, 0.05})
			theta := append(trainer.State().W, trainer.State().B)
			r := newReference(data)
			for step := range 5 {
				s := trainer.State()
				loss, grad, probs := r.at(append(slices.Clone(s.W), s.B))
				ok := near(s.Loss, loss, tolerance) && near(s.GradB, grad[len(s.W)], tolerance)
				for k := range s.W {
					ok = ok && near(s.GradW[k], grad[k], tolerance) && near(s.W[k], theta[k], 20*tolerance)
				}
				for i, p := range s.Probabilities {
					ok = ok && near(p, probs[i], tolerance)
				}
				if !ok {
					t.Fatalf("%s, %v, step %d: loss %v, gradient %v %v, W %v; the closed form gives %v, %v, %v", name, dtype, step, s.Loss, s.GradW, s.GradB, s.W, loss, grad, theta)
				}
				_, grad, _ = r.at(theta)
				for k := range theta {
					theta[k] -= 0.05 * grad[k]
				}
				if err := trainer.Step(); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestOptimisersReachTheOptimum(t *testing.T) {
	for _, c := range []struct {
		data      string
		optimizer Optimizer
		rate      float64
		steps     int
	}{
		{"moons", GradientDescent, 3, 1500},
		{"moons", Momentum, 0.3, 1500},
		{"moons", Adam, 0.1, 600},
		{"blobs", GradientDescent, 3, 1500},
		{"blobs", Momentum, 0.3, 1500},
		{"blobs", Adam, 0.1, 1500},
		{"circles", GradientDescent, 3, 1500},
		{"circles", Momentum, 0.3, 1500},
		{"circles", Adam, 0.1, 600},
	} {
		name := fmt.Sprintf("%s, %s", c.data, c.optimizer)
		data := mustData(t, c.data, 300, 0.8, 1)
		best, err := Optimum(data)
		if err != nil || !best.Finite {
			t.Fatalf("%s: optimum %+v, %v", name, best, err)
		}
		trainer := mustTrainer(t, Config{data, c.optimizer, c.rate})
		start := trainer.State().Loss
		for range c.steps {
			if err := trainer.Step(); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		end := trainer.State()
		if end.Step != c.steps || end.Loss > best.Loss+1e-5 || end.Loss < best.Loss-1e-6 {
			t.Errorf("%s: the loss went from %v to %v in %d steps, its minimum is %v", name, start, end.Loss, end.Step, best.Loss)
		}
	}
}

// On the tutorial's data, which a plane separates, the loss falls towards 0.
func TestSeparableLossFallsForever(t *testing.T) {
	trainer := mustTrainer(t, Config{Tutorial(), GradientDescent, 0.5})
	for loss := trainer.State().Loss; loss > 0.05; loss = trainer.State().Loss {
		before := loss
		for range 100 {
			if err := trainer.Step(); err != nil {
				t.Fatal(err)
			}
		}
		if trainer.State().Loss >= before {
			t.Fatalf("the loss rose from %v to %v in 100 steps", before, trainer.State().Loss)
		}
	}
	if a := trainer.State().Accuracy; a != 1 {
		t.Errorf("the accuracy is %v, want 1", a)
	}
}

func TestDivergenceKeepsTheLastGoodState(t *testing.T) {
	for _, o := range []Optimizer{GradientDescent, Momentum, Adam} {
		for _, rate := range []float64{1e3, 1e38} {
			trainer := mustTrainer(t, Config{mustData(t, "moons", 200, 0.5, 1), o, 0.1})
			take := func(steps int) (err error) {
				for i := 0; i < steps && err == nil; i++ {
					err = trainer.Step()
				}
				return err
			}
			if err := take(3); err != nil {
				t.Fatal(err)
			}
			if err := trainer.SetLearningRate(rate); err != nil {
				t.Fatal(err)
			}
			err := take(100)
			var diverged *Diverged
			if !errors.As(err, &diverged) {
				t.Fatalf("%s, rate %g: error %v, want a Diverged", o, rate, err)
			}
			state := trainer.State()
			if diverged.Step != state.Step+1 || diverged.LearningRate != rate || !(math.IsNaN(diverged.Value) || math.IsInf(diverged.Value, 0)) {
				t.Errorf("%s, rate %g: %+v after step %d", o, rate, diverged, state.Step)
			}
			if want := fmt.Sprintf("before step %d, after which", state.Step+1); !strings.Contains(err.Error(), want) {
				t.Errorf("the error reads %q, want %q in it", err, want)
			}
			for _, v := range append(append(state.W, state.GradW...), state.B, state.GradB, state.Loss) {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Errorf("%s, rate %g: the state is not finite: %+v", o, rate, state)
				}
			}
			// Nothing has changed, and a lower rate goes on from there.
			if again := trainer.Step(); again == nil || again.Error() != err.Error() {
				t.Errorf("%s, rate %g: the next step gives %v, want %v", o, rate, again, err)
			}
			if err := trainer.SetLearningRate(1e-6); err != nil {
				t.Fatal(err)
			}
			if err := trainer.Step(); err != nil {
				t.Errorf("%s, after rate %g: %v", o, rate, err)
			}
		}
	}
}

func TestDivergedNamesWhatIsNotFinite(t *testing.T) {
	nan := math.NaN()
	good := func() point {
		p := InitialParams(2)
		return point{Params: p, Grad: p, Loss: p.B, Probabilities: p.W}
	}
	for _, c := range []struct {
		want string
		harm func(*point)
	}{
		{"", func(*point) {}},
		{"W", func(p *point) { p.Params.W = engine.FromFloat64s([]float64{1, nan}) }},
		{"b", func(p *point) { p.Params.B = engine.Num(math.Inf(-1)) }},
		{"loss", func(p *point) { p.Loss = engine.Num(nan) }},
		{"the gradient", func(p *point) { p.Grad.W = engine.FromFloat64s([]float64{nan, 1}) }},
		{"the gradient", func(p *point) { p.Grad.B = engine.Num(nan) }},
	} {
		p := good()
		c.harm(&p)
		if what, _ := p.infinite(); what != c.want {
			t.Errorf("%q is found, want %q", what, c.want)
		}
	}
}

func TestResetAndChanges(t *testing.T) {
	data := mustData(t, "moons", 200, 0.2, 1)
	trainer := mustTrainer(t, Config{data, Momentum, 0.1})
	run := func() string {
		for range 10 {
			if err := trainer.Step(); err != nil {
				t.Fatal(err)
			}
		}
		return fmt.Sprint(trainer.State())
	}
	start := fmt.Sprint(trainer.State())
	first := run()
	trainer.Reset()
	if again := fmt.Sprint(trainer.State()); again != start {
		t.Errorf("reset leads to %s, want %s", again, start)
	}
	if again := run(); again != first {
		t.Errorf("after a reset the steps differ: %s, want %s", again, first)
	}
	// A change of optimiser keeps the parameters, and its first step forgets the
	// velocity: it is that of gradient descent.
	before := trainer.State()
	if err := trainer.SetOptimizer(GradientDescent); err != nil {
		t.Fatal(err)
	}
	if err := trainer.SetLearningRate(0.25); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(trainer.State()) != fmt.Sprint(before) || trainer.Config().LearningRate != 0.25 || trainer.Config().Optimizer != GradientDescent {
		t.Errorf("changing the optimiser changed the state")
	}
	if err := trainer.Step(); err != nil {
		t.Fatal(err)
	}
	if got, want := trainer.State().B, before.B-0.25*before.GradB; !near(got, want, 1e-7) {
		t.Errorf("b is %v after a step of gradient descent, want %v", got, want)
	}
}

func TestBadConfigs(t *testing.T) {
	good := Config{Tutorial(), Adam, 0.1}
	with := func(change func(*Config)) Config { c := good; change(&c); return c }
	inputs := func(x engine.Array) Config { return with(func(c *Config) { c.Data.Inputs = x }) }
	for _, c := range []struct {
		config Config
		want   string
	}{
		{Config{}, "has no inputs or no targets"},
		{with(func(c *Config) { c.LearningRate = 0 }), "learning rate 0 is given, a positive number"},
		{with(func(c *Config) { c.LearningRate = -1 }), "learning rate -1"},
		{with(func(c *Config) { c.LearningRate = math.NaN() }), "learning rate NaN"},
		{with(func(c *Config) { c.LearningRate = math.Inf(1) }), "learning rate +Inf"},
		{with(func(c *Config) { c.LearningRate = 1e300 }), "learning rate 1e+300 is given, a positive number in the range of float32"},
		{with(func(c *Config) { c.Optimizer = "newton" }), `there is no optimizer "newton" (known: gradient-descent, momentum, adam)`},
		{with(func(c *Config) { c.Optimizer = "" }), `there is no optimizer ""`},
		{inputs(engine.Zeros([]int{4}, engine.Float32)), "shape [4], floats of shape (samples, features)"},
		{inputs(engine.Zeros([]int{4, 3}, engine.Int32)), "inputs are int32"},
		{inputs(engine.Zeros([]int{0, 3}, engine.Float32)), "at least one of each"},
		{inputs(engine.Zeros([]int{5, 3}, engine.Float32)), "5 bools are expected"},
		{inputs(engine.Full([]int{4, 3}, math.NaN(), engine.Float32)), "feature 0 of sample 0 is NaN"},
		{inputs(engine.Full([]int{4, 3}, 1e6, engine.Float32)), "loss is +Inf at the initial parameters; scale the inputs down"},
		{with(func(c *Config) { c.Data.Targets = engine.Zeros([]int{4}, engine.Float32) }), "targets are float32 of shape [4], 4 bools are expected"},
	} {
		trainer, err := New(c.config)
		if err == nil || trainer != nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q in it", err, c.want)
		}
	}
}

func BenchmarkStep(b *testing.B) {
	for _, name := range []string{"tutorial", "moons"} {
		data := mustData(b, name, MaxPoints, 0.2, 1)
		for _, o := range []Optimizer{GradientDescent, Adam} {
			b.Run(name+"/"+string(o), func(b *testing.B) {
				trainer := mustTrainer(b, Config{data, o, 0.1})
				for b.Loop() {
					if err := trainer.Step(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
