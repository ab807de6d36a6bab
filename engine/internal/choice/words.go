package choice

import (
	"fmt"
	"strconv"
	"time"
)

// compare writes two times.
func compare(gpu, here time.Duration) string {
	return fmt.Sprintf("%s on the GPU, %s without", brief(gpu), brief(here))
}

// brief writes a time with two digits.
func brief(d time.Duration) string {
	ns := float64(d)
	switch {
	case d < time.Millisecond:
		return amount(ns/1e3) + " µs"
	case d < time.Second:
		return amount(ns/1e6) + " ms"
	}
	return amount(ns/1e9) + " s"
}

// amount writes a number with two digits.
func amount(v float64) string {
	switch {
	case v >= 1e4:
		return strconv.FormatFloat(v, 'e', 1, 64)
	case v >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'g', 2, 64)
}
