package figure

import (
	"math"
	"strings"
)

// A Legend names artists.
type Legend struct {
	Entries []Entry
	Title   string
	// Loc is a place such as "upper right", or best. Anchor, if not nil, is the
	// box it lies in, or with width and height 0 the point at its Loc: left, bottom,
	// width, height in parts of the axes.
	Loc       string
	Anchor    *[4]float64
	Point     *[2]float64 // of the lower left corner, instead of Loc
	Columns   int
	Size      float64 // of the text, points
	TitleSize float64
	Text      Color
	Fill      Color
	Edge      Color
	NoFrame   bool
	Hidden    bool
}

// An Entry is a row of a legend.
type Entry struct {
	Label  string
	Artist Artist
}

// Locations are the places of a legend, by their code.
var Locations = []string{"best", "upper right", "upper left", "lower left", "lower right", "right", "center left", "center right", "lower center", "upper center", "center"}

// Entries returns the artists of the axes that have a label, in the order in
// which they were drawn.
func (a *Axes) Entries() []Entry {
	var entries []Entry
	for _, artist := range a.Artists {
		if label := artist.base().Label; label != "" && !strings.HasPrefix(label, "_") {
			entries = append(entries, Entry{label, artist})
		}
	}
	return entries
}

// Sizes of the parts of a legend in font sizes.
const (
	legendPad       = 0.4 // inside the frame
	legendOut       = 0.5 // outside
	legendSpace     = 0.5 // between rows
	legendHandle    = 2.0 // length of the sample
	legendHandlePad = 0.8
	legendColumns   = 2.0 // between columns
	legendRow       = 1.13
)

// paint draws the legend in a frame; a is nil for that of a figure.
func (l *Legend) paint(p *painter, frame box, a *Axes) {
	if l.Hidden || len(l.Entries) == 0 && l.Title == "" {
		return
	}
	em := l.Size * p.point
	columns := max(1, min(l.Columns, len(l.Entries)))
	rows := (len(l.Entries) + columns - 1) / columns
	// The first columns have a row more if it does not come out even.
	long := len(l.Entries) - (rows-1)*columns
	var widths []float64
	texts := make([]Text, len(l.Entries))
	heights := make([]float64, rows)
	column := make([]int, len(l.Entries))
	row := make([]int, len(l.Entries))
	for i, c, r := 0, 0, 0; i < len(l.Entries); i++ {
		if c == len(widths) {
			widths = append(widths, 0)
		}
		texts[i] = Text{Base: NewBase(0), S: l.Entries[i].Label, Size: l.Size, Color: l.Text, HAlign: "left", VAlign: "center"}
		w, h := texts[i].extent(p.point)
		widths[c] = max(widths[c], (legendHandle+legendHandlePad)*em+w)
		heights[r] = max(heights[r], max(legendRow*em, h))
		column[i], row[i] = c, r
		if r++; r == rows || r == rows-1 && c >= long {
			c, r = c+1, 0
		}
	}
	width, height := 2*legendPad*em, 2*legendPad*em
	for i, w := range widths {
		if i > 0 {
			width += legendColumns * em
		}
		width += w
	}
	for i, h := range heights {
		if i > 0 {
			height += legendSpace * em
		}
		height += h
	}
	title := Text{Base: NewBase(0), S: l.Title, Size: l.TitleSize, Color: l.Text, HAlign: "center", VAlign: "top"}
	titleHeight := 0.0
	if l.Title != "" {
		w, h := title.extent(p.point)
		titleHeight = h + legendSpace*em
		width, height = max(width, w+2*legendPad*em), height+titleHeight
	}
	at := l.find(p, frame, a, width, height, em)
	p.f("<g class=\"legend\">\n")
	if !l.NoFrame {
		p.rect(at, l.Fill, Stroke{Color: l.Edge, Width: 1, Style: "-"}, 0.2*em)
	}
	p.put(&title, at.x+width/2, at.y+legendPad*em)
	for i, e := range l.Entries {
		x, y := at.x+legendPad*em, at.y+legendPad*em+titleHeight
		for c := range column[i] {
			x += widths[c] + legendColumns*em
		}
		for r := range row[i] {
			y += heights[r] + legendSpace*em
		}
		middle := y + heights[row[i]]/2
		p.sample(e.Artist, box{x, middle - 0.35*em, legendHandle * em, 0.7 * em})
		p.put(&texts[i], x+(legendHandle+legendHandlePad)*em, middle)
	}
	p.f("</g>\n")
}

// sample draws how an artist looks into a box.
func (p *painter) sample(artist Artist, b box) {
	frame := p.frame
	p.frame = b.grown(50)
	defer func() { p.frame = frame }()
	middle := b.y + b.h/2
	alpha := artist.base().Alpha
	switch g := artist.(type) {
	case *Line:
		s := g.Stroke
		s.Color = fade(s.Color, alpha)
		var d path
		d.polyline([]point{{b.x, middle}, {b.right(), middle}})
		if s.visible() {
			p.draw(&d, NoColor, s, "")
		}
		half := g.MarkerSize * p.point
		if e := g.ErrorX; e != nil {
			var bar path
			bar.polyline([]point{{b.x + b.w/2 - half, middle}, {b.x + b.w/2 + half, middle}})
			p.draw(&bar, NoColor, *e, "")
		}
		if e := g.ErrorY; e != nil {
			var bar path
			bar.polyline([]point{{b.x + b.w/2, middle - half}, {b.x + b.w/2, middle + half}})
			p.draw(&bar, NoColor, *e, "")
		}
		if g.Marker != "" {
			face, edge := g.Face, g.Edge
			if !g.HasFace {
				face = g.Stroke.Color
			}
			if !g.HasEdge {
				edge = g.Stroke.Color
			}
			p.markers([]point{{b.x + b.w/2, middle}}, func(int) markerStyle {
				return markerStyle{shape: g.Marker, size: g.MarkerSize * p.point, edgeWidth: g.EdgeWidth, face: fade(face, alpha), edge: fade(edge, alpha)}
			})
		}
	case *Points:
		if g.Map != nil {
			half := *g
			half.Map = nil
			half.Face = []Color{g.Map.Map.At(0.5)}
			g = &half
		}
		style := g.style(p.point)
		p.markers([]point{{b.x + b.w/2, middle}}, func(int) markerStyle {
			m := style(0)
			m.size = min(m.size, 3*b.h)
			return m
		})
	case *Polygon:
		s := g.Stroke
		s.Color = fade(s.Color, alpha)
		p.rect(b, fade(g.Face, alpha), s, 0)
	case *Segments:
		s := g.Stroke
		s.Color = fade(pickColor(g.Colors, 0), alpha)
		var d path
		d.polyline([]point{{b.x, middle}, {b.right(), middle}})
		p.draw(&d, NoColor, s, "")
	case *Contour:
		if g.Map.Filled {
			p.rect(b, fade(pickColor(g.Map.LevelColors, 0), alpha), Stroke{}, 0)
		}
	}
}

// find returns the place of a legend of a size.
func (l *Legend) find(p *painter, frame box, a *Axes, w, h, em float64) box {
	room := frame
	pad := legendOut * em
	if l.Point != nil {
		return box{frame.x + l.Point[0]*frame.w, frame.bottom() - l.Point[1]*frame.h - h, w, h}
	}
	if l.Anchor != nil {
		room = box{frame.x + l.Anchor[0]*frame.w, frame.bottom() - (l.Anchor[1]+l.Anchor[3])*frame.h, l.Anchor[2] * frame.w, l.Anchor[3] * frame.h}
	}
	place := func(loc string) box {
		x, y := room.x+(room.w-w)/2, room.y+(room.h-h)/2
		if strings.Contains(loc, "left") {
			x = room.x + pad
		}
		if strings.Contains(loc, "right") {
			x = room.right() - pad - w
		}
		if strings.Contains(loc, "upper") {
			y = room.y + pad
		}
		if strings.Contains(loc, "lower") {
			y = room.bottom() - pad - h
		}
		return box{x, y, w, h}
	}
	if l.Loc != "best" {
		return place(l.Loc)
	}
	best, least := place(Locations[1]), math.Inf(1)
	if a == nil {
		return best
	}
	obstacles := a.obstacles(p)
	for _, loc := range Locations[1:] {
		candidate := place(loc)
		if n := obstacles.in(candidate); n < least {
			best, least = candidate, n
		}
	}
	return best
}

// Obstacles are what a legend should not cover.
type obstacles struct {
	points []point
	lines  [][]point
	boxes  []box
}

func (a *Axes) obstacles(p *painter) obstacles {
	var o obstacles
	for _, artist := range a.Artists {
		if artist.base().Hidden {
			continue
		}
		switch g := artist.(type) {
		case *Line:
			o.lines = append(o.lines, g.pixels(p))
		case *Points:
			for i := range g.X {
				o.points = append(o.points, a.pixel(g.X[i], g.Y[i]))
			}
		case *Polygon:
			for _, ring := range g.pixels(p) {
				if len(ring) == 4 {
					b := box{ring[0].x, ring[0].y, 0, 0}
					for _, q := range ring {
						x, y := min(b.x, q.x), min(b.y, q.y)
						b = box{x, y, max(b.right(), q.x) - x, max(b.bottom(), q.y) - y}
					}
					o.boxes = append(o.boxes, b)
				} else {
					o.lines = append(o.lines, ring)
				}
			}
		case *Text:
			x, y := g.place(p)
			o.boxes = append(o.boxes, g.boxAt(x, y, p.point))
		}
	}
	return o
}

// in counts what a box covers.
func (o *obstacles) in(b box) float64 {
	n := 0.0
	for _, q := range o.points {
		if b.contains(q) {
			n++
		}
	}
	for _, other := range o.boxes {
		if b.overlaps(other) {
			n++
		}
	}
	for _, line := range o.lines {
		crosses := false
		for i, q := range line {
			if b.contains(q) {
				n++
			}
			if i > 0 && !crosses && q.ok() && line[i-1].ok() {
				_, _, crosses = b.clipSegment(line[i-1], q)
			}
		}
		if crosses {
			n++
		}
	}
	return n
}
