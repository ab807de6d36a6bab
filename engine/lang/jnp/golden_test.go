package jnp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"fluxion/engine/lang"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/jnp"
	"fluxion/engine/lang/py"
)

// The golden results come from testdata/golden.py with the JAX version that
// the file names.
func TestGolden(t *testing.T) {
	var golden struct {
		JAX   string
		Cases []struct{ Section, Source, Result string }
	}
	data, err := os.ReadFile("testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &golden); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("testdata/cases.txt")
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
	s := lang.NewSession(lang.Options{Stdout: &out, Modules: append(jnp.Modules, jax.Modules...), Translate: jax.Translate})
	if _, e := s.Run(context.Background(), prelude.String(), "prelude.py"); e != nil {
		t.Fatal(s.Format(e))
	}
	for _, c := range golden.Cases {
		t.Run(c.Section+"/"+c.Source, func(t *testing.T) {
			got := result(t, s, c.Source)
			if why := differ(got, c.Result); why != "" {
				t.Errorf("%s\n got %s\nwant %s (JAX %s)\n%s", c.Source, got, c.Result, golden.JAX, why)
			}
		})
	}
}

// result is the repr of an expression, or the last line of its traceback.
func result(t *testing.T, s *lang.Session, source string) string {
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
	first, _, _ := strings.Cut(e.Type().Name+": "+e.Error(), "\n")
	return first
}

var number = regexp.MustCompile(`[-+]?(\d+\.?\d*([eE][-+]?\d+)?|\binf\b)`)

// differ says why two texts are not the same up to spaces and four units in
// the last place of float32, in relation to the largest number of an array, or
// the last of the eight digits that print.
func differ(got, want string) string {
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
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		v, _ := strconv.ParseFloat(x[i], 64)
		w, _ := strconv.ParseFloat(y[i], 64)
		if !strings.ContainsAny(x[i]+y[i], ".e") {
			return x[i] + " is not " + y[i]
		}
		if limit := 4*math.Abs(w)*0x1p-23 + 2e-8; !(math.Abs(v-w) <= limit) {
			return x[i] + " is not " + y[i]
		}
	}
	return ""
}
