package py

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"fluxion/engine/lang/ast"
)

// A TraceEntry is a frame that an exception passed.
type TraceEntry struct {
	Code *Code
	At   ast.Span
}

// A Traceback is the value of __traceback__.
type Traceback struct{ entries []TraceEntry }

// TracebackType is the type of tracebacks.
var TracebackType = &Type{Name: "traceback", Final: true}

// Type returns [TracebackType].
func (*Traceback) Type() *Type { return TracebackType }

// Traceback returns the value of __traceback__.
func (e *Exception) Traceback() Object {
	if len(e.trace) == 0 {
		return None
	}
	return &Traceback{e.trace}
}

// Trace returns the frames an exception passed, outermost first, without those
// of the library's own code.
func (e *Exception) Trace() []TraceEntry {
	var entries []TraceEntry
	for _, entry := range e.trace {
		if !entry.Code.Source.Internal {
			entries = append(entries, entry)
		}
	}
	return entries
}

// Line returns the line of the entry's place, counted from 1.
func (e TraceEntry) Line() int {
	line, _ := e.Code.Source.Position(e.At.From)
	return line
}

// FormatException returns what Python prints when an exception ends a program,
// with chained exceptions, as CPython 3.11 lays it out.
func (t *Thread) FormatException(e *Exception) string {
	var b strings.Builder
	t.formatChain(&b, e, map[*Exception]bool{})
	return b.String()
}

func (t *Thread) formatChain(b *strings.Builder, e *Exception, seen map[*Exception]bool) {
	seen[e] = true
	if e.Cause != nil && !seen[e.Cause] {
		t.formatChain(b, e.Cause, seen)
		b.WriteString("\nThe above exception was the direct cause of the following exception:\n\n")
	} else if e.Cause == nil && e.Context != nil && !e.SuppressContext && !seen[e.Context] {
		t.formatChain(b, e.Context, seen)
		b.WriteString("\nDuring handling of the above exception, another exception occurred:\n\n")
	}
	if entries := e.Trace(); len(entries) > 0 {
		b.WriteString("Traceback (most recent call last):\n")
		formatEntries(b, entries)
	}
	b.WriteString(t.FormatExceptionOnly(e))
}

// repeats is how often a frame is shown before it is counted only.
const repeats = 3

func formatEntries(b *strings.Builder, entries []TraceEntry) {
	count := 0
	flush := func() {
		if extra := count - repeats; extra > 0 {
			fmt.Fprintf(b, "  [Previous line repeated %d more time%s]\n", extra, pluralS(extra))
		}
	}
	for i, entry := range entries {
		if i > 0 && entry.Code == entries[i-1].Code && entry.Line() == entries[i-1].Line() {
			count++
		} else {
			flush()
			count = 1
		}
		if count <= repeats {
			formatEntry(b, entry)
		}
	}
	flush()
}

func formatEntry(b *strings.Builder, entry TraceEntry) {
	source := entry.Code.Source
	line, from := source.Position(entry.At.From)
	endLine, to := source.Position(entry.At.To)
	fmt.Fprintf(b, "  File \"%s\", line %d, in %s\n", source.Name, line, entry.Code.Name)
	text := source.Line(line)
	stripped := strings.Trim(text, " \t\f")
	if stripped == "" {
		return
	}
	fmt.Fprintf(b, "    %s\n", stripped)
	if endLine != line {
		to = len(strings.TrimRight(text, " \t\f"))
	}
	indent := len(text) - len(strings.TrimLeft(text, " \t\f"))
	if from < indent || to <= from || to > len(text) {
		return
	}
	marks := strings.Repeat("^", utf8.RuneCountInString(text[from:to]))
	anchors := ""
	if endLine == line {
		anchors = anchored(source, entry.At)
	}
	if anchors != "" {
		marks = anchors
	} else if len(marks) >= utf8.RuneCountInString(stripped) {
		return // the whole line is meant
	}
	b.WriteString("    " + strings.Repeat(" ", utf8.RuneCountInString(text[indent:from])) + marks + "\n")
}

// FormatExceptionOnly returns the last lines of a traceback: the class and the
// message, notes, and the place of a syntax error.
func (t *Thread) FormatExceptionOnly(e *Exception) string {
	var b strings.Builder
	if e.Syntax != nil {
		formatSyntax(&b, e.Syntax)
		fmt.Fprintf(&b, "%s: %s\n", e.class.Name, e.Syntax.Msg)
		return b.String()
	}
	if e.class.Module == "__main__" {
		b.WriteString(e.class.Qualname())
	} else {
		b.WriteString(e.class.FullName())
	}
	var msg string
	if failed := t.Try(func() { msg = t.Str(e) }); failed != nil {
		msg = "<exception str() failed>"
	}
	if msg != "" {
		b.WriteString(": " + msg)
	}
	if hint := e.suggestion(t); hint != "" {
		b.WriteString(hint)
	}
	b.WriteByte('\n')
	for _, n := range e.notes(t) {
		b.WriteString(n + "\n")
	}
	return b.String()
}

func formatSyntax(b *strings.Builder, s *SyntaxInfo) {
	line, from := s.Source.Position(s.At.From)
	endLine, to := s.Source.Position(s.At.To)
	fmt.Fprintf(b, "  File \"%s\", line %d\n", s.Source.Name, line)
	text := s.Source.Line(line)
	stripped := strings.TrimLeft(text, " \t\f")
	if strings.TrimSpace(stripped) == "" {
		return
	}
	fmt.Fprintf(b, "    %s\n", stripped)
	if s.Line {
		return
	}
	indent := len(text) - len(stripped)
	from = max(min(from, len(text)), indent)
	if endLine != line {
		to = len(text)
	}
	to = max(min(to, len(text)), from)
	width := max(1, utf8.RuneCountInString(text[from:to]))
	var pad strings.Builder
	for _, r := range text[indent:from] {
		if r != '\t' {
			r = ' '
		}
		pad.WriteRune(r)
	}
	fmt.Fprintf(b, "    %s%s\n", pad.String(), strings.Repeat("^", width))
}

// anchored returns the marks under an expression with an operator, "~~^~~", or
// under a subscript, "~^^^", or "". They are laid out as CPython does it.
func anchored(source *ast.Source, at ast.Span) string {
	a, ok := source.Anchors[at]
	if !ok {
		return ""
	}
	text := source.Text[at.From:at.To]
	left, right := int(a.LeftEnd-at.From), int(a.Right-at.From)
	isSpace := func(i int) bool { return strings.IndexByte(" \t\f", text[i]) >= 0 }
	if a.Subscript {
		for left < len(text) && text[left] != '[' {
			left++
		}
		right = len(text)
	} else {
		width := 1
		for left < right && isSpace(left) {
			left++
		}
		if left+1 < right && !isSpace(left+1) {
			width = 2
		}
		for left < len(text) && (isSpace(left) || text[left] == ')' || text[left] == '#') {
			left++
		}
		right = left + width
	}
	if left >= right || right > len(text) {
		return ""
	}
	count := utf8.RuneCountInString
	return strings.Repeat("~", count(text[:left])) + strings.Repeat("^", count(text[left:right])) + strings.Repeat("~", count(text[right:]))
}
