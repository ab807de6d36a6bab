package bridge

// TypeRace is the type of the messages about a race.
const TypeRace = "race"

// The actions of a RaceRequest.
const (
	ActionBegin = "begin"
	ActionStop  = "stop"
	ActionView  = "view"
)

// A RaceRequest drives the training on large data in several places, one after
// another: begin, pause, play, stop, or view.
type RaceRequest struct {
	ID     int          `js:"id"`
	Action string       `js:"action"`
	Config *RaceConfig  `js:"config"` // with begin
	View   *RegressView `js:"view"`   // with begin and view
}

// A RaceConfig says on which data to train, where, and for how long.
type RaceConfig struct {
	Rows         int      `js:"rows"`
	Columns      int      `js:"columns"`
	Seed         int      `js:"seed"`
	Optimizer    string   `js:"optimizer"`
	LearningRate float64  `js:"learningRate"`
	Places       []string `js:"places"`
	Seconds      float64  `js:"seconds"` // in each place; 0 is no limit
}

// PlaceThreads is the place that is the device wasm with as many threads as there
// are; wasm itself is one. All other places are named as their devices.
const PlaceThreads = "threads"

// The states of a lane.
const (
	LaneWaiting  = "waiting"
	LaneMaking   = "making"
	LaneTraining = "training"
	LaneDone     = "done"
	LaneFailed   = "failed"
)

// A RaceLane is how a race went in one place.
type RaceLane struct {
	Place          string  `js:"place"`
	Kind           string  `js:"kind"`
	Threads        int     `js:"threads"`
	State          string  `js:"state"`
	Made           float64 `js:"made"` // share of the data
	MakeSeconds    float64 `js:"makeSeconds"`
	Steps          int     `js:"steps"`
	Seconds        float64 `js:"seconds"` // of the steps that were timed
	StepsPerSecond float64 `js:"stepsPerSecond"`
	Loss           float64 `js:"loss"`
	Accuracy       float64 `js:"accuracy"` // NaN before the end
	Message        string  `js:"message"`
}

// A RaceReply is how a race stands, with its picture.
type RaceReply struct {
	ID          int            `js:"id"`
	Graphics    Typed[float32] `js:"graphics"`
	Layout      Typed[int32]   `js:"layout"`
	Texts       []DisplayText  `js:"texts"`
	Lanes       []RaceLane     `js:"lanes"`
	Running     bool           `js:"running"`
	Paused      bool           `js:"paused"`
	Bytes       int            `js:"bytes"`
	HiddenLoss  float64        `js:"hiddenLoss"` // NaN as long as it is not known
	Description string         `js:"description"`
	SVG         *string        `js:"svg"`
	Profile     []ProgramRun   `js:"profile"`
}
