package syntax

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// implicit parses factors side by side.
func (p *parser) implicit() Expr {
	from := p.token().pos
	x := p.signed()
	for p.beginsFactor() {
		y := p.power()
		x = &Binary{p.span(from), Mul, x, y}
	}
	return x
}

// beginsFactor reports whether the current token begins a factor that needs no
// sign of multiplication.
func (p *parser) beginsFactor() bool {
	t := p.token()
	return t.kind == tokenName || t.is("(") || t.is("√") || t.is("∛") || t.is("|") && p.openBars == 0
}

func (p *parser) signed() Expr {
	from := p.token().pos
	op := Neg
	if !p.accept("-") {
		if !p.accept("+") {
			return p.power()
		}
		op = Pos
	}
	p.enter()
	defer p.leave()
	x := p.signed()
	return &Unary{p.span(from), op, x}
}

func (p *parser) power() Expr {
	from := p.token().pos
	base := p.postfix()
	if !p.accept("**") {
		return base
	}
	p.enter()
	defer p.leave()
	exponent := p.signed()
	return &Binary{p.span(from), Pow, base, exponent}
}

func (p *parser) postfix() Expr {
	from := p.token().pos
	x := p.operand()
	defer func(depth int) { p.depth = depth }(p.depth)
	for {
		p.enter()
		switch t := p.token(); {
		case p.accept("!"):
			x = call("factorial", t, p.span(from), x)
		case t.kind == tokenSuperscript:
			n := p.superscript()
			x = &Binary{p.span(from), Pow, x, n}
		default:
			return x
		}
	}
}

// call makes the call that a notation stands for, t being its sign.
func call(function string, t token, span Span, arg Expr) Expr {
	return &Call{Span: span, Func: &Name{Span{t.pos, t.end}, function}, Args: []Expr{arg}}
}

func (p *parser) superscript() Expr {
	t := p.token()
	p.next++
	span := Span{t.pos, t.end}
	if digits, negative := strings.CutPrefix(t.text, "-"); negative {
		return &Unary{span, Neg, number(span, digits)}
	}
	return number(span, t.text)
}

func number(span Span, text string) *Number {
	// ParseFloat yields ±inf for a literal out of range, as Python does.
	value, _ := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
	return &Number{span, text, value, !strings.ContainsAny(text, ".eE")}
}

func (p *parser) operand() Expr {
	t := p.token()
	switch {
	case t.kind == tokenNumber:
		p.next++
		return number(Span{t.pos, t.end}, t.text)
	case t.kind == tokenName:
		return p.name()
	case t.is("("):
		return p.group()
	case t.is("["):
		p.next++
		elems := p.sequence(t, "]")
		return &List{p.span(t.pos), elems}
	case t.is("|"):
		return p.bars()
	case p.accept("√"):
		return p.root("sqrt", t)
	case p.accept("∛"):
		return p.root("cbrt", t)
	}
	p.missingOperand()
	return nil
}

func (p *parser) root(function string, sign token) Expr {
	p.enter()
	defer p.leave()
	var x Expr
	if p.token().is("(") {
		x = p.group()
	} else {
		x = p.power()
	}
	return call(function, sign, p.span(sign.pos), x)
}

func (p *parser) bars() Expr {
	opening := p.token()
	p.next++
	if p.token().kind == tokenEnd {
		p.failAt(opening, `"|" is never closed`)
	}
	p.openBars++
	x := p.expression()
	p.openBars--
	if !p.accept("|") {
		if t := p.token(); t.kind != tokenEnd && !t.is(")") && !t.is("]") {
			p.unexpected()
		}
		p.failAt(opening, `"|" is never closed`)
	}
	return call("abs", opening, p.span(opening.pos), x)
}

// group parses a parenthesised expression, a tuple, or the call of a
// parenthesised lambda.
func (p *parser) group() Expr {
	opening := p.token()
	p.next++
	if p.token().is(")") {
		p.missingOperand()
	}
	elems := p.sequence(opening, ")")
	if len(elems) > 1 || p.tokens[p.next-2].is(",") {
		return &Tuple{p.span(opening.pos), elems}
	}
	if _, ok := elems[0].(*Lambda); ok && p.token().is("(") {
		return p.arguments(opening.pos, elems[0])
	}
	return elems[0]
}

// sequence parses expressions and the closing bracket.
func (p *parser) sequence(opening token, closing string) []Expr {
	bars := p.openBars
	p.openBars = 0
	defer func() { p.openBars = bars }()
	var elems []Expr
	for !p.token().is(closing) {
		elems = append(elems, p.expression())
		if !p.accept(",") {
			break
		}
	}
	p.closeBracket(opening, closing)
	return elems
}

// name parses a variable, a constant or the application of a function.
func (p *parser) name() Expr {
	first := p.token()
	if slices.Contains(p.bound, first.text) {
		p.next++
		return &Name{Span{first.pos, first.end}, first.text}
	}
	path, kind, n := p.resolve()
	last := p.tokens[p.next+n-1]
	switch kind {
	case Unknown:
		if p.vocabulary[first.text].Kind == Module {
			p.unknownName(path, last)
		}
		p.unknownName(path, first)
	case Module:
		p.fail(first.pos, last.end, fmt.Sprintf("%q is a module: name what you want of it, as in %s", path, p.memberOf(path)))
	}
	var x Expr = &Name{Span{first.pos, first.end}, first.text}
	for i := 2; i < n; i += 2 {
		member := p.tokens[p.next+i]
		x = &Attribute{Span{first.pos, member.end}, x, member.text}
	}
	p.next += n
	if kind == Function {
		return p.application(first.pos, x)
	}
	return x
}

// resolve looks up the longest dotted name at the current token, and returns
// it with its kind and the number of its tokens.
func (p *parser) resolve() (path string, kind Kind, n int) {
	rest := p.tokens[p.next:]
	path, n = rest[0].text, 1
	kind = p.vocabulary[path].Kind
	for kind == Module && rest[n].is(".") && rest[n+1].kind == tokenName {
		path += "." + rest[n+1].text
		n += 2
		kind = p.vocabulary[path].Kind
	}
	return path, kind, n
}

// memberOf returns the alphabetically first function of a module.
func (p *parser) memberOf(module string) string {
	best := ""
	for name, word := range p.vocabulary {
		if word.Kind == Function && strings.HasPrefix(name, module+".") && (best == "" || name < best) {
			best = name
		}
	}
	return best
}

// application parses what follows the name of a function.
func (p *parser) application(from int, f Expr) Expr {
	var exponent Expr
	if p.token().kind == tokenSuperscript {
		exponent = p.superscript()
	} else if p.accept("**") {
		exponent = p.exponent()
	}
	if exponent != nil && isMinusOne(exponent) {
		f, exponent = p.inverse(f, exponent), nil
	}
	var x Expr
	if t := p.token(); t.is("(") {
		x = p.arguments(from, f)
	} else if t.is("-") || t.is("+") || p.beginsOperand() {
		arg := p.argument()
		x = &Call{Span: p.span(from), Func: f, Args: []Expr{arg}}
	} else {
		path := Path(f)
		p.fail(f.Pos(), f.End(), fmt.Sprintf("%q is a function: give it an argument, as in %s(x)", path, path))
	}
	if exponent != nil {
		x = &Binary{p.span(from), Pow, x, exponent}
	}
	return x
}

// beginsOperand reports whether the current token begins the argument of the
// function before it, where a bar can only open.
func (p *parser) beginsOperand() bool {
	return p.token().kind == tokenNumber || p.token().is("|") || p.beginsFactor()
}

// exponent parses the power of a function, as in sin^2 x.
func (p *parser) exponent() Expr {
	from := p.token().pos
	if p.accept("-") {
		p.enter()
		defer p.leave()
		x := p.exponent()
		return &Unary{p.span(from), Neg, x}
	}
	switch t := p.token(); {
	case t.kind == tokenNumber:
		return p.operand()
	case t.kind == tokenName && slices.Contains(p.bound, t.text):
		return p.operand()
	case t.is("("):
		return p.group()
	case t.kind == tokenEnd:
		p.missingOperand()
	}
	p.failAt(p.token(), "the power of a function must be a number, a variable or in parentheses, as in sin^2 x")
	return nil
}

func isMinusOne(e Expr) bool {
	u, ok := e.(*Unary)
	if !ok || u.Op != Neg {
		return false
	}
	n, ok := u.X.(*Number)
	return ok && n.Text == "1"
}

// inverse returns the inverse of a function f, whose name has a prefix a.
func (p *parser) inverse(f, exponent Expr) Expr {
	path := Path(f)
	dot := strings.LastIndexByte(path, '.') + 1
	name := "a" + path[dot:]
	if p.vocabulary[path[:dot]+name].Kind != Function {
		p.fail(exponent.Pos(), exponent.End(), fmt.Sprintf("the inverse of %q has no name here: for the reciprocal write 1/%s(x)", path, path))
	}
	if a, ok := f.(*Attribute); ok {
		return &Attribute{a.Span, a.X, name}
	}
	return &Name{Span{f.Pos(), f.End()}, name}
}

// argument parses the argument of a function without parentheses: factors up
// to the next function.
func (p *parser) argument() Expr {
	p.enter()
	defer p.leave()
	from := p.token().pos
	x := p.signed()
	for p.beginsFactor() && !p.atFunction() {
		y := p.power()
		x = &Binary{p.span(from), Mul, x, y}
	}
	return x
}

func (p *parser) atFunction() bool {
	t := p.token()
	if t.kind != tokenName || slices.Contains(p.bound, t.text) {
		return false
	}
	_, kind, _ := p.resolve()
	return kind == Function
}

// arguments parses the parenthesised arguments of a call.
func (p *parser) arguments(from int, f Expr) Expr {
	opening := p.token()
	p.next++
	bars := p.openBars
	p.openBars = 0
	defer func() { p.openBars = bars }()
	c := &Call{Func: f}
	for !p.token().is(")") {
		t := p.token()
		if t.kind == tokenName && p.tokens[p.next+1].is("=") {
			p.next += 2
			value := p.expression()
			c.Keywords = append(c.Keywords, Keyword{p.span(t.pos), t.text, value})
		} else {
			arg := p.expression()
			if len(c.Keywords) > 0 {
				p.fail(arg.Pos(), arg.End(), "an argument without a name follows one with a name")
			}
			c.Args = append(c.Args, arg)
		}
		if !p.accept(",") {
			break
		}
	}
	p.closeBracket(opening, ")")
	c.Span = p.span(from)
	return c
}
