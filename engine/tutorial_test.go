package engine_test

import (
	"fmt"
	"testing"

	"fluxion/engine"
	"fluxion/engine/random"
)

// JAX's tutorial on automatic differentiation, block by block, with what JAX
// prints for it: its documentation as published, with the generator that is the
// default since version 0.5.

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s prints %s, JAX %s", what, got, want)
	}
}

// Section 1: taking gradients.
func TestTutorialGrad(t *testing.T) {
	grad := engine.Grad[engine.Array]
	two := engine.Num(2)
	gradTanh := grad(engine.Tanh)
	expect(t, "grad(tanh)(2)", gradTanh(two).Text(), "0.070650816")
	expect(t, "repr of grad(tanh)(2)", gradTanh(two).String(), "Array(0.07065082, dtype=float32, weak_type=True)")
	expect(t, "grad(grad(tanh))(2)", grad(grad(engine.Tanh))(two).Text(), "-0.13621868")
	expect(t, "grad(grad(grad(tanh)))(2)", grad(grad(grad(engine.Tanh)))(two).Text(), "0.25265405")

	f := func(x engine.Array) engine.Array { // x**3 + 2*x**2 - 3*x + 1
		return x.Pow(engine.Int(3)).Add(engine.Int(2).Mul(x.Pow(engine.Int(2)))).Sub(engine.Int(3).Mul(x)).Add(engine.Int(1))
	}
	derivative := f
	for order, want := range []string{"4.0", "10.0", "6.0", "0.0"} {
		derivative = grad(derivative)
		expect(t, fmt.Sprintf("derivative %d of f at 1", order+1), derivative(engine.Num(1)).Text(), want)
	}
}

// A regression is the tutorial's model with its data and starting point.
type regression struct {
	inputs, targets engine.Array
	key             random.Key
	w, b            engine.Array
}

func newRegression() *regression {
	keys := random.Split(random.NewKey(0), 3)
	return &regression{
		inputs: engine.FromFloat32s([]float32{
			0.52, 1.12, 0.77,
			0.88, -1.08, 0.15,
			0.52, 0.06, -1.30,
			0.74, -2.49, 1.39,
		}, 4, 3),
		targets: engine.FromBools([]bool{true, true, false, true}),
		key:     keys.At(0),
		w:       random.Normal(keys.At(1), []int{3}, engine.Float32),
		b:       random.Normal(keys.At(2), nil, engine.Float32),
	}
}

func sigmoid(x engine.Array) engine.Array {
	return engine.Num(0.5).Mul(engine.Tanh(x.Div(engine.Int(2))).Add(engine.Int(1)))
}

func (r *regression) predict(w, b engine.Array) engine.Array {
	return sigmoid(engine.Dot(r.inputs, w).Add(b))
}

func (r *regression) loss(w, b engine.Array) engine.Array {
	preds := r.predict(w, b)
	one := engine.Int(1)
	labelProbs := preds.Mul(r.targets).Add(one.Sub(preds).Mul(one.Sub(r.targets)))
	return engine.Neg(engine.Sum(engine.Log(labelProbs)))
}

// lossOf and lossDict take the parameters as one value.
func (r *regression) lossOf(p [2]engine.Array) engine.Array { return r.loss(p[0], p[1]) }

func (r *regression) lossDict(p map[string]engine.Array) engine.Array { return r.loss(p["W"], p["b"]) }

const (
	wGrad = "Array([-0.433146 , -0.7354605, -1.2598922], dtype=float32)"
	bGrad = "Array(-0.69001776, dtype=float32)"
)

// Sections 2 and 3: the regression's gradient, by one argument, by both, and
// by a dictionary.
func TestTutorialRegression(t *testing.T) {
	r := newRegression()
	if d := engine.Int(1).Sub(r.targets).DType(); d != engine.Int32 {
		t.Errorf("1 - targets is %v, JAX promotes bool with a number to int32", d)
	}
	byW := engine.Grad(func(w engine.Array) engine.Array { return r.loss(w, r.b) })
	byB := engine.Grad(func(b engine.Array) engine.Array { return r.loss(r.w, b) })
	expect(t, "W_grad", byW(r.w).String(), wGrad)
	expect(t, "b_grad", byB(r.b).String(), bGrad)
	both := engine.Grad(r.lossOf)([2]engine.Array{r.w, r.b})
	expect(t, "W_grad of both", both[0].String(), wGrad)
	expect(t, "b_grad of both", both[1].String(), bGrad)
	dict := engine.Grad(r.lossDict)(map[string]engine.Array{"W": r.w, "b": r.b})
	expect(t, "the dictionary", fmt.Sprintf("{'W': %v, 'b': %v}", dict["W"], dict["b"]), "{'W': "+wGrad+", 'b': "+bGrad+"}")
}

// Section 4: value and gradient in one pass; and the same when compiled.
func TestTutorialValueAndGrad(t *testing.T) {
	r := newRegression()
	at := [2]engine.Array{r.w, r.b}
	value, grad := engine.ValueAndGrad(r.lossOf)(at)
	expect(t, "loss value", value.Text(), "2.9729187")
	expect(t, "loss(W, b)", r.loss(r.w, r.b).Text(), "2.9729187")
	expect(t, "W_grad", grad[0].String(), wGrad)

	type result struct {
		Value engine.Array
		Grad  [2]engine.Array
	}
	jitted := engine.Jit(func(p [2]engine.Array) result {
		value, grad := engine.ValueAndGrad(r.lossOf)(p)
		return result{value, grad}
	})(at)
	expect(t, "loss value under jit", jitted.Value.Text(), "2.9729187")
	expect(t, "W_grad under jit", jitted.Grad[0].String(), wGrad)
	expect(t, "b_grad under jit", jitted.Grad[1].String(), bGrad)
}

// Section 5: checking against numerical differences. The numerical lines are
// quotients of a few hundred units in the last place of the loss: they come out
// only if every rounding is JAX's.
func TestTutorialNumericalDifferences(t *testing.T) {
	r := newRegression()
	eps, half := engine.Num(1e-4), engine.Num(1e-4/2)
	byB := func(b engine.Array) engine.Array { return r.loss(r.w, b) }
	byW := func(w engine.Array) engine.Array { return r.loss(w, r.b) }
	numerical := byB(r.b.Add(half)).Sub(byB(r.b.Sub(half))).Div(eps)
	expect(t, "b_grad_numerical", numerical.Text(), "-0.6890297")
	expect(t, "b_grad_autodiff", engine.Grad(byB)(r.b).Text(), "-0.69001776")

	subkey := random.Split(r.key).At(1)
	vec := random.Normal(subkey, r.w.Shape(), engine.Float32)
	unit := vec.Div(engine.Sqrt(engine.VDot(vec, vec)))
	numerical = byW(r.w.Add(half.Mul(unit))).Sub(byW(r.w.Sub(half.Mul(unit)))).Div(eps)
	expect(t, "W_dirderiv_numerical", numerical.Text(), "1.3041496")
	expect(t, "W_dirderiv_autodiff", engine.VDot(engine.Grad(byW)(r.w), unit).Text(), "1.3006744")

	if err := engine.CheckGrads(r.lossOf, [2]engine.Array{r.w, r.b}, 2); err != nil {
		t.Error(err)
	}
}
