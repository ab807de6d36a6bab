package prim

import (
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// broadcastShape returns the common shape of elementwise operands: operands of
// rank 0 fit everything, and axes of size 1 stretch.
func broadcastShape(op string, in []ir.Aval) []int {
	var shape []int
	for _, a := range in {
		if len(a.Shape) == 0 {
			continue
		}
		if shape == nil {
			shape = slices.Clone(a.Shape)
			continue
		}
		if len(shape) != len(a.Shape) {
			ir.Fail(op, in, "operands have ranks %d and %d, equal ranks are expected", len(shape), len(a.Shape))
		}
		for i, n := range a.Shape {
			switch {
			case shape[i] == n || n == 1:
			case shape[i] == 1:
				shape[i] = n
			default:
				ir.Fail(op, in, "shapes %s and %s do not align: %d ≠ %d on axis %d", ir.Tuple(shape), ir.Tuple(a.Shape), shape[i], n, i)
			}
		}
	}
	return shape
}

func allWeak(in []ir.Aval) bool {
	for _, a := range in {
		if !a.Weak {
			return false
		}
	}
	return true
}

func requireSameDType(op string, in []ir.Aval) ir.DType {
	for _, a := range in[1:] {
		if a.DType != in[0].DType {
			ir.Fail(op, in, "operands have element types %v and %v, equal types are expected", in[0].DType, a.DType)
		}
	}
	return in[0].DType
}

// A typeClass is a set of element types that an operation accepts.
type typeClass struct {
	name string
	has  func(ir.DType) bool
}

var (
	anyType      = typeClass{"any", func(ir.DType) bool { return true }}
	numbers      = typeClass{"real numbers", func(d ir.DType) bool { return d != ir.Bool && !d.IsComplex() }}
	anyNumbers   = typeClass{"numbers", func(d ir.DType) bool { return d != ir.Bool }}
	floats       = typeClass{"floats", ir.DType.IsFloat}
	parts        = typeClass{"float32 or float64", func(d ir.DType) bool { return d == ir.Float32 || d == ir.Float64 }}
	inexact      = typeClass{"floats or complex numbers", ir.DType.IsInexact}
	ordered      = typeClass{"real numbers or bools", func(d ir.DType) bool { return !d.IsComplex() }}
	complexOnly  = typeClass{"complex numbers", ir.DType.IsComplex}
	integers     = typeClass{"integers", ir.DType.IsInt}
	bits         = typeClass{"integer or bool operands", func(d ir.DType) bool { return !d.IsInexact() }}
	unsignedOnly = typeClass{"uint32 operands", func(d ir.DType) bool { return d == ir.Uint32 }}
)

// accepting returns the class that a primitive accepts: with the complex numbers
// if it computes with them.
func accepting(p *core.Primitive, class typeClass) typeClass {
	switch {
	case p.Complex == nil:
		return class
	case class.has(ir.Int32):
		return anyNumbers
	default:
		return inexact
	}
}

func requireType(op string, in []ir.Aval, class typeClass) {
	for _, a := range in {
		if !class.has(a.DType) {
			ir.Fail(op, in, "element type %v given, %s are expected", a.DType, class.name)
		}
	}
}

// sameType is the shape rule of arithmetic: operands and result share a type.
func sameType(op string, class typeClass) func(in []ir.Aval, _ ir.Params) []ir.Aval {
	return func(in []ir.Aval, _ ir.Params) []ir.Aval {
		requireType(op, in, class)
		return []ir.Aval{{DType: requireSameDType(op, in), Shape: broadcastShape(op, in), Weak: allWeak(in)}}
	}
}

// predicate is the shape rule of comparisons: the result is bool.
func predicate(op string, class typeClass) func(in []ir.Aval, _ ir.Params) []ir.Aval {
	return func(in []ir.Aval, _ ir.Params) []ir.Aval {
		requireType(op, in, class)
		requireSameDType(op, in)
		return []ir.Aval{{DType: ir.Bool, Shape: broadcastShape(op, in), Weak: allWeak(in)}}
	}
}

// selectType is the shape rule of select_n: a predicate and two operands of
// the result's type.
func selectType(in []ir.Aval, _ ir.Params) []ir.Aval {
	const op = "select_n"
	if in[0].DType != ir.Bool {
		ir.Fail(op, in, "a predicate of type %v given, bool is expected", in[0].DType)
	}
	return []ir.Aval{{DType: requireSameDType(op, in[1:]), Shape: broadcastShape(op, in), Weak: allWeak(in[1:])}}
}

// pointwise is the batching rule of elementwise primitives: all batches move
// to axis 0, and operands of lower rank get axes of size 1 after it.
func pointwise(p *core.Primitive) func(params ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
	return func(params ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
		rank := 0 // of the widest operand, without the batch
		for i, v := range in {
			r := v.Aval().Rank()
			if axes[i] >= 0 {
				r--
			}
			rank = max(rank, r)
		}
		moved := make([]Value, len(in))
		for i, v := range in {
			moved[i] = alignBatch(v, axes[i], rank)
		}
		out := core.Bind(p, params, moved...)
		outAxes := make([]int, len(out)) // all 0
		return out, outAxes
	}
}

// alignBatch returns v with its batch on axis 0 and rank axes after it. An
// operand without batch gets a leading axis of size 1, scalars stay scalars.
func alignBatch(v Value, axis, rank int) Value {
	if axis < 0 {
		if shape := v.Aval().Shape; len(shape) > 0 && len(shape) == rank {
			return ExpandDims(v, 0)
		}
		return v
	}
	v = MoveAxis(v, axis, 0)
	for v.Aval().Rank() < rank+1 {
		v = ExpandDims(v, v.Aval().Rank())
	}
	return v
}

// Neg returns −x.
func Neg(x Value) Value { return apply("neg", nil, x) }

// Add returns x + y.
func Add(x, y Value) Value { return apply("add", nil, x, y) }

// AddAny returns x + y, the sum of two tangents or cotangents.
func AddAny(x, y Value) Value { return apply("add_any", nil, x, y) }

// Sub returns x − y.
func Sub(x, y Value) Value { return apply("sub", nil, x, y) }

// Mul returns x·y.
func Mul(x, y Value) Value { return apply("mul", nil, x, y) }

// Div returns x/y; integers truncate toward zero.
func Div(x, y Value) Value { return apply("div", nil, x, y) }

// Rem returns the remainder of x/y with the sign of x.
func Rem(x, y Value) Value { return apply("rem", nil, x, y) }

// Max returns the larger operand; NaN if either is.
func Max(x, y Value) Value { return apply("max", nil, x, y) }

// Min returns the smaller operand; NaN if either is.
func Min(x, y Value) Value { return apply("min", nil, x, y) }

// Clamp returns min(max(x, lo), hi).
func Clamp(lo, x, hi Value) Value { return apply("clamp", nil, lo, x, hi) }

// Select returns onTrue where pred holds and onFalse elsewhere.
func Select(pred, onTrue, onFalse Value) Value {
	return apply("select_n", nil, pred, onFalse, onTrue)
}

// Comparisons of equal types; the results are bool.

// Eq returns x = y.
func Eq(x, y Value) Value { return apply("eq", nil, x, y) }

// Ne returns x ≠ y.
func Ne(x, y Value) Value { return apply("ne", nil, x, y) }

// Lt returns x < y.
func Lt(x, y Value) Value { return apply("lt", nil, x, y) }

// Le returns x ≤ y.
func Le(x, y Value) Value { return apply("le", nil, x, y) }

// Gt returns x > y.
func Gt(x, y Value) Value { return apply("gt", nil, x, y) }

// Ge returns x ≥ y.
func Ge(x, y Value) Value { return apply("ge", nil, x, y) }

// StopGradient returns x with a zero derivative.
func StopGradient(x Value) Value { return apply("stop_gradient", nil, x) }

// Name returns x under a name that the policies of checkpoints refer to.
func Name(x Value, name string) Value { return apply("name", nameParams{name}, x) }

// unbroadcast sums ct over the axes along which an operand of type a was
// stretched.
func unbroadcast(a ir.Aval, ct Value) Value {
	shape := ct.Aval().Shape
	if slices.Equal(a.Shape, shape) {
		return ct
	}
	var axes []int
	for i := range shape {
		if len(a.Shape) == 0 || a.Shape[i] == 1 && shape[i] != 1 {
			axes = append(axes, i)
		}
	}
	return Reshape(ReduceSum(ct, axes), a.Shape)
}

// Broadcast stretches x to the given shape by the rule of elementwise
// operations.
func Broadcast(x Value, shape []int) Value {
	from := x.Aval().Shape
	if slices.Equal(from, shape) {
		return x
	}
	dims := make([]int, len(from))
	for i := range dims {
		dims[i] = i + len(shape) - len(from)
	}
	return BroadcastInDim(x, shape, dims)
}

// halfOnTies is the derivative of max and min with respect to the operand x,
// whose competitor is y and whose winner is z: 1 where x won, ½ on a tie.
func halfOnTies(t, x, y, z Value) Value {
	share := Select(Eq(y, z), lit(t, 0.5), lit(t, 1))
	mask := Select(Eq(x, z), share, Broadcast(lit(t, 0), share.Aval().Shape))
	return Mul(t, mask)
}

func init() {
	arithmetic := core.Elementwise
	reals := core.Interval{Lo: -3, Hi: 3}
	tie := []core.TangentRule{
		func(_ ir.Params, t Value, x []Value, z Value) Value { return halfOnTies(t, x[0], x[1], z) },
		func(_ ir.Params, t Value, x []Value, z Value) Value { return halfOnTies(t, x[1], x[0], z) },
	}
	addTranspose := func(_ ir.Params, ct, in []Value) []Value {
		return []Value{transposeTo(in[0], ct[0]), transposeTo(in[1], ct[0])}
	}
	keep := func(_ ir.Params, t Value, _ []Value, _ Value) Value { return t }
	negate := func(_ ir.Params, t Value, _ []Value, _ Value) Value { return Neg(t) }
	Register(
		&core.Primitive{
			Op: "neg", Arity: 1, Traits: arithmetic | core.Linear, Domain: reals,
			Lower:     unary((*kernel.Builder).Neg),
			Complex:   complex1(func(x complex128) complex128 { return -x }),
			Transpose: func(_ ir.Params, ct, in []Value) []Value { return []Value{Neg(ct[0])} },
		},
		&core.Primitive{
			Op: "add", Arity: 2, Traits: arithmetic | core.Linear, Domain: reals,
			Lower:     binary((*kernel.Builder).Add),
			Complex:   complex2(func(x, y complex128) complex128 { return x + y }),
			Tangent:   []core.TangentRule{keep, keep},
			Transpose: addTranspose,
		},
		&core.Primitive{
			Op: "add_any", Arity: 2, Traits: arithmetic | core.Linear, Domain: reals,
			Lower:     binary((*kernel.Builder).Add),
			Complex:   complex2(func(x, y complex128) complex128 { return x + y }),
			Tangent:   []core.TangentRule{keep, keep},
			Transpose: addTranspose,
		},
		&core.Primitive{
			Op: "sub", Arity: 2, Traits: arithmetic | core.Linear, Domain: reals,
			Lower:    binary((*kernel.Builder).Sub),
			Complex:  complex2(func(x, y complex128) complex128 { return x - y }),
			Tangent:  []core.TangentRule{keep, negate},
			Identity: func(i int, c float64) bool { return i == 1 && isPositiveZero(c) },
			Transpose: func(_ ir.Params, ct, in []Value) []Value {
				return []Value{transposeTo(in[0], ct[0]), transposeTo(in[1], negIfDefined(in[1], ct[0]))}
			},
		},
		&core.Primitive{
			Op: "mul", Arity: 2, Traits: arithmetic | core.Bilinear, Domain: reals,
			Lower:    binary((*kernel.Builder).Mul),
			Complex:  complex2(func(x, y complex128) complex128 { return x * y }),
			Identity: func(_ int, c float64) bool { return c == 1 },
			Transpose: func(_ ir.Params, ct, in []Value) []Value {
				if core.IsUndefined(in[0]) {
					return []Value{unbroadcast(in[0].Aval(), Mul(ct[0], in[1])), nil}
				}
				return []Value{nil, unbroadcast(in[1].Aval(), Mul(in[0], ct[0]))}
			},
		},
		&core.Primitive{
			Op: "div", Arity: 2, Traits: arithmetic, Domain: core.Interval{Lo: 0.5, Hi: 3},
			Lower:    binary((*kernel.Builder).Div),
			Complex:  complex2(func(x, y complex128) complex128 { return x / y }),
			Identity: func(i int, c float64) bool { return i == 1 && c == 1 },
			Tangent: []core.TangentRule{
				func(_ ir.Params, t Value, x []Value, _ Value) Value { return Div(t, x[1]) },
				func(_ ir.Params, t Value, x []Value, _ Value) Value {
					return Mul(Mul(Neg(t), x[0]), IntegerPow(x[1], -2))
				},
			},
			// v = u/w, from u = v·w: v_k = (u_k − Σ_{j<k} v_j w_{k−j}) / w_0.
			Jet: func(_ ir.Params, k int, u []core.Series, v core.Series) Value {
				rest := u[0].At(k)
				for j := range k {
					if w := u[1].At(k - j); w != nil {
						rest = subSeries(rest, Mul(v.Dense(j), w))
					}
				}
				if rest == nil {
					return nil
				}
				return Div(rest, u[1].Dense(0))
			},
			Transpose: func(_ ir.Params, ct, in []Value) []Value {
				if core.IsUndefined(in[1]) {
					core.NotLinear("div")
				}
				return []Value{unbroadcast(in[0].Aval(), Div(ct[0], in[1])), nil}
			},
		},
		&core.Primitive{
			Op: "rem", Arity: 2, Traits: arithmetic, Domain: core.Interval{Lo: 0.7, Hi: 3},
			Lower: binary((*kernel.Builder).Rem),
			Tangent: []core.TangentRule{
				func(_ ir.Params, t Value, x []Value, z Value) Value { return Broadcast(t, z.Aval().Shape) },
				func(_ ir.Params, t Value, x []Value, _ Value) Value {
					q := Div(x[0], x[1])
					return Mul(Neg(t), Mul(Sign(q), Floor(Abs(q))))
				},
			},
		},
		&core.Primitive{
			Op: "max", Arity: 2, Traits: arithmetic, Domain: reals,
			Lower:   binary((*kernel.Builder).Max),
			Tangent: tie,
		},
		&core.Primitive{
			Op: "min", Arity: 2, Traits: arithmetic, Domain: reals,
			Lower:   binary((*kernel.Builder).Min),
			Tangent: tie,
		},
		&core.Primitive{
			// Operands lo, x, hi.
			Op: "clamp", Arity: 3, Traits: arithmetic, Domain: reals,
			Lower: func(b *kernel.Builder, in []kernel.Node, _ ir.Params) []kernel.Node {
				return []kernel.Node{b.Min(b.Max(in[1], in[0]), in[2])}
			},
			Tangent: []core.TangentRule{
				func(_ ir.Params, t Value, x []Value, _ Value) Value {
					return maskTangent(And(Gt(x[0], x[1]), Lt(x[0], x[2])), t)
				},
				func(_ ir.Params, t Value, x []Value, _ Value) Value {
					return maskTangent(And(Gt(x[1], x[0]), Lt(x[1], x[2])), t)
				},
				func(_ ir.Params, t Value, x []Value, _ Value) Value {
					return maskTangent(Lt(x[2], x[1]), t)
				},
			},
		},
		&core.Primitive{
			// Operands pred, on false, on true.
			Op: "select_n", Arity: 3, Traits: arithmetic | core.Moving, Domain: reals,
			Shape: selectType,
			Lower: func(b *kernel.Builder, in []kernel.Node, _ ir.Params) []kernel.Node {
				return []kernel.Node{b.Select(in[0], in[2], in[1])}
			},
			Complex: func(_ ir.Params, x []complex128) complex128 {
				if x[0] != 0 {
					return x[2]
				}
				return x[1]
			},
			LinearIn: func(i int) bool { return i > 0 },
			Transpose: func(_ ir.Params, ct, in []Value) []Value {
				zero := Broadcast(lit(ct[0], 0), ct[0].Aval().Shape)
				out := make([]Value, 3)
				if core.IsUndefined(in[1]) {
					out[1] = unbroadcast(in[1].Aval(), Select(in[0], zero, ct[0]))
				}
				if core.IsUndefined(in[2]) {
					out[2] = unbroadcast(in[2].Aval(), Select(in[0], ct[0], zero))
				}
				return out
			},
		},
		&core.Primitive{
			Op: "stop_gradient", Arity: 1, Traits: arithmetic | core.Moving,
			Shape:   sameType("stop_gradient", anyType),
			Lower:   unary(func(_ *kernel.Builder, x kernel.Node) kernel.Node { return x }),
			Complex: complex1(func(x complex128) complex128 { return x }),
		},
		&core.Primitive{
			Op: "name", Arity: 1, Traits: arithmetic | core.Moving, Domain: reals,
			Shape:   sameType("name", anyType),
			Lower:   unary(func(_ *kernel.Builder, x kernel.Node) kernel.Node { return x }),
			Complex: complex1(func(x complex128) complex128 { return x }),
			Tangent: []core.TangentRule{func(_ ir.Params, t Value, _ []Value, _ Value) Value { return t }},
		},
		comparison("eq", anyType, (*kernel.Builder).Eq, func(x, y complex128) bool { return x == y }),
		comparison("ne", anyType, (*kernel.Builder).Ne, func(x, y complex128) bool { return x != y }),
		comparison("lt", numbers, (*kernel.Builder).Lt, nil),
		comparison("le", numbers, (*kernel.Builder).Le, nil),
		comparison("gt", numbers, (*kernel.Builder).Gt, nil),
		comparison("ge", numbers, (*kernel.Builder).Ge, nil),
	)
}

func comparison(op string, class typeClass, f func(b *kernel.Builder, x, y kernel.Node) kernel.Node, onComplex func(x, y complex128) bool) *core.Primitive {
	p := &core.Primitive{
		Op: op, Arity: 2, Traits: core.Elementwise, Domain: core.Interval{Lo: -3, Hi: 3},
		Shape: predicate(op, class), Lower: binary(f),
	}
	if onComplex != nil {
		p.Complex = complex2(func(x, y complex128) complex128 {
			if onComplex(x, y) {
				return 1
			}
			return 0
		})
	}
	return p
}

// transposeTo returns the cotangent of a linear operand, nil for a fixed one.
func transposeTo(in, ct Value) Value {
	if !core.IsUndefined(in) || ct == nil {
		return nil
	}
	return unbroadcast(in.Aval(), ct)
}

func negIfDefined(in, ct Value) Value {
	if !core.IsUndefined(in) {
		return nil
	}
	return Neg(ct)
}

func maskTangent(pred, t Value) Value {
	shape := broadcastShape("select_n", []ir.Aval{pred.Aval(), t.Aval()})
	return Select(pred, Broadcast(t, shape), Broadcast(lit(t, 0), shape))
}

func subSeries(x, y Value) Value {
	if x == nil {
		return Neg(y)
	}
	return Sub(x, y)
}

func isPositiveZero(c float64) bool { return c == 0 && !signbit(c) }
