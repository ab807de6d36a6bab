package py

import (
	"math"
	"math/big"
	"math/cmplx"
	"strconv"
	"strings"

	"fluxion/engine/lang/ast"
)

// floatBinary is arithmetic on floats.
func (t *Thread) floatBinary(op ast.Operator, x, y float64) Object {
	switch op {
	case ast.Add:
		return Float(x + y)
	case ast.Sub:
		return Float(x - y)
	case ast.Mul:
		return Float(x * y)
	case ast.Div:
		if y == 0 {
			panic(Errorf(ZeroDivisionError, "float division by zero"))
		}
		return Float(x / y)
	case ast.FloorDiv:
		if y == 0 {
			panic(Errorf(ZeroDivisionError, "float floor division by zero"))
		}
		q, _ := floatDivMod(x, y)
		return Float(q)
	case ast.Mod:
		if y == 0 {
			panic(Errorf(ZeroDivisionError, "float modulo"))
		}
		_, r := floatDivMod(x, y)
		return Float(r)
	case ast.Pow:
		return floatPow(x, y)
	}
	return NotImplemented
}

// floatDivMod returns the floor of x/y and the remainder with the sign of y, as
// Python computes them from fmod.
func floatDivMod(x, y float64) (q, r float64) {
	r = math.Mod(x, y)
	q = (x - r) / y
	if r != 0 {
		if (y < 0) != (r < 0) {
			r += y
			q--
		}
	} else {
		r = math.Copysign(0, y)
	}
	if q == 0 {
		return math.Copysign(0, x/y), r
	}
	floor := math.Floor(q)
	if q-floor > 0.5 {
		floor++
	}
	return floor, r
}

func floatPow(x, y float64) Object {
	if x == 0 && y < 0 {
		panic(Errorf(ZeroDivisionError, "0.0 cannot be raised to a negative power"))
	}
	if x < 0 && y != math.Trunc(y) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		return Complex(cmplx.Pow(complex(x, 0), complex(y, 0)))
	}
	z := math.Pow(x, y)
	if math.IsInf(z, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		panic(NewException(OverflowError, Int(34), Str("Numerical result out of range")))
	}
	return Float(z)
}

func complexBinary(op ast.Operator, x, y complex128) Object {
	switch op {
	case ast.Add:
		return Complex(x + y)
	case ast.Sub:
		return Complex(x - y)
	case ast.Mul:
		return Complex(complex(real(x)*real(y)-imag(x)*imag(y), real(x)*imag(y)+imag(x)*real(y)))
	case ast.Div:
		if y == 0 {
			panic(Errorf(ZeroDivisionError, "complex division by zero"))
		}
		return Complex(x / y)
	case ast.Pow:
		if x == 0 && (real(y) < 0 || imag(y) != 0) {
			panic(Errorf(ZeroDivisionError, "0.0 to a negative or complex power"))
		}
		if n := real(y); imag(y) == 0 && n == math.Trunc(n) && math.Abs(n) <= 100 {
			return Complex(complexIntPow(x, int(n)))
		}
		return Complex(cmplx.Pow(x, y))
	}
	return NotImplemented
}

// complexIntPow multiplies repeatedly, which keeps integers exact.
func complexIntPow(x complex128, n int) complex128 {
	if n < 0 {
		return 1 / complexIntPow(x, -n)
	}
	result := complex128(1)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			result *= x
		}
		x *= x
	}
	return result
}

// formatFloat is repr of a float: the shortest digits that read back as v.
func formatFloat(v float64) string {
	switch {
	case math.IsNaN(v):
		return "nan"
	case math.IsInf(v, 1):
		return "inf"
	case math.IsInf(v, -1):
		return "-inf"
	}
	if a := math.Abs(v); a != 0 && (a < 1e-4 || a >= 1e16) {
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// formatComplex is repr of a complex number.
func formatComplex(v complex128) string {
	part := func(x float64) string { return strings.TrimSuffix(formatFloat(x), ".0") }
	im := part(imag(v))
	if real(v) == 0 && !math.Signbit(real(v)) {
		return im + "j"
	}
	if !strings.HasPrefix(im, "-") {
		im = "+" + im
	}
	return "(" + part(real(v)) + im + "j)"
}

// ParseFloat reads a float as float(text) does.
func ParseFloat(text string) (v float64, ok bool) {
	s := asciiDigits(strings.TrimSpace(text))
	if strings.HasPrefix(s, "_") || strings.HasSuffix(s, "_") || strings.Contains(s, "__") || strings.ContainsAny(s, "xXpP") {
		return 0, false
	}
	for i := range len(s) {
		if s[i] == '_' && !(isDigit(s[i-1]) && isDigit(s[i+1])) {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(s, "_", ""), 64)
	if err != nil && !math.IsInf(v, 0) {
		return 0, false
	}
	return v, true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// ToFloat returns the float that a real number is, as float(o) without strings.
func (t *Thread) ToFloat(o Object) float64 {
	switch o := scalar(o).(type) {
	case Float:
		return float64(o)
	case Int:
		return float64(o)
	case Bool:
		return float64(boolInt(o))
	case *BigInt:
		return bigToFloat(o.value)
	case Number:
		return o.AsFloat(t)
	}
	if f := t.Special(o, "__float__"); f != nil {
		v := t.Call(f)
		if f, ok := scalar(v).(Float); ok {
			return float64(f)
		}
		panic(Errorf(TypeError, "%s.__float__ returned non-float (type %s)", typeName(o), typeName(v)))
	}
	if v := t.index(o); v != nil {
		return bigToFloat(ToBig(v))
	}
	panic(Errorf(TypeError, "must be real number, not %s", typeName(o)))
}

// ToComplex returns the complex number that a number is.
func (t *Thread) ToComplex(o Object) complex128 {
	switch o := scalar(o).(type) {
	case Complex:
		return complex128(o)
	case Number:
		return o.AsComplex(t)
	}
	if f := t.Special(o, "__complex__"); f != nil {
		if c, ok := t.Call(f).(Complex); ok {
			return complex128(c)
		}
		panic(Errorf(TypeError, "__complex__ returned non-complex"))
	}
	return complex(t.ToFloat(o), 0)
}

func init() {
	FloatType.New = func(t *Thread, class *Type, args []Object, keywords []Keyword) Object {
		noKeywords("float", keywords)
		if len(args) > 1 {
			panic(Errorf(TypeError, "float expected at most 1 argument, got %d", len(args)))
		}
		var v float64
		if len(args) == 1 {
			v = t.parseFloat(args[0])
		}
		return wrapScalar(class, FloatType, Float(v))
	}
	value := func(o Object) float64 { return float64(scalar(o).(Float)) }
	FloatType.Define(
		Func{Sig: "is_integer(self, /)", Doc: "Whether the number is an integer.", Impl: func(_ *Thread, a []Object) Object {
			v := value(a[0])
			return Bool(v == math.Trunc(v) && !math.IsInf(v, 0))
		}},
		Func{Sig: "as_integer_ratio(self, /)", Doc: "Numerator and denominator.", Impl: func(_ *Thread, a []Object) Object {
			v := value(a[0])
			if math.IsNaN(v) {
				panic(Errorf(ValueError, "cannot convert NaN to integer ratio"))
			}
			r := new(big.Rat)
			if r.SetFloat64(v) == nil {
				panic(Errorf(OverflowError, "cannot convert Infinity to integer ratio"))
			}
			return NewTuple(NewInt(new(big.Int).Set(r.Num())), NewInt(new(big.Int).Set(r.Denom())))
		}},
		Func{Sig: "conjugate(self, /)", Doc: "The number itself.", Impl: func(_ *Thread, a []Object) Object { return Float(value(a[0])) }},
		Func{Sig: "hex(self, /)", Doc: "The number in hexadecimal.", Impl: func(_ *Thread, a []Object) Object { return Str(hexFloat(value(a[0]))) }},
		Property{Name: "real", Get: func(_ *Thread, o Object) Object { return Float(value(o)) }},
		Property{Name: "imag", Get: func(*Thread, Object) Object { return Float(0) }},
	)
	ComplexType.New = func(t *Thread, class *Type, args []Object, keywords []Keyword) Object {
		return wrapScalar(class, ComplexType, t.complexCall(args, keywords))
	}
	ComplexType.Define(
		Func{Sig: "conjugate(self, /)", Doc: "The number with the opposite imaginary part.", Impl: func(_ *Thread, a []Object) Object {
			return Complex(cmplx.Conj(complex128(scalar(a[0]).(Complex))))
		}},
		Property{Name: "real", Get: func(_ *Thread, o Object) Object { return Float(real(scalar(o).(Complex))) }},
		Property{Name: "imag", Get: func(_ *Thread, o Object) Object { return Float(imag(scalar(o).(Complex))) }},
	)
}

// hexFloat is float.hex: 13 hexadecimal digits after the point.
func hexFloat(v float64) string {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return formatFloat(v)
	case v == 0:
		return strings.Replace(formatFloat(v), "0.0", "0x0.0p+0", 1)
	}
	s := strconv.FormatFloat(v, 'x', 13, 64)
	mantissa, exponent, _ := strings.Cut(s, "p")
	sign := exponent[:1]
	digits := strings.TrimLeft(exponent[1:], "0")
	if digits == "" {
		digits = "0"
	}
	return mantissa + "p" + sign + digits
}

func (t *Thread) parseFloat(o Object) float64 {
	if s, ok := scalar(o).(Str); ok {
		v, ok := ParseFloat(string(s))
		if !ok {
			panic(Errorf(ValueError, "could not convert string to float: %s", t.Repr(s)))
		}
		return v
	}
	if _, isNumber := o.(Number); !isNumber && !isNumeric(o) && t.Special(o, "__float__") == nil && t.Special(o, "__index__") == nil {
		panic(Errorf(TypeError, "float() argument must be a string or a real number, not '%s'", typeName(o)))
	}
	return t.ToFloat(o)
}

func isNumeric(o Object) bool {
	switch scalar(o).(type) {
	case Int, Float, Bool, *BigInt:
		return true
	}
	return false
}

func (t *Thread) complexCall(args []Object, keywords []Keyword) Object {
	parts := [2]Object{Int(0), Int(0)}
	if len(args) > 2 {
		panic(Errorf(TypeError, "complex() takes at most 2 arguments (%d given)", len(args)))
	}
	copy(parts[:], args)
	for _, k := range keywords {
		switch k.Name {
		case "real":
			parts[0] = k.Value
		case "imag":
			parts[1] = k.Value
		default:
			panic(Errorf(TypeError, "'%s' is an invalid keyword argument for complex()", k.Name))
		}
	}
	if s, ok := parts[0].(Str); ok {
		text := strings.TrimSpace(strings.Trim(strings.TrimSpace(string(s)), "()"))
		v, err := strconv.ParseComplex(strings.ReplaceAll(text, "j", "i"), 128)
		if err != nil {
			panic(Errorf(ValueError, "complex() arg is a malformed string"))
		}
		return Complex(v)
	}
	re, im := t.ToComplex(parts[0]), t.ToComplex(parts[1])
	return Complex(complex(real(re)-imag(im), imag(re)+real(im)))
}
