package kernel

import (
	"cmp"
	"slices"
	"strings"
)

// A Completion is what could stand at the cursor: each candidate would replace
// the text between From and To, in UTF-16 code units.
type Completion struct {
	From, To int
	Items    []Candidate
}

// A Candidate is a name to insert.
type Candidate struct {
	Label string
	// Kind is function, class, module, value or keyword.
	Kind string
	// Signature is a function's or a class's parameters, "(x, axis=None)", and
	// the class of another value; "" where it is not known.
	Signature string
	// Doc is the first line of the documentation, or "".
	Doc string
}

// The kinds of candidates.
const (
	functionKind = "function"
	classKind    = "class"
	moduleKind   = "module"
	valueKind    = "value"
	keywordKind  = "keyword"
)

// Complete returns what the name before the cursor, a position in UTF-16 code
// units, could become: the variables of the session and of the source, which
// need not be complete nor have run. Nothing of the program runs, no property
// and no __getattr__, so it may be called at any time, also by Options.Poll.
func (k *Kernel) Complete(source string, cursor int) Completion {
	at := byteOffset(source, cursor)
	to := utf16Length(source[:at])
	p := locate(source, at)
	if p.literal {
		return Completion{From: to, To: to}
	}
	v := k.view(source, at)
	var found []Candidate
	switch {
	case p.imports():
		found = v.importable(p.line)
	case p.after("."):
		if owner, ok := v.expression(p.line[:len(p.line)-1]); ok {
			found = v.candidates(owner)
		}
	case p.after("def", "class", "as", "for", "global", "nonlocal"): // a new name follows
	default:
		found = append(v.arguments(p.line), v.names()...)
	}
	return Completion{From: to - utf16Length(p.prefix), To: to, Items: matching(found, p.prefix)}
}

// matching returns the candidates that begin with a prefix; if none does, those
// that begin with it in other case. Names with underscores are shown to those
// who ask for them.
func matching(found []Candidate, prefix string) []Candidate {
	var exact, similar []Candidate
	for _, c := range found {
		switch {
		case strings.HasPrefix(c.Label, "_") && !strings.HasPrefix(prefix, "_"):
		case strings.HasPrefix(c.Label, prefix):
			exact = append(exact, c)
		case len(c.Label) >= len(prefix) && strings.EqualFold(c.Label[:len(prefix)], prefix):
			similar = append(similar, c)
		}
	}
	if exact == nil {
		return similar
	}
	return exact
}

// names returns the names that can begin an expression or a statement here.
func (v *view) names() []Candidate {
	known := map[string]bool{}
	var list []Candidate
	add := func(name string, t thing) {
		if !known[name] {
			known[name] = true
			list = append(list, v.candidate(name, t))
		}
	}
	for s := v.scope; s != nil; s = s.outer() {
		for name := range s.names {
			if t, ok := v.lookup(name); ok {
				add(name, t)
			}
		}
	}
	for _, m := range v.spaces() {
		for _, name := range m.Names() {
			add(name, thing{object: m.Get(name)})
		}
	}
	for _, word := range keywords {
		if !known[word] {
			list = append(list, Candidate{Label: word, Kind: keywordKind})
		}
	}
	return sorted(list)
}

// candidates returns the attributes of a thing.
func (v *view) candidates(owner thing) []Candidate {
	var list []Candidate
	for _, name := range v.attributes(owner) {
		if t, ok := v.attribute(owner, name); ok {
			list = append(list, v.candidate(name, t))
		}
	}
	return sorted(list)
}

// arguments returns the keyword arguments of the call around the end of a line.
func (v *view) arguments(line []token) []Candidate {
	f, ok := v.expression(callee(line))
	if !ok {
		return nil
	}
	var list []Candidate
	for _, name := range v.keywords(f) {
		list = append(list, Candidate{Label: name + "=", Kind: valueKind, Doc: "An argument of " + f.name + "."})
	}
	return list
}

// importable returns what can follow in an unfinished import statement.
func (v *view) importable(line []token) []Candidate {
	last := line[len(line)-1]
	if last.is("as") {
		return nil
	}
	if i := slices.IndexFunc(line, func(t token) bool { return t.text == "import" }); i > 0 {
		if !last.is("import", ",", "(") {
			return nil
		}
		m := v.kernel.module(joined(line[1:i]))
		if m == nil {
			return nil
		}
		return v.candidates(thing{object: m})
	}
	switch {
	case last.is("import", "from", ","):
		return v.modules("")
	case last.is("."):
		i := len(line) - 1
		for i > 0 && !line[i].is("import", "from", ",") {
			i--
		}
		return v.modules(joined(line[i+1:]))
	case line[0].is("from"):
		return []Candidate{{Label: "import", Kind: keywordKind}}
	}
	return []Candidate{{Label: "as", Kind: keywordKind}}
}

// modules returns the modules in a package, whose name ends with a dot, or
// those in none.
func (v *view) modules(in string) []Candidate {
	var list []Candidate
	for _, name := range v.kernel.session.Thread.ModuleNames {
		rest, ok := strings.CutPrefix(name, in)
		if ok && !strings.Contains(rest, ".") && !strings.HasPrefix(rest, "_") {
			list = append(list, v.candidate(rest, thing{object: v.kernel.module(name)}))
		}
	}
	return list
}

func sorted(list []Candidate) []Candidate {
	slices.SortFunc(list, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Label), strings.ToLower(b.Label)), cmp.Compare(a.Label, b.Label))
	})
	return list
}
