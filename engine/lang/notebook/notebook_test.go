package notebook_test

import (
	"embed"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"fluxion/engine/lang/notebook"
)

//go:embed testdata
var testdata embed.FS

func readFile(t testing.TB, name string) string {
	t.Helper()
	text, err := testdata.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func parse(t *testing.T, text string) *notebook.Notebook {
	t.Helper()
	nb, err := notebook.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return nb
}

// TestRoundTrip compares with what nbformat writes, byte for byte.
func TestRoundTrip(t *testing.T) {
	want := readFile(t, "rough.out.ipynb")
	for _, name := range []string{"rough.ipynb", "rough.out.ipynb"} {
		if got := string(parse(t, readFile(t, name)).Bytes()); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
}

func TestParse(t *testing.T) {
	nb := parse(t, readFile(t, "rough.ipynb"))
	if len(nb.Cells) != 5 || nb.Minor != 5 {
		t.Fatalf("%d cells, minor version %d", len(nb.Cells), nb.Minor)
	}
	c := nb.Cells[1]
	if c.Type != notebook.Code || c.ID != "second" || c.Source != "x = 1\nx" || *c.ExecutionCount != 7 {
		t.Errorf("got %+v", c)
	}
	if !c.HasTag("raises-exception") || c.HasTag("slow") || nb.Cells[0].HasTag("other") {
		t.Error("wrong tags")
	}
	if len(c.Outputs) != 5 || c.Outputs[0]["text"] != "one\ntwo" {
		t.Errorf("got outputs %v", c.Outputs)
	}
}

// TestOldMinor: before 4.5 cells have no ids.
func TestOldMinor(t *testing.T) {
	text := `{
 "cells": [
  {
   "cell_type": "markdown",
   "metadata": {},
   "source": []
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 2
}
`
	nb := parse(t, text)
	if got := string(nb.Bytes()); got != text {
		t.Errorf("got\n%s", got)
	}
	if c := nb.Add(notebook.Code, ""); c.ID != "" {
		t.Errorf("a new cell has the id %q", c.ID)
	}
}

// TestIDs: every cell gets an id of its own.
func TestIDs(t *testing.T) {
	nb := parse(t, `{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
		{"cell_type": "raw", "id": "a", "metadata": {}, "source": "1"},
		{"cell_type": "raw", "id": "a", "metadata": {}, "source": "2"},
		{"cell_type": "raw", "metadata": {}, "source": "3"}]}`)
	nb.Add(notebook.Markdown, "4")
	seen := map[string]bool{}
	for _, c := range nb.Cells {
		if !regexp.MustCompile(`^[a-f0-9]{8}$|^a$`).MatchString(c.ID) || seen[c.ID] {
			t.Errorf("id %q", c.ID)
		}
		seen[c.ID] = true
	}
}

func TestNew(t *testing.T) {
	nb := notebook.New()
	c := nb.Add(notebook.Code, "print(1)\n1 / 0")
	n := 3
	c.ExecutionCount = &n
	c.Write("stdout", "a\n")
	c.Write("stdout", "b")
	c.Write("stderr", "c")
	c.Write("stdout", "d")
	c.Display(map[string]string{"image/svg+xml": "<svg/>"})
	c.Result(map[string]string{"text/plain": "5"})
	c.Fail("ZeroDivisionError", "division by zero", []string{"Traceback", "end"})
	again := parse(t, string(nb.Bytes()))
	if len(again.Cells) != 1 || again.Cells[0].ID != c.ID {
		t.Fatalf("got %+v", again.Cells)
	}
	var kinds []string
	for _, o := range again.Cells[0].Outputs {
		kinds = append(kinds, o["output_type"].(string))
	}
	if want := strings.Fields("stream stream stream display_data execute_result error"); !reflect.DeepEqual(kinds, want) {
		t.Errorf("got %v", kinds)
	}
	if text := again.Cells[0].Outputs[0]["text"]; text != "a\nb" {
		t.Errorf("got %q", text)
	}
	if string(again.Bytes()) != string(nb.Bytes()) {
		t.Error("not the same when read again")
	}
	c.Clear()
	if c.ExecutionCount != nil || c.Outputs != nil {
		t.Errorf("got %+v", c)
	}
}

func TestErrors(t *testing.T) {
	cell := func(fields string) string {
		return `{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "raw", "id": "a", "metadata": {}, "source": ""}, {` + fields + `}]}`
	}
	for _, test := range []struct{ text, want string }{
		{"", "not a notebook: invalid JSON at line 1, column 1: unexpected end"},
		{"{\n \"cells\": [\n", "not a notebook: invalid JSON at line 3, column 1: unexpected end"},
		{"{\n \"célls\": x}", "not a notebook: invalid JSON at line 2, column 11: invalid character 'x'"},
		{"{} {}", "not a notebook: invalid JSON at line 1"},
		{"print(1)", "not a notebook: invalid JSON at line 1, column 1: "},
		{"[1]", "not a notebook: there is no field nbformat"},
		{`{"cells": []}`, "not a notebook: there is no field nbformat"},
		{`{"nbformat": 3, "nbformat_minor": 0, "worksheets": []}`, "nbformat: given version 3, expected 4"},
		{`{"nbformat": 5, "nbformat_minor": 0}`, "nbformat: given version 5, expected 4"},
		{`{"nbformat": "4", "nbformat_minor": 0}`, "nbformat: given text, expected a whole number"},
		{`{"nbformat": 4, "nbformat_minor": -1}`, "nbformat_minor: given -1, expected a whole number"},
		{`{"nbformat": 4, "nbformat_minor": 5, "cells": []}`, "metadata: given nothing, expected an object"},
		{`{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}`, "cells: given nothing, expected a list"},
		{`{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [1]}`, "cells[0]: given 1, expected an object"},
		{cell(`"cell_type": "cod", "id": "b", "metadata": {}, "source": ""`), `cells[1].cell_type: given "cod", expected code, markdown or raw`},
		{cell(`"cell_type": "code", "id": "b", "metadata": {}, "source": 1`), "cells[1].source: given 1, expected text or a list of lines"},
		{cell(`"cell_type": "code", "id": "b", "metadata": {}, "source": ["a", {}]`), "cells[1].source: given a list, expected text or a list of lines"},
		{cell(`"cell_type": "raw", "id": "b c", "metadata": {}, "source": ""`), `cells[1].id: given "b c", expected 1 to 64 letters, digits, - and _`},
		{cell(`"cell_type": "raw", "id": true, "metadata": {}, "source": ""`), `cells[1].id: given true, expected text`},
		{cell(`"cell_type": "code", "id": "b", "metadata": {}, "source": ""`), "cells[1].outputs: given nothing, expected a list"},
		{cell(`"cell_type": "code", "id": "b", "metadata": {}, "source": "", "outputs": [2]`), "cells[1].outputs[0]: given 2, expected an object"},
		{cell(`"cell_type": "code", "id": "b", "metadata": {}, "source": "", "outputs": [{"output_type": "stream", "name": "stdout"}]`), "cells[1].outputs[0].text: given nothing, expected text or a list of lines"},
	} {
		if _, err := notebook.Parse([]byte(test.text)); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", test.text, err, test.want)
		}
	}
}

// FuzzParse: what can be read can be written and read again, the same.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"rough.ipynb", "rough.out.ipynb"} {
		f.Add([]byte(readFile(f, name)))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		nb, err := notebook.Parse(text)
		if err != nil {
			return
		}
		written := nb.Bytes()
		again, err := notebook.Parse(written)
		if err != nil || string(again.Bytes()) != string(written) {
			t.Errorf("%s\nis written as\n%s\nand read with %v", text, written, err)
		}
	})
}
