package scene

import (
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"
)

// An element of a parsed picture.
type element struct {
	name  string
	attrs map[string]string
	text  string
}

// parse fails unless the picture is well-formed XML.
func parse(t *testing.T, picture string) []*element {
	t.Helper()
	var all, open []*element
	for dec := xml.NewDecoder(strings.NewReader(picture)); ; {
		token, err := dec.Token()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, picture)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			all, open = append(all, e), append(open, e)
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].text += string(token)
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

func render(t *testing.T, d *Display, o SVGOptions) []*element {
	t.Helper()
	var b strings.Builder
	if err := SVG(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return parse(t, b.String())
}

func TestSVG(t *testing.T) {
	d, _ := build(t, "cubic", MaxOrder)
	all := render(t, d, SVGOptions{ID: "p", Title: "x³ + 2x² − 3x + 1", Legend: true})
	root := all[0]
	for key, want := range map[string]string{"width": "900", "height": "600", "viewBox": "0 0 900 600", "role": "img", "aria-labelledby": "p-title p-desc"} {
		if root.attrs[key] != want {
			t.Errorf("%s is %q, expected %q", key, root.attrs[key], want)
		}
	}
	count := map[string]int{}
	for _, e := range all {
		count[e.name+"."+e.attrs["class"]]++
		switch {
		case e.name == "title" && e.text != "x³ + 2x² − 3x + 1":
			t.Errorf("title %q", e.text)
		case e.name == "desc" && !strings.Contains(e.text, "Root at x = −3.08"):
			t.Errorf("description %q", e.text)
		case strings.HasPrefix(e.attrs["class"], "curve order-"):
			order := e.attrs["class"][len("curve order-")] - '0'
			style := CurveStyles(Light)[order]
			if e.attrs["stroke"] != style.Color.Hex() || (e.attrs["stroke-dasharray"] == "") != (len(style.Dash) == 0) {
				t.Errorf("order %d is drawn as %v", order, e.attrs)
			}
			if !strings.HasPrefix(e.attrs["d"], "M") || strings.Contains(e.attrs["d"], "NaN") {
				t.Errorf("path %.60s", e.attrs["d"])
			}
		}
	}
	for class, want := range map[string]int{
		"title.": 1, "desc.": 1, "path.grid": 1, "path.minor-grid": 1, "path.axis": 1, "g.mark": 1, "g.legend": 1,
		"path.curve order-0": 1, "path.curve order-1": 1, "path.curve order-2": 1, "path.curve order-3": 1, "path.curve order-4": 1,
	} {
		if count[class] != want {
			t.Errorf("%d of %s, expected %d", count[class], class, want)
		}
	}
	if count["text.tick-x"] < 4 || count["text.tick-y"] < 4 {
		t.Errorf("%d labels on x and %d on y", count["text.tick-x"], count["text.tick-y"])
	}
}

func TestSVGEscapes(t *testing.T) {
	d := &Display{
		Width: 10, Height: 10, Description: `a < b & "c" > d`,
		Texts: []Text{{Text: "<script>&\x00\x1f", Role: TextLabel, Anchor: AnchorEnd}},
	}
	all := render(t, d, SVGOptions{Title: "<b>", ID: `"><`})
	for _, e := range all {
		switch e.name {
		case "title":
			if e.text != "<b>" {
				t.Errorf("title %q", e.text)
			}
		case "desc":
			if e.text != d.Description {
				t.Errorf("description %q", e.text)
			}
		case "text":
			if e.text != "<script>&" {
				t.Errorf("text %q", e.text)
			}
		case "script", "b":
			t.Errorf("element %s from a text", e.name)
		}
	}
}

func TestSVGOfEverything(t *testing.T) {
	for name := range functions {
		d, _ := build(t, name, MaxOrder)
		render(t, d, SVGOptions{Legend: true})
	}
}

// Contrast after WCAG 2.2, success criterion 1.4.11.
func contrast(a, b Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestContrast(t *testing.T) {
	for _, theme := range []Theme{Light, Dark} {
		p := theme.Palette()
		need := map[string]struct {
			c     Color
			ratio float64
		}{
			"text": {p.Text, 4.5}, "axis": {p.Axis, 3}, "class 0": {p.Classes[0], 3}, "class 1": {p.Classes[1], 3},
			"accent": {p.Accent, 3}, "reference": {p.Reference, 3},
		}
		styles := CurveStyles(theme)
		for _, s := range styles {
			need[s.Name] = struct {
				c     Color
				ratio float64
			}{s.Color, 3}
		}
		for name, n := range need {
			if got := contrast(n.c, p.Background); got < n.ratio {
				t.Errorf("theme %d: %s has a contrast of %.2f, expected %v", theme, name, got, n.ratio)
			}
		}
		for i, a := range styles {
			for _, b := range styles[:i] {
				if a.Color == b.Color || len(a.Dash) == len(b.Dash) && len(a.Dash) == 0 {
					t.Errorf("theme %d: %s and %s look the same", theme, a.Name, b.Name)
				}
			}
		}
	}
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(c Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}
