package jax

import (
	"fmt"
	"math"

	"fluxion/engine"
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// An updateHelper is x.at, an updateRef x.at[key].
type (
	updateHelper struct{ of *Array }
	updateRef    struct {
		of  *Array
		key py.Object
	}
)

var (
	updateHelperType = &py.Type{Name: "_IndexUpdateHelper", Module: "jax._src.numpy.array_methods", Final: true}
	updateRefType    = &py.Type{Name: "_IndexUpdateRef", Module: "jax._src.numpy.array_methods", Final: true}
)

// AtType and AtItemType are the classes of x.at and of x.at[key], which has the
// updates as methods.
var AtType, AtItemType = updateHelperType, updateRefType

// Type returns the class.
func (*updateHelper) Type() *py.Type { return updateHelperType }

// Type returns the class.
func (*updateRef) Type() *py.Type { return updateRefType }

// Item implements [py.Indexable].
func (h *updateHelper) Item(_ *py.Thread, key py.Object) py.Object { return &updateRef{h.of, key} }

// Repr implements [py.Representer].
func (h *updateHelper) Repr(t *py.Thread) string {
	return "_IndexUpdateHelper(" + h.of.Repr(t) + ")"
}

// Repr implements [py.Representer].
func (r *updateRef) Repr(t *py.Thread) string {
	return fmt.Sprintf("_IndexUpdateRef(%s, %s)", r.of.Repr(t), t.Repr(r.key))
}

const updateOptions = "*, indices_are_sorted=False, unique_indices=False, mode=None, out_sharding=None"

func init() {
	update := func(names []string, doc string, f func(t *py.Thread, u *updater, x, v engine.Array) engine.Array) {
		for _, name := range names {
			updateRefType.Define(py.Func{
				Sig: name + "(self, values, " + updateOptions + ", wrap_negative_indices=True)", Doc: doc,
				Impl: func(t *py.Thread, a []py.Object) py.Object { return a[0].(*updateRef).update(t, a[1], a[4], f) },
			})
		}
	}
	scatter := func(op engine.ScatterOp) func(t *py.Thread, u *updater, x, v engine.Array) engine.Array {
		return func(_ *py.Thread, u *updater, x, v engine.Array) engine.Array { return u.scatter(op, x, v) }
	}
	// Several values for one place multiply before they divide or raise.
	apply := func(op ast.Operator) func(t *py.Thread, u *updater, x, v engine.Array) engine.Array {
		return func(t *py.Thread, u *updater, x, v engine.Array) engine.Array {
			return Apply(t, op, x, u.scatter(engine.ScatterProduct, engine.OnesLike(x), v)).AsType(x.DType())
		}
	}
	update([]string{"set"}, "A copy with the elements replaced.", scatter(engine.ScatterSet))
	update([]string{"add"}, "A copy with values added.", scatter(engine.ScatterSum))
	update([]string{"subtract", "sub"}, "A copy with values subtracted.", func(_ *py.Thread, u *updater, x, v engine.Array) engine.Array {
		return u.scatter(engine.ScatterSum, x, engine.Neg(v))
	})
	update([]string{"multiply", "mul"}, "A copy with elements multiplied.", scatter(engine.ScatterProduct))
	update([]string{"min"}, "A copy with the smaller of element and value.", scatter(engine.ScatterMin))
	update([]string{"max"}, "A copy with the larger of element and value.", scatter(engine.ScatterMax))
	update([]string{"divide", "div"}, "A copy with elements divided.", apply(ast.Div))
	update([]string{"power", "pow"}, "A copy with elements raised to powers.", apply(ast.Pow))
	updateRefType.Define(
		py.Func{Sig: "apply(self, func, " + updateOptions + ", wrap_negative_indices=True)", Doc: "A copy with a function applied to the elements.",
			Impl: func(t *py.Thread, a []py.Object) py.Object {
				r := a[0].(*updateRef)
				u := r.updater(t, a[4])
				x := engine.Ravel(r.of.data)
				old := engine.Take(x, engine.Maximum(u.places, engine.Int(0)), 0)
				v := ToArray(t, t.Call(a[1], FromArray(old))).AsType(x.DType())
				return FromArray(engine.Reshape(u.scatter(engine.ScatterSet, x, v), r.of.data.Shape()...))
			}},
		py.Func{Sig: "get(self, *, indices_are_sorted=False, unique_indices=False, mode=None, fill_value=None, out_sharding=None, wrap_negative_indices=True)", Doc: "The elements.",
			Impl: func(t *py.Thread, a []py.Object) py.Object {
				r := a[0].(*updateRef)
				x := r.of.data
				out := outside{}
				if m, ok := a[3].(py.Str); ok && (m == "fill" || m == "drop") {
					out = outside{true, missing(x.DType())}
					if a[4] != py.None {
						out.value = t.ToFloat(a[4])
					}
				}
				return r.of.like(index(t, x, len(r.of.Shape()), r.key, out))
			}},
	)
}

// missing is what JAX reads outside an array where it is asked to.
func missing(d engine.DType) float64 {
	switch d {
	case engine.Bool:
		return 1
	case engine.Int64:
		return math.MinInt64
	case engine.Int32:
		return math.MinInt32
	case engine.Uint32:
		return math.MaxUint32
	}
	return math.NaN()
}

// An updater changes elements of a flat array.
type updater struct {
	places engine.Array // int32 of rank 1, -1 where nothing is to be changed
	shape  []int        // of the elements that the key selects
	unique bool         // no place occurs twice
}

// updater finds the places that the key selects: it is applied to an array of
// all places.
func (r *updateRef) updater(t *py.Thread, mode py.Object) *updater {
	shape := r.of.data.Shape()
	all := engine.Reshape(engine.Arange(r.of.data.Size(), engine.Int32), shape...)
	out := outside{fill: true, value: -1}
	if m, ok := mode.(py.Str); ok && m == "clip" {
		out = outside{}
	}
	at := index(t, all, len(shape), r.key, out)
	places := engine.Ravel(at)
	return &updater{places, at.Shape(), distinct(places)}
}

func (r *updateRef) update(t *py.Thread, values, mode py.Object, f func(t *py.Thread, u *updater, x, v engine.Array) engine.Array) py.Object {
	if r.of.key {
		return r.updateKeys(t, values, mode, f)
	}
	u := r.updater(t, mode)
	x := r.of.data
	v := AsArray(t, values, nil)
	if !fits(v.Shape(), u.shape) {
		panic(py.Errorf(py.ValueError, "Incompatible types for broadcasting: input type=%s and requested type=%v[%s]", long(v), v.DType(), dims(u.shape)))
	}
	weak := x.Weak() && v.Weak()
	v = engine.Ravel(engine.BroadcastTo(v.AsType(x.DType()), u.shape...))
	y := f(t, u, engine.Ravel(x), v)
	return FromArray(engine.Reshape(y, x.Shape()...).Weaken(weak))
}

// updateKeys replaces keys by keys: both words at the same places.
func (r *updateRef) updateKeys(t *py.Thread, values, mode py.Object, f func(t *py.Thread, u *updater, x, v engine.Array) engine.Array) py.Object {
	v, ok := values.(*Array)
	if !ok || !v.key {
		panic(notAnArray(t, r.of))
	}
	words := func(a engine.Array, i int) *Array {
		return FromArray(index(t, a, a.Rank(), py.NewTuple(py.Ellipsis, py.Int(i)), outside{}))
	}
	var halves []engine.Array
	for i := range 2 {
		half := &updateRef{words(r.of.data, i), r.key}
		halves = append(halves, half.update(t, words(v.data, i), mode, f).(*Array).data)
	}
	return FromKey(engine.Stack(halves, -1))
}

// fits reports whether shape from stretches to shape to; leading ones may go.
func fits(from, to []int) bool {
	for len(from) > len(to) && from[0] == 1 {
		from = from[1:]
	}
	if len(from) > len(to) {
		return false
	}
	for i, n := range from {
		if m := to[len(to)-len(from)+i]; n != m && n != 1 {
			return false
		}
	}
	return true
}

// scatter combines elements with values; those for one place count in order.
func (u *updater) scatter(op engine.ScatterOp, x, v engine.Array) engine.Array {
	if x.DType() == engine.Bool && op != engine.ScatterSet {
		y := u.scatter(op, x.AsType(engine.Int32), v.AsType(engine.Int32))
		return engine.Ne(y, engine.Int(0))
	}
	dims := engine.ScatterDims{InsertedWindowDims: []int{0}, ScatterDimsToOperandDims: []int{0}}
	return engine.Scatter(op, x, engine.ExpandDims(u.places, 1), v, dims, engine.IndexFill, engine.IndexHints{Unique: u.unique})
}

// distinct reports whether no place occurs twice, as far as that is known.
func distinct(places engine.Array) bool {
	if places.IsTraced() {
		return places.Size() <= 1
	}
	seen := map[int32]bool{}
	for _, p := range places.Int32s() {
		if seen[p] && p >= 0 {
			return false
		}
		seen[p] = true
	}
	return true
}
