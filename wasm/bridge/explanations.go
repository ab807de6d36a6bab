package bridge

// The types of the messages about the code that a function becomes.
const (
	TypeExplain = "explain"
	TypeMeasure = "measure"
)

// An ExplainRequest asks for the code that computes a function and its
// derivatives up to an order, or with order 1 or more the gradient of one of two
// variables, at so many points, on a device: wasm unless another
// one is named.
type ExplainRequest struct {
	ID     int     `js:"id"`
	Expr   string  `js:"expr"`
	Order  int     `js:"order"`
	Points int     `js:"points"`
	DType  string  `js:"dtype"`
	Device *string `js:"device"`
}

// A MeasureRequest asks how long that code takes.
type MeasureRequest struct {
	ID     int    `js:"id"`
	Expr   string `js:"expr"`
	Order  int    `js:"order"`
	Points int    `js:"points"`
	DType  string `js:"dtype"`
}

// An ExplainReply holds the programs as texts and, by line, what the line is: an
// equation's number, Nothing or Inputs.
type ExplainReply struct {
	ID        int      `js:"id"`
	Tex       string   `js:"tex"`
	Name      string   `js:"name"`
	Variables []string `js:"variables"`
	// Spans has a term, and from where to where it stands in the expression, in
	// UTF-16 units, for every place of every term; term 0 are the variables.
	Spans Typed[int32] `js:"spans"`
	// Before is the program as traced, whose equation e is from term TermOf[e].
	Before      string       `js:"before"`
	BeforeLines Typed[int32] `js:"beforeLines"`
	TermOf      Typed[int32] `js:"termOf"`
	// After is the program as simplified, whose equation e is from the equations
	// From[Starts[e]:Starts[e+1]] of Before.
	After      string       `js:"after"`
	AfterLines Typed[int32] `js:"afterLines"`
	Starts     Typed[int32] `js:"starts"`
	From       Typed[int32] `js:"from"`
	// Module is the text of the WebAssembly module, or of what another device runs,
	// or NoModule why there is none. Its lines are from equations of After.
	Module      string       `js:"module"`
	ModuleLines Typed[int32] `js:"moduleLines"`
	NoModule    string       `js:"noModule"`
	Bytes       int          `js:"bytes"`
	Nests       int          `js:"nests"`
	HostSteps   int          `js:"hostSteps"`
	Phases      []Phase      `js:"phases"`
}

// What a line is that belongs to no equation: Inputs where it names or reads
// them, otherwise Nothing.
const (
	Nothing = -1
	Inputs  = -2
)

// A Phase is a step of compiling, with its milliseconds.
type Phase struct {
	Name string  `js:"name"`
	Ms   float64 `js:"ms"`
}

// A MeasureReply holds the median time of a run in milliseconds.
type MeasureReply struct {
	ID   int     `js:"id"`
	Ms   float64 `js:"ms"`
	Runs int     `js:"runs"`
}
