package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const jittedProgram = `import jax, jax.numpy as jnp

@jax.jit
def step(w, x):
    def loss(w):
        return jnp.sum(
            jnp.sqrt(x @ w))
    return w - jax.grad(loss)(w)

@jax.jit
def double(x):
    return inner(x) + x

inner = jax.jit(lambda x: x * 2)

w = jnp.ones(3)
for _ in range(5):
    w = step(w, jnp.ones((8, 3)))
print(double(w), double(jnp.ones(2)))
jax.grad(lambda w: jax.jit(lambda x: (x * w).sum())(jnp.ones(3)))(2.0)
print(jax.vmap(double)(jnp.ones((2, 2))))
`

// writeProgram returns the name of a file with a program.
func writeProgram(t *testing.T, source string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "program.py")
	if err := os.WriteFile(file, []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestExplainProgram(t *testing.T) {
	file := writeProgram(t, jittedProgram)
	status, stdout, stderr := invoke("explain", file)
	if status != statusOK || !strings.HasSuffix(stderr, "]\n [3. 3.]]\n") {
		t.Fatalf("got status %d and %s", status, stderr)
	}
	functions := strings.Split(stdout, "\n\n\n")
	if len(functions) != 3 {
		t.Fatalf("got %d functions in\n%s", len(functions), stdout)
	}
	for i, want := range []string{`step
  6  return jnp.sum(
  7  jnp.sqrt(x @ w))
  8  return w - jax.grad(loss)(w)

jaxpr as traced: `, "double\n  12  return inner(x) + x\n\njaxpr as traced: ", "double\n  12  return"} {
		if !strings.HasPrefix(functions[i], want) {
			t.Errorf("function %d is\n%swant\n%s", i, functions[i], want)
		}
	}
	for _, want := range []string{"\n7     c:f32[8] = dot_general[\n", "\n8     ", "\n7 ", "f32x4.sqrt\n", "WebAssembly: ", "\nTime\n", "a run", "(median of 5)"} {
		if !strings.Contains(functions[0], want) {
			t.Errorf("%q is missing in\n%s", want, functions[0])
		}
	}
	if !strings.Contains(functions[1], "\n12     b:f32[3] = mul a 2.0:f32[]\n12     c:f32[3] = add b a\n") {
		t.Errorf("the call is not followed to what it is opened to in\n%s", functions[1])
	}
	if !strings.Contains(functions[2], "a:f32[2]") || !strings.Contains(functions[1], "a:f32[3]") {
		t.Errorf("of two shapes got\n%s\n%s", functions[1], functions[2])
	}
}

func TestExplainFunctionOfProgram(t *testing.T) {
	file := writeProgram(t, jittedProgram)
	status, stdout, _ := invoke("explain", file, "--json", "--function", "step", "--device", "gpu")
	var got []jsonExplanation
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || status != statusOK || len(got) != 1 {
		t.Fatalf("got status %d, %v and %s", status, err, stdout)
	}
	x := got[0]
	if x.Function != "step" || x.Source != jittedProgram || x.Runs != 5 || x.Micros["run"] <= 0 || x.Points != 0 {
		t.Errorf("got %q, %d runs of %v µs, %d points", x.Function, x.Runs, x.Micros["run"], x.Points)
	}
	if len(x.Terms) != 3 || x.Terms[1].Text != "jnp.sqrt(x @ w))" || x.Source[x.Terms[1].Spans[0][0]:x.Terms[1].Spans[0][1]] != x.Terms[1].Text {
		t.Errorf("got the terms %v", x.Terms)
	}
	module := ""
	for _, l := range x.Module {
		module += l.Text + "\n"
	}
	if !strings.Contains(module, "@compute") {
		t.Errorf("there is no shader in\n%s", module)
	}
}

// TestExplainFailingProgram explains what was called before a program failed, with
// the status that the program ends with.
func TestExplainFailingProgram(t *testing.T) {
	for program, want := range map[string]int{"1/0": statusError, "import sys\nsys.exit(7)": 7, "raise SystemExit": statusOK} {
		status, stdout, stderr := invoke("explain", writeProgram(t, "import jax\njax.jit(lambda x: x + 1)(2.0)\n"+program))
		if status != want || !strings.Contains(stdout, "add a 1.0") || strings.Contains(stderr, "ZeroDivisionError") != (program == "1/0") {
			t.Errorf("%q: got status %d, %s%s", program, status, stdout, stderr)
		}
	}
}

func TestExplainProgramErrors(t *testing.T) {
	file, none := writeProgram(t, jittedProgram), writeProgram(t, "print(1)")
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"explain", "missing.py"}, statusError, "can't open file 'missing.py'"},
		{[]string{"explain", none}, statusError, "program.py: it calls no jitted function"},
		{[]string{"explain", writeProgram(t, "1/0")}, statusError, "ZeroDivisionError: division by zero\n"},
		{[]string{"explain", file, "--function", "stp"}, statusError, `--function: given "stp", expected one of the jitted functions that it calls: step, double`},
		{[]string{"explain", file, "--order", "2"}, statusUsage, "--order cannot be given with " + file},
		{[]string{"explain", file, "--dtype=float64"}, statusUsage, "--dtype cannot be given with " + file},
		{[]string{"explain", "x", "--x64"}, statusUsage, "--x64 cannot be given with x: it is for programs"},
		{[]string{"explain", file, "--max-seconds", "-1"}, statusUsage, "--max-seconds: given -1"},
	} {
		status, stdout, stderr := invoke(test.args...)
		if status != test.status || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%q: got status %d, %s and %swant %q", test.args, status, stdout, stderr, test.want)
		}
	}
}
