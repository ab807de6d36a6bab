// Package numpy prints arrays as NumPy does.
package numpy

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"fluxion/engine/internal/ir"
)

// Options are NumPy's print options.
type Options struct {
	Precision int  // fractional digits at most
	LineWidth int  // columns
	Threshold int  // elements above which an array is summarised
	EdgeItems int  // elements shown at each end of a summarised axis
	Suppress  bool // small numbers print positionally
}

// Defaults are the options that NumPy starts with.
var Defaults = Options{Precision: 8, LineWidth: 75, Threshold: 1000, EdgeItems: 3}

var current atomic.Pointer[Options]

// SetOptions changes the options of the process.
func SetOptions(o Options) { current.Store(&o) }

// CurrentOptions returns the options of the process.
func CurrentOptions() Options {
	if o := current.Load(); o != nil {
		return *o
	}
	return Defaults
}

// Scalar formats one float as NumPy's str: the shortest digits that read back
// as the same value of the given size in bits, positional for 1e-4 ≤ |x| < 1e16,
// or < 1e3 if there are 16 bits.
func Scalar(x float64, bits int) string {
	switch {
	case math.IsNaN(x):
		return "nan"
	case math.IsInf(x, 1):
		return "inf"
	case math.IsInf(x, -1):
		return "-inf"
	}
	end := 1e16
	if bits == 16 {
		end = 1e3
	}
	if a := math.Abs(x); a != 0 && (a < 1e-4 || a >= end) {
		return shortest(x, 'e', bits)
	}
	s := shortest(x, 'f', bits)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// shortest formats a finite x with the fewest digits that read back as the same
// value of the given size in bits.
func shortest(x float64, format byte, bits int) string {
	if bits == 16 {
		for digits := 0; ; digits++ {
			text := strconv.FormatFloat(x, 'e', digits, 64)
			if short, _ := strconv.ParseFloat(text, 64); ir.HalfOf(short) == ir.HalfOf(x) {
				x, bits = short, 64
				break
			}
		}
	}
	return strconv.FormatFloat(x, format, -1, bits)
}

// An Elements formats the elements of an array with a common width.
type Elements interface {
	// Format returns formatted elements for the given flat indices.
	Format(indices []int) []string
}

// Array formats an array of the given shape. The separator is " " for str and
// ", " for repr; prefix is the number of columns before the first bracket and
// suffix of those after the last.
func Array(shape []int, e Elements, separator string, prefix, suffix int) string {
	size := 1
	for _, n := range shape {
		size *= n
	}
	if len(shape) == 0 {
		return strings.TrimLeft(e.Format([]int{0})[0], " ")
	}
	if size == 0 {
		return "[]"
	}
	o := CurrentOptions()
	l := layout{shape: shape, separator: separator, summarise: size > o.Threshold, edge: o.EdgeItems, width: o.LineWidth - suffix}
	l.collect(0, 0)
	text := e.Format(l.shown)
	l.texts = text
	return l.format(0, strings.Repeat(" ", prefix))
}

// A layout places formatted elements in lines and nested brackets.
type layout struct {
	shape     []int
	separator string
	summarise bool
	edge      int // elements shown at each end of a summarised axis
	width     int
	shown     []int // flat indices of the elements that show, in order
	texts     []string
	next      int
}

// parts returns the indices shown along an axis; −1 stands for the ellipsis.
func (l *layout) parts(axis int) []int {
	n := l.shape[axis]
	var out []int
	for i := range n {
		if l.summarise && n > 2*l.edge && i >= l.edge && i < n-l.edge {
			if i == l.edge {
				out = append(out, -1)
			}
			continue
		}
		out = append(out, i)
	}
	return out
}

func (l *layout) collect(axis, offset int) {
	for _, i := range l.parts(axis) {
		if i < 0 {
			continue
		}
		at := offset*l.shape[axis] + i
		if axis == len(l.shape)-1 {
			l.shown = append(l.shown, at)
		} else {
			l.collect(axis+1, at)
		}
	}
}

// format writes the sub-array that starts at an axis; indent is what precedes
// its lines after the first.
func (l *layout) format(axis int, indent string) string {
	indent += " "
	if axis == len(l.shape)-1 {
		return "[" + l.row(indent) + "]"
	}
	var rows []string
	for _, i := range l.parts(axis) {
		if i < 0 {
			rows = append(rows, "...")
		} else {
			rows = append(rows, l.format(axis+1, indent))
		}
	}
	blank := strings.Repeat("\n", len(l.shape)-axis-1)
	return "[" + strings.Join(rows, strings.TrimRight(l.separator, " ")+blank+indent) + "]"
}

// row writes one innermost axis, wrapped at the line width.
func (l *layout) row(indent string) string {
	var b strings.Builder
	column := len(indent)
	axis := len(l.shape) - 1
	// Every level of brackets takes a column at the end of the line.
	limit := l.width - len(l.shape)
	parts := l.parts(axis)
	for k, i := range parts {
		text := "..."
		if i >= 0 {
			text = l.texts[l.next]
			l.next++
		}
		if k > 0 {
			b.WriteString(l.separator)
			column += len(l.separator)
		}
		if column+len(text) > limit && column > len(indent) {
			trimmed := strings.TrimRight(b.String(), " ")
			b.Reset()
			b.WriteString(trimmed + "\n" + indent)
			column = len(indent)
		}
		b.WriteString(text)
		column += len(text)
	}
	return b.String()
}

// Ints formats integers, right-justified to the widest.
type Ints []int64

// Format returns the elements at the given indices.
func (v Ints) Format(indices []int) []string {
	out := make([]string, len(indices))
	for k, i := range indices {
		out[k] = strconv.FormatInt(v[i], 10)
	}
	return justify(out)
}

// Bools formats True and False, five columns wide.
type Bools []bool

// Format returns the elements at the given indices.
func (v Bools) Format(indices []int) []string {
	out := make([]string, len(indices))
	for k, i := range indices {
		out[k] = "False"
		if v[i] {
			out[k] = " True"
		}
	}
	return out
}

func justify(texts []string) []string {
	width := 0
	for _, t := range texts {
		width = max(width, len(t))
	}
	for i, t := range texts {
		texts[i] = strings.Repeat(" ", width-len(t)) + t
	}
	return texts
}

// Floats formats floats of the given size in bits with a common layout.
type Floats struct {
	Values []float64
	Bits   int
	plus   bool // positive numbers have a sign too
}

// Format returns the elements at the given indices, positional unless the
// finite ones are very large, very small or far apart.
func (v Floats) Format(indices []int) []string {
	lo, hi := math.Inf(1), 0.0
	for _, i := range indices {
		if a := math.Abs(v.Values[i]); a != 0 && !math.IsInf(a, 0) && !math.IsNaN(a) {
			lo, hi = min(lo, a), max(hi, a)
		}
	}
	// Quotient and bounds have the array's own precision, as in NumPy.
	ratio, least, end := hi/lo, 1e-4, 1e8
	switch v.Bits {
	case 16:
		half := func(x float64) float64 { return float64(ir.HalfOf(x).Float32()) }
		ratio, least, end = half(ratio), half(least), 1e3
	case 32:
		ratio, least = float64(float32(hi)/float32(lo)), float64(float32(least))
	}
	scientific := hi > 0 && (hi >= end || !CurrentOptions().Suppress && (lo < least || ratio > 1000))
	out := make([]string, len(indices))
	left, right := 0, 0
	for k, i := range indices {
		x := v.Values[i]
		if math.IsNaN(x) || math.IsInf(x, 0) {
			continue
		}
		out[k] = v.signed(v.digits(x, scientific))
		l, r := sides(out[k])
		left, right = max(left, l), max(right, r)
	}
	for k, i := range indices {
		if x := v.Values[i]; math.IsNaN(x) || math.IsInf(x, 0) {
			out[k] = v.signed(Scalar(x, v.Bits))
			continue
		}
		l, r := sides(out[k])
		if scientific {
			mantissa, exponent, _ := strings.Cut(out[k], "e")
			out[k] = mantissa + strings.Repeat("0", right-r) + "e" + exponent
		} else {
			out[k] += strings.Repeat(" ", right-r)
		}
		out[k] = strings.Repeat(" ", left-l) + out[k]
	}
	return justify(out)
}

func (v Floats) signed(text string) string {
	if v.plus && text[0] != '-' {
		return "+" + text
	}
	return text
}

// digits formats one finite element: shortest, with a limit of fractional
// digits.
func (v Floats) digits(x float64, scientific bool) string {
	format := byte('f')
	if scientific {
		format = 'e'
	}
	precision := CurrentOptions().Precision
	s := shortest(x, format, v.Bits)
	if _, r := sides(s); r > precision {
		s = strconv.FormatFloat(x, format, precision, 64)
	}
	mantissa, exponent, found := strings.Cut(s, "e")
	if strings.Contains(mantissa, ".") {
		mantissa = strings.TrimRight(mantissa, "0")
	} else {
		mantissa += "."
	}
	if found {
		return mantissa + "e" + exponent
	}
	return mantissa
}

// sides returns the number of characters before and digits after the point.
func sides(s string) (left, right int) {
	mantissa, _, _ := strings.Cut(s, "e")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	return len(whole), len(fraction)
}

// Repr formats an array as JAX's repr: Array(…, dtype=…).
func Repr(shape []int, e Elements, dtype string, weak bool) string {
	const prefix = "Array("
	body := Array(shape, e, ", ", len(prefix), 1)
	if slices.Contains(shape, 0) {
		body += ", shape=" + ir.Tuple(shape)
	}
	suffix := "dtype=" + dtype
	if weak {
		suffix += ", weak_type=True"
	}
	// JAX leaves a gap where it would break the line, and counts the columns
	// of the last line without the prefix.
	lastLine := len(body) - strings.LastIndexByte(body, '\n') + 1
	gap := " "
	if lastLine+len(suffix)+2 > CurrentOptions().LineWidth {
		gap = strings.Repeat(" ", len(prefix))
	}
	return prefix + body + "," + gap + suffix + ")"
}
