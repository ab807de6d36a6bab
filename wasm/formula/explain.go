//go:build js && wasm

package formula

import (
	"fmt"
	"strings"
	"time"

	"fluxion/engine"
	"fluxion/engine/lang"
	"fluxion/wasm/bridge"
	"fluxion/wasm/service"
)

// maxPoints bounds for how many points code is explained: a run for more would
// keep the worker from answering.
const maxPoints = 1_000_000

// measureTime is how long code is run to see how fast it is.
const measureTime = 60 * time.Millisecond

// An explained is the explanation that was asked for last: its code is measured
// once it is on screen.
type explained struct {
	of     bridge.MeasureRequest // without its ID
	device string
	answer *lang.Explanation
}

// explanation follows a function to its code on a device, or remembers that. Of two
// variables it takes the gradient for derivatives of any order.
func (f *Functions) explanation(of bridge.MeasureRequest, device string) (*lang.Explanation, error) {
	of.ID = 0
	if f.explained.of == of && f.explained.device == device && f.explained.answer != nil {
		return f.explained.answer, nil
	}
	function, field, err := f.ParseAny(of.Expr)
	if err != nil {
		return nil, err
	}
	if err := CheckOrder(of.Order); err != nil {
		return nil, err
	}
	if of.Points < 1 || of.Points > maxPoints {
		return nil, fmt.Errorf("points: given %d, expected 1 to %d", of.Points, maxPoints)
	}
	dtype, ok := DTypes[of.DType]
	if !ok {
		return nil, fmt.Errorf("dtype: given %q, expected float32 or float64", of.DType)
	}
	var answer *lang.Explanation
	if field != nil {
		answer, err = field.Explain(dtype, of.Order > 0, of.Points, engine.ExplainedOn(device))
	} else {
		answer, err = function.Explain(dtype, of.Order, of.Points, engine.ExplainedOn(device))
	}
	if err != nil {
		return nil, err
	}
	f.explained = explained{of, device, answer}
	return answer, nil
}

// Explain follows a function to its code.
func (f *Functions) Explain(r bridge.ExplainRequest) (service.Reply, error) {
	device := "wasm"
	if r.Device != nil {
		device = *r.Device
	}
	x, err := f.explanation(bridge.MeasureRequest{Expr: r.Expr, Order: r.Order, Points: r.Points, DType: r.DType}, device)
	if err != nil {
		return service.Reply{}, err
	}
	function, err := f.Definition(r.Expr)
	if err != nil {
		return service.Reply{}, err
	}
	message := bridge.ExplainReply{
		ID: r.ID, Tex: function.Definition(), Name: function.Name(), Variables: function.Variables(),
		Bytes: x.Bytes, Nests: x.Nests, HostSteps: x.HostSteps,
		TermOf: bridge.TypedOf(int32s(x.TermOf)),
	}
	message.Before, message.BeforeLines = listing(x.Before)
	message.After, message.AfterLines = listing(x.After)
	message.Module, message.ModuleLines = listing(x.Module)
	if x.NoModule != nil {
		message.NoModule = x.NoModule.Error()
	}
	var spans []int
	for i, term := range x.Terms {
		for _, s := range term.Spans {
			from, to := s.UTF16(x.Line)
			spans = append(spans, i, from, to)
		}
	}
	message.Spans = bridge.TypedOf(int32s(spans))
	starts, from := []int{0}, []int{}
	for _, list := range x.From {
		from = append(from, list...)
		starts = append(starts, len(from))
	}
	message.Starts, message.From = bridge.TypedOf(int32s(starts)), bridge.TypedOf(int32s(from))
	for _, p := range x.Phases {
		message.Phases = append(message.Phases, bridge.Phase{Name: p.Name, Ms: milliseconds(p.Time)})
	}
	return service.Reply{Kind: bridge.TypeExplain, Message: message}, nil
}

// Measure tells how long that code takes.
func (f *Functions) Measure(r bridge.MeasureRequest) (service.Reply, error) {
	x, err := f.explanation(r, "wasm")
	if err != nil {
		return service.Reply{}, err
	}
	x.Measure(measureTime) // browsers compile for speed only what has run for a while
	median, runs := x.Measure(measureTime)
	return service.Reply{Kind: bridge.TypeMeasure, Message: bridge.MeasureReply{ID: r.ID, Ms: milliseconds(median), Runs: runs}}, nil
}

// listing returns lines as one text, and what each of them is.
func listing(lines []engine.CodeLine) (text string, kinds bridge.Typed[int32]) {
	var b strings.Builder
	list := make([]int32, len(lines))
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.Text)
		switch {
		case l.Input:
			list[i] = bridge.Inputs
		case l.Equation < 0:
			list[i] = bridge.Nothing
		default:
			list[i] = int32(l.Equation)
		}
	}
	return b.String(), bridge.TypedOf(list)
}

func int32s(list []int) []int32 {
	out := make([]int32, len(list))
	for i, v := range list {
		out[i] = int32(v)
	}
	return out
}

func milliseconds(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }
