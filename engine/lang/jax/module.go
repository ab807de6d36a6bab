package jax

import (
	"slices"

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
		"Device": deviceType, "__version__": py.Str(version), "float0": dtypeNames["float0"],
	},
	Init: initModule,
}

// Modules are jax and its modules that this package provides.
var Modules = []*py.ModuleSpec{
	Module, TreeModule, TreeUtilModule, RandomModule, DebugModule, ErrorsModule, TestUtilModule, ExperimentalModule, JetModule, CoreModule, DtypesModule, TypingModule, AdCheckpointModule,
}

// ErrorsModule is jax.errors.
var ErrorsModule = &py.ModuleSpec{Name: "jax.errors", Doc: "The exceptions of JAX.", Values: map[string]py.Object{}}

// CoreModule is jax.core.
var CoreModule = &py.ModuleSpec{Name: "jax.core", Doc: "What tracing is made of.", Values: map[string]py.Object{
	"Tracer": TracerType, "ShapedArray": shapedArrayType, "ClosedJaxpr": closedJaxprType, "Jaxpr": jaxprType,
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

// AdCheckpointModule is jax.ad_checkpoint.
var AdCheckpointModule = &py.ModuleSpec{Name: "jax.ad_checkpoint", Doc: "Which intermediate results are kept.", Funcs: []py.Func{
	{Sig: "checkpoint_name(x, name)", Doc: "The value x, under a name that policies refer to.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return a[0] }},
	checkpointFunc("checkpoint"),
}}

const checkpointOptions = "(fun?, /, *, prevent_cse=True, policy=None, static_argnums=(), concrete=False)"

// checkpointFunc declares jax.checkpoint: it changes what is stored, not what
// is computed, and here everything is stored.
func checkpointFunc(name string) py.Func {
	wrap := func(t *py.Thread, fun py.Object) py.Object {
		return newTransformed(t, fun, "", func(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
			return t.CallObject(fun, args, keywords)
		})
	}
	return py.Func{Sig: name + checkpointOptions, Doc: "The function fun, whose intermediate results need not be kept for the derivative.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		if a[0] == nil {
			return py.NewBuiltin(py.Func{Sig: name + "(fun, /)", Impl: func(t *py.Thread, a []py.Object) py.Object { return wrap(t, a[0]) }})
		}
		return wrap(t, a[0])
	}}
}

func init() {
	for _, c := range []*py.Type{ConcretizationTypeError, TracerArrayConversionError, TracerBoolConversionError, TracerIntegerConversionError, NonConcreteBooleanIndexError, UnexpectedTracerError, KeyReuseError} {
		ErrorsModule.Values[c.Name] = c
	}
	Module.Funcs = slices.Concat(gradFuncs, jvpFuncs, vmapFuncs, jitFuncs, jacobianFuncs, []py.Func{
		checkpointFunc("checkpoint"),
		checkpointFunc("remat"),
		{Sig: "device_put(x, device=None, *, src=None, donate=False, may_alias=None)", Doc: "A pytree of arrays on a device.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			in := takeApart(t, a[0], invalid(t))
			return in.rebuild(t, in.data)
		}},
		{Sig: "device_get(x)", Doc: "A pytree of NumPy arrays.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			leaves, def := Flatten(t, a[0], nil)
			asarray := t.GetAttr(t.Import(t, "numpy"), "asarray")
			return def.Unflatten(t, mapLeaves(leaves, func(_ int, l py.Object) py.Object { return t.Call(asarray, l) }))
		}},
		{Sig: "devices(backend=None)", Doc: "The devices.", Impl: func(*py.Thread, []py.Object) py.Object { return py.NewList(cpu) }},
		{Sig: "local_devices(process_index=None, backend=None, host_id=None)", Doc: "The devices.", Impl: func(*py.Thread, []py.Object) py.Object { return py.NewList(cpu) }},
		{Sig: "device_count(backend=None)", Doc: "The number of devices.", Impl: func(*py.Thread, []py.Object) py.Object { return py.Int(1) }},
		{Sig: "local_device_count(backend=None)", Doc: "The number of devices.", Impl: func(*py.Thread, []py.Object) py.Object { return py.Int(1) }},
		{Sig: "process_index(backend=None)", Doc: "The number of this process.", Impl: func(*py.Thread, []py.Object) py.Object { return py.Int(0) }},
		{Sig: "default_backend()", Doc: "The platform of the devices.", Impl: func(*py.Thread, []py.Object) py.Object { return py.Str("cpu") }},
		{Sig: "block_until_ready(x)", Doc: "A pytree of arrays, when they are computed.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return a[0] }},
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
	m.Set("enable_x64", py.NewBuiltin(py.Func{Sig: "enable_x64(new_val=True)", Doc: "A context in which 64-bit types are enabled.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return &setting{name: "jax_enable_x64", value: a[0]}
	}}))
	m.Set("disable_jit", py.NewBuiltin(py.Func{Sig: "disable_jit(disable=True)", Doc: "A context in which jit does nothing.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return &setting{name: "jax_disable_jit", value: a[0]}
	}}))
	m.Set("named_scope", py.NewBuiltin(py.Func{Sig: "named_scope(name)", Doc: "A context without effect.", Impl: func(*py.Thread, []py.Object) py.Object {
		return &setting{}
	}}))
	m.Getattr = func(t *py.Thread, name string) py.Object {
		// jax.test_util has to be imported, as in JAX.
		if name != "test_util" && name != "experimental" && slices.Contains(t.ModuleNames, "jax."+name) {
			return t.Import(t, "jax."+name)
		}
		return nil
	}
}
