package gpu_test

import (
	"bytes"
	"context"
	_ "embed"
	"slices"
	"strings"
	"testing"

	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/jnp"
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/python"
)

//go:embed testdata/placement.py
var placement string

//go:embed testdata/placement.out
var placed string

func runPython(t *testing.T, source string) string {
	t.Helper()
	var out bytes.Buffer
	s := python.NewSession(python.Options{Stdout: &out, Modules: slices.Concat(jax.Modules, jnp.Modules, numpy.Modules), Translate: jax.Translate})
	defer s.Close()
	if _, e := s.Run(context.Background(), source, "test.py"); e != nil {
		t.Fatal(s.Format(e))
	}
	return out.String()
}

// The program that JAX was given two devices for, with a GPU as one of them.
func TestPlacementOnGPU(t *testing.T) {
	program := strings.NewReplacer(`"host"`, `"wasm"`, `"HOST"`, `"WASM"`, `"wasm"`, `"gpu"`, `"WASM"`, `"GPU"`).Replace(placement)
	if got := runPython(t, program); got != placed {
		t.Errorf("printed\n%s\nexpected\n%s", got, placed)
	}
}

func TestGPUInTheLanguage(t *testing.T) {
	got := runPython(t, `import jax, jax.numpy as jnp
print(jax.devices(), jax.default_backend())
gpu = jax.devices("gpu")[0]
print(gpu, repr(gpu), gpu.platform, jax.device_count("gpu"), jax.local_devices(backend="gpu"), gpu.device_kind.split(" on ")[0])
x = jax.device_put(jnp.arange(4.0), gpu)
y = jax.jit(lambda x: 2 * x + x.sum())(x)
print(y.device, y.committed, y)
with jax.default_device("gpu"):
    z = 3 * jnp.ones(5000)
print(z.device, z.committed, z[:2])
print(jax.device_get(jax.jit(lambda x: 2 * x, backend="gpu")(jnp.arange(3))))
jax.config.update("jax_platforms", "gpu")
print(jax.devices(), jax.default_backend(), jnp.ones(2).device)
jax.config.update("jax_platforms", None)
print(jnp.ones(2).device)
`)
	want := `[CpuDevice(id=0)] cpu
gpu:0 GpuDevice(id=0) gpu 1 [GpuDevice(id=0)] WebGPU
gpu:0 True [ 6.  8. 10. 12.]
gpu:0 False [3. 3.]
[0 2 4]
[GpuDevice(id=0)] gpu gpu:0
cpu:0
`
	if got != want {
		t.Errorf("printed\n%s\nexpected\n%s", got, want)
	}
}
