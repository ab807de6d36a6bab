package device

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"
)

func TestComparisonInWords(t *testing.T) {
	for want, c := range map[string]Comparison{
		"There is no GPU: no adapter.":                {Absent: errors.New("no adapter")},
		"Nothing large enough for a GPU has run yet.": {First: "WebAssembly"},
		"G: a call takes 0.1 ms, a megabyte 0.5 ms to get there and 2 ms to come back.\n" +
			"Sorts are never quicker there: a million comparisons take 3 ms there and 2 ms without.\n" +
			"Copies are quicker there from 1.0e+06 elements on: a million elements take 0.1 ms there and 0.2 ms without.": {
			Second: "G", Call: 100 * time.Microsecond, Up: 0.5, Down: 2,
			Classes: []Crossover{{"sorts", "comparisons", math.Inf(1), 2, 3}, {"copies", "elements", 1e6, 0.2, 0.1}},
		},
	} {
		if got := strings.Join(c.Words(), "\n"); got != want {
			t.Errorf("got\n%s\nexpected\n%s", got, want)
		}
	}
}
