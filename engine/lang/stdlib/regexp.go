package stdlib

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"fluxion/engine/lang/py"
)

// Flags of package re, as Python numbers them.
const (
	ignoreCase = 2
	multiline  = 8
	dotAll     = 16
	verbose    = 64
	asciiOnly  = 256
)

// regexpModule is what module re is made of: Go's regular expressions, which
// have the syntax of Python's but for references back and conditions around.
var regexpModule = &py.ModuleSpec{Name: "_regexp", Doc: "Regular expressions.", Funcs: []py.Func{
	{Sig: "groups(pattern, flags)", Doc: "The names of the groups, empty for those without.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		var names []py.Object
		for _, n := range compileRegexp(t, a).SubexpNames() {
			names = append(names, py.Str(n))
		}
		return py.NewTuple(names...)
	}},
	{Sig: "find(pattern, flags, text, many)", Doc: "The places of the first match, or of all.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		e, text := compileRegexp(t, a), py.Text(a[2], "expected string: text")
		n := 1
		if t.Truth(a[3]) {
			n = -1
		}
		t.Spend(len(text))
		found := e.FindAllStringSubmatchIndex(text, n)
		at := runeCounter(text)
		matches := make([]py.Object, len(found))
		for i, m := range found {
			places := make([]py.Object, len(m))
			for k, p := range m {
				places[k] = py.Int(at(p))
			}
			matches[i] = py.NewTuple(places...)
		}
		return py.NewList(matches...)
	}},
}}

// runeCounter returns a function from offsets in bytes to offsets in characters;
// -1 stays.
func runeCounter(text string) func(offset int) int {
	if utf8.RuneCountInString(text) == len(text) {
		return func(offset int) int { return offset }
	}
	counts := make([]int, len(text)+1)
	n := 0
	for i := range text {
		counts[i] = n
		n++
	}
	counts[len(text)] = n
	return func(offset int) int {
		if offset < 0 {
			return offset
		}
		return counts[offset]
	}
}

func compileRegexp(t *py.Thread, a []py.Object) *regexp.Regexp {
	pattern, flags := py.Text(a[0], "first argument"), t.ToInt(a[1])
	t.Spend(len(pattern))
	e, err := regexp.Compile(translateRegexp(pattern, flags))
	if err == nil {
		return e
	}
	msg := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
	if strings.Contains(pattern, "(?=") || strings.Contains(pattern, "(?!") || strings.Contains(pattern, "(?<") || strings.Contains(pattern, "(?P=") || strings.Contains(msg, "invalid escape") {
		panic(py.Errorf(py.NotImplementedError, "regular expressions with lookaround or references back are not supported: %s", pattern))
	}
	panic(py.Errorf(py.ValueError, "%s", msg))
}

// Classes of characters in Python's sense, for use inside brackets.
var unicodeClasses = map[byte]string{'d': `\p{Nd}`, 'w': `\p{L}\p{N}_`, 's': `\s\v\x{85}\x{a0}\p{Z}`}

// translateRegexp rewrites a regular expression of Python as one of Go.
func translateRegexp(p string, flags int) string {
	var b strings.Builder
	for flag, letter := range map[int]string{ignoreCase: "i", multiline: "m", dotAll: "s"} {
		if flags&flag != 0 {
			b.WriteString("(?" + letter + ")")
		}
	}
	bracket := false
	for i := 0; i < len(p); i++ {
		c := p[i]
		switch {
		case c == '\\' && i+1 < len(p):
			i++
			class, known := unicodeClasses[p[i]|0x20]
			switch {
			case known && flags&asciiOnly == 0 && p[i]&0x20 != 0 && bracket:
				b.WriteString(class)
			case known && flags&asciiOnly == 0 && !bracket:
				not := ""
				if p[i]&0x20 == 0 {
					not = "^"
				}
				b.WriteString("[" + not + class + "]")
			case p[i] == 'Z':
				b.WriteString(`\z`)
			case strings.IndexByte(`'"/ #@%&~=<>!:;,-`+"`", p[i]) >= 0 && p[i] != '-' || p[i] == '_':
				b.WriteByte(p[i])
			default:
				b.WriteByte('\\')
				b.WriteByte(p[i])
			}
		case bracket:
			b.WriteByte(c)
			bracket = c != ']'
		case c == '[':
			bracket = true
			b.WriteByte(c)
			if i+1 < len(p) && p[i+1] == '^' {
				i++
				b.WriteByte('^')
			}
			if i+1 < len(p) && p[i+1] == ']' {
				i++
				b.WriteString(`\]`)
			}
		case flags&verbose != 0 && strings.IndexByte(" \t\n\r\f\v", c) >= 0:
		case flags&verbose != 0 && c == '#':
			for i < len(p) && p[i] != '\n' {
				i++
			}
		case c == '{' && strings.HasPrefix(p[i:], "{,"):
			b.WriteString("{0")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
