package device

import "sync/atomic"

// A Threading is a device's way to run on several threads.
type Threading interface {
	// Threads returns how many threads programs run on at present.
	Threads() int
	// SetThreads limits them, to one or more; 0 allows as many as are useful.
	SetThreads(n int)
}

var (
	threading   atomic.Pointer[Threading]
	mostThreads atomic.Int64
)

// ProvideThreads makes a device's threads known.
func ProvideThreads(t Threading) { threading.Store(&t) }

// Threads returns how many threads programs run on at present.
func Threads() int {
	if t := threading.Load(); t != nil {
		return (*t).Threads()
	}
	return 1
}

// SetThreads limits the threads that programs run on; 0 is no limit.
func SetThreads(n int) {
	mostThreads.Store(int64(n))
	if t := threading.Load(); t != nil {
		(*t).SetThreads(n)
	}
}

// MostThreads returns the limit that was set last.
func MostThreads() int { return int(mostThreads.Load()) }
