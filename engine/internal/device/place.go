package device

import (
	"fmt"
	"strings"
	"sync/atomic"

	"fluxion/engine/internal/ir"
)

// A Place is a device as where arrays lie: those that were computed on it or put
// there. Nil is the place of all others, whatever they are computed on.
type Place struct {
	Device Device
	Name   string // what users call the device
	// Committed says that somebody put the arrays there: programs that take them
	// run there too.
	Committed bool
}

// committed says whether there is any committed place, without which nobody has
// to look for one.
var committed atomic.Bool

// AnyCommitted reports whether anything was ever put anywhere.
func AnyCommitted() bool { return committed.Load() }

// Place returns where t lies.
func (t *Tensor) Place() *Place { return t.place }

// At returns a view of t that lies at a place. It is copied there if the device
// has a memory of its own.
func (t *Tensor) At(p *Place) *Tensor {
	view := t.Reshaped(t.Shape...)
	view.place = p
	if p != nil && p.Committed {
		committed.Store(true)
		if h, ok := p.Device.(Holder); ok {
			h.Hold(view)
		}
	}
	return view
}

// SetPlace says where t lies, which nobody else has yet.
func (t *Tensor) SetPlace(p *Place) { t.place = p }

// CommonPlace returns the committed place of operands, nil if none is committed.
// Two different ones are an error of what is to be applied to them; names tells
// what it calls its operands, if that is known.
func CommonPlace(op string, in []*Tensor, names []string) *Place {
	if !committed.Load() {
		return nil
	}
	first := -1
	for i, t := range in {
		switch {
		case t.place == nil || !t.place.Committed:
		case first < 0:
			first = i
		case in[first].place.Name != t.place.Name:
			describe := func(i int) string {
				name := fmt.Sprintf("args[%d]", i)
				if i < len(names) {
					name = names[i]
				}
				return fmt.Sprintf("argument %s of %s with shape %s and with device ids [0] on platform %s", name, op, in[i].Aval().Long(), strings.ToUpper(in[i].place.Name))
			}
			panic(&ir.Error{Op: op, Kind: ir.ValueError, Reason: fmt.Sprintf("Received incompatible devices for jitted computation. Got %s and %s", describe(first), describe(i))})
		}
	}
	if first < 0 {
		return nil
	}
	return in[first].place
}
