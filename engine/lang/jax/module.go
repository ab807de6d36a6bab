package jax

import (
	_ "embed" // for utilSource
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// version is that of the JAX whose behaviour this package follows.
const version = "0.10.2"

// Module is jax.
var Module = &py.ModuleSpec{
	Name: "jax",
	Doc:  "Composable transformations of numerical programs.",
	Values: map[string]py.Object{
		"Array": ArrayType, "ShapeDtypeStruct": shapeStructType, "custom_jvp": customJVPType, "custom_vjp": customVJPType,
		"Device": deviceType, "__version__": py.Str(version), "checkpoint_policies": policies, "float0": dtypeNames["float0"],
	},
	Init: initModule,
}

// Modules are jax and its modules that this package provides.
var Modules = append(utilModules,
	Module, TreeModule, TreeUtilModule, RandomModule, DebugModule, ErrorsModule, TestUtilModule, ExperimentalModule, JetModule, CoreModule, DtypesModule, TypingModule, AdCheckpointModule, StagesModule, ExtendModule, ExtendCoreModule,
)

// ErrorsModule is jax.errors.
var ErrorsModule = &py.ModuleSpec{Name: "jax.errors", Doc: "The exceptions of JAX.", Values: map[string]py.Object{}}

// CoreModule is jax.core.
var CoreModule = &py.ModuleSpec{Name: "jax.core", Doc: "What tracing is made of.", Values: map[string]py.Object{
	"Tracer": TracerType, "ShapedArray": shapedArrayType, "ClosedJaxpr": closedJaxprType, "Jaxpr": jaxprType, "Var": jaxprVarType, "Literal": literalType, "JaxprEqn": jaxprEqnType,
}, Funcs: []py.Func{
	{Sig: "eval_jaxpr(jaxpr, consts, *args, propagate_source_info=True)", Doc: "The results of a program for constants and arguments.", Impl: evalJaxpr},
}}

// ExtendCoreModule is jax.extend.core.
var ExtendCoreModule = &py.ModuleSpec{Name: "jax.extend.core", Doc: "The classes of programs.", Values: map[string]py.Object{
	"ClosedJaxpr": closedJaxprType, "Jaxpr": jaxprType, "Var": jaxprVarType, "Literal": literalType, "JaxprEqn": jaxprEqnType, "Primitive": primitiveType,
}}

//go:embed python/util.py
var utilSource string

// utilModules are jax._src.util, which is no part of JAX's interface but of its
// documentation, and what it is in.
var utilModules = []*py.ModuleSpec{
	{Name: "jax._src", Doc: "Nothing but util: the inside of JAX is not here.", Init: func(_ *py.Thread, m *py.Module) {
		m.Getattr = func(t *py.Thread, name string) py.Object {
			if name == "util" {
				return t.Import(t, "jax._src.util")
			}
			return nil
		}
	}},
	{Name: "jax._src.util", Source: utilSource},
}

// ExtendModule is jax.extend.
var ExtendModule = &py.ModuleSpec{Name: "jax.extend", Doc: "What extensions of JAX need.", Init: func(t *py.Thread, m *py.Module) {
	m.Getattr = func(t *py.Thread, name string) py.Object {
		if name == "core" {
			return t.Import(t, "jax.extend.core")
		}
		return nil
	}
}}

// DtypesModule is jax.dtypes.
var DtypesModule = &py.ModuleSpec{
	Name: "jax.dtypes", Doc: "Types of elements.",
	Values: map[string]py.Object{"prng_key": dtypeNames["key<fry>"], "float0": dtypeNames["float0"]},
	Funcs: []py.Func{
		{Sig: "canonicalize_dtype(dtype, allow_extended_dtype=False)", Doc: "The dtype that arrays get.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return DTypeOf(EngineDType(t, a[0], FloatDType(t)))
		}},
		{Sig: "issubdtype(a, b)", Doc: "Whether a dtype is of a kind.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return t.Call(t.GetAttr(t.Import(t, "jax.numpy"), "issubdtype"), a[0], a[1])
		}},
	},
}

// TypingModule is jax.typing.
var TypingModule = &py.ModuleSpec{Name: "jax.typing", Doc: "Names for annotations.", Values: map[string]py.Object{
	"ArrayLike": py.ObjectType, "DTypeLike": py.ObjectType,
}}

func init() {
	for _, c := range []*py.Type{ConcretizationTypeError, TracerArrayConversionError, TracerBoolConversionError, TracerIntegerConversionError, NonConcreteBooleanIndexError, UnexpectedTracerError, KeyReuseError} {
		ErrorsModule.Values[c.Name] = c
	}
	Module.Funcs = slices.Concat(gradFuncs, jvpFuncs, vmapFuncs, jitFuncs, jacobianFuncs, closureFuncs, deviceFuncs, []py.Func{
		{Sig: "clear_caches()", Doc: "Forgets all traces.", Impl: func(t *py.Thread, _ []py.Object) py.Object {
			for _, j := range stateOf(t).jits {
				j.traces = nil
			}
			return py.None
		}},
		{Sig: "effects_barrier()", Doc: "Waits for effects, which happen at once here.", Impl: func(*py.Thread, []py.Object) py.Object { return py.None }},
		checkpointFunc("checkpoint"),
		checkpointFunc("remat"),
		{Sig: "device_get(x)", Doc: "A pytree of NumPy arrays.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			leaves, def := Flatten(t, a[0], nil)
			asarray := t.GetAttr(t.Import(t, "numpy"), "asarray")
			return def.Unflatten(t, mapLeaves(leaves, func(_ int, l py.Object) py.Object { return t.Call(asarray, l) }))
		}},
		{Sig: "block_until_ready(x)", Doc: "A pytree of arrays, when they are computed.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			leaves, _ := Flatten(t, a[0], nil)
			for _, l := range leaves {
				if x, ok := l.(*Array); ok && !x.data.IsTraced() {
					x.data.BlockUntilReady()
				}
			}
			return a[0]
		}},
		{Sig: "typeof(x, /)", Doc: "The type and shape of an array.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			x, key, ok := leafArray(t, a[0])
			if !ok {
				panic(notAnArray(t, a[0]))
			}
			v := &Array{data: x, key: key}
			return &shapeStruct{shape: v.Shape(), dtype: v.DType(), weak: x.Weak(), abstract: true}
		}},
		{Sig: "pure_callback(callback, result_shape_dtypes, *args, sharding=None, vmap_method=None, **kwargs)", Doc: "Calls a function of known arrays.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			args := a[2].(*py.Tuple).Elems
			for _, o := range args {
				if x, ok := o.(*Array); ok && x.data.IsTraced() {
					panic(py.Errorf(py.NotImplementedError, "pure_callback on traced values is not supported"))
				}
			}
			in := takeApart(t, t.CallObject(a[0], args, keywordsOf(a[5])), invalid(t))
			return in.rebuild(t, in.data)
		}},
		{Sig: "named_call(fun, *, name=None)", Doc: "The function fun.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return a[0] }},
	})
}

// StopGradient is jax.lax.stop_gradient: the pytree as a constant.
func StopGradient(t *py.Thread, a []py.Object) py.Object {
	leaves, def := Flatten(t, a[0], nil)
	return def.Unflatten(t, mapLeaves(leaves, func(_ int, l py.Object) py.Object {
		x, key, ok := leafArray(t, l)
		switch {
		case !ok:
			panic(notAnArray(t, l))
		case key || !x.DType().IsInexact():
			return l
		}
		return FromArray(engine.StopGradient(x))
	}))
}

// initModule makes what belongs to one program: the configuration, and the
// submodules when they are asked for.
func initModule(t *py.Thread, m *py.Module) {
	m.Set("config", newConfig())
	context := func(sig, doc, name string) {
		function, _, _ := strings.Cut(sig, "(")
		m.Set(function, py.NewBuiltin(py.Func{Sig: sig, Doc: doc, Impl: func(t *py.Thread, a []py.Object) py.Object {
			if name == "" {
				return &setting{}
			}
			return &setting{name: name, value: a[0]}
		}}))
	}
	context("enable_x64(new_val=True)", "A context in which 64-bit types are enabled.", "jax_enable_x64")
	context("disable_jit(disable=True)", "A context in which jit does nothing.", "jax_disable_jit")
	context("debug_nans(val=True)", "A context in which nan is an error.", "jax_debug_nans")
	context("debug_infs(val=True)", "A context in which inf is an error.", "jax_debug_infs")
	context("numpy_rank_promotion(val)", "A context that says whether operands may differ in rank.", "jax_numpy_rank_promotion")
	context("numpy_dtype_promotion(val)", "A context that says how dtypes meet.", "jax_numpy_dtype_promotion")
	context("default_matmul_precision(val)", "A context without effect: products have full precision.", "jax_default_matmul_precision")
	context("default_device(val)", "A context that says which device programs run on.", "jax_default_device")
	context("log_compiles(val=True)", "A context without effect.", "jax_log_compiles")
	context("explain_cache_misses(val=True)", "A context without effect.", "jax_explain_cache_misses")
	context("checking_leaks(val=True)", "A context without effect: a leaked tracer is an error where it is used.", "jax_check_tracer_leaks")
	context("check_tracer_leaks(val=True)", "A context without effect: a leaked tracer is an error where it is used.", "jax_check_tracer_leaks")
	context("threefry_partitionable(val=True)", "A context that says how random bits are made.", "jax_threefry_partitionable")
	context("named_scope(name)", "A context without effect.", "")
	context("ensure_compile_time_eval()", "A context without effect.", "")
	m.Getattr = func(t *py.Thread, name string) py.Object {
		// jax.test_util has to be imported, as in JAX.
		if name != "test_util" && name != "experimental" && slices.Contains(t.ModuleNames, "jax."+name) {
			return t.Import(t, "jax."+name)
		}
		return nil
	}
}
