package parser

import (
	"strings"

	"fluxion/engine/lang/ast"
)

// strings parses adjacent string literals, which are one.
func (p *parser) strings() ast.Expr {
	from := p.token().From
	var parts []ast.Expr
	formatted := false
	for p.token().kind == str {
		t := p.token()
		p.next++
		prefix := t.text[:strings.IndexAny(t.text, `"'`)]
		quotes := 1
		if rest := t.text[len(prefix):]; len(rest) >= 6 && rest[0] == rest[1] && rest[1] == rest[2] {
			quotes = 3
		}
		lower := strings.ToLower(prefix)
		if strings.Contains(lower, "b") {
			p.fail(t.Span, "bytes literals are not supported: use a str")
		}
		f := fstring{parser: p, raw: strings.Contains(lower, "r")}
		f.from, f.to = int(t.From)+len(prefix)+quotes, int(t.To)-quotes
		if strings.Contains(lower, "f") {
			formatted = true
			parts = append(parts, f.parts(f.from, f.to, 0)...)
		} else {
			parts = append(parts, f.text(f.from, f.to, false))
		}
	}
	parts = joinConstants(parts)
	at := p.exprSpan(from)
	if formatted {
		return &ast.FString{ExprSpan: at, Parts: parts}
	}
	if len(parts) == 0 {
		return &ast.Constant{ExprSpan: at, Value: ""}
	}
	c := parts[0].(*ast.Constant)
	c.ExprSpan = at
	return c
}

// joinConstants joins neighbouring texts and drops empty ones.
func joinConstants(parts []ast.Expr) []ast.Expr {
	var joined []ast.Expr
	for _, part := range parts {
		c, ok := part.(*ast.Constant)
		if !ok {
			joined = append(joined, part)
			continue
		}
		if c.Value == "" {
			continue
		}
		if n := len(joined); n > 0 {
			if last, ok := joined[n-1].(*ast.Constant); ok {
				joined[n-1] = &ast.Constant{
					ExprSpan: ast.ExprSpan{Span: ast.Span{From: last.From, To: c.To}},
					Value:    last.Value.(string) + c.Value.(string),
				}
				continue
			}
		}
		joined = append(joined, c)
	}
	return joined
}

// An fstring is the text of a string literal without quotes.
type fstring struct {
	parser   *parser
	raw      bool
	from, to int
}

// text is a constant part; braces are doubled in formatted strings.
func (f fstring) text(from, to int, formatted bool) ast.Expr {
	s := f.parser.source.Text[from:to]
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if formatted {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "{{", "{"), "}}", "}")
	}
	if !f.raw {
		text, bad, problem := unescape(s)
		if bad >= 0 {
			end := bad
			for end < len(s) && end < bad+10 && s[end] != ' ' {
				end++
			}
			f.parser.fail(span(from, to), "(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s", bad, max(bad, min(end, len(s))-1), problem)
		}
		s = text
	}
	return &ast.Constant{ExprSpan: ast.ExprSpan{Span: span(from, to)}, Value: s}
}

// maxFieldDepth is how deep format specifications may be nested.
const maxFieldDepth = 2

// parts parses the texts and replacement fields between two offsets.
func (f fstring) parts(from, to, depth int) []ast.Expr {
	src := f.parser.source.Text
	var parts []ast.Expr
	start, pos := from, from
	for pos < to {
		switch c := src[pos]; {
		case c == '\\' && !f.raw && pos+1 < to && src[pos+1] != '{' && src[pos+1] != '}':
			if src[pos+1] == 'N' && pos+2 < to && src[pos+2] == '{' {
				pos++
			}
			pos += 2
		case c == '{' && pos+1 < to && src[pos+1] == '{' && depth == 0, c == '}' && pos+1 < to && src[pos+1] == '}' && depth == 0:
			pos += 2
		case c == '{':
			parts = append(parts, f.text(start, pos, depth == 0))
			var field []ast.Expr
			field, pos = f.field(pos, to, depth)
			parts = append(parts, field...)
			start = pos
		case c == '}':
			f.parser.fail(span(pos, pos+1), "f-string: single '}' is not allowed")
		default:
			pos++
		}
	}
	return append(parts, f.text(start, to, depth == 0))
}

// field parses the replacement field that begins at pos, and returns the
// position after it.
func (f fstring) field(pos, to, depth int) ([]ast.Expr, int) {
	p := f.parser
	src := p.source.Text
	if depth >= maxFieldDepth {
		p.fail(span(pos, pos+1), "f-string: expressions nested too deeply")
	}
	opening := pos
	pos++
	end := f.expressionEnd(opening, pos, to)
	if strings.TrimSpace(src[pos:end]) == "" {
		p.fail(span(opening, end), "f-string: empty expression not allowed")
	}
	value := f.expression(pos, end)
	var parts []ast.Expr
	from := pos
	pos = end
	field := &ast.Field{Value: value}
	debug := false
	if pos < to && src[pos] == '=' {
		debug = true
		pos++
		for pos < to && strings.IndexByte(" \t\n", src[pos]) >= 0 {
			pos++
		}
		label := &ast.Constant{ExprSpan: ast.ExprSpan{Span: span(from, pos)}, Value: src[from:pos]}
		parts = append(parts, label)
	}
	if pos < to && src[pos] == '!' {
		pos++
		if pos >= to || strings.IndexByte("rsa", src[pos]) < 0 {
			p.fail(span(pos, min(pos+1, to)), "f-string: invalid conversion character: expected 's', 'r', or 'a'")
		}
		field.Conversion = src[pos]
		pos++
	}
	if pos < to && src[pos] == ':' {
		pos++
		specEnd := f.specEnd(pos, to)
		spec := &ast.FString{ExprSpan: ast.ExprSpan{Span: span(pos, specEnd)}}
		spec.Parts = joinConstants(f.parts(pos, specEnd, depth+1))
		field.Spec = spec
		pos = specEnd
	} else if debug && field.Conversion == 0 {
		field.Conversion = 'r'
	}
	if pos >= to || src[pos] != '}' {
		p.fail(span(opening, opening+1), "f-string: expecting '}'")
	}
	field.Span = span(opening, pos+1)
	return append(parts, field), pos + 1
}

// expressionEnd returns the end of the expression of a field.
func (f fstring) expressionEnd(opening, pos, to int) int {
	p := f.parser
	src := p.source.Text[:to]
	var open []byte
	for pos < to {
		c := src[pos]
		switch {
		case c == '"' || c == '\'':
			quote := src[pos : pos+1]
			if strings.HasPrefix(src[pos:], quote+quote+quote) {
				quote = quote + quote + quote
			}
			end := stringEnd(src, pos+len(quote), quote, false)
			if end < 0 {
				p.fail(span(pos, pos+1), "f-string: unterminated string")
			}
			pos = end
			continue
		case c == '(' || c == '[' || c == '{':
			open = append(open, c)
		case c == '#':
			p.fail(span(pos, pos+1), "f-string expression part cannot include '#'")
		case c == '\\':
			p.fail(span(pos, pos+1), "f-string expression part cannot include a backslash")
		case c == '!' && pos+1 < to && src[pos+1] == '=', (c == '=' || c == '<' || c == '>') && pos+1 < to && src[pos+1] == '=':
			pos++
		case c == '}' && len(open) == 0:
			return pos
		case c == ')' || c == ']' || c == '}':
			if len(open) == 0 {
				p.fail(span(pos, pos+1), "f-string: unmatched '%c'", c)
			}
			if o := open[len(open)-1]; closing[string(o)] != string(c) {
				p.fail(span(pos, pos+1), "f-string: closing parenthesis '%c' does not match opening parenthesis '%c'", c, o)
			}
			open = open[:len(open)-1]
		case len(open) == 0 && (c == '!' || c == ':' || c == '='):
			return pos
		}
		pos++
	}
	if len(open) > 0 {
		p.fail(span(opening, opening+1), "f-string: unmatched '%c'", open[len(open)-1])
	}
	p.fail(span(opening, opening+1), "f-string: expecting '}'")
	return pos
}

// specEnd returns the end of a format specification.
func (f fstring) specEnd(pos, to int) int {
	src := f.parser.source.Text
	depth := 0
	for ; pos < to; pos++ {
		switch src[pos] {
		case '{':
			depth++
		case '}':
			if depth == 0 {
				return pos
			}
			depth--
		}
	}
	return pos
}

// expression parses the expression between two offsets.
func (f fstring) expression(from, to int) ast.Expr {
	outer := f.parser
	tokens, lexError := lexExpression(outer.source.Text, from, to)
	p := &parser{source: outer.source, tokens: tokens, lexError: lexError, depth: outer.depth + 1}
	inner := func(e *Error) {
		panic(&Error{Span: e.Span, Kind: e.Kind, Msg: "f-string: " + strings.TrimPrefix(e.Msg, "f-string: ")})
	}
	var x ast.Expr
	err := p.try(func() {
		if p.at("yield") {
			x = p.yield()
		} else {
			x = p.expressions()
		}
		if t := p.token(); t.kind != endOfFile {
			p.checkComma(x)
			p.unexpected()
		}
	})
	if err != nil {
		inner(err.(*Error))
	}
	return x
}
