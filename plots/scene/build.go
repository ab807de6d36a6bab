package scene

import (
	"fmt"
	"math"
)

// A Request says what to plot and how large.
type Request struct {
	Window
	FitY          bool    // choose Y0 and Y1
	Width, Height float64 // CSS pixels
	Order         int     // highest derivative drawn, 0 … MaxOrder
	Visible       []bool  // Visible[k] is false if the k-th derivative is hidden; orders beyond its length are shown
	Theme         Theme
}

// maxSize is the largest picture in CSS pixels.
const maxSize = 16384

// validate completes and checks the request.
func (r *Request) validate() error {
	if err := check("x", r.X0, r.X1); err != nil {
		return err
	}
	if r.FitY {
		r.Y0, r.Y1 = -1, 1
	} else if err := check("y", r.Y0, r.Y1); err != nil {
		return err
	}
	if !(r.Width >= 1 && r.Width <= maxSize && r.Height >= 1 && r.Height <= maxSize) {
		return fmt.Errorf("picture of %v × %v pixels: expected sizes from 1 to %d", r.Width, r.Height, maxSize)
	}
	if r.Order < 0 || r.Order > MaxOrder {
		return fmt.Errorf("order %d: expected 0 to %d", r.Order, MaxOrder)
	}
	r.Window = r.Clamp()
	return nil
}

// shows reports whether the k-th derivative is drawn.
func (r *Request) shows(k int) bool {
	return k <= r.Order && (k >= len(r.Visible) || r.Visible[k])
}

// Build plots a function with its derivatives. The sampler is asked for
// order Order+2, at least 3, with increasing x. Errors tell what is wrong with the
// request or come from the sampler. Where nothing can be drawn, the display
// has a Notice.
func Build(req Request, sample Sampler) (*Display, error) {
	if err := req.validate(); err != nil {
		return nil, err
	}
	s := &sampling{
		sample:  sample,
		top:     max(req.Order+extra, 3),
		shown:   []int{0}, // f is sampled even if hidden: the marks are its own
		mapping: newMapping(req.Window, req.Width, req.Height),
	}
	for k := 1; k <= req.Order; k++ {
		if req.shows(k) {
			s.shown = append(s.shown, k)
		}
	}
	if err := s.seed(); err != nil {
		return nil, err
	}
	if req.FitY {
		if _, err := s.fit(); err != nil {
			return nil, err
		}
	}
	if err := s.refine(); err != nil {
		return nil, err
	}
	marks, crowded, err := s.special()
	if err != nil {
		return nil, err
	}
	return s.display(&req, marks, crowded), nil
}

// display lays out the picture.
func (s *sampling) display(req *Request, marks []Mark, crowded map[MarkKind]int) *Display {
	palette := req.Theme.Palette()
	d := &Display{
		Width: req.Width, Height: req.Height,
		Frame:      Rect{0, 0, req.Width, req.Height},
		Window:     s.Window,
		Background: palette.Background,
		Marks:      marks,
	}
	g := newGrid(s.Window, d.Frame, palette)
	d.Items = append(g.lines(overscanX, overscanY), g.axes(overscanX, overscanY))
	d.Texts = g.labelsAtAxes()

	asymptotes := Item{Kind: Line, Role: RoleAsymptote, Color: palette.Axis.WithAlpha(0.6), Width: 1, Dash: []float32{3, 4}}
	for _, m := range marks {
		if m.Kind == Pole && req.shows(0) {
			x := float32(s.px(m.X))
			asymptotes.add(x, float32(s.ceiling()), x, float32(s.floor()))
		}
	}
	d.Items = append(d.Items, asymptotes)

	styles := CurveStyles(req.Theme)
	for i := len(s.shown) - 1; i >= 0; i-- { // f on top
		if k := s.shown[i]; req.shows(k) {
			d.Items = append(d.Items, s.curve(k, styles[k]))
		}
	}
	for k := range styles[:req.Order+1] {
		if req.shows(k) {
			d.Curves = append(d.Curves, styles[k])
		}
	}
	if req.shows(0) {
		points := Item{Kind: Markers, Role: RoleMark, Shape: Ring, Color: styles[0].Color, Width: 7}
		for _, m := range marks {
			if x, y := s.px(m.X), s.py(m.Y); !math.IsNaN(y) && s.side(y) == 0 {
				points.Points = append(points.Points, float32(x), float32(y))
			}
		}
		d.Items = append(d.Items, points)
	}
	d.Notice = s.notice()
	d.Description = s.describe(d, crowded)
	return d
}

// notice says why the picture is empty, if it is.
func (s *sampling) notice() string {
	var defined, bounded, visible bool
	for i := range s.nodes {
		n := &s.nodes[i]
		if !s.shows(n.x) || math.IsNaN(n.d[0]) {
			continue
		}
		defined = true
		bounded = bounded || !math.IsInf(n.d[0], 0)
		visible = visible || s.Y0 <= n.d[0] && n.d[0] <= s.Y1 || s.crosses(i)
	}
	x := fmt.Sprintf("from x = %s to %s", FormatNumber(s.X0, 6), FormatNumber(s.X1, 6))
	switch {
	case !defined:
		return "The function is undefined (NaN) everywhere " + x + "."
	case !bounded:
		return "The function has no finite value " + x + "."
	case !visible:
		return fmt.Sprintf("No value of the function %s lies between y = %s and %s.", x, FormatNumber(s.Y0, 6), FormatNumber(s.Y1, 6))
	}
	return ""
}

// crosses reports whether f passes through the window between the i-th sample
// and the next.
func (s *sampling) crosses(i int) bool {
	return i+1 < len(s.nodes) && s.continuous(i) && (s.nodes[i].d[0] < s.Y0) != (s.nodes[i+1].d[0] < s.Y0)
}
