package parser

import "fluxion/engine/lang/ast"

// expressions parses "a, *b, c": a tuple if there is a comma.
func (p *parser) expressions() ast.Expr {
	return p.tuple(func() ast.Expr { return p.starOr(p.named) })
}

// tuple parses elements separated by commas.
func (p *parser) tuple(elem func() ast.Expr) ast.Expr { return p.tupleWhile(p.startsElement, elem) }

// tupleWhile goes on after a comma while there is more.
func (p *parser) tupleWhile(more func() bool, elem func() ast.Expr) ast.Expr {
	from := p.token().From
	first := elem()
	if !p.at(",") {
		return first
	}
	elems := []ast.Expr{first}
	for p.accept(",") {
		if !more() {
			break
		}
		elems = append(elems, elem())
	}
	return &ast.Tuple{ExprSpan: p.exprSpan(from), Elems: elems}
}

// startsElement reports whether the current token can begin an element of a
// tuple.
func (p *parser) startsElement() bool {
	if p.startsExpression() {
		return true
	}
	t := p.token()
	switch t.kind {
	case operator:
		switch t.text {
		case "-", "+", "~", "*", "...":
			return true
		}
	case keyword:
		return t.text == "not" || t.text == "yield" || t.text == "await"
	}
	return false
}

func (p *parser) starOr(parse func() ast.Expr) ast.Expr {
	t := p.token()
	if !p.accept("*") {
		return parse()
	}
	x := p.infix(levelBitOr)
	return &ast.Starred{ExprSpan: p.exprSpan(t.From), X: x}
}

// named parses an expression that may be a walrus.
func (p *parser) named() ast.Expr {
	t := p.token()
	x := p.expression()
	if !p.at(":=") {
		return x
	}
	n, ok := x.(*ast.Name)
	if !ok {
		p.fail(x.Range(), "cannot use assignment expressions with %s", describe(x))
	}
	p.next++
	value := p.expression()
	return &ast.Walrus{ExprSpan: p.exprSpan(t.From), Target: n, Value: value}
}

// expression parses a conditional expression, a lambda or what binds tighter.
func (p *parser) expression() ast.Expr {
	p.enter()
	defer p.leave()
	t := p.token()
	if t.is("lambda") {
		return p.lambda()
	}
	x := p.infix(levelOr)
	if !p.at("if") {
		return x
	}
	p.next++
	test := p.infix(levelOr)
	if !p.accept("else") {
		p.fail(p.spanFrom(t.From), "expected 'else' after 'if' expression")
	}
	otherwise := p.expression()
	return &ast.Conditional{ExprSpan: p.exprSpan(t.From), Test: test, Then: x, Else: otherwise}
}

func (p *parser) lambda() ast.Expr {
	from := p.token().From
	p.next++
	params := p.params(":", false)
	p.forceColon()
	body := p.expression()
	return &ast.Lambda{ExprSpan: p.exprSpan(from), Params: params, Body: body}
}

// The levels of binary operators, from loose to tight.
const (
	levelOr = iota
	levelAnd
	levelNot
	levelCompare
	levelBitOr
	levelBitXor
	levelBitAnd
	levelShift
	levelSum
	levelProduct
	levelUnary
)

var binary = map[string]struct {
	op    ast.Operator
	level int
}{

	"|": {ast.BitOr, levelBitOr}, "^": {ast.BitXor, levelBitXor}, "&": {ast.BitAnd, levelBitAnd},
	"<<": {ast.LShift, levelShift}, ">>": {ast.RShift, levelShift},
	"+": {ast.Add, levelSum}, "-": {ast.Sub, levelSum},
	"*": {ast.Mul, levelProduct}, "/": {ast.Div, levelProduct}, "//": {ast.FloorDiv, levelProduct},
	"%": {ast.Mod, levelProduct}, "@": {ast.MatMul, levelProduct},
}

// infix parses operators of a level or tighter.
func (p *parser) infix(level int) ast.Expr {
	switch level {
	case levelOr:
		return p.logical("or", ast.Or, levelAnd)
	case levelAnd:
		return p.logical("and", ast.And, levelNot)
	case levelNot:
		return p.not()
	case levelCompare:
		return p.compare()
	}
	return p.arithmetic(level)
}

func (p *parser) logical(word string, op ast.Operator, level int) ast.Expr {
	from := p.token().From
	x := p.infix(level)
	if !p.at(word) {
		return x
	}
	operands := []ast.Expr{x}
	for p.accept(word) {
		operands = append(operands, p.infix(level))
	}
	return &ast.Logical{ExprSpan: p.exprSpan(from), Op: op, Operands: operands}
}

func (p *parser) not() ast.Expr {
	t := p.token()
	if !p.accept("not") {
		return p.compare()
	}
	p.enter()
	defer p.leave()
	x := p.not()
	return &ast.Unary{ExprSpan: p.exprSpan(t.From), Op: ast.Not, X: x}
}

func (p *parser) compare() ast.Expr {
	from := p.token().From
	x := p.arithmetic(levelBitOr)
	var ops []ast.Operator
	operands := []ast.Expr{x}
	for {
		op, ok := p.comparison()
		if !ok {
			break
		}
		ops = append(ops, op)
		operands = append(operands, p.arithmetic(levelBitOr))
	}
	if ops == nil {
		return x
	}
	return &ast.Compare{ExprSpan: p.exprSpan(from), Operands: operands, Ops: ops}
}

var comparisons = map[string]ast.Operator{
	"==": ast.Eq, "!=": ast.Ne, "<": ast.Lt, "<=": ast.Le, ">": ast.Gt, ">=": ast.Ge,
}

// comparison consumes a comparison operator.
func (p *parser) comparison() (ast.Operator, bool) {
	t := p.token()
	if op, ok := comparisons[t.text]; ok && t.kind == operator {
		p.next++
		return op, true
	}
	switch {
	case p.accept("in"):
		return ast.In, true
	case t.is("not") && p.peek(1).is("in"):
		p.next += 2
		return ast.NotIn, true
	case p.accept("is"):
		if p.accept("not") {
			return ast.IsNot, true
		}
		return ast.Is, true
	}
	return 0, false
}

// arithmetic parses left-associative operators by precedence climbing.
func (p *parser) arithmetic(level int) ast.Expr {
	from := p.token().From
	x := p.unary()
	for n := 0; ; n++ {
		p.link(n)
		t := p.token()
		b, ok := binary[t.text]
		if !ok || t.kind != operator || b.level < level {
			return x
		}
		p.next++
		p.enter()
		y := p.arithmetic(b.level + 1)
		p.leave()
		e := &ast.Binary{ExprSpan: p.exprSpan(from), Op: b.op, X: x, Y: y}
		p.source.Anchors[e.Span] = ast.Anchor{LeftEnd: x.Range().To, Right: y.Range().From}
		x = e
	}
}

var unary = map[string]ast.Operator{"-": ast.Neg, "+": ast.Pos, "~": ast.Invert}

func (p *parser) unary() ast.Expr {
	t := p.token()
	op, ok := unary[t.text]
	if !ok || t.kind != operator {
		return p.power()
	}
	p.next++
	p.enter()
	defer p.leave()
	x := p.unary()
	return &ast.Unary{ExprSpan: p.exprSpan(t.From), Op: op, X: x}
}

// closeBracket consumes a closing bracket.
func (p *parser) closeBracket(text string) {
	if p.accept(text) {
		return
	}
	p.unexpected()
}

func (p *parser) yield() ast.Expr {
	from := p.token().From
	p.next++
	if p.accept("from") {
		x := p.expression()
		return &ast.YieldFrom{ExprSpan: p.exprSpan(from), Value: x}
	}
	var x ast.Expr
	if p.startsElement() {
		x = p.expressions()
	}
	return &ast.Yield{ExprSpan: p.exprSpan(from), Value: x}
}
