//go:build js && wasm

package main

import (
	"fmt"
	"unicode/utf8"
)

// How much of a long text is shown, in bytes. A page lays out that much within
// its frame or two.
const (
	headBytes = 256 << 10
	tailBytes = 32 << 10
)

// An excerpt lets the beginning of a text pass and keeps its end.
type excerpt struct {
	passed  int    // bytes
	skipped int    // characters between beginning and end
	tail    []byte // up to twice tailBytes of the end
}

// write adds to the text and returns what of that belongs to its beginning.
func (e *excerpt) write(text string) string {
	n := min(headBytes-e.passed, len(text))
	for n > 0 && n < len(text) && !utf8.RuneStart(text[n]) {
		n--
	}
	e.passed += n
	head, rest := text[:n], text[n:]
	if rest == "" {
		return head
	}
	e.passed = headBytes // nothing passes any more
	if extra := len(rest) - 2*tailBytes; extra > 0 {
		// Only the end of the new part can be the end of the text.
		e.skipped += utf8.RuneCount(e.tail) + utf8.RuneCountInString(rest[:extra])
		e.tail, rest = e.tail[:0], rest[extra:]
	}
	if e.tail = append(e.tail, rest...); len(e.tail) > 2*tailBytes {
		e.shorten()
	}
	return head
}

// shorten leaves tailBytes of the end, from the beginning of a character on.
func (e *excerpt) shorten() {
	n := max(len(e.tail)-tailBytes, 0)
	for n < len(e.tail) && !utf8.RuneStart(e.tail[n]) {
		n++
	}
	e.skipped += utf8.RuneCount(e.tail[:n])
	e.tail = append(e.tail[:0], e.tail[n:]...)
}

// end returns what follows the beginning: how much is left out, and the end of
// the text. It returns that once.
func (e *excerpt) end() string {
	e.shorten()
	tail := string(e.tail)
	if e.skipped > 0 {
		tail = fmt.Sprintf("\n… %d characters are left out …\n%s", e.skipped, tail)
	}
	e.skipped, e.tail = 0, nil
	return tail
}

// clip returns a text, or the excerpt of a long one.
func clip(text string) string {
	var e excerpt
	head := e.write(text)
	return head + e.end()
}
