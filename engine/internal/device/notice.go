package device

import "sync/atomic"

var notice atomic.Pointer[func(text string)]

// SetNotice sets a function that is told, in a sentence, what people should know
// though nothing is wrong with the results: that a GPU was lost, for example, and
// the work goes on elsewhere. It may be called from any goroutine and must not
// wait for results. Nil removes it.
func SetNotice(tell func(text string)) {
	if tell == nil {
		notice.Store(nil)
		return
	}
	notice.Store(&tell)
}

// Notify calls the function that was set.
func Notify(text string) {
	if tell := notice.Load(); tell != nil {
		(*tell)(text)
	}
}
