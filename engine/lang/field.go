package lang

import (
	"fmt"
	"slices"
	"sync"

	"fluxion/engine"
	"fluxion/engine/lang/syntax"
)

// A Field is a real function of two variables. It may be used from several
// goroutines.
type Field struct {
	definition

	once     sync.Once
	values   func([2]engine.Array) []engine.Array
	gradient func([2]engine.Array) []engine.Array
}

// misplaced is the error of a field where a function of one variable is expected.
func (f *Field) misplaced() error {
	second := f.Variables()[1]
	e := &syntax.Error{End: len(f.line), Msg: fmt.Sprintf("a function of one variable was expected: this one has the variables %s and %s", f.Variables()[0], second)}
	if places := occurrences(f.formula, second); len(places) > 0 {
		e.Pos, e.End = places[0].From, places[0].To
	}
	return e
}

// Call applies the function to x and y, which have the same floating-point type
// and whose shapes are broadcast against each other: that of the result is what
// x + y has. It can be called with traced arrays, that is, under Grad, Jit, Vmap
// and so on.
func (f *Field) Call(x, y engine.Array) engine.Array { return f.callOn(&machine{}, x, y) }

// callOn is Call on a given machine.
func (f *Field) callOn(m *machine, x, y engine.Array) engine.Array {
	shape := x.Shape()
	if !slices.Equal(shape, y.Shape()) {
		shape = engine.Add(x, y).Shape()
	}
	return engine.BroadcastTo(f.run(m, x, y), shape...)
}

// gradientOn returns the function and its partial derivatives, by forward mode
// along either axis; what both passes compute is computed once when this is staged.
func (f *Field) gradientOn(m *machine, x, y engine.Array) []engine.Array {
	alongX := series(func(x engine.Array) engine.Array { return f.callOn(m, x, y) }, x, 1)
	alongY := series(func(y engine.Array) engine.Array { return f.callOn(m, x, y) }, y, 1)
	return append(alongX, alongY[1])
}

// stage stages the programs.
func (f *Field) stage() {
	f.values = engine.JitNamed(f.Name(), func(at [2]engine.Array) []engine.Array {
		return []engine.Array{f.Call(at[0], at[1])}
	})
	f.gradient = engine.JitNamed("∇"+f.Name(), func(at [2]engine.Array) []engine.Array {
		return f.gradientOn(&machine{}, at[0], at[1])
	})
}

// Programs for grids are staged for multiples of this number of rows and columns,
// to which the last ones are repeated: a program is slower to make than some
// points too many are to compute.
const gridStep = 64

// Values returns the function on the grid of some columns and rows, computed in
// the given floating-point type in one run of a program: at xs[j], ys[i] in element
// i·len(xs) + j.
func (f *Field) Values(dtype engine.DType, xs, ys []float64) ([]float64, error) {
	if len(xs) == 0 || len(ys) == 0 {
		return nil, nil
	}
	f.once.Do(f.stage)
	columns, rows := roundUp(len(xs), gridStep), roundUp(len(ys), gridStep)
	var all []float64
	err := engine.Try(func() {
		x := engine.FromFloat64s(padded(xs, columns), 1, columns).AsType(dtype)
		y := engine.FromFloat64s(padded(ys, rows), rows, 1).AsType(dtype)
		all = f.values([2]engine.Array{x, y})[0].Float64s()
	})
	if err != nil {
		return nil, err
	}
	values := make([]float64, 0, len(xs)*len(ys))
	for i := range ys {
		values = append(values, all[i*columns:i*columns+len(xs)]...)
	}
	return values, nil
}

// Gradient returns the function and its partial derivatives at the points
// xs[i], ys[i], computed in the given floating-point type: result[0] is f,
// result[1] is ∂f/∂x and result[2] is ∂f/∂y.
func (f *Field) Gradient(dtype engine.DType, xs, ys []float64) (result [3][]float64, err error) {
	if len(xs) != len(ys) {
		return result, fmt.Errorf("%d values of x and %d of y: expected as many", len(xs), len(ys))
	}
	f.once.Do(f.stage)
	for len(xs) > 0 {
		size := batchFor(len(xs))
		n := min(len(xs), size)
		err := engine.Try(func() {
			x := engine.FromFloat64s(padded(xs[:n], size)).AsType(dtype)
			y := engine.FromFloat64s(padded(ys[:n], size)).AsType(dtype)
			for k, values := range f.gradient([2]engine.Array{x, y}) {
				result[k] = append(result[k], values.Float64s()[:n]...)
			}
		})
		if err != nil {
			return result, err
		}
		xs, ys = xs[n:], ys[n:]
	}
	return result, nil
}

// roundUp returns the least multiple of a step that is not below n.
func roundUp(n, step int) int { return (n + step - 1) / step * step }
