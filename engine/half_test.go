package engine

import (
	"strings"
	"testing"
)

// Float16 is rounded after every operation, but a sum only once: from 2048 on,
// one more is nothing.
func TestHalfSums(t *testing.T) {
	x := Full([]int{4096}, 1, Float16)
	for name, f := range map[string]func(Array) Array{
		"sum":     func(x Array) Array { return Sum(x) },
		"dot":     func(x Array) Array { return Dot(x, x) },
		"running": func(x Array) Array { return Index(CumSum(x, 0), -1) },
	} {
		for how, got := range map[string]Array{"alone": f(x), "compiled": Jit(f)(x)} {
			if got.DType() != Float16 || got.Item() != 4096 {
				t.Errorf("%s %s of 4096 ones is %v", name, how, got)
			}
		}
	}
	if y := Index(x.Add(Num(1e-4)), 0).Item(); y != 1 {
		t.Errorf("1 + 0.0001 is %v", y)
	}
}

func TestHalfIsNotFactored(t *testing.T) {
	eye := Eye(4, Float16)
	for name, f := range map[string]func(){
		"cholesky": func() { Cholesky(eye) },
		"lu":       func() { Inv(eye) },
	} {
		if err := Try(f); err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "float16") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
