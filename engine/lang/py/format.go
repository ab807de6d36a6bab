package py

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Format is format(o, spec).
func (t *Thread) Format(o Object, spec string) string {
	if o.Type().python {
		if f := t.Special(o, "__format__"); f != nil {
			v := t.Call(f, Str(spec))
			s, ok := scalar(v).(Str)
			if !ok {
				panic(Errorf(TypeError, "__format__ must return a str, not %s", typeName(v)))
			}
			return string(s)
		}
	}
	if f, ok := o.(Formatter); ok {
		return f.Format(t, spec)
	}
	if spec == "" {
		return t.Str(o)
	}
	return t.nativeFormat(o, spec)
}

func (t *Thread) nativeFormat(o Object, spec string) string {
	v := scalar(o)
	if b, ok := v.(Bool); ok {
		v = boolInt(b)
	}
	switch v.(type) {
	case Str, Int, *BigInt, Float, Complex:
	default:
		panic(Errorf(TypeError, "unsupported format string passed to %s.__format__", typeName(o)))
	}
	f := t.parseSpec(spec, typeName(o))
	if _, isBool := scalar(o).(Bool); isBool && f.verb == 0 {
		v = Str(t.Str(o))
	}
	switch v := v.(type) {
	case Str:
		return f.text(string(v), typeName(o))
	case Float:
		return f.float(float64(v), typeName(o))
	case Complex:
		return f.complex(complex128(v), typeName(o))
	}
	return f.integer(v, typeName(o))
}

// FormatFloat formats a float by a spec, as format(v, spec) does: for values of
// other packages that format like floats.
func (t *Thread) FormatFloat(v float64, spec string) string { return t.nativeFormat(Float(v), spec) }

// A formatSpec is [[fill]align][sign][z][#][0][width][,][.precision][type].
type formatSpec struct {
	fill      rune
	align     byte // '<', '>', '=', '^' or 0
	sign      byte // '+', '-', ' ' or 0
	noNegZero bool
	alternate bool
	width     int
	group     byte // ',', '_' or 0
	precision int  // -1 if there is none
	verb      byte // 0 if there is none
}

func (t *Thread) parseSpec(spec, typ string) formatSpec {
	f := formatSpec{fill: ' ', precision: -1}
	s := spec
	isAlign := func(c byte) bool { return strings.IndexByte("<>=^", c) >= 0 }
	if r, n := utf8.DecodeRuneInString(s); len(s) > n && n > 0 && isAlign(s[n]) {
		f.fill, f.align, s = r, s[n], s[n+1:]
	} else if s != "" && isAlign(s[0]) {
		f.align, s = s[0], s[1:]
	}
	accept := func(set string) byte {
		if s != "" && strings.IndexByte(set, s[0]) >= 0 {
			c := s[0]
			s = s[1:]
			return c
		}
		return 0
	}
	f.sign = accept("+- ")
	if len(s) > 1 || f.align != 0 || f.sign != 0 {
		f.noNegZero = accept("z") != 0
	}
	f.alternate = accept("#") != 0
	if accept("0") != 0 {
		if f.align == 0 {
			f.align = '='
			f.fill = '0'
		} else if f.fill == ' ' {
			f.fill = '0'
		}
	}
	number := func() int {
		n := 0
		for s != "" && isDigit(s[0]) {
			n = n*10 + int(s[0]-'0')
			if n > math.MaxInt32 {
				panic(Errorf(ValueError, "Too many decimal digits in format string"))
			}
			s = s[1:]
		}
		return n
	}
	f.width = number()
	t.Reserve(float64(f.width))
	f.group = accept(",_")
	if accept(".") != 0 {
		if s == "" || !isDigit(s[0]) {
			panic(Errorf(ValueError, "Format specifier missing precision"))
		}
		f.precision = number()
		t.Reserve(float64(f.precision))
	}
	if s == "" {
		return f
	}
	if len(s) > 1 {
		if s[0] < utf8.RuneSelf && strings.Trim(s, "zZ") != "" || len(s) > 2 {
			panic(Errorf(ValueError, "Invalid format specifier '%s' for object of type '%s'", spec, typ))
		}
		panic(unknownFormat(s[0], typ))
	}
	f.verb = s[0]
	return f
}

func unknownFormat(verb byte, typ string) *Exception {
	return Errorf(ValueError, "Unknown format code '%c' for object of type '%s'", verb, typ)
}

// place puts a string into the field; its first n bytes are sign and prefix,
// after which '=' pads.
func (f formatSpec) place(s string, n int, align byte) string {
	missing := f.width - utf8.RuneCountInString(s)
	if missing <= 0 {
		return s
	}
	if f.align != 0 {
		align = f.align
	}
	fill := func(n int) string { return strings.Repeat(string(f.fill), n) }
	switch align {
	case '<':
		return s + fill(missing)
	case '^':
		return fill(missing/2) + s + fill(missing-missing/2)
	case '=':
		return s[:n] + fill(missing) + s[n:]
	}
	return fill(missing) + s
}

func (f formatSpec) text(s, typ string) string {
	switch {
	case f.verb != 0 && f.verb != 's':
		panic(unknownFormat(f.verb, typ))
	case f.sign != 0:
		panic(Errorf(ValueError, "Sign not allowed in string format specifier"))
	case f.alternate:
		panic(Errorf(ValueError, "Alternate form (#) not allowed in string format specifier"))
	case f.group != 0:
		panic(Errorf(ValueError, "Cannot specify '%c' with 's'.", f.group))
	case f.align == '=' && f.fill != '0':
		panic(Errorf(ValueError, "'=' alignment not allowed in string format specifier"))
	}
	if f.align == '=' {
		f.align = '<'
	}
	if f.precision >= 0 && f.precision < utf8.RuneCountInString(s) {
		s = string([]rune(s)[:f.precision])
	}
	return f.place(s, 0, '<')
}

func (f formatSpec) integer(v Object, typ string) string {
	base, prefix := 10, ""
	switch f.verb {
	case 0, 'd', 'n':
	case 'b':
		base, prefix = 2, "0b"
	case 'o':
		base, prefix = 8, "0o"
	case 'x':
		base, prefix = 16, "0x"
	case 'X':
		base, prefix = 16, "0X"
	case 'c':
		return f.character(v)
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		return f.float(bigToFloat(ToBig(v)), typ)
	default:
		panic(unknownFormat(f.verb, typ))
	}
	if f.precision >= 0 {
		panic(Errorf(ValueError, "Precision not allowed in integer format specifier"))
	}
	var digits string
	if b, ok := v.(*BigInt); ok && base == 10 {
		digits = b.decimal()
	} else {
		digits = formatInt(v, base)
	}
	digits, negative := strings.CutPrefix(digits, "-")
	if f.verb == 'X' {
		digits = strings.ToUpper(digits)
	}
	head := f.signOf(negative)
	if f.alternate {
		head += prefix
	}
	return f.number(head, digits, "", groupSize(base))
}

// groupSize is how many digits stand between separators.
func groupSize(base int) int {
	if base == 10 {
		return 3
	}
	return 4
}

func (f formatSpec) character(v Object) string {
	if f.sign != 0 {
		panic(Errorf(ValueError, "Sign not allowed with integer format specifier 'c'"))
	}
	i, ok := v.(Int)
	if !ok || i < 0 || i > utf8.MaxRune {
		panic(Errorf(OverflowError, "%%c arg not in range(0x110000)"))
	}
	return f.place(string(rune(i)), 0, '<')
}

func (f formatSpec) signOf(negative bool) string {
	switch {
	case negative:
		return "-"
	case f.sign == '+' || f.sign == ' ':
		return string(f.sign)
	}
	return ""
}

// number joins sign, digits and the rest, with separators in the digits, also
// in the zeros that fill the field.
func (f formatSpec) number(head, digits, rest string, size int) string {
	if f.group != 0 {
		if f.fill == '0' && f.align == '=' {
			room := f.width - len(head) - len(rest)
			for {
				grouped := group(digits, f.group, size)
				if len(grouped) >= room || len(group("0"+digits, f.group, size)) > room && len(grouped) == room {
					break
				}
				if next := group("0"+digits, f.group, size); len(next) > room && next[0] == f.group {
					break
				}
				digits = "0" + digits
			}
		}
		digits = group(digits, f.group, size)
	}
	return f.place(head+digits+rest, len(head), '>')
}

func group(digits string, separator byte, size int) string {
	var b strings.Builder
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%size == 0 {
			b.WriteByte(separator)
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}

func (f formatSpec) float(v float64, typ string) string {
	if strings.IndexByte("\x00eEfFgGn%", f.verb) < 0 {
		panic(unknownFormat(f.verb, typ))
	}
	negative := math.Signbit(v) && !math.IsNaN(v)
	body := f.digits(math.Abs(v))
	if negative && f.noNegZero && strings.Trim(body, "0.%") == "" {
		negative = false
	}
	n := len(body)
	if i := strings.IndexFunc(body, func(r rune) bool { return r < '0' || r > '9' }); i >= 0 {
		n = i
	}
	if n == 0 { // inf and nan
		return f.place(f.signOf(negative)+body, len(f.signOf(negative)), '>')
	}
	return f.number(f.signOf(negative), body[:n], body[n:], 3)
}

// digits formats v >= 0 without sign and padding.
func (f formatSpec) digits(v float64) string {
	verb, precision := f.verb, f.precision
	if precision < 0 {
		precision = 6
	}
	var s string
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		if s = formatFloat(v); verb == '%' {
			s += "%"
		}
		if verb == 'E' || verb == 'F' || verb == 'G' {
			s = strings.ToUpper(s)
		}
		return s
	case verb == '%':
		s = fixed(v, precision, true)
		if f.alternate && precision == 0 {
			s += "."
		}
		return s + "%"
	case verb == 'f' || verb == 'F':
		s = fixed(v, precision, false)
		if f.alternate && precision == 0 {
			s += "."
		}
	case verb == 'e' || verb == 'E':
		s = strconv.FormatFloat(v, 'e', precision, 64)
		if f.alternate && precision == 0 {
			s = strings.Replace(s, "e", ".e", 1)
		}
	case verb == 0 && f.precision < 0:
		return formatFloat(v)
	case verb == 0:
		s = generalFloat(v, max(precision, 1), f.alternate, true)
	default:
		s = generalFloat(v, max(precision, 1), f.alternate, false)
	}
	if verb == 'E' || verb == 'G' {
		s = strings.ToUpper(s)
	}
	return s
}

// fixed formats v with digits after the point, times 100 for percentages.
func fixed(v float64, precision int, percent bool) string {
	if !percent {
		return strconv.FormatFloat(v, 'f', precision, 64)
	}
	if w := v * 100; !math.IsInf(w, 0) {
		return strconv.FormatFloat(w, 'f', precision, 64)
	}
	return new(big.Float).Mul(big.NewFloat(v), big.NewFloat(100)).Text('f', precision)
}

// generalFloat is the format g: the shorter of e and f, without trailing zeros.
// With point, as for the empty type, at least one digit follows the point.
func generalFloat(v float64, precision int, alternate, point bool) string {
	e := strconv.FormatFloat(v, 'e', precision-1, 64)
	mark := strings.IndexByte(e, 'e')
	exponent, _ := strconv.Atoi(e[mark+1:])
	limit := precision
	if point {
		limit-- // the point needs a digit after it
	}
	if exponent < -4 || exponent >= precision || point && exponent > limit {
		mantissa := e[:mark]
		if !alternate {
			mantissa = trimZeros(mantissa)
		}
		return mantissa + e[mark:]
	}
	s := strconv.FormatFloat(v, 'f', max(precision-1-exponent, 0), 64)
	if !alternate {
		s = trimZeros(s)
	}
	if point && !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

func trimZeros(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

func (f formatSpec) complex(v complex128, typ string) string {
	if f.align == '=' || f.fill == '0' {
		panic(Errorf(ValueError, "'=' alignment flag is not allowed in complex format specifier"))
	}
	part := f
	part.width, part.align = 0, 0
	if f.verb == 0 && f.precision < 0 {
		return f.place(formatComplex(v), 0, '>')
	}
	re := part.float(real(v), typ)
	part.sign = '+'
	return f.place(re+part.float(imag(v), typ)+"j", 0, '>')
}
