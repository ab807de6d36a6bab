package engine

import "testing"

// Where no device has threads there is the calling one, whatever is asked for.
func TestThreads(t *testing.T) {
	defer SetThreads(0)
	for _, n := range []int{0, 1, 4} {
		if err := SetThreads(n); err != nil || Threads() != 1 {
			t.Errorf("SetThreads(%d) gave %v; %d threads", n, err, Threads())
		}
	}
	if SetThreads(-1) == nil {
		t.Error("-1 threads were accepted")
	}
}
