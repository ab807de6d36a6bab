package device

import "time"

// A Crossover is what was measured of a class of programs on this machine: what
// they take on two devices, in proportion to their work.
type Crossover struct {
	Class string // for people, for example "matrix products"
	Unit  string // of the work, for example "multiply-adds"
	// From is from how much work on the second device is the quicker one, with
	// operands and results that lie where they are needed; +Inf if it never is.
	From float64
	// First and Second are the nanoseconds that a unit of work takes on either
	// device, where there is much of it.
	First, Second float64
}

// A Comparison is what a device that chooses has measured so far.
type Comparison struct {
	First, Second string // the kinds of the two devices
	// Absent is why there is no second device; nil where there is one or nobody
	// has asked yet.
	Absent error
	// Call is how long a run takes on the second device, however little it does;
	// Up and Down are the nanoseconds that it takes to copy a byte there and back.
	Call     time.Duration
	Up, Down float64
	Classes  []Crossover
}

// A Comparing device tells what it has measured.
type Comparing interface {
	Device
	Comparison() Comparison
}
