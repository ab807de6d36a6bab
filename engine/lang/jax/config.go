package jax

import (
	"strings"

	"fluxion/engine/lang/py"
)

// A config is jax.config: the settings of the program.
type config struct{ _ byte }

var configType = &py.Type{Name: "Config", Module: "jax", Final: true}

func newConfig() *config { return &config{} }

// settings are those that exist, with their values at the start. Most say how
// to compile, which makes no difference here.
var settings = map[string]py.Object{
	"jax_enable_x64":                  py.Bool(false),
	"jax_disable_jit":                 py.Bool(false),
	"jax_debug_nans":                  py.Bool(false),
	"jax_debug_infs":                  py.Bool(false),
	"jax_numpy_rank_promotion":        py.Str("allow"),
	"jax_numpy_dtype_promotion":       py.Str("standard"),
	"jax_default_matmul_precision":    py.None,
	"jax_platform_name":               py.Str(""),
	"jax_platforms":                   py.None,
	"jax_log_compiles":                py.Bool(false),
	"jax_check_tracer_leaks":          py.Bool(false),
	"jax_threefry_partitionable":      py.Bool(true),
	"jax_default_prng_impl":           py.Str("threefry2x32"),
	"jax_enable_custom_prng":          py.Bool(false),
	"jax_debug_key_reuse":             py.Bool(false),
	"jax_traceback_filtering":         py.Str("auto"),
	"jax_explain_cache_misses":        py.Bool(false),
	"jax_default_device":              py.None,
	"jax_compilation_cache_dir":       py.None,
	"jax_numpy_promote_integer_types": py.Bool(true),
}

// Type returns the class.
func (*config) Type() *py.Type { return configType }

func init() {
	configType.Define(py.Func{Sig: "update(self, name, val)", Doc: "Changes a setting.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		set(t, t.Str(a[1]), a[2])
		return py.None
	}})
}

func get(t *py.Thread, name string) (py.Object, bool) {
	if v, ok := stateOf(t).config[name]; ok {
		return v, true
	}
	v, ok := settings[name]
	return v, ok
}

func set(t *py.Thread, name string, value py.Object) {
	if _, ok := settings[name]; !ok {
		panic(py.Errorf(py.AttributeError, "Unrecognized config option: %s", name))
	}
	s := stateOf(t)
	switch name {
	case "jax_platforms", "jax_platform_name":
		s.devices.setPlatforms(t, value)
	case "jax_default_device":
		s.devices.setDevice(t, value)
	}
	s.config[name] = value
	switch name {
	case "jax_enable_x64":
		s.x64 = t.Truth(value)
	case "jax_debug_nans", "jax_debug_infs":
		s.inspect(t)
	}
}

// Attribute implements [py.AttributeHolder]: config.x64_enabled and
// config.jax_….
func (*config) Attribute(t *py.Thread, name string) (py.Object, bool) {
	if name == "x64_enabled" {
		name = "jax_enable_x64"
	}
	return get(t, name)
}

// SetAttribute implements [py.AttributeSetter].
func (*config) SetAttribute(t *py.Thread, name string, value py.Object) {
	if value == nil || !strings.HasPrefix(name, "jax_") {
		panic(py.Errorf(py.AttributeError, "Unrecognized config option: %s", name))
	}
	set(t, name, value)
}

// A setting is a context manager that changes a setting for a while; without a
// name it does nothing.
type setting struct {
	name   string
	value  py.Object
	before py.Object
}

var settingType = &py.Type{Name: "StateContextManager", Module: "jax", Final: true}

// Type returns the class.
func (*setting) Type() *py.Type { return settingType }

// Call implements [py.Callable]: as a decorator, the context surrounds every
// call of a function.
func (s *setting) Call(t *py.Thread, args []py.Object, _ []py.Keyword) py.Object {
	if len(args) != 1 {
		panic(py.Errorf(py.TypeError, "a context as a decorator takes the function as its only argument"))
	}
	fun := args[0]
	return newTransformed(t, fun, "", func(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
		c := &setting{name: s.name, value: s.value}
		c.enter(t)
		defer c.leave(t)
		return t.CallObject(fun, args, keywords)
	})
}

func (s *setting) enter(t *py.Thread) {
	if s.name != "" {
		s.before, _ = get(t, s.name)
		set(t, s.name, s.value)
	}
}

func (s *setting) leave(t *py.Thread) {
	if s.name != "" {
		set(t, s.name, s.before)
	}
}

func init() {
	settingType.Define(
		py.Func{Sig: "__enter__(self)", Doc: "Changes the setting.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			a[0].(*setting).enter(t)
			return py.None
		}},
		py.Func{Sig: "__exit__(self, *args)", Doc: "Changes it back.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			a[0].(*setting).leave(t)
			return py.Bool(false)
		}},
	)
}
