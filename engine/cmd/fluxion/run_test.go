package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The output is that of JAX 0.10.2 on a CPU, digit for digit.
func TestRunPrintsWhatJAXPrints(t *testing.T) {
	want, err := os.ReadFile("testdata/regression.out")
	if err != nil {
		t.Fatal(err)
	}
	status, stdout, stderr := invoke("run", "testdata/regression.py")
	if status != statusOK || stderr != "" || stdout != string(want) {
		t.Errorf("got status %d, errors %q and\n%s\nwant\n%s", status, stderr, stdout, want)
	}
}

const devicesProgram = `import jax
there, kind = jax.devices(), jax.devices()[0].device_kind
with jax.default_device(jax.devices("host")[0]):
    where = jax.numpy.ones(2).device
for wrong in [lambda: jax.devices("gpu"), lambda: jax.default_device("gpu").__enter__(), lambda: jax.config.update("jax_platforms", "gpu"), lambda: jax.device_put(1., 3)]:
    try:
        wrong()
    except (RuntimeError, ValueError) as e:
        kind += " " + type(e).__name__[0]
jax.config.update("jax_platforms", "wasm")
print(there, kind, where, jax.numpy.ones(2).sharding.__class__.__name__, jax.default_backend())
`

func TestRunWithoutGPU(t *testing.T) {
	status, stdout, stderr := invoke("run", "testdata/regression.py", "--device", "gpu")
	if status != statusUsage || stdout != "" {
		t.Errorf("got status %d and %q", status, stdout)
	}
	for _, want := range []string{`device "gpu" given`, "no WebGPU", "there are host, wasm, auto", "fluxion explain --device gpu"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("%q is missing in %q", want, stderr)
		}
	}
}

func TestRunEndsAsPythonDoes(t *testing.T) {
	for _, test := range []struct {
		program        string
		flags          []string
		status         int
		stdout, stderr string
	}{
		{program: "print('done')", stdout: "done\n"},
		{program: "import sys\nprint(1)\nsys.exit(3)", status: 3, stdout: "1\n"},
		{program: "raise SystemExit('no more')", status: 1, stderr: "no more\n"},
		{program: "x = [1]\nx[2]", status: 1, stderr: "    ~^^^\nIndexError: list index out of range\n"},
		{program: "import sys\nprint(1)\nprint(2, file=sys.stderr)\nprint(3)", stdout: "1\n3\n", stderr: "2\n"},
		{program: "import sys\nsys.exit()"},
		{program: "import sys\nsys.exit(True)", status: 1},
		{program: "import sys\nsys.exit(-1)", status: 255},
		{program: "exit([1])", status: 1, stderr: "[1]\n"},
		{program: "raise KeyboardInterrupt", status: 130, stderr: "KeyboardInterrupt\n"},
		{program: "import jax\nprint(jax.devices(), jax.default_backend())", flags: []string{"--device", "cpu"}, stdout: "[CpuDevice(id=0)] cpu\n"},
		{program: devicesProgram, stdout: "[CpuDevice(id=0)] WebAssembly SIMD R V R V host:0 SingleDeviceSharding wasm\n"},
		{program: devicesProgram, flags: []string{"--device", "host"}, stdout: "[CpuDevice(id=0)] Go R V R V host:0 SingleDeviceSharding wasm\n"},
		{program: "print(1", status: 1, stderr: "SyntaxError: '(' was never closed\n"},
		{program: "while True: pass", flags: []string{"--max-seconds", "0.1"}, status: 1, stderr: "TimeoutError: the program ran longer than 100ms"},
		{program: "import jax\njax.lax.while_loop(lambda x: x > 0, lambda x: x, 1)", flags: []string{"--max-seconds", "0.1"}, status: 1, stderr: "TimeoutError: the program ran longer than 100ms"},
		{program: "import jax.numpy as jnp\nprint(jnp.arange(2.).dtype)", flags: []string{"--x64"}, stdout: "float64\n"},
	} {
		file := filepath.Join(t.TempDir(), "program.py")
		if err := os.WriteFile(file, []byte(test.program), 0o600); err != nil {
			t.Fatal(err)
		}
		status, stdout, stderr := invoke(append([]string{"run", file}, test.flags...)...)
		if status != test.status || stdout != test.stdout || !strings.Contains(stderr, test.stderr) || test.stderr == "" && stderr != "" {
			t.Errorf("%q: got status %d, output %q and errors\n%s\nwant %d, %q and %q", test.program, status, stdout, stderr, test.status, test.stdout, test.stderr)
		}
	}
	for _, test := range []struct{ flag, want string }{
		{"--device=tpu", "device \"tpu\" given, one of host, wasm, auto is expected"},
		{"--max-seconds=-1", "--max-seconds: given -1, expected 0 or more"},
		{"--max-seconds=soon", "--max-seconds"},
		{"--x46", "--x46"},
	} {
		if status, stdout, stderr := invoke("run", "missing.py", test.flag); status != statusUsage || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%s: status %d, %q", test.flag, status, stderr)
		}
	}
	if status, _, stderr := invoke("run", "some.ipynb"); status != statusError || !strings.Contains(stderr, "\"fluxion notebook some.ipynb\" executes it") {
		t.Errorf("a notebook: status %d, %q", status, stderr)
	}
	if status, _, stderr := invoke("run", "missing.py"); status != statusError || !strings.Contains(stderr, "can't open file 'missing.py'") {
		t.Errorf("a missing file: status %d, %q", status, stderr)
	}
}
