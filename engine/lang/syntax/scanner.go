package syntax

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenNumber
	tokenName
	tokenKeyword
	tokenOperator
	tokenSuperscript
)

// A token is a piece of the source. Its text is normalised: operators are in
// ASCII with "**" for every power sign, superscripts are ordinary digits.
type token struct {
	kind     tokenKind
	text     string
	pos, end int
}

var keywords = []string{"and", "else", "if", "lambda", "not", "or"}

// asciiOperators, longest first where one begins another.
var asciiOperators = []string{
	"**", "//", "<=", ">=", "==", "!=",
	"+", "-", "*", "/", "%", "<", ">", "=", "!", "(", ")", "[", "]", "|", ",", ":", ".",
}

var signs = map[rune]string{
	'^': "**", '×': "*", '·': "*", '⋅': "*", '∙': "*", '÷': "/", '∕': "/", '−': "-", '–': "-",
	'≤': "<=", '≥': ">=", '≠': "!=", '√': "√", '∛': "∛",
}

var superscripts = map[rune]byte{
	'⁻': '-', '⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4',
	'⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9',
}

// scan splits src into tokens; the last one is tokenEnd.
func scan(src string) ([]token, *Error) {
	var tokens []token
	pos := 0
	for {
		pos += len(src[pos:]) - len(strings.TrimLeftFunc(src[pos:], unicode.IsSpace))
		if strings.HasPrefix(src[pos:], "#") {
			if i := strings.IndexByte(src[pos:], '\n'); i >= 0 {
				pos += i
				continue
			}
			pos = len(src)
		}
		if pos == len(src) {
			return append(tokens, token{tokenEnd, "", pos, pos}), nil
		}
		t, err := scanToken(src, pos)
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, t)
		pos = t.end
	}
}

func scanToken(src string, pos int) (token, *Error) {
	rest := src[pos:]
	if n := numberLen(rest); n > 0 {
		return token{tokenNumber, rest[:n], pos, pos + n}, nil
	}
	if n := nameLen(rest); n > 0 {
		kind := tokenName
		if slices.Contains(keywords, rest[:n]) {
			kind = tokenKeyword
		}
		return token{kind, rest[:n], pos, pos + n}, nil
	}
	for _, op := range asciiOperators {
		if strings.HasPrefix(rest, op) {
			return token{tokenOperator, op, pos, pos + len(op)}, nil
		}
	}
	r, size := utf8.DecodeRuneInString(rest)
	if op, ok := signs[r]; ok {
		return token{tokenOperator, op, pos, pos + size}, nil
	}
	if r == '∞' {
		return token{tokenName, "inf", pos, pos + size}, nil
	}
	if text, n := superscript(rest); n > 0 {
		if text == "-" {
			return token{}, &Error{pos, pos + n, "a superscript minus needs a digit after it, as in x⁻¹"}
		}
		return token{tokenSuperscript, text, pos, pos + n}, nil
	}
	msg := fmt.Sprintf("unknown character %q", r)
	switch {
	case r == utf8.RuneError && size <= 1:
		msg = "the text is not valid UTF-8 here"
	case strings.ContainsRune("{}", r):
		msg += ": use parentheses"
	}
	return token{}, &Error{pos, pos + size, msg}
}

// numberLen returns the length of the decimal literal that s begins with. An e
// belongs to it only if digits follow: 2e is 2·e.
func numberLen(s string) int {
	n := digitsLen(s)
	if n < len(s) && s[n] == '.' {
		fraction := digitsLen(s[n+1:])
		if n == 0 && fraction == 0 {
			return 0
		}
		n += 1 + fraction
	}
	if n > 0 && n < len(s) && (s[n] == 'e' || s[n] == 'E') {
		sign := 1
		if n+1 < len(s) && (s[n+1] == '+' || s[n+1] == '-') {
			sign = 2
		}
		if exponent := digitsLen(s[n+sign:]); exponent > 0 {
			n += sign + exponent
		}
	}
	return n
}

// digitsLen counts leading digits, with single underscores between them.
func digitsLen(s string) int {
	n := 0
	for n < len(s) {
		switch {
		case '0' <= s[n] && s[n] <= '9':
			n++
		case s[n] == '_' && n > 0 && n+1 < len(s) && '0' <= s[n+1] && s[n+1] <= '9':
			n += 2
		default:
			return n
		}
	}
	return n
}

func nameLen(s string) int {
	for i, r := range s {
		if r == '_' || unicode.IsLetter(r) || i > 0 && unicode.IsDigit(r) {
			continue
		}
		return i
	}
	return len(s)
}

// superscript returns the ordinary digits of a raised integer and its length
// in bytes.
func superscript(s string) (text string, n int) {
	var b strings.Builder
	for i, r := range s {
		c, ok := superscripts[r]
		if !ok || c == '-' && i > 0 {
			return b.String(), i
		}
		b.WriteByte(c)
	}
	return b.String(), len(s)
}
