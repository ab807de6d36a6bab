package ast

// A Case is case Pattern if Guard: Body; Guard may be nil.
type Case struct {
	Span
	Pattern Pattern
	Guard   Expr
	Body    []Stmt
}

// A Pattern is what a case of a match statement compares with.
type Pattern interface {
	Node
	pattern()
}

// PatternSpan is the range of a pattern, embedded in all of them.
type PatternSpan struct{ Span }

func (PatternSpan) pattern() {}

// The patterns.
type (
	// A ValuePattern compares with ==, or with is for None, True and False.
	ValuePattern struct {
		PatternSpan
		Value Expr
	}

	// A CapturePattern matches Pattern (nil: anything) and binds Name
	// ("": nothing, written _).
	CapturePattern struct {
		PatternSpan
		Pattern Pattern
		Name    string
	}

	// A SequencePattern is [a, *rest, b].
	SequencePattern struct {
		PatternSpan
		Elems []Pattern
	}

	// A StarPattern is *Name in a sequence; Name may be "".
	StarPattern struct {
		PatternSpan
		Name string
	}

	// A MappingPattern is {k: p, **Rest}.
	MappingPattern struct {
		PatternSpan
		Keys   []Expr
		Values []Pattern
		Rest   string
	}

	// A ClassPattern is Class(p, name=q).
	ClassPattern struct {
		PatternSpan
		Class  Expr
		Args   []Pattern
		Names  []string
		Values []Pattern
	}

	// An OrPattern is p | q.
	OrPattern struct {
		PatternSpan
		Choices []Pattern
	}
)
