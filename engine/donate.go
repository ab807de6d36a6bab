package engine

import (
	"slices"
	"strings"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
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
	return usable(given, in, out)
}

// usable returns the donated operands that results take the place of, each of
// one that has its element type and shape.
func usable(given []int, in, out []ir.Aval) (used []int) {
	out = slices.Clone(out)
	for _, i := range given {
		if k := slices.IndexFunc(out, in[i].Equal); k >= 0 {
			used, out = append(used, i), slices.Delete(out, k, k+1)
		}
	}
	return used
}

// Usable returns those of the given arguments that a caller has no use for whose
// place a result may take: with the same element type and shape.
func (p *Program) Usable(given []int) []int {
	return usable(given, p.closed.InAvals(), p.closed.OutAvals())
}

// delete gives up an array that was donated.
func (a Array) delete() {
	if c, ok := a.v.(*core.Const); ok && !c.Tensor.IsDeleted() {
		c.Delete()
	}
}

// Deleted returns an array of the type and shape of a without elements: to use
// it is the error that to use a deleted array is.
func (a Array) Deleted() Array {
	v := a.value().Aval()
	return Array{&core.Const{Tensor: device.Deleted(v), Weak: v.Weak}}
}

// IsDeleted reports whether the elements of a were given up.
func (a Array) IsDeleted() bool {
	c, ok := a.v.(*core.Const)
	return ok && c.Tensor.IsDeleted()
}
