package regress

import (
	"math"
	"strings"
	"testing"

	"fluxion/engine"
	_ "fluxion/engine/simd"
)

func made(t *testing.T, c LargeConfig) *Large {
	t.Helper()
	l, err := NewLarge(c)
	if err != nil {
		t.Fatal(err)
	}
	for made, all := l.Blocks(); made < all; made, all = l.Blocks() {
		l.Make()
	}
	return l
}

// meanLoss is the loss in float64, row by row, with its gradient by W and b.
func meanLoss(l *Large, w []float64, b float64) (loss float64, grad []float64) {
	grad = make([]float64, len(w)+1)
	rows := float64(l.config.Rows)
	for _, d := range l.blocks {
		inputs := d.Inputs.Float64s()
		for i, target := range d.Targets.Bools() {
			x := inputs[i*len(w) : (i+1)*len(w)]
			z := b
			for j := range w {
				z += w[j] * x[j]
			}
			p, label := 1/(1+math.Exp(-z)), 0.0
			if target {
				label = 1
				loss -= math.Log(p) / rows
			} else {
				loss -= math.Log1p(-p) / rows
			}
			for j := range w {
				grad[j] += (p - label) * x[j] / rows
			}
			grad[len(w)] += (p - label) / rows
		}
	}
	return loss, grad
}

func TestLargeStep(t *testing.T) {
	l := made(t, LargeConfig{Rows: 5000, Columns: 7, Seed: 3, Optimizer: GradientDescent, LearningRate: 0.5})
	if loss := l.Loss(); math.Abs(loss-math.Ln2) > 1e-6 {
		t.Errorf("the loss where all parameters are 0 is %v, ln 2 is expected", loss)
	}
	_, grad := meanLoss(l, make([]float64, 7), 0)
	l.Step()
	w := append(l.Params().W.Float64s(), l.Params().B.Item())
	for j := range grad {
		if want := -0.5 * grad[j]; math.Abs(w[j]-want) > 1e-6 {
			t.Errorf("parameter %d after a step is %v, expected %v", j, w[j], want)
		}
	}
	if want, _ := meanLoss(l, w[:7], w[7]); math.Abs(l.Loss()-want) > 1e-6 {
		t.Errorf("loss %v, expected %v", l.Loss(), want)
	}
	if l.Steps() != 1 {
		t.Errorf("%d steps are counted", l.Steps())
	}
	if l.Reset(); l.Steps() != 0 || math.Abs(l.Loss()-math.Ln2) > 1e-6 {
		t.Errorf("after a reset: step %d, loss %v", l.Steps(), l.Loss())
	}
}

// TestLargeRecovers finds the hidden parameters again, as well as so many rows
// tell them.
func TestLargeRecovers(t *testing.T) {
	for _, o := range []Optimizer{GradientDescent, Momentum, Adam} {
		rate := map[Optimizer]float64{GradientDescent: 4, Momentum: 1, Adam: 0.1}[o]
		l := made(t, LargeConfig{Rows: 20000, Columns: 5, Seed: 1, Optimizer: o, LearningRate: rate})
		for range 200 {
			l.Step()
		}
		if l.Loss() > l.HiddenLoss() {
			t.Errorf("%s: loss %v, that of the hidden parameters is %v", o, l.Loss(), l.HiddenLoss())
		}
		want := l.Hidden().W.Float64s()
		for j, w := range l.Params().W.Float64s() {
			if math.Abs(w-want[j]) > 0.1 {
				t.Errorf("%s: W%d is %v, the data were drawn with %v", o, j, w, want[j])
			}
		}
	}
}

// TestLargeBlocks trains on blocks of different sizes, as data of more than
// 128 MB have: the sums are those of the rows.
func TestLargeBlocks(t *testing.T) {
	l, err := NewLarge(LargeConfig{Rows: 5000, Columns: 3, Seed: 1, Optimizer: GradientDescent, LearningRate: 1})
	if err != nil {
		t.Fatal(err)
	}
	l.rows = 1900
	for i, n := range []int{1900, 1900, 1200} {
		if made, all := l.Blocks(); made != i || all != 3 {
			t.Fatalf("%d of %d blocks are made, expected %d of 3", made, all, i)
		}
		if l.Make(); l.blocks[i].Targets.Size() != n {
			t.Errorf("block %d has %d rows, expected %d", i, l.blocks[i].Targets.Size(), n)
		}
	}
	if l.Make(); len(l.blocks) != 3 {
		t.Errorf("there are %d blocks", len(l.blocks))
	}
	if a, b := l.blocks[0].Inputs.Float64s(), l.blocks[1].Inputs.Float64s(); a[0] == b[0] {
		t.Error("the blocks begin alike")
	}
	l.Step()
	w := l.Params().W.Float64s()
	want, _ := meanLoss(l, w, l.Params().B.Item())
	if math.Abs(l.Loss()-want) > 1e-6 {
		t.Errorf("loss %v, expected %v", l.Loss(), want)
	}
}

// TestLargeDevices makes and trains on each device.
func TestLargeDevices(t *testing.T) {
	defer func(name string) { _ = engine.SetDevice(name) }(engine.Device())
	var losses []float64
	for _, name := range engine.Devices() {
		if err := engine.SetDevice(name); err != nil {
			t.Fatal(err)
		}
		l := made(t, LargeConfig{Rows: 4000, Columns: 32, Seed: 9, Optimizer: Adam, LearningRate: 0.05})
		for range 5 {
			l.Step()
		}
		losses = append(losses, l.Loss())
		if a := l.Accuracy(); !(a > 0.5 && a < 1) {
			t.Errorf("%s: accuracy %v", name, a)
		}
	}
	for _, loss := range losses {
		if math.Abs(loss-losses[0]) > 1e-5 {
			t.Errorf("losses on %v: %v", engine.Devices(), losses)
		}
	}
}

func TestLargeMisuse(t *testing.T) {
	good := LargeConfig{Rows: MinRows, Columns: 4, Optimizer: Adam, LearningRate: 0.1}
	for _, test := range []struct {
		change func(*LargeConfig)
		say    string
	}{
		{func(c *LargeConfig) { c.Rows = 10 }, "10 rows were asked for, 1000 to 10000000 are possible"},
		{func(c *LargeConfig) { c.Rows = MaxRows + 1 }, "10000001 rows"},
		{func(c *LargeConfig) { c.Columns = 0 }, "0 columns were asked for, 1 to 256"},
		{func(c *LargeConfig) { c.Rows, c.Columns = MaxRows, 64 }, "take 2.6 GB, at most 2.1 GB are possible"},
		{func(c *LargeConfig) { c.LearningRate = math.NaN() }, "learning rate NaN"},
		{func(c *LargeConfig) { c.LearningRate = math.Inf(1) }, "learning rate +Inf"},
		{func(c *LargeConfig) { c.Optimizer = "newton" }, `no optimizer "newton"`},
	} {
		c := good
		test.change(&c)
		if _, err := NewLarge(c); err == nil || !strings.Contains(err.Error(), test.say) {
			t.Errorf("%+v: error %v, expected one that says %q", c, err, test.say)
		}
	}
	if c := (LargeConfig{Rows: 1_000_000, Columns: 32}); c.Bytes() != 129_000_000 {
		t.Errorf("10⁶ × 32 take %d bytes", c.Bytes())
	}
}
