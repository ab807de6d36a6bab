package regress

import (
	"fmt"
	"math"

	"fluxion/engine"
	"fluxion/engine/random"
)

// A LargeConfig describes data that are too many to be handed around, and how to
// train on them.
type LargeConfig struct {
	Rows, Columns int
	Seed          int64
	Optimizer     Optimizer
	LearningRate  float64 // positive
}

// The sizes of large data. Their product is bounded too, by MaxBytes.
const (
	MinRows, MaxRows = 1000, 10_000_000
	MaxColumns       = 256
	MaxBytes         = 2 << 30
)

// blockElements is how many inputs a block may have: as many as every GPU binds
// at once, which is 128 MB.
const blockElements = 1 << 25

// Bytes returns the size of the data in memory: float32 inputs and bool targets.
func (c LargeConfig) Bytes() int { return c.Rows * (4*c.Columns + 1) }

// check reports what cannot be made.
func (c LargeConfig) check() error {
	switch {
	case c.Rows < MinRows || c.Rows > MaxRows:
		return fmt.Errorf("regress: %d rows were asked for, %d to %d are possible", c.Rows, MinRows, MaxRows)
	case c.Columns < 1 || c.Columns > MaxColumns:
		return fmt.Errorf("regress: %d columns were asked for, 1 to %d are possible", c.Columns, MaxColumns)
	case c.Bytes() > MaxBytes:
		return fmt.Errorf("regress: %d rows of %d columns take %.1f GB, at most %.1f GB are possible", c.Rows, c.Columns, float64(c.Bytes())/1e9, MaxBytes/1e9)
	case !(c.LearningRate > 0) || math.IsInf(c.LearningRate, 0):
		return fmt.Errorf("regress: learning rate %v is given, a positive number is expected", c.LearningRate)
	}
	return c.Optimizer.check()
}

// A Large trainer makes random data where the programs run, by the same
// generator as jax.random, and trains on them. They are standard normal inputs,
// and targets that a logistic model with hidden parameters has drawn, so that no
// training gets far below the loss of that model. Equal seeds make equal data,
// up to the rounding of the device.
//
// The data are blocks of rows. A step sums the loss and its gradient up over all
// of them, and nothing leaves the device until somebody asks for a number. It is
// not safe for use from several goroutines at once.
type Large struct {
	config LargeConfig
	hidden Params
	key    random.Key
	blocks []block
	rows   int // of a block, the last one perhaps fewer

	at     Params
	sum    sum
	memory Memory
	rate   engine.Array
	step   int

	draw   map[int]func(drawing) block // by the rows of a block
	first  func(firstPart) stepped
	more   func(part) sum
	counts func(part) engine.Array
}

// A block is some rows of the data.
type block struct {
	Inputs  engine.Array // float32, shape (rows, columns)
	Targets engine.Array // bool, shape (rows,)
}

// A sum is the mean loss with its gradient, as far as blocks were added up.
type sum struct {
	Loss engine.Array
	Grad Params
}

type drawing struct {
	Key    random.Key
	Block  engine.Array
	Hidden Params
}

type part struct {
	At   Params
	Sum  sum
	Data block
}

// A firstPart is an optimiser's step and the first block at where it leads.
type firstPart struct {
	At     Params
	Sum    sum
	Memory Memory
	Rate   engine.Array
	Data   block
}

type stepped struct {
	At     Params
	Sum    sum
	Memory Memory
}

// NewLarge returns a trainer without data, or an error that says what cannot be
// made. Make makes them.
func NewLarge(c LargeConfig) (*Large, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	// Blocks of one size are made and read by one program.
	n := (c.Rows*c.Columns + blockElements - 1) / blockElements
	keys := random.Split(random.NewKey(c.Seed), 3)
	l := &Large{
		config: c,
		key:    keys.At(0),
		hidden: Params{
			W: random.Normal(keys.At(1), []int{c.Columns}, engine.Float32),
			B: random.Normal(keys.At(2), nil, engine.Float32),
		},
		rows: (c.Rows + n - 1) / n,
		rate: engine.Scalar(c.LearningRate, engine.Float32),
		draw: map[int]func(drawing) block{},
	}
	add := func(p part) sum {
		loss, grad := engine.ValueAndGrad(func(at Params) engine.Array { return l.loss(at, p.Data) })(p.At)
		return sum{p.Sum.Loss.Add(loss), p.Sum.Grad.with(grad, engine.Array.Add)}
	}
	l.more = engine.JitNamed("add", add)
	l.first = engine.JitNamed("step", func(p firstPart) stepped {
		params, memory := c.Optimizer.Update(p.At, p.Sum.Grad, p.Memory, p.Rate)
		return stepped{params, add(part{params, zero(params), p.Data}), memory}
	})
	l.counts = engine.JitNamed("accuracy", func(p part) engine.Array {
		right := engine.Eq(engine.Gt(logits(p.At, p.Data), engine.Num(0)), p.Data.Targets)
		return p.Sum.Loss.Add(engine.Sum(right.AsType(engine.Float32)).Mul(engine.Num(1 / float64(c.Rows))))
	})
	return l, nil
}

// zero is the sum of no blocks.
func zero(p Params) sum {
	return sum{engine.Scalar(0, engine.Float32), p.each(engine.ZerosLike)}
}

func logits(p Params, d block) engine.Array { return engine.Dot(d.Inputs, p.W).Add(p.B) }

// loss returns what a block adds to the mean over all rows of −log of the
// probability given to the true label. Other than the tutorial's formula it is
// finite for all finite parameters: among many samples there are some of which
// the model is wrongly certain.
func (l *Large) loss(p Params, d block) engine.Array {
	z := logits(p, d)
	wrong := engine.Where(d.Targets, engine.Neg(z), z)
	return engine.Sum(engine.Softplus(wrong)).Mul(engine.Num(1 / float64(l.config.Rows)))
}

// Blocks returns how many blocks the data have, and how many of them are made.
func (l *Large) Blocks() (made, all int) {
	return len(l.blocks), (l.config.Rows + l.rows - 1) / l.rows
}

// Make makes the next block, and after the last one the start of the training:
// all parameters 0.
func (l *Large) Make() {
	made, all := l.Blocks()
	if made == all {
		return
	}
	n := min(l.rows, l.config.Rows-made*l.rows)
	draw := l.draw[n]
	if draw == nil {
		draw = engine.JitNamed("data", func(d drawing) block { return l.sample(d, n) })
		l.draw[n] = draw
	}
	l.blocks = append(l.blocks, draw(drawing{l.key, engine.Scalar(float64(made), engine.Int32), l.hidden}))
	if made+1 == all {
		l.Reset()
	}
}

// sample draws a block of n rows.
func (l *Large) sample(d drawing, n int) block {
	keys := random.Split(random.FoldIn(d.Key, d.Block))
	data := block{Inputs: random.Normal(keys.At(0), []int{n, l.config.Columns}, engine.Float32)}
	data.Targets = random.Bernoulli(keys.At(1), engine.Sigmoid(logits(d.Hidden, data)), []int{n})
	return data
}

// Reset returns to the start.
func (l *Large) Reset() {
	zeros := l.hidden.each(engine.ZerosLike)
	l.at, l.memory, l.step = zeros, l.config.Optimizer.Begin(zeros), 0
	l.sum = l.total(zeros)
}

// total sums up over all blocks.
func (l *Large) total(p Params) sum {
	s := zero(p)
	for _, d := range l.blocks {
		s = l.more(part{p, s, d})
	}
	return s
}

// Step takes one step. It may return before the device has computed it.
func (l *Large) Step() {
	next := l.first(firstPart{l.at, l.sum, l.memory, l.rate, l.blocks[0]})
	l.at, l.sum, l.memory = next.At, next.Sum, next.Memory
	for _, d := range l.blocks[1:] {
		l.sum = l.more(part{l.at, l.sum, d})
	}
	l.step++
}

// Steps returns how many steps were taken.
func (l *Large) Steps() int { return l.step }

// Loss returns the mean loss at the present parameters. It waits for the steps
// that were taken.
func (l *Large) Loss() float64 { return l.sum.Loss.Item() }

// HiddenLoss returns the loss of the model that drew the targets.
func (l *Large) HiddenLoss() float64 { return l.total(l.hidden).Loss.Item() }

// Accuracy returns the share of rows whose target has probability ≥ ½.
func (l *Large) Accuracy() float64 {
	s := zero(l.at)
	for _, d := range l.blocks {
		s.Loss = l.counts(part{l.at, s, d})
	}
	return s.Loss.Item()
}

// Params returns the present parameters, and Hidden those that drew the targets.
func (l *Large) Params() Params { return l.at }

// Hidden returns the parameters of the model that drew the targets.
func (l *Large) Hidden() Params { return l.hidden }
