package parser_test

import (
	"strings"
	"testing"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/parser"
)

// printed parses a program and prints it again.
func printed(source string) (string, error) {
	program, err := parser.Parse(ast.NewSource("x.py", source))
	if err != nil {
		return "", err
	}
	return ast.Print(program), nil
}

// TestPrint fixes how expressions are read: the printer puts parentheses where
// the tree needs them, and only there.
func TestPrint(t *testing.T) {
	for source, want := range map[string]string{
		"1+2*3-4":                             "1 + 2 * 3 - 4",
		"(1+2)*3":                             "(1 + 2) * 3",
		"1-(2-3)":                             "1 - (2 - 3)",
		"2**3**4":                             "2 ** 3 ** 4",
		"(2**3)**4":                           "(2 ** 3) ** 4",
		"-2**2":                               "-2 ** 2",
		"(-2)**2":                             "(-2) ** 2",
		"2**-1":                               "2 ** -1",
		"not a==b":                            "not a == b",
		"(not a)==b":                          "(not a) == b",
		"a or b and c":                        "a or b and c",
		"(a or b) and c":                      "(a or b) and c",
		"a<b<c":                               "a < b < c",
		"(a<b)<c":                             "(a < b) < c",
		"a if b else c if d else e":           "a if b else c if d else e",
		"(a if b else c) if d else e":         "(a if b else c) if d else e",
		"lambda x,/,y=1,*,z:(x,y)":            "lambda x, /, y=1, *, z: (x, y)",
		"x[1:2,::3,...,None]":                 "x[1:2, ::3, ..., None]",
		"x[(1,2)]":                            "x[1, 2]",
		"f(*a,b,**c,d=1)":                     "f(*a, b, **c, d=1)",
		"f(x for x in y)":                     "f((x for x in y))",
		"{**a,'b':1}":                         `{**a, "b": 1}`,
		"(1,)":                                "1,",
		"()":                                  "()",
		"1 .real":                             "(1).real",
		"1.5.real":                            "1.5.real",
		"a@b|c&d^e<<1":                        "a @ b | c & d ^ e << 1",
		"x=y=z":                               "x = y = z",
		"a,*b=c":                              "a, *b = c",
		"f'{x!r:>{w}} {{}} {y=}'":             `f"""{x!r:>{w}} {{}} y={y!r}"""`,
		"'a' \"b\" r'\\c'":                    `"ab\\c"`,
		"[x for x in a if b if c for d in e]": "[x for x in a if b if c for d in e]",
		"x if (y:=z) else w":                  "x if (y := z) else w",
		"await_ = 0x1F + 1_000":               "await_ = 31 + 1000",
		"a if b else lambda: c":               "a if b else lambda: c",
		"~-+x":                                "~-+x",
		"a is not b not in c":                 "a is not b not in c",
	} {
		got, err := printed(source)
		if err != nil || strings.TrimSuffix(got, "\n") != want {
			t.Errorf("%q: got %q, %v, want %q", source, got, err, want)
		}
	}
}

// TestIncomplete tells a prompt when to wait for another line.
func TestIncomplete(t *testing.T) {
	for source, want := range map[string]bool{
		"f(":                     true,
		"x = [1,\n":              true,
		"if x:":                  true,
		"def f():\n":             true,
		"'''abc":                 true,
		"x = 1 + \\":             true,
		"try:\n    pass\n":       true,
		"f)":                     false,
		"x = = 1":                false,
		"'abc":                   false,
		"if x:\npass":            false,
		"x = 1 +":                false,
		"@decorator":             true,
		"class A:\n    x = 1\n)": false,
	} {
		_, err := parser.Parse(ast.NewSource("x.py", source))
		if err == nil {
			t.Errorf("%q is accepted", source)
			continue
		}
		if got := err.(*parser.Error).Incomplete; got != want {
			t.Errorf("%q: incomplete %v, want %v (%v)", source, got, want, err)
		}
	}
}
