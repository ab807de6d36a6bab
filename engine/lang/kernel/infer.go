package kernel

import (
	"slices"
	"strings"

	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
)

// maxInferred is how deep expressions are looked into.
const maxInferred = 100

// infer guesses what an expression gives, from literals, the names of classes
// and the module a function belongs to. Nothing is run.
func (v *view) infer(s []token) (thing, bool) {
	n := len(s)
	if n == 0 || v.depth > maxInferred {
		return thing{}, false
	}
	v.depth++
	defer func() { v.depth-- }()
	if operands := operands(s); len(operands) > 1 {
		return v.operation(operands)
	}
	switch last := s[n-1]; {
	case last.kind == text:
		return thing{object: py.Str("")}, true
	case last.kind == number && n == 1:
		return literalNumber(last.text), true
	case last.kind == word && n == 1:
		return v.lookup(last.text)
	case last.kind == word && n > 2 && s[n-2].is("."):
		owner, ok := v.infer(s[:n-2])
		if !ok {
			return thing{}, false
		}
		return v.attribute(owner, last.text)
	case last.is(")", "]", "}"):
		return v.bracketed(s, opening(s))
	}
	return thing{}, false
}

// bracketed infers an expression that ends with a bracket, which opens at i.
func (v *view) bracketed(s []token, i int) (thing, bool) {
	inside := s[min(i+1, len(s)-1) : len(s)-1]
	switch {
	case i < 0:
	case i > 0 && s[i].is("("):
		f, ok := v.infer(s[:i])
		if !ok {
			return thing{}, false
		}
		return v.called(f, inside)
	case i > 0 && s[i].is("["):
		a, ok := v.infer(s[:i])
		switch {
		case !ok:
		case a.class == jax.AtType:
			return thing{class: jax.AtItemType}, true
		case isArray(v.classOf(a)):
			return thing{class: v.classOf(a)}, true
		}
	case i > 0:
	case s[0].is("["):
		return thing{object: py.NewList()}, true
	case s[0].is("{"):
		if len(inside) == 0 || len(suite(inside)) > 0 {
			return thing{object: py.NewDict()}, true
		}
		return thing{class: py.SetType}, true
	case len(split(inside)) > 1:
		return thing{object: py.NewTuple()}, true
	default:
		return v.infer(inside)
	}
	return thing{}, false
}

// operation infers an arithmetic expression: arrays make arrays.
func (v *view) operation(operands [][]token) (thing, bool) {
	for _, o := range operands {
		if t, ok := v.infer(o); ok && isArray(v.classOf(t)) {
			return thing{class: v.classOf(t)}, true
		}
	}
	return thing{}, false
}

// notArrays are functions of the array modules that return something else.
var notArrays = strings.Fields(`array_split broadcast_arrays broadcast_shapes cond dsplit finfo fori_loop hsplit iinfo issubdtype item
	map meshgrid ndim nonzero promote_types result_type scan shape size slogdet split switch tolist vsplit while_loop`)

// arrayModules are those whose functions return arrays, as far as their names
// tell.
var arrayModules = []string{"jax.numpy", "jax.nn", "jax.lax", "jax.random", "jax.scipy"}

// transformations are functions of jax that make a function like the one they
// get.
var transformations = strings.Fields("checkpoint grad hessian jacfwd jacobian jacrev jit remat value_and_grad vmap")

// called returns what a call with some arguments gives.
func (v *view) called(f thing, arguments []token) (thing, bool) {
	if f.bound != nil && f.bound.body != nil {
		return thing{body: f.bound.body}, true
	}
	switch o := f.object.(type) {
	case *py.Type:
		if jax.ScalarTypes[o.Name] == o {
			return thing{class: jax.ArrayType}, true
		}
		return thing{class: o}, true
	case *py.Builtin:
		if o.Module == "jax" && slices.Contains(transformations, o.Name) {
			inner, ok := v.infer(split(arguments)[0])
			return inner, ok && v.kind(inner) == functionKind
		}
		if slices.Contains(notArrays, o.Name) && (o.Module != "jax.random" || o.Name != "split") {
			return thing{}, false
		}
		if o.Module == "numpy" || f.method && f.owner == numpy.ArrayType {
			return thing{class: numpy.ArrayType}, true
		}
		of := func(module string) bool { return o.Module == module || strings.HasPrefix(o.Module, module+".") }
		if slices.ContainsFunc(arrayModules, of) || f.method && (f.owner == jax.AtItemType || f.owner.IsSubclass(jax.ArrayType)) {
			return thing{class: jax.ArrayType}, true
		}
	}
	return thing{}, false
}

// property returns what is known of a property's value.
func property(owner *py.Type, name string) *py.Type {
	switch {
	case owner == nil || !owner.IsSubclass(jax.ArrayType) && owner != numpy.ArrayType:
	case name == "at":
		return jax.AtType
	case name == "T" || name == "mT" || name == "real" || name == "imag":
		if owner == numpy.ArrayType {
			return numpy.ArrayType
		}
		return jax.ArrayType
	}
	return nil
}

// classOf returns the class of a value, nil if it is not known; that of all
// arrays of JAX is jax.Array.
func (v *view) classOf(t thing) *py.Type {
	c := t.class
	if c == nil && t.object != nil && !t.computed {
		c = t.object.Type()
	}
	if c != nil && c.IsSubclass(jax.ArrayType) {
		return jax.ArrayType
	}
	return c
}

func isArray(c *py.Type) bool { return c == jax.ArrayType || c == numpy.ArrayType }

// literalNumber returns a number of the type that a literal has.
func literalNumber(text string) thing {
	switch {
	case strings.ContainsAny(text, "jJ"):
		return thing{object: py.Complex(0)}
	case strings.ContainsAny(text, ".eE") && !strings.HasPrefix(text, "0x"):
		return thing{object: py.Float(0)}
	}
	return thing{object: py.Int(0)}
}

// operands splits an expression at its arithmetic operators.
func operands(s []token) [][]token {
	var parts [][]token
	depth, start := 0, 0
	for i, t := range s {
		switch {
		case t.is("(", "[", "{"):
			depth++
		case t.is(")", "]", "}"):
			depth--
		case depth == 0 && t.is("+", "-", "*", "/", "@", "%", "<", ">", "="):
			if i > start {
				parts = append(parts, s[start:i])
			}
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

// opening returns the index of the bracket that the last token closes, or -1.
func opening(s []token) int {
	depth := 0
	for i := len(s) - 1; i >= 0; i-- {
		switch {
		case s[i].is(")", "]", "}"):
			depth++
		case s[i].is("(", "[", "{"):
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// primary returns the end of a line that is an operand with its calls,
// subscripts and attributes: "f(x)[0].y" of "1 + f(x)[0].y".
func primary(line []token) []token {
	i := len(line)
	for i > 0 {
		switch t := line[i-1]; {
		case t.is(")", "]", "}"):
			open := opening(line[:i])
			if open < 0 {
				return nil
			}
			// A call or a subscript goes on with what it applies to.
			if i = open; i == 0 || t.is("}") || line[i-1].kind != word && !line[i-1].is(")", "]") || isKeyword(line[i-1]) {
				return line[i:]
			}
			continue
		case t.kind == word && !isKeyword(t), t.kind == text:
			i--
		default:
			return nil
		}
		if i == 0 || !line[i-1].is(".") {
			return line[i:]
		}
		i--
	}
	return line
}
