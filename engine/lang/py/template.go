package py

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// formatPercent is "template % args".
func (t *Thread) formatPercent(template string, args Object) string {
	p := percentFormatter{thread: t, template: template, arg: args}
	if u, ok := args.(*Tuple); ok {
		p.args = u.Elems
	} else {
		p.args = []Object{args}
	}
	_, isStr := args.(Str)
	_, isTuple := args.(*Tuple)
	p.mapping = !isStr && !isTuple && (t.IsMapping(args) || args.Type().Lookup("__getitem__") != nil)
	return p.format()
}

type percentFormatter struct {
	thread   *Thread
	template string
	arg      Object
	args     []Object
	next     int
	mapping  bool
	keyed    bool
}

func (p *percentFormatter) format() string {
	var b strings.Builder
	s := p.template
	for {
		i := strings.IndexByte(s, '%')
		if i < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:i])
		s = p.field(&b, s[i+1:], len(p.template)-len(s)+i)
	}
	if p.next < len(p.args) && !p.keyed && !p.mapping {
		panic(Errorf(TypeError, "not all arguments converted during string formatting"))
	}
	return b.String()
}

func (p *percentFormatter) argument() Object {
	if p.next >= len(p.args) {
		panic(Errorf(TypeError, "not enough arguments for format string"))
	}
	p.next++
	return p.args[p.next-1]
}

// field formats the field that s begins with, after the percent sign, and
// returns what follows.
func (p *percentFormatter) field(b *strings.Builder, s string, at int) string {
	f := formatSpec{fill: ' ', precision: -1, align: '>'}
	var value Object
	if strings.HasPrefix(s, "(") {
		end := strings.IndexByte(s, ')')
		if end < 0 {
			panic(Errorf(ValueError, "incomplete format key"))
		}
		if !p.mapping {
			panic(Errorf(TypeError, "format requires a mapping"))
		}
		value = p.thread.GetItem(p.arg, Str(s[1:end]))
		p.keyed = true
		s = s[end+1:]
	}
	for ; s != ""; s = s[1:] {
		switch s[0] {
		case '-':
			f.align = '<'
		case '+':
			f.sign = '+'
		case ' ':
			if f.sign == 0 {
				f.sign = ' '
			}
		case '#':
			f.alternate = true
		case '0':
			if f.align != '<' {
				f.align, f.fill = '=', '0'
			}
		default:
			goto flagsDone
		}
	}
flagsDone:
	f.width, s = p.number(s)
	if f.width < 0 {
		f.width, f.align, f.fill = -f.width, '<', ' '
	}
	if strings.HasPrefix(s, ".") {
		f.precision, s = p.number(s[1:])
		f.precision = max(f.precision, 0)
	}
	p.thread.Reserve(float64(f.width) + float64(max(f.precision, 0)))
	s = strings.TrimLeft(s, "hlL")
	if s == "" {
		panic(Errorf(ValueError, "incomplete format"))
	}
	verb := s[0]
	if verb == '%' {
		b.WriteByte('%')
		return s[1:]
	}
	if strings.IndexByte("diouxXeEfFgGcrsa", verb) < 0 {
		r, _ := utf8.DecodeRuneInString(s)
		panic(Errorf(ValueError, "unsupported format character '%c' (0x%x) at index %d", r, r, len(p.template)-len(s)))
	}
	if value == nil {
		value = p.argument()
	}
	b.WriteString(p.convert(f, verb, value))
	return s[1:]
}

// number reads digits or a star.
func (p *percentFormatter) number(s string) (int, string) {
	if strings.HasPrefix(s, "*") {
		n, ok := p.argument().(Int)
		if !ok {
			panic(Errorf(TypeError, "* wants int"))
		}
		return int(n), s[1:]
	}
	n := 0
	for s != "" && isDigit(s[0]) {
		if n = n*10 + int(s[0]-'0'); n > math.MaxInt32 {
			panic(Errorf(ValueError, "width too big"))
		}
		s = s[1:]
	}
	return n, s
}

func (p *percentFormatter) convert(f formatSpec, verb byte, value Object) string {
	t := p.thread
	if f.fill == '0' && strings.IndexByte("rsac", verb) >= 0 {
		f.fill, f.align = ' ', '>'
	}
	switch verb {
	case 'r', 's', 'a':
		var s string
		switch verb {
		case 'r':
			s = t.Repr(value)
		case 's':
			s = t.Str(value)
		default:
			s = t.ASCII(value)
		}
		f.sign, f.alternate = 0, false
		return f.text(s, "str")
	case 'c':
		if s, ok := scalar(value).(Str); ok {
			if s.length() != 1 {
				panic(Errorf(TypeError, "%%c requires int or char"))
			}
			return f.place(string(s), 0, '>')
		}
		f.sign = 0
		v := t.index(value)
		if v == nil {
			panic(Errorf(TypeError, "%%c requires int or char"))
		}
		return f.character(v)
	case 'd', 'i', 'u', 'o', 'x', 'X':
		return p.integer(f, verb, value)
	}
	if _, isNumber := value.(Number); !isNumber && !isNumeric(value) && t.Special(value, "__float__") == nil {
		panic(Errorf(TypeError, "must be real number, not %s", typeName(value)))
	}
	f.verb = verb
	return f.float(t.ToFloat(value), "float")
}

func (p *percentFormatter) integer(f formatSpec, verb byte, value Object) string {
	t := p.thread
	v := t.index(value)
	if v == nil && verb != 'o' && verb != 'x' && verb != 'X' {
		_, isNumber := value.(Number)
		if isNumber || isNumeric(value) || t.Special(value, "__int__") != nil {
			v = t.toInteger(value)
		} else {
			panic(Errorf(TypeError, "%%%c format: a real number is required, not %s", verb, typeName(value)))
		}
	}
	if v == nil {
		panic(Errorf(TypeError, "%%%c format: an integer is required, not %s", verb, typeName(value)))
	}
	if f.verb = verb; verb == 'i' || verb == 'u' {
		f.verb = 'd'
	}
	if f.precision >= 0 {
		digits := f.precision
		f.precision = -1
		bare := formatSpec{fill: ' ', precision: -1, verb: f.verb}
		s := bare.integer(v, "int")
		s, negative := strings.CutPrefix(s, "-")
		head := f.signOf(negative)
		return f.place(head+zfill(s, digits), len(head), '>')
	}
	return f.integer(v, "int")
}

// formatFields is template.format(*args, **kwargs).
func (t *Thread) formatFields(template string, args []Object, kwargs Object) string {
	f := &fieldFormatter{thread: t, args: args, kwargs: kwargs}
	return f.format(template, 2)
}

type fieldFormatter struct {
	thread    *Thread
	args      []Object
	kwargs    Object
	next      int
	automatic bool // a field without a number was seen
	manual    bool // a field with a number was seen
}

func (f *fieldFormatter) format(s string, depth int) string {
	if depth == 0 {
		panic(Errorf(ValueError, "Max string recursion exceeded"))
	}
	var b strings.Builder
	for s != "" {
		i := strings.IndexAny(s, "{}")
		if i < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:i])
		brace := s[i]
		s = s[i+1:]
		if s != "" && s[0] == brace {
			b.WriteByte(brace)
			s = s[1:]
			continue
		}
		if brace == '}' {
			panic(Errorf(ValueError, "Single '}' encountered in format string"))
		}
		if s == "" {
			panic(Errorf(ValueError, "Single '{' encountered in format string"))
		}
		end := fieldEnd(s)
		b.WriteString(f.field(s[:end], depth))
		s = s[end+1:]
	}
	return b.String()
}

// fieldEnd returns the position of the brace that closes the field.
func fieldEnd(s string) int {
	depth := 1
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	panic(Errorf(ValueError, "expected '}' before end of string"))
}

func (f *fieldFormatter) field(s string, depth int) string {
	t := f.thread
	name, spec, conversion := s, "", byte(0)
	inBrackets := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == '[':
			inBrackets = true
		case c == ']':
			inBrackets = false
		case inBrackets:
		case c == '!' || c == ':':
			name = s[:i]
			rest := s[i+1:]
			if c == '!' {
				if rest == "" {
					panic(Errorf(ValueError, "end of string while looking for conversion specifier"))
				}
				conversion, rest = rest[0], rest[1:]
				if rest != "" && rest[0] != ':' {
					panic(Errorf(ValueError, "expected ':' after conversion specifier"))
				}
				rest = strings.TrimPrefix(rest, ":")
			}
			spec = rest
			goto parsed
		}
	}
parsed:
	value := f.lookup(name)
	switch conversion {
	case 0:
	case 'r':
		value = Str(t.Repr(value))
	case 's':
		value = Str(t.Str(value))
	case 'a':
		value = Str(t.ASCII(value))
	default:
		panic(Errorf(ValueError, "Unknown conversion specifier %c", conversion))
	}
	if strings.Contains(spec, "{") {
		spec = f.format(spec, depth-1)
	}
	return t.Format(value, spec)
}

// lookup returns the value of a field's name: an argument with attributes and
// indices.
func (f *fieldFormatter) lookup(name string) Object {
	t := f.thread
	end := strings.IndexAny(name, ".[")
	if end < 0 {
		end = len(name)
	}
	value := f.argument(name[:end])
	for rest := name[end:]; rest != ""; {
		if rest[0] == '.' {
			rest = rest[1:]
			end := strings.IndexAny(rest, ".[")
			if end < 0 {
				end = len(rest)
			}
			if end == 0 {
				panic(Errorf(ValueError, "Empty attribute in format string"))
			}
			value = t.GetAttr(value, rest[:end])
			rest = rest[end:]
			continue
		}
		end := strings.IndexByte(rest, ']')
		if rest[0] != '[' || end < 0 {
			panic(Errorf(ValueError, "Missing ']' in format string"))
		}
		key := rest[1:end]
		if key == "" {
			panic(Errorf(ValueError, "Empty attribute in format string"))
		}
		if i, err := strconv.Atoi(key); err == nil && i >= 0 {
			value = t.GetItem(value, Int(i))
		} else {
			value = t.GetItem(value, Str(key))
		}
		if rest = rest[end+1:]; rest != "" && rest[0] != '.' && rest[0] != '[' {
			panic(Errorf(ValueError, "Only '.' or '[' may follow ']' in format field specifier"))
		}
	}
	return value
}

func (f *fieldFormatter) argument(name string) Object {
	i, err := strconv.Atoi(name)
	switch {
	case name == "":
		if f.manual {
			panic(Errorf(ValueError, "cannot switch from manual field specification to automatic field numbering"))
		}
		f.automatic = true
		i = f.next
		f.next++
	case err != nil:
		return f.thread.GetItem(f.kwargs, Str(name))
	default:
		if f.automatic {
			panic(Errorf(ValueError, "cannot switch from automatic field numbering to manual field specification"))
		}
		f.manual = true
	}
	if i < 0 || i >= len(f.args) {
		panic(Errorf(IndexError, "Replacement index %d out of range for positional args tuple", i))
	}
	return f.args[i]
}
