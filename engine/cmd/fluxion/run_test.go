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
	if status, _, stderr := invoke("run", "missing.py"); status != statusError || !strings.Contains(stderr, "can't open file 'missing.py'") {
		t.Errorf("a missing file: status %d, %q", status, stderr)
	}
}
