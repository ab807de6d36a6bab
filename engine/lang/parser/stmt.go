package parser

import (
	"strings"

	"fluxion/engine/lang/ast"
)

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
