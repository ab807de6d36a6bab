package figure

import (
	"math"
	"strconv"
	"strings"
)

// Distances of ticks, times a power of ten: those of axes, and those of contour
// levels and of axes with a given number of ticks.
var (
	autoSteps = []float64{0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10, 20}
	fineSteps = []float64{0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15}
)

// linearTicks returns round numbers that cover lo … hi, lo < hi, in at most n
// steps, at least some of them inside; the first and the last may lie outside.
// The rules are those of matplotlib's MaxNLocator.
func linearTicks(lo, hi float64, steps []float64, n, least int) []float64 {
	width := hi - lo
	if width <= 0 || !finite(width) {
		return nil
	}
	// Numbers far from zero compared with their distance count from an offset.
	offset := 0.0
	if middle := lo + width/2; math.Abs(middle)/width >= 100 {
		offset = math.Copysign(math.Pow(10, math.Floor(math.Log10(math.Abs(middle)))), middle)
	}
	scale := math.Pow(10, math.Floor(math.Log10(width/float64(n))))
	lo, hi = lo-offset, hi-offset
	first := 0
	for first < len(steps)-1 && steps[first]*scale < width/float64(n) {
		first++
	}
	var ticks []float64
	for i := first; i >= 0; i-- {
		step := steps[i] * scale
		base := math.Floor(lo/step) * step
		from, to := below(lo-base, step, offset), above(hi-base, step, offset)
		if !(to-from < 1e4) {
			return nil
		}
		ticks = ticks[:0]
		inside := 0
		for k := from; k <= to; k++ {
			v := k*step + base
			if v >= lo && v <= hi {
				inside++
			}
			ticks = append(ticks, v+offset)
		}
		if inside >= least {
			break
		}
	}
	return ticks
}

// slack is how near to a multiple of a step, in steps, a number counts as one.
func slack(step, offset float64) float64 {
	if offset == 0 {
		return 1e-10
	}
	return min(0.4999, max(1e-10, math.Pow(10, math.Log10(math.Abs(offset)/step)-12)))
}

// below returns the largest k with k·step ≤ x.
func below(x, step, offset float64) float64 {
	k := math.Floor(x / step)
	if math.Abs((x-k*step)/step-1) < slack(step, offset) {
		return k + 1
	}
	return k
}

// above returns the smallest k with k·step ≥ x.
func above(x, step, offset float64) float64 {
	k := math.Floor(x / step)
	if math.Abs((x-k*step)/step) < slack(step, offset) {
		return k
	}
	return k + 1
}

// logTicks returns powers of ten for an axis from lo to hi, both positive, at
// most n of them within, and the multiples of these that lie between. Where
// these are too few, it returns round numbers.
func logTicks(lo, hi float64, n int) (major, minor []float64) {
	if !(lo > 0) || !(hi <= math.MaxFloat64) {
		return nil, nil
	}
	from, to := math.Log10(lo), math.Log10(hi)
	first, last := int(math.Ceil(from)), int(math.Floor(to))
	start, stride := decades(first, last, from, to, n)
	inside := 0
	for e := start; e <= last+stride; e += stride {
		v := math.Pow(10, float64(e))
		if v >= lo && v <= hi {
			inside++
		}
		major = append(major, v)
	}
	if stride > 1 && last-first+1 > 1 {
		return major, nil
	}
	for e := first - 1; e <= last; e++ {
		for m := 2.0; m < 10; m++ {
			v := m * math.Pow(10, float64(e))
			if v >= lo && v <= hi {
				inside++
			}
			minor = append(minor, v)
		}
	}
	if inside <= 1 {
		return linearTicks(lo, hi, autoSteps, n, 2), nil
	}
	return major, minor
}

// decades chooses the first exponent and the distance of the powers of ten that
// are ticks, of which n may lie between the exponents from and to; first and last
// are the whole ones there. The rules are those of matplotlib's LogLocator.
func decades(first, last int, from, to float64, n int) (start, stride int) {
	available := last - first + 1
	stride = available/(n+1) + 1
	if fit := (available + stride - 1) / stride; fit <= n {
		n = fit
	}
	switch n {
	case 0:
		return first - 1, max(last+1-(first-1), 1)
	case 1:
		middle := int(math.RoundToEven((from + to) / 2))
		stride = max(middle-(first-1), last+1-middle)
		return middle - stride, stride
	}
	stride = (available - 1) / (n - 1)
	if float64(stride) < float64(available)/float64(n) {
		stride = available / n
	}
	low, high := max(available-stride*n, 0), min(available-stride*(n-1), stride)
	offset := ((-first)%stride + stride) % stride
	if offset < low || offset >= high {
		offset = low
	}
	return first + offset - stride, stride
}

// symLogTicks returns zero and powers of ten on either side.
func symLogTicks(lo, hi float64, n int) []float64 {
	var ticks []float64
	reach := max(math.Abs(lo), math.Abs(hi), 10)
	if !(reach <= math.MaxFloat64) {
		return []float64{0}
	}
	last := int(math.Ceil(math.Log10(reach)))
	stride := 2*last/(n+1) + 1
	for e := last; e >= 0; e -= stride {
		ticks = append(ticks, -math.Pow(10, float64(e)))
	}
	ticks = append(ticks, 0)
	for e := last % stride; e <= last; e += stride {
		ticks = append(ticks, math.Pow(10, float64(e)))
	}
	return ticks
}

// minus writes negative numbers with a true minus sign.
func minus(s string) string { return strings.Replace(s, "-", "−", 1) }

// linearLabels writes ticks, those outside lo … hi included, with as many
// digits as tell them apart. A part that all have in common, an offset or a
// power of ten, is written apart.
func linearLabels(ticks []float64, lo, hi float64) (labels []string, common string) {
	lo, hi = min(lo, hi), max(lo, hi)
	inside := emptyExtent
	n := 0
	for _, v := range ticks {
		if v >= lo && v <= hi {
			inside.add(v)
			n++
		}
	}
	offset := commonOffset(inside)
	exponent := 0
	switch largest := max(math.Abs(inside.min), math.Abs(inside.max)); {
	case n == 0:
	case offset != 0:
		exponent = int(math.Floor(math.Log10(hi - lo)))
	case largest > 0:
		exponent = int(math.Floor(math.Log10(largest)))
	}
	if exponent > -5 && exponent < 6 {
		exponent = 0
	}
	unit := math.Pow(10, float64(exponent))
	digits := fraction(ticks, lo, hi, offset, unit)
	for _, v := range ticks {
		x := (v - offset) / unit
		if math.Abs(x) < 1e-8 {
			x = 0
		}
		labels = append(labels, minus(strconv.FormatFloat(x, 'f', digits, 64)))
	}
	if exponent != 0 {
		common = "1e" + strconv.Itoa(exponent)
	}
	if offset > 0 {
		common += "+"
	}
	if offset != 0 {
		e := math.Floor(math.Log10(math.Abs(offset)))
		common += strconv.FormatFloat(offset/math.Pow(10, e), 'g', 10, 64)
		if e != 0 {
			common += "e" + strconv.Itoa(int(e))
		}
	}
	return labels, strings.ReplaceAll(common, "-", "−")
}

// commonOffset returns the number that ticks of one sign are written relative
// to, if that saves at least four digits, else 0.
func commonOffset(e extent) float64 {
	if e.empty() || e.min == e.max || e.min <= 0 && e.max >= 0 {
		return 0
	}
	small, large := min(math.Abs(e.min), math.Abs(e.max)), max(math.Abs(e.min), math.Abs(e.max))
	top := int(math.Ceil(math.Log10(large)))
	// The smallest power of ten to whose precision both ends agree.
	agree := func(apart func(a, b float64) bool) int {
		k := top
		for k > top-18 && !apart(math.Floor(small/math.Pow(10, float64(k))), math.Floor(large/math.Pow(10, float64(k)))) {
			k--
		}
		return k + 1
	}
	k := agree(func(a, b float64) bool { return a != b })
	if (large-small)/math.Pow(10, float64(k)) <= 1e-2 { // the ends straddle a round number
		k = agree(func(a, b float64) bool { return b-a > 1 })
	}
	unit := math.Pow(10, float64(k))
	if q := math.Floor(large / unit); q >= 1000 {
		return math.Copysign(q*unit, e.min)
	}
	return 0
}

// fraction returns how many decimals ticks need.
func fraction(ticks []float64, lo, hi, offset, unit float64) int {
	all := ticks
	if len(ticks) < 2 {
		all = append([]float64{lo, hi}, ticks...)
	}
	e := emptyExtent
	for _, v := range all {
		e.add((v - offset) / unit)
	}
	width := e.max - e.min
	if !(width > 0) {
		width = max(math.Abs(e.min), math.Abs(e.max))
	}
	if e.empty() || width == 0 {
		width = 1
	}
	exponent := int(math.Floor(math.Log10(width)))
	digits := max(0, 3-exponent)
	threshold := 1e-3 * math.Pow(10, float64(exponent))
	for digits >= 0 {
		p := math.Pow(10, float64(digits))
		for _, v := range ticks {
			if x := (v - offset) / unit; math.Abs(x-math.RoundToEven(x*p)/p) >= threshold {
				return digits + 1
			}
		}
		digits--
	}
	return 0
}

// logLabel writes a power of ten, or a multiple of one, as mathematics.
func logLabel(v float64) string {
	if v == 0 {
		return "0"
	}
	sign := ""
	if v < 0 {
		sign, v = "−", -v
	}
	exponent := math.Floor(math.Log10(v) + 1e-10)
	factor := math.Round(v / math.Pow(10, exponent))
	if power := "10^{" + strconv.Itoa(int(exponent)) + "}"; factor == 1 {
		return "$\\mathrm{" + sign + power + "}$"
	} else {
		return "$\\mathrm{" + sign + strconv.Itoa(int(factor)) + "×" + power + "}$"
	}
}

// logLabels writes the ticks of a logarithmic axis: all powers of ten, and of
// the multiples between those that fit where the axis spans few decades.
func logLabels(ticks []float64, lo, hi float64, minor bool) []string {
	labels := make([]string, len(ticks))
	powers := math.Floor(math.Log10(hi)) - math.Floor(math.Nextafter(math.Log10(lo), math.Inf(-1)))
	for i, v := range ticks {
		factor := math.Round(v / math.Pow(10, math.Floor(math.Log10(v)+1e-10)))
		switch {
		case factor == 1 || !minor:
		case powers > 1:
			continue
		case math.Log10(hi/lo) > 0.4 && factor != 2 && factor != 3 && factor != 4 && factor != 6:
			continue
		}
		labels[i] = logLabel(v)
	}
	return labels
}

// Labels writes numbers with as many digits as tell them apart.
func Labels(v []float64) []string {
	e := emptyExtent
	for _, x := range v {
		e.add(x)
	}
	if e.empty() {
		e = extent{}
	}
	digits := fraction(v, e.min, e.max, 0, 1)
	labels := make([]string, len(v))
	for i, x := range v {
		labels[i] = minus(strconv.FormatFloat(x, 'f', digits, 64))
		if a := math.Abs(x); a >= 1e6 || digits > 5 {
			labels[i] = minus(strconv.FormatFloat(x, 'g', 4, 64))
		}
	}
	return labels
}
