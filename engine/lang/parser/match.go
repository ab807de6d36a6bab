package parser

import (
	"strings"

	"fluxion/engine/lang/ast"
)

// matchStmt parses a match statement, or returns nil where "match" is a name.
func (p *parser) matchStmt() ast.Stmt {
	start, depth := p.next, p.depth
	t := p.token()
	var subject ast.Expr
	err := p.try(func() {
		p.next++
		subject = p.expressions()
		p.expect(":")
		if p.token().kind != newline || p.peek(1).kind != indent || !p.isCase(p.peek(2)) {
			p.unexpected()
		}
	})
	if err != nil {
		p.next, p.depth = start, depth
		return nil
	}
	p.next += 2
	s := &ast.Match{Subject: subject}
	for p.isCase(p.token()) {
		s.Cases = append(s.Cases, p.matchCase())
	}
	if p.token().kind != dedent {
		p.unexpected()
	}
	p.next++
	s.StmtSpan = p.stmtSpan(t.From)
	return s
}

func (p *parser) isCase(t token) bool { return t.kind == name && t.text == "case" }

func (p *parser) matchCase() *ast.Case {
	t := p.token()
	p.next++
	c := &ast.Case{Pattern: p.openSequence()}
	if p.accept("if") {
		c.Guard = p.named()
	}
	p.expectColon()
	c.Body = p.block("'case' statement", t.Span)
	c.Span = p.spanFrom(t.From)
	return c
}

func (p *parser) patternSpan(from int32) ast.PatternSpan {
	return ast.PatternSpan{Span: p.spanFrom(from)}
}

// openSequence parses patterns that may be a sequence without brackets.
func (p *parser) openSequence() ast.Pattern {
	from := p.token().From
	first := p.starPattern()
	_, isStar := first.(*ast.StarPattern)
	if !p.at(",") && !isStar {
		return first
	}
	elems := []ast.Pattern{first}
	for p.accept(",") {
		if p.at(":") || p.at("if") {
			break
		}
		elems = append(elems, p.starPattern())
	}
	return &ast.SequencePattern{PatternSpan: p.patternSpan(from), Elems: elems}
}

func (p *parser) starPattern() ast.Pattern {
	t := p.token()
	if !p.accept("*") {
		return p.asPattern()
	}
	n := capture(p.name().text)
	return &ast.StarPattern{PatternSpan: p.patternSpan(t.From), Name: n}
}

// capture returns the name that a pattern binds: none for _.
func capture(name string) string {
	if name == "_" {
		return ""
	}
	return name
}

func (p *parser) asPattern() ast.Pattern {
	p.enter()
	defer p.leave()
	from := p.token().From
	x := p.orPattern()
	if !p.accept("as") {
		return x
	}
	n := p.name()
	if n.text == "_" {
		p.fail(n.Span, "cannot use '_' as a target")
	}
	return &ast.CapturePattern{PatternSpan: p.patternSpan(from), Pattern: x, Name: n.text}
}

func (p *parser) orPattern() ast.Pattern {
	from := p.token().From
	x := p.closedPattern()
	if !p.at("|") {
		return x
	}
	choices := []ast.Pattern{x}
	for p.accept("|") {
		choices = append(choices, p.closedPattern())
	}
	return &ast.OrPattern{PatternSpan: p.patternSpan(from), Choices: choices}
}

func (p *parser) closedPattern() ast.Pattern {
	t := p.token()
	switch {
	case t.kind == name:
		return p.namePattern()
	case t.kind == number || t.kind == str || t.is("-"):
		return p.literalPattern()
	case t.is("None") || t.is("True") || t.is("False"):
		return p.literalPattern()
	case t.is("("):
		return p.groupPattern(")")
	case t.is("["):
		return p.groupPattern("]")
	case t.is("{"):
		return p.mappingPattern()
	}
	p.unexpected()
	return nil
}

// literalPattern parses a number, string or constant; 1 + 2j is a number.
func (p *parser) literalPattern() ast.Pattern {
	from := p.token().From
	var x ast.Expr
	if k := p.token().kind; k == number || p.at("-") {
		x = p.arithmetic(levelSum)
	} else {
		x = p.operand()
	}
	if f, ok := x.(*ast.FString); ok {
		p.fail(f.Span, "patterns may only match literals and attribute lookups")
	}
	return &ast.ValuePattern{PatternSpan: p.patternSpan(from), Value: x}
}

// namePattern parses a capture, a dotted value or a class.
func (p *parser) namePattern() ast.Pattern {
	t := p.name()
	var x ast.Expr = &ast.Name{ExprSpan: ast.ExprSpan{Span: t.Span}, Ident: t.text}
	for p.accept(".") {
		n := p.name()
		x = &ast.Attribute{ExprSpan: p.exprSpan(t.From), X: x, Name: n.text}
	}
	if p.at("(") {
		return p.classPattern(t.From, x)
	}
	if _, dotted := x.(*ast.Attribute); dotted {
		return &ast.ValuePattern{PatternSpan: p.patternSpan(t.From), Value: x}
	}
	return &ast.CapturePattern{PatternSpan: p.patternSpan(t.From), Name: capture(t.text)}
}

func (p *parser) classPattern(from int32, class ast.Expr) ast.Pattern {
	p.next++
	c := &ast.ClassPattern{Class: class}
	for !p.at(")") {
		if t := p.token(); t.kind == name && p.peek(1).is("=") {
			p.next += 2
			c.Names = append(c.Names, t.text)
			c.Values = append(c.Values, p.asPattern())
		} else {
			if len(c.Names) > 0 {
				p.fail(t.Span, "positional patterns follow keyword patterns")
			}
			c.Args = append(c.Args, p.asPattern())
		}
		if !p.accept(",") {
			break
		}
	}
	p.closeBracket(")")
	c.PatternSpan = p.patternSpan(from)
	return c
}

// groupPattern parses a sequence in brackets, or a pattern in parentheses.
func (p *parser) groupPattern(closing string) ast.Pattern {
	from := p.token().From
	p.next++
	var elems []ast.Pattern
	comma := false
	for !p.at(closing) {
		elems = append(elems, p.starPattern())
		if comma = p.accept(","); !comma {
			break
		}
	}
	p.closeBracket(closing)
	if closing == ")" && len(elems) == 1 && !comma {
		if _, isStar := elems[0].(*ast.StarPattern); !isStar {
			return elems[0]
		}
	}
	return &ast.SequencePattern{PatternSpan: p.patternSpan(from), Elems: elems}
}

func (p *parser) mappingPattern() ast.Pattern {
	from := p.token().From
	p.next++
	m := &ast.MappingPattern{}
	for !p.at("}") {
		if p.accept("**") {
			m.Rest = p.name().text
		} else {
			key := p.closedPattern()
			v, ok := key.(*ast.ValuePattern)
			if !ok {
				p.fail(key.Range(), "mapping pattern keys may only match literals and attribute lookups")
			}
			p.expect(":")
			m.Keys = append(m.Keys, v.Value)
			m.Values = append(m.Values, p.asPattern())
		}
		if !p.accept(",") {
			break
		}
	}
	p.closeBracket("}")
	m.PatternSpan = p.patternSpan(from)
	return m
}

// softKeywords are names with a meaning in some places.
var softKeywords = strings.Fields("match case _")

// Keywords returns the keywords, for completion.
func Keywords() []string {
	var list []string
	for k := range keywords {
		list = append(list, k)
	}
	return append(list, softKeywords...)
}
