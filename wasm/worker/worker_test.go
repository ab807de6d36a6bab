//go:build js && wasm

package main

import (
	"math"
	"strings"
	"testing"

	"fluxion/plots/scene"
	"fluxion/wasm/bridge"
	"fluxion/wasm/service/servicetest"
)

func startWorker(t *testing.T) *servicetest.Mailbox {
	m := servicetest.New(t)
	m.Ignored = bridge.TypeProgress
	w := newWorker(m.Post)
	m.Connect(w)
	go w.run()
	return m
}

const plotOf = `{type: "plot", id: 1, x0: -3, x1: 3, y0: 0, y1: 0, fitY: true, width: 640, height: 400, order: 4,
	visible: [true, true, true, true, true], dark: false, svg: true, expr: `

func TestPlot(t *testing.T) {
	m := startWorker(t)
	m.Send(plotOf + `"x^3 + 2x^2 - 3x + 1"}`)
	got := servicetest.Expect[bridge.PlotReply](m)
	if got.ID != 1 || got.Name != "f" || got.X0 != -3 || got.X1 != 3 || !(got.Y0 < -3 && got.Y1 > 3) {
		t.Errorf("got id %d, name %q, window %v … %v, %v … %v", got.ID, got.Name, got.X0, got.X1, got.Y0, got.Y1)
	}
	if want := `f(x) = x^{3}+2x^{2}-3x+1`; got.Tex != want {
		t.Errorf("got TeX %s, want %s", got.Tex, want)
	}
	if got.SVG == nil || !strings.HasPrefix(*got.SVG, "<svg ") || got.Description == "" || len(got.Texts) == 0 {
		t.Errorf("the picture lacks its SVG, its description or its texts")
	}
	display, err := scene.Decode(got.Graphics.Values(), got.Layout.Values())
	if err != nil {
		t.Fatal(err)
	}
	curves := map[int]bool{}
	for _, item := range display.Items {
		if item.Role == scene.RoleCurve && len(item.Points) > 0 {
			curves[item.Order] = true
		}
	}
	if len(curves) != 5 {
		t.Errorf("got the curves %v, want f and four derivatives", curves)
	}
	// f has its inflection at −2/3, where f″ = 6x + 4 vanishes.
	found := false
	for _, mark := range got.Marks {
		found = found || mark.Kind == "inflection" && math.Abs(mark.X+2.0/3) < 1e-12
	}
	if !found {
		t.Errorf("no inflection at -2/3 among %v", got.Marks)
	}
}

func TestParse(t *testing.T) {
	m := startWorker(t)
	m.Send(`{type: "parse", id: 3, expr: "g(t) = 2t"}`)
	if got, want := servicetest.Expect[bridge.ParseReply](m), (bridge.ParseReply{ID: 3, Tex: `g(t) = 2t`, Source: "2*t", Name: "g"}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestTrace(t *testing.T) {
	m := startWorker(t)
	m.Send(`{type: "trace", id: 4, expr: "x^3", x: 2, order: 4}`)
	got := servicetest.Expect[bridge.TraceReply](m)
	for k, want := range []float64{8, 12, 12, 6, 0} {
		if got.Values[k] != want {
			t.Errorf("order %d: got %v, want %v", k, got.Values[k], want)
		}
	}
}

func TestDerivatives(t *testing.T) {
	m := startWorker(t)
	m.Send(`{type: "derivatives", id: 5, expr: "x^2", order: 1, dtype: "float64", xs: Float64Array.of(-1, 0.1, 3)}`)
	got := servicetest.Expect[bridge.DerivativesReply](m).Values.Values()
	want := []float64{1, 0.1 * 0.1, 9, -2, 0.2, 6}
	for i := range want {
		if len(got) != len(want) || math.Abs(got[i]-want[i]) > 1e-15 {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
	m.Send(`{type: "derivatives", id: 6, expr: "x^2", order: 0, dtype: "float32", xs: Float64Array.of(0.1)}`)
	if got, x := servicetest.Expect[bridge.DerivativesReply](m).Values.Values(), float32(0.1); len(got) != 1 || got[0] != float64(x*x) {
		t.Errorf("float32: got %v, want %v", got, x*x)
	}
	m.Send(`{type: "derivatives", id: 7, expr: "x", order: 2, dtype: "float64", xs: new Float64Array()}`)
	if got := servicetest.Expect[bridge.DerivativesReply](m).Values.Values(); len(got) != 0 {
		t.Errorf("no points: got %v", got)
	}
}

func TestErrors(t *testing.T) {
	m := startWorker(t)
	for _, test := range []struct {
		name, message string
		want          string
		pos, end      int // −1 where the error has no place
	}{
		{"unknown name", `{type: "parse", id: 9, expr: "2·x + snh(x)"}`, "snh", 6, 9},
		{"unknown letter beyond the 16-bit ones", `{type: "parse", id: 9, expr: "x + 𝑥"}`, "unknown name", 4, 6},
		{"order", `{type: "trace", id: 9, expr: "x", x: 0, order: 99}`, "order: given 99, expected 0 to 10", -1, -1},
		{"missing property", `{type: "trace", id: 9, expr: "x", order: 1}`, "trace request: property x: given undefined, expected float64", -1, -1},
		{"empty range", plotOf + `"x", x0: 1, x1: 1, id: 9}`, "x range from 1 to 1 is empty", -1, -1},
		{"flags", plotOf + `"x", visible: [true], id: 9}`, "given 1 flags in visible, expected 5", -1, -1},
		{"dtype", `{type: "derivatives", id: 9, expr: "x", order: 0, dtype: "int8", xs: new Float64Array(1)}`, `given dtype "int8"`, -1, -1},
		{"type", `{type: "paint", id: 9}`, `given type "paint"`, -1, -1},
		{"no type", `{id: 9}`, "property type: given undefined", -1, -1},
		{"cancel without target", `{type: "cancel", id: 9}`, "property target: given undefined", -1, -1},
	} {
		m.Send(test.message)
		got := servicetest.Expect[bridge.Error](m)
		if got.ID != 9 || !strings.Contains(got.Message, test.want) {
			t.Errorf("%s: got id %d, %q", test.name, got.ID, got.Message)
		}
		if test.pos >= 0 && (got.Pos == nil || *got.Pos != test.pos || *got.End != test.end) {
			t.Errorf("%s: got the place %v to %v, want %d to %d", test.name, got.Pos, got.End, test.pos, test.end)
		}
	}
	m.Send(`{type: "start", module: {}}`) // no request: no answer
	m.Send(`{type: "parse", id: 10, expr: "x"}`)
	if got := servicetest.Expect[bridge.ParseReply](m); got.ID != 10 {
		t.Errorf("got %+v", got)
	}
}

// TestSupersede sees that while a long computation runs messages get in, that
// it tells of its progress, and that a newer plot ends it without an answer.
func TestSupersede(t *testing.T) {
	m := startWorker(t)
	m.Send(plotOf + `"sin(1/x) + tan(x^2)*cos(20x)", width: 16000}`)
	m.Send(plotOf + `"x", id: 2}`)
	if got := servicetest.Expect[bridge.PlotReply](m); got.ID != 2 {
		t.Errorf("got plot %d, want 2", got.ID)
	}
	m.Send(`{type: "derivatives", id: 3, expr: "tanh(x)*exp(-x^2)+sin(3x)", order: 4, dtype: "float64", xs: new Float64Array(1e7)}`)
	m.Ignored = ""
	progress := servicetest.Expect[bridge.Progress](m)
	m.Ignored = bridge.TypeProgress
	if progress.ID != 3 || !(progress.Fraction > 0 && progress.Fraction < 1) || progress.What != "computing" {
		t.Errorf("got %+v, want progress of request 3", progress)
	}
	m.Send(`{type: "cancel", id: 4, target: 3}`)
	m.Send(`{type: "parse", id: 5, expr: "x"}`)
	if got := servicetest.Expect[bridge.ParseReply](m); got.ID != 5 {
		t.Errorf("got %+v after the cancelled request", got)
	}
}

const heatOf = `{type: "heat", id: 1, x0: -3, x1: 3, y0: 0, y1: 0, fitY: true, width: 640, height: 400, dark: false, svg: false,
	coarse: false, dtype: "float64", expr: `

func TestHeat(t *testing.T) {
	m := startWorker(t)
	m.Send(plotOf + `"sin x cos y"}`)
	coarse := servicetest.Expect[bridge.PlotReply](m)
	if coarse.Heat == nil || !coarse.Heat.Coarse || coarse.SVG == nil || coarse.Tex != `f(x, y) = \sin x\cos y` {
		t.Fatalf("got %+v, TeX %s", coarse.Heat, coarse.Tex)
	}
	m.Send(heatOf + `"g(u, v) = sin u cos v"}`)
	got := servicetest.Expect[bridge.PlotReply](m)
	if got.ID != 1 || got.Name != "g" || got.Heat.Coarse || got.SVG != nil || strings.Join(got.Heat.Variables, " ") != "u v" || got.Points < 4*coarse.Points {
		t.Errorf("got id %d, name %q, %+v, %d points after %d", got.ID, got.Name, got.Heat, got.Points, coarse.Points)
	}
	if len(got.Marks) != 2 || math.Abs(got.Marks[0].X-math.Pi/2) > 1e-4 || math.Abs(got.Marks[1].X+math.Pi/2) > 1e-4 {
		t.Errorf("got the marks %v, expected the maximum at π/2 and the minimum at −π/2", got.Marks)
	}
	if len(got.Profile) == 0 || len(got.Heat.Stops) == 0 || len(got.Heat.Ticks) < 3 {
		t.Errorf("got %+v, profile %v", got.Heat, got.Profile)
	}
	display, err := scene.Decode(got.Graphics.Values(), got.Layout.Values())
	if err != nil {
		t.Fatal(err)
	}
	images := 0
	for _, item := range display.Items {
		if item.Kind == scene.Image {
			images++
		}
	}
	if images != 2 {
		t.Errorf("got %d images", images)
	}
}

func TestGradient(t *testing.T) {
	m := startWorker(t)
	m.Send(`{type: "gradient", id: 5, expr: "x^2 y", dtype: "float64", xs: Float64Array.of(3, -1), ys: Float64Array.of(5, 2)}`)
	got := servicetest.Expect[bridge.GradientReply](m).Values.Values()
	for i, want := range []float64{45, 2, 30, -4, 9, 1} {
		if len(got) != 6 || got[i] != want {
			t.Fatalf("got %v", got)
		}
	}
}

func TestHeatErrors(t *testing.T) {
	m := startWorker(t)
	for _, test := range []struct {
		name, message, want string
		pos                 int // −1 where the error has no place
	}{
		{"one variable", heatOf + `"x^2"}`, "expected a function of two variables", -1},
		{"third variable", heatOf + `"x y z"}`, "the variables are x and y", 4},
		{"type", heatOf + `"x y", dtype: "int8"}`, `given dtype "int8"`, -1},
		{"window", heatOf + `"x y", x1: -3}`, "x range from -3 to -3 is empty", -1},
		{"two where one is expected", `{type: "trace", id: 1, expr: "x + y", x: 0, order: 1}`, "variables x and y", 4},
	} {
		m.Send(test.message)
		got := servicetest.Expect[bridge.Error](m)
		if !strings.Contains(got.Message, test.want) || test.pos >= 0 && (got.Pos == nil || *got.Pos != test.pos) {
			t.Errorf("%s: got %q at %v", test.name, got.Message, got.Pos)
		}
	}
}

// TestHeatCancelled sees that a fine picture is given up when it is asked.
func TestHeatCancelled(t *testing.T) {
	m := startWorker(t)
	m.Send(heatOf + `"gamma(x)*lgamma(y)+erf(x*y)", width: 1200, height: 900}`)
	m.Send(`{type: "cancel", id: 2, target: 1}`)
	m.Send(`{type: "parse", id: 3, expr: "x y"}`)
	if got := servicetest.Expect[bridge.ParseReply](m); got.ID != 3 || got.Tex != `f(x, y) = xy` {
		t.Errorf("got %+v", got)
	}
}
