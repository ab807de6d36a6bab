package bridge

// The values of the type property, to and from the program that takes part in
// the benchmark.
const (
	TypeBenchPrepare  = "bench-prepare"
	TypeBenchPrepared = "bench-prepared"
	TypeBenchMeasure  = "bench-measure"
	TypeBenchMeasured = "bench-measured"
	TypeBenchResults  = "bench-results"
)

// A BenchPrepareRequest asks to make a case ready to be run. Data are its
// inputs one after another, Lengths their numbers of elements.
type BenchPrepareRequest struct {
	ID      int            `js:"id"`
	Case    string         `js:"case"`
	Single  bool           `js:"single"` // on one thread
	Device  string         `js:"device"` // "cpu" or "gpu"
	Data    Typed[float32] `js:"data"`
	Lengths []int          `js:"lengths"`
}

// A BenchPreparedReply tells that the case is ready.
type BenchPreparedReply struct {
	ID int `js:"id"`
}

// A BenchMeasureRequest asks to run the case Batch times.
type BenchMeasureRequest struct {
	ID      int  `js:"id"`
	Batch   int  `js:"batch"`
	Collect bool `js:"collect"` // garbage, before
}

// A BenchMeasuredReply tells how many milliseconds all runs took together.
type BenchMeasuredReply struct {
	ID int     `js:"id"`
	Ms float64 `js:"ms"`
}

// A BenchResultsRequest asks to run the case once, from the beginning.
type BenchResultsRequest struct {
	ID int `js:"id"`
}

// A BenchResultsReply holds all results, one after another, how many threads
// may have computed them, and what did not run as it should have.
type BenchResultsReply struct {
	ID      int            `js:"id"`
	Values  Typed[float32] `js:"values"`
	Threads int            `js:"threads"`
	Remark  string         `js:"remark"`
}
