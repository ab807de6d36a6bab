package ast

import "math/big"

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
