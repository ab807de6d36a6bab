package regress

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"fluxion/engine"
)

// newton minimises the loss by Newton's method in plain float64, with the
// Hessian Σ p(1−p)·(x, 1)(x, 1)ᵀ: an oracle for Optimum.
func (r reference) newton(t *testing.T) (loss float64, theta []float64) {
	t.Helper()
	d := len(r.x[0]) + 1
	theta = make([]float64, d)
	for range 50 {
		_, grad, probs := r.at(theta)
		hessian := mat.NewSymDense(d, nil)
		for i, x := range r.x {
			weight := probs[i] * (1 - probs[i])
			if r.mean {
				weight /= float64(len(r.x))
			}
			hessian.SymRankOne(hessian, weight, mat.NewVecDense(d, append(slices.Clone(x), 1)))
		}
		var step mat.VecDense
		if err := step.SolveVec(hessian, mat.NewVecDense(d, grad)); err != nil {
			t.Fatal(err)
		}
		for k := range theta {
			theta[k] -= step.AtVec(k)
		}
	}
	loss, _, _ = r.at(theta)
	return loss, theta
}

func TestOptimum(t *testing.T) {
	overlapping := Tutorial()
	overlapping.Name = "overlapping"
	overlapping.Inputs = engine.FromFloat32s([]float32{0, 1, 2, 3})
	overlapping.Inputs = engine.Reshape(overlapping.Inputs, 4, 1)
	overlapping.Targets = engine.FromBools([]bool{false, true, false, true})
	sets := []Dataset{overlapping}
	for _, name := range planarNames {
		sets = append(sets, mustData(t, name, 200, 0.8, 2), mustData(t, name, 2000, 1, 5))
	}
	for _, d := range sets {
		got, err := Optimum(d)
		if err != nil || !got.Finite {
			t.Errorf("%s: %+v, %v", d.Name, got, err)
			continue
		}
		r := newReference(d)
		loss, theta := r.newton(t)
		if !near(got.Loss, loss, 1e-12) {
			t.Errorf("%s: the least loss is %.15g, Newton's method finds %.15g", d.Name, got.Loss, loss)
		}
		for k, w := range append(slices.Clone(got.W), got.B) {
			if !near(w, theta[k], 1e-6) {
				t.Errorf("%s: parameter %d is %v, Newton's method finds %v", d.Name, k, w, theta[k])
			}
		}
		// At the optimum the mean prediction is the share of true labels, and the
		// errors are orthogonal to every feature.
		_, grad, _ := r.at(append(slices.Clone(got.W), got.B))
		for k, g := range grad {
			if math.Abs(g) > 1e-6 {
				t.Errorf("%s: component %d of the gradient is %v at the optimum", d.Name, k, g)
			}
		}
	}
}

func TestSeparableDataHasNoOptimum(t *testing.T) {
	for _, d := range []Dataset{Tutorial(), mustData(t, "blobs", MaxPoints, 0, 1), mustData(t, "blobs", 300, 0.2, 1)} {
		got, err := Optimum(d)
		if err != nil || got.Finite || got.Loss != 0 {
			t.Errorf("%s: %+v, %v; want the bound 0, not reached", d.Name, got, err)
			continue
		}
		_, _, probs := newReference(d).at(append(slices.Clone(got.W), got.B))
		for i, label := range d.Targets.Bools() {
			if (probs[i] > 0.5) != label {
				t.Errorf("%s: sample %d is on the wrong side of W = %v, b = %v", d.Name, i, got.W, got.B)
			}
		}
	}
}

func TestOneLabelOnlyHasNoOptimum(t *testing.T) {
	d := Tutorial()
	d.Targets = engine.FromBools([]bool{false, false, false, false})
	if got, err := Optimum(d); err != nil || got.Finite || got.Loss != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestOptimumOfBadData(t *testing.T) {
	d := Tutorial()
	d.Inputs = engine.Full([]int{4, 3}, math.Inf(1), engine.Float32)
	if _, err := Optimum(d); err == nil || !strings.Contains(err.Error(), "feature 0 of sample 0 is +Inf") {
		t.Errorf("error %v", err)
	}
}
