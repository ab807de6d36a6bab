package engine

import (
	"fmt"
	"slices"
	"testing"
)

type layer struct {
	W, B       Array
	Activation string // static
}

// A twin is a custom node: two arrays and a label.
type twin struct {
	a, b  Array
	label string
}

func (t twin) Children() []any { return []any{t.a, t.b} }

func (t twin) WithChildren(c []any) any { return twin{c[0].(Array), c[1].(Array), t.label} }

func apply(l layer, x Array) Array {
	y := Add(Dot(l.W, x), l.B)
	if l.Activation == "tanh" {
		return Tanh(y)
	}
	return y
}

func exampleLayers() []layer {
	return []layer{
		{FromFloat64s([]float64{0.5, -1, 0.25, 2}, 2, 2), FromFloat64s([]float64{0.1, -0.2}), "tanh"},
		{FromFloat64s([]float64{1, -1}, 1, 2), FromFloat64s([]float64{0.3}), ""},
	}
}

// Gradients have the structure of the argument, static fields included, for
// every kind of container.
func TestGradientsOfContainers(t *testing.T) {
	x := FromFloat64s([]float64{0.7, -0.4})
	loss := func(layers []layer) Array {
		y := x
		for _, l := range layers {
			y = apply(l, y)
		}
		return Sum(Square(y))
	}
	layers := exampleLayers()
	g := Grad(loss)(layers)
	if len(g) != 2 || g[0].Activation != "tanh" || fmt.Sprint(g[0].W.Shape(), g[1].B.Shape()) != "[2 2] [1]" {
		t.Errorf("the gradient is %v", g)
	}
	if err := CheckGrads(loss, layers, 2); err != nil {
		t.Error(err)
	}
	if j := Jit(Grad(loss))(layers); fmt.Sprint(j) != fmt.Sprint(g) {
		t.Errorf("jit gives %v, want %v", j, g)
	}

	type everything struct {
		M     map[string]Array
		S     []Array
		P     *layer
		Pair  [2]Array
		Inner struct{ X Array }
		Any   any
		Node  twin
		note  string
	}
	at := everything{
		M: map[string]Array{"a": Scalar(2, Float64), "b": Scalar(3, Float64)}, S: []Array{Scalar(4, Float64)},
		P: &layer{W: Scalar(5, Float64), B: Scalar(6, Float64), Activation: "kept"}, Pair: [2]Array{Scalar(7, Float64), Scalar(8, Float64)},
		Any: Scalar(10, Float64), Node: twin{Scalar(11, Float64), Scalar(12, Float64), "label"}, note: "kept too",
	}
	at.Inner.X = Scalar(9, Float64)
	f := func(e everything) Array {
		product := Mul(e.M["a"], Mul(e.M["b"], e.S[0]))
		sum := Add(Mul(e.P.W, e.P.B), Mul(e.Pair[0], e.Pair[1]))
		return Add(Add(product, sum), Add(Mul(e.Inner.X, e.Any.(Array)), Mul(e.Node.a, e.Node.b)))
	}
	for name, grad := range map[string]everything{"grad": Grad(f)(at), "jit": Jit(Grad(f))(at), "of jit": Grad(Jit(f))(at), "jacfwd": Jacfwd(f)(at), "jacrev": Jacrev(f)(at)} {
		var got []float64
		for _, a := range []Array{grad.M["a"], grad.M["b"], grad.S[0], grad.P.W, grad.P.B, grad.Pair[0], grad.Pair[1],
			grad.Inner.X, grad.Any.(Array), grad.Node.a, grad.Node.b} {
			got = append(got, a.Item())
		}
		if want := []float64{12, 8, 6, 6, 5, 8, 7, 10, 9, 12, 11}; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
		if grad.P.Activation != "kept" || grad.Node.label != "label" || grad.note != "kept too" {
			t.Errorf("%s lost a static field: %q, %q, %q", name, grad.P.Activation, grad.Node.label, grad.note)
		}
	}
}

// Functions return containers too.
func TestResultsInContainers(t *testing.T) {
	f := func(p map[string]Array) map[string][]Array {
		return map[string][]Array{"sum": {Add(p["x"], p["y"])}, "both": {Mul(p["x"], p["y"]), p["x"]}}
	}
	at := map[string]Array{"x": Scalar(2, Float64), "y": Scalar(5, Float64)}
	show := func(r map[string][]Array) string {
		return fmt.Sprint(r["sum"][0].Item(), r["both"][0].Item(), r["both"][1].Item())
	}
	y, dy := JVP(f, at, map[string]Array{"x": Scalar(1, Float64), "y": Scalar(10, Float64)})
	if show(y) != "7 10 2" || show(dy) != "11 25 1" {
		t.Errorf("jvp gives %v and %v", y, dy)
	}
	y, pull := VJP(f, at)
	ct := pull(map[string][]Array{"sum": {Scalar(1, Float64)}, "both": {Scalar(2, Float64), Scalar(3, Float64)}})
	if show(y) != "7 10 2" || ct["x"].Item() != 14 || ct["y"].Item() != 5 {
		t.Errorf("vjp gives %v and %v", y, ct)
	}
	if show(Jit(f)(at)) != "7 10 2" {
		t.Errorf("jit gives %v", Jit(f)(at))
	}
	batch := map[string]Array{"x": FromFloat64s([]float64{2, 3}), "y": FromFloat64s([]float64{5, 7})}
	if r := Vmap(f)(batch); r["both"][0].Text() != "[10. 21.]" {
		t.Errorf("vmap gives %v", r)
	}
}

func TestAux(t *testing.T) {
	type report struct {
		Predictions []Array
		Note        string
	}
	f := func(x Array) (Array, report) {
		y := Square(x)
		return Sum(y), report{[]Array{y, ArgMax(x, 0)}, "seen"}
	}
	x := FromFloat64s([]float64{1, 3, 2})
	value, aux, g := ValueAndGradAux(f)(x)
	if value.Item() != 14 || g.Text() != "[2. 6. 4.]" || aux.Predictions[0].Text() != "[1. 9. 4.]" || aux.Predictions[1].Item() != 1 || aux.Note != "seen" {
		t.Errorf("%v, %v, %v", value, aux, g)
	}
	if g, aux := GradAux(f)(x); g.Text() != "[2. 6. 4.]" || aux.Note != "seen" {
		t.Errorf("%v, %v", g, aux)
	}
	// What is auxiliary outside takes part in the derivative around it.
	second := Grad(func(x Array) Array { _, aux := GradAux(f)(x); return Sum(Mul(aux.Predictions[0], x)) })(x)
	if second.Text() != "[ 3. 27. 12.]" {
		t.Errorf("through the auxiliary result: %v, want 3x²", second)
	}
	if g, aux := GradAux(func(x Array) (Array, any) { return Sum(x), nil })(x); aux != nil || g.Text() != "[1. 1. 1.]" {
		t.Errorf("nothing as auxiliary result: %v, %v", g, aux)
	}
}

// A jitted function sees static values as they are, exported or not.
func TestJitTracesAgainForNewStatics(t *testing.T) {
	type scaled struct {
		X     Array
		scale float64
		F     func(Array) Array
	}
	traces := 0
	f := Jit(func(s scaled) Array {
		traces++
		y := Mul(s.X, Num(s.scale))
		if s.F != nil {
			y = s.F(y)
		}
		return y
	})
	x := Scalar(3, Float64)
	for range 2 {
		for _, scale := range []float64{2, 5} {
			if got := f(scaled{X: x, scale: scale}).Item(); got != 3*scale {
				t.Errorf("scale %g gives %g", scale, got)
			}
		}
	}
	if traces != 2 {
		t.Errorf("%d traces, 2 are expected", traces)
	}
	for n := range 3 {
		plus := func(x Array) Array { return Add(x, Num(float64(n))) }
		if got := f(scaled{X: x, scale: 1, F: plus}).Item(); got != 3+float64(n) {
			t.Errorf("a function that adds %d gives %g", n, got)
		}
	}
	before := traces
	f(scaled{X: Scalar(4, Float64), scale: 2})
	if traces != before {
		t.Error("another value of an array is no reason to trace again")
	}
	weak, strong := f(scaled{X: Num(4), scale: 2}), f(scaled{X: Scalar(4, Float32), scale: 2})
	if !weak.Weak() || strong.Weak() {
		t.Errorf("a weak argument gives %v, a strong one %v", weak, strong)
	}
	f(scaled{X: Zeros([]int{2}, Float64), scale: 2})
	if traces != before+3 {
		t.Errorf("%d more traces for two new types and a new shape, 3 are expected", traces-before)
	}
}

func TestGradientOfUnusedAndIntegerLeaves(t *testing.T) {
	type mixed struct{ X, Y, N Array }
	at := mixed{Scalar(2, Float64), FromFloat32s([]float32{1, 2}), Int(3)}
	f := func(m mixed) Array { return Mul(m.X, m.N) }
	y, pull := VJP(f, at)
	ct := pull(OnesLike(y))
	if ct.X.Item() != 3 || ct.Y.Text() != "[0. 0.]" || ct.Y.DType() != Float32 || ct.N.DType() != Int32 {
		t.Errorf("the pullback gives %v", ct)
	}
	_, dy := JVP(f, at, mixed{Scalar(1, Float64), FromFloat32s([]float32{1, 1}), Int(0)})
	if dy.Item() != 3 {
		t.Errorf("the tangent is %v", dy)
	}
	if err := CheckGrads(f, at, 2); err != nil {
		t.Error(err)
	}
	if err := Try(func() { Grad(f)(at) }); err == nil {
		t.Error("grad accepts an integer leaf")
	}
}
