package device

import (
	"fmt"
	"math"
	"strings"
	"time"
)

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

// Words tells what was measured, a sentence for each thing.
func (c Comparison) Words() []string {
	switch {
	case c.Absent != nil:
		return []string{fmt.Sprintf("There is no GPU: %v.", c.Absent)}
	case c.Second == "":
		return []string{"Nothing large enough for a GPU has run yet."}
	}
	list := []string{fmt.Sprintf("%s: a call takes %.2g ms, a megabyte %.2g ms to get there and %.2g ms to come back.", c.Second, c.Call.Seconds()*1e3, c.Up, c.Down)}
	for _, r := range c.Classes {
		when := "are never quicker there"
		if !math.IsInf(r.From, 1) {
			when = fmt.Sprintf("are quicker there from %.1e %s on", r.From, r.Unit)
		}
		list = append(list, fmt.Sprintf("%s %s: a million %s take %.2g ms there and %.2g ms without.", strings.ToUpper(r.Class[:1])+r.Class[1:], when, r.Unit, r.Second, r.First))
	}
	return list
}
