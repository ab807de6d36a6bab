package ast

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Print returns the program as source text. Parsing it yields the same tree but
// for positions.
func Print(p *Program) string {
	var w printer
	w.block(p.Body)
	return w.String()
}

// PrintExpr returns an expression as source text.
func PrintExpr(e Expr) string {
	var w printer
	w.expr(e, levelTuple)
	return w.String()
}

// A printer writes source text. Expressions are put in parentheses where they
// bind looser than their surroundings allow.
type printer struct {
	strings.Builder
	indent int
}

func (w *printer) write(parts ...string) {
	for _, s := range parts {
		w.WriteString(s)
	}
}

func (w *printer) block(list []Stmt) {
	for _, s := range list {
		w.stmt(s)
	}
}

// suite writes ":" and an indented block.
func (w *printer) suite(list []Stmt) {
	w.write(":\n")
	w.indent++
	w.block(list)
	w.indent--
}

// line begins a line.
func (w *printer) line(parts ...string) {
	w.write(strings.Repeat("    ", w.indent))
	w.write(parts...)
}

func (w *printer) stmt(s Stmt) {
	switch s := s.(type) {
	case *If:
		w.line("if ")
		w.ifStmt(s)
	case *For:
		w.line("for ")
		w.expr(s.Target, levelTuple)
		w.write(" in ")
		w.expr(s.Iter, levelTuple)
		w.suite(s.Body)
		w.otherwise(s.Else)
	case *While:
		w.line("while ")
		w.expr(s.Test, levelWalrus)
		w.suite(s.Body)
		w.otherwise(s.Else)
	case *FunctionDef:
		w.decorators(s.Decorators)
		w.line("def ", s.Name, "(")
		w.params(s.Params)
		w.write(")")
		if s.Returns != nil {
			w.write(" -> ")
			w.expr(s.Returns, levelConditional)
		}
		w.suite(s.Body)
	case *ClassDef:
		w.decorators(s.Decorators)
		w.line("class ", s.Name)
		if len(s.Bases)+len(s.Keywords) > 0 {
			w.arguments(s.Bases, s.Keywords)
		}
		w.suite(s.Body)
	case *Try:
		w.tryStmt(s)
	case *With:
		w.line("with ")
		for i, item := range s.Items {
			w.comma(i)
			w.expr(item.Context, levelConditional)
			if item.Target != nil {
				w.write(" as ")
				w.expr(item.Target, levelWalrus)
			}
		}
		w.suite(s.Body)
	case *Match:
		w.line("match ")
		w.expr(s.Subject, levelTuple)
		w.write(":\n")
		w.indent++
		for _, c := range s.Cases {
			w.line("case ")
			w.pattern(c.Pattern)
			if c.Guard != nil {
				w.write(" if ")
				w.expr(c.Guard, levelWalrus)
			}
			w.suite(c.Body)
		}
		w.indent--
	default:
		w.line()
		w.simple(s)
		w.write("\n")
	}
}

func (w *printer) ifStmt(s *If) {
	w.expr(s.Test, levelWalrus)
	w.suite(s.Body)
	if len(s.Else) == 1 {
		if next, ok := s.Else[0].(*If); ok {
			w.line("elif ")
			w.ifStmt(next)
			return
		}
	}
	w.otherwise(s.Else)
}

func (w *printer) otherwise(list []Stmt) {
	if len(list) > 0 {
		w.line("else")
		w.suite(list)
	}
}

func (w *printer) tryStmt(s *Try) {
	w.line("try")
	w.suite(s.Body)
	for _, h := range s.Handlers {
		w.line("except")
		if h.Type != nil {
			w.write(" ")
			w.expr(h.Type, levelConditional)
		}
		if h.Name != "" {
			w.write(" as ", h.Name)
		}
		w.suite(h.Body)
	}
	w.otherwise(s.Else)
	if len(s.Finally) > 0 {
		w.line("finally")
		w.suite(s.Finally)
	}
}

func (w *printer) decorators(list []Expr) {
	for _, d := range list {
		w.line("@")
		w.expr(d, levelWalrus)
		w.write("\n")
	}
}

// simple writes a statement without a block.
func (w *printer) simple(s Stmt) {
	switch s := s.(type) {
	case *ExprStmt:
		w.value(s.X)
	case *Assign:
		for _, t := range s.Targets {
			w.expr(t, levelTuple)
			w.write(" = ")
		}
		w.value(s.Value)
	case *AugAssign:
		w.expr(s.Target, levelTuple)
		w.write(" ", s.Op.String(), "= ")
		w.value(s.Value)
	case *AnnAssign:
		w.expr(s.Target, levelOperand)
		w.write(": ")
		w.expr(s.Annotation, levelConditional)
		if s.Value != nil {
			w.write(" = ")
			w.value(s.Value)
		}
	case *Return:
		w.keyword("return", s.Value, levelTuple)
	case *Delete:
		w.write("del ")
		w.list(s.Targets, levelWalrus)
	case *Pass:
		w.write("pass")
	case *Break:
		w.write("break")
	case *Continue:
		w.write("continue")
	case *Raise:
		w.keyword("raise", s.Value, levelConditional)
		if s.Cause != nil {
			w.keyword(" from", s.Cause, levelConditional)
		}
	case *Assert:
		w.keyword("assert", s.Test, levelConditional)
		if s.Message != nil {
			w.keyword(",", s.Message, levelConditional)
		}
	case *Import:
		w.write("import ")
		w.aliases(s.Names)
	case *ImportFrom:
		w.write("from ", s.Module, " import ")
		w.aliases(s.Names)
	case *Global:
		w.write("global ", strings.Join(s.Names, ", "))
	case *Nonlocal:
		w.write("nonlocal ", strings.Join(s.Names, ", "))
	}
}

// value writes what may be a yield without parentheses.
func (w *printer) value(e Expr) {
	switch e := e.(type) {
	case *Yield:
		w.keyword("yield", e.Value, levelTuple)
	case *YieldFrom:
		w.keyword("yield from", e.Value, levelConditional)
	default:
		w.expr(e, levelTuple)
	}
}

// keyword writes a word and the expression after it, if there is one.
func (w *printer) keyword(word string, e Expr, level int) {
	w.write(word)
	if e != nil {
		w.write(" ")
		w.expr(e, level)
	}
}

func (w *printer) aliases(list []*Alias) {
	for i, a := range list {
		w.comma(i)
		w.write(a.Name)
		if a.As != "" {
			w.write(" as ", a.As)
		}
	}
}

func (w *printer) comma(i int) {
	if i > 0 {
		w.write(", ")
	}
}

func (w *printer) list(elems []Expr, level int) {
	for i, e := range elems {
		w.comma(i)
		w.expr(e, level)
	}
}

// levelOf returns how tight an expression binds.
func levelOf(e Expr) int {
	switch e := e.(type) {
	case *Tuple:
		if len(e.Elems) > 0 {
			return levelTuple
		}
	case *Walrus:
		return levelWalrus
	case *Conditional, *Lambda:
		return levelConditional
	case *Logical:
		return operators[e.Op].level
	case *Compare:
		return levelCompare
	case *Unary:
		return operators[e.Op].level
	case *Binary:
		return operators[e.Op].level
	case *Starred:
		return levelWalrus
	}
	return levelOperand
}

func (w *printer) expr(e Expr, level int) {
	if levelOf(e) < level {
		w.write("(")
		defer w.write(")")
	}
	switch e := e.(type) {
	case *Constant:
		w.constant(e.Value)
	case *FString:
		w.fstring(e)
	case *Name:
		w.write(e.Ident)
	case *Attribute:
		w.attribute(e)
	case *Subscript:
		w.expr(e.X, levelOperand)
		w.write("[")
		w.index(e.Index)
		w.write("]")
	case *Slice:
		w.slice(e)
	case *Starred:
		w.write("*")
		w.expr(e.X, levelBitOr)
	case *Call:
		w.expr(e.Func, levelOperand)
		w.arguments(e.Args, e.Keywords)
	case *Unary:
		w.unary(e)
	case *Binary:
		w.binary(e)
	case *Logical:
		level := operators[e.Op].level
		for i, x := range e.Operands {
			if i > 0 {
				w.write(" ", e.Op.String(), " ")
			}
			w.expr(x, level+1)
		}
	case *Compare:
		w.expr(e.Operands[0], levelCompare+1)
		for i, op := range e.Ops {
			w.write(" ", op.String(), " ")
			w.expr(e.Operands[i+1], levelCompare+1)
		}
	case *Conditional:
		w.expr(e.Then, levelOr)
		w.keyword(" if", e.Test, levelOr)
		w.keyword(" else", e.Else, levelConditional)
	case *Lambda:
		w.write("lambda")
		if len(e.Params.All()) > 0 {
			w.write(" ")
		}
		w.params(e.Params)
		w.write(": ")
		w.expr(e.Body, levelConditional)
	case *Walrus:
		w.write(e.Target.Ident, " := ")
		w.expr(e.Value, levelConditional)
	case *Yield, *YieldFrom:
		w.write("(")
		w.value(e)
		w.write(")")
	default:
		w.display(e)
	}
}

// display writes tuples, lists, sets, dicts and comprehensions.
func (w *printer) display(e Expr) {
	switch e := e.(type) {
	case *Tuple:
		if len(e.Elems) == 0 {
			w.write("()")
			return
		}
		w.list(e.Elems, levelWalrus)
		if len(e.Elems) == 1 {
			w.write(",")
		}
	case *List:
		w.write("[")
		w.list(e.Elems, levelWalrus)
		w.write("]")
	case *Set:
		w.write("{")
		w.list(e.Elems, levelWalrus)
		w.write("}")
	case *Dict:
		w.write("{")
		for i, k := range e.Keys {
			w.comma(i)
			if k == nil {
				w.write("**")
				w.expr(e.Values[i], levelBitOr)
				continue
			}
			w.expr(k, levelConditional)
			w.write(": ")
			w.expr(e.Values[i], levelConditional)
		}
		w.write("}")
	case *Comprehension:
		w.comprehension(e)
	}
}

func (w *printer) comprehension(e *Comprehension) {
	brackets := [...]string{ListKind: "[]", SetKind: "{}", DictKind: "{}", GeneratorKind: "()"}[e.Kind]
	w.write(brackets[:1])
	if e.Kind == DictKind {
		w.expr(e.Elem, levelConditional)
		w.write(": ")
		w.expr(e.Value, levelConditional)
	} else {
		w.expr(e.Elem, levelWalrus)
	}
	for _, c := range e.Clauses {
		w.write(" for ")
		w.expr(c.Target, levelTuple)
		w.write(" in ")
		w.expr(c.Iter, levelOr)
		for _, cond := range c.Conditions {
			w.keyword(" if", cond, levelOr)
		}
	}
	w.write(brackets[1:])
}

func (w *printer) attribute(e *Attribute) {
	if c, ok := e.X.(*Constant); ok {
		switch c.Value.(type) {
		case int64, *big.Int: // 1.x would be a float
			w.write("(")
			w.constant(c.Value)
			w.write(").", e.Name)
			return
		}
	}
	w.expr(e.X, levelOperand)
	w.write(".", e.Name)
}

func (w *printer) index(e Expr) {
	t, ok := e.(*Tuple)
	if !ok || len(t.Elems) == 0 {
		w.expr(e, levelWalrus)
		return
	}
	w.list(t.Elems, levelWalrus)
	if len(t.Elems) == 1 {
		w.write(",")
	}
}

func (w *printer) slice(e *Slice) {
	if e.Low != nil {
		w.expr(e.Low, levelConditional)
	}
	w.write(":")
	if e.High != nil {
		w.expr(e.High, levelConditional)
	}
	if e.Step != nil {
		w.write(":")
		w.expr(e.Step, levelConditional)
	}
}

func (w *printer) arguments(args []Expr, keywords []*Keyword) {
	w.write("(")
	for i, a := range args {
		w.comma(i)
		if s, ok := a.(*Starred); ok {
			w.write("*")
			w.expr(s.X, levelConditional)
			continue
		}
		w.expr(a, levelWalrus)
	}
	for i, k := range keywords {
		w.comma(i + len(args))
		if k.Name == "" {
			w.write("**")
		} else {
			w.write(k.Name, "=")
		}
		w.expr(k.Value, levelConditional)
	}
	w.write(")")
}

func (w *printer) unary(e *Unary) {
	if e.Op == Not {
		w.write("not ")
		w.expr(e.X, levelNot)
		return
	}
	w.write(e.Op.String())
	w.expr(e.X, levelUnary)
}

func (w *printer) binary(e *Binary) {
	level := operators[e.Op].level
	if e.Op == Pow {
		w.expr(e.X, levelPower+1)
		w.write(" ** ")
		w.expr(e.Y, levelUnary)
		return
	}
	w.expr(e.X, level)
	w.write(" ", e.Op.String(), " ")
	w.expr(e.Y, level+1)
}

func (w *printer) params(p *Params) {
	n := 0
	param := func(prefix string, a *Param) {
		w.comma(n)
		n++
		w.write(prefix, a.Name)
		if a.Annotation != nil {
			w.write(": ")
			w.expr(a.Annotation, levelConditional)
		}
		if a.Default != nil {
			w.write("=")
			w.expr(a.Default, levelConditional)
		}
	}
	for i, a := range p.Positional {
		param("", a)
		if i+1 == p.PosOnly {
			w.write(", /")
		}
	}
	if p.Vararg != nil {
		param("*", p.Vararg)
	} else if len(p.KeyOnly) > 0 {
		w.comma(n)
		n++
		w.write("*")
	}
	for _, a := range p.KeyOnly {
		param("", a)
	}
	if p.Kwarg != nil {
		param("**", p.Kwarg)
	}
}

func (w *printer) constant(v any) {
	switch v := v.(type) {
	case nil:
		w.write("None")
	case bool:
		if v {
			w.write("True")
		} else {
			w.write("False")
		}
	case EllipsisValue:
		w.write("...")
	case string:
		w.write(Quote(v))
	case float64:
		w.write(floatLiteral(v))
	case complex128:
		w.write(strings.TrimSuffix(floatLiteral(imag(v)), ".0"), "j")
	default:
		fmt.Fprint(w, v)
	}
}

// floatLiteral writes a float so that it is read as one; infinity is a literal
// out of range.
func floatLiteral(v float64) string {
	s := strconv.FormatFloat(v, 'g', -1, 64)
	if strings.Contains(s, "Inf") {
		return "1e999"
	}
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

// Quote returns a string literal in double quotes.
func Quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	escapeInto(&b, s, `"`)
	b.WriteByte('"')
	return b.String()
}

func escapeInto(b *strings.Builder, s, quote string) {
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\\' || strings.IndexByte(quote, c) >= 0:
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c < ' ' || c == 0x7f:
			fmt.Fprintf(b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
}

// fstring writes a formatted string. Within its fields quotes are those that the
// string itself does not have.
func (w *printer) fstring(e *FString) {
	w.write(`f"""`)
	w.parts(e.Parts)
	w.write(`"""`)
}

func (w *printer) parts(parts []Expr) {
	for _, part := range parts {
		switch part := part.(type) {
		case *Constant:
			var b strings.Builder
			escapeInto(&b, part.Value.(string), `"`)
			w.write(strings.NewReplacer("{", "{{", "}", "}}").Replace(b.String()))
		case *Field:
			w.field(part)
		}
	}
}

func (w *printer) field(f *Field) {
	var inner printer
	inner.expr(f.Value, levelOr) // a colon would begin the specification
	text := inner.String()
	w.write("{")
	if strings.HasPrefix(text, "{") {
		w.write(" ")
	}
	w.write(text)
	if f.Conversion != 0 {
		w.write("!", string(f.Conversion))
	}
	if f.Spec != nil {
		w.write(":")
		w.parts(f.Spec.Parts)
	}
	w.write("}")
}

func (w *printer) pattern(p Pattern) {
	switch p := p.(type) {
	case *ValuePattern:
		w.expr(p.Value, levelSum)
	case *CapturePattern:
		name := p.Name
		if name == "" {
			name = "_"
		}
		if p.Pattern != nil {
			w.write("(")
			w.pattern(p.Pattern)
			w.write(" as ", name, ")")
			return
		}
		w.write(name)
	case *SequencePattern:
		w.write("[")
		w.patterns(p.Elems, ", ")
		w.write("]")
	case *StarPattern:
		name := p.Name
		if name == "" {
			name = "_"
		}
		w.write("*", name)
	case *MappingPattern:
		w.mappingPattern(p)
	case *ClassPattern:
		w.expr(p.Class, levelOperand)
		w.write("(")
		w.patterns(p.Args, ", ")
		for i, name := range p.Names {
			w.comma(i + len(p.Args))
			w.write(name, "=")
			w.pattern(p.Values[i])
		}
		w.write(")")
	case *OrPattern:
		w.write("(")
		w.patterns(p.Choices, " | ")
		w.write(")")
	}
}

func (w *printer) mappingPattern(p *MappingPattern) {
	w.write("{")
	for i, k := range p.Keys {
		w.comma(i)
		w.expr(k, levelSum)
		w.write(": ")
		w.pattern(p.Values[i])
	}
	if p.Rest != "" {
		w.comma(len(p.Keys))
		w.write("**", p.Rest)
	}
	w.write("}")
}

func (w *printer) patterns(list []Pattern, separator string) {
	for i, p := range list {
		if i > 0 {
			w.write(separator)
		}
		w.pattern(p)
	}
}
