package figure

import (
	_ "embed"
	"encoding/xml"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// elements returns the names of the elements of a picture and its texts; it
// fails unless the picture is well-formed XML.
func elements(t *testing.T, picture []byte) (names, texts []string) {
	t.Helper()
	for dec := xml.NewDecoder(strings.NewReader(string(picture))); ; {
		token, err := dec.Token()
		if err == io.EOF {
			return names, texts
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, picture)
		}
		switch token := token.(type) {
		case xml.StartElement:
			names = append(names, token.Name.Local)
		case xml.CharData:
			if s := strings.TrimSpace(string(token)); s != "" {
				texts = append(texts, s)
			}
		}
	}
}

func plotted(x, y []float64) (*Figure, *Axes) {
	f := New(DefaultStyle())
	a := f.AddAxes(Slot{Grid: NewGrid(1, 1)}, nil, nil)
	a.Add(&Line{Base: NewBase(2), X: x, Y: y, Stroke: Stroke{Color: a.NextColor(), Width: 1.5, Style: "-"}})
	return f, a
}

//go:embed testdata/line.svg
var lineSVG string

func TestGolden(t *testing.T) {
	f, a := plotted([]float64{0, 1, 2, 3}, []float64{0, 1, 4, 9})
	a.Artists[0].base().Label = "$x^2$"
	a.Legend = &Legend{Entries: a.Entries(), Loc: "best", Columns: 1, Size: 10, Text: 0xff, Fill: 0xffffffcc, Edge: 0xccccccff}
	a.Titles[1] = &Text{Base: NewBase(3), S: "Squares", Size: 12, Color: 0xff, HAlign: "center", VAlign: "baseline"}
	if got := string(f.SVG()); got != lineSVG {
		t.Errorf("the picture is\n%s", got)
	}
}

func TestTextsAreEscaped(t *testing.T) {
	f, a := plotted([]float64{0, 1}, []float64{0, 1})
	hostile := "<script>alert('x')</script> & \"q\" ]]> \x00\x01\x1f"
	a.Titles[1] = &Text{Base: NewBase(3), S: hostile, Size: 12, Color: 0xff}
	a.X.Label = &Text{Base: NewBase(3), S: "$" + hostile + "$", Size: 12, Color: 0xff}
	a.X.Ticks, a.X.Labels = []float64{0}, []string{hostile}
	a.Add(&Text{Base: NewBase(3), S: hostile, Size: 10, Color: 0xff})
	a.Legend = &Legend{Entries: []Entry{{hostile, a.Artists[0]}}, Title: hostile, Loc: "best", Size: 10, TitleSize: 10}
	f.Suptitle = &Text{Base: NewBase(3), S: hostile, Size: 12, Color: 0xff}
	picture := f.SVG()
	names, texts := elements(t, picture)
	if slices.Contains(names, "script") {
		t.Error("a text became an element")
	}
	if !slices.ContainsFunc(texts, func(s string) bool {
		return strings.ReplaceAll(s, "\u00a0", " ") == `<script>alert('x')</script> & "q" ]]> ` || strings.Contains(s, "<script>alert('x')</script>")
	}) {
		t.Errorf("the texts are %q", texts)
	}
	for i, c := range picture {
		if c < ' ' && c != '\n' {
			t.Fatalf("control character %d at %d", c, i)
		}
	}
}

var idAttribute = regexp.MustCompile(` id="([^"]+)"`)

func TestIDsDifferBetweenFigures(t *testing.T) {
	ids := func(y float64) []string {
		f, _ := plotted([]float64{0, 1}, []float64{0, y})
		var list []string
		for _, m := range idAttribute.FindAllStringSubmatch(string(f.SVG()), -1) {
			list = append(list, m[1])
		}
		return list
	}
	one, other := ids(1), ids(2)
	if len(one) < 3 || !slices.Equal(one, ids(1)) {
		t.Errorf("the ids of a figure are %q and then %q", one, ids(1))
	}
	for _, id := range one {
		if slices.Contains(other, id) {
			t.Errorf("two figures have the id %s", id)
		}
	}
}

func TestOddData(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	bad := regexp.MustCompile(`NaN|Inf|e\+|-0[^.\d]`)
	for name, c := range map[string]struct{ x, y []float64 }{
		"nothing":  {nil, nil},
		"a point":  {[]float64{1}, []float64{2}},
		"constant": {[]float64{1, 2, 3}, []float64{5, 5, 5}},
		"gaps":     {[]float64{1, 2, 3, 4}, []float64{1, nan, inf, -inf}},
		"only NaN": {[]float64{nan, nan}, []float64{nan, nan}},
		"huge":     {[]float64{-math.MaxFloat64, math.MaxFloat64}, []float64{-1e308, 1e308}},
		"tiny":     {[]float64{0, 5e-324}, []float64{0, 1e-310}},
		"negative": {[]float64{-1, -2}, []float64{-3, 0}},
	} {
		for _, scale := range []Scale{Linear, Log, SymLog} {
			f, a := plotted(c.x, c.y)
			a.X.Scale, a.Y.Scale = scale, scale
			a.Add(&Points{Base: NewBase(1), X: c.x, Y: c.y, Areas: []float64{36}, Face: []Color{0xff0000ff}, Marker: "o"})
			a.Add(&Polygon{Base: NewBase(1), Rings: [][][2]float64{{{1, 1}, {nan, 2}, {inf, 3}}}, Face: 0xff})
			picture := f.SVG()
			elements(t, picture)
			_, body, _ := strings.Cut(string(picture), "</desc>")
			if m := bad.FindString(body); m != "" {
				t.Errorf("%s on scale %d: %s in\n%s", name, scale, m, picture)
			}
		}
	}
}

func TestManyPointsStaySmall(t *testing.T) {
	const n = 200000
	x, y := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i], y[i] = float64(i), math.Sin(float64(i)*1.7)
	}
	f, a := plotted(x, y)
	if size := len(f.SVG()); size > 300000 {
		t.Errorf("a line of %d points takes %d bytes", n, size)
	}
	a.Artists = nil
	for i := range x {
		x[i] = math.Mod(float64(i)*0.618, 1)
	}
	a.Add(&Points{Base: NewBase(1), X: x, Y: y, Areas: []float64{4}, Face: []Color{0xff}, Marker: "o", EdgeWidth: 1})
	if size := len(f.SVG()); size > 4000000 {
		t.Errorf("%d markers take %d bytes", n, size)
	}
}

func TestTightLayout(t *testing.T) {
	f := New(DefaultStyle())
	f.Tight = true
	g := NewGrid(2, 2)
	for i := range 4 {
		a := f.AddAxes(Slot{Grid: g, Row0: i / 2, Row1: i / 2, Col0: i % 2, Col1: i % 2}, nil, nil)
		a.Add(&Line{Base: NewBase(2), X: []float64{0, 1}, Y: []float64{0, 1e5}})
		a.X.Label = &Text{Base: NewBase(3), S: "x", Size: 10}
		a.Y.Label = &Text{Base: NewBase(3), S: "y", Size: 10, Rotation: 90}
		a.Titles[1] = &Text{Base: NewBase(3), S: "title", Size: 12}
	}
	f.layout()
	var all []box
	for _, a := range f.Axes {
		m := a.margins(f.point())
		all = append(all, box{a.frame.x - m[Left], a.frame.y - m[Top], a.frame.w + m[Left] + m[Right], a.frame.h + m[Top] + m[Bottom]})
	}
	picture := box{0, 0, f.pixelWidth(), f.pixelHeight()}
	for i, b := range all {
		if !picture.contains(point{b.x, b.y}) || !picture.contains(point{b.right(), b.bottom()}) {
			t.Errorf("axes %d reach out of the figure: %+v", i, b)
		}
		for k, o := range all[:i] {
			if b.overlaps(o) {
				t.Errorf("axes %d and %d overlap: %+v and %+v", i, k, b, o)
			}
		}
	}
}

func TestDescription(t *testing.T) {
	f, a := plotted([]float64{0, 1}, []float64{0, 1})
	a.Artists[0].base().Label = "loss"
	a.Titles[1] = &Text{Base: NewBase(3), S: "Training $x^2$", Size: 12}
	a.X.Label = &Text{Base: NewBase(3), S: "step", Size: 10}
	title, description := f.describe()
	if title != "Training x^2" || description != "Plot “Training x^2”, step from −0.05 to 1.05, y from −0.05 to 1.05. Line “loss” with 2 points." {
		t.Errorf("%q: %q", title, description)
	}
}
