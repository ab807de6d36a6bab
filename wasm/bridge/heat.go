package bridge

// The types of the messages about functions of two variables.
const (
	TypeHeat     = "heat"
	TypeGradient = "gradient"
)

// A HeatRequest asks for the picture of a function of two variables. It is
// answered by a PlotReply.
type HeatRequest struct {
	ID     int     `js:"id"`
	Expr   string  `js:"expr"`
	X0     float64 `js:"x0"`
	X1     float64 `js:"x1"`
	Y0     float64 `js:"y0"`
	Y1     float64 `js:"y1"`
	FitY   bool    `js:"fitY"`
	Width  float64 `js:"width"`
	Height float64 `js:"height"`
	Dark   bool    `js:"dark"`
	SVG    bool    `js:"svg"`
	Coarse bool    `js:"coarse"`
	DType  string  `js:"dtype"`
}

// A GradientRequest asks for a function of two variables and its partial
// derivatives at points.
type GradientRequest struct {
	ID    int            `js:"id"`
	Expr  string         `js:"expr"`
	Xs    Typed[float64] `js:"xs"`
	Ys    Typed[float64] `js:"ys"`
	DType string         `js:"dtype"`
}

// A GradientReply holds f, ∂f/∂x and ∂f/∂y at the i-th of n points in Values[i],
// Values[n + i] and Values[2n + i].
type GradientReply struct {
	ID     int            `js:"id"`
	Values Typed[float64] `js:"values"`
}

// A Heat is what a picture of a function of two variables has besides.
type Heat struct {
	Variables []string   `js:"variables"`
	Coarse    bool       `js:"coarse"`
	Stops     []string   `js:"stops"`
	Ticks     []HeatTick `js:"ticks"`
}

// A HeatTick is a number beside the colour bar, At being 0 at its low end and 1 at
// its high end.
type HeatTick struct {
	At    float64 `js:"at"`
	Label string  `js:"label"`
}
