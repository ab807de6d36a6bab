package syntax

import (
	"strings"
	"unicode/utf8"
)

// An Error says what is wrong with a part of the source. Pos and End are byte
// offsets with 0 <= Pos <= End <= len(source).
type Error struct {
	Pos, End int
	Msg      string
}

func (e *Error) Error() string { return e.Msg }

// UTF16 returns Pos and End counted in UTF-16 units, as JavaScript counts.
func (e *Error) UTF16(src string) (pos, end int) {
	return utf16Len(src[:e.Pos]), utf16Len(src[:e.End])
}

// UTF16 returns the span counted in UTF-16 units, as JavaScript counts.
func (s Span) UTF16(src string) (from, to int) {
	return utf16Len(src[:s.From]), utf16Len(src[:s.To])
}

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// caretWidth is how many characters of a long line Caret shows.
const caretWidth = 72

// Caret returns the line of src that the error points into and, below it, a
// caret under each character of the place. Of a long line it shows the
// surroundings of the place.
func (e *Error) Caret(src string) string {
	start := strings.LastIndexByte(src[:e.Pos], '\n') + 1
	line := src[start:]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	column := utf8.RuneCountInString(src[start:e.Pos])
	width := max(1, utf8.RuneCountInString(line[e.Pos-start:min(e.End-start, len(line))]))

	text := []rune(strings.TrimSuffix(line, "\r"))
	if len(text) > caretWidth {
		from := min(max(0, column-caretWidth/2), len(text))
		to := min(from+caretWidth, len(text))
		text, column = text[from:to], column-from
		if from > 0 {
			text = append([]rune("…"), text...)
			column++
		}
		if from+caretWidth < utf8.RuneCountInString(line) {
			text = append(text, '…')
		}
	}
	width = max(1, min(width, len(text)-column))

	var b strings.Builder
	b.WriteString(string(text))
	b.WriteByte('\n')
	for i := range column {
		if i < len(text) && text[i] == '\t' {
			b.WriteByte('\t') // a tab is as wide here as above
		} else {
			b.WriteByte(' ')
		}
	}
	b.WriteString(strings.Repeat("^", width))
	return b.String()
}
