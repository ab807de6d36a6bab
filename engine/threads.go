package engine

import (
	"fmt"

	"fluxion/engine/internal/device"
)

// Threads returns the number of threads that large programs run on at present.
// It is more than one in programs with package threads, where a page is
// cross-origin isolated, once the first large program was compiled and the event
// loop had the time to start the others.
func Threads() int { return device.Threads() }

// MostThreads returns the limit that SetThreads was given last; 0 is no limit.
func MostThreads() int { return device.MostThreads() }

// SetThreads limits the number of threads: 1 keeps everything on the calling
// one, 0 allows as many as the machine has, which is the default. Programs give
// the same results on any number.
func SetThreads(n int) error {
	if n < 0 {
		return fmt.Errorf("%d threads given, a number from 0 is expected", n)
	}
	device.SetThreads(n)
	return nil
}
