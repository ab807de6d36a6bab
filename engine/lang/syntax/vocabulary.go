package syntax

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Kind says how a known name is used.
type Kind uint8

// The kinds of names.
const (
	Unknown Kind = iota
	Constant
	Function
	Module
)

// A Word is what a [Vocabulary] says of a name.
type Word struct {
	Kind Kind
	// TeX is the typeset form. For a constant it is the symbol. For a function
	// it is the operator, such as \sin, or a form with #1, #2 in the place of
	// the arguments, such as \sqrt{#1}. An empty form is the name upright.
	TeX string
}

// A Vocabulary tells which names are known. Names inside modules are dotted:
// "jax", "jax.nn" and "jax.nn.relu".
type Vocabulary map[string]Word

// nearest returns the known name that is written most like name, or "" if none
// is close. Of several it prefers the one that begins most like name, and then
// the shortest. Names in a module are compared with names in that module only,
// unless another module has that very name.
func (v Vocabulary) nearest(name string, bound []string) string {
	dot := strings.LastIndexByte(name, '.') + 1
	if dot > 0 {
		if other := v.elsewhere(name[dot:]); other != "" {
			return other
		}
	}
	limit := 2 * slip
	if utf8.RuneCountInString(name[dot:]) <= 4 {
		limit = slip
	}
	best, bestDistance := "", 0
	consider := func(candidate string) {
		if utf8.RuneCountInString(candidate) < 2 || candidate[:strings.LastIndexByte(candidate, '.')+1] != name[:dot] {
			return
		}
		d := editDistance(name, candidate)
		order := cmp.Or(d-bestDistance, commonPrefix(name, best)-commonPrefix(name, candidate),
			len(candidate)-len(best), strings.Compare(candidate, best))
		if d <= limit && (best == "" || order < 0) {
			best, bestDistance = candidate, d
		}
	}
	for candidate := range v {
		consider(candidate)
	}
	for _, candidate := range bound {
		consider(candidate)
	}
	return best
}

// elsewhere returns the name of a member of another module, the longest of its
// names in full.
func (v Vocabulary) elsewhere(member string) string {
	best := ""
	for name := range v {
		if strings.HasSuffix(name, "."+member) {
			if cmp.Or(len(best)-len(name), strings.Compare(name, best)) < 0 {
				best = name
			}
		}
	}
	return best
}

// commonPrefix returns the number of bytes with which both names begin.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// The costs of slips of the pen: two letters in the wrong order are likelier
// than a letter that is wrong, missing or too many.
const (
	slip = 2
	swap = 1
)

// editDistance returns the least cost of the insertions, deletions, replacements
// and swaps of neighbours that turn a into b (optimal string alignment).
func editDistance(a, b string) int {
	s, t := []rune(a), []rune(b)
	before, row := make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range row {
		row[j] = j * slip
	}
	for i := range s {
		next := make([]int, len(t)+1)
		next[0] = (i + 1) * slip
		for j := range t {
			change := slip
			if s[i] == t[j] {
				change = 0
			}
			next[j+1] = min(row[j]+change, row[j+1]+slip, next[j]+slip)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				next[j+1] = min(next[j+1], before[j-1]+swap)
			}
		}
		before, row = row, next
	}
	return row[len(t)]
}

// maxSplit is the length in bytes of the longest name that is taken apart.
const maxSplit = 64

// split takes a name apart into the variable and parameters in bound, constants
// and functions, in as few parts as possible, and returns the lengths of the
// parts; nil if that goes in no way or in several. A function may be followed
// by digits (sin2x), but not by e: "sine" is rather a slip than sin(e).
func (v Vocabulary) split(name string, bound []string) []int {
	if len(name) > maxSplit {
		return nil
	}
	kindOf := func(part string) Kind {
		if slices.Contains(bound, part) {
			return Constant
		}
		if k := v[part].Kind; k != Module {
			return k
		}
		return Unknown
	}
	// ways[i][f] describes the best split of name[i:], f telling whether a
	// function stands before it.
	type split struct{ parts, ways, length int }
	ways := make([][2]split, len(name)+1)
	ways[len(name)] = [2]split{{ways: 1}, {ways: 1}}
	for i := len(name) - 1; i >= 0; i-- {
		for f := range 2 {
			best := split{parts: len(name) + 1}
			consider := func(length, after int) {
				rest := ways[i+length][after]
				switch parts := rest.parts + 1; {
				case rest.ways == 0 || parts > best.parts:
				case parts == best.parts:
					best.ways += rest.ways
				default:
					best = split{parts, rest.ways, length}
				}
			}
			if digits := digitsLen(name[i:]); f == 1 && digits > 0 {
				consider(digits, 0)
			}
			for length := 1; i+length <= len(name); length++ {
				switch part := name[i : i+length]; kindOf(part) {
				case Constant:
					if f == 0 || part != "e" {
						consider(length, 0)
					}
				case Function:
					consider(length, 1)
				}
			}
			ways[i][f] = best
		}
	}
	if ways[0][0].ways != 1 {
		return nil
	}
	var lengths []int
	for i, f := 0, 0; i < len(name); {
		n := ways[i][f].length
		part := name[i : i+n]
		f = 0
		if kindOf(part) == Function {
			f = 1
		}
		lengths = append(lengths, n)
		i += n
	}
	return lengths
}
