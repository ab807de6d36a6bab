package parser

import "fluxion/engine/lang/ast"

func (p *parser) decorated() ast.Stmt {
	var decorators []ast.Expr
	for p.accept("@") {
		decorators = append(decorators, p.named())
		if p.token().kind != newline {
			p.unexpected()
		}
		p.next++
	}
	t := p.token()
	switch {
	case t.is("def"):
		return p.functionDef(t.From, decorators)
	case t.is("class"):
		return p.classDef(t.From, decorators)
	case t.is("async"):
		p.fail(t.Span, "'async' is not supported: there is no asyncio here")
	}
	p.unexpected()
	return nil
}

func (p *parser) functionDef(from int32, decorators []ast.Expr) ast.Stmt {
	t := p.token()
	p.next++
	s := &ast.FunctionDef{Name: p.name().text, Decorators: decorators}
	if open := p.token(); !p.accept("(") {
		p.fail(open.Span, "expected '('")
	}
	s.Params = p.params(")", true)
	p.closeBracket(")")
	if p.accept("->") {
		s.Returns = p.expression()
	}
	p.forceColon()
	s.Body = p.block("function definition", t.Span)
	s.StmtSpan = p.stmtSpan(from)
	return s
}

// params parses parameters up to a closing token, which it leaves.
func (p *parser) params(closing string, annotated bool) *ast.Params {
	params := &ast.Params{}
	seen := map[string]bool{}
	star, hasDefault := false, false
	param := func() *ast.Param {
		n := p.name()
		if seen[n.text] {
			p.fail(n.Span, "duplicate argument '%s' in function definition", n.text)
		}
		seen[n.text] = true
		a := &ast.Param{Name: n.text}
		if annotated && p.accept(":") {
			a.Annotation = p.starOr(p.expression)
		}
		a.Span = p.spanFrom(n.From)
		return a
	}
	for !p.at(closing) {
		t := p.token()
		switch {
		case p.accept("**"):
			params.Kwarg = param()
			if p.at("=") {
				p.fail(p.token().Span, "var-keyword argument cannot have default value")
			}
			p.accept(",")
			if t := p.token(); !p.at(closing) {
				if t.kind == name || t.is("*") || t.is("**") || t.is("/") {
					p.fail(t.Span, "arguments cannot follow var-keyword argument")
				}
				p.unexpected()
			}
			return params
		case p.accept("*"):
			if star {
				p.fail(t.Span, "* argument may appear only once")
			}
			star = true
			if !p.at(",") && !p.at(closing) {
				params.Vararg = param()
				if p.at("=") {
					p.fail(p.token().Span, "var-positional argument cannot have default value")
				}
			} else if next := p.peek(1); p.at(closing) || next.is(closing) || next.is("**") {
				p.fail(t.Span, "named arguments must follow bare *")
			}
		case p.accept("/"):
			switch {
			case star:
				p.fail(t.Span, "/ must be ahead of *")
			case params.PosOnly > 0:
				p.fail(t.Span, "/ may appear only once")
			case len(params.Positional) == 0:
				p.fail(t.Span, "at least one argument must precede /")
			}
			params.PosOnly = len(params.Positional)
		default:
			a := param()
			if p.accept("=") {
				if p.at(closing) || p.at(",") {
					p.fail(p.tokens[p.next-1].Span, "expected default value expression")
				}
				a.Default = p.expression()
				hasDefault = hasDefault || !star
			} else if hasDefault && !star {
				p.fail(a.Span, "non-default argument follows default argument")
			}
			if star {
				params.KeyOnly = append(params.KeyOnly, a)
			} else {
				params.Positional = append(params.Positional, a)
			}
		}
		if !p.accept(",") {
			break
		}
	}
	return params
}

func (p *parser) classDef(from int32, decorators []ast.Expr) ast.Stmt {
	t := p.token()
	p.next++
	s := &ast.ClassDef{Name: p.name().text, Decorators: decorators}
	if p.at("(") {
		c := p.call(p.token().From, nil).(*ast.Call)
		s.Bases, s.Keywords = c.Args, c.Keywords
	}
	p.expectColon()
	s.Body = p.block("class definition", t.Span)
	s.StmtSpan = p.stmtSpan(from)
	return s
}
