package py

import "slices"

// suggestion is what a traceback adds to an error about an unknown name.
func (e *Exception) suggestion(t *Thread) string {
	name, ok := e.attribute("name").(Str)
	if !ok {
		return ""
	}
	var candidates []string
	switch {
	case e.IsA(AttributeError):
		obj := e.attribute("obj")
		if obj == None {
			return ""
		}
		candidates = t.Dir(obj)
	case e.IsA(NameError):
		candidates = e.names
		if slices.Contains(e.modules, string(name)) {
			if best := Nearest(string(name), candidates); best == "" {
				return ". Did you forget to import '" + string(name) + "'?"
			}
		}
	}
	if best := Nearest(string(name), candidates); best != "" {
		return ". Did you mean: '" + best + "'?"
	}
	return ""
}

// The costs of changing one name into another, as CPython counts them.
const (
	moveCost = 2 // a letter inserted, deleted or replaced
	caseCost = 1 // a letter in the other case
)

// Nearest returns the candidate most like a misspelt name, or "" if none is
// like enough.
func Nearest(name string, candidates []string) string {
	best, bestCost := "", 0
	for _, c := range candidates {
		if c == name {
			continue
		}
		limit := (len(name) + len(c) + 3) * moveCost / 6
		if best != "" {
			limit = min(limit, bestCost-1)
		}
		if cost := editCost(name, c); cost <= limit {
			best, bestCost = c, cost
		}
	}
	return best
}

func editCost(a, b string) int {
	if len(a) > 40 || len(b) > 40 {
		return 1 << 20
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j * moveCost
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = (i + 1) * moveCost
		for j := range len(b) {
			change := diagonal + replaceCost(a[i], b[j])
			diagonal = row[j+1]
			row[j+1] = min(change, row[j+1]+moveCost, row[j]+moveCost)
		}
	}
	return row[len(b)]
}

func replaceCost(x, y byte) int {
	switch {
	case x == y:
		return 0
	case x|0x20 == y|0x20 && 'a' <= x|0x20 && x|0x20 <= 'z':
		return caseCost
	}
	return moveCost
}

// NewNameError returns the error for an unbound name, with the names that could
// have been meant.
func NewNameError(name string, candidates, modules []string) *Exception {
	e := Errorf(NameError, "name '%s' is not defined", name)
	e.attrs = NewDict()
	e.attrs.setStr("name", Str(name))
	e.names, e.modules = candidates, modules
	return e
}
