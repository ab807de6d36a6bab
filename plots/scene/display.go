package scene

import "math"

// A Kind says which shape the points of an Item describe.
type Kind uint8

const (
	// Line is a stroked path: Points are x, y pairs, Starts the index of the
	// first point (not float) of every subpath.
	Line Kind = iota
	// Rects are filled rectangles: Points are x, y, width, height quadruples.
	Rects
	// Markers are symbols of diameter Width centred at the x, y pairs of
	// Points.
	Markers
	// Image is a picture of Columns × rows cells: Points are the x, y, width,
	// height of its rectangle, Pixels the index into Colors of every cell, row by
	// row from the top. Between the middles of cells painters interpolate. Images
	// lie below everything else.
	Image

	kinds // number of kinds
)

// A Shape is the symbol of a Markers item.
type Shape uint8

const (
	Circle   Shape = iota // filled disc
	Triangle              // filled, point up
	Ring                  // disc of the background colour with a coloured rim

	shapes // number of shapes
)

// A Role says what an item stands for, so that a page can find, style or hide it.
type Role uint8

const (
	RoleGrid      Role = iota // major grid line
	RoleMinorGrid             // minor grid line
	RoleAxis                  // axis or frame of a panel
	RoleCurve                 // a curve; Order is the order of the derivative
	RoleAsymptote             // vertical line at a pole
	RoleMark                  // special point of f
	RoleSeries                // line of a chart
	RoleReference             // line to compare with, such as an optimum
	RoleBar                   // bar of a chart; Order tells series apart
	RolePoint                 // scattered sample; Order is its class
	RoleBoundary              // decision boundary
	RoleHeat                  // shading: a probability, or the values of a field
	RoleContour               // line of equal values
	RoleArrow                 // gradient

	roles // number of roles
)

var roleNames = [roles]string{
	"grid", "minor-grid", "axis", "curve", "asymptote", "mark", "series",
	"reference", "bar", "point", "boundary", "heat",
	"contour", "arrow",
}

// String returns the name used as class in SVG, such as "minor-grid".
func (r Role) String() string {
	if r < roles {
		return roleNames[r]
	}
	return "unknown"
}

// An Item is one drawing instruction. Items are painted in order, later ones
// on top.
type Item struct {
	Kind   Kind
	Role   Role
	Order  int // derivative order, series or class, by Role; else 0
	Shape  Shape
	Color  Color     // of the stroke, or of all rectangles or markers
	Colors []Color   // one per rectangle or marker, instead of Color, if not empty; at most 256 for an Image
	Width  float32   // stroke width or marker diameter in CSS pixels
	Dash   []float32 // lengths of strokes and gaps in CSS pixels; empty is solid
	Points []float32 // CSS pixels, see Kind
	Starts []int32   // of subpaths, ascending; used by Line only

	Columns int    // of an Image
	Pixels  []byte // of an Image
}

// Subpaths calls f with the x, y pairs of every subpath of a Line.
func (it *Item) Subpaths(f func(points []float32)) {
	for i, start := range it.Starts {
		end := len(it.Points) / 2
		if i+1 < len(it.Starts) {
			end = int(it.Starts[i+1])
		}
		f(it.Points[2*start : 2*end])
	}
}

// add appends one subpath to a Line.
func (it *Item) add(points ...float32) {
	it.Starts = append(it.Starts, int32(len(it.Points)/2))
	it.Points = append(it.Points, points...)
}

// An Anchor is the part of a text that lies at its X.
type Anchor string

const (
	AnchorStart  Anchor = "start"
	AnchorMiddle Anchor = "middle"
	AnchorEnd    Anchor = "end"
)

// A TextRole says what a text is.
type TextRole string

const (
	TextTickX TextRole = "tick-x" // number at a tick of the x axis
	TextTickY TextRole = "tick-y" // number at a tick of the y axis
	TextTitle TextRole = "title"  // heading of a panel
	TextLabel TextRole = "label"  // name of an axis or a bar
	TextValue TextRole = "value"  // a number that belongs to the data
)

// A Text is a label in CSS pixels; Y is its baseline. Canvas painters leave
// texts to the page.
type Text struct {
	X, Y   float64
	Size   float64 // font size in CSS pixels
	Text   string
	Anchor Anchor
	Role   TextRole
	Color  Color
}

// A MarkKind names a kind of special point.
type MarkKind string

const (
	Root       MarkKind = "root"
	Maximum    MarkKind = "maximum"    // local
	Minimum    MarkKind = "minimum"    // local
	Inflection MarkKind = "inflection" // curvature changes its sign
	Pole       MarkKind = "pole"       // |f| grows without bound on both sides; Y is NaN
	Jump       MarkKind = "jump"       // one-sided limits differ; Y is NaN
)

// A Mark is a special point of f in data coordinates.
type Mark struct {
	Kind MarkKind
	X, Y float64
}

// A Rect is a rectangle in CSS pixels.
type Rect struct{ X, Y, W, H float64 }

// A Display is a complete picture.
type Display struct {
	Width, Height float64 // CSS pixels
	Frame         Rect    // where Window lies in the picture
	Window        Window  // data coordinates that are shown; of the first panel, if several
	Background    Color
	Items         []Item
	Texts         []Text
	Marks         []Mark       // ascending in X
	Curves        []CurveStyle // of the curves that are drawn, for a legend
	Heat          *Heat        // the colour scale of a heat map, else nil
	Notice        string       // why there is nothing to see, or empty
	Description   string       // the picture in words
}

// ToPixel returns the CSS pixel of a data point.
func (d *Display) ToPixel(x, y float64) (px, py float64) {
	return d.Frame.X + (x-d.Window.X0)/(d.Window.X1-d.Window.X0)*d.Frame.W,
		d.Frame.Y + (d.Window.Y1-y)/(d.Window.Y1-d.Window.Y0)*d.Frame.H
}

// finite reports whether v is neither NaN nor infinite.
func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
