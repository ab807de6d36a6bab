package engine

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/transform"
	"fluxion/engine/internal/tree"
)

// Jacfwd returns the Jacobian of f, column by column in forward mode: best
// where the result is larger than the argument. The result has P's structure;
// each leaf has the shape of f's result followed by that of the argument's
// leaf.
func Jacfwd[P any](f func(P) Array) func(P) P {
	return func(at P) P {
		x, structure := tree.Flatten[Array](at)
		requireFloat("jacfwd", x)
		run, _ := flat[P, Array](f, structure)
		y, linear := transform.Linearize("jacfwd", run, concrete(x))
		out := make([]Array, len(x))
		for i, leaf := range x {
			push := func(t []core.Value) []core.Value {
				tangents := make([]core.Value, len(x))
				tangents[i] = t[0]
				return []core.Value{gradients(linear.Apply(tangents), arrays(y))[0].v}
			}
			out[i] = overBasis(push, leaf, y[0].Aval().Shape, true)
		}
		return tree.Unflatten(structure, out).(P)
	}
}

// Jacrev returns the Jacobian of f, row by row in reverse mode: best where the
// argument is larger than the result. Structure and shapes are those of
// Jacfwd.
func Jacrev[P any](f func(P) Array) func(P) P {
	return func(at P) P {
		x, structure := tree.Flatten[Array](at)
		requireFloat("jacrev", x)
		run, _ := flat[P, Array](f, structure)
		y, pullback := transform.VJP("jacrev", run, concrete(x))
		out := make([]Array, len(x))
		for i, leaf := range x {
			pull := func(ct []core.Value) []core.Value {
				return []core.Value{gradients(pullback(ct), x)[i].v}
			}
			out[i] = overBasis(pull, Array{y[0]}, leaf.Shape(), false)
		}
		return tree.Unflatten(structure, out).(P)
	}
}

// overBasis applies a linear function to every vector of the standard basis of
// arrays like x, at once, and returns the images with the basis axes last or
// first; image is the shape of one image.
func overBasis(f transform.Func, x Array, image []int, last bool) Array {
	n, shape := x.Size(), x.Shape()
	basis := Reshape(Eye(n, x.DType()), append([]int{n}, shape...)...)
	out, axes := transform.Vmap("jacobian", f, []core.Value{basis.value()}, []int{0}, n)
	if last {
		moved := transform.AtAxis(out[0], axes[0], len(image), n)
		return Reshape(Array{moved}, append(append([]int{}, image...), shape...)...)
	}
	moved := transform.AtAxis(out[0], axes[0], 0, n)
	return Reshape(Array{moved}, append(append([]int{}, shape...), image...)...)
}

// Hessian returns the matrix of second derivatives of f, forward over reverse.
// The result has the shape of f's result, then that of the argument twice.
func Hessian(f func(Array) Array) func(Array) Array { return Jacfwd(Jacrev(f)) }

// HessianBlocks returns the second derivatives of a function of nested arrays:
// entry i has P's structure, and its leaf k has the shape of f's result, then
// that of leaf i, then that of leaf k.
func HessianBlocks[P any](f func(P) Array) func(P) []P {
	return func(at P) []P {
		leaves, _ := tree.Flatten[Array](at)
		blocks := make([]P, len(leaves))
		for i := range leaves {
			blocks[i] = Jacfwd(func(p P) Array {
				rows, _ := tree.Flatten[Array](Jacrev(f)(p))
				return rows[i]
			})(at)
		}
		return blocks
	}
}

// Shared marks an operand of Vmap that all examples share.
const Shared = -1 << 31

// Vmap returns f applied to every example of a batch, whose examples lie along
// the given axis of each leaf of the argument, in order; leaves without an
// entry have them along axis 0, and leaves marked Shared have none. The
// results have the examples along axis 0.
func Vmap[A, R any](f func(A) R, inAxes ...int) func(A) R {
	return func(arg A) R {
		x, structure := tree.Flatten[Array](arg)
		axes := make([]int, len(x))
		size := -1
		for i, a := range x {
			axis := 0
			if i < len(inAxes) {
				axis = inAxes[i]
			}
			if axis == Shared {
				axes[i] = -1
				continue
			}
			if a.Rank() == 0 {
				panic(&Error{Op: "vmap", Kind: ir.ValueError, Reason: "vmap was requested to map its argument along axis 0, which implies that its rank should be at least 1, but is only 0 (its shape is ())"})
			}
			axes[i] = normalizeAxis("vmap", axis, a.Rank())
			n := a.Shape()[axes[i]]
			if size >= 0 && n != size {
				ir.Fail("vmap", nil, "vmap got inconsistent sizes for array axes to be mapped: %d and %d", size, n)
			}
			size = n
		}
		if size < 0 {
			panic(&Error{Op: "vmap", Kind: ir.ValueError, Reason: "vmap must have at least one non-None value in in_axes or axis_size must be specified"})
		}
		run, outStructure := flat[A, R](f, structure)
		y, outAxes := transform.Vmap("vmap", run, concrete(x), axes, size)
		for i := range y {
			y[i] = transform.AtAxis(y[i], outAxes[i], 0, size)
		}
		return tree.Unflatten(outStructure(), arrays(y)).(R)
	}
}
