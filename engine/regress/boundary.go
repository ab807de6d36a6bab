package regress

import (
	"fmt"
	"math"

	"fluxion/engine"
)

// A Rect is a part of the plane.
type Rect struct{ X0, X1, Y0, Y1 float64 }

// Boundary returns the ends of the decision boundary w·x + b = 0 inside a
// rectangle, for a model of two features; ok is false if it lies outside.
func Boundary(w []float64, b float64, r Rect) (p, q [2]float64, ok bool) {
	if len(w) != 2 {
		return p, q, false
	}
	norm := math.Hypot(w[0], w[1])
	if norm == 0 || math.IsNaN(norm+b) || math.IsInf(norm+b, 0) {
		return p, q, false
	}
	// The line is foot + t·along; clip t by the sides (Liang and Barsky 1984).
	foot := [2]float64{-b * w[0] / norm / norm, -b * w[1] / norm / norm}
	along := [2]float64{-w[1] / norm, w[0] / norm}
	t0, t1 := math.Inf(-1), math.Inf(1)
	for i, side := range [2][2]float64{{r.X0, r.X1}, {r.Y0, r.Y1}} {
		if along[i] == 0 {
			if foot[i] < side[0] || foot[i] > side[1] {
				return p, q, false
			}
			continue
		}
		enter, leave := (side[0]-foot[i])/along[i], (side[1]-foot[i])/along[i]
		t0, t1 = max(t0, min(enter, leave)), min(t1, max(enter, leave))
	}
	if !(t0 <= t1) {
		return p, q, false
	}
	at := func(t float64) [2]float64 { return [2]float64{foot[0] + t*along[0], foot[1] + t*along[1]} }
	return at(t0), at(t1), true
}

// ProbabilityGrid returns the probabilities that a model of two features gives
// to the points (xs[j], ys[i]), row by row: len(ys) rows of len(xs).
func ProbabilityGrid(p Params, xs, ys []float64) ([]float64, error) {
	if p.W.Rank() != 1 || p.W.Size() != 2 {
		return nil, fmt.Errorf("regress: probability grid: W of shape %v is given, (2,) is expected", p.W.Shape())
	}
	points := make([]float64, 0, 2*len(xs)*len(ys))
	for _, y := range ys {
		for _, x := range xs {
			points = append(points, x, y)
		}
	}
	return Predict(p, engine.FromFloat64s(points, len(points)/2, 2)).Float64s(), nil
}
