package py

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Func declares a function written in Go: one row of a module's or a type's
// table.
//
//	{Sig: "grad(fun, argnums=0, has_aux=False)", Doc: "Differentiates fun.", Impl: grad}
//
// Sig is written as Python's signature, with "/" and "*" where parameters are
// positional-only and keyword-only, and *args and **kwargs. Defaults are Python
// literals; "name?" declares an optional parameter without a value. Impl gets one
// argument for each parameter, in order: *args as a [*Tuple], **kwargs as a
// [*Dict], a missing optional one as nil.
type Func struct {
	Sig  string
	Doc  string
	Impl func(t *Thread, args []Object) Object
}

// A Builtin is a function made from a [Func].
type Builtin struct {
	Name   string
	Module string
	Doc    string

	sig     string // parenthesised
	impl    func(t *Thread, args []Object) Object
	params  []parameter
	npos    int // positional parameters
	posOnly int
	nreq    int // positional parameters without default
	vararg  int // indices of *args and **kwargs, or -1
	kwarg   int
	owner   *Type // whose method it is
}

type parameter struct {
	name     string
	value    Object // default, or nil
	required bool
}

// NewBuiltin makes a function. It panics if the signature is malformed, a
// mistake of the Go program.
func NewBuiltin(f Func) *Builtin {
	open := strings.IndexByte(f.Sig, '(')
	if open < 0 || !strings.HasSuffix(f.Sig, ")") || f.Impl == nil {
		panic("BUG: function declared as " + f.Sig)
	}
	b := &Builtin{Name: f.Sig[:open], Doc: f.Doc, sig: f.Sig[open:], impl: f.Impl, vararg: -1, kwarg: -1}
	positional := true
	for _, text := range splitParameters(f.Sig[open+1 : len(f.Sig)-1]) {
		name, value, hasDefault := strings.Cut(text, "=")
		p := parameter{name: name, required: !hasDefault}
		if hasDefault {
			p.value = parseDefault(f.Sig, value)
		}
		switch {
		case text == "/":
			b.posOnly = len(b.params)
			continue
		case text == "*":
			positional = false
			continue
		case strings.HasPrefix(text, "**"):
			p = parameter{name: text[2:]}
			b.kwarg, positional = len(b.params), false
		case strings.HasPrefix(text, "*"):
			p = parameter{name: text[1:]}
			b.vararg, positional = len(b.params), false
		case strings.HasSuffix(name, "?"):
			p = parameter{name: strings.TrimSuffix(name, "?")}
		}
		b.params = append(b.params, p)
		if positional {
			b.npos++
			if p.required {
				b.nreq = b.npos
			}
		}
	}
	return b
}

// splitParameters splits at commas outside brackets and quotes.
func splitParameters(s string) []string {
	var parts []string
	depth, start := 0, 0
	quote := byte(0)
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case strings.IndexByte("([{", c) >= 0:
			depth++
		case strings.IndexByte(")]}", c) >= 0:
			depth--
		case c == ',' && depth == 0:
			parts = append(parts, strings.TrimSpace(s[start:i]))
			start = i + 1
		}
	}
	if rest := strings.TrimSpace(s[start:]); rest != "" {
		parts = append(parts, rest)
	}
	return parts
}

func parseDefault(sig, text string) Object {
	switch text {
	case "None":
		return None
	case "True":
		return Bool(true)
	case "False":
		return Bool(false)
	case "()":
		return emptyTuple
	case "...":
		return Ellipsis
	}
	if i, err := strconv.ParseInt(text, 0, 64); err == nil {
		return Int(i)
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		return Float(f)
	}
	if n := len(text); n >= 2 && (text[0] == '\'' || text[0] == '"') && text[n-1] == text[0] {
		return Str(strings.NewReplacer(`\n`, "\n", `\\`, `\`).Replace(text[1 : n-1]))
	}
	if strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")") {
		var elems []Object
		for _, part := range splitParameters(text[1 : len(text)-1]) {
			elems = append(elems, parseDefault(sig, part))
		}
		return NewTuple(elems...)
	}
	panic("BUG: default value " + text + " in " + sig)
}

// BuiltinType is the type of functions written in Go.
var BuiltinType = &Type{Name: "builtin_function_or_method", Final: true}

// Type returns [BuiltinType].
func (b *Builtin) Type() *Type { return BuiltinType }

// Signature returns the parameters as in "(x, /, base=10)". An optional one
// without a value is "x=...".
func (b *Builtin) Signature() string {
	if b.sig == "" {
		return b.describe()
	}
	return strings.ReplaceAll(b.sig, "?", "=...")
}

// Parameters returns the names of the parameters.
func (b *Builtin) Parameters() []string {
	var names []string
	for _, p := range b.params {
		names = append(names, p.name)
	}
	return names
}

// Call implements [Callable].
func (b *Builtin) Call(t *Thread, args []Object, keywords []Keyword) Object {
	if len(keywords) == 0 && len(args) == len(b.params) && b.npos == len(args) {
		if b.owner != nil {
			b.checkSelf(args)
		}
		return b.impl(t, args)
	}
	return b.impl(t, b.bindArguments(args, keywords))
}

func (b *Builtin) checkSelf(args []Object) {
	if !args[0].Type().IsSubclass(b.owner) {
		if _, ok := args[0].(*Type); ok {
			return // a class method
		}
		panic(Errorf(TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", b.Name, b.owner.Name, typeName(args[0])))
	}
}

func (b *Builtin) bindArguments(args []Object, keywords []Keyword) []Object {
	bound := make([]Object, len(b.params))
	n := copy(bound[:b.npos], args)
	if b.owner != nil && n > 0 {
		b.checkSelf(args)
	}
	if b.vararg >= 0 {
		bound[b.vararg] = NewTuple(slices.Clone(args[n:])...)
	} else if n < len(args) {
		panic(b.countError(len(args)))
	}
	var rest *Dict
	if b.kwarg >= 0 {
		rest = NewDict()
		bound[b.kwarg] = rest
	}
	for _, k := range keywords {
		i := b.index(k.Name)
		switch {
		case i >= 0 && bound[i] == nil:
			bound[i] = k.Value
		case i >= 0:
			panic(Errorf(TypeError, "%s() got multiple values for argument '%s'", b.Name, k.Name))
		case rest != nil:
			rest.setStr(k.Name, k.Value)
		case len(b.params) == 0 || b.posOnly == len(b.params):
			panic(Errorf(TypeError, "%s() takes no keyword arguments", b.displayName()))
		default:
			panic(Errorf(TypeError, "%s() got an unexpected keyword argument '%s'", b.Name, k.Name))
		}
	}
	for i, p := range b.params {
		if bound[i] != nil {
			continue
		}
		if p.required {
			panic(b.missingError(len(args), bound))
		}
		bound[i] = p.value
	}
	return bound
}

// index returns the parameter that a keyword names, or -1.
func (b *Builtin) index(name string) int {
	for i, p := range b.params {
		if p.name == name && i >= b.posOnly && i != b.vararg && i != b.kwarg {
			return i
		}
	}
	return -1
}

func (b *Builtin) displayName() string {
	if b.owner != nil {
		return b.owner.Name + "." + b.Name
	}
	return b.Name
}

// self is 1 for methods: the argument that Python does not count.
func (b *Builtin) self() int {
	if b.owner != nil {
		return 1
	}
	return 0
}

// countError is the error for too many positional arguments.
func (b *Builtin) countError(given int) *Exception {
	if b.posOnly > 0 {
		return b.wrongCount(given)
	}
	return Errorf(TypeError, "%s() takes %s but %s given", b.Name, positionalRange(b.nreq, b.npos), wasWere(given))
}

// wrongCount is the error of functions whose parameters have no names.
func (b *Builtin) wrongCount(given int) *Exception {
	s := b.self()
	low, high := b.nreq-s, b.npos-s
	given -= s
	switch {
	case high == 0:
		return Errorf(TypeError, "%s() takes no arguments (%d given)", b.displayName(), given)
	case low == high && low == 1 && b.vararg < 0:
		return Errorf(TypeError, "%s() takes exactly one argument (%d given)", b.displayName(), given)
	case low == high && b.vararg < 0:
		return Errorf(TypeError, "%s expected %s, got %d", b.Name, plural(low, "argument"), given)
	case given < low:
		return Errorf(TypeError, "%s expected at least %s, got %d", b.Name, plural(low, "argument"), given)
	}
	return Errorf(TypeError, "%s expected at most %s, got %d", b.Name, plural(high, "argument"), given)
}

func (b *Builtin) missingError(given int, bound []Object) *Exception {
	if b.posOnly > 0 && given < b.nreq {
		return b.wrongCount(given)
	}
	var positional, named []string
	for i, p := range b.params {
		if p.required && bound[i] == nil {
			if i < b.npos {
				positional = append(positional, p.name)
			} else {
				named = append(named, p.name)
			}
		}
	}
	if len(positional) > 0 {
		return missingArguments(b.Name, "positional", positional)
	}
	return missingArguments(b.Name, "keyword-only", named)
}

func missingArguments(function, kind string, names []string) *Exception {
	return Errorf(TypeError, "%s() missing %d required %s argument%s: %s", function, len(names), kind, pluralS(len(names)), quotedList(names))
}

// quotedList is 'a', 'b', and 'c'.
func quotedList(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = "'" + n + "'"
	}
	switch n := len(quoted); n {
	case 1:
		return quoted[0]
	case 2:
		return quoted[0] + " and " + quoted[1]
	default:
		return strings.Join(quoted[:n-1], ", ") + ", and " + quoted[n-1]
	}
}

func positionalRange(low, high int) string {
	if low == high {
		return plural(high, "positional argument")
	}
	return fmt.Sprintf("from %d to %d positional arguments", low, high)
}

func wasWere(n int) string {
	if n == 1 {
		return "1 was"
	}
	return fmt.Sprintf("%d were", n)
}

func plural(n int, noun string) string { return strconv.Itoa(n) + " " + noun + pluralS(n) }

func pluralS(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// NewMethod makes a method whose parameters, of which the first is self, are
// known only when a program runs. defaults belong to the last of the positional
// parameters; impl gets a value for each parameter.
func NewMethod(name string, positional []string, defaults []Object, keyOnly []Parameter, impl func(t *Thread, args []Object) Object) *Builtin {
	b := &Builtin{Name: name, impl: impl, vararg: -1, kwarg: -1, owner: ObjectType, npos: len(positional), nreq: len(positional) - len(defaults)}
	for i, p := range positional {
		if i < b.nreq {
			b.params = append(b.params, parameter{name: p, required: true})
		} else {
			b.params = append(b.params, parameter{name: p, value: defaults[i-b.nreq]})
		}
	}
	for _, p := range keyOnly {
		b.params = append(b.params, parameter{name: p.Name, value: p.Default, required: p.Default == nil})
	}
	return b
}

// A Parameter is a keyword-only parameter with its default, or nil.
type Parameter struct {
	Name    string
	Default Object
}
