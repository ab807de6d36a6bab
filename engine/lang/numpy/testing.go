package numpy

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// testing is the module numpy.testing.
var testing = &py.ModuleSpec{
	Name: "numpy.testing",
	Doc:  "Assertions about arrays.",
	Funcs: []py.Func{
		{Sig: "assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg='', verbose=True)", Doc: "Raises unless |actual - desired| <= atol + rtol*|desired|.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			rtol, atol := t.ToFloat(a[2]), t.ToFloat(a[3])
			compare(t, a[0], a[1], fmt.Sprintf("Not equal to tolerance rtol=%s, atol=%s", t.Str(a[2]), t.Str(a[3])), t.Str(a[5]), func(x, y float64) bool {
				return x == y || math.Abs(x-y) <= atol+rtol*math.Abs(y)
			})
			return py.None
		}},
		{Sig: "assert_array_equal(actual, desired, err_msg='', verbose=True)", Doc: "Raises unless two arrays are equal.", Impl: assertEqual},
		{Sig: "assert_equal(actual, desired, err_msg='', verbose=True)", Doc: "Raises unless two arrays are equal.", Impl: assertEqual},
		{Sig: "assert_array_almost_equal(actual, desired, decimal=6, err_msg='', verbose=True)", Doc: "Raises unless arrays are equal to a number of decimals.", Impl: assertAlmost},
		{Sig: "assert_almost_equal(actual, desired, decimal=7, err_msg='', verbose=True)", Doc: "Raises unless arrays are equal to a number of decimals.", Impl: assertAlmost},
	},
}

func assertEqual(t *py.Thread, a []py.Object) py.Object {
	if !isNumber(t, a[0]) || !isNumber(t, a[1]) {
		if !t.Equal(a[0], a[1]) {
			panic(py.Errorf(py.AssertionError, "\nItems are not equal:\n ACTUAL: %s\n DESIRED: %s", t.Repr(a[0]), t.Repr(a[1])))
		}
		return py.None
	}
	compare(t, a[0], a[1], "Arrays are not equal", t.Str(a[2]), func(x, y float64) bool { return x == y })
	return py.None
}

func assertAlmost(t *py.Thread, a []py.Object) py.Object {
	limit := 1.5 * math.Pow(10, -float64(t.ToInt(a[2])))
	compare(t, a[0], a[1], fmt.Sprintf("Arrays are not almost equal to %d decimals", t.ToInt(a[2])), t.Str(a[3]), func(x, y float64) bool {
		return x == y || math.Abs(x-y) < limit
	})
	return py.None
}

// asArray returns a scalar as an array of rank 0.
func asArray(x *Array) *Array {
	if !x.scalar {
		return x
	}
	return &Array{value: x.value, dtype: x.dtype}
}

// compare raises an AssertionError that lists the elements that differ.
func compare(t *py.Thread, actual, desired py.Object, title, message string, equal func(x, y float64) bool) {
	x, y := fromObject(t, actual), fromObject(t, desired)
	shapes := func() string {
		options := engine.CurrentPrintOptions()
		options.Precision = 6
		defer engine.SetPrintOptions(engine.SetPrintOptions(options))
		return fmt.Sprintf("\n ACTUAL: %s\n DESIRED: %s", asArray(x).Repr(t), asArray(y).Repr(t))
	}
	title += "\n" + message
	if len(x.shape()) > 0 && len(y.shape()) > 0 && !slices.Equal(x.shape(), y.shape()) {
		panic(py.Errorf(py.AssertionError, "\n%s\n(shapes %s, %s mismatch)%s", title, shapeTuple(x.shape()), shapeTuple(y.shape()), shapes()))
	}
	shape := broadcastShape(x.shape(), y.shape())
	v, w := engine.BroadcastTo(x.value, shape...).Float64s(), engine.BroadcastTo(y.value, shape...).Float64s()
	var lines []string
	wrong := 0
	absolute, relative := 0.0, 0.0
	for i := range v {
		if equal(v[i], w[i]) || math.IsNaN(v[i]) && math.IsNaN(w[i]) {
			continue
		}
		wrong++
		if wrong <= 5 {
			lines = append(lines, fmt.Sprintf(" %s: %s (ACTUAL), %s (DESIRED)", place(i, shape), engine.FormatFloat(v[i], 64), engine.FormatFloat(w[i], 64)))
		}
		absolute = max(absolute, math.Abs(v[i]-w[i]))
		if w[i] != 0 {
			relative = max(relative, math.Abs(v[i]-w[i])/math.Abs(w[i]))
		}
	}
	if wrong == 0 {
		return
	}
	head := fmt.Sprintf("Mismatched elements: %d / %d (%.3g%%)", wrong, len(v), 100*float64(wrong)/float64(len(v)))
	switch {
	case len(shape) == 0:
	case wrong == 1:
		head += "\nMismatch at index:\n" + lines[0]
	case wrong > 5:
		head += "\nFirst 5 mismatches are at indices:\n" + strings.Join(lines, "\n")
	default:
		head += "\nMismatch at indices:\n" + strings.Join(lines, "\n")
	}
	bits := 64
	if d := engine.PromoteTypes(x.value, y.value); d.IsFloat() {
		bits = 8 * d.Size()
	}
	single := func(v float64) string { return engine.FormatFloats([]float64{v}, bits, nil, " ", 0, 0) }
	panic(py.Errorf(py.AssertionError, "\n%s\n%s\nMax absolute difference among violations: %s\nMax relative difference among violations: %s%s",
		title, head, single(absolute), single(relative), shapes()))
}

func place(i int, shape []int) string {
	at := make([]int, len(shape))
	for k := len(shape) - 1; k >= 0; k-- {
		at[k] = i % shape[k]
		i /= shape[k]
	}
	return strings.ReplaceAll(fmt.Sprint(at), " ", ", ")
}

func shapeTuple(shape []int) string { return strings.ReplaceAll(shapeText(shape), ",", ", ") }
