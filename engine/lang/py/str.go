package py

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func runeLen(s string) int {
	if s[0] < utf8.RuneSelf {
		return 1
	}
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// length returns the number of characters.
func (s Str) length() int {
	if s.ascii() {
		return len(s)
	}
	return utf8.RuneCountInString(string(s))
}

// ascii reports whether each byte is a character.
func (s Str) ascii() bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func (s Str) repeat(n int) Str { return Str(strings.Repeat(string(s), n)) }

// item is s[key].
func (s Str) item(t *Thread, key Object) Object {
	if slice, ok := key.(*Slice); ok {
		if s.ascii() {
			start, step, n := slice.Indices(t, len(s))
			if step == 1 {
				return s[start : start+n]
			}
			out := make([]byte, n)
			for i := range out {
				out[i] = s[start+i*step]
			}
			return Str(out)
		}
		runes := []rune(string(s))
		start, step, n := slice.Indices(t, len(runes))
		out := make([]rune, n)
		for i := range out {
			out[i] = runes[start+i*step]
		}
		return Str(out)
	}
	if t.index(key) == nil {
		panic(Errorf(TypeError, "string indices must be integers, not '%s'", typeName(key)))
	}
	if s.ascii() {
		i := t.position(key, len(s), "string")
		return s[i : i+1]
	}
	runes := []rune(string(s))
	return Str(runes[t.position(key, len(runes), "string")])
}

// offset converts a position in characters to one in bytes.
func (s Str) offset(i int) int {
	if s.ascii() {
		return i
	}
	for b := range string(s) {
		if i == 0 {
			return b
		}
		i--
	}
	return len(s)
}

// Text returns the Go string of a str argument called what.
func Text(o Object, what string) string {
	s, ok := scalar(o).(Str)
	if !ok {
		panic(Errorf(TypeError, "%s must be str, not %s", what, typeName(o)))
	}
	return string(s)
}

func text(o Object) string { return string(scalar(o).(Str)) }

// within returns the part of s between the optional positions start and stop,
// with its offset in characters; ok is false if start is beyond the end.
func (t *Thread) within(s Str, start, stop Object) (part string, offset int, ok bool) {
	n := s.length()
	if start != nil && start != None {
		if i := t.ToInt(start); i > n {
			return "", 0, false
		}
	}
	from, to := t.bounds(start, stop, n)
	if to < from {
		return "", 0, false
	}
	return string(s[s.offset(from):s.offset(to)]), from, true
}

// affixes returns the strings that startswith and endswith look for.
func affixes(method string, o Object) []string {
	switch o := scalar(o).(type) {
	case Str:
		return []string{string(o)}
	case *Tuple:
		var list []string
		for _, e := range o.Elems {
			s, ok := scalar(e).(Str)
			if !ok {
				panic(Errorf(TypeError, "tuple for %s must only contain str, not %s", method, typeName(e)))
			}
			list = append(list, string(s))
		}
		return list
	}
	panic(Errorf(TypeError, "%s first arg must be str or a tuple of str, not %s", method, typeName(o)))
}

// allRunes reports whether s is not empty and has the property everywhere.
func allRunes(s string, has func(rune) bool) bool {
	for _, r := range s {
		if !has(r) {
			return false
		}
	}
	return s != ""
}

// cased reports whether s has letters with case and all satisfy the test.
func cased(s string, test func(rune) bool) bool {
	found := false
	for _, r := range s {
		if unicode.IsUpper(r) || unicode.IsLower(r) || unicode.IsTitle(r) {
			if !test(r) {
				return false
			}
			found = true
		}
	}
	return found
}

func isTitle(s string) bool {
	found, inWord := false, false
	for _, r := range s {
		switch {
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			if inWord {
				return false
			}
			found, inWord = true, true
		case unicode.IsLower(r):
			if !inWord {
				return false
			}
		default:
			inWord = false
		}
	}
	return found
}

func toTitle(s string) string {
	inWord := false
	return strings.Map(func(r rune) rune {
		letter := unicode.IsLetter(r)
		defer func() { inWord = letter }()
		if inWord {
			return unicode.ToLower(r)
		}
		return unicode.ToTitle(r)
	}, s)
}

func capitalize(s string) string {
	if s == "" {
		return s
	}
	n := runeLen(s)
	return strings.ToTitle(s[:n]) + strings.ToLower(s[n:])
}

// IsIdentifier reports whether s can be a name.
func IsIdentifier(s string) bool {
	for i, r := range s {
		if r == '_' || unicode.IsLetter(r) || i > 0 && (unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r)) {
			continue
		}
		return false
	}
	return s != ""
}

func printable(r rune) bool { return r == ' ' || unicode.IsGraphic(r) && !unicode.IsSpace(r) }

// decimalDigit returns the value of a decimal digit of any script, or -1.
func decimalDigit(r rune) int {
	if !unicode.IsDigit(r) {
		return -1
	}
	// The ten digits of a script are consecutive.
	d := 0
	for d < 9 && unicode.IsDigit(r-rune(d)-1) {
		d++
	}
	return d
}

// pad returns s in a field of a width, with the fill where the shares of the
// left and right say.
func (t *Thread) pad(s Str, a []Object, place func(total int) (left int)) Object {
	width := t.ToInt(a[1])
	fill, ok := scalar(a[2]).(Str)
	if !ok {
		panic(Errorf(TypeError, "The fill character must be a unicode character, not %s", typeName(a[2])))
	}
	if fill.length() != 1 {
		panic(Errorf(TypeError, "The fill character must be exactly one character long"))
	}
	total := width - s.length()
	if total <= 0 {
		return s
	}
	t.Reserve(float64(total))
	left := place(total)
	return Str(strings.Repeat(string(fill), left) + string(s) + strings.Repeat(string(fill), total-left))
}
