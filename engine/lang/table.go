package lang

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fluxion/engine"
	"fluxion/engine/lang/syntax"
)

// A function is a row of the table of functions.
type function struct {
	// names are separated by spaces; the first is the usual one. "asin@jnp,math"
	// is known as asin and in these modules, "lax.lgamma" in its module only.
	names string
	// params is written as in Python: "x, decimals=0". "base?" may be missing,
	// "[list]" takes a list, "*values" takes any number of values, or a list.
	params string
	// tex is the typeset form as described at [syntax.Word].
	tex   string
	doc   string // one line
	apply func(args []argument) engine.Array
}

// An argument is the elements of a list, the only value, or nothing where an
// optional argument is missing.
type argument []engine.Array

func one(f func(x engine.Array) engine.Array) func([]argument) engine.Array {
	return func(a []argument) engine.Array { return f(a[0][0]) }
}

func two(f func(x, y engine.Array) engine.Array) func([]argument) engine.Array {
	return func(a []argument) engine.Array { return f(a[0][0], a[1][0]) }
}

func three(f func(x, y, z engine.Array) engine.Array) func([]argument) engine.Array {
	return func(a []argument) engine.Array { return f(a[0][0], a[1][0], a[2][0]) }
}

// fold combines any number of values from the left.
func fold(f func(x, y engine.Array) engine.Array) func([]argument) engine.Array {
	return func(a []argument) engine.Array {
		result := a[0][0]
		for _, v := range a[0][1:] {
			result = f(result, v)
		}
		return result
	}
}

// A param is a parameter of a function.
type param struct {
	name     string
	list     bool
	variadic bool
	optional bool
	value    float64 // the default, if fallback
	fallback bool
}

func (f *function) parameters() []param {
	var params []param
	for text := range strings.SplitSeq(f.params, ", ") {
		var p param
		name, value, fallback := strings.Cut(text, "=")
		if fallback {
			v, err := strconv.ParseFloat(value, 64)
			if err != nil && value != "True" {
				panic("BUG: default of " + f.names + ": " + value)
			}
			if value == "True" {
				v = 1
			}
			p.value, p.fallback = v, true
		}
		p.optional = strings.HasSuffix(name, "?")
		p.list = strings.HasPrefix(name, "[")
		p.variadic = strings.HasPrefix(name, "*")
		p.name = strings.Trim(name, "[]*?")
		params = append(params, p)
	}
	return params
}

// name returns the usual name of a function.
func (f *function) name() string {
	name, _, _ := strings.Cut(strings.Fields(f.names)[0], "@")
	return name
}

// signature returns the name with the parameters, as in "round(x, decimals=0)".
func (f *function) signature() string {
	return f.name() + "(" + strings.NewReplacer("?", "=None", "[", "", "]", "").Replace(f.params) + ")"
}

// aliases are the names under which programs import the modules.
var aliases = map[string][]string{
	"jnp":     {"jnp", "np", "jax.numpy", "numpy"},
	"lax":     {"lax", "jax.lax"},
	"nn":      {"nn", "jax.nn"},
	"special": {"special", "jax.scipy.special", "jsp.special", "scipy.special"},
	"math":    {"math"},
}

// expand returns all bare and dotted names that a list of names stands for.
func expand(names string) []string {
	var all []string
	for _, item := range strings.Fields(names) {
		bare, modules, ok := strings.Cut(item, "@")
		if module, member, dotted := strings.Cut(item, "."); dotted {
			bare, modules, ok = member, module, true
		} else {
			all = append(all, bare)
		}
		if !ok {
			continue
		}
		for module := range strings.SplitSeq(modules, ",") {
			for _, alias := range aliases[module] {
				all = append(all, alias+"."+bare)
			}
		}
	}
	return all
}

// A registry finds functions and constants by all their names.
type registry struct {
	functions  map[string]*function
	constants  map[string]float64
	vocabulary syntax.Vocabulary
}

var known = sync.OnceValue(func() *registry {
	r := &registry{map[string]*function{}, map[string]float64{}, syntax.Vocabulary{}}
	add := func(name string, word syntax.Word) {
		if _, taken := r.vocabulary[name]; taken {
			panic("BUG: name " + name + " is in the tables twice")
		}
		r.vocabulary[name] = word
	}
	for i := range functions {
		f := &functions[i]
		for _, name := range expand(f.names) {
			add(name, syntax.Word{Kind: syntax.Function, TeX: f.tex})
			r.functions[name] = f
		}
	}
	for _, c := range constants {
		for _, name := range expand(c.names) {
			add(name, syntax.Word{Kind: syntax.Constant, TeX: c.tex})
			r.constants[name] = c.value
		}
	}
	for _, names := range aliases {
		for _, module := range names {
			for i, char := range module + "." {
				if char == '.' {
					r.vocabulary[module[:i]] = syntax.Word{Kind: syntax.Module}
				}
			}
		}
	}
	return r
})

func vocabulary() syntax.Vocabulary { return known().vocabulary }

// functionOf and constantOf look up names that the parser has found to be known.
func functionOf(path string) *function { return known().functions[path] }

func constantOf(path string) float64 { return known().constants[path] }

// A Word describes a function of the language, for help and completion.
type Word struct {
	Name      string
	Signature string // as in "round(x, decimals=0)"
	Doc       string // one line
}

// Words returns the functions of the language, sorted by name.
func Words() []Word {
	words := make([]Word, len(functions))
	for i := range functions {
		f := &functions[i]
		words[i] = Word{f.name(), f.signature(), f.doc}
	}
	slices.SortFunc(words, func(a, b Word) int { return cmp.Compare(a.Name, b.Name) })
	return words
}

// bind matches the arguments of a call with the parameters of f.
func (c *compiler) bind(f *function, n *syntax.Call) [][]code {
	params := f.parameters()
	if params[0].variadic {
		return [][]code{c.values(f, n)}
	}
	given := make([]syntax.Expr, len(params))
	if len(n.Args) > len(params) {
		fail(n, "%s takes %s: %d given", f.signature(), count(len(params), "argument"), len(n.Args))
	}
	copy(given, n.Args)
	for _, k := range n.Keywords {
		i := slices.IndexFunc(params, func(p param) bool { return p.name == k.Name })
		if i < 0 {
			fail(k, "%s has no argument %q", f.signature(), k.Name)
		}
		if given[i] != nil {
			fail(k, "the argument %q is given twice", k.Name)
		}
		given[i] = k.Value
	}
	args := make([][]code, len(params))
	lists := 0
	for i, p := range params {
		switch {
		case given[i] != nil && p.list:
			elems, ok := elements(given[i])
			if !ok {
				fail(given[i], "%s: %s must be a list, as in [1, x]", f.signature(), p.name)
			}
			if lists++; lists > 1 && len(elems) != len(args[i-1]) {
				fail(given[i], "%s: %s has %s, but %s has %d", f.signature(),
					params[i-1].name, count(len(args[i-1]), "element"), p.name, len(elems))
			}
			args[i] = c.exprs(elems)
		case given[i] != nil:
			args[i] = []code{c.expr(given[i])}
		case p.fallback:
			args[i] = []code{literal(p.value)}
		case !p.optional:
			fail(n, "%s: the argument %s is missing", f.signature(), p.name)
		}
	}
	return args
}

// values returns the arguments of a function of any number of values.
func (c *compiler) values(f *function, n *syntax.Call) []code {
	if len(n.Keywords) > 0 {
		fail(n.Keywords[0], "%s has no argument %q", f.signature(), n.Keywords[0].Name)
	}
	exprs := n.Args
	if len(exprs) == 1 {
		if elems, ok := elements(exprs[0]); ok {
			exprs = elems
		}
	}
	if len(exprs) == 0 {
		fail(n, "%s: give it one value at least", f.signature())
	}
	return c.exprs(exprs)
}

func (c *compiler) exprs(list []syntax.Expr) []code {
	codes := make([]code, len(list))
	for i, e := range list {
		codes[i] = c.expr(e)
	}
	return codes
}

func elements(e syntax.Expr) (elems []syntax.Expr, ok bool) {
	switch n := e.(type) {
	case *syntax.List:
		return n.Elems, true
	case *syntax.Tuple:
		return n.Elems, true
	}
	return nil, false
}
