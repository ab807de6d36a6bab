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
	update := func(names []string, doc string, f func(t *py.Thread, u *updater, x, v engine.Array) engine.Array) []py.Member {
		var members []py.Member
		for _, name := range names {
			members = append(members, py.Func{
				Sig: name + "(self, values, " + updateOptions + ", wrap_negative_indices=True)", Doc: doc,
				Impl: func(t *py.Thread, a []py.Object) py.Object { return a[0].(*updateRef).update(t, a[1], a[4], f) },
			})
		}
		return members
	}
	apply := func(op ast.Operator) func(t *py.Thread, u *updater, x, v engine.Array) engine.Array {
		return func(t *py.Thread, u *updater, x, v engine.Array) engine.Array {
			return Apply(t, op, x, u.combine(engine.Mul, engine.OnesLike(x), v)).AsType(x.DType())
		}
	}
	updateRefType.Define(update([]string{"set"}, "A copy with the elements replaced.", func(_ *py.Thread, u *updater, x, v engine.Array) engine.Array { return u.set(x, v) })...)
	updateRefType.Define(update([]string{"add"}, "A copy with values added.", func(_ *py.Thread, u *updater, x, v engine.Array) engine.Array { return u.add(x, v) })...)
	updateRefType.Define(update([]string{"subtract", "sub"}, "A copy with values subtracted.", func(_ *py.Thread, u *updater, x, v engine.Array) engine.Array { return u.add(x, engine.Neg(v)) })...)
	updateRefType.Define(update([]string{"multiply", "mul"}, "A copy with elements multiplied.", func(_ *py.Thread, u *updater, x, v engine.Array) engine.Array {
		return u.combine(engine.Mul, x, v)
	})...)
	updateRefType.Define(update([]string{"min"}, "A copy with the smaller of element and value.", func(_ *py.Thread, u *updater, x, v engine.Array) engine.Array {
		return u.combine(engine.Minimum, x, v)
	})...)
	updateRefType.Define(update([]string{"max"}, "A copy with the larger of element and value.", func(_ *py.Thread, u *updater, x, v engine.Array) engine.Array {
		return u.combine(engine.Maximum, x, v)
	})...)
	updateRefType.Define(update([]string{"divide", "div"}, "A copy with elements divided.", apply(ast.Div))...)
	updateRefType.Define(update([]string{"power", "pow"}, "A copy with elements raised to powers.", apply(ast.Pow))...)
	updateRefType.Define(
		py.Func{Sig: "apply(self, func, " + updateOptions + ", wrap_negative_indices=True)", Doc: "A copy with a function applied to the elements.",
			Impl: func(t *py.Thread, a []py.Object) py.Object {
				r := a[0].(*updateRef)
				u := r.updater(t, a[4])
				x := engine.Ravel(r.of.data)
				old := engine.Take(x, engine.Maximum(u.places, engine.Int(0)), 0)
				v := ToArray(t, t.Call(a[1], FromArray(old))).AsType(x.DType())
				return FromArray(engine.Reshape(u.set(x, v), r.of.data.Shape()...))
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
	known  []int32      // the places, if they are not traced
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
	u := &updater{places: engine.Ravel(at), shape: at.Shape()}
	if !at.IsTraced() {
		u.known = u.places.Int32s()
	}
	return u
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

// set replaces elements; of several values for one place the last counts.
func (u *updater) set(x, v engine.Array) engine.Array {
	if u.known == nil {
		return u.setTraced(x, v)
	}
	source := make([]int32, x.Size())
	for i := range source {
		source[i] = -1
	}
	for k, p := range u.known {
		if p >= 0 {
			source[p] = int32(k)
		}
	}
	if len(u.known) == 0 {
		return x
	}
	from := engine.FromInt32s(source)
	return engine.Where(engine.Ge(from, engine.Int(0)), engine.Take(v, engine.Maximum(from, engine.Int(0)), 0), x)
}

func (u *updater) setTraced(x, v engine.Array) engine.Array {
	places := u.places
	if u.places.Size() > 1 {
		places = engine.Where(engine.Any(engine.And(u.same(), engine.Lt(u.order(0), u.order(1))), 1), engine.Int(-1), places)
	}
	hits := engine.ScatterAdd(engine.Zeros(x.Shape(), engine.Int32), places, engine.Ones(places.Shape(), engine.Int32))
	return engine.Where(engine.Gt(hits, engine.Int(0)), scatterAdd(engine.ZerosLike(x), places, v), x)
}

// same is the matrix that tells which pairs of places are equal.
func (u *updater) same() engine.Array {
	return engine.Eq(engine.ExpandDims(u.places, 1), engine.ExpandDims(u.places, 0))
}

// order is the matrix of row or column numbers of pairs of places.
func (u *updater) order(axis int) engine.Array {
	n := u.places.Size()
	return engine.Iota([]int{n, n}, axis, engine.Int32)
}

func (u *updater) add(x, v engine.Array) engine.Array { return scatterAdd(x, u.places, v) }

// scatterAdd adds on bool as "or", like engine.Add.
func scatterAdd(x, places, v engine.Array) engine.Array {
	if x.DType() != engine.Bool {
		return engine.ScatterAdd(x, places, v)
	}
	return engine.Gt(engine.ScatterAdd(x.AsType(engine.Int32), places, v.AsType(engine.Int32)), engine.Int(0))
}

// combine applies f, which is associative, to elements and values: to several
// values for one place one after the other.
func (u *updater) combine(f func(x, y engine.Array) engine.Array, x, v engine.Array) engine.Array {
	if u.known == nil {
		return u.combineTraced(f, x, v)
	}
	pending := u.known
	for {
		now, later := make([]int32, len(pending)), make([]int32, len(pending))
		taken := make([]bool, x.Size())
		again := false
		for k, p := range pending {
			now[k], later[k] = p, -1
			if p >= 0 && taken[p] {
				now[k], later[k], again = -1, p, true
			} else if p >= 0 {
				taken[p] = true
			}
		}
		round := &updater{places: engine.FromInt32s(now), known: now}
		old := engine.Take(x, engine.Maximum(round.places, engine.Int(0)), 0)
		x = round.set(x, f(old, v))
		if !again {
			return x
		}
		pending = later
	}
}

// combineTraced does the same where places are traced: values for one place are
// first combined with each other.
func (u *updater) combineTraced(f func(x, y engine.Array) engine.Array, x, v engine.Array) engine.Array {
	n := u.places.Size()
	all := v
	for k := range n {
		// Value k goes to all places equal to its own, but not to itself twice.
		other := engine.And(engine.Eq(u.places, engine.Index(u.places, k)), engine.Ne(engine.Arange(n, engine.Int32), engine.Int(k)))
		all = engine.Where(other, f(all, engine.Index(v, k)), all)
	}
	old := engine.Take(x, engine.Maximum(u.places, engine.Int(0)), 0)
	return u.setTraced(x, f(old, all))
}
