package jax

import (
	"fmt"
	"slices"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// A device is what programs compute on and arrays lie on.
//
// There is the platform "cpu", which JAX's programs expect: it prints as JAX's
// own and lets each program run where that is best, or where the session was
// told to; that may be a GPU, unless the program asks for cpu by name. The
// devices of the engine are platforms beside it, for programs that want to
// choose.
type device struct{ platform string }

// The devices in the order in which they are listed.
var (
	cpu     = &device{"cpu"}
	gpu     = &device{"gpu"}
	devices = []*device{cpu, {"host"}, {"wasm"}, gpu}
)

// present returns the platforms that are known to be here. A GPU is among them
// once a program has asked for it.
func present() (names []string) {
	known := engine.Devices()
	for _, d := range devices {
		if d == cpu || slices.Contains(known, d.platform) {
			names = append(names, d.platform)
		}
	}
	return names
}

// deviceOf returns the device of a platform; nil if there is none. The answer
// may take a moment where it is a GPU.
func deviceOf(platform string) *device {
	i := slices.IndexFunc(devices, func(d *device) bool { return d.platform == platform })
	if i < 0 || devices[i] != cpu && !engine.HasDevice(platform) {
		return nil
	}
	return devices[i]
}

// backend returns the device that an argument called backend asks for.
func backend(t *py.Thread, name py.Object) *device {
	if name == py.None {
		return stateOf(t).devices.backend()
	}
	platform := t.Str(name)
	if d := deviceOf(platform); d != nil {
		return d
	}
	if platform == "gpu" {
		panic(py.Errorf(py.RuntimeError, "Unknown backend: 'gpu' requested, but no platforms that are instances of gpu are present. Platforms present are: %s", strings.Join(present(), ",")))
	}
	panic(py.Errorf(py.RuntimeError, "Unknown backend %s. Available backends are ['%s']", platform, strings.Join(present(), "', '")))
}

// A deviceChoice is what a program has said about devices; nil where it has not.
type deviceChoice struct {
	platform *device // jax_platforms
	chosen   *device // jax_default_device
	engine   string  // the device of the engine at first, once another was used
}

// backend returns the default of what jax.devices lists.
func (c *deviceChoice) backend() *device {
	if c.platform != nil {
		return c.platform
	}
	return c.atFirst()
}

// atFirst returns the default device of the session.
func (c *deviceChoice) atFirst() *device {
	if c.initial() == "gpu" {
		return gpu
	}
	return cpu
}

// initial returns the device of the engine that the session began with.
func (c *deviceChoice) initial() string {
	if c.engine != "" {
		return c.engine
	}
	return engine.Device()
}

// device returns the device that programs run on.
func (c *deviceChoice) device() *device {
	if c.chosen != nil {
		return c.chosen
	}
	return c.backend()
}

// setPlatforms follows jax_platforms: a list of names, of which the first is the
// default.
func (c *deviceChoice) setPlatforms(t *py.Thread, value py.Object) {
	var first *device
	if value != py.None && t.Str(value) != "" {
		names := strings.Split(t.Str(value), ",")
		for _, name := range names {
			if deviceOf(name) == nil {
				panic(py.Errorf(py.RuntimeError, "Unable to initialize backend '%s': Backend '%[1]s' is not in the list of known backends: ['%s']. (set JAX_PLATFORMS='' to automatically choose an available backend)", name, strings.Join(present(), "', '")))
			}
		}
		first = deviceOf(names[0])
	}
	c.platform = first
	c.compute()
}

// setDevice follows jax_default_device: a device, its platform, or None.
func (c *deviceChoice) setDevice(t *py.Thread, value py.Object) {
	var chosen *device
	switch v := value.(type) {
	case *device:
		chosen = v
	case py.Str:
		chosen = deviceOf(string(v))
	}
	if chosen == nil && value != py.None {
		panic(py.Errorf(py.ValueError, "jax.default_device must be passed either a Device object (e.g. `jax.devices('cpu')[0]`) or a platform name string like 'cpu' or 'gpu', got: %s", t.Repr(value)))
	}
	c.chosen = chosen
	c.compute()
}

// compute has the engine use the device.
func (c *deviceChoice) compute() {
	c.engine = c.initial()
	use, name := engine.ComputeOn, c.name(c.device())
	if c.device() == c.atFirst() && name == c.engine {
		use = engine.SetDevice // nobody has chosen
	}
	if err := use(name); err != nil {
		panic(py.Errorf(py.RuntimeError, "%v", err))
	}
}

// name returns what the engine calls a device. It is free to choose where the
// program has not.
func (c *deviceChoice) name(d *device) string {
	initial := c.initial()
	switch {
	case d != cpu:
		return d.platform
	case initial == "gpu" || initial == "auto" && (c.chosen == cpu || c.platform == cpu):
		return "cpu"
	}
	return initial
}

// kind describes what a device computes with.
func (c *deviceChoice) kind(d *device) string {
	kind, threads, err := engine.DescribeDevice(c.name(d))
	switch {
	case err != nil:
		return d.platform
	case threads > 1:
		return fmt.Sprintf("%s, %d threads", kind, threads)
	}
	return kind
}

var deviceType = &py.Type{Name: "Device", Module: "jaxlib._jax", Final: true}

func init() {
	property := func(name, doc string, get func(t *py.Thread, d *device) py.Object) py.Property {
		return py.Property{Name: name, Doc: doc, Get: func(t *py.Thread, o py.Object) py.Object { return get(t, o.(*device)) }}
	}
	zero := func(*py.Thread, *device) py.Object { return py.Int(0) }
	deviceType.Define(
		property("platform", "The kind of device: cpu, host, wasm or gpu.", func(_ *py.Thread, d *device) py.Object { return py.Str(d.platform) }),
		property("device_kind", "What the device computes with.", func(t *py.Thread, d *device) py.Object { return py.Str(stateOf(t).devices.kind(d)) }),
		property("id", "The number of the device on its platform.", zero),
		property("local_hardware_id", "The number of the device on this machine.", zero),
		property("process_index", "The number of the process that the device belongs to.", zero),
		property("host_id", "The number of the process that the device belongs to.", zero),
		py.Func{Sig: "crossovers(self)", Doc: "Sentences about what was measured of the GPU: where programs run that may choose. Not in JAX.", Impl: func(*py.Thread, []py.Object) py.Object {
			list := py.NewList()
			for _, s := range engine.Comparisons().Words() {
				list.Elems = append(list.Elems, py.Str(s))
			}
			return list
		}},
		py.Func{Sig: "memory_stats(self)", Doc: "None: nothing is known about the memory.", Impl: func(*py.Thread, []py.Object) py.Object { return py.None }},
	)
}

// Type returns the class.
func (*device) Type() *py.Type { return deviceType }

// Repr implements [py.Representer].
func (d *device) Repr(*py.Thread) string {
	return strings.ToUpper(d.platform[:1]) + d.platform[1:] + "Device(id=0)"
}

// Str implements [py.Stringer].
func (d *device) Str(*py.Thread) string { return d.platform + ":0" }

// A singleDevice is the sharding of arrays that lie on one device.
type singleDevice device

func (d *device) sharding() *singleDevice { return (*singleDevice)(d) }

var singleDeviceType = &py.Type{Name: "SingleDeviceSharding", Module: "jaxlib._jax", Final: true}

// Type returns the class.
func (*singleDevice) Type() *py.Type { return singleDeviceType }

// Repr implements [py.Representer].
func (s *singleDevice) Repr(t *py.Thread) string {
	return "SingleDeviceSharding(device=" + (*device)(s).Repr(t) + ", memory_kind=device)"
}

// deviceFuncs are the functions of module jax about devices.
var deviceFuncs = []py.Func{
	{Sig: "devices(backend=None)", Doc: "The devices of a platform: cpu, which runs each program where that is best, or host, wasm or gpu.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return py.NewList(backend(t, a[0]))
	}},
	{Sig: "local_devices(process_index=None, backend=None, host_id=None)", Doc: "The devices of a platform: cpu, which runs each program where that is best, or host, wasm or gpu.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return py.NewList(backend(t, a[1]))
	}},
	{Sig: "device_count(backend=None)", Doc: "The number of devices of a platform.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		backend(t, a[0])
		return py.Int(1)
	}},
	{Sig: "local_device_count(backend=None)", Doc: "The number of devices of a platform.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		backend(t, a[0])
		return py.Int(1)
	}},
	{Sig: "process_count(backend=None)", Doc: "The number of processes.", Impl: func(*py.Thread, []py.Object) py.Object { return py.Int(1) }},
	{Sig: "process_index(backend=None)", Doc: "The number of this process.", Impl: func(*py.Thread, []py.Object) py.Object { return py.Int(0) }},
	{Sig: "default_backend()", Doc: "The platform of the devices.", Impl: func(t *py.Thread, _ []py.Object) py.Object {
		return py.Str(stateOf(t).devices.backend().platform)
	}},
	{Sig: "device_put(x, device=None, *, src=None, donate=False, may_alias=None)", Doc: "A pytree of arrays, copied to a device; programs that take them run there.", Impl: devicePut},
}
