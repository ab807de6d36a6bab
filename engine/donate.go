package engine

import (
	"slices"
	"strings"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/tree"
)

// Donate gives the arrays of a jitted function's argument away, or only those
// below the given fields, for example ".Params": their memory serves for results
// to come. Each call deletes them, and to use them afterwards, or any other copy
// of them, panics with *Error of kind DeletedError.
//
// As many are deleted as the results have arrays of the same type and shape;
// scalars may stay as they are. So do all where the function is called with
// traced arrays.
func Donate(paths ...string) StageOption {
	if len(paths) == 0 {
		paths = []string{""}
	}
	return func(o *stageOptions) { o.donate = paths }
}

// donated returns the places of those leaves of an argument that a call deletes.
func (o *stageOptions) donated(arg any, in, out []ir.Aval) []int {
	if o.donate == nil {
		return nil
	}
	var given []int
	for i, path := range tree.Paths[Array](arg) {
		if slices.ContainsFunc(o.donate, func(prefix string) bool { return strings.HasPrefix(path, prefix) }) {
			given = append(given, i)
		}
	}
	used, _ := Donations(given, in, out)
	return used
}

// Donations matches donated operands with results: each of those that are used
// becomes one of the results, of which it has the element type and the shape.
func Donations(given []int, in, out []ir.Aval) (used, unused []int) {
	out = slices.Clone(out)
	for _, i := range given {
		k := slices.IndexFunc(out, in[i].Equal)
		if k < 0 {
			unused = append(unused, i)
			continue
		}
		used, out = append(used, i), slices.Delete(out, k, k+1)
	}
	return used, unused
}

// delete gives up an array that was donated.
func (a Array) delete() {
	if c, ok := a.v.(*core.Const); ok && !c.Tensor.IsDeleted() {
		c.Delete()
	}
}

// IsDeleted reports whether the elements of a were given up.
func (a Array) IsDeleted() bool {
	c, ok := a.v.(*core.Const)
	return ok && c.Tensor.IsDeleted()
}
