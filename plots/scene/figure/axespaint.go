package figure

import (
	"math"
	"slices"
)

// paint draws the axes.
func (a *Axes) paint(p *painter) {
	if a.Hidden {
		return
	}
	p.axes = a
	p.startClip(a.frame)
	if !a.Off {
		p.rect(a.frame, a.Face, Stroke{}, 0)
	}
	artists := slices.Clone(a.Artists)
	slices.SortStableFunc(artists, func(x, y Artist) int {
		switch d := x.base().ZOrder - y.base().ZOrder; {
		case d < 0:
			return -1
		case d > 0:
			return 1
		}
		return 0
	})
	if a.Bar != nil {
		a.Bar.paint(p)
	}
	gridAt := 1.5
	if a.GridBelow {
		gridAt = 0.5
	} else if a.GridAbove {
		gridAt = 2.5
	}
	drawn := false
	for _, part := range [...]struct{ from, to float64 }{{math.Inf(-1), gridAt}, {gridAt, 2.5}, {2.5, math.Inf(1)}} {
		if part.from == gridAt && !drawn {
			drawn = true
			a.paintGrid(p)
		}
		if part.from == 2.5 && !a.Off {
			a.paintFrame(p)
		}
		p.layer(artists, part.from, part.to)
	}
	if a.Legend != nil {
		a.Legend.paint(p, a.frame, a)
	}
	for i, t := range a.Titles {
		if !isBlank(t) {
			x := a.frame.x + a.frame.w*[...]float64{0, 0.5, 1}[i]
			p.put(t, x, a.frame.y-a.titleRoom(p.point))
		}
	}
}

// layer paints the artists of a range of z orders, those that are clipped in
// groups.
func (p *painter) layer(artists []Artist, from, to float64) {
	for i := 0; i < len(artists); i++ {
		b := artists[i].base()
		if b.Hidden || b.ZOrder < from || b.ZOrder >= to {
			continue
		}
		if _, isText := artists[i].(*Text); isText || b.NoClip {
			artists[i].paint(p)
			continue
		}
		p.clipped(func() {
			for ; i < len(artists); i++ {
				b := artists[i].base()
				_, isText := artists[i].(*Text)
				if isText || b.NoClip || b.ZOrder >= to {
					i--
					return
				}
				if !b.Hidden && b.ZOrder >= from {
					artists[i].paint(p)
				}
			}
		})
	}
}

// titleRoom is the distance of titles from the frame in pixels.
func (a *Axes) titleRoom(point float64) float64 {
	room := a.TitlePad * point
	if a.X.Opposite && !a.Off {
		room += a.X.room(a, point)
	}
	return room
}

func (a *Axes) paintGrid(p *painter) {
	if a.Off {
		return
	}
	for _, x := range []*Axis{&a.X, &a.Y} {
		if x.GridLines == nil && x.MinorGrid == nil {
			continue
		}
		major, minor, _ := x.locate(a.lengthOf(x))
		for _, g := range []struct {
			ticks []tick
			s     *Stroke
		}{{minor, x.MinorGrid}, {major, x.GridLines}} {
			if g.s == nil {
				continue
			}
			var d path
			for _, t := range x.visible(g.ticks) {
				if x.horizontal {
					at := crisp(a.place(t.at, 0, InData, InAxes).x, g.s.Width*p.point)
					d.polyline([]point{{at, a.frame.bottom()}, {at, a.frame.y}})
				} else {
					at := crisp(a.place(0, t.at, InAxes, InData).y, g.s.Width*p.point)
					d.polyline([]point{{a.frame.x, at}, {a.frame.right(), at}})
				}
			}
			p.draw(&d, NoColor, *g.s, ` class="grid"`)
		}
	}
}

// paintFrame draws the frame and the ticks with their labels.
func (a *Axes) paintFrame(p *painter) {
	a.X.paint(p, a)
	a.Y.paint(p, a)
	w := a.Frame.Width * p.point
	x0, x1 := crisp(a.frame.x, w), crisp(a.frame.right(), w)
	y0, y1 := crisp(a.frame.y, w), crisp(a.frame.bottom(), w)
	var d path
	if a.Sides == [4]bool{true, true, true, true} {
		d.polygon([]point{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}})
	} else {
		for i, line := range [4][]point{Left: {{x0, y0}, {x0, y1}}, Right: {{x1, y0}, {x1, y1}}, Bottom: {{x0, y1}, {x1, y1}}, Top: {{x0, y0}, {x1, y0}}} {
			if a.Sides[i] {
				d.polyline(line)
			}
		}
	}
	s := a.Frame
	s.cap = "square"
	p.draw(&d, NoColor, s, ` class="frame"`)
}

// tickLabel returns the text of a tick.
func (x *Axis) tickLabel(s string) *Text {
	t := &Text{S: s, Size: x.TickStyle.Size, Color: x.TickStyle.LabelColor, Rotation: x.TickStyle.Rotation, HAlign: "center", VAlign: "top"}
	t.Alpha = math.NaN()
	switch {
	case x.horizontal && x.Opposite:
		t.VAlign = "bottom"
	case !x.horizontal && x.Opposite:
		t.HAlign, t.VAlign = "left", "center"
	case !x.horizontal:
		t.HAlign, t.VAlign = "right", "center"
	}
	return t
}

// labelDistance is how far labels are from the frame in points.
func (x *Axis) labelDistance() float64 {
	d := x.TickStyle.Pad
	if !x.TickStyle.In && !x.TickStyle.HideMarks {
		d += x.TickStyle.Length
	}
	return d
}

func (x *Axis) paint(p *painter, a *Axes) {
	major, minor, common := x.locate(a.lengthOf(x))
	var marks, small path
	style := x.TickStyle
	outward := 1.0
	if x.Opposite {
		outward = -1
	}
	place := func(t tick) (edge point, out point) {
		if x.horizontal {
			at := crisp(a.place(t.at, 0, InData, InAxes).x, style.Width*p.point)
			edge = point{at, a.frame.bottom()}
			if x.Opposite {
				edge.y = a.frame.y
			}
			return edge, point{0, outward}
		}
		at := crisp(a.place(0, t.at, InAxes, InData).y, style.Width*p.point)
		edge = point{a.frame.x, at}
		if x.Opposite {
			edge.x = a.frame.right()
		}
		return edge, point{-outward, 0}
	}
	draw := func(d *path, t tick, length float64) {
		edge, out := place(t)
		if style.In {
			length = -length
		}
		d.polyline([]point{edge, {edge.x + out.x*length, edge.y + out.y*length}})
	}
	for _, t := range x.visible(major) {
		draw(&marks, t, style.Length*p.point)
	}
	for _, t := range x.visible(minor) {
		draw(&small, t, style.Length*p.point*minorTicks)
	}
	if !style.HideMarks && style.Length > 0 {
		p.draw(&marks, NoColor, Stroke{Color: style.Color, Width: style.Width, Style: "-"}, ` class="ticks"`)
		p.draw(&small, NoColor, Stroke{Color: style.Color, Width: style.Width * 0.75, Style: "-"}, ` class="ticks"`)
	}
	if !style.HideLabels {
		p.f("<g class=\"labels\">\n")
		for _, ticks := range [][]tick{x.visible(major), x.visible(minor)} {
			for _, t := range ticks {
				if t.label == "" {
					continue
				}
				edge, out := place(t)
				d := x.labelDistance() * p.point
				p.put(x.tickLabel(t.label), edge.x+out.x*d, edge.y+out.y*d)
			}
		}
		p.f("</g>\n")
		if common != "" {
			t := x.tickLabel(common)
			t.Rotation = 0
			if x.horizontal {
				t.HAlign = "right"
				p.put(t, a.frame.right(), a.frame.bottom()+(x.labelDistance()+style.Size+2)*p.point)
			} else {
				t.HAlign, t.VAlign = "left", "baseline"
				at := a.frame.x
				if x.Opposite {
					at = a.frame.right()
				}
				p.put(t, at, a.frame.y-3*p.point)
			}
		}
	}
	x.paintLabel(p, a)
}

// minorTicks is the length of a minor tick in lengths of a major one.
const minorTicks = 2 / 3.5

// labelPad is the distance between tick labels and the axis label in points.
const labelPad = 4

// room returns how many pixels ticks and their labels take beside the frame.
func (x *Axis) room(a *Axes, point float64) float64 {
	room := 0.0
	if !x.TickStyle.HideMarks && !x.TickStyle.In {
		room = x.TickStyle.Length * point
	}
	if x.TickStyle.HideLabels {
		return room
	}
	major, minor, _ := x.locate(a.lengthOf(x))
	for _, ticks := range [][]tick{x.visible(major), x.visible(minor)} {
		for _, t := range ticks {
			if t.label == "" {
				continue
			}
			w, h := x.tickLabel(t.label).turned(point)
			if x.horizontal {
				w = h
			}
			room = max(room, x.labelDistance()*point+w)
		}
	}
	return room
}

// paintLabel writes the name of the axis beyond the tick labels.
func (x *Axis) paintLabel(p *painter, a *Axes) {
	if isBlank(x.Label) {
		return
	}
	d := x.room(a, p.point) + (labelPad+x.Label.Dy)*p.point
	t := *x.Label
	t.Dy = 0
	along := 0.5
	switch x.Label.HAlign {
	case "left":
		along = 0
	case "right":
		along = 1
	}
	switch {
	case x.horizontal && x.Opposite:
		t.VAlign = "bottom"
		p.put(&t, a.frame.x+along*a.frame.w, a.frame.y-d)
	case x.horizontal:
		t.VAlign = "top"
		p.put(&t, a.frame.x+along*a.frame.w, a.frame.bottom()+d)
	default:
		t.HAlign, t.VAlign = "center", "center"
		w, h := t.turned(p.point)
		y := a.frame.bottom() - along*a.frame.h
		if along != 0.5 {
			y += (0.5 - along) * h * -1
		}
		at := a.frame.x - d - w/2
		if x.Opposite {
			at = a.frame.right() + d + w/2
		}
		p.put(&t, at, y)
	}
}

// margins returns how many pixels the decorations take around the frame: left,
// right, bottom, top.
func (a *Axes) margins(point float64) (m [4]float64) {
	if a.Hidden || a.Off {
		m[Top] = a.titleHeight(point)
		return m
	}
	beside := func(x *Axis) float64 {
		d := x.room(a, point)
		if !isBlank(x.Label) {
			w, h := x.Label.turned(point)
			if !x.horizontal {
				h = w
			}
			d += labelPad*point + h
		} else if _, _, common := x.locate(a.lengthOf(x)); common != "" && x.horizontal {
			d += (x.TickStyle.Size + 2) * point
		}
		return d
	}
	x, y := Bottom, Left
	if a.X.Opposite {
		x = Top
	}
	if a.Y.Opposite {
		y = Right
	}
	m[x], m[y] = beside(&a.X), beside(&a.Y)
	if h := a.titleHeight(point); h > 0 {
		m[Top] = max(m[Top], h)
	}
	// Labels at the ends of the axes reach beyond the frame.
	if !a.X.TickStyle.HideLabels {
		major, _, _ := a.X.locate(a.lengthOf(&a.X))
		for _, t := range a.X.visible(major) {
			w, _ := a.X.tickLabel(t.label).turned(point)
			at := a.X.view().at(t.at) * a.frame.w
			m[Left], m[Right] = max(m[Left], w/2-at), max(m[Right], at+w/2-a.frame.w)
		}
	}
	if !a.Y.TickStyle.HideLabels {
		m[Top] = max(m[Top], a.Y.TickStyle.Size/2*point)
		m[Bottom] = max(m[Bottom], a.Y.TickStyle.Size/2*point)
		if _, _, common := a.Y.locate(a.lengthOf(&a.Y)); common != "" {
			m[Top] = max(m[Top], (a.Y.TickStyle.Size+4)*point)
		}
	}
	return m
}

func (a *Axes) titleHeight(point float64) float64 {
	height := 0.0
	for _, t := range a.Titles {
		if !isBlank(t) {
			_, h := t.extent(point)
			height = max(height, h-descent*t.Size*point+a.titleRoom(point))
		}
	}
	return height
}
