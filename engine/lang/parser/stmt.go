package parser

import (
	"strings"

	"fluxion/engine/lang/ast"
)

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

// simple parses a statement without a block.
func (p *parser) simple() ast.Stmt {
	t := p.token()
	if t.kind == keyword {
		if s := p.keywordStmt(t); s != nil {
			return s
		}
	}
	return p.expressionStmt()
}

// endsStatement reports whether a statement ends here.
func (p *parser) endsStatement() bool {
	t := p.token()
	return t.kind == newline || t.kind == endOfFile || t.is(";")
}

func (p *parser) keywordStmt(t token) ast.Stmt {
	at := func() ast.StmtSpan { return p.stmtSpan(t.From) }
	switch t.text {
	case "pass":
		p.next++
		return &ast.Pass{StmtSpan: at()}
	case "break":
		p.next++
		return &ast.Break{StmtSpan: at()}
	case "continue":
		p.next++
		return &ast.Continue{StmtSpan: at()}
	case "return":
		p.next++
		s := &ast.Return{}
		if !p.endsStatement() {
			s.Value = p.expressions()
		}
		s.StmtSpan = at()
		return s
	case "raise":
		return p.raiseStmt(t)
	case "assert":
		p.next++
		s := &ast.Assert{Test: p.expression()}
		if p.accept(",") {
			s.Message = p.expression()
		}
		s.StmtSpan = at()
		return s
	case "del":
		return p.deleteStmt(t)
	case "import":
		return p.importStmt(t)
	case "from":
		return p.importFrom(t)
	case "global":
		p.next++
		names := p.names()
		return &ast.Global{StmtSpan: at(), Names: names}
	case "nonlocal":
		p.next++
		names := p.names()
		return &ast.Nonlocal{StmtSpan: at(), Names: names}
	}
	return nil
}

func (p *parser) names() []string {
	names := []string{p.name().text}
	for p.accept(",") {
		names = append(names, p.name().text)
	}
	return names
}

func (p *parser) raiseStmt(t token) ast.Stmt {
	p.next++
	s := &ast.Raise{}
	if !p.endsStatement() {
		s.Value = p.expression()
		if p.accept("from") {
			s.Cause = p.expression()
		}
	}
	s.StmtSpan = p.stmtSpan(t.From)
	return s
}

func (p *parser) deleteStmt(t token) ast.Stmt {
	p.next++
	s := &ast.Delete{}
	for {
		x := p.arithmetic(levelBitOr)
		p.deletable(x)
		s.Targets = append(s.Targets, x)
		if !p.accept(",") || p.endsStatement() {
			break
		}
	}
	s.StmtSpan = p.stmtSpan(t.From)
	return s
}

func (p *parser) deletable(x ast.Expr) {
	switch x := x.(type) {
	case *ast.Name, *ast.Attribute, *ast.Subscript:
	case *ast.Tuple:
		for _, e := range x.Elems {
			p.deletable(e)
		}
	case *ast.List:
		for _, e := range x.Elems {
			p.deletable(e)
		}
	default:
		p.fail(x.Range(), "cannot delete %s", describe(x))
	}
}

func (p *parser) dottedName() string {
	parts := []string{p.name().text}
	for p.accept(".") {
		parts = append(parts, p.name().text)
	}
	return strings.Join(parts, ".")
}

func (p *parser) importStmt(t token) ast.Stmt {
	p.next++
	s := &ast.Import{}
	for {
		from := p.token().From
		a := &ast.Alias{Name: p.dottedName()}
		if p.accept("as") {
			a.As = p.name().text
		}
		a.Span = p.spanFrom(from)
		s.Names = append(s.Names, a)
		if !p.accept(",") {
			break
		}
	}
	s.StmtSpan = p.stmtSpan(t.From)
	return s
}

func (p *parser) importFrom(t token) ast.Stmt {
	p.next++
	if dot := p.token(); dot.is(".") || dot.is("...") {
		p.fail(dot.Span, "relative imports are not supported: there are no packages here")
	}
	s := &ast.ImportFrom{Module: p.dottedName()}
	p.expect("import")
	if star := p.token(); p.accept("*") {
		s.Names = []*ast.Alias{{Span: star.Span, Name: "*"}}
		s.StmtSpan = p.stmtSpan(t.From)
		return s
	}
	parenthesised := p.accept("(")
	for {
		from := p.token().From
		a := &ast.Alias{Name: p.name().text}
		if p.accept("as") {
			a.As = p.name().text
		}
		a.Span = p.spanFrom(from)
		s.Names = append(s.Names, a)
		if !p.accept(",") {
			break
		}
		if parenthesised && p.at(")") {
			break
		}
		if !parenthesised && p.endsStatement() {
			p.fail(p.token().Span, "trailing comma not allowed without surrounding parentheses")
		}
	}
	if parenthesised {
		p.closeBracket(")")
	}
	s.StmtSpan = p.stmtSpan(t.From)
	return s
}

var augmented = map[string]ast.Operator{
	"+=": ast.Add, "-=": ast.Sub, "*=": ast.Mul, "@=": ast.MatMul, "/=": ast.Div, "//=": ast.FloorDiv, "%=": ast.Mod,
	"**=": ast.Pow, "<<=": ast.LShift, ">>=": ast.RShift, "&=": ast.BitAnd, "^=": ast.BitXor, "|=": ast.BitOr,
}

// expressionStmt parses an expression or an assignment.
func (p *parser) expressionStmt() ast.Stmt {
	from := p.token().From
	x := p.valueOrYield()
	t := p.token()
	if op, ok := augmented[t.text]; ok && t.kind == operator {
		switch x.(type) {
		case *ast.Name, *ast.Attribute, *ast.Subscript:
		default:
			p.fail(x.Range(), "'%s' is an illegal expression for augmented assignment", describe(x))
		}
		p.next++
		value := p.valueOrYield()
		return &ast.AugAssign{StmtSpan: p.stmtSpan(from), Target: x, Op: op, Value: value}
	}
	if t.is(":") {
		return p.annotated(from, x)
	}
	if !t.is("=") {
		return &ast.ExprStmt{StmtSpan: p.stmtSpan(from), X: x}
	}
	s := &ast.Assign{}
	for p.at("=") {
		switch y := x.(type) {
		case *ast.Yield, *ast.YieldFrom:
			p.fail(x.Range(), "assignment to yield expression not possible")
		case *ast.Starred:
			p.fail(y.Range(), "starred assignment target must be in a list or tuple")
		}
		start := p.next
		p.next++
		value := p.valueOrYield()
		hint := ""
		if len(s.Targets) == 0 && !p.at("=") {
			hint = " here. Maybe you meant '==' instead of '='?"
		}
		after := p.next
		p.next = start
		p.assignable(x, hint)
		p.next = after
		s.Targets = append(s.Targets, x)
		x = value
	}
	s.Value = x
	s.StmtSpan = p.stmtSpan(from)
	return s
}

func (p *parser) valueOrYield() ast.Expr {
	if p.at("yield") {
		return p.yield()
	}
	return p.expressions()
}

func (p *parser) annotated(from int32, target ast.Expr) ast.Stmt {
	switch x := target.(type) {
	case *ast.Name, *ast.Attribute, *ast.Subscript:
	case *ast.List:
		p.fail(x.Span, "only single target (not list) can be annotated")
	case *ast.Tuple:
		at := x.Span
		if len(x.Elems) > 0 && p.source.Text[x.From] != '(' {
			at = x.Elems[0].Range()
		}
		p.fail(at, "only single target (not tuple) can be annotated")
	default:
		p.unexpectedTarget(x)
	}
	p.next++
	s := &ast.AnnAssign{Target: target, Annotation: p.expression()}
	if p.accept("=") {
		s.Value = p.valueOrYield()
	}
	s.StmtSpan = p.stmtSpan(from)
	return s
}

// unexpectedTarget fails at a colon after something that cannot be annotated.
func (p *parser) unexpectedTarget(x ast.Expr) {
	if _, ok := x.(*ast.Name); !ok && (p.peek(1).kind == name || p.peek(1).kind == number) {
		p.fail(x.Range(), "illegal target for annotation")
	}
	p.unexpected()
}
