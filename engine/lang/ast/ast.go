// Package ast declares the syntax tree of Python programs, with positions, and
// prints it as source text again.
package ast

// A Span is the half-open range of bytes of the source that a node covers.
type Span struct{ From, To int32 }

// Range implements [Node].
func (s Span) Range() Span { return s }

// A Node is a part of a program.
type Node interface{ Range() Span }

// An Expr is an expression.
type Expr interface {
	Node
	expr()
}

// A Stmt is a statement.
type Stmt interface {
	Node
	stmt()
}

// ExprSpan is the range of an expression, embedded in all of them.
type ExprSpan struct{ Span }

func (ExprSpan) expr() {}

// StmtSpan is the range of a statement, embedded in all of them.
type StmtSpan struct{ Span }

func (StmtSpan) stmt() {}

// EllipsisValue is the value of the constant "...".
type EllipsisValue struct{}

// The expressions.
type (
	// A Constant is a literal. Value is nil for None, or a bool, int64,
	// *big.Int, float64, complex128, string or EllipsisValue.
	Constant struct {
		ExprSpan
		Value any
	}

	// An FString is a formatted string: constants and [Field] values in turn.
	FString struct {
		ExprSpan
		Parts []Expr
	}

	// A Field is a replacement field of an f-string, {Value!c:Spec}. A field
	// with "=" is preceded by its text as a constant.
	Field struct {
		ExprSpan
		Value      Expr
		Conversion byte     // 'r', 's', 'a', or 0
		Spec       *FString // nil if there is none
	}

	// A Name is an identifier.
	Name struct {
		ExprSpan
		Ident string
	}

	// An Attribute is X.Name.
	Attribute struct {
		ExprSpan
		X    Expr
		Name string
	}

	// A Subscript is X[Index].
	Subscript struct {
		ExprSpan
		X, Index Expr
	}

	// A Slice is Low:High:Step; each may be nil.
	Slice struct {
		ExprSpan
		Low, High, Step Expr
	}

	// A Starred is *X in a call, a display or a target.
	Starred struct {
		ExprSpan
		X Expr
	}

	// A Call applies Func. Args may contain Starred ones.
	Call struct {
		ExprSpan
		Func     Expr
		Args     []Expr
		Keywords []*Keyword
	}

	// A Unary is Op X.
	Unary struct {
		ExprSpan
		Op Operator
		X  Expr
	}

	// A Binary is X Op Y with an arithmetic or bitwise operator.
	Binary struct {
		ExprSpan
		Op   Operator
		X, Y Expr
	}

	// A Logical joins operands by And or Or.
	Logical struct {
		ExprSpan
		Op       Operator
		Operands []Expr
	}

	// A Compare is a chain of comparisons: Operands[i] Ops[i] Operands[i+1].
	Compare struct {
		ExprSpan
		Operands []Expr
		Ops      []Operator
	}

	// A Conditional is Then if Test else Else.
	Conditional struct {
		ExprSpan
		Test, Then, Else Expr
	}

	// A Lambda is a function without a name.
	Lambda struct {
		ExprSpan
		Params *Params
		Body   Expr
	}

	// A Tuple is (a, b), with or without parentheses.
	Tuple struct {
		ExprSpan
		Elems []Expr
	}

	// A List is [a, b].
	List struct {
		ExprSpan
		Elems []Expr
	}

	// A Set is {a, b}.
	Set struct {
		ExprSpan
		Elems []Expr
	}

	// A Dict is {k: v, **m}; the key of **m is nil.
	Dict struct {
		ExprSpan
		Keys, Values []Expr
	}

	// A Comprehension is Elem for … in … if …, in brackets that Kind tells. Of a
	// DictKind, Elem is the key and Value the value.
	Comprehension struct {
		ExprSpan
		Kind        ComprehensionKind
		Elem, Value Expr
		Clauses     []*Clause
	}

	// A Walrus is Target := Value.
	Walrus struct {
		ExprSpan
		Target *Name
		Value  Expr
	}

	// A Yield is yield Value; Value may be nil.
	Yield struct {
		ExprSpan
		Value Expr
	}

	// A YieldFrom is yield from Value.
	YieldFrom struct {
		ExprSpan
		Value Expr
	}
)

// A ComprehensionKind says what a comprehension makes.
type ComprehensionKind uint8

// The kinds of comprehensions.
const (
	ListKind ComprehensionKind = iota
	SetKind
	DictKind
	GeneratorKind
)

// A Clause is for Target in Iter if Conditions….
type Clause struct {
	Span
	Target, Iter Expr
	Conditions   []Expr
}

// A Keyword is an argument passed by name; the Name of **Value is "".
type Keyword struct {
	Span
	Name  string
	Value Expr
}

// A Param is a parameter of a function; Annotation and Default may be nil.
type Param struct {
	Span
	Name                string
	Annotation, Default Expr
}

// Params are the parameters of a function.
type Params struct {
	Positional []*Param
	PosOnly    int    // how many of Positional cannot be passed by name
	Vararg     *Param // *args, or nil
	KeyOnly    []*Param
	Kwarg      *Param // **kwargs, or nil
}

// All returns the parameters in the order of a frame's variables: positional,
// keyword-only, *args, **kwargs.
func (p *Params) All() []*Param {
	all := append(append([]*Param{}, p.Positional...), p.KeyOnly...)
	if p.Vararg != nil {
		all = append(all, p.Vararg)
	}
	if p.Kwarg != nil {
		all = append(all, p.Kwarg)
	}
	return all
}

// The statements.
type (
	// An ExprStmt is an expression on its own.
	ExprStmt struct {
		StmtSpan
		X Expr
	}

	// An Assign is Targets[0] = Targets[1] = … = Value.
	Assign struct {
		StmtSpan
		Targets []Expr
		Value   Expr
	}

	// An AugAssign is Target Op= Value.
	AugAssign struct {
		StmtSpan
		Target Expr
		Op     Operator
		Value  Expr
	}

	// An AnnAssign is Target: Annotation = Value; Value may be nil.
	AnnAssign struct {
		StmtSpan
		Target, Annotation, Value Expr
	}

	// An If is if Test: Body else: Else; an elif is an If alone in Else.
	If struct {
		StmtSpan
		Test       Expr
		Body, Else []Stmt
	}

	// A For is for Target in Iter: Body else: Else.
	For struct {
		StmtSpan
		Target, Iter Expr
		Body, Else   []Stmt
	}

	// A While is while Test: Body else: Else.
	While struct {
		StmtSpan
		Test       Expr
		Body, Else []Stmt
	}

	// A FunctionDef is def Name(Params) -> Returns: Body.
	FunctionDef struct {
		StmtSpan
		Name       string
		Params     *Params
		Returns    Expr
		Body       []Stmt
		Decorators []Expr
	}

	// A ClassDef is class Name(Bases, Keywords): Body.
	ClassDef struct {
		StmtSpan
		Name       string
		Bases      []Expr
		Keywords   []*Keyword
		Body       []Stmt
		Decorators []Expr
	}

	// A Return is return Value; Value may be nil.
	Return struct {
		StmtSpan
		Value Expr
	}

	// A Delete is del Targets….
	Delete struct {
		StmtSpan
		Targets []Expr
	}

	// Pass does nothing.
	Pass struct{ StmtSpan }

	// Break leaves the loop.
	Break struct{ StmtSpan }

	// Continue goes on with the next iteration.
	Continue struct{ StmtSpan }

	// A Raise is raise Value from Cause; both may be nil.
	Raise struct {
		StmtSpan
		Value, Cause Expr
	}

	// A Try is try: Body except …: else: Else finally: Finally.
	Try struct {
		StmtSpan
		Body          []Stmt
		Handlers      []*Handler
		Else, Finally []Stmt
	}

	// A With is with Items…: Body.
	With struct {
		StmtSpan
		Items []*WithItem
		Body  []Stmt
	}

	// An Assert is assert Test, Message; Message may be nil.
	Assert struct {
		StmtSpan
		Test, Message Expr
	}

	// An Import is import a.b as c, ….
	Import struct {
		StmtSpan
		Names []*Alias
	}

	// An ImportFrom is from Module import Names…; "from m import *" has the
	// only name "*".
	ImportFrom struct {
		StmtSpan
		Module string
		Names  []*Alias
	}

	// A Global is global Names….
	Global struct {
		StmtSpan
		Names []string
	}

	// A Nonlocal is nonlocal Names….
	Nonlocal struct {
		StmtSpan
		Names []string
	}

	// A Match is match Subject: Cases….
	Match struct {
		StmtSpan
		Subject Expr
		Cases   []*Case
	}
)

// A Handler is except Type as Name: Body; Type may be nil, Name "".
type Handler struct {
	Span
	Type Expr
	Name string
	Body []Stmt
}

// A WithItem is Context as Target; Target may be nil.
type WithItem struct {
	Context, Target Expr
}

// An Alias is Name as As; As may be "".
type Alias struct {
	Span
	Name, As string
}

// A Program is a whole file.
type Program struct {
	Source *Source
	Body   []Stmt
}
