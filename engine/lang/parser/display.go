package parser

import "fluxion/engine/lang/ast"

// operand parses a name, a literal or what stands in brackets.
func (p *parser) operand() ast.Expr {
	t := p.token()
	switch t.kind {
	case name:
		p.next++
		return &ast.Name{ExprSpan: ast.ExprSpan{Span: t.Span}, Ident: t.text}
	case number:
		p.next++
		return p.constant(t, numberValue(t.text))
	case str:
		return p.strings()
	case keyword:
		switch t.text {
		case "None":
			p.next++
			return p.constant(t, nil)
		case "True", "False":
			p.next++
			return p.constant(t, t.text == "True")
		}
	case operator:
		switch t.text {
		case "(":
			return p.parenthesised()
		case "[":
			return p.list()
		case "{":
			return p.dictOrSet()
		case "...":
			p.next++
			return p.constant(t, ast.EllipsisValue{})
		}
	}
	p.unexpected()
	return nil
}

func (p *parser) constant(t token, value any) ast.Expr {
	return &ast.Constant{ExprSpan: ast.ExprSpan{Span: t.Span}, Value: value}
}

func (p *parser) parenthesised() ast.Expr {
	p.enter()
	defer p.leave()
	from := p.token().From
	p.next++
	if p.accept(")") {
		return &ast.Tuple{ExprSpan: p.exprSpan(from)}
	}
	if p.at("yield") {
		x := p.yield()
		p.closeBracket(")")
		return x
	}
	x := p.starOr(p.named)
	if p.at("for") || p.at("async") {
		p.checkStar(x)
		g := p.comprehension(from, ast.GeneratorKind, x, nil)
		p.closeBracket(")")
		g.(*ast.Comprehension).Span = p.spanFrom(from)
		return g
	}
	if !p.at(",") {
		p.checkComma(x)
		p.closeBracket(")")
		if s, ok := x.(*ast.Starred); ok {
			p.fail(s.Range(), "cannot use starred expression here")
		}
		return x
	}
	elems := p.elements(x, ")")
	return &ast.Tuple{ExprSpan: p.exprSpan(from), Elems: elems}
}

func (p *parser) checkStar(x ast.Expr) {
	if s, ok := x.(*ast.Starred); ok {
		p.fail(s.Range(), "iterable unpacking cannot be used in comprehension")
	}
}

// elements parses the rest of a display after its first element.
func (p *parser) elements(first ast.Expr, closing string) []ast.Expr {
	elems := []ast.Expr{first}
	p.checkComma(first)
	for p.accept(",") {
		if p.at(closing) {
			break
		}
		x := p.starOr(p.named)
		p.checkComma(x)
		elems = append(elems, x)
	}
	p.closeBracket(closing)
	return elems
}

func (p *parser) list() ast.Expr {
	p.enter()
	defer p.leave()
	from := p.token().From
	p.next++
	if p.accept("]") {
		return &ast.List{ExprSpan: p.exprSpan(from)}
	}
	x := p.starOr(p.named)
	if p.at("for") || p.at("async") {
		p.checkStar(x)
		c := p.comprehension(from, ast.ListKind, x, nil)
		p.closeBracket("]")
		c.(*ast.Comprehension).Span = p.spanFrom(from)
		return c
	}
	elems := p.elements(x, "]")
	return &ast.List{ExprSpan: p.exprSpan(from), Elems: elems}
}

func (p *parser) dictOrSet() ast.Expr {
	p.enter()
	defer p.leave()
	from := p.token().From
	p.next++
	if p.accept("}") {
		return &ast.Dict{ExprSpan: p.exprSpan(from)}
	}
	if p.at("**") {
		return p.dict(from, nil)
	}
	x := p.starOr(p.named)
	if p.at(":") {
		p.checkStar(x)
		return p.dict(from, x)
	}
	if p.at("for") || p.at("async") {
		p.checkStar(x)
		c := p.comprehension(from, ast.SetKind, x, nil)
		p.closeBracket("}")
		c.(*ast.Comprehension).Span = p.spanFrom(from)
		return c
	}
	elems := p.elements(x, "}")
	return &ast.Set{ExprSpan: p.exprSpan(from), Elems: elems}
}

// dict parses a dict display, whose first key may have been read.
func (p *parser) dict(from int32, key ast.Expr) ast.Expr {
	d := &ast.Dict{}
	for {
		if key == nil && p.accept("**") {
			d.Keys = append(d.Keys, nil)
			d.Values = append(d.Values, p.infix(levelBitOr))
		} else {
			if key == nil {
				key = p.expression()
			}
			colon := p.token()
			if !p.accept(":") {
				if p.at("}") || p.at(",") {
					p.fail(p.tokens[p.next-1].Span, "':' expected after dictionary key")
				}
				p.checkComma(key)
				p.unexpected()
			}
			if p.at("}") || p.at(",") {
				p.fail(colon.Span, "expression expected after dictionary key and ':'")
			}
			if t := p.token(); t.is("*") {
				p.fail(t.Span, "cannot use a starred expression in a dictionary value")
			}
			value := p.expression()
			if len(d.Keys) == 0 && (p.at("for") || p.at("async")) {
				c := p.comprehension(from, ast.DictKind, key, value)
				p.closeBracket("}")
				c.(*ast.Comprehension).Span = p.spanFrom(from)
				return c
			}
			p.checkComma(value)
			d.Keys = append(d.Keys, key)
			d.Values = append(d.Values, value)
		}
		key = nil
		if !p.accept(",") || p.at("}") {
			break
		}
	}
	p.closeBracket("}")
	d.ExprSpan = p.exprSpan(from)
	return d
}

// comprehension parses the clauses after the element.
func (p *parser) comprehension(from int32, kind ast.ComprehensionKind, elem, value ast.Expr) ast.Expr {
	c := &ast.Comprehension{Kind: kind, Elem: elem, Value: value}
	for {
		t := p.token()
		if t.is("async") {
			p.fail(t.Span, "asynchronous comprehensions are not supported: there is no asyncio here")
		}
		if !p.accept("for") {
			break
		}
		clause := &ast.Clause{}
		clause.Target = p.targets()
		p.assignable(clause.Target, "")
		if !p.accept("in") {
			p.unexpected()
		}
		clause.Iter = p.infix(levelOr)
		for p.accept("if") {
			clause.Conditions = append(clause.Conditions, p.condition())
		}
		clause.Span = p.spanFrom(t.From)
		p.link(30 * len(c.Clauses))
		c.Clauses = append(c.Clauses, clause)
	}
	c.ExprSpan = p.exprSpan(from)
	return c
}

// condition parses an if of a comprehension: no conditional expression without
// brackets.
func (p *parser) condition() ast.Expr {
	from := p.token().From
	x := p.infix(levelOr)
	if n, ok := x.(*ast.Name); ok && p.accept(":=") {
		value := p.infix(levelOr)
		return &ast.Walrus{ExprSpan: p.exprSpan(from), Target: n, Value: value}
	}
	return x
}
