package syntax

// Walk calls visit for an expression and for all that it contains.
func Walk(e Expr, visit func(Expr)) {
	visit(e)
	all := func(list []Expr) {
		for _, x := range list {
			Walk(x, visit)
		}
	}
	switch n := e.(type) {
	case *Attribute:
		Walk(n.X, visit)
	case *Unary:
		Walk(n.X, visit)
	case *Binary:
		all([]Expr{n.X, n.Y})
	case *Compare:
		all(n.Operands)
	case *Conditional:
		all([]Expr{n.Test, n.Then, n.Else})
	case *Call:
		Walk(n.Func, visit)
		all(n.Args)
		for _, k := range n.Keywords {
			Walk(k.Value, visit)
		}
	case *Lambda:
		Walk(n.Body, visit)
	case *Tuple:
		all(n.Elems)
	case *List:
		all(n.Elems)
	}
}
