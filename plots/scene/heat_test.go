package scene

import (
	"encoding/base64"
	"flag"
	"image/png"
	"math"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the expected picture anew")

// fieldOf makes a field of a function; its derivatives are central differences.
func fieldOf(f func(x, y float64) float64) Field {
	return Field{
		Values: func(xs, ys []float64) ([]float64, error) {
			var out []float64
			for _, y := range ys {
				for _, x := range xs {
					out = append(out, f(x, y))
				}
			}
			return out, nil
		},
		Gradient: func(xs, ys []float64) (result [3][]float64, err error) {
			const h = 1e-6
			for i, x := range xs {
				y := ys[i]
				for k, v := range [...]float64{f(x, y), (f(x+h, y) - f(x-h, y)) / (2 * h), (f(x, y+h) - f(x, y-h)) / (2 * h)} {
					result[k] = append(result[k], v)
				}
			}
			return result, nil
		},
	}
}

func waves(x, y float64) float64 { return math.Sin(x) * math.Cos(y) }
func bowl(x, y float64) float64  { return x*x + y*y }

func heat(t *testing.T, f func(x, y float64) float64, change func(*HeatRequest)) *Display {
	t.Helper()
	req := HeatRequest{Window: Window{X0: -3, X1: 3}, FitY: true, Width: 640, Height: 400, Gradient: true, Name: "f", Variables: [2]string{"x", "y"}}
	if change != nil {
		change(&req)
	}
	d, err := BuildHeat(req, fieldOf(f))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// allOf returns the items of a role.
func allOf(d *Display, role Role) (items []Item) {
	for _, it := range d.Items {
		if it.Role == role {
			items = append(items, it)
		}
	}
	return items
}

// at returns the colour of an image at a pixel of the picture, 0 outside.
func (it *Item) at(px, py float64) Color {
	rows := len(it.Pixels) / it.Columns
	j := int(math.Floor((px - float64(it.Points[0])) / float64(it.Points[2]) * float64(it.Columns)))
	i := int(math.Floor((py - float64(it.Points[1])) / float64(it.Points[3]) * float64(rows)))
	if i < 0 || j < 0 || i >= rows || j >= it.Columns {
		return 0
	}
	return it.Colors[it.Pixels[i*it.Columns+j]]
}

// TestHeatColors compares the colours in the picture with those that the colour
// bar has for the values there.
func TestHeatColors(t *testing.T) {
	for _, theme := range []Theme{Light, Dark} {
		for _, coarse := range []bool{false, true} {
			for _, f := range []func(x, y float64) float64{waves, bowl} {
				d := heat(t, f, func(r *HeatRequest) { r.Theme, r.Coarse = theme, coarse })
				images := allOf(d, RoleHeat)
				top := &images[len(images)-1]
				if want := map[bool]int{false: 2, true: 1}[coarse]; len(images) != want || d.Heat.Coarse != coarse {
					t.Fatalf("%d images, expected %d", len(images), want)
				}
				cell := float64(top.Points[2]) / float64(top.Columns)
				for i := range 300 {
					px, py := (math.Floor(float64(i*37%540)/cell)+0.5)*cell, (math.Floor(float64(i*53%400)/cell)+0.5)*cell
					if coarse { // its cells begin outside
						px, py = px+math.Mod(float64(top.Points[0]), cell), py+math.Mod(float64(top.Points[1]), cell)
					}
					x := d.Window.X0 + px/d.Frame.W*(d.Window.X1-d.Window.X0)
					y := d.Window.Y1 - py/d.Frame.H*(d.Window.Y1-d.Window.Y0)
					share := (f(x, y) - d.Heat.Low) / (d.Heat.High - d.Heat.Low) * float64(len(d.Heat.Stops)-1)
					below := min(int(share), len(d.Heat.Stops)-2)
					want := d.Heat.Stops[below].Mix(d.Heat.Stops[below+1], share-float64(below))
					if got := top.at(px, py); px > 1 && py > 1 && difference(got, want) > 0.015 {
						t.Fatalf("theme %d, coarse %v: colour %s at (%v, %v), expected %s", theme, coarse, got.Hex(), x, y, want.Hex())
					}
				}
			}
		}
	}
}

// lab returns a colour's place in the OKLab space: the inverse of what paints.
func lab(c Color) [3]float64 {
	var linear [3]float64
	r, g, b, _ := c.RGBA()
	for i, v := range []uint8{r, g, b} {
		s := float64(v) / 255
		if s <= 0.04045 {
			linear[i] = s / 12.92
		} else {
			linear[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return fromLinear(linear)
}

func fromLinear(c [3]float64) [3]float64 {
	l := math.Cbrt(0.4122214708*c[0] + 0.5363325363*c[1] + 0.0514459929*c[2])
	m := math.Cbrt(0.2119034982*c[0] + 0.6806995451*c[1] + 0.1073969566*c[2])
	s := math.Cbrt(0.0883024619*c[0] + 0.2817188376*c[1] + 0.6299787005*c[2])
	return [3]float64{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

func difference(a, b Color) float64 { return apart(lab(a), lab(b)) }

func apart(p, q [3]float64) float64 {
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

// TestHeatColorsAreUniform sees that equal steps of a scale look equally large, and
// that the lightness of a sequential one only grows or only falls.
func TestHeatColorsAreUniform(t *testing.T) {
	for _, theme := range []Theme{Light, Dark} {
		for _, diverging := range []bool{false, true} {
			const n = 64
			var total, least, most, direction float64
			least = 1
			for i := range n {
				a, b := heatColor(theme, diverging, float64(i)/n), heatColor(theme, diverging, float64(i+1)/n)
				step := difference(a, b)
				total, least, most = total+step, min(least, step), max(most, step)
				rise := lab(b)[0] - lab(a)[0]
				if diverging && i >= n/2 {
					rise = -rise
				}
				if direction*rise < 0 {
					t.Errorf("theme %d, diverging %v: the lightness turns at step %d", theme, diverging, i)
				}
				direction = rise
			}
			if mean := total / n; least < 0.6*mean || most > 1.5*mean || total < 0.6 {
				t.Errorf("theme %d, diverging %v: steps from %.4f to %.4f, %.4f on average", theme, diverging, least, most, mean)
			}
		}
	}
}

// Dichromats' colours for linear sRGB, after G. Machado, M. Oliveira and L.
// Fernandes, "A physiologically-based model for simulation of color vision
// deficiency", 2009, with the greatest severity.
var dichromats = map[string][3][3]float64{
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// TestHeatColorsForAll sees that a value and its negative are told apart with any
// kind of colour vision.
func TestHeatColorsForAll(t *testing.T) {
	seen := func(c Color, by [3][3]float64) [3]float64 {
		r, g, b, _ := c.RGBA()
		var linear, out [3]float64
		for i, v := range []uint8{r, g, b} {
			linear[i] = math.Pow(float64(v)/255, 2.2)
		}
		for i := range out {
			out[i] = max(by[i][0]*linear[0]+by[i][1]*linear[1]+by[i][2]*linear[2], 0)
		}
		return fromLinear(out)
	}
	for _, theme := range []Theme{Light, Dark} {
		for name, by := range dichromats {
			for _, strength := range []float64{0.5, 1} {
				a, b := heatColor(theme, true, 0.5-strength/2), heatColor(theme, true, 0.5+strength/2)
				if d := apart(seen(a, by), seen(b, by)); d < 0.15*strength {
					t.Errorf("theme %d, %s: %s and %s are %.3f apart", theme, name, a.Hex(), b.Hex(), d)
				}
			}
		}
	}
}

func TestHeatScales(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		name         string
		f            func(x, y float64) float64
		low, high    float64 // of the scale, within tolerance
		tolerance    float64
		neutral      bool // 0 has the neutral colour
		says, notice string
	}{
		{"both signs", waves, -1, 1, 0, true, "Least value found: −1 at (−1.571, 0).", ""},
		{"positive", bowl, 0, 14, 2, false, "Least value found: 0 at (0, 0). The darker, the greater.", ""},
		{"constant", func(x, y float64) float64 { return 3 }, 1.5, 4.5, 0, false, "It is 3 everywhere.", ""},
		{"zero", func(x, y float64) float64 { return 0 }, -0.5, 0.5, 0, true, "It is 0 everywhere.", ""},
		{"pole", func(x, y float64) float64 { return 1 / bowl(x, y) }, 0, 10, 10, false, "Unbounded above near (0, 0).", ""},
		{"logarithm", func(x, y float64) float64 { return math.Log(bowl(x, y)) }, -4, 3, 2, true, "Unbounded below near (0, 0).", ""},
		{"hill", func(x, y float64) float64 { return math.Exp(-30 * bowl(x-1, y)) }, 0, 1, 0, false, "Greatest value found: 1 at (1, 0).", ""},
		{"rounding below zero", func(x, y float64) float64 { return math.Max(x, 0) - 1e-17 }, 0, 3, 0.2, false, "The darker", ""},
		{"infinite half", func(x, y float64) float64 {
			if x > 0 {
				return inf
			}
			return x
		}, -3, 0, 0.1, false, "Unbounded above", ""},
		{"half", func(x, y float64) float64 { return math.Sqrt(x) }, 0, 1.8, 0.1, false, "Undefined, and hatched, in 50 % of the view.", ""},
		{"nothing", func(x, y float64) float64 { return math.NaN() }, 0, 0, 0, false, "", "The function is undefined (NaN) everywhere in view."},
		{"infinite", func(x, y float64) float64 { return -inf }, 0, 0, 0, false, "", "The function has no finite value in view."},
		{"huge", func(x, y float64) float64 { return 1e300 * x }, -1e300, 1e300, 0, true, "Heat map", ""},
		{"tiny", func(x, y float64) float64 { return 1e-300 * x }, -3e-300, 3e-300, 0.2e-300, true, "Heat map", ""},
	} {
		d := heat(t, c.f, nil)
		if math.Abs(d.Heat.Low-c.low) > c.tolerance || math.Abs(d.Heat.High-c.high) > c.tolerance {
			t.Errorf("%s: the scale goes from %v to %v, expected about %v to %v", c.name, d.Heat.Low, d.Heat.High, c.low, c.high)
		}
		if !strings.Contains(d.Description, c.says) || d.Notice != c.notice || !strings.Contains(d.Description, c.notice) {
			t.Errorf("%s: got the notice %q and %q", c.name, d.Notice, d.Description)
		}
		if c.neutral {
			zero := d.Heat.Stops[int(-d.Heat.Low/(d.Heat.High-d.Heat.Low)*float64(len(d.Heat.Stops)-1)+0.5)]
			if p := lab(zero); math.Hypot(p[1], p[2]) > 0.02 {
				t.Errorf("%s: 0 is %s", c.name, zero.Hex())
			}
		}
		for i, tick := range d.Heat.Ticks {
			if !(tick.At >= -1e-9 && tick.At <= 1+1e-9) || i > 0 && !(tick.At > d.Heat.Ticks[i-1].At) || tick.Label == "" {
				t.Errorf("%s: tick %d is %v", c.name, i, tick)
			}
		}
		if c.notice == "" && len(d.Heat.Ticks) < 3 {
			t.Errorf("%s: %d ticks", c.name, len(d.Heat.Ticks))
		}
		if _, err := Decode(d.Encode()); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestHeatUndefined sees that nothing but a hatch is painted outside the domain.
func TestHeatUndefined(t *testing.T) {
	d := heat(t, func(x, y float64) float64 { return math.Log(x) }, nil)
	fine := allOf(d, RoleHeat)[1]
	hatched := 0
	for py := 5.5; py < 395; py++ {
		for px := 5.5; px < d.Frame.W/2-5; px++ {
			switch c := fine.at(px, py); {
			case c == fine.Colors[hatch]:
				hatched++
			case c != 0:
				t.Fatalf("colour %s at (%v, %v), where the function is undefined", c.Hex(), px, py)
			}
		}
	}
	if share := float64(hatched) / (390 * (d.Frame.W/2 - 10)); math.Abs(share-1./hatchGap) > 0.01 {
		t.Errorf("%.3f of the cells are hatched, expected one of %d", share, hatchGap)
	}
}

// TestContours sees that the contour lines of a bowl are circles at the ticks.
func TestContours(t *testing.T) {
	d := heat(t, bowl, nil)
	lines := allOf(d, RoleContour)[0]
	levels := map[float64]bool{}
	lines.Subpaths(func(points []float32) {
		n := len(points)
		if points[0] != points[n-2] || points[1] != points[n-1] {
			return // cut off
		}
		x, y := d.Window.X0+float64(points[0])/d.Frame.W*6, d.Window.Y1-float64(points[1])/d.Frame.H*(d.Window.Y1-d.Window.Y0)
		level := math.Round(bowl(x, y))
		levels[level] = true
		for i := 0; i < n; i += 2 {
			x, y := d.Window.X0+float64(points[i])/d.Frame.W*6, d.Window.Y1-float64(points[i+1])/d.Frame.H*(d.Window.Y1-d.Window.Y0)
			if math.Abs(bowl(x, y)-level) > 0.01 {
				t.Fatalf("(%v, %v) is on the line of %v, but has %v", x, y, level, bowl(x, y))
			}
		}
		if length := float64(n/2) * 4; length < 2*math.Pi*math.Sqrt(level)*d.Frame.W/6 {
			t.Errorf("the line of %v has %d points only", level, n/2)
		}
	})
	if !levels[2] || !levels[4] {
		t.Errorf("closed lines of the levels %v, expected 2 and 4 among them", levels)
	}
	// No value is taken between the two sides of a pole.
	d = heat(t, func(x, y float64) float64 { return 1 / x }, nil)
	pole := allOf(d, RoleContour)[0]
	for i := 0; i < len(pole.Points); i += 2 {
		if math.Abs(float64(pole.Points[i])-d.Frame.W/2) < 2 {
			t.Fatalf("a contour line at the pole, at pixel %v", pole.Points[i:i+2])
		}
	}
	if len(pole.Points) == 0 {
		t.Error("no contour lines beside the pole")
	}
	// Nor are there more lines than pixels, between two cells of a row, where the scale
	// ends on one side of the pole only.
	d = heat(t, func(x, y float64) float64 { return 1 / (x * y) }, nil)
	cells := allOf(d, RoleHeat)[0]
	crossings := map[[2]int]int{}
	lines = allOf(d, RoleContour)[0]
	for i := 0; i < len(lines.Points); i += 2 {
		column, row := float64(lines.Points[i]-cells.Points[0])/coarseCell-0.5, float64(lines.Points[i+1]-cells.Points[1])/coarseCell-0.5
		if math.Abs(row-math.Round(row)) < 1e-3 {
			crossings[[2]int{int(math.Floor(column)), int(math.Round(row))}]++
		}
	}
	for at, n := range crossings {
		if n > coarseCell {
			t.Fatalf("%d contour lines between the cells %d and %d of row %d", n, at[0], at[0]+1, at[1])
		}
	}
}

// TestArrows compares directions and lengths with the gradient of a plane and of
// a bowl.
func TestArrows(t *testing.T) {
	d := heat(t, func(x, y float64) float64 { return 3*x - 4*y }, nil)
	count := 0
	line := allOf(d, RoleArrow)[1]
	line.Subpaths(func(points []float32) {
		if len(points) != 4 {
			return // a head
		}
		count++
		dx, dy := float64(points[2]-points[0]), -float64(points[3]-points[1])
		if length := math.Hypot(dx, dy); math.Abs(dx/length-0.6) > 1e-3 || math.Abs(dy/length+0.8) > 1e-3 || length < 20 {
			t.Fatalf("arrow (%v, %v), expected one along (3, −4)", dx, dy)
		}
	})
	if count < 50 {
		t.Errorf("%d arrows", count)
	}
	if !strings.Contains(d.Description, "slopes of 5 and more") {
		t.Errorf("got %q", d.Description)
	}
	d = heat(t, bowl, nil)
	line = allOf(d, RoleArrow)[1]
	line.Subpaths(func(points []float32) {
		if len(points) != 4 {
			return
		}
		middleX, middleY := float64(points[0]+points[2])/2-d.Frame.W/2, float64(points[1]+points[3])/2-d.Frame.H/2
		if outwards := middleX*float64(points[2]-points[0]) + middleY*float64(points[3]-points[1]); outwards <= 0 {
			t.Errorf("the arrow at (%v, %v) points inwards", middleX, middleY)
		}
	})
}

func TestHeatRequests(t *testing.T) {
	for name, change := range map[string]func(*HeatRequest){
		"x range": func(r *HeatRequest) { r.X1 = r.X0 },
		"y range": func(r *HeatRequest) { r.FitY, r.Y0, r.Y1 = false, 2, 1 },
		"NaN":     func(r *HeatRequest) { r.X0 = math.NaN() },
		"width":   func(r *HeatRequest) { r.Width = 0 },
		"height":  func(r *HeatRequest) { r.Height = 1e9 },
	} {
		req := HeatRequest{Window: Window{X0: -3, X1: 3}, FitY: true, Width: 640, Height: 400}
		change(&req)
		if _, err := BuildHeat(req, fieldOf(waves)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for _, size := range [][2]float64{{1, 1}, {60, 60}, {340, 520}, {5000, 40}} {
		d := heat(t, waves, func(r *HeatRequest) { r.Width, r.Height = size[0], size[1] })
		if _, err := Decode(d.Encode()); err != nil {
			t.Errorf("%v: %v", size, err)
		}
		for _, it := range allOf(d, RoleHeat) {
			if rows := len(it.Pixels) / it.Columns; it.Columns > 4096 || rows > 4096 || rows*it.Columns > 1_200_000 {
				t.Errorf("%v: an image of %d × %d", size, it.Columns, rows)
			}
		}
	}
	square := heat(t, waves, nil)
	if w := square.Window; math.Abs((w.X1-w.X0)/square.Frame.W-(w.Y1-w.Y0)/square.Frame.H) > 1e-12 || w.Y0 != -w.Y1 {
		t.Errorf("got the window %v", w)
	}
}

// TestHeatSVG reads the picture's image with another decoder, and compares a small
// picture with the one that was looked at.
func TestHeatSVG(t *testing.T) {
	d := heat(t, waves, func(r *HeatRequest) { r.Coarse = true })
	it := &d.Items[0]
	for _, e := range render(t, d, SVGOptions{}) {
		if e.name != "image" {
			continue
		}
		data, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(e.attrs["href"], "data:image/png;base64,"))
		if err != nil {
			t.Fatal(err)
		}
		decoded, err := png.Decode(strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		for k, p := range it.Pixels {
			r, g, b, a := decoded.At(k%it.Columns, k/it.Columns).RGBA()
			if got := Color(r>>8<<24 | g>>8<<16 | b>>8<<8 | a>>8); got != it.Colors[p] {
				t.Fatalf("pixel %d is %s, expected %s", k, got.Hex(), it.Colors[p].Hex())
			}
		}
		it = nil
		break
	}
	if it != nil {
		t.Fatal("the picture has no image")
	}
	small := heat(t, func(x, y float64) float64 { return x*y + 1/x }, func(r *HeatRequest) { r.Coarse, r.Width, r.Height = true, 240, 160 })
	var b strings.Builder
	if err := SVG(&b, small, SVGOptions{Title: "x y + 1/x"}); err != nil {
		t.Fatal(err)
	}
	const file = "testdata/heat.svg"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("the picture differs from %s: look at it after go test -run HeatSVG -update", file)
	}
}
