package figure

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

// marked writes spans with their style: scripts as ^{…} and _{…}, italics as
// /…/.
func marked(spans []span) string {
	var b strings.Builder
	for _, s := range spans {
		text := s.text
		if s.italic {
			text = "/" + text + "/"
		}
		if s.bold {
			text = "*" + text + "*"
		}
		switch {
		case s.scale < 1 && s.rise > 0:
			text = "^{" + text + "}"
		case s.scale < 1:
			text = "_{" + text + "}"
		}
		b.WriteString(text)
	}
	return b.String()
}

func TestMathText(t *testing.T) {
	for text, want := range map[string]string{
		"plain":                     "plain",
		"costs 5$":                  "costs 5$",
		`5\$ and 6\$`:               "5$ and 6$",
		"$x^2$":                     "/x/^{2}",
		"f($x_{12}$)":               "f(/x/_{12})",
		`$\alpha + \Omega$`:         "/α/ + Ω",
		`$\frac{a}{b+1}$`:           "/a//(/b/ + 1)",
		`$\sqrt{2}$`:                "√2",
		`$\sqrt[3]{x+y}$`:           "^{3}√(/x/ + /y/)",
		`$\mathbf{w} \cdot \vec x$`: "*w* · /x\u20d7/",
		`$\mathbb{R}^n$`:            "ℝ^{/n/}",
		`$\sin(x)$`:                 "sin(/x/)",
		`$\sin x$`:                  "sin /x/",
		`$\mathrm{loss}$`:           "loss",
		`$\text{a b}$`:              "a b",
		`$\left(\nabla f\right)$`:   "(∇/f/)",
		`$a \leq b$`:                "/a/ ≤ /b/",
		`$-1$`:                      "−1",
		`$\unknown$`:                `\unknown`,
		`$f'$`:                      "/f/′",
		"$":                         "$",
		"$$":                        "",
		`$\frac$`:                   "/",
	} {
		if got := marked(setText(text)); got != want {
			t.Errorf("%s is set as %s, expected %s", text, got, want)
		}
	}
}

func TestScriptsStandOverEachOther(t *testing.T) {
	both, one := widthOf(setText("$x_i^{2}$")), max(widthOf(setText("$x^{2}$")), widthOf(setText("$x_i$")))
	if math.Abs(both-one) > 1e-12 {
		t.Errorf("two scripts are %v wide, one %v", both, one)
	}
	after := widthOf(setText("$x_{iiii}^2y$")) - widthOf(setText("$x_{iiii}y$"))
	if math.Abs(after) > 1e-12 {
		t.Errorf("what follows two scripts is moved by %v", after)
	}
}

func FuzzMathText(f *testing.F) {
	for _, s := range []string{"$x^2$", `$\frac{1}{2}$`, `$\sqrt[`, "$" + strings.Repeat(`\frac{`, 60) + "$", `$\\\$`, "$^_^_$", "$\xff$", `$\left.$`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1000 {
			return
		}
		for _, sp := range setText(s) {
			if utf8.ValidString(s) && !utf8.ValidString(sp.text) {
				t.Errorf("%q is set with %q", s, sp.text)
			}
		}
		if w := widthOf(setText(s)); math.IsNaN(w) || math.IsInf(w, 0) {
			t.Errorf("%q has a width of %v", s, w)
		}
		plain(s)
	})
}
