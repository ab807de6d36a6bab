package syntax

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// TeX typesets e in the mathematics mode that TeX and KaTeX share, with the
// fewest parentheses. The output consists of letters, digits and the fixed
// forms of this file and of the vocabulary only.
func TeX(e Expr, v Vocabulary) string {
	return typesetter{v}.at(e, levelLambda)
}

type typesetter struct{ vocabulary Vocabulary }

// at returns e, in parentheses if it binds looser than least.
func (t typesetter) at(e Expr, least int) string {
	s := t.expr(e)
	if t.level(e) < least {
		return parens(s)
	}
	return s
}

func parens(s string) string { return `\left(` + s + `\right)` }

// level returns the precedence of e as typeset: fractions, roots, bars and
// calls delimit themselves, and a leading sign needs parentheses in a sum.
func (t typesetter) level(e Expr) int {
	if _, ok := t.asConditional(e); ok {
		return levelConditional
	}
	switch n := e.(type) {
	case *Number:
		if mantissa, exponent := scientific(n.Text); exponent != "" && mantissa != "1" {
			return levelProduct
		} else if exponent != "" {
			return levelPower
		}
		return levelOperand
	case *Unary:
		if n.Op != Not {
			return levelSum
		}
	case *Binary:
		switch {
		case n.Op == Div || n.Op == FloorDiv:
			return levelOperand
		case n.Op == Mod: // always in parentheses: its precedence is not common knowledge
			return levelCompare
		case leadingSign(n):
			return levelSum
		}
	case *Call:
		switch form := t.form(n); {
		case isTemplate(form) && (strings.HasPrefix(form, "#1") || strings.Contains(form, "^{#")):
			return levelPower
		case t.isOperator(n):
			return levelUnary
		}
	}
	return level(e)
}

func leadingSign(e Expr) bool {
	switch n := e.(type) {
	case *Unary:
		return n.Op != Not
	case *Binary:
		return n.Op == Mul && leadingSign(n.X)
	}
	return false
}

func (t typesetter) expr(e Expr) string {
	if c, ok := t.asConditional(e); ok {
		return t.cases(c)
	}
	switch n := e.(type) {
	case *Number:
		return texNumber(n.Text)
	case *Name, *Attribute:
		return t.name(e)
	case *Unary:
		return t.unary(n)
	case *Binary:
		return t.binary(n)
	case *Compare:
		s := t.at(n.Operands[0], levelSum)
		for i, op := range n.Ops {
			s = join(s, texOperators[op], t.at(n.Operands[i+1], levelSum))
		}
		return s
	case *Call:
		return t.call(n)
	case *Lambda:
		params := make([]string, len(n.Params))
		for i, p := range n.Params {
			params[i] = texName(p.Ident)
		}
		list := strings.Join(params, ",")
		if len(params) != 1 {
			list = parens(list)
		}
		return join(list, `\mapsto`, t.at(n.Body, levelLambda))
	case *Tuple:
		return parens(t.sequence(n.Elems))
	case *List:
		return `\left[` + t.sequence(n.Elems) + `\right]`
	}
	panic(fmt.Sprintf("syntax: no typeset form for %T", e))
}

func (t typesetter) sequence(elems []Expr) string {
	parts := make([]string, len(elems))
	for i, e := range elems {
		parts[i] = t.at(e, levelLambda)
	}
	return strings.Join(parts, ",")
}

var texOperators = map[Operator]string{
	Add: "+", Sub: "-", Mod: `\bmod`, Neg: "-", Pos: "+", Not: `\lnot`, And: `\land`, Or: `\lor`,
	Less: "<", Greater: ">", LessEqual: `\le`, GreaterEqual: `\ge`, Equal: "=", NotEqual: `\ne`,
}

func (t typesetter) unary(n *Unary) string {
	if n.Op == Not {
		return join(texOperators[Not], t.at(n.X, levelCompare+1))
	}
	return join(texOperators[n.Op], t.at(n.X, levelProduct))
}

func (t typesetter) binary(n *Binary) string {
	own := operators[n.Op].level
	switch n.Op {
	case Div:
		return `\frac{` + t.at(n.X, levelLambda) + `}{` + t.at(n.Y, levelLambda) + `}`
	case FloorDiv:
		return `\left\lfloor\frac{` + t.at(n.X, levelLambda) + `}{` + t.at(n.Y, levelLambda) + `}\right\rfloor`
	case Pow:
		return t.power(n)
	case Mul:
		return t.product(n)
	case Mod:
		return join(t.at(n.X, levelUnary), texOperators[Mod], t.at(n.Y, levelUnary))
	default:
		return join(t.at(n.X, own), texOperators[n.Op], t.at(n.Y, own+1))
	}
}

func (t typesetter) power(n *Binary) string {
	exponent := "^{" + t.at(n.Y, levelLambda) + "}"
	// (sin x)^2 is written sin² x, but no other power: sin⁻¹ is the inverse.
	if c, ok := n.X.(*Call); ok && t.isOperator(c) {
		if k, ok := n.Y.(*Number); ok && k.Int && k.Text != "1" && k.Text != "0" {
			return t.applied(c, exponent)
		}
	}
	return t.at(n.X, levelOperand) + exponent
}

// product puts factors side by side where that reads as intended, and a dot
// between them elsewhere.
func (t typesetter) product(n *Binary) string {
	x, y := t.at(n.X, levelProduct), t.at(n.Y, levelProduct)
	if leadingSign(n.X) {
		x = t.expr(n.X)
	}
	if t.needsDot(n.X, n.Y) {
		return join(x, `\cdot`, y)
	}
	return join(x, y)
}

func (t typesetter) needsDot(x, y Expr) bool {
	last, first := rightmost(x), leftmost(y)
	if c, ok := last.(*Call); ok && t.bareArgument(c) {
		// cos x may follow sin x, but any other factor would join its argument.
		next, ok := first.(*Call)
		return !ok || !t.isOperator(next)
	}
	switch f := first.(type) {
	case *Number:
		return true
	case *Binary: // a fraction after a number looks like a mixed number
		_, afterNumber := last.(*Number)
		return afterNumber && f.Op == Div
	case *Name:
		l, ok := last.(*Name)
		return ok && (l.Ident == f.Ident || isUpright(l.Ident) || isUpright(f.Ident))
	}
	return false
}

// leftmost returns the part of a factor that is typeset first.
func leftmost(e Expr) Expr {
	for {
		n, ok := e.(*Binary)
		if !ok || n.Op != Mul && n.Op != Pow {
			return e
		}
		e = n.X
	}
}

// rightmost returns the part of a factor that is typeset last on the line.
func rightmost(e Expr) Expr {
	for {
		switch n := e.(type) {
		case *Binary:
			if n.Op == Mul {
				e = n.Y
				continue
			}
			if c, ok := n.X.(*Call); ok && n.Op == Pow {
				return c
			}
		case *Unary:
			e = n.X
			continue
		}
		return e
	}
}

// asConditional returns the parts of a conditional expression or of a call of
// where.
func (t typesetter) asConditional(e Expr) (c *Conditional, ok bool) {
	switch n := e.(type) {
	case *Conditional:
		return n, true
	case *Call:
		if t.form(n) == CasesForm && len(n.Args) == 3 && len(n.Keywords) == 0 {
			return &Conditional{n.Span, n.Args[0], n.Args[1], n.Args[2]}, true
		}
	}
	return nil, false
}

// cases typesets a conditional and those nested in its last row.
func (t typesetter) cases(c *Conditional) string {
	s := `\begin{cases}`
	for {
		s += t.at(c.Then, levelOr) + `&\text{if }` + t.at(c.Test, levelOr) + `\\`
		next, ok := t.asConditional(c.Else)
		if !ok {
			return s + t.at(c.Else, levelLambda) + `&\text{otherwise}\end{cases}`
		}
		c = next
	}
}

// CasesForm is the TeX form of a function of a condition and two values, which
// are typeset as cases.
const CasesForm = "cases"

func (t typesetter) form(c *Call) string { return t.vocabulary[Path(c.Func)].TeX }

func isTemplate(form string) bool { return strings.Contains(form, "#") }

// isOperator reports whether a call is typeset like sin: without parentheses
// where the argument is simple.
func (t typesetter) isOperator(c *Call) bool {
	form := t.form(c)
	return form != "" && form != CasesForm && !isTemplate(form) && len(c.Args) == 1 && len(c.Keywords) == 0
}

func (t typesetter) bareArgument(c *Call) bool {
	return t.isOperator(c) && t.isSimple(c.Args[0])
}

// isSimple reports whether e can be the argument of a function without
// parentheses: a number, name, power or fraction, or a number times a name.
func (t typesetter) isSimple(e Expr) bool {
	switch n := e.(type) {
	case *Number:
		return t.level(n) == levelOperand
	case *Name, *Attribute:
		return true
	case *Binary:
		switch n.Op {
		case Div:
			return true
		case Pow:
			_, isCall := n.X.(*Call)
			return !isCall && t.isSimple(n.X)
		case Mul:
			_, isName := n.Y.(*Name)
			return isName && t.isSimple(n.X) && !t.needsDot(n.X, n.Y)
		}
	case *Call:
		form := t.form(n)
		return isTemplate(form) && t.level(n) == levelOperand
	}
	return false
}

func (t typesetter) call(c *Call) string {
	form := t.form(c)
	if t.isOperator(c) {
		return t.applied(c, "")
	}
	if isTemplate(form) && len(c.Keywords) == 0 && len(c.Args) == strings.Count(form, "#") {
		return t.filled(form, c.Args)
	}
	head := form
	if form == "" || form == CasesForm || isTemplate(form) {
		if path := Path(c.Func); path != "" {
			head = `\operatorname{` + escape(path[strings.LastIndexByte(path, '.')+1:]) + `}`
		} else {
			head = parens(t.expr(c.Func))
		}
	}
	args := []string{}
	if len(c.Args) > 0 {
		args = append(args, t.sequence(c.Args))
	}
	for _, k := range c.Keywords {
		args = append(args, texName(k.Name)+"="+t.at(k.Value, levelLambda))
	}
	return head + parens(strings.Join(args, ","))
}

// applied typesets a call of an operator such as sin, raised to exponent.
func (t typesetter) applied(c *Call, exponent string) string {
	arg := t.expr(c.Args[0])
	if !t.bareArgument(c) {
		return t.form(c) + exponent + parens(arg)
	}
	return join(t.form(c)+exponent, arg)
}

// filled puts the arguments into a form such as \sqrt{#1}.
func (t typesetter) filled(form string, args []Expr) string {
	s, form, more := strings.Cut(form, "#")
	for more {
		number, rest := int(form[0]-'1'), form[1:]
		least := levelLambda
		if rest != "" && strings.ContainsRune("^!", rune(rest[0])) {
			least = levelOperand
		}
		rest, form, more = strings.Cut(rest, "#")
		s = join(s, t.at(args[number], least)) + rest
	}
	return s
}

func (t typesetter) name(e Expr) string {
	path := Path(e)
	if word := t.vocabulary[path]; word.TeX != "" {
		return word.TeX
	}
	return texName(path)
}

// join puts pieces side by side, with a space where a command would run into a
// letter.
func join(parts ...string) string {
	var b strings.Builder
	for i, part := range parts {
		if i > 0 && endsInCommand(parts[i-1]) && part != "" && isLetter(part[0]) {
			b.WriteByte(' ')
		}
		b.WriteString(part)
	}
	return b.String()
}

func endsInCommand(s string) bool {
	i := len(s)
	for i > 0 && isLetter(s[i-1]) {
		i--
	}
	return i < len(s) && i > 0 && s[i-1] == '\\'
}

// isLetter is true of the letters that commands consist of.
func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func scientific(text string) (mantissa, exponent string) {
	mantissa, exponent, _ = strings.Cut(strings.ToLower(text), "e")
	return mantissa, exponent
}

func texNumber(text string) string {
	mantissa, exponent := scientific(strings.ReplaceAll(text, "_", ""))
	mantissa = strings.TrimSuffix(mantissa, ".")
	if strings.HasPrefix(mantissa, ".") {
		mantissa = "0" + mantissa
	}
	if exponent == "" {
		return mantissa
	}
	sign := ""
	if exponent[0] == '-' {
		sign = "-"
	}
	if exponent = strings.TrimLeft(exponent, "+-0"); exponent == "" {
		exponent, sign = "0", ""
	}
	power := "10^{" + sign + exponent + "}"
	if mantissa == "1" {
		return power
	}
	return mantissa + `\cdot ` + power
}

var greek = strings.Fields(`alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma
	tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega`)

// isUpright reports whether a name is typeset as a word in upright letters.
func isUpright(name string) bool {
	return utf8.RuneCountInString(name) > 1 && !slices.Contains(greek, name)
}

// texName typesets an identifier: Greek names as letters, digits at the end as
// a subscript, other long names upright.
func texName(name string) string {
	stem := strings.TrimRight(name, "0123456789")
	digits := name[len(stem):]
	stem = strings.TrimSuffix(stem, "_")
	switch {
	case stem == "":
		return `\mathrm{` + escape(name) + `}`
	case slices.Contains(greek, stem):
		stem = `\` + stem
	case strings.ContainsFunc(stem, isForeign):
		stem = `\text{` + escape(stem) + `}`
	case utf8.RuneCountInString(stem) > 1:
		stem = `\mathrm{` + escape(stem) + `}`
	default:
		stem = escape(stem)
	}
	if digits != "" {
		stem += "_{" + digits + "}"
	}
	return stem
}

// isForeign is true of letters that have no form in mathematics mode.
func isForeign(r rune) bool { return r >= utf8.RuneSelf && !unicode.Is(unicode.Greek, r) }

func escape(name string) string { return strings.ReplaceAll(name, "_", `\_`) }
