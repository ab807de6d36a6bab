package parser

import "fluxion/engine/lang/ast"

// statement parses a line of small statements or a compound statement.
func (p *parser) statement(body []ast.Stmt) []ast.Stmt {
	t := p.token()
	if t.kind == indent || t.kind == dedent {
		p.unexpected()
	}
	if s := p.compound(); s != nil {
		return append(body, s)
	}
	return p.simpleLine(body)
}

// compound parses a statement with a block, or returns nil.
func (p *parser) compound() ast.Stmt {
	t := p.token()
	if t.kind == keyword {
		switch t.text {
		case "if":
			return p.ifStmt()
		case "for":
			return p.forStmt()
		case "while":
			return p.whileStmt()
		case "def":
			return p.functionDef(t.From, nil)
		case "class":
			return p.classDef(t.From, nil)
		case "try":
			return p.tryStmt()
		case "with":
			return p.withStmt()
		case "async":
			p.fail(t.Span, "'async' is not supported: there is no asyncio here")
		}
	}
	if t.is("@") {
		return p.decorated()
	}
	if t.kind == name && t.text == "match" {
		return p.matchStmt()
	}
	return nil
}

// test parses the condition of an if or a while.
func (p *parser) test() ast.Expr {
	x := p.named()
	if p.at("=") {
		p.assignmentInExpression(x)
	}
	return x
}

func (p *parser) ifStmt() ast.Stmt {
	t := p.token()
	p.next++
	s := &ast.If{Test: p.test()}
	p.expectColon()
	s.Body = p.block("'"+t.text+"' statement", t.Span)
	switch e := p.token(); {
	case e.is("elif"):
		p.enter()
		s.Else = []ast.Stmt{p.ifStmt()}
		p.leave()
	case e.is("else"):
		s.Else = p.elseBlock()
	}
	s.StmtSpan = p.stmtSpan(t.From)
	return s
}

// elseBlock parses "else: …", or returns nil if there is none.
func (p *parser) elseBlock() []ast.Stmt {
	t := p.token()
	if !p.accept("else") {
		return nil
	}
	p.forceColon()
	return p.block("'else' statement", t.Span)
}

func (p *parser) forStmt() ast.Stmt {
	t := p.token()
	p.next++
	s := &ast.For{Target: p.targets()}
	p.assignable(s.Target, "")
	if !p.accept("in") {
		p.unexpected()
	}
	s.Iter = p.expressions()
	p.expectColon()
	s.Body = p.block("'for' statement", t.Span)
	s.Else = p.elseBlock()
	s.StmtSpan = p.stmtSpan(t.From)
	return s
}

func (p *parser) whileStmt() ast.Stmt {
	t := p.token()
	p.next++
	s := &ast.While{Test: p.test()}
	p.expectColon()
	s.Body = p.block("'while' statement", t.Span)
	s.Else = p.elseBlock()
	s.StmtSpan = p.stmtSpan(t.From)
	return s
}

func (p *parser) tryStmt() ast.Stmt {
	t := p.token()
	p.next++
	p.forceColon()
	s := &ast.Try{Body: p.block("'try' statement", t.Span)}
	for p.at("except") {
		s.Handlers = append(s.Handlers, p.handler())
	}
	for i, h := range s.Handlers {
		if h.Type == nil && i+1 < len(s.Handlers) {
			p.fail(ast.Span{From: h.From, To: h.From + int32(len("except:"))}, "default 'except:' must be last")
		}
	}
	if s.Handlers != nil {
		s.Else = p.elseBlock()
	}
	if f := p.token(); p.accept("finally") {
		p.forceColon()
		s.Finally = p.block("'finally' statement", f.Span)
	}
	if s.Handlers == nil && s.Finally == nil {
		at := p.token()
		panic(&Error{Span: at.Span, Msg: "expected 'except' or 'finally' block", Incomplete: at.kind == endOfFile})
	}
	s.StmtSpan = p.stmtSpan(t.From)
	return s
}

func (p *parser) handler() *ast.Handler {
	t := p.token()
	p.next++
	h := &ast.Handler{}
	if star := p.token(); star.is("*") {
		p.fail(star.Span, "exception groups (except*) are not supported")
	}
	if !p.at(":") {
		if k := p.token().kind; k == newline || k == endOfFile {
			p.fail(p.token().Span, "expected ':'")
		}
		h.Type = p.expression()
		if p.at(",") {
			from := h.Type.Range().From
			_ = p.try(func() {
				p.next++
				p.expressions()
			})
			p.fail(p.spanFrom(from), "multiple exception types must be parenthesized")
		}
		if p.accept("as") {
			h.Name = p.name().text
		}
	}
	p.expectColon()
	what := "'except' statement"
	h.Body = p.block(what, t.Span)
	h.Span = p.spanFrom(t.From)
	return h
}

func (p *parser) withStmt() ast.Stmt {
	t := p.token()
	p.next++
	s := &ast.With{}
	if !p.withItemsInParentheses(s) {
		s.Items = []*ast.WithItem{p.withItem()}
		for p.accept(",") {
			s.Items = append(s.Items, p.withItem())
		}
	}
	p.forceColon()
	s.Body = p.block("'with' statement", t.Span)
	s.StmtSpan = p.stmtSpan(t.From)
	return s
}

// withItemsInParentheses parses "(a as b, c as d)" if that is what follows,
// rather than an expression in parentheses.
func (p *parser) withItemsInParentheses(s *ast.With) bool {
	if !p.at("(") {
		return false
	}
	start, depth := p.next, p.depth
	var items []*ast.WithItem
	err := p.try(func() {
		p.next++
		for !p.at(")") {
			items = append(items, p.withItem())
			if !p.accept(",") {
				break
			}
		}
		p.closeBracket(")")
	})
	if err == nil && p.at(":") && len(items) > 0 {
		s.Items = items
		return true
	}
	p.next, p.depth = start, depth
	return false
}

func (p *parser) withItem() *ast.WithItem {
	item := &ast.WithItem{Context: p.expression()}
	if p.accept("as") {
		item.Target = p.starOr(func() ast.Expr { return p.arithmetic(levelBitOr) })
		p.assignable(item.Target, "")
	}
	return item
}
