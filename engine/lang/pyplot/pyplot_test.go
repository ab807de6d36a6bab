package pyplot_test

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/jnp"
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/engine/lang/pyplot"
	"fluxion/engine/lang/python"
)

//go:embed testdata
var testdata embed.FS

// A host runs programs and keeps what they show and write.
type host struct {
	*python.Session
	out   bytes.Buffer
	shown []map[string]string
	files map[string]string
}

func newHost(t *testing.T) *host {
	h := &host{files: map[string]string{}}
	h.Session = python.NewSession(python.Options{
		Stdout:    &h.out,
		Modules:   slices.Concat(jax.Modules, jnp.Modules, numpy.Modules, pyplot.Modules),
		Translate: jax.Translate,
		Limits:    py.Limits{Time: time.Minute},
		Display:   func(data map[string]string) { h.shown = append(h.shown, data) },
	})
	h.Thread.WriteFile = func(name string, data []byte) error {
		if name == "full/disk.svg" {
			return errors.New("no space")
		}
		h.files[name] = string(data)
		return nil
	}
	t.Cleanup(h.Close)
	return h
}

// run runs a program and returns what it prints, traceback included.
func (h *host) run(source string) string {
	h.out.Reset()
	if _, e := h.Run(context.Background(), source, "<test>"); e != nil {
		h.out.WriteString(h.Format(e))
	}
	return h.out.String()
}

// TestGolden compares what programs print with what they print under matplotlib
// 3.11.2.
func TestGolden(t *testing.T) {
	programs, err := fs.Glob(testdata, "testdata/*.py")
	if err != nil || len(programs) < 3 {
		t.Fatalf("programs %v: %v", programs, err)
	}
	for _, file := range programs {
		name := strings.TrimSuffix(path.Base(file), ".py")
		t.Run(name, func(t *testing.T) {
			source, err := testdata.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			expected, err := testdata.ReadFile("testdata/" + name + ".out")
			if err != nil {
				t.Fatal(err)
			}
			got, want := strings.Split(newHost(t).run(string(source)), "\n"), strings.Split(string(expected), "\n")
			for i := range max(len(got), len(want)) {
				var g, w string
				if i < len(got) {
					g = got[i]
				}
				if i < len(want) {
					w = want[i]
				}
				if g != w {
					t.Errorf("line %d is\n%s\nexpected\n%s", i+1, g, w)
				}
			}
		})
	}
}

const start = "import matplotlib.pyplot as plt\nimport numpy as np\n"

func TestShow(t *testing.T) {
	h := newHost(t)
	if out := h.run(start + "plt.plot([1, 2])\nplt.figure()\nprint(plt.show(), plt.get_fignums())"); out != "None []\n" {
		t.Errorf("show() printed %q", out)
	}
	if len(h.shown) != 2 || h.shown[0]["text/plain"] != "<Figure size 640x480 with 1 Axes>" || h.shown[1]["text/plain"] != "<Figure size 640x480 with 0 Axes>" {
		t.Fatalf("shown are %d figures", len(h.shown))
	}
	if !strings.HasPrefix(h.shown[0]["image/svg+xml"], "<svg ") {
		t.Errorf("the picture is %.60s", h.shown[0]["image/svg+xml"])
	}
	h.shown = nil
	h.run(start + "fig, ax = plt.subplots()\nax.plot([1, 2])")
	if e := h.Call(context.Background(), pyplot.Flush); e != nil || len(h.shown) != 1 {
		t.Errorf("%d figures are shown at the end of the cell: %v", len(h.shown), e)
	}
	if e := h.Call(context.Background(), pyplot.Flush); e != nil || len(h.shown) != 1 {
		t.Errorf("%d figures are shown after the next cell: %v", len(h.shown), e)
	}
	if out := h.run("ax.set_title('later')\nprint(fig._repr_svg_()[:5], plt.get_fignums())"); out != "<svg  []\n" {
		t.Errorf("a closed figure shows %q", out)
	}
}

func TestShowWithoutDisplay(t *testing.T) {
	h := newHost(t)
	h.Thread.Display = nil
	if out := h.run(start + "plt.plot([1, 2])\nplt.show()\nprint(plt.get_fignums())"); out != "[1]\n" {
		t.Errorf("show() printed %q", out)
	}
}

func TestSaving(t *testing.T) {
	h := newHost(t)
	for source, want := range map[string]string{
		"plt.savefig('a.svg')":                             "",
		"plt.savefig('b')":                                 "",
		"plt.savefig('c.png')":                             "ValueError: Format 'png' is not supported (supported formats: svg)\n",
		"plt.savefig('d.svg', format='pdf')":               "ValueError: Format 'pdf' is not supported (supported formats: svg)\n",
		"plt.savefig('full/disk.svg')":                     "OSError: cannot write 'full/disk.svg': no space\n",
		"plt.gcf().savefig('e.svg', transparent=True)":     "",
		"plt.savefig('f.svg', facecolor='navy', dpi=300.)": "",
	} {
		out := h.run(start + "plt.plot([1, 2])\n" + source)
		if want == "" && out != "" || !strings.HasSuffix(out, want) {
			t.Errorf("%s printed %q, expected %q", source, out, want)
		}
	}
	for name, part := range map[string]string{"a.svg": `fill="#ffffff"`, "b.svg": "<svg ", "f.svg": `fill="#000080"`} {
		if !strings.Contains(h.files[name], part) {
			t.Errorf("%s lacks %s", name, part)
		}
	}
	h.Thread.WriteFile = nil
	if out := h.run("plt.savefig('a.svg')"); out != "" || len(h.shown) != 1 {
		t.Errorf("without files, savefig printed %q and showed %d figures", out, len(h.shown))
	}
	h.Thread.Display = nil
	if out := h.run("plt.savefig('a.svg')"); !strings.HasSuffix(out, "OSError: there is no place for files here: cannot write 'a.svg'\n") {
		t.Errorf("without files and display, savefig printed %q", out)
	}
}

func TestTracedValues(t *testing.T) {
	h := newHost(t)
	out := h.run(start + "import jax\nimport jax.numpy as jnp\njax.jit(lambda x: plt.plot(x))(jnp.ones(3))")
	if !strings.Contains(out, "jax.errors.TracerArrayConversionError: The numpy.ndarray conversion method __array__() was called on traced array with shape float32[3]") {
		t.Errorf("plotting a traced array printed\n%s", out)
	}
	if out := h.run("print(len(plt.plot(jnp.arange(3), jnp.arange(3.0) ** 2)), plt.ylim()[1])"); out != "1 4.2\n" {
		t.Errorf("plotting an array of JAX printed %q", out)
	}
}

// TestFormatters runs Python code while a figure is drawn.
func TestFormatters(t *testing.T) {
	h := newHost(t)
	if out := h.run(start + "fig, ax = plt.subplots()\nax.set_xlim(0, 1)\nax.xaxis.set_major_formatter(lambda v, i: f'<{v:.1f}>')\nplt.show()"); out != "" {
		t.Errorf("printed %s", out)
	}
	if !strings.Contains(h.shown[0]["image/svg+xml"], "&lt;0.2&gt;") {
		t.Error("the labels are not those of the function")
	}
	if out := h.run("fig, ax = plt.subplots()\nax.xaxis.set_major_formatter(lambda v, i: 1 / 0)\nplt.show()"); !strings.HasSuffix(out, "ZeroDivisionError: division by zero\n") {
		t.Errorf("a formatter that fails printed %q", out)
	}
	h.run("fig, ax = plt.subplots()\nax.xaxis.set_major_formatter(lambda v, i: 1 / 0)")
	if e := h.Call(context.Background(), pyplot.Flush); e == nil || !e.IsA(py.ZeroDivisionError) {
		t.Errorf("at the end of the cell it is %v", e)
	}
}

// TestEverySignature makes a function of every declaration, and looks at every
// method of the classes.
func TestEverySignature(t *testing.T) {
	h := newHost(t)
	out := h.run(start + `
import matplotlib, matplotlib.ticker, matplotlib.patches, matplotlib.gridspec, matplotlib.style, matplotlib.lines, matplotlib.collections
fig, ax = plt.subplots()
names = [n for n in dir(plt) if not n.startswith("_")]
missing = [n for n in "plot scatter bar barh hist fill_between axhline axvline step errorbar imshow pcolormesh contour contourf clabel colorbar quiver text annotate legend xlabel ylabel title suptitle xlim ylim xticks yticks grid xscale yscale loglog semilogx semilogy tight_layout gca gcf sca clf cla close savefig show subplot subplots figure axis get_cmap rc".split() if n not in names]
print(missing, len(names) > 90, callable(ax.set_xlim), ax.xaxis.label.get_text() == "", ax.spines["top"] is not None)
for n in dir(ax) + dir(fig):
    if not n.startswith("__"):
        getattr(ax if hasattr(ax, n) else fig, n)
`)
	if out != "[] True True True True\n" {
		t.Errorf("printed %s", out)
	}
}
