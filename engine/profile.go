package engine

import "fluxion/engine/internal/device"

// A ProfileEvent is one run of a jitted program, or of an operation that was
// evaluated on its own: what ran, where, on how much, and for how long.
type ProfileEvent = device.Event

// A Placement says where a program ran, and which of its operations ran on the
// host although its device is another.
type Placement = device.Placement

// SetProfile sets a function that is told of everything that runs, on the
// goroutine that ran it, after it did. Nil removes it. It concerns the whole
// process; what is in it costs nothing as long as nothing is set.
func SetProfile(watch func(ProfileEvent)) { device.SetProfile(watch) }
