package figure

import (
	"strings"
	"testing"
)

func TestParseFormat(t *testing.T) {
	for _, c := range []struct {
		text string
		want Format
		err  string
	}{
		{"", Format{Line: "-"}, ""},
		{"r", Format{ColorName: "r", Line: "-", Color: 0xff0000ff, HasColor: true}, ""},
		{"r--o", Format{ColorName: "r", Line: "--", Marker: "o", Color: 0xff0000ff, HasColor: true, HasLine: true}, ""},
		{"o--r", Format{ColorName: "r", Line: "--", Marker: "o", Color: 0xff0000ff, HasColor: true, HasLine: true}, ""},
		{"ko", Format{ColorName: "k", Marker: "o", Color: 0x000000ff, HasColor: true}, ""},
		{"-.", Format{Line: "-.", HasLine: true}, ""},
		{".-", Format{Line: "-", Marker: ".", HasLine: true}, ""},
		{"b:", Format{ColorName: "b", Line: ":", Color: 0x0000ffff, HasColor: true, HasLine: true}, ""},
		{"C1", Format{ColorName: "C1", Line: "-", Color: Tableau[1], HasColor: true}, ""},
		{"C12-s", Format{ColorName: "C12", Line: "-", Marker: "s", Color: Tableau[2], HasColor: true, HasLine: true}, ""},
		{"1", Format{Marker: "1"}, ""},
		{"0.5", Format{ColorName: "0.5", Line: "-", Color: 0x808080ff, HasColor: true}, ""},
		{"tab:orange", Format{ColorName: "tab:orange", Line: "-", Color: Tableau[1], HasColor: true}, ""},
		{"rz", Format{}, "unrecognized character 'z'"},
		{"r--k", Format{}, "two color symbols"},
		{"--:", Format{}, "two linestyle symbols"},
		{"ov", Format{}, "two marker symbols"},
		{"C", Format{}, "'C' must be followed by a number"},
		{"é", Format{}, "unrecognized character 'é'"},
	} {
		got, err := ParseFormat(c.text, Tableau)
		switch {
		case c.err != "":
			if err == nil || err.Error() != c.err {
				t.Errorf("%q: error %v, expected %q", c.text, err, c.err)
			}
		case err != nil || got != c.want:
			t.Errorf("%q is %+v, %v, expected %+v", c.text, got, err, c.want)
		}
	}
}

func FuzzParseFormat(f *testing.F) {
	for _, s := range []string{"r--o", "C1", "C", "\xff", "-.-", "0.5", "#12", "é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseFormat(s, Tableau)
		if err != nil {
			return
		}
		if _, ok := LineStyle(got.Line); !ok || !IsMarker(got.Marker) {
			t.Errorf("%q is %+v", s, got)
		}
		if got.HasColor != (got.Color != NoColor || strings.EqualFold(s, "none") || strings.HasPrefix(s, "#")) {
			t.Errorf("%q is %+v", s, got)
		}
	})
}

func TestParseColor(t *testing.T) {
	for text, want := range map[string]Color{
		"red": 0xff0000ff, "g": 0x008000ff, "Navy": 0x000080ff, "rebeccapurple": 0x663399ff, "#abc": 0xaabbccff, "#abcd": 0xaabbccdd, "#0a0B0c": 0x0a0b0cff,
		"#01020304": 0x01020304, "0": 0x000000ff, "1.0": 0xffffffff, "C0": Tableau[0], "C10": Tableau[0], "tab:grey": 0x7f7f7fff, "none": NoColor, "None": NoColor,
	} {
		if got, ok := ParseColor(text, Tableau); !ok || got != want {
			t.Errorf("%q is %08x, %v, expected %08x", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "foo", "#12", "#12345", "#ggg", "1.5", "-0.1", "nan", "C", "Cx", "C-1", "C99999999999999999999"} {
		if got, ok := ParseColor(text, Tableau); ok {
			t.Errorf("%q is %08x, expected no colour", text, got)
		}
	}
}

// Colours of matplotlib 3.11.2 at indices 0, 64, 128, 192 and 255.
var colormapSamples = map[string][5]Color{
	"viridis":  {0x440154ff, 0x3b528bff, 0x21918cff, 0x5ec962ff, 0xfde725ff},
	"plasma":   {0x0d0887ff, 0x7e03a8ff, 0xcc4778ff, 0xf89540ff, 0xf0f921ff},
	"gray":     {0x000000ff, 0x404040ff, 0x808080ff, 0xc0c0c0ff, 0xffffffff},
	"coolwarm": {0x3b4cc0ff, 0x8db0feff, 0xdddcdcff, 0xf49a7bff, 0xb40426ff},
	"RdBu":     {0x67001fff, 0xe58368ff, 0xf6f7f7ff, 0x68abd0ff, 0x053061ff},
	"jet":      {0x000080ff, 0x0080ffff, 0x7dff7aff, 0xff9400ff, 0x800000ff},
}

func TestColormaps(t *testing.T) {
	for name, want := range colormapSamples {
		m := FindColormap(name, 0)
		for i, index := range []int{0, 64, 128, 192, 255} {
			r, g, b, a := m.Colors[index].RGBA()
			wr, wg, wb, wa := want[i].RGBA()
			for _, d := range [...][2]uint8{{r, wr}, {g, wg}, {b, wb}, {a, wa}} {
				if off := int(d[0]) - int(d[1]); off < -2 || off > 2 {
					t.Errorf("%s at %d is %08x, expected %08x", name, index, m.Colors[index], want[i])
				}
			}
		}
		if r := FindColormap(name+"_r", 0); r.Colors[0] != m.Colors[len(m.Colors)-1] {
			t.Errorf("%s_r begins with %08x", name, r.Colors[0])
		}
	}
	if n := len(FindColormap("viridis", 5).Colors); n != 5 {
		t.Errorf("viridis with 5 colours has %d", n)
	}
	if m := FindColormap("tab10", 0); m.At(0.15) != Tableau[1] || m.At(1) != Tableau[9] {
		t.Errorf("tab10 is %08x", m.Colors)
	}
	if FindColormap("foo", 0) != nil {
		t.Error("there is a colour map foo")
	}
}
