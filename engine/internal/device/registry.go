package device

import (
	"slices"
	"sync/atomic"
)

// An Opener is a device under its name; opening it may fail where the platform
// lacks what it needs.
type Opener struct {
	Name string
	Open func() (Device, error)
	// Deferred says that only opening tells whether there is such a device, which
	// may take a moment and wake up hardware: nobody opens it for a list.
	Deferred bool
	asked    *atomic.Bool
}

// Asked reports whether a deferred device was opened, or somebody tried.
func (o Opener) Asked() bool { return o.asked.Load() }

var registry []Opener

// Register makes a device known; init functions call it. It takes the place of
// another one of that name.
func Register(name string, open func() (Device, error)) { register(Opener{Name: name, Open: open}) }

// RegisterDeferred is Register for a device of which only opening tells whether
// there is one.
func RegisterDeferred(name string, open func() (Device, error)) {
	asked := &atomic.Bool{}
	register(Opener{Name: name, Deferred: true, asked: asked, Open: func() (Device, error) {
		d, err := open()
		asked.Store(true)
		return d, err
	}})
}

func register(o Opener) {
	if i := slices.IndexFunc(registry, func(r Opener) bool { return r.Name == o.Name }); i >= 0 {
		registry[i] = o
		return
	}
	registry = append(registry, o)
}

// Registered returns the devices in the order in which they became known.
func Registered() []Opener { return registry }
