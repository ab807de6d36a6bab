package python_test

import (
	"strings"
	"testing"
	"time"

	"fluxion/engine/lang/py"
)

// FuzzRun runs whatever it gets, as pieces of programs are rearranged. Nothing
// may panic, and nothing may run on after the limits.
func FuzzRun(f *testing.F) {
	for _, name := range programs(f) {
		text := readFile(f, name)
		f.Add(text)
		for line := range strings.SplitSeq(text, "\n") {
			f.Add(line)
		}
	}
	for program := range strings.SplitSeq(readFile(f, "testdata/errors.txt"), "#----\n") {
		f.Add(program)
	}
	f.Fuzz(func(t *testing.T, source string) {
		// What ignores its limits would otherwise hang the fuzzer unseen.
		watch := time.AfterFunc(10*time.Second, func() { panic("still running: " + source) })
		defer watch.Stop()
		run(source, py.Limits{Steps: 100_000, Time: 2 * time.Second, Memory: 256 << 20})
	})
}
