package main

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"fluxion/engine/lang/kernel"
)

// typed are lines that a user types, and what was prompted for them. "^C" is
// Ctrl-C.
type typed struct {
	lines   []string
	prompts string
}

func (l *typed) Prompt(prompt string) (string, error) {
	l.prompts += prompt[:1]
	if len(l.lines) == 0 {
		return "", io.EOF
	}
	line := l.lines[0]
	l.lines = l.lines[1:]
	if line == "^C" {
		return "", errInterrupted
	}
	return line, nil
}

func newREPL(lines lineReader) (r *repl, stdout, stderr *strings.Builder) {
	stdout, stderr = &strings.Builder{}, &strings.Builder{}
	r = &repl{lines: lines, stdout: stdout, stderr: stderr}
	r.kernel = kernel.New(kernel.Options{Plain: true, Emit: r.show})
	return r, stdout, stderr
}

func TestREPL(t *testing.T) {
	for _, test := range []struct{ lines, prompts, stdout, stderr string }{
		{"1 + 1", ">>", "2\n", ""},
		{"x = 3|x|_ * 2|", ">>>>>", "3\n6\n", ""},
		{"|  |1", ">>>>", "1\n", ""},
		{"def f(x):|    return x + 1||f(1)", ">..>>", "2\n", ""},
		{"for i in range(2):|    print(i)|", ">..>", "0\n1\n", ""},
		{"f(|2", ">..", "", "SyntaxError: '(' was never closed\n"},
		{"(1,|^C|2", ">.>>", "2\n", "KeyboardInterrupt\n"},
		{"1 / 0|5", ">>>", "5\n", "ZeroDivisionError: division by zero\n"},
		{"x y|5", ">>>", "5\n", "SyntaxError: invalid syntax\n"},
		{"['x' * 60, 'y' * 60]", ">>", "['" + strings.Repeat("x", 60) + "', '" + strings.Repeat("y", 60) + "']\n", ""},
		{"if True:|    7", ">..", "", ""},
		{"print('a')|import sys|n = sys.stderr.write('b')", ">>>>", "a\n", "b"},
		{"'''a|b'''", ">.>", "'a\\nb'\n", ""},
		{"exit()|5", ">", "", ""},
	} {
		lines := &typed{lines: strings.Split(test.lines, "|")}
		r, stdout, stderr := newREPL(lines)
		err := r.loop()
		r.kernel.Close()
		if err != nil || lines.prompts != test.prompts || stdout.String() != test.stdout || !strings.HasSuffix(stderr.String(), test.stderr) || test.stderr == "" && stderr.String() != "" {
			t.Errorf("%q: prompts %q, output %q, errors %q, %v; want %q, %q, %q",
				test.lines, lines.prompts, stdout, stderr, err, test.prompts, test.stdout, test.stderr)
		}
	}
}

// TestREPLWithoutTerminal reads a pipe, as in "fluxion repl < program.py".
func TestREPLWithoutTerminal(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer func(before *os.File) { os.Stdin = before }(os.Stdin)
	os.Stdin = r
	if _, err := io.WriteString(w, "import jax.numpy as jnp\njnp.arange(2.)\ndef f():\n    return 5\n\nf()\nimport sys\nsys.exit(f())\n"); err != nil {
		t.Fatal(err)
	}
	w.Close()
	if status, stdout, stderr := invoke("repl", "--x64"); status != 5 || stdout != "Array([0., 1.], dtype=float64)\n5\n" || stderr != "" {
		t.Errorf("status %d, output %q, errors %q", status, stdout, stderr)
	}
}

func TestREPLExits(t *testing.T) {
	r, _, stderr := newREPL(&typed{lines: []string{"import sys", "sys.exit('bye')", "print(1)"}})
	defer r.kernel.Close()
	if err := r.loop(); err != (ended{1}) || stderr.String() != "bye\n" {
		t.Errorf("got %v, %q", err, stderr)
	}
}

func TestREPLCompletes(t *testing.T) {
	r, _, _ := newREPL(&typed{lines: []string{"import math", "value = 1"}})
	defer r.kernel.Close()
	if err := r.loop(); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		pending, line string
		cursor        int
		head          string
		words         []string
		tail          string
	}{
		{"", "math.gam", 8, "math.", []string{"gamma"}, ""},
		{"", "f(math.gam, 1)", 10, "f(math.", []string{"gamma"}, ", 1)"},
		{"", "'😀', val", 8, "'😀', ", []string{"value"}, ""},
		{"def f(alpha):\n", "    return alp", 14, "    return ", []string{"alpha"}, ""},
		{"def f(alpha):\n", "  x", 2, "  ", []string{"    "}, "x"},
		{"", "nothing.x", 9, "nothing.", nil, ""},
	} {
		r.pending = test.pending
		head, words, tail := r.complete(test.line, test.cursor)
		if head != test.head || !reflect.DeepEqual(words, test.words) || tail != test.tail {
			t.Errorf("%q: got %q, %q, %q", test.line, head, words, tail)
		}
	}
}

func TestPlainLines(t *testing.T) {
	l := &plainLines{bufio.NewReader(strings.NewReader("a\r\n\nb"))}
	for _, want := range []string{"a", "", "b"} {
		if line, err := l.Prompt(">>> "); line != want || err != nil {
			t.Errorf("got %q, %v, want %q", line, err, want)
		}
	}
	if _, err := l.Prompt(">>> "); err != io.EOF {
		t.Errorf("got %v at the end", err)
	}
}

func TestHistoryFile(t *testing.T) {
	state := t.TempDir()
	t.Setenv("XDG_STATE_HOME", state)
	if file, err := historyFile(); err != nil || file != filepath.Join(state, "fluxion", "history") {
		t.Errorf("got %s, %v", file, err)
	}
	t.Setenv("XDG_STATE_HOME", "relative")
	home, err := os.UserHomeDir()
	if err != nil {
		t.Fatal(err)
	}
	if file, err := historyFile(); err != nil || file != filepath.Join(home, ".local", "state", "fluxion", "history") {
		t.Errorf("got %s, %v", file, err)
	}
}
