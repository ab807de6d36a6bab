package parser

import "fluxion/engine/lang/ast"

// checkComma fails where an expression within brackets is followed by another.
func (p *parser) checkComma(x ast.Expr) {
	if !p.startsExpression() && !p.at("=") {
		return
	}
	if p.at("=") {
		p.assignmentInExpression(x)
		return
	}
	if n, ok := x.(*ast.Name); ok && p.token().kind == str {
		_ = n
		return // a string with an unknown prefix
	}
	var next ast.Expr
	start := p.next
	if err := p.try(func() { next = p.infix(levelOr) }); err == nil {
		p.fail(ast.Span{From: x.Range().From, To: next.Range().To}, "invalid syntax. Perhaps you forgot a comma?")
	}
	p.next = start
}

// assignmentInExpression fails at "x = y" where an expression is expected.
func (p *parser) assignmentInExpression(x ast.Expr) {
	if n, ok := x.(*ast.Name); ok {
		p.next++
		var value ast.Expr
		err := p.try(func() { value = p.infix(levelBitOr) })
		if err == nil && !p.at("=") && !p.at(":=") {
			p.fail(ast.Span{From: n.From, To: value.Range().To}, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
		}
		p.unexpected()
	}
	switch x.(type) {
	case *ast.Attribute, *ast.Subscript, *ast.Call, *ast.Binary, *ast.Unary, *ast.Compare, *ast.Constant:
		p.fail(x.Range(), "cannot assign to %s here. Maybe you meant '==' instead of '='?", describe(x))
	}
}

// targets parses the targets of a for, up to "in".
func (p *parser) targets() ast.Expr {
	return p.tuple(func() ast.Expr { return p.starOr(func() ast.Expr { return p.arithmetic(levelBitOr) }) })
}

// describe names a kind of expression as CPython's messages do.
func describe(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Constant:
		switch v := x.Value.(type) {
		case nil:
			return "None"
		case bool:
			if v {
				return "True"
			}
			return "False"
		case ast.EllipsisValue:
			return "ellipsis"
		}
		return "literal"
	case *ast.FString:
		return "f-string expression"
	case *ast.Attribute:
		return "attribute"
	case *ast.Subscript:
		return "subscript"
	case *ast.Starred:
		return "starred"
	case *ast.Name:
		return "name"
	case *ast.List:
		return "list"
	case *ast.Tuple:
		return "tuple"
	case *ast.Lambda:
		return "lambda"
	case *ast.Call:
		return "function call"
	case *ast.Dict:
		return "dict literal"
	case *ast.Set:
		return "set display"
	case *ast.Compare:
		return "comparison"
	case *ast.Conditional:
		return "conditional expression"
	case *ast.Walrus:
		return "named expression"
	case *ast.Yield, *ast.YieldFrom:
		return "yield expression"
	case *ast.Comprehension:
		return [...]string{"list comprehension", "set comprehension", "dict comprehension", "generator expression"}[x.Kind]
	}
	return "expression"
}

// assignable fails if x cannot be assigned to. hint is added to the message.
func (p *parser) assignable(x ast.Expr, hint string) {
	switch x := x.(type) {
	case *ast.Name, *ast.Attribute, *ast.Subscript:
		return
	case *ast.Starred:
		p.assignable(x.X, hint)
		return
	case *ast.Tuple:
		p.assignableAll(x.Span, x.Elems)
		return
	case *ast.List:
		p.assignableAll(x.Span, x.Elems)
		return
	case *ast.Constant:
		if _, isBool := x.Value.(bool); isBool || x.Value == nil {
			hint = ""
		}
	}
	p.fail(x.Range(), "cannot assign to %s%s", describe(x), hint)
}

func (p *parser) assignableAll(at ast.Span, elems []ast.Expr) {
	stars := 0
	for _, e := range elems {
		if _, ok := e.(*ast.Starred); ok {
			if stars++; stars > 1 {
				p.fail(at, "multiple starred expressions in assignment")
			}
		}
		p.assignable(e, "")
	}
}
