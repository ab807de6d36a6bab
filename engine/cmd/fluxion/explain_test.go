package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestExplain(t *testing.T) {
	status, stdout, stderr := invoke("explain", "sqrt(x)*x", "--order", "0", "--points", "64")
	if status != statusOK || stderr != "" {
		t.Fatalf("got status %d and %s", status, stderr)
	}
	head := `  sqrt(x)*x
       ─  ─  x
  ───────    ①
  ─────────  ②

jaxpr as traced: 2 equations
x { lambda ; a:f32[64]. let
①     b:f32[64] = sqrt a
②     c:f32[64] = mul b a
    in (c,) }

jaxpr simplified: 2 equations
`
	if !strings.HasPrefix(stdout, head) {
		t.Errorf("got\n%swant\n%s", stdout, head)
	}
	for _, want := range []string{"\nWebAssembly: ", "\nx       ", "\n①       ", "f32x4.sqrt\n", "\nTime\n", "for 64 points"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("%q is missing in\n%s", want, stdout)
		}
	}
	if strings.Contains(stdout, "\x1b") {
		t.Error("there are colours, but no terminal")
	}
}

// TestExplainField: the code computes f and, unless the order is 0, its gradient.
func TestExplainField(t *testing.T) {
	status, stdout, stderr := invoke("explain", "x*y + sin(x)", "--points", "64")
	if status != statusOK || stderr != "" {
		t.Fatalf("got status %d and %s", status, stderr)
	}
	for _, want := range []string{`  x*y + sin(x)
  ─ ─       ─   x, y
  ───           ①
        ──────  ②
  ────────────  ③

jaxpr as traced: 11 equations
x, y { lambda ; a:f32[64] b:f32[64]. let
`, `
jaxpr simplified: 5 equations
x, y { lambda ; a:f32[64] b:f32[64]. let
①        c:f32[64] = mul a b
②        d:f32[64] = sin a
②        e:f32[64] = cos a
③        f:f32[64] = add c d
③        g:f32[64] = add b e
       in (f, g, a) }
`, "\nx, y       local.get $in1 ", "\n①          local.get $x0  local.get $x1  f32x4.mul\n", "for 64 points"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("%q is missing in\n%s", want, stdout)
		}
	}
	_, stdout, _ = invoke("explain", "f(u, v) = u v", "--order", "0", "--device", "gpu", "--json")
	var got jsonExplanation
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || len(got.Before) != 3 || got.Terms[0].Text != "u, v" {
		t.Errorf("of f alone: got %v, %+v", err, got)
	}
}

func TestExplainColours(t *testing.T) {
	_, plain, _ := invoke("explain", "exp(x)", "--order=0")
	_, painted, _ := invoke("explain", "exp(x)", "--order=0", "--color=always")
	if !strings.Contains(painted, "\x1b[33m") {
		t.Error("there are no colours")
	}
	for _, code := range []string{"\x1b[0m", "\x1b[1m", "\x1b[33m", "\x1b[36m"} {
		painted = strings.ReplaceAll(painted, code, "")
	}
	untimed := func(s string) string { return s[:strings.Index(s, "\nTime\n")] }
	if untimed(painted) != untimed(plain) {
		t.Errorf("without its colours it is\n%swant\n%s", painted, plain)
	}
}

func TestExplainJSON(t *testing.T) {
	status, stdout, stderr := invoke("explain", "sin(x)+sin(x)", "--order", "1", "--json", "--dtype=float64")
	var got jsonExplanation
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || status != statusOK || stderr != "" {
		t.Fatalf("got status %d, %v and %s", status, err, stderr)
	}
	if got.Source != "sin(x)+sin(x)" || len(got.Terms) != 4 || got.Terms[1].Text != "sin(x)" || got.Bytes == 0 || got.Points != 1024 {
		t.Errorf("got source %q, terms %v, %d bytes, %d points", got.Source, got.Terms, got.Bytes, got.Points)
	}
	if len(got.From[0]) != 2 {
		t.Errorf("the sine comes from equations %v, want two", got.From[0])
	}
	module := ""
	for _, l := range got.Module {
		module += l.Text
	}
	if !strings.Contains(module, "f64x2") {
		t.Error("the module has no instructions on float64")
	}
}

func TestExplainErrors(t *testing.T) {
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"explain", "tahn(x)"}, statusError, "^^^^"},
		{[]string{"explain", "x y", "--order", "2"}, statusError, "--order: given 2, expected 0 or 1: f has two variables"},
		{[]string{"explain", "x + y + z"}, statusError, "the variables are x and y"},
		{[]string{"explain", "f(x, y, z) = x"}, statusError, "one variable or two were expected"},
		{[]string{"explain", "x", "--order", "11"}, statusUsage, "expected 0 to 10"},
		{[]string{"explain", "x", "--points", "0"}, statusError, "0 points: expected 1 to"},
		{[]string{"explain", "x", "--dtype", "int32"}, statusUsage, "float32"},
	} {
		if status, _, stderr := invoke(test.args...); status != test.status || !strings.Contains(stderr, test.want) {
			t.Errorf("%q: got status %d and %swant %q", test.args, status, stderr, test.want)
		}
	}
}
