package ast

import "strings"

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
