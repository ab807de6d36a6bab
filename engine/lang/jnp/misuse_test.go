package jnp_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/jnp"
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/engine/lang/python"
	"fluxion/engine/lang/stdlib"
)

var frame = regexp.MustCompile(`(engine|gonum)/[^ ]*\.go:[0-9]+`)

// place returns where a panic came from: the first frames of the stack that are
// ours, but for those that pass panics on.
func place(stack []byte) string {
	var frames []string
	for _, f := range frame.FindAllString(string(stack), -1) {
		if !regexp.MustCompile(`misuse_test|py/thread|py/builtin|py/call|transform/|core/trace|python/program|lang/jax/tracing`).MatchString(f) && len(frames) < 3 {
			frames = append(frames, f)
		}
	}
	return fmt.Sprint(frames)
}

// TestMisuse calls every function of every module with arguments that make no
// sense: they may raise any Python exception, but nothing else.
func TestMisuse(t *testing.T) {
	modules := slices.Concat(jnp.Modules, numpy.Modules, stdlib.Modules)
	var out bytes.Buffer
	s := python.NewSession(python.Options{Stdout: &out, Stderr: &out, Modules: slices.Concat(jax.Modules, jnp.Modules, numpy.Modules),
		Translate: jax.Translate, Limits: py.Limits{Time: 2 * time.Second, Memory: 1 << 28}})
	defer s.Close()
	engine.SetInterrupt(s.Thread.Tick)
	defer engine.SetInterrupt(nil)
	identity := py.NewBuiltin(py.Func{Sig: "f(*args, **kwargs)", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		if u := a[0].(*py.Tuple); len(u.Elems) > 0 {
			return u.Elems[0]
		}
		return py.Float(1)
	}})
	matrix := jax.FromArray(engine.FromFloat32s([]float32{1, 2, 3, 4, 5, 6}, 2, 3))
	values := []py.Object{
		py.None, py.Bool(true), py.Int(0), py.Int(-1), py.Int(3), py.Int(2), py.Int(1 << 40), py.Float(2.5), py.Float(-1e300), py.Str("a"), py.Str(""), py.Str("ij,jk->ik"), py.Ellipsis,
		py.NewList(), py.NewTuple(), py.NewTuple(py.Int(2), py.Int(-1)), py.NewTuple(py.Int(1), py.Int(0)), py.NewList(py.Float(1), py.None), py.NewDict(), identity, py.FloatType,
		py.NewList(py.Float(1), py.Float(2)), py.NewList(matrix, matrix),
		jax.FromArray(engine.Num(1)), matrix, jax.FromArray(engine.FromInt32s([]int32{1, 0})), jax.FromArray(engine.FromBools(nil, 0)),
		jax.FromArray(engine.FromFloat32s([]float32{3, 1, 2, 1}, 2, 2)), jax.FromArray(engine.FromBools([]bool{true, false})),
		jax.FromKey(engine.FromUint32s([]uint32{0, 1})), jax.FromKey(engine.FromUint32s([]uint32{0, 1, 2, 3}, 2, 2)), jax.ScalarTypes["float32"], jax.DTypeNamed("int8"),
		&py.Slice{Start: py.Int(1), Stop: py.None, Step: py.Int(-1)},
	}
	if e := s.Call(context.Background(), func(th *py.Thread) {
		np := th.Import(th, "numpy")
		for _, v := range []py.Object{matrix, py.NewList(py.Int(3), py.Int(1)), py.NewList(), py.Float(2)} {
			values = append(values, th.CallMethod(np, "array", v))
		}
	}); e != nil {
		t.Fatal(s.Format(e))
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
	call := func(name string, f py.Object) {
		for range 30 {
			args := pick(random.Intn(5))
			var keywords []py.Keyword
			if random.Intn(3) == 0 {
				for _, k := range []string{"axis", "shape", "dtype", "size", "keepdims", "key", "mode", "fill_value"} {
					if random.Intn(3) == 0 {
						keywords = append(keywords, py.Keyword{Name: k, Value: values[random.Intn(len(values))]})
					}
				}
			}
			attempt(fmt.Sprintf("%s%v%v", name, args, keywords), func(th *py.Thread) {
				v := th.CallObject(f, args, keywords)
				th.Repr(v)
				if th.IsCallable(v) {
					th.Repr(th.Call(v, pick(random.Intn(3))...))
				}
			})
		}
	}
	for _, spec := range modules {
		if strings.HasPrefix(spec.Name, "_") {
			continue
		}
		var m *py.Module
		attempt(spec.Name, func(th *py.Thread) { m = th.Import(th, spec.Name) })
		for _, name := range m.Names() {
			if f := m.Get(name); f.Type() == py.BuiltinType || f.Type() == py.TypeType {
				call(spec.Name+"."+name, f)
			}
		}
	}
	for _, x := range []py.Object{values[len(values)-4], values[len(values)-1], py.Str("abc"), values[21], py.NewTuple(py.Int(1)), values[18], py.Int(5), py.Float(1.5)} {
		for _, name := range s.Thread.Dir(x) {
			attempt(name, func(th *py.Thread) {
				if f, ok := th.LookupAttr(x, name); ok && th.IsCallable(f) {
					call(fmt.Sprintf("%s.%s", x.Type().Name, name), f)
				}
			})
		}
		for _, key := range values {
			attempt("index", func(th *py.Thread) { th.Repr(th.GetItem(x, key)) })
			attempt("index", func(th *py.Thread) { th.Repr(th.GetItem(x, py.NewTuple(key, values[random.Intn(len(values))]))) })
			attempt("index", func(th *py.Thread) { th.SetItem(x, key, values[random.Intn(len(values))]) })
		}
	}
}
