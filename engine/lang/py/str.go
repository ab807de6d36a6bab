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
	fill := text(a[2])
	if utf8.RuneCountInString(fill) != 1 {
		panic(Errorf(TypeError, "The fill character must be exactly one character long"))
	}
	total := width - s.length()
	if total <= 0 {
		return s
	}
	t.Reserve(float64(total))
	left := place(total)
	return Str(strings.Repeat(fill, left) + string(s) + strings.Repeat(fill, total-left))
}

// splitLines splits at line ends, which are kept if keep is set.
func splitLines(s string, keep bool) []Object {
	var lines []Object
	for s != "" {
		i := strings.IndexFunc(s, isLineEnd)
		if i < 0 {
			lines = append(lines, Str(s))
			break
		}
		end := i + runeLen(s[i:])
		if strings.HasPrefix(s[i:], "\r\n") {
			end = i + 2
		}
		if keep {
			lines = append(lines, Str(s[:end]))
		} else {
			lines = append(lines, Str(s[:i]))
		}
		s = s[end:]
	}
	return lines
}

func isLineEnd(r rune) bool {
	return r == '\n' || r == '\r' || r == '\v' || r == '\f' || 0x1c <= r && r <= 0x1e || r == 0x85 || r == 0x2028 || r == 0x2029
}

// splitSpace splits at white space, at most n times (n < 0: everywhere), from
// the right if reverse is set.
func splitSpace(s string, n int, reverse bool) []Object {
	if n < 0 {
		return strObjects(strings.Fields(s))
	}
	var parts []Object
	if !reverse {
		for s = strings.TrimLeftFunc(s, unicode.IsSpace); s != "" && n > 0; n-- {
			i := strings.IndexFunc(s, unicode.IsSpace)
			if i < 0 {
				break
			}
			parts = append(parts, Str(s[:i]))
			s = strings.TrimLeftFunc(s[i:], unicode.IsSpace)
		}
		if s = strings.TrimRightFunc(s, func(r rune) bool { return n < 0 && unicode.IsSpace(r) }); s != "" {
			parts = append(parts, Str(s))
		}
		return parts
	}
	for s = strings.TrimRightFunc(s, unicode.IsSpace); s != "" && n > 0; n-- {
		i := strings.LastIndexFunc(s, unicode.IsSpace)
		if i < 0 {
			break
		}
		parts = append([]Object{Str(s[i+runeLen(s[i:]):])}, parts...)
		s = strings.TrimRightFunc(s[:i], unicode.IsSpace)
	}
	if s != "" {
		parts = append([]Object{Str(s)}, parts...)
	}
	return parts
}

func strObjects(list []string) []Object {
	out := make([]Object, len(list))
	for i, s := range list {
		out[i] = Str(s)
	}
	return out
}

// splitRight is rsplit.
func splitRight(s, sep string, n int) []Object {
	var parts []Object
	for ; n != 0; n-- {
		i := strings.LastIndex(s, sep)
		if i < 0 {
			break
		}
		parts = append([]Object{Str(s[i+len(sep):])}, parts...)
		s = s[:i]
	}
	return append([]Object{Str(s)}, parts...)
}

// Join is sep.join(iterable).
func (t *Thread) Join(sep string, iterable Object) string {
	if !t.IsIterable(iterable) {
		panic(Errorf(TypeError, "can only join an iterable"))
	}
	elems := t.Elements(iterable)
	size := len(sep) * len(elems)
	for i, e := range elems {
		s, ok := scalar(e).(Str)
		if !ok {
			panic(Errorf(TypeError, "sequence item %d: expected str instance, %s found", i, typeName(e)))
		}
		size += len(s)
	}
	t.Reserve(float64(size))
	var b strings.Builder
	b.Grow(size)
	for i, e := range elems {
		if i > 0 {
			b.WriteString(sep)
		}
		b.WriteString(text(e))
	}
	return b.String()
}

// expandTabs replaces tabs by spaces up to the next multiple of size.
func expandTabs(s string, size int) string {
	var b strings.Builder
	column := 0
	for _, r := range s {
		switch r {
		case '\t':
			if size > 0 {
				n := size - column%size
				b.WriteString(strings.Repeat(" ", n))
				column += n
			}
		case '\n', '\r':
			b.WriteRune(r)
			column = 0
		default:
			b.WriteRune(r)
			column++
		}
	}
	return b.String()
}

func zfill(s string, width int) string {
	missing := width - utf8.RuneCountInString(s)
	if missing <= 0 {
		return s
	}
	sign := ""
	if s != "" && (s[0] == '+' || s[0] == '-') {
		sign, s = s[:1], s[1:]
	}
	return sign + strings.Repeat("0", missing) + s
}

// translate is str.translate.
func (t *Thread) translate(s string, table Object) string {
	var b strings.Builder
	for _, r := range s {
		var v Object
		e := t.Try(func() { v = t.GetItem(table, Int(r)) })
		switch {
		case e != nil && e.IsA(LookupError):
			b.WriteRune(r)
			continue
		case e != nil:
			panic(e)
		}
		switch v := v.(type) {
		case Int:
			b.WriteRune(rune(v))
		case Str:
			b.WriteString(string(v))
		case *Singleton:
		default:
			panic(Errorf(TypeError, "character mapping must return integer, None or str"))
		}
	}
	return b.String()
}

// makeTranslation is str.maketrans.
func (t *Thread) makeTranslation(x, y, z Object) Object {
	d := NewDict()
	if y == nil {
		source, ok := x.(*Dict)
		if !ok {
			panic(Errorf(TypeError, "if you give only one argument to maketrans it must be a dict"))
		}
		for _, e := range source.items() {
			key := e.key
			if s, ok := key.(Str); ok {
				if s.length() != 1 {
					panic(Errorf(ValueError, "string keys in translate table must be of length 1"))
				}
				key = Int([]rune(string(s))[0])
			}
			d.Set(t, key, e.value)
		}
		return d
	}
	from, to := []rune(Text(x, "maketrans() argument 1")), []rune(Text(y, "maketrans() argument 2"))
	if len(from) != len(to) {
		panic(Errorf(ValueError, "the first two maketrans arguments must have equal length"))
	}
	for i, r := range from {
		d.Set(t, Int(r), Int(to[i]))
	}
	if z != nil {
		for _, r := range Text(z, "maketrans() argument 3") {
			d.Set(t, Int(r), None)
		}
	}
	return d
}
