package ast

import (
	"slices"
	"strings"
)

// A Source is the text of a program with its name in error messages.
type Source struct {
	Name, Text string
	// Internal marks the library's own Python code, whose frames a traceback
	// leaves out.
	Internal bool

	// Anchors tells what a traceback marks within a [Binary] or [Subscript],
	// by their ranges.
	Anchors map[Span]Anchor

	lines []int32 // offsets of the beginnings of lines
}

// An Anchor is where the left operand, or the indexed value, of an expression
// ends and where the right operand begins, or the index ends.
type Anchor struct {
	LeftEnd, Right int32
	Subscript      bool
}

// NewSource returns the source of a text.
func NewSource(name, text string) *Source {
	s := &Source{Name: name, Text: text, Anchors: map[Span]Anchor{}, lines: []int32{0}}
	for i := range len(text) {
		if text[i] == '\n' {
			s.lines = append(s.lines, int32(i+1))
		}
	}
	return s
}

// Position returns the line of an offset, from 1, and its byte column, from 0.
func (s *Source) Position(offset int32) (line, column int) {
	i, found := slices.BinarySearch(s.lines, offset)
	if !found {
		i--
	}
	return i + 1, int(offset - s.lines[i])
}

// Line returns the text of a line, counted from 1, without its end.
func (s *Source) Line(line int) string {
	if line < 1 || line > len(s.lines) {
		return ""
	}
	text := s.Text[s.lines[line-1]:]
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	return strings.TrimSuffix(text, "\r")
}
