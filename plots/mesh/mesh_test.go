package mesh

import (
	"math"
	"testing"

	"fluxion/plots/scene"
)

// ink is the area that a mesh covers, weighted with opacity, in device pixels.
func ink(m *Mesh) float64 {
	sum := 0.0
	for i := 0; i < len(m.Indices); i += 3 {
		a, b, c := m.Vertices[m.Indices[i]], m.Vertices[m.Indices[i+1]], m.Vertices[m.Indices[i+2]]
		area := math.Abs(float64((b.X-a.X)*(c.Y-a.Y)-(c.X-a.X)*(b.Y-a.Y))) / 2
		sum += area * float64(a.A+b.A+c.A) / 3
	}
	return sum
}

func display(items ...scene.Item) *scene.Display {
	return &scene.Display{Width: 100, Height: 100, Items: items}
}

func line(width float32, dash []float32, points ...float32) scene.Item {
	return scene.Item{Kind: scene.Line, Color: 0x0072b2ff, Width: width, Dash: dash, Points: points, Starts: []int32{0}}
}

// arc is a quarter of a circle of radius 50 in small steps.
func arc() (points []float32) {
	for i := range 101 {
		sin, cos := math.Sincos(math.Pi / 2 * float64(i) / 100)
		points = append(points, float32(50*cos), float32(50*sin))
	}
	return points
}

func TestInk(t *testing.T) {
	for _, c := range []struct {
		name  string
		item  scene.Item
		ratio float64
		want  float64
	}{
		{"line", line(2, nil, 0, 0, 100, 0), 1, 200},
		{"slanted line", line(2, nil, 0, 0, 30, 40), 1, 100},
		{"line on a fine screen", line(2, nil, 0, 0, 100, 0), 2, 800},
		{"hairline", line(0.5, nil, 0, 0, 100, 0), 1, 50},
		{"arc", line(3, nil, arc()...), 1, 3 * 25 * math.Pi},
		{"points on top of each other", line(2, nil, 0, 0, 0, 0, 50, 0, 50, 0, 100, 0), 1, 200},
		{"dashes", line(2, []float32{6, 4}, 0, 0, 100, 0), 1, 120},
		{"odd dashes", line(2, []float32{5}, 0, 0, 100, 0), 1, 100},
		{"dash-dot", line(2, []float32{10, 4, 2, 4}, 0, 0, 100, 0), 1, 2 * 60},
		{"dashed arc", line(2, []float32{6, 4}, arc()...), 1, 2 * (7*6 + 6)}, // 7 periods in 25π, and one dash
		{"disc", scene.Item{Kind: scene.Markers, Shape: scene.Circle, Width: 20, Color: 0xff, Points: []float32{50, 50}}, 1, 100 * math.Pi},
		{"triangle", scene.Item{Kind: scene.Markers, Shape: scene.Triangle, Width: 20, Color: 0xff, Points: []float32{50, 50}}, 1, 23 * 20.5 / 2},
		{"rectangle", scene.Item{Kind: scene.Rects, Color: 0xff, Points: []float32{10, 10, 30, 20}}, 1, 600},
		{"faint rectangle", scene.Item{Kind: scene.Rects, Color: 0x80, Points: []float32{10, 10, 30, 20}}, 1, 600 * 128. / 255},
		{"no points", scene.Item{Kind: scene.Line, Width: 2}, 1, 0},
	} {
		m := Build(display(c.item), Identity, c.ratio)
		if got := ink(m); math.Abs(got-c.want) > 0.03*c.want {
			t.Errorf("%s: %.2f square pixels, expected %.2f", c.name, got, c.want)
		}
		check(t, c.name, m)
	}
}

// check tests what a painter relies on.
func check(t *testing.T, name string, m *Mesh) {
	t.Helper()
	if len(m.Indices)%3 != 0 {
		t.Errorf("%s: %d indices", name, len(m.Indices))
	}
	for _, i := range m.Indices {
		if int(i) >= len(m.Vertices) {
			t.Fatalf("%s: index %d of %d vertices", name, i, len(m.Vertices))
		}
	}
	for _, v := range m.Vertices {
		if s := v.X + v.Y; s != s || s-s != 0 {
			t.Fatalf("%s: vertex %+v", name, v)
		}
		if v.A < 0 || v.A > 1 || v.R > v.A || v.G > v.A || v.B > v.A {
			t.Fatalf("%s: colour of %+v is not premultiplied", name, v)
		}
	}
}

// A corner is covered once by either arm and rounded outside.
func TestCorners(t *testing.T) {
	for _, c := range []struct {
		name   string
		points []float32
	}{
		{"right angle", []float32{0, 0, 50, 0, 50, 50}},
		{"sharp", []float32{0, 0, 50, 0, 10, 5}},
		{"back and forth", []float32{0, 0, 50, 0, 0, 0}},
		{"obtuse", []float32{0, 0, 50, 0, 100, 20}},
	} {
		m := Build(display(line(4, nil, c.points...)), Identity, 1)
		check(t, c.name, m)
		for _, v := range m.Vertices {
			near := math.Inf(1)
			for i := 2; i < len(c.points); i += 2 {
				near = min(near, distance(v.X, v.Y, c.points[i-2:i+2]))
			}
			if near > 4 {
				t.Errorf("%s: vertex %v, %v is %.1f pixels from the line", c.name, v.X, v.Y, near)
			}
		}
	}
}

func distance(x, y float32, s []float32) float64 {
	dx, dy := float64(s[2]-s[0]), float64(s[3]-s[1])
	t := (float64(x-s[0])*dx + float64(y-s[1])*dy) / (dx*dx + dy*dy)
	t = min(max(t, 0), 1)
	return math.Hypot(float64(x-s[0])-t*dx, float64(y-s[1])-t*dy)
}

func TestView(t *testing.T) {
	d := display(line(2, nil, 10, 20, 30, 20))
	m := Build(d, View{ScaleX: 3, ScaleY: 2, DX: 5, DY: -7}, 2)
	left, right, top, base := bounds(m)
	// 10·3+5 = 35, 30·3+5 = 95 and 20·2-7 = 33 CSS pixels; the fringe adds half a device pixel.
	for _, c := range []struct{ got, want float32 }{{left, 69.5}, {right, 190.5}, {top, 63.5}, {base, 68.5}} {
		if math.Abs(float64(c.got-c.want)) > 0.01 {
			t.Errorf("bounds %v … %v, %v … %v", left, right, top, base)
		}
	}
}

func bounds(m *Mesh) (left, right, top, base float32) {
	left, top = m.Vertices[0].X, m.Vertices[0].Y
	for _, v := range m.Vertices {
		left, right, top, base = min(left, v.X), max(right, v.X), min(top, v.Y), max(base, v.Y)
	}
	return left, right, top, base
}

// A curve that fills an area must not be cut into a million dashes, while a
// sparse part of it keeps them.
func TestDenseDashes(t *testing.T) {
	var points []float32
	for i := range 4000 {
		points = append(points, float32(i)*0.1, float32(i%2)*1800)
	}
	points = append(points, 400, 0, 900, 0)
	m := Build(display(line(2, []float32{2, 4}, points...)), Identity, 1)
	check(t, "dense", m)
	if len(m.Vertices) > 300_000 {
		t.Errorf("%d vertices", len(m.Vertices))
	}
	sparse := 0
	for _, v := range m.Vertices {
		if v.X > 450 && v.Y < 2 {
			sparse++
		}
	}
	if sparse < 1000 {
		t.Errorf("%d vertices in the sparse part: its dashes are lost", sparse)
	}
}

func TestRing(t *testing.T) {
	d := display(scene.Item{Kind: scene.Markers, Shape: scene.Ring, Width: 12, Color: 0x0072b2ff, Points: []float32{50, 50}})
	d.Background = 0xffffffff
	m := Build(d, Identity, 1)
	inside := 0.0
	for _, v := range m.Vertices {
		if v.A == 1 && v.R == 1 {
			inside = max(inside, math.Hypot(float64(v.X-50), float64(v.Y-50)))
		}
	}
	if inside < 3 || inside > 4 {
		t.Errorf("the hole has a radius of %.2f, expected about 4", inside)
	}
}

func FuzzBuild(f *testing.F) {
	f.Add(float32(2), float32(6), float32(4), float32(0), float32(0), float32(100), float32(100), float32(0), float32(3), 1.0, 1.0, 0.0, 1.0)
	f.Fuzz(func(t *testing.T, width, on, off, x0, y0, x1, y1, x2, y2 float32, scale, ratio, dx, dy float64) {
		d := &scene.Display{Width: 1, Height: 1}
		for _, dash := range [][]float32{nil, {on, off}} {
			d.Items = append(d.Items, line(width, dash, x0, y0, x1, y1, x2, y2))
		}
		d.Items = append(d.Items, scene.Item{Kind: scene.Markers, Width: width, Points: []float32{x0, y0, x1, y1}})
		d, err := scene.Decode(d.Encode())
		if err != nil || !(scale > 1e-3 && scale < 1e3 && ratio > 0.1 && ratio < 10 && math.Abs(dx)+math.Abs(dy) < 1e5) {
			return
		}
		m := Build(d, View{scale, scale, dx, dy}, ratio)
		check(t, "fuzz", m)
		if len(m.Vertices) > 1_000_000 {
			t.Errorf("%d vertices", len(m.Vertices))
		}
	})
}
