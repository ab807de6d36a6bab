package py

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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
