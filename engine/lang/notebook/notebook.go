// Package notebook reads and writes Jupyter notebooks, files in nbformat 4
// (https://nbformat.readthedocs.io). A notebook that is read and written again
// has the same bytes as if Jupyter had done it, and loses nothing: fields that
// this package does not know stay.
package notebook

import (
	"crypto/rand"
	"encoding/hex"
)

// A Notebook is a list of cells.
type Notebook struct {
	Cells []*Cell
	// Metadata is what the file says about itself: kernelspec, language_info.
	Metadata map[string]any
	// Minor is the minor version of the format. Cells have ids since 4.5.
	Minor int

	rest map[string]any
}

// The types of cells.
const (
	Code     = "code"
	Markdown = "markdown"
	Raw      = "raw"
)

// A Cell is a piece of program or of text.
type Cell struct {
	// Type is Code, Markdown or Raw.
	Type string
	// ID is unique in the notebook; "" before nbformat 4.5.
	ID string
	// Source is the text.
	Source   string
	Metadata map[string]any
	// ExecutionCount and Outputs are those of code cells; the count is nil
	// before the first execution.
	ExecutionCount *int
	Outputs        []Output

	rest map[string]any
}

// An Output is what a cell shows, with the fields that nbformat gives it. Texts
// of several lines are in one piece.
type Output map[string]any

// New returns a notebook of Python without cells.
func New() *Notebook {
	nb := &Notebook{Metadata: map[string]any{}, Minor: minorWithIDs}
	nb.DescribeLanguage()
	return nb
}

// Add appends a cell with an id of its own.
func (nb *Notebook) Add(kind, source string) *Cell {
	c := &Cell{Type: kind, Source: source, Metadata: map[string]any{}}
	if nb.Minor >= minorWithIDs {
		c.ID = newID()
	}
	nb.Cells = append(nb.Cells, c)
	return c
}

// DescribeLanguage says in the metadata that the code is Python, unless
// something is said there. Jupyter chooses its kernel by that.
func (nb *Notebook) DescribeLanguage() {
	if nb.Metadata["kernelspec"] == nil {
		nb.Metadata["kernelspec"] = map[string]any{"display_name": "Python 3", "language": "python", "name": "python3"}
	}
	if nb.Metadata["language_info"] == nil {
		nb.Metadata["language_info"] = map[string]any{"file_extension": ".py", "mimetype": "text/x-python", "name": "python"}
	}
}

// Language returns the language of the code, or "" if nothing is said.
func (nb *Notebook) Language() string {
	for _, place := range []struct{ object, field string }{{"kernelspec", "language"}, {"language_info", "name"}} {
		if about, ok := nb.Metadata[place.object].(map[string]any); ok {
			if language, ok := about[place.field].(string); ok {
				return language
			}
		}
	}
	return ""
}

// HasTag reports whether a cell has a tag, such as raises-exception.
func (c *Cell) HasTag(tag string) bool {
	tags, _ := c.Metadata["tags"].([]any)
	for _, t := range tags {
		if t == tag {
			return true
		}
	}
	return false
}

// Clear takes away what an execution has left.
func (c *Cell) Clear() { c.ExecutionCount, c.Outputs = nil, nil }

// Write adds text to the outputs. Text that follows other text of the same
// stream, stdout or stderr, joins it.
func (c *Cell) Write(stream, text string) {
	if n := len(c.Outputs); n > 0 && c.Outputs[n-1]["output_type"] == "stream" && c.Outputs[n-1]["name"] == stream {
		before, _ := c.Outputs[n-1]["text"].(string)
		c.Outputs[n-1]["text"] = before + text
		return
	}
	c.Outputs = append(c.Outputs, Output{"output_type": "stream", "name": stream, "text": text})
}

// Display adds a value that is shown while the cell runs, in forms by MIME type.
func (c *Cell) Display(data map[string]string) {
	c.Outputs = append(c.Outputs, Output{"output_type": "display_data", "data": bundle(data), "metadata": map[string]any{}})
}

// Result adds the value of the cell, in forms by MIME type.
func (c *Cell) Result(data map[string]string) {
	var count any
	if c.ExecutionCount != nil {
		count = *c.ExecutionCount
	}
	c.Outputs = append(c.Outputs, Output{"output_type": "execute_result", "data": bundle(data), "metadata": map[string]any{}, "execution_count": count})
}

// Fail adds the exception that ended the cell, with the lines of the traceback.
func (c *Cell) Fail(name, value string, traceback []string) {
	lines := []any{}
	for _, line := range traceback {
		lines = append(lines, line)
	}
	c.Outputs = append(c.Outputs, Output{"output_type": "error", "ename": name, "evalue": value, "traceback": lines})
}

func bundle(data map[string]string) map[string]any {
	all := map[string]any{}
	for mime, text := range data {
		all[mime] = text
	}
	return all
}

// newID returns a random id, as Jupyter makes them.
func newID() string {
	var b [4]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
