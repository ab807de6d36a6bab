package jnp

import (
	"math"
	"slices"

	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
)

// An alias is another name of a function.
type alias struct{ name, function string }

// named returns the tables together, with the aliases.
func named(aliases []alias, tables ...[]py.Func) []py.Func {
	all := slices.Concat(tables...)
	for _, a := range aliases {
		i := slices.IndexFunc(all, func(f py.Func) bool {
			return len(f.Sig) > len(a.function) && f.Sig[:len(a.function)+1] == a.function+"("
		})
		if i < 0 {
			panic("BUG: alias of absent function " + a.function)
		}
		f := all[i]
		f.Sig = a.name + f.Sig[len(a.function):]
		all = append(all, f)
	}
	return all
}

var numpyAliases = []alias{
	{"arcsin", "asin"}, {"arccos", "acos"}, {"arctan", "atan"}, {"arctan2", "atan2"}, {"arcsinh", "asinh"}, {"arccosh", "acosh"}, {"arctanh", "atanh"},
	{"absolute", "abs"}, {"true_divide", "divide"}, {"pow", "power"}, {"mod", "remainder"}, {"conj", "conjugate"}, {"radians", "deg2rad"}, {"degrees", "rad2deg"},
	{"around", "round"}, {"amax", "max"}, {"amin", "min"}, {"concat", "concatenate"}, {"invert", "bitwise_not"}, {"bitwise_invert", "bitwise_not"},
	{"bitwise_left_shift", "left_shift"}, {"bitwise_right_shift", "right_shift"}, {"fix", "trunc"},
}

// Numpy is the module jax.numpy.
var Numpy = &py.ModuleSpec{
	Name:   "jax.numpy",
	Doc:    "NumPy's functions on arrays of JAX.",
	Funcs:  named(numpyAliases, staged(slices.Concat(elementwise, logic, creation, shaping, joining, indexing, sets, products, methods, statistics)), typing),
	Values: numpyValues(),
	Source: source("numpy.py", "jax.numpy.py"),
	Init:   submodules("linalg", "fft"),
}

// numpyValues are the constants and classes of jax.numpy.
func numpyValues() map[string]py.Object {
	values := map[string]py.Object{
		"pi": py.Float(math.Pi), "e": py.Float(math.E), "euler_gamma": py.Float(0.57721566490153286060651209008240243),
		"inf": py.Float(math.Inf(1)), "nan": py.Float(math.NaN()), "newaxis": py.None,
		"ndarray": jax.ArrayType, "dtype": jax.DTypeType,
	}
	for name, c := range jax.ScalarTypes {
		values[name] = c
	}
	for name, c := range abstractTypes {
		values[name] = c
	}
	for name, of := range map[string]string{"float_": "float64", "int_": "int64", "uint": "uint64", "single": "float32", "double": "float64", "bool": "bool_", "complex_": "complex128"} {
		if c, ok := jax.ScalarTypes[of]; ok {
			values[name] = c
		}
	}
	return values
}

// Modules are the modules of this package.
var Modules = []*py.ModuleSpec{
	Numpy, printing,
	{Name: "jax.numpy.fft", Doc: "Discrete Fourier transforms.", Source: source("jax.numpy.fft.py")},
	{Name: "jax.numpy.linalg", Doc: "Linear algebra on arrays of JAX.", Source: source("jax.numpy.linalg.py"), Funcs: staged(linalg)},
	{Name: "jax.lax", Doc: "The primitives under jax.numpy.", Source: source("jax.lax.py"), Funcs: slices.Concat(laxArithmetic, laxStructure, jax.LaxControl), Values: laxValues, Init: func(_ *py.Thread, m *py.Module) { m.Getattr = jax.Primitive }},
	{Name: "jax.nn", Doc: "Functions for neural networks.", Funcs: named([]alias{{"swish", "silu"}, {"hard_swish", "hard_silu"}}, staged(neural)), Init: submodules("initializers")},
	{Name: "jax.nn.initializers", Doc: "Initial parameters of neural networks.", Funcs: named([]alias{
		{"xavier_uniform", "glorot_uniform"}, {"xavier_normal", "glorot_normal"}, {"kaiming_uniform", "he_uniform"}, {"kaiming_normal", "he_normal"},
	}, initializers)},
	{Name: "jax.scipy", Doc: "SciPy's functions on arrays of JAX.", Init: submodules("special", "stats", "linalg", "signal")},
	{Name: "jax.scipy.signal", Doc: "Signals: convolution and correlation.", Source: source("jax.scipy.signal.py")},
	{Name: "jax.scipy.special", Doc: "Special functions.", Funcs: staged(special)},
	{Name: "jax.scipy.stats", Doc: "Probability distributions.", Init: submodules("norm")},
	{Name: "jax.scipy.stats.norm", Doc: "The normal distribution.", Funcs: normalDistribution},
	{Name: "jax.scipy.linalg", Doc: "Linear algebra.", Funcs: scipyLinalg, Source: source("jax.scipy.linalg.py")},
	{Name: "jax.ops", Doc: "Reductions over segments.", Source: source("jax.ops.py")},
}

// submodules imports the modules inside one when they are asked for.
func submodules(names ...string) func(t *py.Thread, m *py.Module) {
	return func(_ *py.Thread, m *py.Module) {
		m.Getattr = func(t *py.Thread, name string) py.Object {
			if !slices.Contains(names, name) {
				return nil
			}
			return t.Import(t, m.Name+"."+name)
		}
	}
}

// Module returns the module of a name; it must exist.
func Module(name string) *py.ModuleSpec {
	i := slices.IndexFunc(Modules, func(m *py.ModuleSpec) bool { return m.Name == name })
	return Modules[i]
}
