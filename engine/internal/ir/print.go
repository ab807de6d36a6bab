package ir

import (
	"fmt"
	"strconv"
	"strings"
)

// lineWidth is the number of columns below which JAX keeps a group on one line.
const lineWidth = 80

// String prints the jaxpr in JAX's notation: on one line where it fits in 80
// columns, otherwise one equation a line.
func (j *Jaxpr) String() string {
	p := &printer{names: map[*Var]string{}, used: map[*Var]bool{}}
	p.markUses(j)
	return p.jaxpr(j, 0)
}

// A printer hands out variable names in the order of first print; nested
// jaxprs draw from the same supply.
type printer struct {
	names map[*Var]string
	count int // of names handed out
	used  map[*Var]bool
}

func (p *printer) markUses(j *Jaxpr) {
	mark := func(atoms []Atom) {
		for _, a := range atoms {
			if v, ok := a.(*Var); ok {
				p.used[v] = true
			}
		}
	}
	for _, e := range j.Eqns {
		mark(e.In)
	}
	mark(j.Out)
}

// name returns the name of v: a, b, …, z, then base 26 with a = 0: ba, bb, …
func (p *printer) name(v *Var) string {
	if s, ok := p.names[v]; ok {
		return s
	}
	n, s := p.count, ""
	p.count++
	for {
		s = string(rune('a'+n%26)) + s
		if n /= 26; n == 0 {
			break
		}
	}
	p.names[v] = s
	return s
}

func (p *printer) binders(vars []*Var) string {
	parts := make([]string, len(vars))
	for i, v := range vars {
		parts[i] = p.name(v) + ":" + v.aval.String()
	}
	return strings.Join(parts, " ")
}

func (p *printer) atom(a Atom) string {
	if v, ok := a.(*Var); ok {
		return p.name(v)
	}
	return a.(*Literal).String()
}

// jaxpr prints j whose first line starts at the given indentation.
func (p *printer) jaxpr(j *Jaxpr, indent int) string {
	head := "{ lambda " + p.binders(j.Consts) + "; " + p.binders(j.In) + ". let"
	eqns := make([]string, len(j.Eqns))
	oneLine := true
	for i := range j.Eqns {
		eqns[i] = p.eqn(&j.Eqns[i], indent+4)
		oneLine = oneLine && !strings.Contains(eqns[i], "\n")
	}
	outs := make([]string, len(j.Out))
	for i, a := range j.Out {
		outs[i] = p.atom(a)
	}
	result := "(" + strings.Join(outs, ", ")
	if len(outs) == 1 {
		result += ","
	}
	result += ") }"

	if oneLine {
		if s := head + " " + strings.Join(eqns, "; ") + " in " + result; indent+len(s) <= lineWidth {
			return s
		}
	}
	var b strings.Builder
	b.WriteString(head)
	pad := "\n" + strings.Repeat(" ", indent)
	for _, e := range eqns {
		b.WriteString(pad + "    " + e)
	}
	b.WriteString(pad + "  in " + result)
	return b.String()
}

func (p *printer) eqn(e *Eqn, indent int) string {
	outs := make([]string, len(e.Out))
	for i, v := range e.Out {
		if !p.used[v] {
			p.names[v] = "_"
		}
		outs[i] = p.name(v) + ":" + v.aval.String()
	}
	p.shareNames(e)
	left := strings.Join(outs, " ") + " = " + e.Op.Name()
	right := " "
	for i, a := range e.In {
		if i > 0 {
			right += " "
		}
		right += p.atom(a)
	}
	return left + p.params(e.Params, indent, len(left)+len(right)) + right
}

// shareNames gives the variables of a called program the names of the operands
// and results that they stand for.
func (p *printer) shareNames(e *Eqn) {
	if e.Params == nil {
		return
	}
	for _, f := range e.Params.Fields() {
		program, ok := f.Value.(*Closed)
		if !ok || len(program.In) != len(e.In) || len(program.Out) != len(e.Out) {
			continue
		}
		for i, v := range program.In {
			if outer, ok := e.In[i].(*Var); ok {
				p.share(v, outer)
			}
		}
		for i, a := range program.Out {
			if v, ok := a.(*Var); ok {
				p.share(v, e.Out[i])
			}
		}
	}
}

func (p *printer) share(inner, outer *Var) {
	if _, named := p.names[inner]; !named {
		p.names[inner] = p.name(outer)
	}
}

// params prints parameters on one line if they fit there beside the rest of the
// equation, otherwise one a line.
func (p *printer) params(params Params, indent, beside int) string {
	if params == nil {
		return ""
	}
	fields := params.Fields()
	if len(fields) == 0 {
		return ""
	}
	parts := make([]string, len(fields))
	width, flat := indent+beside+1, true
	for i, f := range fields {
		parts[i] = f.Name + "=" + p.value(f.Value, indent+2)
		width += len(parts[i]) + 1
		flat = flat && !strings.Contains(parts[i], "\n")
		// JAX breaks the parameters of calls whatever their width.
		if _, nested := f.Value.(*Closed); nested {
			flat = false
		}
	}
	if flat && width <= lineWidth {
		return "[" + strings.Join(parts, " ") + "]"
	}
	pad := "\n" + strings.Repeat(" ", indent)
	return "[" + pad + "  " + strings.Join(parts, pad+"  ") + pad + "]"
}

func (p *printer) value(v any, indent int) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case float64:
		return PythonFloat(v)
	case []int:
		return Tuple(v)
	case *Closed:
		p.markUses(v.Jaxpr)
		return p.jaxpr(v.Jaxpr, indent)
	default:
		return fmt.Sprint(v)
	}
}

// Tuple formats ints as a Python tuple: (), (1,), (1, 2).
func Tuple(ints []int) string {
	parts := make([]string, len(ints))
	for i, n := range ints {
		parts[i] = strconv.Itoa(n)
	}
	if len(parts) == 1 {
		return "(" + parts[0] + ",)"
	}
	return "(" + strings.Join(parts, ", ") + ")"
}
