package engine

import (
	"slices"
	"strings"

	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// A Contraction says which axes of two arrays a dot product sums over and
// which it keeps in common.
type Contraction struct {
	ContractX, ContractY []int // summed over, in pairs
	BatchX, BatchY       []int // kept, in pairs
}

// DotGeneral multiplies x and y, sums over the contracted axes and returns the
// batch axes, then the other axes of x, then those of y. Types are promoted.
func DotGeneral(x, y Array, c Contraction) Array {
	normal := func(axes []int, rank int) []int {
		out := make([]int, len(axes))
		for i, a := range axes {
			out[i] = normalizeAxis("dot_general", a, rank)
		}
		return out
	}
	return dotGeneral(x, y, prim.DotDims{
		ContractX: normal(c.ContractX, x.Rank()), ContractY: normal(c.ContractY, y.Rank()),
		BatchX: normal(c.BatchX, x.Rank()), BatchY: normal(c.BatchY, y.Rank()),
	})
}

// A term is an operand of an einsum with one label an axis.
type term struct {
	x      Array
	labels []rune
}

// Einsum evaluates a sum of products in Einstein's notation, for example
// "ij,jk->ik"; without "->" the labels that occur once are kept, in
// alphabetical order. "..." stands for axes that broadcast.
func Einsum(spec string, operands ...Array) Array {
	terms, out := parseEinsum(spec, operands)
	for i, t := range terms {
		terms[i] = t.diagonal()
	}
	for len(terms) > 1 {
		i, j := cheapestPair(terms)
		a, b := terms[i], terms[j]
		rest := slices.Delete(slices.Clone(terms), j, j+1)
		rest = slices.Delete(rest, i, i+1)
		kept := slices.Clone(out)
		for _, t := range rest {
			kept = append(kept, t.labels...)
		}
		terms = append(rest, multiply(a, b, kept))
	}
	last := terms[0].sumExcept(out)
	perm := make([]int, len(out))
	for k, l := range out {
		perm[k] = slices.Index(last.labels, l)
	}
	if len(perm) == 0 {
		return last.x
	}
	return Transpose(last.x, perm...)
}

// cheapestPair returns the places of the two terms whose product has the
// fewest multiplications.
func cheapestPair(terms []term) (i, j int) {
	i, j = 0, 1
	best := -1.0
	for a := range terms {
		for b := a + 1; b < len(terms); b++ {
			cost := 1.0
			var seen []rune
			for _, t := range []term{terms[a], terms[b]} {
				for k, l := range t.labels {
					if !slices.Contains(seen, l) {
						seen = append(seen, l)
						cost *= float64(t.x.Shape()[k])
					}
				}
			}
			if best < 0 || cost < best {
				best, i, j = cost, a, b
			}
		}
	}
	return i, j
}

// multiply contracts the labels that two terms share and nobody else needs.
func multiply(a, b term, kept []rune) term {
	// An axis of size 1 broadcasts against the same label of another size.
	a, b = a.dropOnes(b), b.dropOnes(a)
	a = a.sumExcept(slices.Concat(kept, b.labels))
	b = b.sumExcept(slices.Concat(kept, a.labels))
	var c Contraction
	var batch, restA, restB []rune
	for i, l := range a.labels {
		switch j := slices.Index(b.labels, l); {
		case j < 0:
			restA = append(restA, l)
		case slices.Contains(kept, l):
			c.BatchX, c.BatchY, batch = append(c.BatchX, i), append(c.BatchY, j), append(batch, l)
		default:
			c.ContractX, c.ContractY = append(c.ContractX, i), append(c.ContractY, j)
		}
	}
	for _, l := range b.labels {
		if !slices.Contains(a.labels, l) {
			restB = append(restB, l)
		}
	}
	return term{DotGeneral(a.x, b.x, c), slices.Concat(batch, restA, restB)}
}

func (t term) dropOnes(other term) term {
	var axes []int
	var labels []rune
	for i, l := range t.labels {
		j := slices.Index(other.labels, l)
		if j >= 0 && t.x.Shape()[i] == 1 && other.x.Shape()[j] != 1 {
			axes = append(axes, i)
		} else {
			labels = append(labels, l)
		}
	}
	if len(axes) == 0 {
		return t
	}
	return term{Squeeze(t.x, axes...), labels}
}

// sumExcept sums over the labels that are not kept.
func (t term) sumExcept(kept []rune) term {
	var axes []int
	var labels []rune
	for i, l := range t.labels {
		if slices.Contains(kept, l) {
			labels = append(labels, l)
		} else {
			axes = append(axes, i)
		}
	}
	if len(axes) == 0 {
		return t
	}
	return term{Sum(t.x, axes...), labels}
}

// diagonal takes the diagonal over axes that bear the same label.
func (t term) diagonal() term {
	for i, l := range t.labels {
		if j := slices.Index(t.labels[:i], l); j >= 0 {
			labels := slices.Delete(slices.Clone(t.labels), i, i+1)
			labels = slices.Delete(labels, j, j+1)
			return term{Diagonal(t.x, 0, j, i), append(labels, l)}.diagonal()
		}
	}
	return t
}

// ellipsisLabel is the label of the first axis, from the right, that "..."
// stands for; the others follow it.
const ellipsisLabel = '\u0100'

func parseEinsum(spec string, operands []Array) (terms []term, out []rune) {
	inputs, output, explicit := strings.Cut(strings.ReplaceAll(spec, " ", ""), "->")
	parts := strings.Split(inputs, ",")
	if len(parts) != len(operands) {
		ir.Fail("einsum", nil, "%q names %d operands, but %d are given", spec, len(parts), len(operands))
	}
	sizes := map[rune]int{}
	count := map[rune]int{}
	dots := 0
	for k, part := range parts {
		x := operands[k]
		n := x.Rank() - len([]rune(strings.Replace(part, "...", "", 1)))
		if n < 0 || n > 0 && !strings.Contains(part, "...") {
			ir.Fail("einsum", nil, "%q does not fit an operand of shape %s", part, ir.Tuple(x.Shape()))
		}
		labels := expandLabels(spec, part, n)
		dots = max(dots, n)
		for i, l := range labels {
			count[l]++
			switch size := x.Shape()[i]; {
			case sizes[l] == 0 || sizes[l] == 1:
				sizes[l] = size
			case size != sizes[l] && size != 1:
				ir.Fail("einsum", nil, "size of label '%c' is %d and %d in %q", l, sizes[l], size, spec)
			}
		}
		terms = append(terms, term{x, labels})
	}
	if explicit {
		out = expandLabels(spec, output, dots)
		for i, l := range out {
			if count[l] == 0 || slices.Contains(out[:i], l) {
				ir.Fail("einsum", nil, "output label '%c' of %q must be in the input, and once in the output", l, spec)
			}
		}
		return terms, out
	}
	for l, n := range count {
		if n == 1 && l < ellipsisLabel {
			out = append(out, l)
		}
	}
	slices.Sort(out)
	return terms, slices.Concat(expandLabels(spec, "...", dots), out)
}

// expandLabels returns one label an axis; "..." stands for n axes.
func expandLabels(spec, part string, n int) []rune {
	before, after, has := strings.Cut(part, "...")
	labels := []rune(before)
	if has {
		for i := range n {
			labels = append(labels, ellipsisLabel+rune(n-1-i))
		}
	}
	labels = append(labels, []rune(after)...)
	for _, l := range labels {
		if l < ellipsisLabel && !('a' <= l && l <= 'z' || 'A' <= l && l <= 'Z') {
			ir.Fail("einsum", nil, "character '%c' in %q is no label: letters, commas, \"->\" and \"...\" are", l, spec)
		}
	}
	return labels
}
