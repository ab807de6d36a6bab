package ast

import (
	"fmt"
	"strconv"
	"strings"
)

func (w *printer) constant(v any) {
	switch v := v.(type) {
	case nil:
		w.write("None")
	case bool:
		if v {
			w.write("True")
		} else {
			w.write("False")
		}
	case EllipsisValue:
		w.write("...")
	case string:
		w.write(Quote(v))
	case float64:
		w.write(floatLiteral(v))
	case complex128:
		w.write(strings.TrimSuffix(floatLiteral(imag(v)), ".0"), "j")
	default:
		fmt.Fprint(w, v)
	}
}

// floatLiteral writes a float so that it is read as one; infinity is a literal
// out of range.
func floatLiteral(v float64) string {
	s := strconv.FormatFloat(v, 'g', -1, 64)
	if strings.Contains(s, "Inf") {
		return "1e999"
	}
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

// Quote returns a string literal in double quotes.
func Quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	escapeInto(&b, s, `"`)
	b.WriteByte('"')
	return b.String()
}

func escapeInto(b *strings.Builder, s, quote string) {
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\\' || strings.IndexByte(quote, c) >= 0:
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c < ' ' || c == 0x7f:
			fmt.Fprintf(b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
}

// fstring writes a formatted string. Within its fields quotes are those that the
// string itself does not have.
func (w *printer) fstring(e *FString) {
	w.write(`f"""`)
	w.parts(e.Parts)
	w.write(`"""`)
}

func (w *printer) parts(parts []Expr) {
	for _, part := range parts {
		switch part := part.(type) {
		case *Constant:
			var b strings.Builder
			escapeInto(&b, part.Value.(string), `"`)
			w.write(strings.NewReplacer("{", "{{", "}", "}}").Replace(b.String()))
		case *Field:
			w.field(part)
		}
	}
}

func (w *printer) field(f *Field) {
	var inner printer
	inner.expr(f.Value, levelOr) // a colon would begin the specification
	text := inner.String()
	w.write("{")
	if strings.HasPrefix(text, "{") {
		w.write(" ")
	}
	w.write(text)
	if f.Conversion != 0 {
		w.write("!", string(f.Conversion))
	}
	if f.Spec != nil {
		w.write(":")
		w.parts(f.Spec.Parts)
	}
	w.write("}")
}
