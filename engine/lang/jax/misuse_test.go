package jax_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand"
	"regexp"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/jnp"
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/engine/lang/python"
)

var frame = regexp.MustCompile(`engine/[^ ]*\.go:[0-9]+`)

// place returns where a panic came from: the first frames of the stack that are
// ours, but for those that pass panics on.
func place(stack []byte) string {
	var frames []string
	for _, f := range frame.FindAllString(string(stack), -1) {
		if !regexp.MustCompile(`misuse_test|py/thread|transform/|core/trace`).MatchString(f) && len(frames) < 2 {
			frames = append(frames, f)
		}
	}
	return fmt.Sprint(frames)
}

// TestMisuse calls every function and method with arguments that make no sense:
// they may raise any Python exception, but nothing else.
func TestMisuse(t *testing.T) {
	var out bytes.Buffer
	s := python.NewSession(python.Options{Stdout: &out, Modules: slices.Concat(jax.Modules, jnp.Modules, numpy.Modules), Translate: jax.Translate, Limits: py.Limits{Time: time.Minute, Memory: 1 << 31}})
	defer s.Close()
	identity := py.NewBuiltin(py.Func{Sig: "f(*args, **kwargs)", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		if u := a[0].(*py.Tuple); len(u.Elems) > 0 {
			return u.Elems[0]
		}
		return py.Float(1)
	}})
	matrix := jax.FromArray(engine.FromFloat32s([]float32{1, 2, 3, 4, 5, 6}, 2, 3))
	values := []py.Object{
		py.None, py.Bool(true), py.Int(0), py.Int(-1), py.Int(3), py.Int(1 << 40), py.Float(2.5), py.Str("a"), py.Str("fwd"), py.Ellipsis,
		py.NewList(), py.NewTuple(), py.NewTuple(py.Int(2), py.Int(-1)), py.NewList(py.Float(1), py.None), py.NewDict(), identity, py.FloatType,
		jax.FromArray(engine.Num(1)), matrix, jax.FromArray(engine.FromInt32s([]int32{1, 0})), jax.FromArray(engine.FromBools(nil, 0)),
		jax.FromKey(engine.FromUint32s([]uint32{0, 1})), jax.FromKey(engine.FromUint32s([]uint32{0, 1, 2, 3}, 2, 2)), jax.ScalarTypes["float32"], jax.DTypeNamed("int8"),
		&py.Slice{Start: py.Int(1), Stop: py.None, Step: py.Int(-1)},
	}
	random := rand.New(rand.NewSource(1))
	pick := func(n int) []py.Object {
		args := make([]py.Object, n)
		for i := range args {
			args[i] = values[random.Intn(len(values))]
		}
		return args
	}
	seen := map[string]bool{}
	attempt := func(name string, f func(t *py.Thread)) {
		t.Helper()
		defer func() {
			if r := recover(); r != nil {
				where := place(debug.Stack())
				if !seen[where] {
					t.Errorf("%s: panic %v at %s", name, r, where)
				}
				seen[where] = true
			}
		}()
		s.Call(context.Background(), f)
	}
	call := func(name string, f py.Object, prefix ...py.Object) {
		for range 60 {
			args := append(slices.Clone(prefix), pick(random.Intn(5))...)
			var keywords []py.Keyword
			if random.Intn(3) == 0 {
				for _, k := range []string{"axis", "shape", "has_aux", "argnums", "in_axes", "is_leaf"} {
					if random.Intn(3) == 0 {
						keywords = append(keywords, py.Keyword{Name: k, Value: values[random.Intn(len(values))]})
					}
				}
			}
			attempt(fmt.Sprintf("%s%v", name, args), func(th *py.Thread) {
				v := th.CallObject(f, args, keywords)
				th.Repr(v)
				if th.IsCallable(v) {
					th.Repr(th.Call(v, pick(random.Intn(3))...))
				}
			})
		}
	}
	for _, spec := range jax.Modules {
		var m *py.Module
		attempt(spec.Name, func(th *py.Thread) { m = th.Import(th, spec.Name) })
		for _, name := range m.Names() {
			if f := m.Get(name); f.Type() == py.BuiltinType || f.Type() == py.TypeType {
				call(spec.Name+"."+name, f)
			}
		}
	}
	for _, x := range []py.Object{matrix, values[17], values[21], values[22]} {
		for _, name := range s.Thread.Dir(x) {
			attempt(name, func(th *py.Thread) {
				if f, ok := th.LookupAttr(x, name); ok && th.IsCallable(f) {
					call("Array."+name, f)
				}
			})
		}
		for _, key := range values {
			attempt("index", func(th *py.Thread) { th.Repr(th.GetItem(x, key)) })
			attempt("index", func(th *py.Thread) { th.Repr(th.GetItem(x, py.NewTuple(key, values[random.Intn(len(values))]))) })
			for _, update := range []string{"set", "add", "mul", "min", "divide", "get", "apply"} {
				attempt("update", func(th *py.Thread) {
					th.Repr(th.CallMethod(th.GetItem(th.GetAttr(x, "at"), key), update, pick(random.Intn(2))...))
				})
			}
		}
	}
}
