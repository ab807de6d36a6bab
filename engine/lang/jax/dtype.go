package jax

import (
	"fmt"

	"fluxion/engine"
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// A DType is a NumPy dtype as a Python value. There is one of each name, so
// that they compare with ==.
type DType struct {
	Name string
	Kind byte // 'b' bool, 'i' and 'u' integers, 'f' float, 'c' complex, 'V' other
	Size int  // bytes of an element
}

// DTypeType is numpy.dtype.
var DTypeType = &py.Type{Name: "dtype", Module: "numpy"}

// Type returns [DTypeType].
func (*DType) Type() *py.Type { return DTypeType }

// dtypes are all that have a name here; the engine computes with some of them.
var dtypes = []*DType{
	{"bool", 'b', 1},
	{"int8", 'i', 1}, {"int16", 'i', 2}, {"int32", 'i', 4}, {"int64", 'i', 8},
	{"uint8", 'u', 1}, {"uint16", 'u', 2}, {"uint32", 'u', 4}, {"uint64", 'u', 8},
	{"float16", 'f', 2}, {"bfloat16", 'f', 2}, {"float32", 'f', 4}, {"float64", 'f', 8},
	{"complex64", 'c', 8}, {"complex128", 'c', 16},
	{"key<fry>", 'V', 8}, {"float0", 'V', 0},
}

var dtypeNames = map[string]*DType{}

// ScalarTypes are the classes jax.numpy.float32 and so on, by name: called, they
// convert to their dtype.
var ScalarTypes = map[string]*py.Type{}

var scalarTypes = map[*py.Type]*DType{}

// RegisterScalarType makes a class stand for a dtype where one is asked for.
func RegisterScalarType(c *py.Type, d *DType) { scalarTypes[c] = d }

// DTypeNamed returns the dtype of a name, or nil.
func DTypeNamed(name string) *DType { return dtypeNames[name] }

// DTypeOf returns the dtype of an engine type.
func DTypeOf(d engine.DType) *DType { return dtypeNames[d.String()] }

// Engine returns the type that the engine computes with. As in JAX, 64-bit
// types are those of 32 bits until they are enabled; unsigned integers of 64
// bits are never.
func (d *DType) Engine(t *py.Thread) engine.DType {
	switch d.Name {
	case "bool":
		return engine.Bool
	case "int32":
		return engine.Int32
	case "int64":
		return IntDType(t)
	case "uint32", "uint64":
		return engine.Uint32
	case "float16":
		return engine.Float16
	case "float32":
		return engine.Float32
	case "float64":
		return FloatDType(t)
	case "complex64":
		return engine.Complex64
	case "complex128":
		return FloatDType(t).Complex()
	}
	panic(py.Errorf(py.NotImplementedError, "arrays of dtype %s are not supported: there are bool, int32, int64, uint32, float16, float32, float64, complex64 and complex128", d.Name))
}

// FindDType returns the dtype that an argument names: a dtype, a class such as
// jnp.float32, float or int, or a string.
func FindDType(o py.Object) (d *DType, ok bool) {
	switch v := o.(type) {
	case *DType:
		return v, true
	case *py.Type:
		switch v {
		case py.FloatType:
			return dtypeNames["float64"], true
		case py.IntType:
			return dtypeNames["int64"], true
		case py.BoolType:
			return dtypeNames["bool"], true
		case py.ComplexType:
			return dtypeNames["complex128"], true
		}
		d, ok = scalarTypes[v]
		return d, ok
	case py.Str:
		name := string(v)
		if alias, ok := dtypeAliases[name]; ok {
			name = alias
		}
		d, ok = dtypeNames[name]
		return d, ok
	}
	return nil, false
}

var dtypeAliases = map[string]string{
	"float": "float64", "int": "int64", "complex": "complex128", "double": "float64", "single": "float32", "half": "float16", "bool_": "bool",
	"?": "bool", "i1": "int8", "i2": "int16", "i4": "int32", "i8": "int64", "u1": "uint8", "u2": "uint16", "u4": "uint32", "u8": "uint64",
	"f2": "float16", "f4": "float32", "f8": "float64", "c8": "complex64", "c16": "complex128", "e": "float16", "f": "float32", "d": "float64", "i": "int32",
}

// DTypeArg returns the dtype that an argument names, and nil for None.
func DTypeArg(t *py.Thread, o py.Object) *DType {
	if o == nil || o == py.None {
		return nil
	}
	if d, ok := FindDType(o); ok {
		return d
	}
	if v, ok := t.LookupAttr(o, "dtype"); ok {
		if d, ok := v.(*DType); ok {
			return d
		}
	}
	if s, ok := o.(py.Str); ok {
		panic(py.Errorf(py.TypeError, "data type '%s' not understood", string(s)))
	}
	panic(py.Errorf(py.TypeError, "Cannot interpret '%s' as a data type", t.Repr(o)))
}

// EngineDType returns the engine type that an argument names, and the given one
// for None.
func EngineDType(t *py.Thread, o py.Object, missing engine.DType) engine.DType {
	if d := DTypeArg(t, o); d != nil {
		return d.Engine(t)
	}
	return missing
}

// FloatDType returns the default float type.
func FloatDType(t *py.Thread) engine.DType {
	if X64(t) {
		return engine.Float64
	}
	return engine.Float32
}

// IntDType returns the default integer type.
func IntDType(t *py.Thread) engine.DType {
	if X64(t) {
		return engine.Int64
	}
	return engine.Int32
}

// Repr implements [py.Representer].
func (d *DType) Repr(*py.Thread) string {
	switch d.Name {
	case "key<fry>":
		return d.Name
	case "bfloat16":
		return "dtype(bfloat16)"
	case "float0":
		return "dtype([('float0', 'V')])"
	}
	return "dtype('" + d.Name + "')"
}

// Str implements [py.Stringer].
func (d *DType) Str(*py.Thread) string { return d.Name }

// Hash implements [py.Hasher].
func (d *DType) Hash(t *py.Thread) uint64 { return t.Hash(py.Str(d.Name)) }

// Binary implements [py.Operand]: dtypes are equal to whatever names them.
func (d *DType) Binary(t *py.Thread, op ast.Operator, other py.Object, _ bool) py.Object {
	if op != ast.Eq && op != ast.Ne {
		return py.NotImplemented
	}
	o, ok := FindDType(other)
	return py.Bool((ok && o == d) == (op == ast.Eq))
}

func init() {
	for _, d := range dtypes {
		dtypeNames[d.Name] = d
		if d.Kind == 'V' {
			continue
		}
		name := d.Name
		if name == "bool" {
			name = "bool_"
		}
		c := &py.Type{Name: name, Module: "jax.numpy", Doc: fmt.Sprintf("The dtype %s; called, it converts to it.", d.Name), Final: true}
		c.New = func(t *py.Thread, _ *py.Type, args []py.Object, keywords []py.Keyword) py.Object {
			if len(args) != 1 || len(keywords) > 0 {
				panic(py.Errorf(py.TypeError, "%s() takes 1 positional argument but %d were given", c.Name, len(args)))
			}
			return FromArray(AsArray(t, args[0], d))
		}
		c.Define(py.Named{Name: "dtype", Value: d})
		ScalarTypes[name] = c
		RegisterScalarType(c, d)
	}
	DTypeType.New = func(t *py.Thread, _ *py.Type, args []py.Object, _ []py.Keyword) py.Object {
		if len(args) != 1 {
			panic(py.Errorf(py.TypeError, "dtype() takes 1 positional argument but %d were given", len(args)))
		}
		if d := DTypeArg(t, args[0]); d != nil {
			return d
		}
		return dtypeNames["float64"]
	}
	property := func(name string, get func(d *DType) py.Object) py.Property {
		return py.Property{Name: name, Get: func(_ *py.Thread, o py.Object) py.Object { return get(o.(*DType)) }}
	}
	DTypeType.Define(
		property("name", func(d *DType) py.Object { return py.Str(d.Name) }),
		property("kind", func(d *DType) py.Object { return py.Str(string(rune(d.Kind))) }),
		property("itemsize", func(d *DType) py.Object { return py.Int(d.Size) }),
		property("type", func(d *DType) py.Object {
			if c, ok := ScalarTypes[d.Name]; ok {
				return c
			}
			if d.Name == "bool" {
				return ScalarTypes["bool_"]
			}
			return py.None
		}),
	)
}
