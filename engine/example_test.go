package engine_test

import (
	"fmt"

	"fluxion/engine"
	"fluxion/engine/random"
)

// The derivative of tanh, and its derivatives.
func ExampleGrad() {
	gradTanh := engine.Grad(engine.Tanh)
	fmt.Println(gradTanh(engine.Num(2)).Text())
	fmt.Println(engine.Grad(gradTanh)(engine.Num(2)).Text())
	fmt.Println(engine.Grad(engine.Grad(gradTanh))(engine.Num(2)).Text())
	// Output:
	// 0.070650816
	// -0.13621868
	// 0.25265405
}

// All derivatives of a polynomial at once, by Taylor mode.
func ExampleJet() {
	f := func(x engine.Array) engine.Array { // x³ + 2x² − 3x + 1
		square := engine.Square(x)
		return x.Mul(square).Add(engine.Int(2).Mul(square)).Sub(engine.Int(3).Mul(x)).Add(engine.Int(1))
	}
	along := []engine.Array{engine.Num(1), engine.Num(0), engine.Num(0), engine.Num(0)}
	y, derivatives := engine.Jet(f, engine.Num(1), along)
	fmt.Println(y.Text())
	for _, d := range derivatives {
		fmt.Println(d.Text())
	}
	// Output:
	// 1.0
	// 4.0
	// 10.0
	// 6.0
	// 0.0
}

// The logistic regression of JAX's tutorial: the loss and its gradient by both
// parameters.
func ExampleValueAndGrad() {
	inputs := engine.FromFloat32s([]float32{
		0.52, 1.12, 0.77,
		0.88, -1.08, 0.15,
		0.52, 0.06, -1.30,
		0.74, -2.49, 1.39,
	}, 4, 3)
	targets := engine.FromBools([]bool{true, true, false, true})
	one := engine.Int(1)

	type params struct{ W, B engine.Array }
	loss := func(p params) engine.Array {
		preds := sigmoid(engine.Dot(inputs, p.W).Add(p.B))
		labelProbs := preds.Mul(targets).Add(one.Sub(preds).Mul(one.Sub(targets)))
		return engine.Neg(engine.Sum(engine.Log(labelProbs)))
	}

	keys := random.Split(random.NewKey(0), 3)
	start := params{
		W: random.Normal(keys.At(1), []int{3}, engine.Float32),
		B: random.Normal(keys.At(2), nil, engine.Float32),
	}
	value, grad := engine.ValueAndGrad(loss)(start)
	fmt.Println("loss value", value.Text())
	fmt.Println(grad.W)
	fmt.Println(grad.B)
	fmt.Println(engine.CheckGrads(loss, start, 2))
	// Output:
	// loss value 2.9729187
	// Array([-0.433146 , -0.7354605, -1.2598922], dtype=float32)
	// Array(-0.69001776, dtype=float32)
	// <nil>
}

// Dictionaries, slices and structs of arrays are differentiated as they are.
func ExampleGrad_nested() {
	f := func(p map[string][]engine.Array) engine.Array {
		return engine.Sum(p["x"][0].Mul(p["x"][1])).Add(engine.Square(p["y"][0]))
	}
	grad := engine.Grad(f)(map[string][]engine.Array{
		"x": {engine.FromFloat32s([]float32{1, 2}), engine.FromFloat32s([]float32{3, 4})},
		"y": {engine.Num(5)},
	})
	fmt.Println(grad["x"][0].Text(), grad["x"][1].Text(), grad["y"][0].Text())
	// Output: [3. 4.] [1. 2.] 10.0
}

// The gradient of every sample's loss, from the gradient of one.
func ExampleVmap() {
	type sample struct{ W, X engine.Array }
	grad := engine.Grad(func(s sample) engine.Array { return engine.Tanh(engine.Dot(s.W, s.X)) })
	each := engine.Vmap(grad, engine.Shared, 0)(sample{
		W: engine.FromFloat32s([]float32{1, -1}),
		X: engine.FromFloat32s([]float32{0, 0, 1, 1, 2, 0}, 3, 2),
	})
	fmt.Println(each.W)
	// Output:
	// Array([[0.        , 0.        ],
	//        [1.        , 1.        ],
	//        [0.14130163, 0.        ]], dtype=float32)
}

// A compiled function is traced once for each type and shape.
func ExampleJit() {
	f := engine.Jit(func(x engine.Array) engine.Array {
		fmt.Println("tracing", x)
		return engine.Sum(engine.Square(x))
	})
	fmt.Println(f(engine.FromFloat32s([]float32{1, 2, 3})).Text())
	fmt.Println(f(engine.FromFloat32s([]float32{4, 5, 6})).Text())
	// Output:
	// tracing Traced<float32[3]>with<f>
	// 14.0
	// 77.0
}

// The second derivatives of a function of two numbers.
func ExampleHessian() {
	f := func(x engine.Array) engine.Array { // x₀²·x₁
		return engine.Square(engine.Index(x, 0)).Mul(engine.Index(x, 1))
	}
	fmt.Println(engine.Hessian(f)(engine.FromFloat32s([]float32{2, 3})).Text())
	// Output:
	// [[6. 4.]
	//  [4. 0.]]
}

// A traced program in JAX's notation.
func ExampleMakeJaxpr() {
	f := func(x engine.Array) engine.Array { return engine.Sin(engine.Cos(x)) }
	fmt.Println(engine.MakeJaxpr(f, engine.Num(3)))
	fmt.Println(engine.MakeJaxpr(engine.Grad(f), engine.Num(3)))
	// Output:
	// { lambda ; a:f32[]. let b:f32[] = cos a; c:f32[] = sin b in (c,) }
	// { lambda ; a:f32[]. let
	//     b:f32[] = cos a
	//     c:f32[] = sin a
	//     _:f32[] = sin b
	//     d:f32[] = cos b
	//     e:f32[] = mul 1.0:f32[] d
	//     f:f32[] = neg e
	//     g:f32[] = mul f c
	//   in (g,) }
}

// Misuse panics with an *Error, which Try returns.
func ExampleTry() {
	err := engine.Try(func() {
		engine.MatMul(engine.Zeros([]int{3, 4}, engine.Float32), engine.Zeros([]int{5, 6}, engine.Float32))
	})
	fmt.Println(err)
	// Output: matmul: shapes (3, 4) and (5, 6) do not align: 4 ≠ 5
}
