package scene

import "math"

// Sizes in CSS pixels.
const (
	fontSize  = 12.0
	tickGapY  = 44.0 // least distance of labels on a y axis
	tickGapX  = 70.0 // and on an x axis, more if the labels are wide
	labelRoom = 16.0 // free space between labels on an x axis
)

// A grid is a frame with a scale on either axis.
type grid struct {
	mapping
	frame   Rect
	x, y    scale
	palette Palette
}

// newGrid chooses scales for a window shown in a frame.
func newGrid(w Window, frame Rect, palette Palette) *grid {
	g := &grid{mapping: newMapping(w, frame.W, frame.H), frame: frame, palette: palette}
	g.y = newScale(w.Y0, w.Y1, frame.H, tickGapY)
	for gap := tickGapX; ; gap = g.widest(true) + labelRoom {
		g.x = newScale(w.X0, w.X1, frame.W, gap)
		if g.widest(true)+labelRoom <= g.x.step()*g.sx || gap > frame.W {
			return g
		}
	}
}

// each calls f for every tick of an axis with its pixel and label.
func (g *grid) each(horizontal bool, f func(pixel float64, label string)) {
	s, lo, hi := g.y, g.Y0, g.Y1
	if horizontal {
		s, lo, hi = g.x, g.X0, g.X1
	}
	first, last := s.ticks(lo, hi)
	for i := first; i <= last; i++ {
		pixel := g.frame.Y + g.py(s.value(i))
		if horizontal {
			pixel = g.frame.X + g.px(s.value(i))
		}
		f(pixel, s.label(i, lo, hi))
	}
}

// widest returns the width of the widest label.
func (g *grid) widest(horizontal bool) float64 {
	w := 0.0
	g.each(horizontal, func(_ float64, label string) { w = max(w, textWidth(label, fontSize)) })
	return w
}

// crisp moves a line of one pixel to the middle of a pixel.
func crisp(v float64) float32 { return float32(math.Floor(v) + 0.5) }

// lines returns the grid lines, reaching beyond the frame by fractions of its
// width and height.
func (g *grid) lines(overX, overY float64) []Item {
	minor := Item{Kind: Line, Role: RoleMinorGrid, Color: g.palette.MinorGrid, Width: 1}
	major := Item{Kind: Line, Role: RoleGrid, Color: g.palette.Grid, Width: 1}
	left, right := g.frame.X-overX*g.frame.W, g.frame.X+(1+overX)*g.frame.W
	top, bottom := g.frame.Y-overY*g.frame.H, g.frame.Y+(1+overY)*g.frame.H
	each := func(s scale, lo, hi float64, draw func(it *Item, v float64)) {
		first, last := s.ticks(lo, hi)
		for i := first - 1; i <= last; i++ {
			from, to := s.value(i), s.value(i+1)
			for j := range s.minor {
				v := from + (to-from)*float64(j)/float64(s.minor)
				switch {
				case v < lo || v > hi:
				case j == 0:
					draw(&major, v)
				default:
					draw(&minor, v)
				}
			}
		}
	}
	w, h := g.X1-g.X0, g.Y1-g.Y0
	each(g.x, g.X0-overX*w, g.X1+overX*w, func(it *Item, v float64) {
		x := crisp(g.frame.X + g.px(v))
		it.add(x, float32(top), x, float32(bottom))
	})
	each(g.y, g.Y0-overY*h, g.Y1+overY*h, func(it *Item, v float64) {
		y := crisp(g.frame.Y + g.py(v))
		it.add(float32(left), y, float32(right), y)
	})
	return []Item{minor, major}
}

// axes returns the lines x = 0 and y = 0 where they are visible.
func (g *grid) axes(overX, overY float64) Item {
	it := Item{Kind: Line, Role: RoleAxis, Color: g.palette.Axis, Width: 1.25}
	x, y := crisp(g.frame.X+g.px(0)), crisp(g.frame.Y+g.py(0))
	left, top := g.frame.X-overX*g.frame.W, g.frame.Y-overY*g.frame.H
	right, bottom := left+(1+2*overX)*g.frame.W, top+(1+2*overY)*g.frame.H
	if left <= float64(x) && float64(x) <= right {
		it.add(x, float32(top), x, float32(bottom))
	}
	if top <= float64(y) && float64(y) <= bottom {
		it.add(float32(left), y, float32(right), y)
	}
	return it
}

// labelsAtAxes returns the numbers of the ticks beside the axes, or at the
// border of the frame where an axis is out of sight. No two overlap.
func (g *grid) labelsAtAxes() []Text {
	f := g.frame
	x0, y0 := f.X+g.px(0), f.Y+g.py(0)
	bothVisible := g.X0 <= 0 && 0 <= g.X1 && g.Y0 <= 0 && 0 <= g.Y1
	baseline := min(max(y0+fontSize+4, f.Y+fontSize+4), f.Y+f.H-6)
	edge := min(max(x0-6, f.X+g.widest(false)+4), f.X+f.W-4)
	var texts []Text
	g.each(true, func(pixel float64, label string) {
		t := Text{X: pixel, Y: baseline, Size: fontSize, Text: label, Anchor: AnchorMiddle, Role: TextTickX, Color: g.palette.Text}
		if label == "0" && bothVisible {
			t.X, t.Anchor = pixel-6, AnchorEnd
		}
		if left, right := t.extent(); left >= f.X && right <= f.X+f.W {
			texts = append(texts, t)
		}
	})
	onX := len(texts)
	g.each(false, func(pixel float64, label string) {
		if label == "0" && bothVisible {
			return
		}
		t := Text{X: edge, Y: pixel + 0.35*fontSize, Size: fontSize, Text: label, Anchor: AnchorEnd, Role: TextTickY, Color: g.palette.Text}
		if t.Y-fontSize < f.Y || t.Y+4 > f.Y+f.H {
			return
		}
		for _, other := range texts[:onX] {
			if t.overlaps(other) {
				return
			}
		}
		texts = append(texts, t)
	})
	return texts
}

// extent returns the estimated left and right border of a text.
func (t Text) extent() (left, right float64) {
	w := textWidth(t.Text, t.Size)
	switch t.Anchor {
	case AnchorMiddle:
		return t.X - w/2, t.X + w/2
	case AnchorEnd:
		return t.X - w, t.X
	}
	return t.X, t.X + w
}

func (t Text) overlaps(o Text) bool {
	l, r := t.extent()
	ol, or := o.extent()
	return l < or+4 && ol < r+4 && math.Abs(t.Y-o.Y) < max(t.Size, o.Size)
}
