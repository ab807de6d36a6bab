package random_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"testing"

	"fluxion/engine"
	"fluxion/engine/random"
)

// A golden is one call of a sampler in JAX; testdata/golden.py writes them.
type golden struct {
	Sampler string
	Seed    int64
	Shape   []int
	DType   string
	Values  []json.RawMessage // bits of floats, in quotes if there are 64

	Lo, Hi, P     float64
	N, Axis, Data int
	Replace       bool
}

func (g golden) name() string {
	return fmt.Sprintf("%s seed %d %s%v lo %g hi %g p %g n %d axis %d replace %t", g.Sampler, g.Seed, g.DType, g.Shape, g.Lo, g.Hi, g.P, g.N, g.Axis, g.Replace)
}

var continuous = map[string]func(random.Key, []int, engine.DType) engine.Array{
	"normal":      random.Normal,
	"exponential": random.Exponential,
	"gumbel":      random.Gumbel,
	"laplace":     random.Laplace,
	"logistic":    random.Logistic,
	"cauchy":      random.Cauchy,
}

// draw makes the same call with this package.
func (g golden) draw(t *testing.T, key random.Key, d engine.DType) engine.Array {
	matrix := engine.Reshape(engine.Arange(12, engine.Int32), 4, 3)
	weights := engine.FromFloat32s([]float32{0.1, 0, 0.4, 0.2, 0.3})
	lo, hi := engine.Scalar(g.Lo, d), engine.Scalar(g.Hi, d)
	if f, ok := continuous[g.Sampler]; ok {
		return f(key, g.Shape, d)
	}
	switch g.Sampler {
	case "key":
		return key.Data
	case "split":
		return random.Split(key, g.Shape...).Data
	case "fold_in":
		return random.FoldIn(key, engine.FromUint32s([]uint32{uint32(g.Data)}).Reshape()).Data
	case "bits":
		return random.Bits(key, g.Shape)
	case "uniform":
		return random.Uniform(key, g.Shape, lo, hi, d)
	case "truncated_normal":
		return random.TruncatedNormal(key, g.Shape, lo, hi, d)
	case "randint":
		return random.Randint(key, g.Shape, lo, hi, d)
	case "randint to the end":
		return random.Randint(key, g.Shape, engine.Int(0), engine.Scalar(1<<31, engine.Uint32), d)
	case "permutation":
		return random.Permutation(key, g.N)
	case "permute":
		return random.Permute(key, matrix, g.Axis)
	case "permute independently":
		return random.PermuteIndependently(key, matrix, g.Axis)
	case "choice":
		return random.Choice(key, g.N, g.Shape, g.Replace)
	case "choice weighted":
		return random.ChoiceWeighted(key, weights, g.Shape, g.Replace)
	case "bernoulli":
		return random.Bernoulli(key, engine.Num(g.P), g.Shape)
	case "rademacher":
		return random.Rademacher(key, g.Shape, d)
	case "categorical":
		logits := engine.Log(engine.Reshape(engine.Arange(12, engine.Float32).Add(engine.Num(1)), 3, 4))
		return random.Categorical(key, logits, g.Axis, g.Shape)
	}
	t.Fatalf("unknown sampler %q in testdata/golden.json", g.Sampler)
	return engine.Array{}
}

// A tolerance says by how many units in the last place floats may differ: units
// of the number itself, or of scale where that is larger, because the number is
// a difference of terms of that size.
type tolerance struct{ ulp, scale float64 }

func (g golden) tolerance(want float64) tolerance {
	switch g.Sampler + " " + g.DType {
	case "uniform float32":
		return tolerance{0, 0}
	case "uniform float64":
		return tolerance{1, max(math.Abs(g.Lo), math.Abs(g.Hi))}
	case "gumbel float32", "gumbel float64", "logistic float32", "logistic float64":
		return tolerance{2, 1}
	case "cauchy float64":
		return tolerance{2, 1 + want*want} // the derivative of tan, for the rounding of π·(u − ½)
	default:
		return tolerance{2, 0}
	}
}

func TestGolden(t *testing.T) {
	data, err := os.ReadFile("testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Cases []golden }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Cases) < 500 {
		t.Fatalf("only %d cases", len(file.Cases))
	}
	worst := map[string]float64{}
	for _, g := range file.Cases {
		d, err := engine.ParseDType(g.DType)
		if err != nil {
			t.Fatal(err)
		}
		got := g.draw(t, random.NewKey(g.Seed), d)
		if got.DType() != d {
			t.Errorf("%s: type %v", g.name(), got.DType())
		}
		if got.Size() != len(g.Values) {
			t.Errorf("%s: %d elements, JAX draws %d", g.name(), got.Size(), len(g.Values))
			continue
		}
		for i, x := range got.Float64s() {
			want := g.want(t, i)
			if x == want {
				continue
			}
			if !d.IsFloat() {
				t.Errorf("%s: element %d is %v, JAX draws %v", g.name(), i, x, want)
				break
			}
			kind := g.Sampler + " " + g.DType
			allowed := g.tolerance(want)
			e := math.Abs(x-want) / spacing(max(math.Abs(want), allowed.scale), d)
			worst[kind] = max(worst[kind], e)
			if !(e <= allowed.ulp) {
				t.Errorf("%s: element %d is %v, JAX draws %v: off by %.3g ulp", g.name(), i, x, want, e)
				break
			}
		}
	}
	t.Logf("largest differences in ulp: %v", worst)
}

func (g golden) want(t *testing.T, i int) float64 {
	text := string(g.Values[i])
	if g.DType == "float64" {
		text = text[1 : len(text)-1]
	}
	if g.DType == "int32" {
		v, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			t.Fatal(err)
		}
		return float64(v)
	}
	bits, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	switch g.DType {
	case "float32":
		return float64(math.Float32frombits(uint32(bits)))
	case "float64":
		return math.Float64frombits(bits)
	}
	return float64(bits)
}

// spacing is the distance from x ≥ 0 to the next larger number of type d.
func spacing(x float64, d engine.DType) float64 {
	if d == engine.Float32 {
		return float64(math.Nextafter32(float32(x), math.MaxFloat32) - float32(x))
	}
	return math.Nextafter(x, math.MaxFloat64) - x
}
