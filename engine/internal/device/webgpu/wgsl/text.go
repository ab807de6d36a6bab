package wgsl

import (
	"fmt"
	"strings"
)

// A text is a piece of source that grows line by line.
type text struct {
	lines   []string
	origins []int32 // by line
	indent  int
	// origin is that of the lines to come, as in kernel.Instr.
	origin int32
}

// line appends a line, indented.
func (t *text) line(format string, args ...any) {
	t.lines = append(t.lines, strings.Repeat("  ", t.indent)+fmt.Sprintf(format, args...))
	t.origins = append(t.origins, t.origin)
}

// open appends a line that ends with a brace and indents what follows.
func (t *text) open(format string, args ...any) {
	t.line(format+" {", args...)
	t.indent++
}

// close ends what open began.
func (t *text) close() {
	t.indent--
	t.line("}")
}

// add appends lines of source that belong to no equation.
func (t *text) add(source string) {
	for _, l := range strings.Split(strings.TrimSuffix(source, "\n"), "\n") {
		t.lines = append(t.lines, l)
		t.origins = append(t.origins, 0)
	}
}

// join appends another piece.
func (t *text) join(other text) {
	t.lines = append(t.lines, other.lines...)
	t.origins = append(t.origins, other.origins...)
}

func (t *text) String() string { return strings.Join(t.lines, "\n") + "\n" }
