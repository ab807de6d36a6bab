package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPlot(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.svg")
	status, stdout, stderr := invoke("plot", "-x^2", "--range", "-3:3", "--order", "2", "-o", path)
	if status != statusOK || stdout != "" || stderr != "" {
		t.Fatalf("got status %d, %s%s", status, stdout, stderr)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	status, stdout, stderr = invoke("plot", "--range=-3:3", "--order=2", "-o", "-", "-x^2")
	if status != statusOK || stderr != "" || stdout != string(file) || !strings.HasPrefix(stdout, "<svg ") {
		t.Errorf("to standard output: got status %d, %s%s", status, stdout, stderr)
	}
	if _, dark, _ := invoke("plot", "--range=-3:3", "--order=2", "-o", "-", "--dark", "-x^2"); dark == stdout || len(dark) == 0 {
		t.Errorf("--dark changes nothing")
	}
}

// picture draws to standard output and returns what errors said.
func picture(t *testing.T, args ...string) (svg, stderr string) {
	t.Helper()
	status, svg, stderr := invoke(append([]string{"plot", "-o", "-"}, args...)...)
	if status != statusOK || !strings.HasPrefix(svg, "<svg ") || !strings.HasSuffix(svg, "</svg>\n") {
		t.Fatalf("%q: got status %d, %s%.100s", args, status, stderr, svg)
	}
	return svg, stderr
}

// TestPlotHeat compares a picture with the one that was looked at.
func TestPlotHeat(t *testing.T) {
	const file = "testdata/heat.svg"
	got, stderr := picture(t, "f(u, v) = ln(u) v", "--range=-1:3", "--yrange", "0:2", "--width=280", "--height=180")
	if stderr != "" {
		t.Error(stderr)
	}
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the picture differs from %s: look at it after go test -run PlotHeat -update", file)
	}
}

// TestPlotHeatFlags sees what each flag changes, and that neither how the function
// is written nor the device does.
func TestPlotHeatFlags(t *testing.T) {
	size := []string{"--width=200", "--height=120"}
	draw := func(args ...string) string {
		svg, stderr := picture(t, append(args, size...)...)
		if stderr != "" {
			t.Errorf("%q: %s", args, stderr)
		}
		return svg
	}
	const arrows = `class="arrow"`
	base := draw("x*exp(-x**2-y**2)")
	for _, want := range []string{arrows, `class="contour"`, `class="colour-bar"`, "data:image/png", "<title id=\"plot-title\">x*exp(-x**2-y**2)</title>",
		"Heat map of f for x from −3 to 3 and y from", "Greatest value found: 0.4289 at (0.7071, 0)."} {
		if !strings.Contains(base, want) {
			t.Errorf("%q is missing in %.500s", want, base)
		}
	}
	named := draw("f(x, y) = x*exp(-x**2-y**2)")
	if strings.ReplaceAll(named, "f(x, y) = ", "") != base {
		t.Error("a name for the function changes its picture")
	}
	for _, device := range []string{"host", "wasm"} {
		if draw("x*exp(-x**2-y**2)", "--device", device) != base {
			t.Errorf("the picture is another one on %s", device)
		}
	}
	if draw("x*exp(-x**2-y**2)", "--order=1") != base {
		t.Error("the gradient is not what is drawn by default")
	}
	plain := draw("x*exp(-x**2-y**2)", "--order=0")
	if strings.Contains(plain, arrows) || strings.Contains(plain, "Arrows") {
		t.Error("there are arrows at order 0")
	}
	if dark := draw("x*exp(-x**2-y**2)", "--dark"); !strings.Contains(dark, `fill="#14181f"`) {
		t.Error("the picture is not dark")
	}
	if part := draw("x*exp(-x**2-y**2)", "--range=0:1", "--yrange=2:5"); !strings.Contains(part, "for x from 0 to 1 and y from 2 to 5.") {
		t.Errorf("got %.500s", part)
	}
}

// TestPlotSays sees what is said about functions with little to draw.
func TestPlotSays(t *testing.T) {
	for _, test := range []struct{ expr, stderr, description string }{
		{"f(x, y) = nan", "fluxion: The function is undefined (NaN) everywhere in view.\n", "undefined (NaN)"},
		{"sqrt(-1 - x^2 - y^2)", "fluxion: The function is undefined (NaN) everywhere in view.\n", "undefined (NaN)"},
		{"f(x, y) = -1/0", "fluxion: The function has no finite value in view.\n", "no finite value"},
		{"f(x, y) = 3", "", "It is 3 everywhere."},
		{"f(x, y) = 1/0 if x > 0 else x", "", "Unbounded above"},
		{"1/(x y)", "", "Unbounded above near"},
		{"sqrt(x) y^0", "", "Undefined, and hatched, in 50 % of the view."},
		{"1e300 x y", "", "Heat map"},
		{"1e-310 x y", "", "Heat map"},
		{"sqrt(-1 - x^2)", "fluxion: The function is undefined (NaN) everywhere from x = −3 to 3.\n", "undefined (NaN)"},
	} {
		svg, stderr := picture(t, test.expr, "--width=200", "--height=120")
		if stderr != test.stderr || !strings.Contains(svg, test.description) {
			t.Errorf("%q: got %q and %.600s", test.expr, stderr, svg)
		}
		for _, bad := range []string{`="NaN`, `="Inf`, "MNaN", "LNaN"} {
			if strings.Contains(svg, bad) {
				t.Errorf("%q: %s in the picture", test.expr, bad)
			}
		}
	}
}

func TestPlotErrors(t *testing.T) {
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"x y z"}, statusError, "unknown name \"z\": the variables are x and y\n  x y z\n      ^\n"},
		{[]string{"f(x, y, z) = x"}, statusError, "one variable or two were expected, as in f(x) = x^2 or f(x, y) = x^2 - y^2\n  f(x, y, z) = x\n   ^^^^^^^^^\n"},
		{[]string{"x^2 - y", "--order", "2"}, statusError, "--order: given 2, expected 0 or 1: f has two variables"},
		{[]string{"x^2 - y", "--order", "5"}, statusUsage, "--order: given 5, expected 0 to 4"},
		{[]string{"x^2 - y", "--order", "-1"}, statusUsage, "--order: given -1, expected 0 to 4"},
		{[]string{"x^2 - y", "--range", "2:2"}, statusUsage, `--range: given "2:2", expected the smaller number first`},
		{[]string{"x^2 - y", "--yrange", "3:1"}, statusUsage, `--yrange: given "3:1", expected the smaller number first`},
		{[]string{"x^2 - y", "--yrange", "0:nan"}, statusUsage, `--yrange: given "0:nan", expected two finite numbers`},
		{[]string{"x^2 - y", "--range=-inf:0"}, statusUsage, `--range: given "-inf:0", expected two finite numbers`},
		{[]string{"x^2 - y", "--width", "0"}, statusError, "expected sizes from 1 to"},
		{[]string{"x^2 - y", "--device", "tpu"}, statusUsage, "tpu"},
		{[]string{"x^2 - y", "--device", "gpu"}, statusUsage, "gpu"},
	} {
		status, stdout, stderr := invoke(append([]string{"plot", "-o", "-"}, test.args...)...)
		if status != test.status || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%q: got status %d, %.100s and %swant %q", test.args, status, stdout, stderr, test.want)
		}
	}
}
