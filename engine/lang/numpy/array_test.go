package numpy_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/jnp"
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/python"
)

// Slices are views, as in NumPy; the outputs are NumPy's.
func TestViews(t *testing.T) {
	const program = `
import numpy as np
x = np.arange(6.)
y = x[1:4]
y[0] = 100
print(x, y)
x[2] = -1
print(y)
x[x > 50] = 0
print(x, y)
z = y[1:]
z[:] = 7
print(x, y, z)
m = np.zeros((2, 3))
m[0] = [1, 2, 3]
m[:, 1] += 5
print(m)
for row in m:
    row[0] = 7
print(m)
c = x.copy()
c[0] = 9
print(x[0], c[0])
i = np.arange(3)
i[0] = 1.7
print(i)
`
	const want = `[  0. 100.   2.   3.   4.   5.] [100.   2.   3.]
[100.  -1.   3.]
[ 0.  0. -1.  3.  4.  5.] [ 0. -1.  3.]
[0. 0. 7. 7. 4. 5.] [0. 7. 7.] [7. 7.]
[[1. 7. 3.]
 [0. 5. 0.]]
[[7. 7. 3.]
 [7. 5. 0.]]
0.0 9.0
[1 1 2]
`
	var out bytes.Buffer
	s := python.NewSession(python.Options{Stdout: &out, Modules: slices.Concat(jnp.Modules, jax.Modules, numpy.Modules), Translate: jax.Translate})
	if _, e := s.Run(context.Background(), program, "views.py"); e != nil {
		t.Fatal(s.Format(e))
	}
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

// TestComplex refuses arrays of complex numbers, whose imaginary parts there is
// no room for.
func TestComplex(t *testing.T) {
	for _, expr := range []string{"np.asarray(jnp.ones(2) + 1j)", "np.array([1j])", "np.abs(jnp.ones(2) + 1j)"} {
		s := python.NewSession(python.Options{Modules: slices.Concat(jnp.Modules, jax.Modules, numpy.Modules), Translate: jax.Translate})
		_, e := s.Run(context.Background(), "import jax.numpy as jnp\nimport numpy as np\n"+expr, "complex.py")
		if e == nil || !strings.Contains(s.Format(e), "NotImplementedError: arrays of complex numbers are not supported in numpy") {
			t.Errorf("%s: %v", expr, e)
		}
	}
}
