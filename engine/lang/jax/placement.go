package jax

import (
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// devicePut puts the leaves of a pytree on a device, or each on one of its own.
// Without a device they stay where they are.
func devicePut(t *py.Thread, a []py.Object) py.Object {
	in := takeApart(t, a[0], invalid(t))
	leaves, def := Flatten(t, a[1], nil)
	if def.kind == leafNode || a[1] == py.None {
		for i, x := range in.data {
			in.data[i] = put(t, x, a[1])
		}
		return in.rebuild(t, in.data)
	}
	if len(leaves) != len(in.data) || !def.Equal(t, in.def) {
		for _, l := range leaves {
			target(t, l) // says so if it is no device
		}
		panic(py.Errorf(py.ValueError, "device_put device specification must be a tree prefix of the corresponding value, got specification %s for value tree %s.", t.Repr(a[1]), t.Repr(in.def)))
	}
	for i, x := range in.data {
		in.data[i] = put(t, x, leaves[i])
	}
	return in.rebuild(t, in.data)
}

// target returns the device that something names as where arrays are to be put;
// nil for None.
func target(t *py.Thread, where py.Object) *device {
	switch d := where.(type) {
	case *device:
		return d
	case *singleDevice:
		return (*device)(d)
	}
	if where != py.None {
		panic(py.Errorf(py.ValueError, "`jax.device_put` only accepts `None`, `jax.sharding.Sharding`, `jax.Device`, `Format`, `jax.memory.Space` or a pytree of these values. Received invalid value: %s", t.Str(where)))
	}
	return nil
}

// put returns an array that lies where it is to.
func put(t *py.Thread, x engine.Array, where py.Object) engine.Array {
	d := target(t, where)
	if d == nil || x.IsTraced() {
		return x
	}
	return d.put(t, x)
}

func (d *device) put(t *py.Thread, x engine.Array) engine.Array {
	y, err := x.Put(d.platform)
	if err != nil {
		panic(py.Errorf(py.RuntimeError, "%v", err))
	}
	return y
}

// PutResult puts what a function returned where its argument called device says:
// an array, or the first of a tuple of these.
func PutResult(t *py.Thread, result, where py.Object) py.Object {
	d := target(t, where)
	if d == nil {
		return result
	}
	switch r := result.(type) {
	case *Array:
		if !r.data.IsTraced() {
			return r.like(d.put(t, r.data))
		}
	case *py.Tuple:
		elems := make([]py.Object, len(r.Elems))
		for i, e := range r.Elems {
			elems[i] = PutResult(t, e, where)
		}
		return py.NewTuple(elems...)
	}
	return result
}

// PutBeside puts what a function returned where an array was put, if it was.
func PutBeside(t *py.Thread, result, beside py.Object) py.Object {
	if x, ok := beside.(*Array); ok {
		if _, committed := x.data.Place(); committed {
			return PutResult(t, result, stateOf(t).devices.of(x.data))
		}
	}
	return result
}

// of returns the device that an array lies on.
func (c *deviceChoice) of(x engine.Array) *device {
	name, _ := x.Place()
	if i := slices.IndexFunc(devices, func(d *device) bool { return d.platform == name }); i >= 0 {
		return devices[i]
	}
	return c.atFirst()
}

// CheckPlaces panics with JAX's error where the arguments of a function, whose
// parameters are listed in its signature, were put on different devices.
func CheckPlaces(signature string, args []py.Object) {
	if !engine.AnyPut() {
		return
	}
	name, list, _ := strings.Cut(signature, "(")
	var names []string
	var arrays []engine.Array
	i := 0
	for _, p := range strings.Split(strings.TrimSuffix(list, ")"), ",") {
		p, _, _ = strings.Cut(strings.TrimSpace(p), "=")
		if p == "/" || p == "*" {
			continue
		}
		if i < len(args) {
			if x, ok := args[i].(*Array); ok {
				names, arrays = append(names, strings.TrimSuffix(p, "?")), append(arrays, x.data)
			}
		}
		i++
	}
	engine.CheckPlaces(name, names, arrays...)
}

// ufuncs are the functions that operators stand for.
var ufuncs = map[ast.Operator]string{
	ast.Add: "add", ast.Sub: "subtract", ast.Mul: "multiply", ast.Div: "true_divide", ast.FloorDiv: "floor_divide", ast.Mod: "remainder", ast.Pow: "power",
	ast.LShift: "left_shift", ast.RShift: "right_shift", ast.BitAnd: "bitwise_and", ast.BitOr: "bitwise_or", ast.BitXor: "bitwise_xor",
	ast.Eq: "equal", ast.Ne: "not_equal", ast.Lt: "less", ast.Le: "less_equal", ast.Gt: "greater", ast.Ge: "greater_equal",
}

// checkOperands is CheckPlaces for the operands of an operator.
func checkOperands(op ast.Operator, x, y engine.Array) {
	switch {
	case !engine.AnyPut():
	case op == ast.MatMul:
		engine.CheckPlaces("matmul", []string{"a", "b"}, x, y)
	default:
		engine.CheckPlaces(ufuncs[op], []string{"x", "y"}, x, y)
	}
}

// jitDevice returns the device that the arguments of jit ask for; nil if they ask
// for none.
func jitDevice(t *py.Thread, where, platform py.Object) *device {
	switch {
	case where == py.None && platform == py.None:
		return nil
	case where != py.None && platform != py.None:
		panic(py.Errorf(py.ValueError, "can't specify both a device and a backend for jit, got device=%s and backend=%s", t.Repr(where), t.Repr(platform)))
	case where == py.None:
		return backend(t, platform)
	}
	d, ok := where.(*device)
	if !ok {
		panic(py.Errorf(py.AttributeError, "'%s' object has no attribute 'client'", where.Type().Name))
	}
	return d
}

// place puts arrays on the device that the function was jitted for, if any.
func (j *jitted) place(t *py.Thread, arrays []engine.Array) {
	if j.device == nil {
		return
	}
	for i, x := range arrays {
		if !x.IsTraced() {
			arrays[i] = j.device.put(t, x)
		}
	}
}
