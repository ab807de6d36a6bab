package choice

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// A rate is the nanoseconds that a unit of work takes on either device.
type rate struct{ first, second float64 }

// Tolls are what the second device takes besides its work.
type tolls struct {
	call    time.Duration // a run that does nothing
	wait    time.Duration // asking for a result, besides copying it
	prepare time.Duration // a program, until it is ready
	up      float64       // nanoseconds to copy a byte there
	down    float64       // and back
}

// A meter measures programs on two devices.
type meter struct {
	device.Device // the second
	first         device.Device
	holder        device.Holder // the second, if it is one
	now           func() time.Time
	// alone calls do at a moment at which nothing large runs.
	alone func(do func())
}

// drain waits until what was run before is done: until one result is.
func drain(out []*device.Tensor) {
	for _, t := range out {
		if t.IsAway() {
			t.Await()
			return
		}
	}
}

// repetitions is how often a time is taken; the least counts, which nothing else
// on the machine has a part in.
const repetitions = 3

// least returns how long so many runs take together, until they are done, in the
// best of so many repetitions.
func (m *meter) least(x device.Executable, in func() []*device.Tensor, runs, times int) time.Duration {
	best := time.Duration(math.MaxInt64)
	for range times {
		m.alone(func() {
			operands := make([][]*device.Tensor, runs)
			for i := range operands {
				operands[i] = in()
			}
			start := m.now()
			var out []*device.Tensor
			for _, list := range operands {
				out = x.Run(list)
			}
			drain(out)
			best = min(best, m.now().Sub(start))
		})
		runtime.Gosched() // whoever waits has a turn
	}
	return best
}

// tooLong is what no program should have to wait for while something is measured.
// Where a run takes longer, one has to be enough: as on software that pretends to
// be a GPU.
const tooLong = 10 * time.Millisecond

// several is how many runs are compared with one.
const several = 4

// run returns what a run takes where several follow one another, and what
// waiting for the result of the last one takes besides.
func (m *meter) run(x device.Executable, in func() []*device.Tensor) (run, wait time.Duration) {
	drain(x.Run(in())) // gets everything ready, which others need not wait for
	if once := m.least(x, in, 1, 1); once > tooLong {
		return once, 0
	}
	one, more := m.least(x, in, 1, repetitions), m.least(x, in, several, repetitions)
	// Both contain the waiting; where the clock is coarse they may be equal.
	run = min(max((more-one)/(several-1), more/(4*several)), more/several)
	return run, max(one-run, 0)
}

// operands makes inputs for a program. They are numbers of [0, 1): what they are
// makes no difference to the time, unless they are subnormal.
func operands(j *ir.Jaxpr) []*device.Tensor {
	list := make([]*device.Tensor, len(j.In))
	for i, v := range j.In {
		t := device.NewLike(v.Aval())
		for k, x := 0, t.Float32s(); k < len(x); k++ {
			x[k] = float32((uint32(k)*2654435761)>>8) / (1 << 24)
		}
		list[i] = t
	}
	return list
}

// Lengths of measurements: a size is large enough when a run takes so long on
// the second device, unless it is the last one.
const enough = 2 * time.Millisecond

// rate measures a class.
func (m *meter) rate(s sample, c class, t tolls) (rate, error) {
	for i, n := range s.sizes {
		j, l := s.program(n)
		if l.alien != nil || l.work[c] == 0 {
			return rate{}, fmt.Errorf("BUG: the sample of %s consists of %+v", about[c].name, *l)
		}
		in := operands(j)
		same := func() []*device.Tensor { return in }
		second, _ := m.run(m.Compile(j), same)
		if second < enough && i < len(s.sizes)-1 {
			continue
		}
		first, _ := m.run(m.first.Compile(j), same)
		// What the call costs is known, but not to the last tenth.
		work := max(second-t.call, second/10)
		return rate{float64(first) / l.work[c], float64(work) / l.work[c]}, nil
	}
	panic("BUG: a sample without sizes")
}

// copied is how many bytes are copied to see how long that takes.
const copied = 4 << 20

// tolls measures what the second device takes besides.
func (m *meter) tolls() tolls {
	var t tolls
	j, _ := nothing.program(nothing.sizes[0])
	in := operands(j)
	start := m.now()
	x := m.Compile(j)
	drain(x.Run(in))
	first := m.now().Sub(start)
	t.call, t.wait = m.run(x, func() []*device.Tensor { return in })
	t.prepare = max(first-t.call-t.wait, 0)

	// A large operand, the same one and new ones; a large result, read and not.
	j, _ = nothing.program(copied / 4)
	x = m.Compile(j)
	held := operands(j)
	there, _ := m.run(x, func() []*device.Tensor { return held })
	fresh, _ := m.run(x, func() []*device.Tensor { return operands(j) })
	t.up = max(float64(fresh-there), 0) / copied
	best := time.Duration(math.MaxInt64)
	for range repetitions {
		m.alone(func() {
			out := x.Run(held)
			drain(out)
			start := m.now()
			out[0].Bytes()
			best = min(best, m.now().Sub(start))
		})
	}
	t.down = max(float64(best-t.wait), 0) / copied
	return t
}

// What is remembered is text: numbers with spaces between them.

func numbers(values ...float64) string {
	var list []string
	for _, v := range values {
		list = append(list, strconv.FormatFloat(v, 'g', 6, 64))
	}
	return strings.Join(list, " ")
}

// parsed returns so many numbers, none of them negative or not finite; nil if
// the text is anything else.
func parsed(text string, count int) []float64 {
	fields := strings.Fields(text)
	if len(fields) != count {
		return nil
	}
	list := make([]float64, count)
	for i, f := range fields {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil || !(v >= 0) || v > 1e15 {
			return nil
		}
		list[i] = v
	}
	return list
}

func (t tolls) text() string {
	return numbers(float64(t.call), float64(t.wait), float64(t.prepare), t.up, t.down)
}

func tollsOf(text string) (t tolls, ok bool) {
	v := parsed(text, 5)
	if v == nil {
		return t, false
	}
	return tolls{time.Duration(v[0]), time.Duration(v[1]), time.Duration(v[2]), v[3], v[4]}, true
}

func (r rate) text() string { return numbers(r.first, r.second) }

func rateOf(text string) (r rate, ok bool) {
	v := parsed(text, 2)
	if v == nil || slices.Contains(v, 0) {
		return r, false
	}
	return rate{v[0], v[1]}, true
}
