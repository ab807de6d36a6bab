package wgsl

import (
	"strings"

	"fluxion/engine/internal/device/kernel"
)

// A value is an expression of the source.
type value struct {
	text     string
	typ      kernel.Type
	lanes    int // 1 or 4
	strength strength
	// constant says that it is a literal, of these bits.
	constant bool
	word     uint32
}

// A strength says how tightly an expression holds together; an operand weaker
// than its place asks for needs parentheses.
type strength uint8

const (
	loose   strength = iota // comparisons, shifts and what acts on bits
	sum                     // + and -
	product                 // *, / and %
	prefix                  // - and !
	primary                 // names, literals, calls
)

// name returns the value of a variable.
func name(text string, t kernel.Type, lanes int) value {
	return value{text: text, typ: t, lanes: lanes, strength: primary}
}

// at returns the text of an operand where at least the given strength is needed.
func (v value) at(least strength) string {
	if v.strength < least {
		return "(" + v.text + ")"
	}
	return v.text
}

// widened returns the value in that many lanes.
func (v value) widened(lanes int) value {
	if v.lanes == lanes {
		return v
	}
	return call(typeName(v.typ, lanes), v.typ, lanes, v)
}

// call returns the value of a function. Before other arguments a comparison is
// put into parentheses: a < there would look like the beginning of a list of
// template arguments.
func call(function string, t kernel.Type, lanes int, args ...value) value {
	texts := make([]string, len(args))
	for i, a := range args {
		texts[i] = a.text
		if i < len(args)-1 {
			texts[i] = a.at(sum)
		}
	}
	return value{text: function + "(" + strings.Join(texts, ", ") + ")", typ: t, lanes: lanes, strength: primary}
}

// infix returns the value of an operator whose operands need the given
// strengths.
func infix(op string, s strength, t kernel.Type, x, y value, left, right strength) value {
	return value{text: x.at(left) + " " + op + " " + y.at(right), typ: t, lanes: max(x.lanes, y.lanes), strength: s}
}

// arithmetic returns x op y of +, -, * and /, where a single lane may meet four.
func arithmetic(op string, x, y value) value {
	if op == "+" || op == "-" {
		return infix(op, sum, x.typ, x, y, sum, product)
	}
	return infix(op, product, x.typ, x, y, product, prefix)
}

// bitwise returns x op y of &, |, ^ and shifts, whose operands stand alone.
func bitwise(op string, x, y value) value {
	return infix(op, loose, x.typ, x, y, prefix, prefix)
}

// comparison returns the mask x op y.
func comparison(op string, x, y value) value {
	return infix(op, loose, kernel.Mask, x, y, sum, sum)
}

// before returns op x.
func before(op string, x value) value {
	x.text, x.strength, x.constant = op+x.at(primary), prefix, false
	return x
}
