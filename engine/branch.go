package engine

import (
	"fmt"
	"strings"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
	"fluxion/engine/internal/tree"
)

// Cond applies onTrue to the operand if pred, a scalar, is true or not zero,
// and onFalse otherwise. Both are recorded, whichever is applied, and must
// give results of one structure and equal types. Batched over predicates, both
// are evaluated.
func Cond[A, R any](pred Array, onTrue, onFalse func(A) R, operand A, options ...StageOption) R {
	if pred.Rank() != 0 {
		ir.Fail("cond", nil, "Pred must be a scalar, got %s of shape %s.", shown(pred), ir.Tuple(pred.Shape()))
	}
	if pred.DType() != Bool {
		pred = Ne(pred, Scalar(0, pred.DType()))
	}
	index := prim.Convert(pred.value(), Int32, false)
	names := []string{"true_fun", "false_fun"}
	b := recordBranches("cond", names, []func(A) R{onTrue, onFalse}, operand, options)
	b.programs[0], b.programs[1] = b.programs[1], b.programs[0]
	return tree.Unflatten(b.out, arrays(transform.Cond(index, b.programs, b.operands))).(R)
}

// Switch applies the branch of the given number, an integer scalar, to the
// operand. Numbers outside are moved to the nearest branch.
func Switch[A, R any](index Array, branches []func(A) R, operand A, options ...StageOption) R {
	if index.Rank() != 0 {
		ir.Fail("switch", nil, "Branch index must be scalar, got %s of shape %s.", shown(index), ir.Tuple(index.Shape()))
	}
	if d := index.DType(); !d.IsInt() {
		ir.Fail("switch", nil, "Index type must be an integer, got %s as %v", shown(index), d)
	}
	switch len(branches) {
	case 0:
		panic(&Error{Op: "switch", Kind: ValueError, Reason: "Empty branch sequence"})
	case 1:
		return branches[0](operand)
	}
	names := make([]string, len(branches))
	for i := range names {
		names[i] = fmt.Sprintf("branch%d", i)
	}
	names[0] = "branch 0" // as JAX writes
	number := prim.Convert(index.value(), Int32, false)
	number = prim.Clamp(core.Scalar(Int32, 0), number, core.Scalar(Int32, float64(len(branches)-1)))
	b := recordBranches("switch", names, branches, operand, options)
	return tree.Unflatten(b.out, arrays(transform.Cond(number, b.programs, b.operands))).(R)
}

// shown is how Python's str prints a.
func shown(a Array) string {
	if a.IsTraced() {
		return a.String()
	}
	return a.Text()
}

// branches are recorded functions of the same operands.
type branches struct {
	programs []*ir.Closed
	operands []core.Value
	out      *tree.Structure
}

func recordBranches[A, R any](op string, names []string, functions []func(A) R, operand A, options []StageOption) branches {
	o := optionsOf(options)
	leaves, structure := tree.Flatten[Array](operand)
	b := branches{operands: concrete(leaves)}
	for i, f := range functions {
		program, out := recordTree(o, op, f, structure, ir.Avals(b.operands))
		if i == 0 {
			b.out = out
		} else {
			sameBranches(op, names[0], names[i], b.out, out, b.programs[0].OutAvals(), program.OutAvals())
		}
		b.programs = append(b.programs, program)
	}
	return b
}

func sameBranches(op, name1, name2 string, tree1, tree2 *tree.Structure, avals1, avals2 []ir.Aval) {
	if !tree1.Equal(tree2) {
		ir.Fail(op, nil, "%s branch outputs must have the same pytree structure, but they differ:\n\n%s output is %v and %s output is %v.\n\n"+
			"Revise %s and/or %s so that they have the same pytree structure.", op, name1, tree1, name2, tree2, name1, name2)
	}
	var diffs []string
	for i, a := range avals1 {
		if b := avals2[i]; !a.Equal(b) {
			path := ""
			if len(avals1) > 1 {
				path = fmt.Sprintf(" at path [%d]", i)
			}
			diffs = append(diffs, fmt.Sprintf("the output of %s%s has type %s but the corresponding output of %s has type %s%s",
				name1, path, a.Long(), name2, b.Long(), mismatch(a, b)))
		}
	}
	if len(diffs) > 0 {
		ir.Fail(op, nil, "%s branches must have equal output types but they differ.\n\n%s\nRevise %s and/or %s so that all output types match.",
			op, differences(diffs), name1, name2)
	}
}

// mismatch says in which way two types differ.
func mismatch(a, b ir.Aval) string {
	var parts []string
	if a.DType != b.DType {
		parts = append(parts, "the dtypes do not match")
	}
	if ir.Tuple(a.Shape) != ir.Tuple(b.Shape) {
		parts = append(parts, "the shapes do not match")
	}
	return ", so " + strings.Join(parts, ", and ")
}

// differences lists what differs as JAX does.
func differences(diffs []string) string {
	if len(diffs) == 1 {
		return strings.ToUpper(diffs[0][:1]) + diffs[0][1:] + ".\n"
	}
	return "  * " + strings.Join(diffs, ";\n  * ") + ".\n"
}
