package kernel_test

import (
	"strings"
	"testing"

	"fluxion/engine/lang/kernel"
)

// TestFigures shows figures as Jupyter's inline backend does: at the end of the
// cell that leaves them open, after its result.
func TestFigures(t *testing.T) {
	k, shown := session(t, "import matplotlib.pyplot as plt", kernel.Options{})
	for _, c := range []struct {
		source string
		want   string
	}{
		{"fig, ax = plt.subplots()\nax.plot([1, 2])\n'result'", "result display"},
		{"1 + 1", "result"},
		{"fig", "result"},
		{"plt.plot([1, 2]); plt.show(); print('after')", "display stream"},
		{"plt.plot([1, 2])\nplt.figure()\n1 / 0", "display display failure"},
		{"plt.plot([1, 2]); plt.close()", ""},
	} {
		*shown = nil
		k.Execute(t.Context(), c.source, "cell")
		var kinds []string
		for _, o := range *shown {
			switch o := o.(type) {
			case kernel.Display:
				kinds = append(kinds, "display")
				if !strings.HasPrefix(o.Data["image/svg+xml"], "<svg ") || !strings.HasPrefix(o.Data["text/plain"], "<Figure size 640x480 with ") {
					t.Errorf("%s shows %.100v", c.source, o.Data)
				}
			case kernel.Result:
				kinds = append(kinds, "result")
				if strings.HasSuffix(c.source, "fig") && !strings.HasPrefix(o.Data["image/svg+xml"], "<svg ") {
					t.Errorf("the result %s is %.100v", c.source, o.Data)
				}
			case kernel.Stream:
				kinds = append(kinds, "stream")
			case kernel.Failure:
				kinds = append(kinds, "failure")
			}
		}
		if got := strings.Join(kinds, " "); got != c.want {
			t.Errorf("%s emits %q, expected %q", c.source, got, c.want)
		}
	}
}
