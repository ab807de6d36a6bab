package jnp

import (
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// vectorize returns a function that maps pyfunc over the axes in front of those
// that its signature gives it, like "(n),(n)->()"; without a signature it works
// on scalars.
func vectorize(c call) py.Object {
	f := c.a[0]
	excluded := map[int]bool{}
	for _, e := range c.t.Elements(c.a[1]) {
		if i, ok := e.(py.Int); ok {
			excluded[int(i)] = true
		}
	}
	var cores []int // ranks that the function sees
	if c.given(2) {
		inputs, _, found := strings.Cut(strings.ReplaceAll(c.text(2), " ", ""), "->")
		if !found || !strings.HasPrefix(inputs, "(") {
			panic(py.Errorf(py.ValueError, "not a valid gufunc signature: %s", c.text(2)))
		}
		for _, part := range strings.Split(strings.Trim(inputs, "()"), "),(") {
			rank := 0
			if part != "" {
				rank = 1 + strings.Count(part, ",")
			}
			cores = append(cores, rank)
		}
	}
	return py.NewBuiltin(py.Func{Sig: "vectorized(*args, **kwargs)", Doc: "The vectorized function.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		args := slices.Clone(a[0].(*py.Tuple).Elems)
		if cores != nil && len(cores) != len(args)-len(excluded) {
			panic(py.Errorf(py.TypeError, "wrong number of positional arguments: expected %d, got %d", len(cores), len(args)-len(excluded)))
		}
		in := call{t, "vectorize", args}
		var loops []engine.Array // one of each argument's leading shape
		arrays := make([]engine.Array, len(args))
		core := make([]int, len(args))
		next := 0
		for i := range args {
			if excluded[i] {
				continue
			}
			arrays[i] = in.array(i)
			if cores != nil {
				core[i] = cores[next]
				next++
			}
			n := arrays[i].Rank() - core[i]
			if n < 0 {
				panic(py.Errorf(py.ValueError, "input with shape %s does not have enough dimensions for all core dimensions on vectorized function with signature=%s", tuple(arrays[i].Shape()), t.Repr(c.a[2])))
			}
			loops = append(loops, engine.Zeros(arrays[i].Shape()[:n], engine.Bool))
		}
		shape := in.commonShape(loops)
		axes := make([]py.Object, len(args))
		for i := range args {
			axes[i] = py.Object(py.None)
			if excluded[i] {
				continue
			}
			axes[i] = py.Int(0)
			own := arrays[i].Shape()
			args[i] = wrap(engine.BroadcastTo(arrays[i], slices.Concat(shape, own[len(own)-core[i]:])...))
		}
		mapped := f
		vmap := t.GetAttr(t.Import(t, "jax"), "vmap")
		for range shape {
			mapped = t.Call(vmap, mapped, py.NewTuple(axes...))
		}
		return t.CallObject(mapped, args, keywordsOf(a[1]))
	}})
}
