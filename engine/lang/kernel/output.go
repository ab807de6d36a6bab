package kernel

import "fluxion/engine/lang/py"

// An Output is a piece of what a cell shows, one of nbformat's four kinds.
type Output interface{ output() }

// A Stream is text that a program wrote.
type Stream struct {
	// Name is stdout or stderr.
	Name, Text string
}

// A Display is a value that a program shows while it runs, such as a figure.
// Data holds its forms by MIME type: image/svg+xml, text/plain.
type Display struct{ Data map[string]string }

// A Result is the value of a cell's last expression, by MIME type.
type Result struct{ Data map[string]string }

// A Failure is the exception that ended a cell.
type Failure struct {
	// Name and Value are the exception's class and text.
	Name, Value string
	// Traceback is what Python prints, lines and carets included.
	Traceback string
	// Frames are the places of the program that were active, outermost first.
	Frames []Frame
	// Exception is what was raised.
	Exception *py.Exception
}

// A Frame is a place in the source of a cell. Line and columns count from 1,
// columns in UTF-16 code units, the end exclusive.
type Frame struct {
	File               string
	Line, Column       int
	EndLine, EndColumn int
}

func (Stream) output()  {}
func (Display) output() {}
func (Result) output()  {}
func (Failure) output() {}
