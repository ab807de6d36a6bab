package device

import "sync/atomic"

// large is from how many bytes on memory is announced: the sum of what is
// smaller shows in the heap before it matters.
const large = 1 << 16

var reserve atomic.Pointer[func(bytes float64)]

// SetReserve sets a function that is called before memory for a large tensor is
// taken, with its size in bytes. It may panic to refuse it. Nil removes it.
func SetReserve(f func(bytes float64)) {
	if f == nil {
		reserve.Store(nil)
		return
	}
	reserve.Store(&f)
}

func announce(n int) {
	if n < large {
		return
	}
	if f := reserve.Load(); f != nil {
		(*f)(float64(n))
	}
}
