package parser

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"fluxion/engine/lang/ast"
)

type kind uint8

const (
	endOfFile kind = iota
	newline
	indent
	dedent
	name
	keyword
	number
	str
	operator
	failure // the lexer's error
)

// A token is a piece of the source.
type token struct {
	kind kind
	text string // as written; "" for newline, indent, dedent
	ast.Span
}

var keywords = map[string]bool{}

func init() {
	for k := range strings.FieldsSeq(`False None True and as assert async await break class continue def del elif else
		except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield`) {
		keywords[k] = true
	}
}

// operators, longest first where one begins another.
var operators = []string{
	"**=", "//=", ">>=", "<<=", "...",
	"**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=",
	"+", "-", "*", "/", "%", "@", "&", "|", "^", "~", "<", ">", "=", "(", ")", "[", "]", "{", "}", ",", ":", ".", ";",
}

// A lexer splits a source into tokens. It stops at the first error, which
// becomes the last token: the parser may find an earlier one.
type lexer struct {
	src     string
	pos     int
	end     int // of the part to read
	tokens  []token
	open    []token // brackets
	indents []column
	err     *Error
}

// A column is an indentation with tabs to multiples of 8, and with tabs as
// single characters: both must agree about which of two lines is indented more.
type column struct{ wide, narrow int }

// maxIndents is how deep blocks may be nested, maxOpen how deep brackets.
const (
	maxIndents = 100
	maxOpen    = 200
)

// lex returns the tokens of a program.
func lex(src string) ([]token, *Error) {
	l := &lexer{src: src, end: len(src), indents: []column{{}}}
	l.run(l.lines)
	return l.tokens, l.err
}

// lexExpression returns the tokens of a part of the source within brackets.
func lexExpression(src string, from, to int) ([]token, *Error) {
	l := &lexer{src: src, pos: from, end: to, open: []token{{text: "("}}}
	l.run(func() {
		for l.tokenOnLine() {
		}
		l.add(endOfFile, l.pos, l.pos)
	})
	return l.tokens, l.err
}

func (l *lexer) run(f func()) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			l.err = e
			l.tokens = append(l.tokens, token{failure, "", e.Span})
		}
	}()
	f()
}

func (l *lexer) fail(from, to int, format string, args ...any) {
	panic(&Error{Span: span(from, to), Msg: fmt.Sprintf(format, args...)})
}

func span(from, to int) ast.Span { return ast.Span{From: int32(from), To: int32(to)} }

func (l *lexer) add(k kind, from, to int) {
	text := ""
	if k != newline && k != indent && k != dedent && k != endOfFile {
		text = l.src[from:to]
	}
	l.tokens = append(l.tokens, token{k, text, span(from, to)})
}

// lines reads the lines of a program.
func (l *lexer) lines() {
	for l.pos < l.end {
		l.line()
	}
	if len(l.open) > 0 {
		o := l.open[len(l.open)-1]
		panic(&Error{Span: o.Span, Msg: fmt.Sprintf("'%s' was never closed", o.text), Unclosed: true, Incomplete: true})
	}
	if n := len(l.tokens); n > 0 && l.tokens[n-1].kind != newline && l.tokens[n-1].kind != dedent {
		l.add(newline, l.pos, l.pos)
	}
	for range l.indents[1:] {
		l.add(dedent, l.pos, l.pos)
	}
	l.add(endOfFile, l.pos, l.pos)
}

// line reads a logical line.
func (l *lexer) line() {
	start := l.pos
	var c column
	for ; l.pos < l.end; l.pos++ {
		switch l.src[l.pos] {
		case ' ':
			c.wide++
			c.narrow++
			continue
		case '\t':
			c.wide = (c.wide/8 + 1) * 8
			c.narrow++
			continue
		case '\f':
			c = column{}
			continue
		}
		break
	}
	if l.skipComment(); l.pos >= l.end {
		return
	}
	if l.atNewline() { // a blank line
		l.skipNewline()
		return
	}
	l.indentation(c, start)
	for l.tokenOnLine() {
	}
	if l.pos < l.end && l.atNewline() {
		from := l.pos
		l.skipNewline()
		l.add(newline, from, l.pos)
	}
}

func (l *lexer) indentation(c column, start int) {
	top := l.indents[len(l.indents)-1]
	inconsistent := func() {
		panic(&Error{Span: span(start, l.lineEnd(start)), Kind: TabError, Msg: "inconsistent use of tabs and spaces in indentation", Line: true})
	}
	switch {
	case c.wide == top.wide:
		if c.narrow != top.narrow {
			inconsistent()
		}
	case c.wide > top.wide:
		if c.narrow <= top.narrow {
			inconsistent()
		}
		if len(l.indents) >= maxIndents {
			panic(&Error{Span: span(start, l.pos), Kind: IndentationError, Msg: "too many levels of indentation"})
		}
		l.indents = append(l.indents, c)
		l.add(indent, start, l.pos)
	default:
		for c.wide < top.wide {
			l.indents = l.indents[:len(l.indents)-1]
			top = l.indents[len(l.indents)-1]
			l.add(dedent, l.pos, l.pos)
		}
		if c.wide != top.wide {
			end := l.lineEnd(start)
			panic(&Error{Span: span(end, end), Kind: IndentationError, Msg: "unindent does not match any outer indentation level"})
		}
		if c.narrow != top.narrow {
			inconsistent()
		}
	}
}

func (l *lexer) lineEnd(from int) int {
	if i := strings.IndexByte(l.src[from:l.end], '\n'); i >= 0 {
		return from + i
	}
	return l.end
}

func (l *lexer) atNewline() bool {
	return l.src[l.pos] == '\n' || l.src[l.pos] == '\r'
}

func (l *lexer) skipNewline() {
	if strings.HasPrefix(l.src[l.pos:l.end], "\r\n") {
		l.pos++
	}
	l.pos++
}

func (l *lexer) skipComment() {
	if l.pos < l.end && l.src[l.pos] == '#' {
		for l.pos < l.end && !l.atNewline() {
			l.pos++
		}
	}
}

// tokenOnLine reads one token; it returns false at the end of the logical line.
func (l *lexer) tokenOnLine() bool {
	for l.pos < l.end {
		switch c := l.src[l.pos]; {
		case c == ' ' || c == '\t' || c == '\f':
			l.pos++
		case c == '#':
			l.skipComment()
		case c == '\\':
			l.continuation()
		case l.atNewline():
			if len(l.open) == 0 {
				return false
			}
			l.skipNewline()
		default:
			l.token()
			return true
		}
	}
	return false
}

// continuation skips a backslash with the line end after it.
func (l *lexer) continuation() {
	l.pos++
	if l.pos >= l.end {
		panic(&Error{Span: span(l.pos-1, l.pos), Msg: "unexpected EOF while parsing", Incomplete: true})
	}
	if !l.atNewline() {
		l.fail(l.pos, l.pos+1, "unexpected character after line continuation character")
	}
	l.skipNewline()
	if l.pos >= l.end {
		panic(&Error{Span: span(l.pos, l.pos), Msg: "unexpected EOF while parsing", Incomplete: true})
	}
}

func (l *lexer) token() {
	rest := l.src[l.pos:l.end]
	c := rest[0]
	if isDigit(c) || c == '.' && len(rest) > 1 && isDigit(rest[1]) {
		l.number()
		return
	}
	if n := nameLength(rest); n > 0 {
		if n < len(rest) && (rest[n] == '"' || rest[n] == '\'') && isStringPrefix(rest[:n]) {
			l.string(n)
			return
		}
		k := name
		if keywords[rest[:n]] {
			k = keyword
		}
		l.add(k, l.pos, l.pos+n)
		l.pos += n
		return
	}
	if c == '"' || c == '\'' {
		l.string(0)
		return
	}
	for _, op := range operators {
		if strings.HasPrefix(rest, op) {
			l.bracket(op)
			l.add(operator, l.pos, l.pos+len(op))
			l.pos += len(op)
			return
		}
	}
	r, n := utf8.DecodeRuneInString(rest)
	switch {
	case r == utf8.RuneError && n <= 1:
		l.fail(l.pos, l.pos+1, "(unicode error) 'utf-8' codec can't decode byte 0x%02x", c)
	case c < utf8.RuneSelf && c > ' ' && c < 0x7f:
		l.fail(l.pos, l.pos+1, "invalid syntax")
	case !unicode.IsGraphic(r) || unicode.IsSpace(r):
		l.fail(l.pos, l.pos+n, "invalid non-printable character U+%04X", r)
	}
	l.fail(l.pos, l.pos+n, "invalid character '%c' (U+%04X)", r, r)
}

var closing = map[string]string{"(": ")", "[": "]", "{": "}"}

// bracket keeps track of brackets.
func (l *lexer) bracket(op string) {
	switch op {
	case "(", "[", "{":
		if len(l.open) >= maxOpen {
			l.fail(l.pos, l.pos+1, "too many nested parentheses")
		}
		l.open = append(l.open, token{operator, op, span(l.pos, l.pos+1)})
	case ")", "]", "}":
		if len(l.open) == 0 {
			l.fail(l.pos, l.pos+1, "unmatched '%s'", op)
		}
		o := l.open[len(l.open)-1]
		if closing[o.text] != op {
			if line := strings.Count(l.src[:o.From], "\n"); line != strings.Count(l.src[:l.pos], "\n") {
				l.fail(l.pos, l.pos+1, "closing parenthesis '%s' does not match opening parenthesis '%s' on line %d", op, o.text, line+1)
			}
			l.fail(l.pos, l.pos+1, "closing parenthesis '%s' does not match opening parenthesis '%s'", op, o.text)
		}
		l.open = l.open[:len(l.open)-1]
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// nameLength returns the length of the identifier that s begins with.
func nameLength(s string) int {
	for i, r := range s {
		if r == '_' || r < utf8.RuneSelf && ('a' <= r|0x20 && r|0x20 <= 'z' || i > 0 && '0' <= r && r <= '9') {
			continue
		}
		if r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) ||
			i > 0 && (unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r) || unicode.Is(unicode.Pc, r))) {
			continue
		}
		return i
	}
	return len(s)
}
