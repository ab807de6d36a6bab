package ast

// An Operator is a unary, binary, logical or comparison operator.
type Operator uint8

// The operators.
const (
	Add Operator = iota
	Sub
	Mul
	MatMul
	Div
	FloorDiv
	Mod
	Pow
	LShift
	RShift
	BitAnd
	BitXor
	BitOr
	Eq
	Ne
	Lt
	Le
	Gt
	Ge
	Is
	IsNot
	In
	NotIn
	Neg
	Pos
	Invert
	Not
	And
	Or
)

// The levels of precedence, from loose to tight.
const (
	levelTuple = iota
	levelWalrus
	levelConditional // and lambda
	levelOr
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
	levelPower
	levelOperand
)

var operators = [...]struct {
	text  string
	level int
}{
	Add: {"+", levelSum}, Sub: {"-", levelSum},
	Mul: {"*", levelProduct}, MatMul: {"@", levelProduct}, Div: {"/", levelProduct},
	FloorDiv: {"//", levelProduct}, Mod: {"%", levelProduct},
	Pow:    {"**", levelPower},
	LShift: {"<<", levelShift}, RShift: {">>", levelShift},
	BitAnd: {"&", levelBitAnd}, BitXor: {"^", levelBitXor}, BitOr: {"|", levelBitOr},
	Eq: {"==", levelCompare}, Ne: {"!=", levelCompare}, Lt: {"<", levelCompare}, Le: {"<=", levelCompare},
	Gt: {">", levelCompare}, Ge: {">=", levelCompare}, Is: {"is", levelCompare}, IsNot: {"is not", levelCompare},
	In: {"in", levelCompare}, NotIn: {"not in", levelCompare},
	Neg: {"-", levelUnary}, Pos: {"+", levelUnary}, Invert: {"~", levelUnary},
	Not: {"not", levelNot}, And: {"and", levelAnd}, Or: {"or", levelOr},
}

// String returns the operator as Python writes it.
func (op Operator) String() string { return operators[op].text }

// Swapped returns the comparison that says the same of the operands in the
// other order: < for >. Other operators are what they are.
func (op Operator) Swapped() Operator {
	switch op {
	case Lt:
		return Gt
	case Gt:
		return Lt
	case Le:
		return Ge
	case Ge:
		return Le
	}
	return op
}
