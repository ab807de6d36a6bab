package regress

import (
	"fmt"
	"math"

	"fluxion/engine"
	"fluxion/engine/random"
)

// A Dataset is samples with their labels.
type Dataset struct {
	Name    string
	Inputs  engine.Array // float, shape (samples, features)
	Targets engine.Array // bool, shape (samples,)
	// Mean says that the loss is the mean over the samples, where the tutorial
	// has their sum: so that one learning rate serves every number of samples.
	Mean bool
}

// The sizes of the data sets that are made to order.
const (
	MinPoints = 200
	MaxPoints = 10000
)

// Samples returns the number of samples.
func (d Dataset) Samples() int { return d.Inputs.Shape()[0] }

// Features returns the number of features of a sample.
func (d Dataset) Features() int { return d.Inputs.Shape()[1] }

// asType returns the data with inputs of another float type.
func (d Dataset) asType(t engine.DType) Dataset {
	d.Inputs = d.Inputs.AsType(t)
	return d
}

// check reports what makes a data set unfit for training.
func (d Dataset) check() error {
	if d.Inputs == (engine.Array{}) || d.Targets == (engine.Array{}) {
		return fmt.Errorf("regress: the data set %q has no inputs or no targets", d.Name)
	}
	if d.Inputs.Rank() != 2 || !d.Inputs.DType().IsFloat() || d.Inputs.Size() == 0 {
		return fmt.Errorf("regress: data set %q: inputs are %v of shape %v, floats of shape (samples, features) are expected, at least one of each", d.Name, d.Inputs.DType(), d.Inputs.Shape())
	}
	if d.Targets.Rank() != 1 || d.Targets.Size() != d.Samples() || d.Targets.DType() != engine.Bool {
		return fmt.Errorf("regress: data set %q: targets are %v of shape %v, %d bools are expected", d.Name, d.Targets.DType(), d.Targets.Shape(), d.Samples())
	}
	for i, x := range d.Inputs.Float64s() {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return fmt.Errorf("regress: data set %q: feature %d of sample %d is %v, a finite number is expected", d.Name, i%d.Features(), i/d.Features(), x)
		}
	}
	return nil
}

// Tutorial returns the four samples of three features of JAX's tutorial.
func Tutorial() Dataset {
	return Dataset{
		Name: "tutorial",
		Inputs: engine.FromFloat32s([]float32{
			0.52, 1.12, 0.77,
			0.88, -1.08, 0.15,
			0.52, 0.06, -1.30,
			0.74, -2.49, 1.39,
		}, 4, 3),
		Targets: engine.FromBools([]bool{true, true, false, true}),
	}
}

// NewDataset returns the data set of the given name: tutorial, blobs, moons or
// circles. The tutorial's takes no notice of the other arguments.
func NewDataset(name string, n int, noise float64, seed int64) (Dataset, error) {
	switch name {
	case "tutorial":
		return Tutorial(), nil
	case "blobs":
		return Blobs(n, noise, seed)
	case "moons":
		return Moons(n, noise, seed)
	case "circles":
		return Circles(n, noise, seed)
	}
	return Dataset{}, fmt.Errorf("regress: there is no data set %q (known: tutorial, blobs, moons, circles)", name)
}

// The sets of the plane have n samples, MinPoints to MaxPoints, of both labels
// in turn. They lie around the origin within a distance of about 1, before
// noise, which is normal with the standard deviation noise/2, for noise from 0
// to 1. Equal arguments make equal data.

// Blobs returns samples around (½, ½), which are true, and (−½, −½): a line
// tells them apart as well as the noise allows.
func Blobs(n int, noise float64, seed int64) (Dataset, error) {
	return planar("blobs", n, noise, seed, func(_, label engine.Array) (x, y engine.Array) {
		center := label.Sub(engine.Num(0.5))
		return center, center
	})
}

// Moons returns two half circles that reach into each other: a line cuts them
// only roughly.
func Moons(n int, noise float64, seed int64) (Dataset, error) {
	return planar("moons", n, noise, seed, func(u, label engine.Array) (x, y engine.Array) {
		angle := u.Mul(engine.Num(math.Pi))
		x, y = engine.Cos(angle).Sub(engine.Num(0.5)), engine.Sin(angle).Sub(engine.Num(0.25))
		// The other moon is the first one turned about the origin.
		sign := engine.Num(1).Sub(engine.Num(2).Mul(label))
		return x.Mul(sign), y.Mul(sign)
	})
}

// Circles returns a circle of radius ½, which is true, inside one of radius 1:
// no line tells them apart.
func Circles(n int, noise float64, seed int64) (Dataset, error) {
	return planar("circles", n, noise, seed, func(u, label engine.Array) (x, y engine.Array) {
		angle := u.Mul(engine.Num(2 * math.Pi))
		radius := engine.Num(1).Sub(label.Div(engine.Num(2)))
		return radius.Mul(engine.Cos(angle)), radius.Mul(engine.Sin(angle))
	})
}

// planar makes a set from a figure, which places samples by a uniform number u
// in [0, 1) and the label, 0 or 1.
func planar(name string, n int, noise float64, seed int64, figure func(u, label engine.Array) (x, y engine.Array)) (Dataset, error) {
	if n < MinPoints || n > MaxPoints {
		return Dataset{}, fmt.Errorf("regress: %s with %d points were asked for, %d to %d are possible", name, n, MinPoints, MaxPoints)
	}
	if !(noise >= 0 && noise <= 1) {
		return Dataset{}, fmt.Errorf("regress: %s with noise %v were asked for, 0 to 1 is possible", name, noise)
	}
	keys := random.Split(random.NewKey(seed))
	u := random.Uniform(keys.At(0), []int{n}, engine.Num(0), engine.Num(1), engine.Float32)
	targets := engine.Eq(engine.Mod(engine.Arange(n, engine.Int32), engine.Int(2)), engine.Int(0))
	x, y := figure(u, targets.AsType(engine.Float32))
	jitter := random.Normal(keys.At(1), []int{n, 2}, engine.Float32).Mul(engine.Num(noise / 2))
	return Dataset{
		Name:    name,
		Inputs:  engine.Stack([]engine.Array{x, y}, 1).Add(jitter),
		Targets: targets,
		Mean:    true,
	}, nil
}
