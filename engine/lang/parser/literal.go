package parser

import (
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// number reads a number.
func (l *lexer) number() {
	from := l.pos
	s := l.src[:l.end]
	at := func(i int) byte {
		if i < len(s) {
			return s[i]
		}
		return 0
	}
	// digits skips digits that ok accepts, with single underscores between.
	digits := func(ok func(byte) bool, what string) int {
		n := 0
		for ok(at(l.pos)) || at(l.pos) == '_' && (n > 0 || what != "decimal") {
			if at(l.pos) == '_' && !ok(at(l.pos+1)) {
				l.fail(l.pos, l.pos+1, "invalid %s literal", what)
			}
			l.pos++
			n++
		}
		return n
	}
	if at(l.pos) == '0' {
		base, what := byte(0), ""
		switch at(l.pos + 1) {
		case 'x', 'X':
			base, what = 16, "hexadecimal"
		case 'o', 'O':
			base, what = 8, "octal"
		case 'b', 'B':
			base, what = 2, "binary"
		}
		if base > 0 {
			l.pos += 2
			valid := func(c byte) bool {
				v := digitValue(c)
				return v >= 0 && v < int(base)
			}
			if digits(valid, what) == 0 || isDigit(at(l.pos)) {
				if isDigit(at(l.pos)) {
					l.fail(l.pos, l.pos+1, "invalid digit '%c' in %s literal", at(l.pos), what)
				}
				l.fail(l.pos-1, l.pos, "invalid %s literal", what)
			}
			l.endNumber(from, what)
			return
		}
	}
	what := "decimal"
	digits(isDigit, what)
	integer := l.pos
	if at(l.pos) == '.' {
		l.pos++
		digits(isDigit, what)
	}
	if c := at(l.pos); c == 'e' || c == 'E' {
		sign := 1
		if at(l.pos+1) == '+' || at(l.pos+1) == '-' {
			sign = 2
		}
		if isDigit(at(l.pos + sign)) {
			l.pos += sign
			digits(isDigit, what)
		}
	}
	if c := at(l.pos); c == 'j' || c == 'J' {
		l.pos++
		what = "imaginary"
	}
	if text := s[from:l.pos]; integer == l.pos && len(text) > 1 && text[0] == '0' && strings.Trim(text, "0_") != "" {
		l.fail(from, from+1, "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers")
	}
	l.endNumber(from, what)
}

// endNumber adds the token. A name must not follow at once, unless it is a
// keyword such as "in 1if x else y".
func (l *lexer) endNumber(from int, what string) {
	if n := nameLength(l.src[l.pos:l.end]); n > 0 {
		switch l.src[l.pos : l.pos+n] {
		case "and", "else", "for", "if", "in", "is", "not", "or":
		default:
			l.fail(l.pos-1, l.pos, "invalid %s literal", what)
		}
	}
	l.add(number, from, l.pos)
}

func digitValue(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// numberValue returns the value of a number token: int64, *big.Int, float64 or
// complex128.
func numberValue(text string) any {
	s := strings.ReplaceAll(text, "_", "")
	if rest, ok := strings.CutSuffix(strings.ToLower(s), "j"); ok {
		v, _ := strconv.ParseFloat(rest, 64)
		return complex(0, v)
	}
	if v, err := strconv.ParseInt(s, 10, 64); err == nil {
		return v
	}
	if v, ok := new(big.Int).SetString(strings.TrimLeft(s, "0"), 10); ok {
		return v
	}
	if v, ok := new(big.Int).SetString(s, 0); ok {
		if v.IsInt64() {
			return v.Int64()
		}
		return v
	}
	v, _ := strconv.ParseFloat(s, 64) // out of range it is ±inf, as in Python
	return v
}

func isStringPrefix(s string) bool {
	switch strings.ToLower(s) {
	case "r", "u", "f", "rf", "fr", "b", "rb", "br":
		return true
	}
	return false
}

// string reads a string whose prefix has n characters.
func (l *lexer) string(n int) {
	from := l.pos
	prefix := strings.ToLower(l.src[from : from+n])
	l.pos += n
	quote := l.src[l.pos : l.pos+1]
	if strings.HasPrefix(l.src[l.pos:l.end], quote+quote+quote) {
		quote = quote + quote + quote
	}
	l.pos += len(quote)
	formatted := strings.Contains(prefix, "f")
	if end := stringEnd(l.src[:l.end], l.pos, quote, formatted); end >= 0 {
		l.pos = end
		l.add(str, from, l.pos)
		return
	}
	line := strings.Count(l.src[:l.end], "\n") + 1
	if len(quote) == 3 {
		if strings.HasSuffix(l.src[:l.end], "\n") {
			line--
		}
		e := &Error{Span: span(from, from), Incomplete: true}
		e.Msg = "unterminated triple-quoted string literal (detected at line " + strconv.Itoa(line) + ")"
		panic(e)
	}
	line = strings.Count(l.src[:from], "\n") + 1
	l.fail(from, from, "unterminated string literal (detected at line %d)", line)
}

// stringEnd returns the position after the closing quote of a string whose text
// begins at pos, or -1. The replacement fields of a formatted string may contain
// its quote.
func stringEnd(src string, pos int, quote string, formatted bool) int {
	for pos < len(src) {
		switch c := src[pos]; {
		case strings.HasPrefix(src[pos:], quote):
			return pos + len(quote)
		case c == '\\':
			pos += 2
			if pos-1 < len(src) && src[pos-1] == '\r' && strings.HasPrefix(src[pos:], "\n") {
				pos++
			}
		case (c == '\n' || c == '\r') && len(quote) == 1:
			return -1
		case c == '{' && formatted:
			if strings.HasPrefix(src[pos:], "{{") {
				pos += 2
				continue
			}
			if end := fieldEnd(src, pos+1, quote); end >= 0 {
				pos = end
			} else {
				pos++
			}
		default:
			pos++
		}
	}
	return -1
}

// fieldEnd returns the position of the brace that closes a replacement field
// whose text begins at pos, or -1 if the string ends before.
func fieldEnd(src string, pos int, quote string) int {
	depth := 0
	inSpec := false
	for pos < len(src) {
		c := src[pos]
		switch {
		case strings.HasPrefix(src[pos:], quote) && (depth == 0 && inSpec || !nestedString(src, pos, quote)):
			return -1
		case (c == '"' || c == '\'') && !inSpec:
			q := src[pos : pos+1]
			if strings.HasPrefix(src[pos:], q+q+q) {
				q = q + q + q
			}
			end := stringEnd(src, pos+len(q), q, false)
			if end < 0 {
				return -1
			}
			pos = end
			continue
		case c == '\n' && len(quote) == 1:
			return -1
		case c == '(' || c == '[' || c == '{':
			if c == '{' && inSpec {
				end := fieldEnd(src, pos+1, quote)
				if end < 0 {
					return -1
				}
				pos = end
				break
			}
			depth++
		case c == ')' || c == ']':
			depth--
		case c == '}':
			if depth <= 0 {
				return pos
			}
			depth--
		case c == ':' && depth == 0:
			inSpec = true
		}
		pos++
	}
	return -1
}

// nestedString reports whether the quote at pos, the one of the formatted string
// around, opens a string within a replacement field: then a brace follows that
// string before the line ends.
func nestedString(src string, pos int, quote string) bool {
	end := stringEnd(src, pos+len(quote), quote, false)
	if end < 0 {
		return false
	}
	rest := src[end:]
	if i := strings.IndexByte(rest, '\n'); i >= 0 && len(quote) == 1 {
		rest = rest[:i]
	}
	brace := strings.IndexByte(rest, '}')
	return brace >= 0 && strings.Contains(rest[brace:], quote)
}

// unescape replaces the escape sequences of a string. bad is the offset of a
// malformed one, or -1, and problem what is wrong with it.
func unescape(s string) (text string, bad int, problem string) {
	if !strings.Contains(s, `\`) {
		return s, -1, ""
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] != '\\' || i+1 >= len(s) {
			b.WriteByte(s[i])
			i++
			continue
		}
		c := s[i+1]
		i += 2
		switch c {
		case '\n':
		case '\r':
			if i < len(s) && s[i] == '\n' {
				i++
			}
		case '\\', '\'', '"':
			b.WriteByte(c)
		case 'a':
			b.WriteByte('\a')
		case 'b':
			b.WriteByte('\b')
		case 'f':
			b.WriteByte('\f')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 't':
			b.WriteByte('\t')
		case 'v':
			b.WriteByte('\v')
		case '0', '1', '2', '3', '4', '5', '6', '7':
			v := rune(c - '0')
			for n := 0; n < 2 && i < len(s) && '0' <= s[i] && s[i] <= '7'; n++ {
				v = v*8 + rune(s[i]-'0')
				i++
			}
			b.WriteRune(v)
		case 'x', 'u', 'U':
			n := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
			v, err := strconv.ParseUint(s[i:min(i+n, len(s))], 16, 32)
			if err != nil || i+n > len(s) {
				form := map[byte]string{'x': `\xXX`, 'u': `\uXXXX`, 'U': `\UXXXXXXXX`}[c]
				return "", i - 2, "truncated " + form + " escape"
			}
			if v > utf8.MaxRune {
				return "", i - 2, "illegal Unicode character"
			}
			b.WriteRune(rune(v))
			i += n
		case 'N':
			return "", i - 2, `\N{name} escapes are not supported: write \u and the number`
		default:
			b.WriteByte('\\')
			b.WriteByte(c)
		}
	}
	return b.String(), -1, ""
}
