package syntax

import "strings"

// String returns the formula as "f(x) = " and its body in Python.
func (f *Formula) String() string {
	return f.Name + "(" + strings.Join(f.Variables, ", ") + ") = " + Source(f.Body)
}

// Source returns e in plain Python, with the fewest parentheses.
func Source(e Expr) string {
	var b strings.Builder
	writeSource(&b, e, levelLambda)
	return b.String()
}

// level returns the precedence of the outermost operation of e.
func level(e Expr) int {
	switch n := e.(type) {
	case *Lambda:
		return levelLambda
	case *Conditional:
		return levelConditional
	case *Compare:
		return levelCompare
	case *Unary:
		return operators[n.Op].level
	case *Binary:
		return operators[n.Op].level
	default:
		return levelOperand
	}
}

// writeSource writes e, in parentheses if it binds looser than least.
func writeSource(b *strings.Builder, e Expr, least int) {
	own := level(e)
	if own < least {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	switch n := e.(type) {
	case *Number:
		b.WriteString(n.Text)
	case *Name:
		b.WriteString(n.Ident)
	case *Attribute:
		writeSource(b, n.X, levelOperand)
		b.WriteString("." + n.Name)
	case *Unary:
		b.WriteString(n.Op.String())
		if n.Op == Not {
			b.WriteByte(' ')
		}
		writeSource(b, n.X, own)
	case *Binary:
		writeBinary(b, n)
	case *Compare:
		for i, operand := range n.Operands {
			if i > 0 {
				b.WriteString(" " + n.Ops[i-1].String() + " ")
			}
			writeSource(b, operand, levelCompare+1)
		}
	case *Conditional:
		writeSource(b, n.Then, levelConditional+1)
		b.WriteString(" if ")
		writeSource(b, n.Test, levelConditional+1)
		b.WriteString(" else ")
		writeSource(b, n.Else, levelLambda)
	case *Lambda:
		b.WriteString("lambda")
		for i, param := range n.Params {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(" " + param.Ident)
		}
		b.WriteString(": ")
		writeSource(b, n.Body, levelLambda)
	case *Call:
		writeSource(b, n.Func, levelOperand)
		b.WriteByte('(')
		writeSequence(b, n.Args)
		for i, k := range n.Keywords {
			if i > 0 || len(n.Args) > 0 {
				b.WriteString(", ")
			}
			b.WriteString(k.Name + "=")
			writeSource(b, k.Value, levelLambda)
		}
		b.WriteByte(')')
	case *Tuple:
		b.WriteByte('(')
		writeSequence(b, n.Elems)
		if len(n.Elems) == 1 {
			b.WriteByte(',')
		}
		b.WriteByte(')')
	case *List:
		b.WriteByte('[')
		writeSequence(b, n.Elems)
		b.WriteByte(']')
	}
}

func writeSequence(b *strings.Builder, elems []Expr) {
	for i, e := range elems {
		if i > 0 {
			b.WriteString(", ")
		}
		writeSource(b, e, levelLambda)
	}
}

func writeBinary(b *strings.Builder, n *Binary) {
	own := operators[n.Op].level
	switch own {
	case levelPower: // associates to the right, and 2**-x needs no parentheses
		writeSource(b, n.X, levelPower+1)
		b.WriteString("**")
		writeSource(b, n.Y, levelUnary)
	case levelProduct:
		writeSource(b, n.X, own)
		b.WriteString(n.Op.String())
		writeSource(b, n.Y, own+1)
	default:
		writeSource(b, n.X, own)
		b.WriteString(" " + n.Op.String() + " ")
		writeSource(b, n.Y, own+1)
	}
}
