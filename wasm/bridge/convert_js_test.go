package bridge

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"syscall/js"
	"testing"
)

// evaluate returns the value of a JavaScript expression.
func evaluate(source string) js.Value {
	return js.Global().Get("Function").New("return (" + source + ")").Invoke()
}

func TestDecodePlotRequest(t *testing.T) {
	got, err := Decode[PlotRequest](evaluate(`{type: "plot", id: 7, expr: "x^3 − 𝑥", x0: -3, x1: 3.5, y0: -Infinity, y1: 1e300,
		fitY: true, width: 640, height: 480, order: 4, visible: [true, false, true, false, true], dark: true, svg: false}`))
	want := PlotRequest{ID: 7, Expr: "x^3 − 𝑥", X0: -3, X1: 3.5, Y0: math.Inf(-1), Y1: 1e300,
		FitY: true, Width: 640, Height: 480, Order: 4, Visible: []bool{true, false, true, false, true}, Dark: true}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

func TestDecodeTypedArrays(t *testing.T) {
	// The array is a part of a larger buffer, at an odd multiple of its element size.
	got, err := Decode[DerivativesRequest](evaluate(`{id: 1, expr: "x", order: 1, dtype: "float64",
		xs: new Float64Array([9, -0, NaN, 5e-324, Infinity, 9]).subarray(1, 5)}`))
	if err != nil {
		t.Fatal(err)
	}
	want := []float64{math.Copysign(0, -1), math.NaN(), 5e-324, math.Inf(1)}
	xs := got.Xs.Values()
	if len(xs) != len(want) {
		t.Fatalf("got %v, want %v", xs, want)
	}
	for i := range want {
		if math.Float64bits(xs[i]) != math.Float64bits(want[i]) && !(math.IsNaN(xs[i]) && math.IsNaN(want[i])) {
			t.Errorf("element %d: got %v, want %v", i, xs[i], want[i])
		}
	}
}

func TestDecodeOptional(t *testing.T) {
	got, err := Decode[RegressRequest](evaluate(`{id: 2, action: "configure", view: {width: 300, height: 200, dark: false, logLoss: true, svg: true}}`))
	want := RegressRequest{ID: 2, Action: ActionConfigure, View: &RegressView{Width: 300, Height: 200, LogLoss: true, SVG: true}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

func TestDecodeErrors(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"not an object", `"plot"`, "given string plot, expected an object"},
		{"null", `null`, "given null, expected an object"},
		{"missing", `{id: 1, order: 4}`, "property expr: given undefined, expected string"},
		{"wrong type", `{id: 1, expr: "x", x: "half", order: 4}`, "property x: given string half, expected float64"},
		{"fraction", `{id: 1.5, expr: "x", x: 0, order: 4}`, "property id: given number 1.5, expected an integer"},
		{"not a number", `{id: NaN, expr: "x", x: 0, order: 4}`, "property id: given number NaN, expected an integer"},
		{"object for number", `{id: {}, expr: "x", x: 0, order: 4}`, "property id: given object, expected an integer"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Decode[TraceRequest](evaluate(test.source))
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
	_, err := Decode[DerivativesRequest](evaluate(`{id: 1, expr: "x", order: 1, dtype: "float64", xs: new Float32Array(3)}`))
	if want := "property xs: given object, expected Float64Array"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	_, err = Decode[RegressRequest](evaluate(`{id: 1, action: "configure", config: {dataset: "moons"}}`))
	if want := "property config: property points: given undefined, expected an integer"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestEncode(t *testing.T) {
	svg := "<svg/>"
	object, transfer := Encode(TypePlot, &PlotReply{
		ID:       3,
		Graphics: TypedOf([]float32{1.5, float32(math.Inf(1))}),
		Layout:   TypedOf([]int32{-7, 1 << 30}),
		Texts:    []DisplayText{{X: 1, Y: 2, Text: "−3", Anchor: "middle", Role: "tick-x", Size: 12, Color: "#3a4048"}},
		Marks:    []Mark{{Kind: "pole", Order: 1, X: 0.5, Y: math.NaN()}},
		Name:     "f",
		SVG:      &svg,
	})
	for _, source := range []string{
		`m.type === "plot" && m.id === 3 && m.name === "f" && m.svg === "<svg/>"`,
		`m.graphics instanceof Float32Array && m.graphics.join() === "1.5,Infinity"`,
		`m.layout instanceof Int32Array && m.layout.join() === "-7,1073741824"`,
		`JSON.stringify(m.texts) === '[{"x":1,"y":2,"text":"−3","anchor":"middle","role":"tick-x","size":12,"color":"#3a4048"}]'`,
		`m.marks.length === 1 && m.marks[0].kind === "pole" && Number.isNaN(m.marks[0].y)`,
		`structuredClone(m, {transfer: [m.graphics.buffer, m.layout.buffer]}) && m.graphics.length === 0`,
	} {
		if !js.Global().Get("Function").New("m", "return "+source).Invoke(object).Bool() {
			t.Errorf("not true: %s", source)
		}
	}
	if len(transfer) != 2 {
		t.Errorf("got %d buffers to transfer, want 2", len(transfer))
	}
}

func TestEncodeAbsent(t *testing.T) {
	object, _ := Encode(TypeError, &Error{ID: 1, Message: "no"})
	if !object.Get("pos").IsUndefined() || object.Get("message").String() != "no" {
		t.Errorf("got %s", js.Global().Get("JSON").Call("stringify", object))
	}
}

// TestRoundTrip sends a message through JavaScript and back unchanged.
func TestRoundTrip(t *testing.T) {
	want := CanvasDisplay{Graphics: TypedOf([]float32{1, 2, 3}), Layout: TypedOf([]int32{}), Width: 640, Height: 480, DPR: 1.25, Dark: true}
	object, _ := Encode(TypeDisplay, want)
	got, err := Decode[CanvasDisplay](object)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

func TestCallbackRecovers(t *testing.T) {
	cause := errors.New("broken invariant")
	for _, thrown := range []any{cause, "broken invariant"} {
		var failure error
		callback := Callback(func(js.Value) { panic(thrown) }, func(err error) { failure = err })
		callback.Invoke(1)
		callback.Release()
		if failure == nil || !strings.Contains(failure.Error(), "internal error: broken invariant") {
			t.Errorf("panic(%v): got %v", thrown, failure)
		}
	}
	quiet := Callback(func(js.Value) {}, func(err error) { t.Errorf("no panic, but got %v", err) })
	quiet.Invoke(1)
	quiet.Release()
}
