package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fluxion/engine/lang/notebook"
)

// write makes a notebook of cells and returns the file.
func write(t *testing.T, cells ...string) string {
	t.Helper()
	nb := notebook.New()
	nb.Add(notebook.Markdown, "# Title")
	for _, source := range cells {
		c := nb.Add(notebook.Code, source)
		if tag, rest, ok := strings.Cut(source, ": "); ok && !strings.Contains(tag, "\n") && strings.HasPrefix(tag, "#") {
			c.Source, c.Metadata["tags"] = rest, []any{strings.TrimPrefix(tag, "#")}
		}
		c.Write("stdout", "from before")
	}
	file := filepath.Join(t.TempDir(), "some.ipynb")
	if err := os.WriteFile(file, nb.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// outputs reads what the cells of a notebook show: count and kinds and texts.
func outputs(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	nb, err := notebook.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, c := range nb.Cells {
		if c.Type != notebook.Code {
			continue
		}
		b.WriteString("|")
		if c.ExecutionCount != nil {
			b.WriteByte(byte('0' + *c.ExecutionCount))
		}
		for _, o := range c.Outputs {
			b.WriteString(" ")
			switch o["output_type"] {
			case "stream":
				b.WriteString(o["name"].(string) + " " + o["text"].(string))
			case "error":
				lines := o["traceback"].([]any)
				b.WriteString(o["ename"].(string) + " " + o["evalue"].(string) + " " + lines[1].(string))
			default:
				b.WriteString(o["output_type"].(string) + " " + o["data"].(map[string]any)["text/plain"].(string))
			}
		}
	}
	return b.String()
}

func TestNotebook(t *testing.T) {
	for _, test := range []struct {
		name   string
		cells  []string
		flags  []string
		status int
		want   string
	}{
		{name: "values", cells: []string{"x = 2", "x + 1", "print(x); print(x)\nx", "", "display(x)"},
			want: "|1|2 execute_result 3|3 stdout 2\n2\n execute_result 2| stdout from before|4 display_data 2"},
		{name: "stops", cells: []string{"1", "1 / 0", "3"}, status: 1,
			want: `|1 execute_result 1|2 ZeroDivisionError division by zero   File "cell 2", line 1, in <module>| stdout from before`},
		{name: "keeps going", cells: []string{"1 / 0", "3"}, flags: []string{"--keep-going"}, status: 1,
			want: `|1 ZeroDivisionError division by zero   File "cell 1", line 1, in <module>|2 execute_result 3`},
		{name: "failure that is expected", cells: []string{"#raises-exception: 1 / 0", "3"},
			want: `|1 ZeroDivisionError division by zero   File "cell 1", line 1, in <module>|2 execute_result 3`},
		{name: "skipped", cells: []string{"#skip-execution: 1 / 0", "3"}, want: `| stdout from before|1 execute_result 3`},
		{name: "time", cells: []string{"while True: pass"}, flags: []string{"--max-seconds=0.1"}, status: 1,
			want: `|1 TimeoutError the program ran longer than 100ms   File "cell 1", line 1, in <module>`},
		{name: "x64", cells: []string{"import jax.numpy as jnp\njnp.pi * jnp.ones(1)"}, flags: []string{"--x64"},
			want: `|1 execute_result Array([3.14159265], dtype=float64)`},
		{name: "streams", cells: []string{"import sys\nprint('a')\nprint('b', file=sys.stderr)\nprint('c')"},
			want: "|1 stdout a\n stderr b\n stdout c\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := write(t, test.cells...)
			status, stdout, stderr := invoke(append([]string{"notebook", file}, test.flags...)...)
			if got := outputs(t, file); status != test.status || stdout != "" || got != test.want {
				t.Errorf("status %d, output %q, notebook\n%s\nwant %d and\n%s", status, stdout, got, test.status, test.want)
			}
			if !strings.Contains(stderr, "cell 1 of ") || (status != 0) != strings.Contains(stderr, "Traceback") {
				t.Errorf("progress %q", stderr)
			}
		})
	}
}

func TestNotebookOutput(t *testing.T) {
	file := write(t, "6 * 7")
	before, _ := os.ReadFile(file)
	copied := filepath.Join(t.TempDir(), "copy.ipynb")
	if status, stdout, stderr := invoke("notebook", file, "-o", copied); status != 0 || stdout != "" {
		t.Fatalf("status %d, %s", status, stderr)
	}
	if now, _ := os.ReadFile(file); string(now) != string(before) {
		t.Error("the original has changed")
	}
	want, _ := os.ReadFile(copied)
	if status, stdout, _ := invoke("notebook", file, "-o", "-"); status != 0 || stdout != string(want) {
		t.Errorf("status %d, standard output\n%s\nwant\n%s", status, stdout, want)
	}
	if !strings.HasSuffix(outputs(t, copied), " execute_result 42") {
		t.Errorf("got %s", outputs(t, copied))
	}
}

func TestNotebookErrors(t *testing.T) {
	folder := t.TempDir()
	file := func(text string) string {
		name := filepath.Join(folder, "bad.ipynb")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	for text, want := range map[string]string{
		"print(1)": "not a notebook: invalid JSON at line 1, column 1",
		`{"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"language": "julia"}}, "cells": []}`: "the code is julia, expected python",
	} {
		name := file(text)
		status, stdout, stderr := invoke("notebook", name)
		if status != statusError || stdout != "" || !strings.Contains(stderr, name+": "+want) {
			t.Errorf("%s: status %d, %q", text, status, stderr)
		}
		if now, _ := os.ReadFile(name); string(now) != text {
			t.Errorf("%s: the file has changed", text)
		}
	}
	if status, _, stderr := invoke("notebook", "missing.ipynb"); status != statusError || !strings.Contains(stderr, "can't open file 'missing.ipynb'") {
		t.Errorf("status %d, %q", status, stderr)
	}
}
