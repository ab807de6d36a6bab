package kernel

import (
	"slices"
	"strings"
)

// A scope is what a source gives names to, at its top level or within a
// function or a class. It is read from tokens, so that the source may have gaps.
type scope struct {
	parent *scope
	indent int // of the line that opens the scope
	class  bool
	names  map[string]*binding
	// self is the first parameter of a method, and attributes are those that
	// methods assign to it, kept by the class.
	self       string
	attributes map[string]*binding
}

// A binding is what a source says about a name.
type binding struct {
	kind string // of candidates; moduleKind for whatever is imported
	// module is where an imported name comes from, and member what it is there,
	// "" for the module itself.
	module, member string
	// signature and doc are those of a function or class, and keywords what can
	// be passed by name.
	signature, doc string
	keywords       []string
	body           *scope // of a class
	// value is the expression that a variable is assigned, and annotation what
	// is said to be its class.
	value, annotation []token
}

func newScope(parent *scope, indent int) *scope {
	return &scope{parent: parent, indent: indent, names: map[string]*binding{}, attributes: map[string]*binding{}}
}

// outer returns the next scope whose names are visible in this one: a class's
// are not visible in its methods.
func (s *scope) outer() *scope {
	for s = s.parent; s != nil && s.class; s = s.parent {
	}
	return s
}

// survey reads the names that a source binds and returns the scope of an offset.
func survey(source string, at int) *scope {
	r := reader{source: source, at: at, scope: newScope(nil, -1)}
	here := r.scope
	var line []token
	for _, t := range scan(source) {
		switch {
		case t.kind == comment:
		case t.kind != lineEnd:
			line = append(line, t)
		case len(line) > 0:
			r.line(line)
			if line[0].from <= at {
				here = r.scope
			}
			line = nil
		}
	}
	// On a line of its own the cursor's column decides.
	start := strings.LastIndexByte(source[:at], '\n') + 1
	if strings.TrimSpace(source[start:at]) == "" {
		for here.parent != nil && at-start <= here.indent {
			here = here.parent
		}
	}
	return here
}

// A reader collects bindings line by line.
type reader struct {
	source string
	at     int
	scope  *scope
	opened *binding // by the line before
}

func (r *reader) line(line []token) {
	start := strings.LastIndexByte(r.source[:line[0].from], '\n') + 1
	indent := line[0].from - start
	for r.scope.parent != nil && indent <= r.scope.indent {
		r.scope = r.scope.parent
	}
	if r.opened != nil && line[0].kind == text {
		r.opened.doc = docText(joined(line[:1]))
	}
	r.opened = nil
	for len(line) > 0 {
		end := slices.IndexFunc(line, func(t token) bool { return t.is(";") })
		if end < 0 {
			end = len(line)
		}
		r.statement(line[:end], indent)
		line = line[min(end+1, len(line)):]
	}
}

func (r *reader) statement(s []token, indent int) {
	if len(s) > 1 && s[0].is("async") {
		s = s[1:]
	}
	switch {
	case len(s) == 0:
	case s[0].is("import"):
		r.imports(s[1:])
	case s[0].is("from"):
		r.importsFrom(s[1:])
	case s[0].is("def", "class") && len(s) > 1 && s[1].kind == word:
		r.definition(s, indent)
	default:
		r.targets(s)
	}
}

// bind records a name, unless it is the one that is being typed.
func (r *reader) bind(t token, b *binding) {
	if t.kind == word && (r.at <= t.from || r.at > t.to) {
		r.scope.names[t.text] = b
	}
}

func (r *reader) imports(s []token) {
	for _, item := range split(s) {
		name, as := cut(item, "as")
		switch {
		case len(name) == 0:
		case len(as) == 1:
			r.bind(as[0], &binding{kind: moduleKind, module: joined(name)})
		default:
			r.bind(name[0], &binding{kind: moduleKind, module: name[0].text})
		}
	}
}

func (r *reader) importsFrom(s []token) {
	module, names := cut(s, "import")
	for _, item := range split(slices.DeleteFunc(slices.Clone(names), func(t token) bool { return t.is("(", ")") })) {
		name, as := cut(item, "as")
		if len(name) != 1 {
			continue
		}
		b := &binding{kind: moduleKind, module: joined(module), member: name[0].text}
		if len(as) == 1 {
			r.bind(as[0], b)
		} else {
			r.bind(name[0], b)
		}
	}
}

// definition reads the head of a function or a class, and opens its scope.
func (r *reader) definition(s []token, indent int) {
	b := &binding{kind: functionKind}
	r.bind(s[1], b)
	body := newScope(r.scope, indent)
	if s[0].is("class") {
		b.kind, b.body, body.class = classKind, body, true
	} else if len(s) > 2 && s[2].is("(") {
		end := closing(s[2:]) + 2
		to := s[min(end, len(s)-1)].to
		b.signature = strings.Join(strings.Fields(r.source[s[2].from:to]), " ")
		r.parameters(s[3:min(end, len(s))], b, body)
	}
	r.scope, r.opened = body, b
	r.targets(suite(s))
}

// parameters binds the parameters of a function in its scope.
func (r *reader) parameters(s []token, b *binding, body *scope) {
	for i, item := range split(s) {
		switch {
		case len(item) == 0:
		case item[0].is("/"):
			b.keywords = nil
		case item[0].is("*"):
			if last := item[len(item)-1]; last.kind == word {
				body.names[last.text] = &binding{kind: valueKind}
			}
		case item[0].kind == word:
			body.names[item[0].text] = &binding{kind: valueKind, annotation: annotation(item)}
			if i == 0 && r.scope.class {
				body.self = item[0].text
			} else {
				b.keywords = append(b.keywords, item[0].text)
			}
		}
	}
	if init := r.scope; init.class && b == init.names["__init__"] {
		for _, owner := range init.parent.names {
			if owner.body == init {
				owner.signature, owner.keywords = withoutFirst(b.signature), b.keywords
			}
		}
	}
}

// targets binds what a statement assigns to: x = …, for x in …, … as x,
// x := …, lambda x: …, x: int, self.x = ….
func (r *reader) targets(s []token) {
	if len(s) == 0 {
		return
	}
	value := &binding{kind: valueKind}
	depth, assigned := 0, -1
	for i, t := range s {
		next := token{kind: lineEnd}
		if i+1 < len(s) {
			next = s[i+1]
		}
		switch {
		case t.is("(", "[", "{"):
			depth++
		case t.is(")", "]", "}"):
			depth--
		case t.is("=") && depth == 0 && !next.is("=") && (i == 0 || !s[i-1].is("=", "!", "<", ">", ":")):
			assigned = i
		case t.is("as"), t.is(":") && next.is("=") && i > 0:
			if t.is(":") {
				next = s[i-1]
			}
			r.bind(next, value)
		case t.is("for", "lambda"):
			end, last := "in", 0
			if t.is("lambda") {
				end = ":"
			}
			for j := i + 1; j < len(s) && !s[j].is(end); j++ {
				if last = j; s[j].kind == word && (t.is("for") || s[j-1].is("lambda", ",", "*")) {
					r.bind(s[last], value)
				}
			}
		}
	}
	switch {
	case len(s) > 1 && s[0].kind == word && s[1].is(":") && !isKeyword(s[0]):
		assigned, value = 1, &binding{kind: valueKind, annotation: annotation(s)}
	case assigned > 0 && isTarget(s[:assigned]):
		value = &binding{kind: valueKind, value: s[assigned+1:]}
	}
	for i := range max(assigned, 0) {
		r.target(s[:assigned], i, value)
	}
}

// isTarget reports whether tokens are x or self.x.
func isTarget(s []token) bool {
	return len(s) == 1 || len(s) == 3 && s[1].is(".")
}

// annotation returns what follows the colon of a variable or parameter.
func annotation(s []token) []token {
	if len(s) < 2 || !s[1].is(":") {
		return nil
	}
	before, _ := cut(s[2:], "=")
	return before
}

// target binds the i-th token of a list of targets if it is a name, or an
// attribute of self.
func (r *reader) target(s []token, i int, b *binding) {
	if s[i].kind != word || i+1 < len(s) && s[i+1].is(".", "[", "(") {
		return
	}
	if i == 0 || !s[i-1].is(".") {
		r.bind(s[i], b)
		return
	}
	if class := r.scope.parent; class != nil && class.class && i == 2 && s[0].text == r.scope.self && r.at != s[i].to {
		class.attributes[s[i].text] = b
	}
}

// suite returns what follows the colon of a head on the same line.
func suite(s []token) []token {
	depth := 0
	for i, t := range s {
		switch {
		case t.is("(", "[", "{"):
			depth++
		case t.is(")", "]", "}"):
			depth--
		case t.is(":") && depth == 0:
			return s[i+1:]
		}
	}
	return nil
}

// split splits at the commas outside brackets.
func split(s []token) [][]token {
	var items [][]token
	depth, start := 0, 0
	for i, t := range s {
		switch {
		case t.is("(", "[", "{"):
			depth++
		case t.is(")", "]", "}"):
			depth--
		case t.is(",") && depth == 0:
			items = append(items, s[start:i])
			start = i + 1
		}
	}
	return append(items, s[start:])
}

// cut returns what stands before and after a word.
func cut(s []token, text string) (before, after []token) {
	i := slices.IndexFunc(s, func(t token) bool { return t.is(text) })
	if i < 0 {
		return s, nil
	}
	return s[:i], s[i+1:]
}

// closing returns the index of the bracket that closes the one s begins with,
// or the length of s.
func closing(s []token) int {
	depth := 0
	for i, t := range s {
		switch {
		case t.is("(", "[", "{"):
			depth++
		case t.is(")", "]", "}"):
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(s)
}

// docText returns the text within the quotes of a string as it is written.
func docText(literal string) string {
	return strings.TrimSpace(strings.Trim(strings.TrimLeft(literal, "rRuU"), `"'`))
}
