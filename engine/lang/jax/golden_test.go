package jax_test

import (
	"bytes"
	"context"
	"embed"
	"io/fs"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/jnp"
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/engine/lang/python"
)

// run returns what a program prints, traceback included.
func run(source, name string) string {
	var out bytes.Buffer
	s := python.NewSession(python.Options{
		Stdout:    &out,
		Modules:   slices.Concat(jax.Modules, jnp.Modules, numpy.Modules),
		Translate: jax.Translate,
		Limits:    py.Limits{Time: time.Minute},
	})
	defer s.Close()
	if _, e := s.Run(context.Background(), source, name); e != nil {
		out.WriteString(s.Format(e))
	}
	return out.String()
}

//go:embed testdata
var testdata embed.FS

// TestGolden compares what programs print with what they print under JAX;
// testdata/golden.py made the outputs.
func TestGolden(t *testing.T) {
	programs, err := fs.Glob(testdata, "testdata/*.py")
	if err != nil || len(programs) < 2 {
		t.Fatalf("no programs: %v", err)
	}
	for _, file := range programs {
		name := strings.TrimSuffix(path.Base(file), ".py")
		if name == "golden" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			source, err := testdata.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, err := testdata.ReadFile(path.Join("testdata", name+".out"))
			if err != nil {
				t.Fatal(err)
			}
			compare(t, run(string(source), name+".py"), string(want))
		})
	}
}

// compare compares texts line by line; numbers with a point may differ by 4
// units in the last place of float32. Addresses do not count.
func compare(t *testing.T, got, want string) {
	t.Helper()
	g, w := strings.Split(address.ReplaceAllString(got, "0x"), "\n"), strings.Split(address.ReplaceAllString(want, "0x"), "\n")
	bad := 0
	for i := range max(len(g), len(w)) {
		var a, b string
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b && !close(a, b) {
			t.Errorf("line %d\n got %s\nwant %s", i+1, a, b)
			if bad++; bad == 10 {
				t.Fatal("…")
			}
		}
	}
}

var address = regexp.MustCompile(`0x[0-9a-f]+`)

var decimal = regexp.MustCompile(`-?\d*\.\d*(?:e[-+]\d+)?`)

func close(a, b string) bool {
	// Spaces pad a column to its longest number, and so differ with the digits.
	blank := func(s string) string { return strings.Join(strings.Fields(decimal.ReplaceAllString(s, "#")), "") }
	if blank(a) != blank(b) {
		return false
	}
	x, y := decimal.FindAllString(a, -1), decimal.FindAllString(b, -1)
	for i := range x {
		u, err1 := strconv.ParseFloat(x[i], 32)
		v, err2 := strconv.ParseFloat(y[i], 32)
		if err1 != nil || err2 != nil {
			if x[i] != y[i] {
				return false
			}
			continue
		}
		ulp := math.Nextafter32(float32(math.Abs(v)), math.MaxFloat32) - float32(math.Abs(v))
		// Eight fractional digits are shown, which may round once more.
		if math.Abs(u-v) > 4*float64(ulp)+1e-8 {
			return false
		}
	}
	return true
}
