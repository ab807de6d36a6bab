package bridge

// The values of the type property.
const (
	TypePlot        = "plot"
	TypeParse       = "parse"
	TypeTrace       = "trace"
	TypeDerivatives = "derivatives"
	TypeRegress     = "regress"
	TypeCancel      = "cancel"
	TypeReady       = "ready"
	TypeCheck       = "check"
	TypeProgress    = "progress"
	TypeError       = "error"
	TypeDisplay     = "display"
	TypeView        = "view"
	TypeCanvasReady = "canvas-ready"
	TypeCanvasError = "canvas-error"
	TypePainted     = "painted"
)

// A Header is what every request begins with.
type Header struct {
	Type string `js:"type"`
	ID   int    `js:"id"`
}

// A PlotRequest asks for a function's picture with its derivatives.
type PlotRequest struct {
	ID      int     `js:"id"`
	Expr    string  `js:"expr"`
	X0      float64 `js:"x0"`
	X1      float64 `js:"x1"`
	Y0      float64 `js:"y0"`
	Y1      float64 `js:"y1"`
	FitY    bool    `js:"fitY"`
	Width   float64 `js:"width"`
	Height  float64 `js:"height"`
	Order   int     `js:"order"`
	Visible []bool  `js:"visible"`
	Dark    bool    `js:"dark"`
	SVG     bool    `js:"svg"`
}

// A ParseRequest asks to read an expression without drawing it.
type ParseRequest struct {
	ID   int    `js:"id"`
	Expr string `js:"expr"`
}

// A TraceRequest asks for the derivatives of orders 0 to Order at one point.
type TraceRequest struct {
	ID    int     `js:"id"`
	Expr  string  `js:"expr"`
	X     float64 `js:"x"`
	Order int     `js:"order"`
}

// A DerivativesRequest asks for the derivatives of orders 0 to Order at many
// points.
type DerivativesRequest struct {
	ID    int            `js:"id"`
	Expr  string         `js:"expr"`
	Xs    Typed[float64] `js:"xs"`
	Order int            `js:"order"`
	DType string         `js:"dtype"`
}

// The actions of a RegressRequest.
const (
	ActionConfigure = "configure"
	ActionPlay      = "play"
	ActionPause     = "pause"
	ActionStep      = "step"
	ActionReset     = "reset"
	ActionCheck     = "check"
)

// A RegressRequest drives the regression.
type RegressRequest struct {
	ID     int            `js:"id"`
	Action string         `js:"action"`
	Config *RegressConfig `js:"config"`
	View   *RegressView   `js:"view"`
}

// A RegressConfig chooses data and optimizer.
type RegressConfig struct {
	Dataset      string  `js:"dataset"`
	Points       int     `js:"points"`
	Noise        float64 `js:"noise"`
	Seed         int     `js:"seed"`
	Optimizer    string  `js:"optimizer"`
	LearningRate float64 `js:"learningRate"`
}

// A RegressView says how to draw the regression. Lengths are CSS pixels.
type RegressView struct {
	Width  float64 `js:"width"`
	Height float64 `js:"height"`
	Dark   bool    `js:"dark"`
	// LogLoss draws the loss on a logarithmic scale.
	LogLoss bool `js:"logLoss"`
	SVG     bool `js:"svg"`
}

// A CancelRequest gives up the request whose id is Target.
type CancelRequest struct {
	ID     int `js:"id"`
	Target int `js:"target"`
}

// A DisplayText is a label that the page draws over the canvas.
type DisplayText struct {
	X      float64 `js:"x"`
	Y      float64 `js:"y"`
	Text   string  `js:"text"`
	Anchor string  `js:"anchor"`
	Role   string  `js:"role"`
	Size   float64 `js:"size"`
	Color  string  `js:"color"`
}

// A Frame is where the window lies in the picture, in CSS pixels.
type Frame struct {
	X      float64 `js:"x"`
	Y      float64 `js:"y"`
	Width  float64 `js:"width"`
	Height float64 `js:"height"`
}

// A Mark is a special point of the curve of the given order.
type Mark struct {
	Kind  string  `js:"kind"`
	Order int     `js:"order"`
	X     float64 `js:"x"`
	Y     float64 `js:"y"`
}

// Version is that of all programs of the page.
const Version = "0.1.0"

// Ready says that requests may be sent.
type Ready struct {
	Version string   `js:"version"`
	Devices []string `js:"devices"`
}

// A PlotReply is the picture that a PlotRequest asked for.
type PlotReply struct {
	ID          int            `js:"id"`
	Graphics    Typed[float32] `js:"graphics"`
	Layout      Typed[int32]   `js:"layout"`
	Texts       []DisplayText  `js:"texts"`
	Frame       Frame          `js:"frame"`
	Tex         string         `js:"tex"`
	Name        string         `js:"name"`
	Source      string         `js:"source"`
	X0          float64        `js:"x0"`
	X1          float64        `js:"x1"`
	Y0          float64        `js:"y0"`
	Y1          float64        `js:"y1"`
	Marks       []Mark         `js:"marks"`
	Notice      string         `js:"notice"`
	Description string         `js:"description"`
	SVG         *string        `js:"svg"`
	Ms          float64        `js:"ms"`
	Points      int            `js:"points"`
	Profile     []ProgramRun   `js:"profile"`
	Heat        *Heat          `js:"heat"`
}

// A ParseReply is an expression that was understood.
type ParseReply struct {
	ID     int    `js:"id"`
	Tex    string `js:"tex"`
	Source string `js:"source"`
	Name   string `js:"name"`
}

// A TraceReply holds the k-th derivative at X in Values[k].
type TraceReply struct {
	ID     int       `js:"id"`
	X      float64   `js:"x"`
	Values []float64 `js:"values"`
}

// A DerivativesReply holds the k-th derivative at the i-th of n points in
// Values[k·n + i].
type DerivativesReply struct {
	ID     int            `js:"id"`
	Values Typed[float64] `js:"values"`
}

// A RegressReply is the state of the training with its picture.
type RegressReply struct {
	ID          int            `js:"id"`
	Graphics    Typed[float32] `js:"graphics"`
	Layout      Typed[int32]   `js:"layout"`
	Texts       []DisplayText  `js:"texts"`
	Step        int            `js:"step"`
	Loss        float64        `js:"loss"`
	Optimum     float64        `js:"optimum"`
	W           []float64      `js:"w"`
	B           float64        `js:"b"`
	GradW       []float64      `js:"gw"`
	GradB       float64        `js:"gb"`
	Accuracy    float64        `js:"accuracy"`
	Playing     bool           `js:"playing"`
	Notice      string         `js:"notice"`
	Description string         `js:"description"`
	SVG         *string        `js:"svg"`
	Profile     []ProgramRun   `js:"profile"`
}

// A CheckReply compares the gradient with central differences.
type CheckReply struct {
	ID         int         `js:"id"`
	Lines      []CheckLine `js:"lines"`
	CheckGrads CheckGrads  `js:"checkGrads"`
}

// A CheckLine is one directional derivative, computed in two ways.
type CheckLine struct {
	Label      string  `js:"label"`
	Autodiff   float64 `js:"autodiff"`
	Numerical  float64 `js:"numerical"`
	Difference float64 `js:"difference"`
}

// CheckGrads is the verdict of the check to second order in both modes.
type CheckGrads struct {
	OK      bool   `js:"ok"`
	Message string `js:"message"`
}

// Progress is sent for a request that takes more than 100 ms.
type Progress struct {
	ID       int     `js:"id"`
	Fraction float64 `js:"fraction"`
	What     string  `js:"what"`
}

// An Error answers a request that failed. Pos and End are UTF-16 offsets into
// its expression, where the trouble lies there.
type Error struct {
	ID      int    `js:"id"`
	Message string `js:"message"`
	Pos     *int   `js:"pos"`
	End     *int   `js:"end"`
}

// A CanvasDisplay tells the canvas what to paint from now on.
type CanvasDisplay struct {
	Graphics Typed[float32] `js:"graphics"`
	Layout   Typed[int32]   `js:"layout"`
	Width    float64        `js:"width"`
	Height   float64        `js:"height"`
	DPR      float64        `js:"dpr"`
	Dark     bool           `js:"dark"`
}

// A CanvasView shows the present display under x ↦ ScaleX·x + DX,
// y ↦ ScaleY·y + DY.
type CanvasView struct {
	ScaleX float64 `js:"scaleX"`
	ScaleY float64 `js:"scaleY"`
	DX     float64 `js:"dx"`
	DY     float64 `js:"dy"`
}

// A CanvasEvent is what the canvas tells the page. Message is given with an
// error only.
type CanvasEvent struct {
	Message *string `js:"message"`
}
