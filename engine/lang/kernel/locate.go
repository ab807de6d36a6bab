package kernel

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fluxion/engine/lang/parser"
)

// A place is where the cursor is in a text.
type place struct {
	// line is the logical line up to the cursor, without the word before it,
	// which is prefix.
	line   []token
	prefix string
	// literal tells that the cursor is in a string, a comment or a number.
	literal bool
}

// locate finds the place of an offset.
func locate(source string, at int) place {
	var p place
	for _, t := range scan(source) {
		inside := t.from < at && (at < t.to || at == t.to && t.open)
		switch {
		case t.from >= at:
			return p
		case (t.kind == text || t.kind == comment) && inside, t.kind == number && at <= t.to:
			p.literal = true
			return p
		case t.kind == word && at <= t.to:
			p.prefix = source[t.from:at]
			return p
		case t.kind == lineEnd || t.is(";"):
			p.line = nil
		case t.kind != comment:
			p.line = append(p.line, t)
		}
	}
	return p
}

// after reports whether one of these stands before the cursor.
func (p place) after(texts ...string) bool {
	return len(p.line) > 0 && p.line[len(p.line)-1].is(texts...)
}

// imports reports whether the cursor is in an import statement.
func (p place) imports() bool { return len(p.line) > 0 && p.line[0].is("import", "from") }

// chain returns the dotted name at the end of a line, as its words; nil if the
// line ends with something else, such as a call.
func chain(line []token) []token {
	var words []token
	for i := len(line) - 1; i >= 0; i -= 2 {
		if line[i].kind != word {
			return nil
		}
		words = append(words, line[i])
		if i == 0 || !line[i-1].is(".") {
			slices.Reverse(words)
			return words
		}
	}
	return nil
}

var keywords = parser.Keywords()

func isKeyword(t token) bool { return t.kind == word && slices.Contains(keywords, t.text) }

// callee returns the part of a line that ends before the bracket of the
// innermost call that is open at its end, nil if there is none. A definition is
// no call.
func callee(line []token) []token {
	depth := 0
	for i := len(line) - 1; i > 0; i-- {
		switch {
		case line[i].is(")", "]", "}"):
			depth++
		case line[i].is("(", "[", "{"):
			if depth--; depth >= 0 {
				continue
			}
			if !line[i].is("(") || isKeyword(line[i-1]) || i > 1 && line[i-2].is("def", "class") {
				return nil
			}
			return line[:i]
		case line[i].is("lambda") && depth == 0:
			return nil
		}
	}
	return nil
}

// joined returns the text of tokens without space.
func joined(tokens []token) string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.text)
	}
	return b.String()
}

// byteOffset converts a position in UTF-16 code units to one in bytes; those
// outside of the text become its ends.
func byteOffset(s string, units int) int {
	for i, r := range s {
		if units <= 0 {
			return i
		}
		units -= utf16Width(r)
	}
	return len(s)
}

// utf16Length returns the length of a text in UTF-16 code units.
func utf16Length(s string) int {
	n := 0
	for _, r := range s {
		n += utf16Width(r)
	}
	return n
}

func utf16Width(r rune) int {
	if r > 0xFFFF && r != utf8.RuneError {
		return 2
	}
	return 1
}
