// Package parser reads Python programs: it turns source text into the syntax
// tree of package ast, or reports what CPython 3.11 would call a SyntaxError.
package parser

import (
	"fmt"
	"strings"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/unwind"
)

// An ErrorKind is the class of a syntax error.
type ErrorKind uint8

// The kinds of errors.
const (
	SyntaxError ErrorKind = iota
	IndentationError
	TabError
)

// An Error is a syntax error.
type Error struct {
	ast.Span
	Kind ErrorKind
	Msg  string
	// Line tells that the whole line is meant rather than a place in it.
	Line bool
	// Unclosed tells that a bracket is not closed.
	Unclosed bool
	// Incomplete tells that more text could complete the program, as when a
	// bracket is open at its end.
	Incomplete bool
}

func (e *Error) Error() string { return e.Msg }

// Parse reads a program. The error, if any, is an [*Error].
func Parse(source *ast.Source) (*ast.Program, error) {
	tokens, lexError := lex(source.Text)
	p := &parser{source: source, tokens: tokens, lexError: lexError}
	var body []ast.Stmt
	if err := p.try(func() { body = p.program() }); err != nil {
		return nil, err
	}
	return &ast.Program{Source: source, Body: body}, nil
}

// maxDepth is how deep expressions and blocks may be nested, maxChain how many
// operators without brackets may follow each other: each adds a level to the
// tree.
const (
	maxDepth = 400
	maxChain = 3000
)

// A parser reads tokens by recursive descent. Errors unwind by panic with an
// *Error.
type parser struct {
	source   *ast.Source
	tokens   []token
	next     int
	lexError *Error
	depth    int
}

// try runs f and returns the error it failed with.
func (p *parser) try(f func()) (err error) {
	depth := p.depth
	defer func() {
		p.depth = depth
		if r := recover(); r != nil {
			e, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			err = p.better(e)
		}
	}()
	f()
	return nil
}

// better prefers the lexer's errors to the parser's as CPython does: a malformed
// token explains whatever is invalid before it, and a bracket that is never
// closed what is invalid on the lines after it.
func (p *parser) better(e *Error) *Error {
	if e == p.lexError || p.lexError == nil || e.Line {
		return e
	}
	if p.lexError.Unclosed {
		read, _ := p.source.Position(p.tokens[min(p.next, len(p.tokens)-1)].From)
		if opened, _ := p.source.Position(p.lexError.From); read <= opened {
			return e
		}
	}
	return p.lexError
}

func (p *parser) fail(at ast.Span, format string, args ...any) {
	panic(&Error{Span: at, Msg: fmt.Sprintf(format, args...)})
}

// token returns the current token.
func (p *parser) token() token {
	t := p.tokens[p.next]
	if t.kind == failure {
		panic(p.lexError)
	}
	return t
}

// peek returns the token n further on.
func (p *parser) peek(n int) token { return p.tokens[min(p.next+n, len(p.tokens)-1)] }

func (t token) is(text string) bool {
	return (t.kind == operator || t.kind == keyword) && t.text == text
}

func (p *parser) at(text string) bool { return p.token().is(text) }

// accept consumes the current token if it is the operator or keyword.
func (p *parser) accept(text string) bool {
	if !p.at(text) {
		return false
	}
	p.next++
	return true
}

func (p *parser) expect(text string) token {
	t := p.token()
	if !p.accept(text) {
		p.unexpected()
	}
	return t
}

// expectColon consumes the colon before a block.
func (p *parser) expectColon() {
	if !p.accept(":") {
		t := p.token()
		if t.kind == newline || t.kind == endOfFile {
			p.fail(t.Span, "expected ':'")
		}
		p.unexpected()
	}
}

// forceColon is expectColon where nothing else could follow.
func (p *parser) forceColon() {
	if t := p.token(); !p.accept(":") {
		p.fail(t.Span, "expected ':'")
	}
}

// unexpected fails at the current token.
func (p *parser) unexpected() {
	switch t := p.token(); t.kind {
	case indent:
		panic(&Error{Span: span(int(t.To), int(t.To)), Kind: IndentationError, Msg: "unexpected indent", Line: true})
	case dedent:
		panic(&Error{Span: t.Span, Kind: IndentationError, Msg: "unexpected unindent"})
	case endOfFile:
		panic(&Error{Span: t.Span, Msg: "invalid syntax", Incomplete: true})
	default:
		p.fail(t.Span, "invalid syntax")
	}
}

// name consumes an identifier.
func (p *parser) name() token {
	t := p.token()
	if t.kind != name {
		p.unexpected()
	}
	p.next++
	return t
}

// spanFrom returns the range from an offset to the end of the last token.
func (p *parser) spanFrom(from int32) ast.Span {
	return ast.Span{From: from, To: p.tokens[p.next-1].To}
}

func (p *parser) exprSpan(from int32) ast.ExprSpan { return ast.ExprSpan{Span: p.spanFrom(from)} }

func (p *parser) stmtSpan(from int32) ast.StmtSpan { return ast.StmtSpan{Span: p.spanFrom(from)} }

// enter counts a level of nesting; the caller defers leave.
func (p *parser) enter() {
	if p.depth++; p.depth > maxDepth {
		p.fail(p.token().Span, "too many nested expressions or statements")
	}
	unwind.IfDeep()
}

func (p *parser) leave() { p.depth-- }

// link checks the length of a chain of operators.
func (p *parser) link(n int) {
	if n > maxChain {
		p.fail(p.token().Span, "too many operators in an expression")
	}
}

func (p *parser) program() []ast.Stmt {
	var body []ast.Stmt
	for p.token().kind != endOfFile {
		body = p.statement(body)
	}
	return body
}

// block parses the suite of a compound statement; what and at describe it.
func (p *parser) block(what string, at ast.Span) []ast.Stmt {
	p.enter()
	defer p.leave()
	if p.token().kind != newline {
		return p.simpleLine(nil)
	}
	p.next++
	if p.token().kind != indent {
		line, _ := p.source.Position(at.From)
		t := p.token()
		at := ast.Span{From: t.From, To: min(t.From+1, int32(len(p.source.Text)))}
		panic(&Error{Span: at, Kind: IndentationError, Msg: fmt.Sprintf("expected an indented block after %s on line %d", what, line), Incomplete: t.kind == endOfFile})
	}
	p.next++
	var body []ast.Stmt
	for p.token().kind != dedent {
		if p.token().kind == endOfFile {
			break
		}
		body = p.statement(body)
	}
	p.next++
	return body
}

// simpleLine parses small statements separated by semicolons.
func (p *parser) simpleLine(body []ast.Stmt) []ast.Stmt {
	for {
		body = append(body, p.simple())
		if !p.accept(";") {
			break
		}
		if k := p.token().kind; k == newline || k == endOfFile {
			break
		}
	}
	switch t := p.token(); t.kind {
	case newline:
		p.next++
	case endOfFile:
	default:
		p.afterStatement(body[len(body)-1])
	}
	return body
}

// afterStatement fails at a token that cannot follow a statement.
func (p *parser) afterStatement(s ast.Stmt) {
	t := p.token()
	if e, ok := s.(*ast.ExprStmt); ok {
		if n, ok := e.X.(*ast.Name); ok && (n.Ident == "print" || n.Ident == "exec") && p.startsExpression() {
			end := t.Span
			_ = p.try(func() { end = p.expressions().Range() })
			p.fail(ast.Span{From: n.From, To: end.To}, "Missing parentheses in call to '%s'. Did you mean %s(...)?", n.Ident, n.Ident)
		}
	}
	p.unexpected()
}

// startsExpression reports whether the current token begins an operand.
func (p *parser) startsExpression() bool {
	t := p.token()
	switch t.kind {
	case name, number, str:
		return true
	case keyword:
		switch t.text {
		case "None", "True", "False", "lambda":
			return true
		}
	case operator:
		return strings.Contains("( [ {", t.text)
	}
	return false
}
