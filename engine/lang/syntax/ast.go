package syntax

import "strings"

// An Expr is a node of the syntax tree.
type Expr interface {
	// Pos returns the byte offset of the first character.
	Pos() int
	// End returns the byte offset after the last character.
	End() int
	expr()
}

// A Span is the half-open range of bytes of the source that a node covers.
type Span struct{ From, To int }

// Pos implements [Expr].
func (s Span) Pos() int { return s.From }

// End implements [Expr].
func (s Span) End() int { return s.To }

func (Span) expr() {}

// The nodes of an expression. Notations that mean a function become a [Call]:
// |x| is abs(x), √x is sqrt(x), ∛x is cbrt(x), x! is factorial(x).
type (
	// A Number is a literal as written, such as 1_000, .5 or 1e-3.
	Number struct {
		Span
		Text  string
		Value float64
		Int   bool // written without point and exponent
	}

	// A Name is a variable, a constant, a function or a module.
	Name struct {
		Span
		Ident string
	}

	// An Attribute is X.Name.
	Attribute struct {
		Span
		X    Expr
		Name string
	}

	// A Unary is a prefix operation: Neg, Pos or Not.
	Unary struct {
		Span
		Op Operator
		X  Expr
	}

	// A Binary is an arithmetic or logical operation of two operands.
	Binary struct {
		Span
		Op   Operator
		X, Y Expr
	}

	// A Compare is a chain of comparisons: Operands[i] Ops[i] Operands[i+1].
	Compare struct {
		Span
		Operands []Expr
		Ops      []Operator
	}

	// A Conditional is Then if Test else Else.
	Conditional struct {
		Span
		Test, Then, Else Expr
	}

	// A Call applies Func to positional and keyword arguments.
	Call struct {
		Span
		Func     Expr
		Args     []Expr
		Keywords []Keyword
	}

	// A Lambda is a function without a name.
	Lambda struct {
		Span
		Params []*Name
		Body   Expr
	}

	// A Tuple is (a, b).
	Tuple struct {
		Span
		Elems []Expr
	}

	// A List is [a, b].
	List struct {
		Span
		Elems []Expr
	}
)

// A Keyword is an argument passed by name.
type Keyword struct {
	Span
	Name  string
	Value Expr
}

// A Formula is a function of one or two variables: what a line of input defines.
type Formula struct {
	Name      string // "f" if the line gives none
	Variables []string
	Body      Expr
}

// An Operator is a prefix or infix operator.
type Operator uint8

// The operators.
const (
	Add Operator = iota
	Sub
	Mul
	Div
	FloorDiv
	Mod
	Pow
	Neg
	Pos
	Not
	And
	Or
	Less
	Greater
	LessEqual
	GreaterEqual
	Equal
	NotEqual
)

// The levels of precedence, from loose to tight.
const (
	levelLambda = iota
	levelConditional
	levelOr
	levelAnd
	levelNot
	levelCompare
	levelSum
	levelProduct
	levelUnary
	levelPower
	levelOperand
)

var operators = [...]struct {
	text  string // as Python writes it
	level int
}{
	Add:          {"+", levelSum},
	Sub:          {"-", levelSum},
	Mul:          {"*", levelProduct},
	Div:          {"/", levelProduct},
	FloorDiv:     {"//", levelProduct},
	Mod:          {"%", levelProduct},
	Pow:          {"**", levelPower},
	Neg:          {"-", levelUnary},
	Pos:          {"+", levelUnary},
	Not:          {"not", levelNot},
	And:          {"and", levelAnd},
	Or:           {"or", levelOr},
	Less:         {"<", levelCompare},
	Greater:      {">", levelCompare},
	LessEqual:    {"<=", levelCompare},
	GreaterEqual: {">=", levelCompare},
	Equal:        {"==", levelCompare},
	NotEqual:     {"!=", levelCompare},
}

// String returns the operator as Python writes it.
func (op Operator) String() string { return operators[op].text }

// Path returns the dotted name that e is, such as "sin" or "jax.nn.relu", and
// "" if e is no name.
func Path(e Expr) string {
	var parts []string
	for {
		switch n := e.(type) {
		case *Attribute:
			parts = append(parts, n.Name)
			e = n.X
			continue
		case *Name:
			parts = append(parts, n.Ident)
		default:
			return ""
		}
		break
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return strings.Join(parts, ".")
}
