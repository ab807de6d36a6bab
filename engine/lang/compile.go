package lang

import (
	"fmt"
	"math"
	"slices"

	"fluxion/engine"
	"fluxion/engine/lang/syntax"
)

// code computes the value of an expression.
type code func(m *machine) engine.Array

// A machine holds what an evaluation needs: the element type of its numbers and
// the values of the variable (slot 0) and of the parameters of lambdas.
type machine struct {
	dtype  engine.DType
	values []engine.Array
	place  syntax.Expr // whose operation is being applied
}

// number converts truth values to 0 and 1.
func (m *machine) number(a engine.Array) engine.Array { return a.AsType(m.dtype) }

// truth converts numbers to truth values: whether they are not 0.
func truth(a engine.Array) engine.Array { return a.AsType(engine.Bool) }

// A compiler resolves names to slots and functions. Errors unwind by panic with
// a *syntax.Error.
type compiler struct {
	names []string // by slot; those of lambdas that are done are ""
}

// compile returns the code of a formula and the number of slots it needs.
func compile(f *syntax.Formula) (body code, slots int, err error) {
	c := &compiler{names: slices.Clone(f.Variables)}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*syntax.Error)
			if !ok {
				panic(r)
			}
			err = e
		}
	}()
	body = c.expr(f.Body)
	return body, len(c.names), nil
}

func fail(e syntax.Expr, format string, args ...any) {
	panic(&syntax.Error{Pos: e.Pos(), End: e.End(), Msg: fmt.Sprintf(format, args...)})
}

// slot returns the slot of the innermost variable of a name, -1 if there is none.
func (c *compiler) slot(name string) int {
	for i, n := range slices.Backward(c.names) {
		if n == name {
			return i
		}
	}
	return -1
}

// expr returns the code of an expression, which notes its place.
func (c *compiler) expr(e syntax.Expr) code {
	value := c.node(e)
	return func(m *machine) engine.Array {
		outer := m.place
		m.place = e
		a := value(m)
		m.place = outer
		return a
	}
}

func (c *compiler) node(e syntax.Expr) code {
	switch n := e.(type) {
	case *syntax.Number:
		return literal(n.Value)
	case *syntax.Name, *syntax.Attribute:
		return c.name(n)
	case *syntax.Unary:
		return c.unary(n)
	case *syntax.Binary:
		return c.binary(n)
	case *syntax.Compare:
		return c.compare(n)
	case *syntax.Conditional:
		return where(c.expr(n.Test), c.expr(n.Then), c.expr(n.Else))
	case *syntax.Call:
		return c.call(n)
	case *syntax.Lambda:
		fail(e, "a lambda stands where a number was expected: call it, as in (lambda t: t**2)(x)")
	default:
		fail(e, "a list stands where a number was expected")
	}
	return nil
}

func literal(v float64) code {
	// A typed scalar keeps the precision of float64 among constants too, where
	// a weakly typed number would be rounded to float32.
	return func(m *machine) engine.Array { return engine.Scalar(v, m.dtype) }
}

func where(test, then, otherwise code) code {
	return func(m *machine) engine.Array {
		return engine.Where(test(m), m.number(then(m)), m.number(otherwise(m)))
	}
}

func (c *compiler) name(e syntax.Expr) code {
	path := syntax.Path(e)
	if slot := c.slot(path); slot >= 0 {
		return func(m *machine) engine.Array { return m.values[slot] }
	}
	return literal(constantOf(path))
}

func (c *compiler) unary(n *syntax.Unary) code {
	x := c.expr(n.X)
	switch n.Op {
	case syntax.Not:
		return func(m *machine) engine.Array { return engine.Not(truth(x(m))) }
	case syntax.Neg:
		return func(m *machine) engine.Array { return engine.Neg(m.number(x(m))) }
	default:
		return func(m *machine) engine.Array { return m.number(x(m)) }
	}
}

var arithmetic = map[syntax.Operator]func(x, y engine.Array) engine.Array{
	syntax.Add: engine.Add, syntax.Sub: engine.Sub, syntax.Mul: engine.Mul, syntax.Div: engine.Div,
	syntax.FloorDiv: engine.FloorDiv, syntax.Mod: engine.Mod, syntax.Pow: engine.Pow,
}

func (c *compiler) binary(n *syntax.Binary) code {
	if n.Op == syntax.Pow {
		return c.power(n.X, n.Y)
	}
	x, y := c.expr(n.X), c.expr(n.Y)
	switch n.Op {
	case syntax.And:
		return func(m *machine) engine.Array { return engine.And(truth(x(m)), truth(y(m))) }
	case syntax.Or:
		return func(m *machine) engine.Array { return engine.Or(truth(x(m)), truth(y(m))) }
	}
	op := arithmetic[n.Op]
	return func(m *machine) engine.Array { return op(m.number(x(m)), m.number(y(m))) }
}

// power chooses the form of a power that has the best derivatives: a power of e
// is the exponential function, and a constant integer exponent means repeated
// multiplication, which is defined for all bases.
func (c *compiler) power(base, exponent syntax.Expr) code {
	y := c.expr(exponent)
	if path := syntax.Path(base); path != "" && c.slot(path) < 0 && constantOf(path) == math.E {
		return func(m *machine) engine.Array { return engine.Exp(m.number(y(m))) }
	}
	x := c.expr(base)
	if v, ok := c.constant(exponent); ok && v == math.Trunc(v) && math.Abs(v) <= math.MaxInt16 {
		return func(m *machine) engine.Array { return engine.IntPow(m.number(x(m)), int(v)) }
	}
	return func(m *machine) engine.Array { return engine.Pow(m.number(x(m)), m.number(y(m))) }
}

// constant returns the value of an expression of numbers and + - * / only.
func (c *compiler) constant(e syntax.Expr) (v float64, ok bool) {
	switch n := e.(type) {
	case *syntax.Number:
		return n.Value, true
	case *syntax.Unary:
		if v, ok = c.constant(n.X); ok && n.Op == syntax.Neg {
			v = -v
		}
		return v, ok && n.Op != syntax.Not
	case *syntax.Binary:
		x, okX := c.constant(n.X)
		y, okY := c.constant(n.Y)
		switch n.Op {
		case syntax.Add:
			v = x + y
		case syntax.Sub:
			v = x - y
		case syntax.Mul:
			v = x * y
		case syntax.Div:
			v = x / y
		default:
			return 0, false
		}
		return v, okX && okY
	}
	return 0, false
}

var comparisons = map[syntax.Operator]func(x, y engine.Array) engine.Array{
	syntax.Less: engine.Lt, syntax.Greater: engine.Gt, syntax.LessEqual: engine.Le,
	syntax.GreaterEqual: engine.Ge, syntax.Equal: engine.Eq, syntax.NotEqual: engine.Ne,
}

func (c *compiler) compare(n *syntax.Compare) code {
	operands := make([]code, len(n.Operands))
	for i, e := range n.Operands {
		operands[i] = c.expr(e)
	}
	return func(m *machine) engine.Array {
		var all engine.Array
		x := m.number(operands[0](m))
		for i, op := range n.Ops {
			y := m.number(operands[i+1](m))
			holds := comparisons[op](x, y)
			if i == 0 {
				all = holds
			} else {
				all = engine.And(all, holds)
			}
			x = y
		}
		return all
	}
}

func (c *compiler) call(n *syntax.Call) code {
	if l, ok := n.Func.(*syntax.Lambda); ok {
		return c.callLambda(n, l)
	}
	f := functionOf(syntax.Path(n.Func))
	args := c.bind(f, n)
	return func(m *machine) engine.Array {
		values := make([]argument, len(args))
		for i, list := range args {
			for _, arg := range list {
				values[i] = append(values[i], m.number(arg(m)))
			}
		}
		return f.apply(values)
	}
}

func (c *compiler) callLambda(n *syntax.Call, l *syntax.Lambda) code {
	if len(n.Keywords) > 0 {
		fail(n.Keywords[0], "pass the arguments of a lambda without names")
	}
	if len(n.Args) != len(l.Params) {
		fail(n, "the lambda takes %s: %d given", count(len(l.Params), "argument"), len(n.Args))
	}
	args := make([]code, len(n.Args))
	for i, arg := range n.Args {
		args[i] = c.expr(arg)
	}
	first := len(c.names)
	for _, p := range l.Params {
		c.names = append(c.names, p.Ident)
	}
	body := c.expr(l.Body)
	for i := range l.Params {
		c.names[first+i] = ""
	}
	return func(m *machine) engine.Array {
		for i, arg := range args {
			m.values[first+i] = arg(m)
		}
		return body(m)
	}
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
