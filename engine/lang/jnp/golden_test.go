package jnp_test

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/jnp"
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/engine/lang/python"
)

//go:embed testdata/golden.json testdata/cases.txt
var testdata embed.FS

// The golden results come from testdata/golden.py with the JAX version that
// the file names.
func TestGolden(t *testing.T) {
	var golden struct {
		JAX   string
		Cases []struct{ Section, Source, Result string }
	}
	data, err := testdata.ReadFile("testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &golden); err != nil {
		t.Fatal(err)
	}
	text, err := testdata.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	var prelude strings.Builder
	for _, line := range strings.Split(string(text), "\n") {
		if code, ok := strings.CutPrefix(line, "> "); ok {
			prelude.WriteString(code + "\n")
		}
	}
	var out bytes.Buffer
	s := python.NewSession(python.Options{Stdout: &out, Modules: slices.Concat(jnp.Modules, jax.Modules, numpy.Modules), Translate: jax.Translate})
	if _, e := s.Run(context.Background(), prelude.String(), "prelude.py"); e != nil {
		t.Fatal(s.Format(e))
	}
	for _, c := range golden.Cases {
		t.Run(c.Section+"/"+c.Source, func(t *testing.T) {
			got := result(t, s, c.Source)
			if why := differ(got, c.Result, tolerance(c.Section)); why != "" {
				t.Errorf("%s\n got %s\nwant %s (JAX %s)\n%s", c.Source, got, c.Result, golden.JAX, why)
			}
		})
	}
}

// result is the repr of an expression, or the last line of its traceback.
func result(t *testing.T, s *python.Session, source string) string {
	defer func() {
		if r := recover(); r != nil {
			t.Fatalf("%s panics: %v", source, r)
		}
	}()
	v, e := s.Run(context.Background(), source, "case.py")
	if e == nil {
		text := ""
		e = s.Call(context.Background(), func(t *py.Thread) { text = t.Repr(v) })
		if e == nil {
			return text
		}
	}
	first, _, _ := strings.Cut(e.Error(), "\n")
	return first
}

var number = regexp.MustCompile(`[-+]?(\d+\.?\d*([eE][-+]?\d+)?|\binf\b)`)

// A limit bounds the difference of numbers that print: relative to the number
// itself, and to the largest number of the text. The 8 digits after the point
// that arrays print bound it too.
type limit struct{ own, largest float64 }

// tolerance is four units in the last place of float32; of the largest number
// where terms cancel.
func tolerance(section string) limit {
	const ulp = 0x1p-23
	switch section {
	case "gradients", "products", "transformations", "convolution", "fourier":
		return limit{4 * ulp, 2 * ulp}
	case "decompositions": // dozens of rotations
		return limit{16 * ulp, 16 * ulp}
	case "float16": // exactly
		return limit{}
	case "float16, rounded differently": // XLA leaves roundings out, and multiplies by reciprocals
		return limit{0x1.1p-10, 0}
	case "gamma": // as precise as JAX is
		return limit{1e-5, 1e-6}
	}
	return limit{4 * ulp, 0}
}

// differ says why two texts are not the same, up to spaces and a tolerance of
// their numbers.
func differ(got, want string, tolerated limit) string {
	squeeze := func(s string) (text string, numbers []string) {
		s = strings.Join(strings.Fields(s), " ")
		s = regexp.MustCompile(`(\d)\.(\D)`).ReplaceAllString(s, "$1.0$2")
		numbers = number.FindAllString(s, -1)
		text = number.ReplaceAllString(s, "#")
		return strings.ReplaceAll(text, " ", ""), numbers
	}
	a, x := squeeze(got)
	b, y := squeeze(want)
	if a != b {
		return "the texts differ"
	}
	largest := 0.0
	for i := range y {
		if w, err := strconv.ParseFloat(y[i], 64); err == nil && !math.IsInf(w, 0) {
			largest = max(largest, math.Abs(w))
		}
	}
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		v, _ := strconv.ParseFloat(x[i], 64)
		w, _ := strconv.ParseFloat(y[i], 64)
		if !strings.ContainsAny(x[i]+y[i], ".e") {
			return x[i] + " is not " + y[i]
		}
		if off := tolerated.own*math.Abs(w) + tolerated.largest*largest + 2e-8; !(math.Abs(v-w) <= off) {
			return x[i] + " is not " + y[i]
		}
	}
	return ""
}
