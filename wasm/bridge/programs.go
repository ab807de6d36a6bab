package bridge

// The values of the type property, to and from the worker that runs programs.
const (
	TypeExecute   = "execute"
	TypeComplete  = "complete"
	TypeInspect   = "inspect"
	TypeOutput    = "output"
	TypeExecuted  = "executed"
	TypeCompleted = "completed"
	TypeInspected = "inspected"
)

// An ExecuteRequest asks to run a cell, which tracebacks call Name.
type ExecuteRequest struct {
	ID     int    `js:"id"`
	Source string `js:"source"`
	Name   string `js:"name"`
}

// A CompleteRequest asks what may stand at the cursor, a UTF-16 offset.
type CompleteRequest struct {
	ID     int    `js:"id"`
	Source string `js:"source"`
	Cursor int    `js:"cursor"`
}

// An InspectRequest asks for the documentation of what stands at the cursor, a
// UTF-16 offset.
type InspectRequest struct {
	ID     int    `js:"id"`
	Source string `js:"source"`
	Cursor int    `js:"cursor"`
}

// An OutputMessage is what the cell with this id shows: Output is a
// StreamOutput, a DataOutput or a FailureOutput.
type OutputMessage struct {
	ID     int `js:"id"`
	Output any `js:"output"`
}

// The kinds of outputs.
const (
	KindStream  = "stream"
	KindDisplay = "display"
	KindResult  = "result"
	KindError   = "error"
)

// A StreamOutput is text that a program wrote to stdout or stderr.
type StreamOutput struct {
	Kind string `js:"kind"`
	Name string `js:"name"`
	Text string `js:"text"`
}

// A DataOutput is a value that a program shows, or a cell's last value. Data
// holds its forms by MIME type.
type DataOutput struct {
	Kind string            `js:"kind"`
	Data map[string]string `js:"data"`
}

// A FailureOutput is the exception that ended a cell.
type FailureOutput struct {
	Kind      string           `js:"kind"`
	Name      string           `js:"name"`
	Value     string           `js:"value"`
	Traceback string           `js:"traceback"`
	Frames    []TracebackFrame `js:"frames"`
}

// A TracebackFrame is a place in the source of a cell. Line and columns count
// from 1, columns in UTF-16 units, the end exclusive.
type TracebackFrame struct {
	File      string `js:"file"`
	Line      int    `js:"line"`
	Column    int    `js:"column"`
	EndLine   int    `js:"endLine"`
	EndColumn int    `js:"endColumn"`
}

// An ExecutedReply says that a cell ended, and whether by itself.
type ExecutedReply struct {
	ID           int          `js:"id"`
	OK           bool         `js:"ok"`
	Milliseconds float64      `js:"milliseconds"`
	Profile      []ProgramRun `js:"profile"`
}

// A CompletedReply lists what may replace the source between two offsets.
type CompletedReply struct {
	ID    int              `js:"id"`
	From  int              `js:"from"`
	To    int              `js:"to"`
	Items []CompletionItem `js:"items"`
}

// A CompletionItem is one of the things that may stand there.
type CompletionItem struct {
	Label     string `js:"label"`
	Kind      string `js:"kind"`
	Signature string `js:"signature"`
	Doc       string `js:"doc"`
}

// An InspectedReply documents what stands between two offsets of the source.
type InspectedReply struct {
	ID        int    `js:"id"`
	Found     bool   `js:"found"`
	From      int    `js:"from"`
	To        int    `js:"to"`
	Signature string `js:"signature"`
	Doc       string `js:"doc"`
}
