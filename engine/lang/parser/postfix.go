package parser

import "fluxion/engine/lang/ast"

func (p *parser) power() ast.Expr {
	from := p.token().From
	if t := p.token(); t.is("await") {
		p.fail(t.Span, "'await' is not supported: there is no asyncio here")
	}
	x := p.postfix()
	if !p.accept("**") {
		return x
	}
	p.enter()
	defer p.leave()
	y := p.unary()
	e := &ast.Binary{ExprSpan: p.exprSpan(from), Op: ast.Pow, X: x, Y: y}
	p.source.Anchors[e.Span] = ast.Anchor{LeftEnd: x.Range().To, Right: y.Range().From}
	return e
}

// postfix parses attributes, calls and subscripts.
func (p *parser) postfix() ast.Expr {
	from := p.token().From
	x := p.operand()
	for n := 0; ; n++ {
		p.link(n)
		switch {
		case p.accept("."):
			n := p.name()
			x = &ast.Attribute{ExprSpan: p.exprSpan(from), X: x, Name: n.text}
		case p.at("("):
			x = p.call(from, x)
		case p.at("["):
			p.next++
			index := p.index()
			p.closeBracket("]")
			e := &ast.Subscript{ExprSpan: p.exprSpan(from), X: x, Index: index}
			p.source.Anchors[e.Span] = ast.Anchor{LeftEnd: x.Range().To, Right: index.Range().To, Subscript: true}
			x = e
		default:
			return x
		}
	}
}

// index parses what stands between brackets of a subscript.
func (p *parser) index() ast.Expr {
	return p.tupleWhile(func() bool { return !p.at("]") }, p.indexElement)
}

func (p *parser) indexElement() ast.Expr {
	from := p.token().From
	if p.at("*") {
		return p.starOr(p.named)
	}
	var low ast.Expr
	if !p.at(":") {
		low = p.named()
		if !p.at(":") {
			p.checkComma(low)
			return low
		}
	}
	p.next++
	s := &ast.Slice{Low: low}
	part := func() ast.Expr {
		if p.at(":") || p.at(",") || p.at("]") {
			return nil
		}
		return p.expression()
	}
	s.High = part()
	if p.accept(":") {
		s.Step = part()
	}
	s.ExprSpan = p.exprSpan(from)
	return s
}

// call parses the arguments of a call.
func (p *parser) call(from int32, f ast.Expr) ast.Expr {
	p.next++
	c := &ast.Call{Func: f}
	for !p.at(")") {
		p.argument(c)
		if !p.accept(",") {
			break
		}
	}
	p.closeBracket(")")
	c.ExprSpan = p.exprSpan(from)
	return c
}

func (p *parser) argument(c *ast.Call) {
	t := p.token()
	switch {
	case p.accept("*"):
		for _, k := range c.Keywords {
			if k.Name == "" {
				p.fail(ast.Span{From: t.From, To: t.To}, "iterable argument unpacking follows keyword argument unpacking")
			}
		}
		x := p.expression()
		c.Args = append(c.Args, &ast.Starred{ExprSpan: p.exprSpan(t.From), X: x})
		return
	case p.accept("**"):
		value := p.expression()
		c.Keywords = append(c.Keywords, &ast.Keyword{Span: p.spanFrom(t.From), Value: value})
		return
	case t.kind == name && p.peek(1).is("="):
		p.next += 2
		if p.at(")") || p.at(",") {
			p.fail(p.spanFrom(t.From), "expected argument value expression")
		}
		value := p.expression()
		for _, k := range c.Keywords {
			if k.Name == t.text {
				p.fail(p.spanFrom(t.From), "keyword argument repeated: %s", t.text)
			}
		}
		c.Keywords = append(c.Keywords, &ast.Keyword{Span: p.spanFrom(t.From), Name: t.text, Value: value})
		return
	}
	x := p.named()
	if p.at("for") {
		if len(c.Args)+len(c.Keywords) > 0 {
			p.comprehension(x.Range().From, ast.GeneratorKind, x, nil)
			p.fail(p.spanFrom(x.Range().From), "Generator expression must be parenthesized")
		}
		// The brackets of the call are those of the generator expression.
		x = p.comprehension(t.From, ast.GeneratorKind, x, nil)
		g := x.(*ast.Comprehension)
		g.Span = ast.Span{From: p.callOpening(t.From), To: p.token().To}
		if p.at(",") && !p.peek(1).is(")") {
			p.fail(ast.Span{From: t.From, To: p.tokens[p.next-1].To}, "Generator expression must be parenthesized")
		}
		c.Args = append(c.Args, x)
		return
	}
	if p.accept("=") {
		p.fail(p.spanFrom(t.From), `expression cannot contain assignment, perhaps you meant "=="?`)
	}
	if len(c.Keywords) > 0 {
		for _, k := range c.Keywords {
			if k.Name == "" {
				p.fail(p.argumentEnd(), "positional argument follows keyword argument unpacking")
			}
		}
		p.fail(p.argumentEnd(), "positional argument follows keyword argument")
	}
	c.Args = append(c.Args, x)
	p.checkComma(x)
}

// callOpening returns the position of the bracket before an offset.
func (p *parser) callOpening(before int32) int32 {
	i := before - 1
	for i > 0 && p.source.Text[i] != '(' {
		i--
	}
	return i
}

// argumentEnd is the range CPython marks where the order of arguments is wrong:
// the closing bracket.
func (p *parser) argumentEnd() ast.Span {
	depth := 0
	for _, t := range p.tokens[p.next:] {
		switch {
		case t.is("(") || t.is("[") || t.is("{"):
			depth++
		case t.is(")") || t.is("]") || t.is("}"):
			if depth == 0 {
				return t.Span
			}
			depth--
		}
	}
	return p.token().Span
}
