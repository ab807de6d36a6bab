package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// invoke runs one command line and returns what it printed.
func invoke(args ...string) (status int, stdout, stderr string) {
	var out, err strings.Builder
	status = run(args, &out, &err)
	return status, out.String(), err.String()
}

func TestDeriveTable(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"derive", "x^3", "--at", "0.5,2", "--order", "3"}, `
    x   f(x)  f′(x)  f″(x)  f‴(x)
  0.5  0.125   0.75      3      6
    2      8     12     12      6
`},
		{[]string{"derive", "-x^2", "--at", "-1,2", "--order=1"}, `
   x  f(x)  f′(x)
  -1    -1      2
   2    -4     -4
`},
		{[]string{"derive", "--at", "-1", "--order", "1", "-x"}, `
   x  f(x)  f′(x)
  -1     1     -1
`},
		{[]string{"derive", "--order=1", "--at=-1", "--", "-x"}, `
   x  f(x)  f′(x)
  -1     1     -1
`},
		{[]string{"derive", "g(t) = 1/t", "--at", "0", "--order", "0"}, `
  t  g(t)
  0  +Inf
`},
		{[]string{"derive", "x", "--at", "1", "--at", "-2,3", "--order", "0"}, `
   x  f(x)
   1     1
  -2    -2
   3     3
`},
		{[]string{"derive", "x*y + x^2", "--at", "2,3", "--at", "-1,0.5"}, `
   x    y  f(x, y)  ∂f/∂x  ∂f/∂y
   2    3       10      7      2
  -1  0.5      0.5   -1.5     -1
`},
		{[]string{"derive", "g(u, θ) = u/3", "--at=1,2", "--order=0", "--dtype=float32"}, `
  u  θ     g(u, θ)
  1  2  0.33333334
`},
		{[]string{"derive", "x", "--at", "0.1", "--order", "5", "--dtype", "float32"}, `
    x  f(x)  f′(x)  f″(x)  f‴(x)  f⁗(x)  f⁽⁵⁾(x)
  0.1   0.1      1      0      0      0        0
`},
	} {
		status, stdout, stderr := invoke(test.args...)
		if status != statusOK || stderr != "" || stdout != test.want[1:] {
			t.Errorf("%q: got status %d and\n%s%swant\n%s", test.args, status, stdout, stderr, test.want[1:])
		}
	}
}

func TestDeriveJSON(t *testing.T) {
	status, stdout, stderr := invoke("derive", "log(x)", "--at", "0,1,-1", "--order", "1", "--json")
	want := `{"x": [0, 1, -1], "derivatives": [["-Infinity", 0, "NaN"], ["Infinity", 1, -1]]}` + "\n"
	if status != statusOK || stderr != "" || stdout != want {
		t.Errorf("got status %d, %s%s", status, stdout, stderr)
	}
	if !json.Valid([]byte(stdout)) {
		t.Errorf("invalid JSON: %s", stdout)
	}
	status, stdout, stderr = invoke("derive", "f(u, v) = u/v", "--at", "1,0", "--at", "3,2", "--json")
	want = `{"x": [1, 3], "y": [0, 2], "derivatives": [["Infinity", 1.5], ["Infinity", 0.5], ["-Infinity", -0.75]]}` + "\n"
	if status != statusOK || stderr != "" || stdout != want {
		t.Errorf("of two variables: got status %d, %s%s", status, stdout, stderr)
	}
}

func TestErrors(t *testing.T) {
	for _, test := range []struct {
		name   string
		args   []string
		status int
		want   []string // on standard error
	}{
		{"unknown name", []string{"derive", "2*snh(x)", "--at", "1"}, statusError, []string{"snh", "\n  2*snh(x)\n    ^^^\n"}},
		{"empty", []string{"derive", "", "--at", "1"}, statusError, []string{"empty"}},
		{"unknown flag", []string{"derive", "x", "--at", "1", "--ordre", "2"}, statusUsage, []string{"--ordre"}},
		{"no points", []string{"derive", "x"}, statusUsage, []string{"--at"}},
		{"point that is no number", []string{"derive", "x", "--at", "1,b"}, statusUsage, []string{"--at", `"b"`}},
		{"numbers that are no point", []string{"derive", "x y", "--at", "1,2,3"}, statusError, []string{"--at: given 3 numbers, expected the x and y of a point"}},
		{"number that is no point", []string{"derive", "f(u, v) = u", "--at", "1,2", "--at", "1"}, statusError, []string{"--at: given 1 number, expected the u and v of a point"}},
		{"second order of two variables", []string{"derive", "x y", "--at", "1,2", "--order", "2"}, statusError, []string{"--order: given 2, expected 0 or 1: f has two variables"}},
		{"three variables", []string{"derive", "g(x, y, z) = x", "--at", "1,2,3"}, statusError, []string{"one variable or two were expected", "\n   ^^^^^^^^^\n"}},
		{"third variable", []string{"derive", "x y + z", "--at", "1,2"}, statusError, []string{"the variables are x and y", "\n        ^\n"}},
		{"order too high", []string{"derive", "x", "--at", "1", "--order", "11"}, statusUsage, []string{"--order: given 11, expected 0 to 10"}},
		{"negative order", []string{"derive", "x", "--at", "1", "--order", "-1"}, statusUsage, []string{"--order: given -1, expected 0 to 10"}},
		{"unknown dtype", []string{"derive", "x", "--at", "1", "--dtype", "int8"}, statusUsage, []string{"int8", "float64"}},
		{"no expression", []string{"derive", "--at", "1"}, statusUsage, []string{"<expr>"}},
		{"two expressions", []string{"derive", "x", "y", "--at", "1"}, statusUsage, []string{"y"}},
		{"no command", nil, statusUsage, []string{"run", "repl", "derive"}},
		{"unknown command", []string{"differentiate"}, statusUsage, []string{"differentiate"}},
		{"empty range", []string{"plot", "x", "--range", "1:1", "-o", "-"}, statusUsage, []string{"--range", "1:1"}},
		{"range that is none", []string{"plot", "x", "--range", "3", "-o", "-"}, statusUsage, []string{"--range", `"3"`, "LOW:HIGH"}},
		{"no folder", []string{"plot", "x", "-o", "/nonexistent/out.svg"}, statusError, []string{"/nonexistent/out.svg"}},
		{"nothing to serve", []string{"serve", "/nonexistent"}, statusUsage, []string{"/nonexistent"}},
		{"bad address", []string{"serve", ".", "--addr", "nowhere"}, statusError, []string{"nowhere"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, stdout, stderr := invoke(test.args...)
			if status != test.status || stdout != "" {
				t.Errorf("got status %d and on standard output %q", status, stdout)
			}
			for _, want := range test.want {
				if !strings.Contains(stderr, want) {
					t.Errorf("got %q, which lacks %q", stderr, want)
				}
			}
		})
	}
}

func TestHelp(t *testing.T) {
	status, stdout, stderr := invoke("--help")
	if status != statusOK || stderr != "" || !strings.Contains(stdout, "derive") {
		t.Errorf("got status %d, %s%s", status, stdout, stderr)
	}
}
