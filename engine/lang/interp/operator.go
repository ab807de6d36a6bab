package interp

import (
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

func (fn *function) unary(e *ast.Unary) code {
	if e.Op == ast.Not {
		test := fn.condition(e.X, e.Span)
		return func(f *py.Frame) py.Object { return py.Bool(!test(f)) }
	}
	if c, ok := e.X.(*ast.Constant); ok && e.Op == ast.Neg {
		switch v := constant(c.Value).(type) {
		case py.Int:
			return func(*py.Frame) py.Object { return -v }
		case py.Float:
			return func(*py.Frame) py.Object { return -v }
		}
	}
	x, op, at := fn.expr(e.X), e.Op, e.Span
	return func(f *py.Frame) py.Object {
		v := x(f)
		f.At = at
		return f.Thread.Unary(op, v)
	}
}

// binary compiles an arithmetic operator, with short cuts for the commonest on
// ints and floats.
func (fn *function) binary(e *ast.Binary) code {
	op, at := e.Op, e.Span
	x, y := fn.expr(e.X), fn.expr(e.Y)
	operate := arithmetic(op, at, (*py.Thread).Binary)
	return func(f *py.Frame) py.Object {
		a := x(f)
		return operate(f, a, y(f))
	}
}

// arithmetic returns an operator as a function of its operands; general is what
// it does in all other cases.
func arithmetic(op ast.Operator, at ast.Span, general func(t *py.Thread, op ast.Operator, a, b py.Object) py.Object) func(f *py.Frame, a, b py.Object) py.Object {
	switch op {
	case ast.Add:
		return func(f *py.Frame, a, b py.Object) py.Object {
			switch x := a.(type) {
			case py.Int:
				if y, ok := b.(py.Int); ok {
					if z := x + y; (x^z)&(y^z) >= 0 {
						return z
					}
				}
			case py.Float:
				if y, ok := b.(py.Float); ok {
					return x + y
				}
			}
			f.At = at
			return general(f.Thread, op, a, b)
		}
	case ast.Sub:
		return func(f *py.Frame, a, b py.Object) py.Object {
			switch x := a.(type) {
			case py.Int:
				if y, ok := b.(py.Int); ok {
					if z := x - y; (x^y)&(x^z) >= 0 {
						return z
					}
				}
			case py.Float:
				if y, ok := b.(py.Float); ok {
					return x - y
				}
			}
			f.At = at
			return general(f.Thread, op, a, b)
		}
	case ast.Mul:
		return func(f *py.Frame, a, b py.Object) py.Object {
			switch x := a.(type) {
			case py.Int:
				// Half the bits each: the product cannot overflow.
				if y, ok := b.(py.Int); ok && x == py.Int(int32(x)) && y == py.Int(int32(y)) {
					return x * y
				}
			case py.Float:
				if y, ok := b.(py.Float); ok {
					return x * y
				}
			}
			f.At = at
			return general(f.Thread, op, a, b)
		}
	}
	return func(f *py.Frame, a, b py.Object) py.Object {
		f.At = at
		return general(f.Thread, op, a, b)
	}
}

func (fn *function) logical(e *ast.Logical) code {
	operands := fn.exprs(e.Operands)
	stop := e.Op == ast.Or // the truth value that decides
	last := len(operands) - 1
	at := e.Span
	return func(f *py.Frame) py.Object {
		for _, operand := range operands[:last] {
			v := operand(f)
			f.At = at
			if f.Thread.Truth(v) == stop {
				return v
			}
		}
		return operands[last](f)
	}
}

// comparison returns a comparison operator as a function.
func comparison(op ast.Operator) func(t *py.Thread, a, b py.Object) py.Object {
	switch op {
	case ast.Is:
		return func(_ *py.Thread, a, b py.Object) py.Object { return py.Bool(py.Is(a, b)) }
	case ast.IsNot:
		return func(_ *py.Thread, a, b py.Object) py.Object { return py.Bool(!py.Is(a, b)) }
	case ast.In:
		return func(t *py.Thread, a, b py.Object) py.Object { return py.Bool(t.Contains(b, a)) }
	case ast.NotIn:
		return func(t *py.Thread, a, b py.Object) py.Object { return py.Bool(!t.Contains(b, a)) }
	}
	return func(t *py.Thread, a, b py.Object) py.Object { return t.Compare(op, a, b) }
}

func (fn *function) compare(e *ast.Compare) code {
	operands, at := fn.exprs(e.Operands), e.Span
	ops := make([]func(t *py.Thread, a, b py.Object) py.Object, len(e.Ops))
	for i, op := range e.Ops {
		ops[i] = comparison(op)
	}
	if len(ops) == 1 {
		x, y, op := operands[0], operands[1], ops[0]
		return func(f *py.Frame) py.Object {
			a := x(f)
			b := y(f)
			f.At = at
			return op(f.Thread, a, b)
		}
	}
	return func(f *py.Frame) py.Object {
		a := operands[0](f)
		for i, op := range ops {
			b := operands[i+1](f)
			f.At = at
			v := op(f.Thread, a, b)
			if i == len(ops)-1 || !f.Thread.Truth(v) {
				return v
			}
			a = b
		}
		return nil
	}
}

// condition compiles an expression for its truth value, which is tested at a
// place.
func (fn *function) condition(e ast.Expr, at ast.Span) func(f *py.Frame) bool {
	switch e := e.(type) {
	case *ast.Unary:
		if e.Op == ast.Not {
			test := fn.condition(e.X, at)
			return func(f *py.Frame) bool { return !test(f) }
		}
	case *ast.Logical:
		tests := make([]func(f *py.Frame) bool, len(e.Operands))
		for i, o := range e.Operands {
			tests[i] = fn.condition(o, at)
		}
		stop := e.Op == ast.Or
		return func(f *py.Frame) bool {
			for _, test := range tests {
				if test(f) == stop {
					return stop
				}
			}
			return !stop
		}
	case *ast.Compare:
		if len(e.Ops) == 1 {
			return fn.comparisonCondition(e)
		}
	}
	value := fn.expr(e)
	return func(f *py.Frame) bool {
		v := value(f)
		if b, ok := v.(py.Bool); ok {
			return bool(b)
		}
		f.At = at
		return f.Thread.Truth(v)
	}
}

// comparisonCondition is condition for a single comparison, with short cuts for
// ints.
func (fn *function) comparisonCondition(e *ast.Compare) func(f *py.Frame) bool {
	x, y, at := fn.expr(e.Operands[0]), fn.expr(e.Operands[1]), e.Span
	general := comparison(e.Ops[0])
	decide := func(f *py.Frame, a, b py.Object) bool {
		f.At = at
		return f.Thread.Truth(general(f.Thread, a, b))
	}
	ints := func(test func(a, b py.Int) bool) func(f *py.Frame) bool {
		return func(f *py.Frame) bool {
			a := x(f)
			b := y(f)
			if i, ok := a.(py.Int); ok {
				if j, ok := b.(py.Int); ok {
					return test(i, j)
				}
			}
			return decide(f, a, b)
		}
	}
	switch e.Ops[0] {
	case ast.Lt:
		return ints(func(a, b py.Int) bool { return a < b })
	case ast.Le:
		return ints(func(a, b py.Int) bool { return a <= b })
	case ast.Gt:
		return ints(func(a, b py.Int) bool { return a > b })
	case ast.Ge:
		return ints(func(a, b py.Int) bool { return a >= b })
	case ast.Eq:
		return ints(func(a, b py.Int) bool { return a == b })
	case ast.Ne:
		return ints(func(a, b py.Int) bool { return a != b })
	case ast.Is:
		return func(f *py.Frame) bool {
			a := x(f)
			return py.Is(a, y(f))
		}
	case ast.IsNot:
		return func(f *py.Frame) bool {
			a := x(f)
			return !py.Is(a, y(f))
		}
	}
	return func(f *py.Frame) bool {
		a := x(f)
		return decide(f, a, y(f))
	}
}
