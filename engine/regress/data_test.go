package regress

import (
	"math"
	"strings"
	"testing"
)

var planarNames = []string{"blobs", "moons", "circles"}

func TestDataIsDeterministicAndBalanced(t *testing.T) {
	for _, name := range planarNames {
		for _, n := range []int{MinPoints, 333, MaxPoints} {
			d := mustData(t, name, n, 0.4, 7)
			if d.Name != name || d.Samples() != n || d.Features() != 2 || !d.Mean {
				t.Fatalf("%s of %d: %q, %d samples of %d features, mean %t", name, n, d.Name, d.Samples(), d.Features(), d.Mean)
			}
			trues := 0.0
			for _, y := range d.Targets.Float64s() {
				trues += y
			}
			if want := float64((n + 1) / 2); trues != want {
				t.Errorf("%s: %v of %d labels are true, want %v", name, trues, n, want)
			}
			same, other := mustData(t, name, n, 0.4, 7), mustData(t, name, n, 0.4, 8)
			if d.Inputs.String() != same.Inputs.String() {
				t.Errorf("%s: equal arguments make different data", name)
			}
			if d.Inputs.String() == other.Inputs.String() {
				t.Errorf("%s: another seed makes the same data", name)
			}
			mean, square := 0.0, 0.0
			for _, x := range d.Inputs.Float64s() {
				mean += x / float64(2*n)
				square += x * x / float64(2*n)
			}
			if math.Abs(mean) > 0.1 || square < 0.2 || square > 0.7 {
				t.Errorf("%s: the coordinates have mean %v and mean square %v", name, mean, square)
			}
		}
	}
}

// Without noise every sample lies on its figure.
func TestFigures(t *testing.T) {
	distance := map[string]func(x, y float64, label bool) float64{
		"blobs": func(x, y float64, label bool) float64 {
			if label {
				return math.Hypot(x-0.5, y-0.5)
			}
			return math.Hypot(x+0.5, y+0.5)
		},
		"circles": func(x, y float64, label bool) float64 {
			if label {
				return math.Hypot(x, y) - 0.5
			}
			return math.Hypot(x, y) - 1
		},
		// The upper half of a circle around (−½, −¼), and the lower half around
		// (½, ¼).
		"moons": func(x, y float64, label bool) float64 {
			if label {
				x, y = -x, -y
			}
			return math.Hypot(x+0.5, y+0.25) - 1 + max(0, -0.25-y)
		},
	}
	for name, off := range distance {
		d := mustData(t, name, 500, 0, 1)
		x, labels := d.Inputs.Float64s(), d.Targets.Bools()
		for i, label := range labels {
			if e := off(x[2*i], x[2*i+1], label); math.Abs(e) > 1e-6 {
				t.Fatalf("%s: sample %d at (%v, %v) is %v from its figure", name, i, x[2*i], x[2*i+1], e)
			}
		}
	}
}

// The loss is finite at the start for the noisiest data of the largest size.
func TestNoisyDataCanBeTrained(t *testing.T) {
	for _, name := range planarNames {
		for seed := range int64(20) {
			s := mustTrainer(t, Config{mustData(t, name, MaxPoints, 1, seed), Adam, 0.1}).State()
			if !(s.Loss < 10) {
				t.Errorf("%s, seed %d: the loss is %v at the start", name, seed, s.Loss)
			}
		}
	}
}

func TestBadData(t *testing.T) {
	for _, c := range []struct {
		name  string
		n     int
		noise float64
		want  string
	}{
		{"blobs", 199, 0, "blobs with 199 points were asked for, 200 to 10000 are possible"},
		{"moons", 10001, 0, "moons with 10001 points"},
		{"circles", -1, 0, "circles with -1 points"},
		{"moons", 200, -0.1, "moons with noise -0.1 were asked for, 0 to 1 is possible"},
		{"moons", 200, 1.1, "noise 1.1"},
		{"moons", 200, math.NaN(), "noise NaN"},
		{"spirals", 200, 0, `there is no data set "spirals" (known: tutorial, blobs, moons, circles)`},
	} {
		_, err := NewDataset(c.name, c.n, c.noise, 0)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q in it", c.name, err, c.want)
		}
	}
}
