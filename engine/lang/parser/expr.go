package parser

import (
	"fluxion/engine/lang/ast"
)

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

// closeBracket consumes a closing bracket.
func (p *parser) closeBracket(text string) {
	if p.accept(text) {
		return
	}
	p.unexpected()
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

// targets parses the targets of a for, up to "in".
func (p *parser) targets() ast.Expr {
	return p.tuple(func() ast.Expr { return p.starOr(func() ast.Expr { return p.arithmetic(levelBitOr) }) })
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
