package engine

import "fluxion/engine/internal/device"

// SetNotice sets a function that is told, in a sentence, what people should know
// though nothing is wrong with the results: that a GPU was lost, for example, and
// the work goes on elsewhere. It may be called from any goroutine and must not
// wait for results. Nil removes it. It concerns the whole process.
func SetNotice(tell func(text string)) { device.SetNotice(tell) }
