package kernel

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a piece of source text that may be anything but a program: what is
// being typed is unfinished.
type token struct {
	kind     tokenKind
	text     string
	from, to int  // bytes
	open     bool // a string or comment that does not end with its last byte
}

type tokenKind uint8

const (
	word tokenKind = iota
	number
	text // a string
	comment
	symbol  // a character: an operator or a bracket
	lineEnd // of a logical line
)

// is reports whether a token is one of the given words or symbols.
func (t token) is(texts ...string) bool {
	return (t.kind == word || t.kind == symbol) && slices.Contains(texts, t.text)
}

// A scanner splits text into tokens. Nothing is an error.
type scanner struct {
	source string
	pos    int
	depth  int // of brackets
	tokens []token
}

func scan(source string) []token {
	s := &scanner{source: source}
	for s.pos < len(source) {
		s.token("")
	}
	s.add(lineEnd, len(source))
	return s.tokens
}

func (s *scanner) add(kind tokenKind, to int) *token {
	s.tokens = append(s.tokens, token{kind: kind, text: s.source[s.pos:to], from: s.pos, to: to})
	s.pos = to
	return &s.tokens[len(s.tokens)-1]
}

// starters begin statements only: at the beginning of a line they end whatever
// brackets were left open before.
var starters = []string{"import", "def", "class", "return", "while", "with", "try", "raise", "assert", "del", "global", "pass"}

// token reads the next token. Within a formatted string, whose end is quote, it
// stops there.
func (s *scanner) token(quote string) {
	rest := s.source[s.pos:]
	switch c := rest[0]; {
	case c == '\n':
		if s.depth == 0 {
			s.add(lineEnd, s.pos+1)
		} else {
			s.pos++
		}
	case c == ' ' || c == '\t' || c == '\r' || c == '\f':
		s.pos++
	case strings.HasPrefix(rest, "\\\n"):
		s.pos += 2
	case c == '#' && quote == "":
		end := strings.IndexByte(rest, '\n')
		if end < 0 {
			end = len(rest)
		}
		s.add(comment, s.pos+end).open = true
	case c == '"' || c == '\'':
		s.string("")
	default:
		s.rest(rest)
	}
}

// rest reads words, numbers and symbols.
func (s *scanner) rest(rest string) {
	n := wordLength(rest)
	switch c := rest[0]; {
	case n > 0 && n < len(rest) && (rest[n] == '"' || rest[n] == '\'') && n <= 2 && strings.Trim(strings.ToLower(rest[:n]), "rbfu") == "":
		s.string(rest[:n])
	case '0' <= c && c <= '9':
		s.add(number, s.pos+numberLength(rest))
	case n > 0:
		if s.depth > 0 && slices.Contains(starters, rest[:n]) && s.beginsLine() {
			s.depth = 0
			s.tokens = append(s.tokens, token{kind: lineEnd, from: s.pos, to: s.pos})
		}
		s.add(word, s.pos+n)
	default:
		switch c {
		case '(', '[', '{':
			s.depth++
		case ')', ']', '}':
			s.depth = max(s.depth-1, 0)
		}
		_, size := utf8.DecodeRuneInString(rest)
		s.add(symbol, s.pos+size)
	}
}

func (s *scanner) beginsLine() bool {
	before := strings.TrimRight(s.source[:s.pos], " \t")
	return before == "" || strings.HasSuffix(before, "\n")
}

func wordLength(s string) int {
	for i, r := range s {
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)) {
			return i
		}
	}
	return len(s)
}

// numberLength returns the length of a number, of which a dot may be the end.
func numberLength(s string) int {
	i := 0
	for i < len(s) && (s[i] == '.' || s[i] == '_' || s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z' || s[i] >= '0' && s[i] <= '9') {
		i++
	}
	return i
}

// string reads a string with a prefix. The expressions within a formatted one
// become tokens of their own, in braces.
func (s *scanner) string(prefix string) {
	start, rest := s.pos, s.source[s.pos+len(prefix):]
	quote := rest[:1]
	if strings.HasPrefix(rest, strings.Repeat(quote, 3)) {
		quote = strings.Repeat(quote, 3)
	}
	raw := strings.ContainsAny(prefix, "rR")
	formatted := strings.ContainsAny(prefix, "fF")
	depth := s.depth
	end := s.pos + len(prefix) + len(quote)
	for end < len(s.source) {
		switch c := s.source[end]; {
		case strings.HasPrefix(s.source[end:], quote):
			s.add(text, end+len(quote))
			return
		case c == '\\' && !raw:
			end = min(end+2, len(s.source))
		case c == '\n' && len(quote) == 1:
			s.add(text, end).open = true
			return
		case formatted && (strings.HasPrefix(s.source[end:], "{{") || strings.HasPrefix(s.source[end:], "}}")):
			end += 2
		case formatted && c == '{':
			s.add(text, end)
			s.field(quote)
			s.depth = depth
			end = s.pos
		default:
			end++
		}
	}
	if s.add(text, end).open = true; start == s.pos {
		s.tokens = s.tokens[:len(s.tokens)-1]
	}
}

// field reads a replacement field of a formatted string, up to its end or to
// its format specification.
func (s *scanner) field(quote string) {
	depth := s.depth
	s.rest("{")
	for s.pos < len(s.source) && s.depth > depth {
		rest := s.source[s.pos:]
		if strings.HasPrefix(rest, quote) || rest[0] == '\n' && len(quote) == 1 || s.depth == depth+1 && (rest[0] == ':' || rest[0] == '!' && !strings.HasPrefix(rest, "!=")) {
			return
		}
		s.token(quote)
	}
}
