package kernel_test

import (
	"strings"
	"testing"

	"fluxion/engine/lang/kernel"
)

// TestFigures: a figure is shown once, when it is asked for or at the end of its
// cell, after what the cell prints and fails with.
func TestFigures(t *testing.T) {
	for _, test := range []struct {
		source string
		kinds  string
	}{
		{"plt.plot([1, 2]);", "figure"},
		{"plt.plot([1, 2])", "result figure"},
		{"plt.plot([1, 2])\nplt.show()\nprint('after')", "figure stdout"},
		{"plt.plot([1, 2])\n1 / 0", "failure figure"},
		{"fig, ax = plt.subplots()\nplt.close()\nfig", "result+svg"},
		{"fig, ax = plt.subplots()\nax.plot([1, 2])\ndisplay(fig)\nplt.close()", "figure"},
		{"plt.figure(); plt.figure();", "figure figure"},
	} {
		k, shown := session(t, "import matplotlib.pyplot as plt", kernel.Options{})
		k.Execute(t.Context(), test.source, "cell 1")
		var kinds []string
		for _, o := range *shown {
			switch o := o.(type) {
			case kernel.Display:
				if !strings.HasPrefix(o.Data["image/svg+xml"], "<svg") {
					t.Errorf("%q: shows %v", test.source, o.Data)
				}
				kinds = append(kinds, "figure")
			case kernel.Result:
				kind := "result"
				if strings.HasPrefix(o.Data["image/svg+xml"], "<svg") {
					kind += "+svg"
				}
				kinds = append(kinds, kind)
			case kernel.Failure:
				kinds = append(kinds, "failure")
			case kernel.Stream:
				kinds = append(kinds, o.Name)
			}
		}
		if got := strings.Join(kinds, " "); got != test.kinds {
			t.Errorf("%q: shows %s, want %s", test.source, got, test.kinds)
		}
	}
}

// TestFiguresAtPrompt: at a prompt a figure stays open until it is shown.
func TestFiguresAtPrompt(t *testing.T) {
	k, shown := session(t, "import matplotlib.pyplot as plt\nlines = plt.plot([1, 2])", kernel.Options{Plain: true})
	if len(*shown) > 0 {
		t.Errorf("got %v", *shown)
	}
	if k.Execute(t.Context(), "plt.show()", "<stdin>"); len(*shown) != 1 {
		t.Errorf("got %v", *shown)
	}
}
