package py

import (
	"fmt"
	"math"
	"math/big"
	"strings"
)

// maxDigits is the longest int that is converted to or from decimal text, as in
// CPython.
const maxDigits = 4300

func (b *BigInt) decimal() string {
	if b.value.BitLen() > maxDigits*10/3 {
		if s := b.value.Text(10); len(strings.TrimPrefix(s, "-")) <= maxDigits {
			return s
		}
		panic(Errorf(ValueError, "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", maxDigits))
	}
	return b.value.Text(10)
}

// ParseInt reads an int literal in a base (0: from its prefix) as int(text,
// base) does; ok is false if it is malformed.
func ParseInt(text string, base int) (v Object, ok bool) {
	s := strings.TrimSpace(text)
	negative := strings.HasPrefix(s, "-")
	if negative || strings.HasPrefix(s, "+") {
		s = s[1:]
	}
	prefix := 0
	if len(s) > 2 && s[0] == '0' {
		switch s[1] {
		case 'x', 'X':
			prefix = 16
		case 'o', 'O':
			prefix = 8
		case 'b', 'B':
			prefix = 2
		}
	}
	if prefix > 0 && (base == 0 || base == prefix) {
		s = strings.TrimPrefix(s[2:], "_")
		base = prefix
	}
	if base == 0 {
		if len(s) > 1 && s[0] == '0' && strings.Trim(s, "0_") != "" {
			return nil, false
		}
		base = 10
	}
	if s == "" || s[0] == '_' || s[len(s)-1] == '_' || strings.Contains(s, "__") || strings.ContainsAny(s, "+-") {
		return nil, false
	}
	digits := asciiDigits(strings.ReplaceAll(s, "_", ""))
	if base&(base-1) != 0 && len(digits) > maxDigits {
		panic(Errorf(ValueError, "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit", maxDigits, len(digits)))
	}
	z, ok := new(big.Int).SetString(digits, base)
	if !ok {
		return nil, false
	}
	if negative {
		z.Neg(z)
	}
	return NewInt(z), true
}

// asciiDigits replaces the decimal digits of other scripts.
func asciiDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x80 {
			if d := decimalDigit(r); d >= 0 {
				return rune('0' + d)
			}
		}
		return r
	}, s)
}

func (t *Thread) toIntCall(args []Object, keywords []Keyword) Object {
	var base Object
	for _, k := range keywords {
		if k.Name != "base" {
			panic(Errorf(TypeError, "'%s' is an invalid keyword argument for int()", k.Name))
		}
		base = k.Value
	}
	switch len(args) {
	case 0:
		if base != nil {
			panic(Errorf(TypeError, "int() missing string argument"))
		}
		return Int(0)
	case 1:
	case 2:
		base = args[1]
	default:
		panic(Errorf(TypeError, "int() takes at most 2 arguments (%d given)", len(args)))
	}
	if base == nil {
		return t.toInteger(args[0])
	}
	s, ok := scalar(args[0]).(Str)
	if !ok {
		panic(Errorf(TypeError, "int() can't convert non-string with explicit base"))
	}
	b := t.ToInt(base)
	if b != 0 && (b < 2 || b > 36) {
		panic(Errorf(ValueError, "int() base must be >= 2 and <= 36, or 0"))
	}
	return t.parseInt(s, b)
}

func (t *Thread) parseInt(s Str, base int) Object {
	v, ok := ParseInt(string(s), base)
	if !ok {
		panic(Errorf(ValueError, "invalid literal for int() with base %d: %s", base, t.Repr(s)))
	}
	return v
}

// toInteger is int(o).
func (t *Thread) toInteger(o Object) Object {
	if v, ok := AsInt(o); ok {
		return v
	}
	switch v := scalar(o).(type) {
	case Float:
		return truncate(float64(v))
	case Str:
		return t.parseInt(v, 10)
	case Number:
		return v.AsInt(t)
	}
	for _, name := range []string{"__int__", "__index__", "__trunc__"} {
		f := t.Special(o, name)
		if f == nil {
			continue
		}
		v := t.Call(f)
		n, ok := AsInt(v)
		if !ok {
			panic(Errorf(TypeError, "%s returned non-int (type %s)", name, typeName(v)))
		}
		return n
	}
	panic(Errorf(TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%s'", typeName(o)))
}

// truncate converts a float to an int, towards 0.
func truncate(v float64) Object {
	switch {
	case math.IsNaN(v):
		panic(Errorf(ValueError, "cannot convert float NaN to integer"))
	case math.IsInf(v, 0):
		panic(Errorf(OverflowError, "cannot convert float infinity to integer"))
	case math.Abs(v) < 1<<63:
		return Int(v)
	}
	z, _ := big.NewFloat(v).Int(nil)
	return NewInt(z)
}

// formatInt returns the digits of an int in a base.
func formatInt(v Object, base int) string {
	if i, ok := v.(Int); ok && base == 10 {
		return fmt.Sprint(int64(i))
	}
	return ToBig(v).Text(base)
}
