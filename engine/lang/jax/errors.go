package jax

import (
	"fmt"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// The exceptions of jax.errors.
var (
	ConcretizationTypeError      = &py.Type{Name: "ConcretizationTypeError", Module: "jax.errors", Base: py.TypeError}
	TracerArrayConversionError   = &py.Type{Name: "TracerArrayConversionError", Module: "jax.errors", Base: py.TypeError}
	TracerBoolConversionError    = &py.Type{Name: "TracerBoolConversionError", Module: "jax.errors", Base: ConcretizationTypeError}
	TracerIntegerConversionError = &py.Type{Name: "TracerIntegerConversionError", Module: "jax.errors", Base: py.TypeError}
	NonConcreteBooleanIndexError = &py.Type{Name: "NonConcreteBooleanIndexError", Module: "jax.errors", Base: py.IndexError}
	UnexpectedTracerError        = &py.Type{Name: "UnexpectedTracerError", Module: "jax.errors", Base: py.RuntimeError}
	KeyReuseError                = &py.Type{Name: "KeyReuseError", Module: "jax.errors", Base: py.RuntimeError}
)

// Translate turns an *engine.Error into a Python exception, and returns nil for
// anything else.
func Translate(recovered any) *py.Exception {
	e, ok := recovered.(*engine.Error)
	if !ok {
		return nil
	}
	switch e.Kind {
	case engine.ValueError:
		return py.Errorf(py.ValueError, "%s", e.Reason)
	case engine.ConcretizationError:
		return py.Errorf(ConcretizationTypeError, "Abstract tracer value encountered where concrete value is expected: %s", e.Reason)
	case engine.LeakedTracerError:
		return leaked(e)
	case engine.DeletedError:
		return py.Errorf(py.RuntimeError, "%s", e.Reason)
	case engine.NotImplementedError:
		return py.Errorf(py.NotImplementedError, "%s", e.Error())
	}
	switch e.Op {
	case "cond", "switch", "while", "while_loop", "fori_loop", "scan":
		return py.Errorf(py.TypeError, "%s", e.Reason)
	}
	if strings.HasPrefix(e.Reason, "can't apply forward-mode") {
		return py.Errorf(py.TypeError, "%s", e.Reason)
	}
	return py.Errorf(py.TypeError, "%s", e.Error())
}

// errorsPage is where JAX explains an exception.
func errorsPage(c *py.Type) string {
	return "See https://docs.jax.dev/en/latest/errors.html#jax.errors." + c.Name
}

func long(a engine.Array) string {
	return fmt.Sprintf("%v[%s]", a.DType(), dims(a.Shape()))
}

func short(a engine.Array) string {
	return fmt.Sprintf("%s[%s]", a.DType().Short(), dims(a.Shape()))
}

func dims(shape []int) string {
	s := ""
	for i, n := range shape {
		if i > 0 {
			s += ","
		}
		s += fmt.Sprint(n)
	}
	return s
}

// Tuple formats a shape as Python prints a tuple.
func Tuple(shape []int) string {
	if len(shape) == 1 {
		return fmt.Sprintf("(%d,)", shape[0])
	}
	s := "("
	for i, n := range shape {
		if i > 0 {
			s += ", "
		}
		s += fmt.Sprint(n)
	}
	return s + ")"
}

// boolConversionError is what "if x" raises where x is traced.
func boolConversionError(t *py.Thread, a engine.Array) *py.Exception {
	return py.Errorf(TracerBoolConversionError, "Attempted boolean conversion of traced array with shape %s.%s\n%s",
		long(a), origin(t, a), errorsPage(TracerBoolConversionError))
}

// ConcretizationError is what asking for the value of a tracer raises; context
// tells for what.
func ConcretizationError(t *py.Thread, a engine.Array, context string) *py.Exception {
	return py.Errorf(ConcretizationTypeError, "Abstract tracer value encountered where concrete value is expected: traced array with shape %s\n%s%s\n\n%s",
		long(a), context, origin(t, a), errorsPage(ConcretizationTypeError))
}

func scalarConversionError(t *py.Thread, a engine.Array, function string) *py.Exception {
	return ConcretizationError(t, a, fmt.Sprintf("The problem arose with the `%s` function. If trying to convert the data type of a value, "+
		"try using `x.astype(%s)` or `jnp.array(x, %s)` instead.", function, function, function))
}

func indexConversionError(t *py.Thread, a engine.Array) *py.Exception {
	return py.Errorf(TracerIntegerConversionError, "The __index__() method was called on traced array with shape %s%s\n%s",
		long(a), origin(t, a), errorsPage(TracerIntegerConversionError))
}

// ArrayConversionError is what numpy.asarray raises for a traced array.
func ArrayConversionError(t *py.Thread, a engine.Array) *py.Exception {
	return py.Errorf(TracerArrayConversionError, "The numpy.ndarray conversion method __array__() was called on traced array with shape %s%s\n%s",
		long(a), origin(t, a), errorsPage(TracerArrayConversionError))
}

// broadcastError is what operands of shapes that do not fit raise.
func broadcastError(op string, x, y []int) *py.Exception {
	if len(x) != len(y) {
		return py.Errorf(py.ValueError, "Incompatible shapes for broadcasting: shapes=[%s, %s]", Tuple(x), Tuple(y))
	}
	return py.Errorf(py.TypeError, "%s got incompatible shapes for broadcasting: %s, %s.", op, Tuple(x), Tuple(y))
}
