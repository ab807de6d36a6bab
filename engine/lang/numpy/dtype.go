package numpy

import (
	"math"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

func dtype(name string) *jax.DType { return jax.DTypeNamed(name) }

// carrier is the engine's type that represents the elements of a dtype.
func carrier(d *jax.DType) engine.DType {
	switch d.Name {
	case "bool":
		return engine.Bool
	case "int32":
		return engine.Int32
	case "uint32":
		return engine.Uint32
	case "float16":
		return engine.Float16
	case "float32":
		return engine.Float32
	}
	if d.Kind == 'c' {
		panic(complexError())
	}
	return engine.Float64
}

// complexError is raised where an array of complex numbers would come to be.
func complexError() *py.Exception {
	return py.Errorf(py.NotImplementedError, "arrays of complex numbers are not supported in numpy: use jax.numpy")
}

func isInteger(d *jax.DType) bool { return d.Kind == 'i' || d.Kind == 'u' }

// promote is the type that two types meet in: NumPy's rules, under which an
// int32 and a float32 make a float64.
func promote(a, b *jax.DType) *jax.DType {
	switch {
	case a == nil, a == b:
		return b
	case b == nil, b.Kind == 'b':
		return a
	case a.Kind == 'b':
		return b
	case a.Kind == 'f' && b.Kind == 'f', a.Kind == b.Kind:
		if a.Size >= b.Size {
			return a
		}
		return b
	case a.Kind == 'f':
		return promoteFloat(a, b)
	case b.Kind == 'f':
		return promoteFloat(b, a)
	}
	signed, unsigned := a, b
	if a.Kind == 'u' {
		signed, unsigned = b, a
	}
	switch size := max(signed.Size, 2*unsigned.Size); size {
	case 2:
		return dtype("int16")
	case 4:
		return dtype("int32")
	case 8:
		return dtype("int64")
	}
	return dtype("float64")
}

func promoteFloat(float, integer *jax.DType) *jax.DType {
	if float.Size > integer.Size {
		return float
	}
	if integer.Size == 1 {
		return float
	}
	if integer.Size == 2 {
		return promote(float, dtype("float32"))
	}
	return dtype("float64")
}

// fit rounds numbers to what a dtype can hold: integers lose their fraction and
// wrap, and what is no number becomes the least integer.
func fit(v []float64, d *jax.DType) {
	switch {
	case d.Name == "float32":
		for i, x := range v {
			v[i] = float64(float32(x))
		}
	case d.Kind == 'b':
		for i, x := range v {
			v[i] = 0
			if x != 0 {
				v[i] = 1
			}
		}
	case isInteger(d):
		whole := math.Ldexp(1, 8*d.Size)
		for i, x := range v {
			x = math.Trunc(x)
			switch {
			case math.IsNaN(x) || math.IsInf(x, 0):
				x = 0
				if d.Kind == 'i' {
					x = -whole / 2
				}
			case d.Size < 8:
				x = math.Mod(x, whole)
				if x < 0 {
					x += whole
				}
				if d.Kind == 'i' && x >= whole/2 {
					x -= whole
				}
			}
			v[i] = x
		}
	}
}

// scalarTypes are the classes of NumPy's scalars, by the name of their dtype.
var scalarTypes = map[string]*py.Type{}

func init() {
	for _, name := range []string{"bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64"} {
		d := dtype(name)
		c := &py.Type{Name: name, Module: "numpy", Doc: "A scalar of the dtype " + name + ".", Final: true}
		c.New = func(t *py.Thread, _ *py.Type, args []py.Object, _ []py.Keyword) py.Object {
			switch len(args) {
			case 0:
				return scalar(0, d)
			case 1:
				return result(fromObject(t, args[0]).as(t, d))
			}
			panic(py.Errorf(py.TypeError, "%s() takes at most 1 argument (%d given)", d.Name, len(args)))
		}
		scalarTypes[name] = c
		jax.RegisterScalarType(c, d)
	}
}

// dtypeArg returns the dtype of arrays that an argument names, nil for None.
func dtypeArg(t *py.Thread, o py.Object) *jax.DType {
	d := jax.DTypeArg(t, o)
	if d != nil && scalarTypes[d.Name] == nil {
		panic(py.Errorf(py.NotImplementedError, "NumPy arrays of dtype %s are not supported: there are bool, integers, float16, float32 and float64", d.Name))
	}
	return d
}
