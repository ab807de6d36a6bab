package ir

import (
	"fmt"
	"strconv"
	"strings"
)

// lineWidth is the number of columns below which JAX keeps a group on one line.
const lineWidth = 80

// String prints the jaxpr in JAX's notation: on one line where it fits in 80
// columns, otherwise one equation a line. Programs that occur more than once,
// and nested ones of more than ten equations, come first under a name.
func (j *Jaxpr) String() string {
	text, _ := layout(newPrinter().program(j), lineWidth)
	return text
}

func newPrinter() *printer {
	return &printer{names: map[*Var]string{}, shared: map[*Jaxpr]string{}, reserved: map[string]bool{}}
}

// program prints j after the programs that it shares.
func (p *printer) program(j *Jaxpr) doc {
	p.dropUnused(j)
	var d concat
	for _, s := range p.findShared(j) {
		d = append(d, "let "+p.shared[s]+" = ", p.skeleton(s), " in", brk(" "))
	}
	return append(d, p.jaxpr(j))
}

// String prints the equation as it would stand alone in a program.
func (e *Eqn) String() string {
	p := newPrinter()
	for _, a := range e.In {
		if v, ok := a.(*Var); ok {
			p.name(v)
		}
	}
	text, _ := layout(p.eqn(e), lineWidth)
	return text
}

// A printer hands out variable names in the order of first print; nested
// jaxprs draw from the same supply.
type printer struct {
	names    map[*Var]string
	count    int               // of names handed out
	shared   map[*Jaxpr]string // programs that are printed under a name
	reserved map[string]bool   // those names
	lined    *Jaxpr            // a program with a line for each equation at least
}

// dropUnused gives the name _ to results that nothing reads. Only the
// outermost program is treated so.
func (p *printer) dropUnused(j *Jaxpr) {
	used := map[*Var]bool{}
	mark := func(atoms []Atom) {
		for _, a := range atoms {
			if v, ok := a.(*Var); ok {
				used[v] = true
			}
		}
	}
	mark(j.Out)
	for i := range j.Eqns {
		mark(j.Eqns[i].In)
	}
	for i := range j.Eqns {
		for _, v := range j.Eqns[i].Out {
			if !used[v] {
				p.names[v] = "_"
			}
		}
	}
}

// findShared names the programs to be printed first, in the order of first
// occurrence, outer ones before inner ones. A program is called as the
// function that the equation names.
func (p *printer) findShared(outermost *Jaxpr) []*Jaxpr {
	const large = 10 // equations
	counts, names := map[*Jaxpr]int{}, map[*Jaxpr]string{}
	var order []*Jaxpr
	for queue := []*Jaxpr{outermost}; len(queue) > 0; {
		j := queue[0]
		queue = queue[1:]
		if counts[j] == 0 {
			order = append(order, j)
		}
		counts[j]++
		if counts[j] > 2 {
			continue // what it contains is known to occur more than once
		}
		for i := range j.Eqns {
			name, programs := subprograms(j.Eqns[i].Params)
			for _, s := range programs {
				if names[s] == "" {
					names[s] = name
				}
			}
			queue = append(queue, programs...)
		}
	}
	taken := map[string]int{}
	var shared []*Jaxpr
	for _, j := range order {
		if j == outermost || counts[j] == 1 && len(j.Eqns) <= large {
			continue
		}
		name := names[j]
		if name == "" {
			name = "jaxpr"
		}
		n := taken[name]
		taken[name]++
		if n > 0 {
			name += strconv.Itoa(n)
			taken[name]++
		}
		p.shared[j], p.reserved[name] = name, true
		shared = append(shared, j)
	}
	return shared
}

// subprograms returns the programs among the parameters of an equation, and
// the name of the function that they belong to, if it has one.
func subprograms(params Params) (name string, programs []*Jaxpr) {
	if params == nil {
		return "", nil
	}
	for _, f := range params.Fields() {
		switch v := f.Value.(type) {
		case *Jaxpr:
			programs = append(programs, v)
		case []*Jaxpr:
			programs = append(programs, v...)
		case string:
			if f.Name == "name" {
				name = strings.Trim(v, "<>")
			}
		}
	}
	return name, programs
}

// name returns the name of v: a, b, …, z, then base 26 with a = 0: ba, bb, …
func (p *printer) name(v *Var) string {
	if s, ok := p.names[v]; ok {
		return s
	}
	s := letters(p.count)
	for p.count++; p.reserved[s]; p.count++ {
		s = letters(p.count)
	}
	p.names[v] = s
	return s
}

func letters(n int) string {
	s := ""
	for {
		s = string(rune('a'+n%26)) + s
		if n /= 26; n == 0 {
			return s
		}
	}
}

// list breaks between items only where the line is full.
func list(separator string, items []string) doc {
	docs := make([]doc, len(items))
	for i, s := range items {
		docs[i] = s
	}
	return nest{2, group{join(concat{separator, group{brk(" ")}}, docs)}}
}

func (p *printer) binders(vars []*Var) doc {
	parts := make([]string, len(vars))
	for i, v := range vars {
		parts[i] = p.name(v) + ":" + v.aval.String()
	}
	return list("", parts)
}

func (p *printer) atoms(separator string, atoms []Atom) doc {
	parts := make([]string, len(atoms))
	for i, a := range atoms {
		if v, ok := a.(*Var); ok {
			parts[i] = p.name(v)
		} else {
			parts[i] = a.(*Literal).String()
		}
	}
	return list(separator, parts)
}

// jaxpr prints j, or its name if it has one.
func (p *printer) jaxpr(j *Jaxpr) doc {
	if name, ok := p.shared[j]; ok {
		return name
	}
	return p.skeleton(j)
}

func (p *printer) skeleton(j *Jaxpr) doc {
	head := concat{"{ lambda ", p.binders(j.Consts), "; ", p.binders(j.In), ". let"}
	if j == p.lined {
		head = concat{inputsTag, head, untagged}
	}
	eqns := make([]doc, len(j.Eqns))
	for i := range j.Eqns {
		eqns[i] = p.eqn(&j.Eqns[i])
		if j == p.lined {
			eqns[i] = concat{tag(i), eqns[i], untagged}
		}
	}
	end := ")"
	if len(j.Out) == 1 {
		end = ",)"
	}
	body := concat{head, nest{2, concat{brk(" "), join(brk("; "), eqns)}}, brk(" "), "in (", p.atoms(",", j.Out), end}
	all := concat{nest{2, body}, " }"}
	if j == p.lined {
		return all
	}
	return group{all}
}

func (p *printer) eqn(e *Eqn) doc {
	var fields []Field
	if e.Params != nil {
		fields = e.Params.Fields()
	}
	d := concat{p.binders(e.Out), " = " + e.Op.Name()}
	if len(e.Out) == 0 {
		d = concat{e.Op.Name()}
	}
	if n := e.aliases(); n != nil {
		p.shareNames(e, n)
	}
	if len(fields) > 0 {
		parts := make([]doc, len(fields))
		for i, f := range fields {
			parts[i] = concat{f.Name + "=", p.value(f.Value)}
		}
		d = append(d, group{concat{nest{2, concat{"[", brk(""), join(brk(" "), parts)}}, brk(""), "]"}})
	}
	return append(d, " ", p.atoms("", e.In))
}

// aliases returns the program whose variables are those of the equation under
// other names: what a named call calls.
func (e *Eqn) aliases() *Jaxpr {
	if name, programs := subprograms(e.Params); e.Op.Name() == "jit" && name != "" && len(programs) == 1 {
		return programs[0]
	}
	return nil
}

// shareNames gives the variables of a called program the names of the operands
// and results that they stand for.
func (p *printer) shareNames(e *Eqn, called *Jaxpr) {
	if _, ok := p.shared[called]; ok || len(called.In) != len(e.In) || len(called.Out) != len(e.Out) {
		return
	}
	taken := map[*Var]bool{}
	share := func(inner, outer Atom) {
		v, ok := inner.(*Var)
		o, ok2 := outer.(*Var)
		if !ok || !ok2 || taken[o] {
			return
		}
		if _, named := p.names[v]; !named {
			taken[o] = true
			p.names[v] = p.name(o)
		}
	}
	for i, v := range called.In {
		share(v, e.In[i])
	}
	clear(taken)
	for i, a := range called.Out {
		share(a, e.Out[i])
	}
}

func (p *printer) value(v any) doc {
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
	case *Jaxpr:
		return p.jaxpr(v)
	case []*Jaxpr:
		parts := make([]doc, len(v))
		for i, j := range v {
			parts[i] = p.jaxpr(j)
		}
		return group{concat{nest{2, concat{"(", brk(""), join(brk(" "), parts)}}, brk(""), ")"}}
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
