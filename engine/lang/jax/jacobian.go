package jax

import (
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

var jacobianFuncs = []py.Func{
	{Sig: "jacfwd(fun, argnums=0, has_aux=False, holomorphic=False)", Doc: "A function that evaluates the Jacobian of fun column by column, by forward mode.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return jacobian(t, a, forward)
	}},
	{Sig: "jacrev(fun, argnums=0, has_aux=False, holomorphic=False, allow_int=False)", Doc: "A function that evaluates the Jacobian of fun row by row, by reverse mode.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return jacobian(t, a, reverse)
	}},
	{Sig: "jacobian(fun, argnums=0, has_aux=False, holomorphic=False, allow_int=False)", Doc: "The same as jacrev.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return jacobian(t, a, reverse)
	}},
	{Sig: "hessian(fun, argnums=0, has_aux=False, holomorphic=False)", Doc: "A function that evaluates the second derivatives of fun, forward over reverse.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return jacobian(t, []py.Object{jacobian(t, a, reverse), a[1], a[2], a[3]}, forward)
	}},
}

// A jacobianMode evaluates all blocks of a Jacobian: one for each result and
// argument, in the shape of the result followed by that of the argument.
type jacobianMode func(f engine.Func, in *arrays, out func() []engine.Array, y *[]engine.Array, where engine.StageOption) [][]engine.Array

func jacobian(t *py.Thread, a []py.Object, mode jacobianMode) py.Object {
	fun, nums, hasAux := a[0], a[1], t.Truth(a[2])
	requireCallable(t, fun)
	holomorphic := t.Truth(a[3])
	isForward := len(a) == 4
	return newTransformed(t, fun, "", func(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
		positions, single := argnums(t, nums, len(args))
		in := takeApart(t, dynamic(args, positions, single), invalid(t))
		name := "jacrev"
		if isForward {
			name = "jacfwd"
		}
		switch {
		case holomorphic:
			requireComplex(in.data, name, "inputs")
		case isForward:
			requireForwardFloats(in)
		default:
			requireInexact(in, name)
		}
		var out *arrays
		var aux *auxiliary
		f := engine.Func(func(x []engine.Array) []engine.Array {
			result := t.CallObject(fun, withDynamic(args, positions, single, in.rebuild(t, x)), keywords)
			var data []engine.Array
			if hasAux {
				var extra py.Object
				result, extra = auxPair(t, result)
				aux, data = splitAux(t, extra)
			}
			out = takeApart(t, result, invalid(t))
			for _, y := range out.data {
				if !isForward || holomorphic {
					requireOutput(y, name, holomorphic)
				}
			}
			return slices.Concat(out.data, data)
		})
		var y []engine.Array
		blocks := mode(f, in, func() []engine.Array { return out.data }, &y, located(t))
		// The tree of the results holds trees of the arguments.
		rows := make([]py.Object, len(blocks))
		for i, row := range blocks {
			leaves := make([]py.Object, len(row))
			for k, b := range row {
				leaves[k] = FromArray(b)
			}
			rows[i] = in.def.Unflatten(t, leaves)
		}
		result := out.def.Unflatten(t, rows)
		if hasAux {
			return py.NewTuple(result, aux.join(t, y[len(out.data):]))
		}
		return result
	})
}

func requireForwardFloats(in *arrays) {
	for i, x := range in.data {
		if in.keys[i] || !x.DType().IsFloat() {
			panic(py.Errorf(py.TypeError, "jacfwd requires real-valued inputs (input dtype that is a sub-dtype of np.floating), but got %s. For holomorphic differentiation, pass holomorphic=True. "+
				"For differentiation of non-holomorphic functions involving complex inputs or integer inputs, use jax.jvp directly.", (&Array{data: x, key: in.keys[i]}).DType().Name))
		}
	}
}

// standardBasis returns the unit vectors of the space of several arrays, along
// the first axis of one array like each of them.
func standardBasis(like []engine.Array) (basis []engine.Array, n int) {
	for _, x := range like {
		n += x.Size()
	}
	at := 0
	for _, x := range like {
		columns := engine.Slice(engine.Eye(n, x.DType()), 1, at, at+x.Size())
		basis = append(basis, engine.Reshape(columns, append([]int{n}, x.Shape()...)...).Weaken(x.Weak()))
		at += x.Size()
	}
	return basis, n
}

// forward pushes the unit vectors of the arguments forward. The derivatives are
// the last axis of each batch, split among the arguments.
func forward(f engine.Func, in *arrays, out func() []engine.Array, y *[]engine.Array, where engine.StageOption) [][]engine.Array {
	basis, n := standardBasis(in.data)
	axes := make([]int, len(basis))
	push := engine.Func(func(t []engine.Array) []engine.Array {
		var dy []engine.Array
		*y, dy = f.JVP("jvp", in.data, t)
		for i, d := range dy {
			if d.IsZero() {
				dy[i] = engine.ZerosLike((*y)[i]).Weaken((*y)[i].Weak())
			}
		}
		return append(dy, *y...)
	})
	both, from := push.Vmap("jacfwd", basis, axes, n, where)
	count := len(both) / 2
	*y = both[count:]
	for i, a := range *y {
		if axis := from[count+i]; axis >= 0 {
			// A custom rule may compute the value in the batch too.
			(*y)[i] = engine.Index(engine.MoveBatch(a, axis, 0, n), 0)
		}
	}
	blocks := make([][]engine.Array, len(out()))
	for i := range blocks {
		shape := (*y)[i].Shape()
		rank := len(shape)
		derivative := engine.MoveBatch(both[i], from[i], rank, n)
		at := 0
		for _, x := range in.data {
			part := engine.Slice(derivative, rank, at, at+x.Size())
			blocks[i] = append(blocks[i], engine.Reshape(part, slices.Concat(shape, x.Shape())...))
			at += x.Size()
		}
	}
	return blocks
}

// reverse pulls the unit vectors of the results back. They are the first axis of
// each batch, split among the results.
func reverse(f engine.Func, in *arrays, out func() []engine.Array, y *[]engine.Array, where engine.StageOption) [][]engine.Array {
	var pull engine.Func
	*y, _, pull = f.Linearize("jacrev", in.data)
	results := (*y)[:len(out())]
	basis, n := standardBasis(results)
	axes := make([]int, len(basis))
	back := engine.Func(func(ct []engine.Array) []engine.Array {
		cts := make([]engine.Array, len(*y))
		copy(cts, ct)
		gradients := pull(cts)
		for i, g := range gradients {
			if g.IsZero() {
				gradients[i] = engine.ZerosLike(in.data[i]).Weaken(in.data[i].Weak())
			}
		}
		return gradients
	})
	batch, from := back.Vmap("jacrev", basis, axes, n, where)
	blocks := make([][]engine.Array, len(results))
	for k, x := range in.data {
		rows := engine.MoveBatch(batch[k], from[k], 0, n)
		at := 0
		for i, r := range results {
			part := engine.Slice(rows, 0, at, at+r.Size())
			blocks[i] = append(blocks[i], engine.Reshape(part, slices.Concat(r.Shape(), x.Shape())...))
			at += r.Size()
		}
	}
	return blocks
}
