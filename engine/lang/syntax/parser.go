package syntax

import (
	"fmt"
	"slices"
)

// A parser reads tokens by recursive descent: one method for each level of
// precedence, named as in the grammar. Errors unwind by panic with an *Error.
type parser struct {
	src        string
	vocabulary Vocabulary
	tokens     []token
	next       int      // index of the current token
	bound      []string // the variable and the parameters of lambdas around
	openBars   int      // bars open since the innermost bracket
	depth      int
	maxDepth   int
}

func (t token) is(text string) bool {
	return (t.kind == tokenOperator || t.kind == tokenKeyword) && t.text == text
}

func (p *parser) token() token { return p.tokens[p.next] }

// accept consumes the current token if it is the given operator or keyword.
func (p *parser) accept(text string) bool {
	if !p.token().is(text) {
		return false
	}
	p.next++
	return true
}

// acceptAny consumes the current token if it is one of the operators.
func (p *parser) acceptAny(ops ...Operator) (Operator, bool) {
	for _, op := range ops {
		if p.accept(op.String()) {
			return op, true
		}
	}
	return 0, false
}

// span returns the range from a start to the end of the last consumed token.
func (p *parser) span(from int) Span { return Span{from, p.tokens[p.next-1].end} }

func (p *parser) fail(pos, end int, msg string) { panic(&Error{pos, end, msg}) }

func (p *parser) failAt(t token, msg string) { p.fail(t.pos, t.end, msg) }

// text returns a token as the source writes it.
func (p *parser) text(t token) string { return p.src[t.pos:t.end] }

// enter counts a level of nesting; the caller defers p.leave.
func (p *parser) enter() {
	if p.depth++; p.depth > p.maxDepth {
		p.failAt(p.token(), fmt.Sprintf("the expression is nested more than %d levels deep", p.maxDepth))
	}
}

func (p *parser) leave() { p.depth-- }

// unexpected fails at a token that cannot follow a complete expression.
func (p *parser) unexpected() {
	t := p.token()
	text := p.text(t)
	switch {
	case t.kind == tokenEnd:
		p.failAt(t, "the line ends too early")
	case t.is(")") || t.is("]"):
		p.failAt(t, fmt.Sprintf("%q closes nothing", text))
	case t.is("="):
		p.failAt(t, `unexpected "=": write == to compare, or begin the line with y = or f(x) =`)
	case t.kind == tokenNumber:
		p.failAt(t, fmt.Sprintf("an operator is missing before %q", text))
	default:
		p.failAt(t, fmt.Sprintf("unexpected %q", text))
	}
}

// missingOperand fails at a token that cannot begin an expression.
func (p *parser) missingOperand() {
	t := p.token()
	found := fmt.Sprintf("found %q", p.text(t))
	if t.kind == tokenEnd {
		found = "the line ends"
	}
	if p.next == 0 {
		p.failAt(t, found+" where a value was expected")
	}
	p.failAt(t, fmt.Sprintf("%s where a value was expected after %q", found, p.text(p.tokens[p.next-1])))
}

// closeBracket consumes the closing bracket, or fails: at the opening one if
// the line just ends.
func (p *parser) closeBracket(opening token, closing string) {
	if p.accept(closing) {
		return
	}
	t := p.token()
	switch {
	case t.kind == tokenEnd:
		p.failAt(opening, fmt.Sprintf("%q is never closed", opening.text))
	case t.is(")") || t.is("]"):
		p.failAt(t, fmt.Sprintf("found %q where %q was expected", t.text, closing))
	}
	p.unexpected()
}

func (p *parser) expression() Expr {
	p.enter()
	defer p.leave()
	if p.token().is("lambda") {
		return p.lambda()
	}
	from := p.token().pos
	e := p.disjunction()
	if !p.accept("if") {
		return e
	}
	test := p.disjunction()
	if !p.accept("else") {
		t := p.token()
		p.fail(t.pos, t.end, `a value for the other case was expected, as in: x if x > 0 else -x`)
	}
	otherwise := p.expression()
	return &Conditional{p.span(from), test, e, otherwise}
}

func (p *parser) lambda() Expr {
	from := p.token().pos
	p.next++
	l := &Lambda{}
	for !p.accept(":") {
		t := p.token()
		if t.kind != tokenName || len(l.Params) > 0 && !p.tokens[p.next-1].is(",") {
			p.failAt(t, `":" was expected after the parameters, as in lambda x: x**2`)
		}
		p.checkNew(t)
		p.next++
		l.Params = append(l.Params, &Name{Span{t.pos, t.end}, t.text})
		p.accept(",")
	}
	outer := p.bound
	for _, param := range l.Params {
		p.bound = append(slices.Clip(p.bound), param.Ident)
	}
	l.Body = p.expression()
	p.bound = outer
	l.Span = p.span(from)
	return l
}

// infix parses operands of the next level joined by left-associative operators.
func (p *parser) infix(operand func() Expr, ops ...Operator) Expr {
	from := p.token().pos
	x := operand()
	for {
		op, ok := p.acceptAny(ops...)
		if !ok {
			return x
		}
		y := operand()
		x = &Binary{p.span(from), op, x, y}
	}
}

func (p *parser) disjunction() Expr { return p.infix(p.conjunction, Or) }

func (p *parser) conjunction() Expr { return p.infix(p.negation, And) }

func (p *parser) negation() Expr {
	from := p.token().pos
	if !p.accept("not") {
		return p.comparison()
	}
	p.enter()
	defer p.leave()
	x := p.negation()
	return &Unary{p.span(from), Not, x}
}

func (p *parser) comparison() Expr {
	from := p.token().pos
	x := p.sum()
	c := &Compare{Operands: []Expr{x}}
	for {
		op, ok := p.acceptAny(Less, Greater, LessEqual, GreaterEqual, Equal, NotEqual)
		if !ok {
			break
		}
		c.Ops = append(c.Ops, op)
		c.Operands = append(c.Operands, p.sum())
	}
	if len(c.Ops) == 0 {
		return x
	}
	c.Span = p.span(from)
	return c
}

func (p *parser) sum() Expr { return p.infix(p.product, Add, Sub) }

func (p *parser) product() Expr { return p.infix(p.implicit, Mul, Div, FloorDiv, Mod) }
