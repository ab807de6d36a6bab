package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/kernel"
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/engine/lang/python"
)

type supportCommand struct{}

// Run prints what of Python and JAX there is, as Markdown. The tables of
// functions are asked, so that it cannot say anything else than what runs.
func (*supportCommand) Run(stdout io.Writer) error {
	_, err := io.WriteString(stdout, support())
	return err
}

// A feature is a part of Python's syntax with a program that uses it.
type feature struct{ name, sample string }

// grammar is what programs may be made of, in groups.
var grammar = []struct {
	name     string
	features []feature
}{
	{"Expressions", []feature{
		{"integers of any size, floats, complex numbers, strings, `None`, `True`, `...`", "x = 10**30, 1.5, 2j, 'a', None, True, ..."},
		{"f-strings with conversions, format specifications and `=`", "f'{x!r:>{8}} {x=}'"},
		{"arithmetic, bitwise and matrix operators", "x @ y + -x ** 2"},
		{"`and`, `or`, `not`", "x and not y or z"},
		{"chained comparisons, `in`, `is`", "0 <= x < 1 != y in z is not None"},
		{"conditional expressions", "x if y else z"},
		{"`:=`", "(n := 10)"},
		{"attributes, subscripts and slices", "x.at[1:, None, ::2]"},
		{"calls with `*` and `**`", "f(1, *args, key=2, **more)"},
		{"lists, tuples, sets and dicts with `*` and `**`", "[1, *x], (1, 2), {1, 2}, {'a': 1, **more}"},
		{"comprehensions and generator expressions", "[x for x in y if x], {x: 1 for x in y}, {x for x in y}, sum(x for x in y)"},
		{"`lambda`", "lambda x, *y, z=1: x"},
	}},
	{"Statements", []feature{
		{"assignments with unpacking, annotations and operators", "a, (b, *c) = d = e\nx: int = 1\nx += 1"},
		{"`if`, `for` and `while` with `else`", "if x:\n  pass\nelif y:\n  pass\nelse:\n  pass\nfor i in x:\n  break\nelse:\n  pass\nwhile x:\n  continue"},
		{"`match` with all kinds of patterns", "match x:\n  case 1 | 'a':\n    pass\n  case [a, *b]:\n    pass\n  case {'k': v, **rest}:\n    pass\n  case Point(x=0, y=y) as p if y:\n    pass\n  case A.B:\n    pass\n  case _:\n    pass"},
		{"`try`, `except`, `else`, `finally`, `raise … from`", "try:\n  pass\nexcept (A, B) as e:\n  raise E from e\nelse:\n  pass\nfinally:\n  pass"},
		{"`with`", "with a as b, c:\n  pass"},
		{"`assert`, `del`, `pass`", "assert x, 'message'\ndel x[0], y"},
		{"`import`, `from … import`", "import a.b as c\nfrom d import e, f as g"},
	}},
	{"Functions and classes", []feature{
		{"positional-only and keyword-only parameters, defaults, `*args`, `**kwargs`, annotations", "def f(a, /, b: int = 1, *args, c, **kwargs) -> float:\n  return a"},
		{"decorators, closures, `global`, `nonlocal`", "@decorator\ndef f():\n  global g\n  def h():\n    nonlocal x"},
		{"generators, `yield from`, `send`", "def f():\n  x = yield 1\n  yield from g()"},
		{"classes with inheritance, properties, special methods, metaclasses, `super()`", "class A(B, metaclass=M):\n  x = 1"},
	}},
}

// support returns the description.
func support() string {
	session := python.NewSession(python.Options{Stdout: io.Discard, Modules: kernel.Modules, Translate: jax.Translate})
	defer session.Close()
	var b strings.Builder
	b.WriteString("The language is Python 3.11's.\n\n| | |\n|---|---|\n")
	for _, group := range grammar {
		var names []string
		for _, f := range group.features {
			names = append(names, f.name)
		}
		fmt.Fprintf(&b, "| %s | %s |\n", group.name, strings.ReplaceAll(strings.Join(names, "; "), "|", `\|`))
	}
	b.WriteString("\nWhat is not there says so: a missing module lists those that exist, a missing function names the nearest.\n")
	builtins := session.Main.Get("__builtins__").(*py.Module)
	fold(&b, "Built-in functions and exceptions", "", names(session.Thread, builtins))
	for _, c := range []*py.Type{py.StrType, py.ListType, py.DictType, py.SetType} {
		fold(&b, "Methods of <code>"+c.Name+"</code>", "", members(session.Thread, c))
	}
	b.WriteString("\nModules of JAX and NumPy:\n")
	modules(&b, session, true)
	fold(&b, "Methods of <code>jax.Array</code>", "also of the tracers that stand for one", members(session.Thread, jax.ArrayType))
	fold(&b, "Methods of <code>numpy.ndarray</code>", "", members(session.Thread, numpy.ArrayType))
	b.WriteString("\nModules of the standard library:\n")
	modules(&b, session, false)
	return b.String()
}

// modules writes the modules of this project's packages, or the others.
func modules(b *strings.Builder, session *python.Session, ours bool) {
	for _, name := range session.Thread.ModuleNames {
		declared := slices.ContainsFunc(kernel.Modules, func(m *py.ModuleSpec) bool { return m.Name == name })
		if declared != ours || strings.HasPrefix(name, "_") {
			continue
		}
		var m *py.Module
		if e := session.Call(context.Background(), func(t *py.Thread) { m = t.Import(t, name) }); e != nil {
			panic("BUG: " + session.Format(e))
		}
		doc := ""
		if s, ok := session.Thread.GetAttr(m, "__doc__").(py.Str); ok {
			doc = strings.TrimSuffix(string(s), ".")
		}
		fold(b, "<code>"+name+"</code>", doc, names(session.Thread, m))
	}
}

// names returns the public names of a module, without other modules.
func names(t *py.Thread, m *py.Module) []string {
	return slices.DeleteFunc(m.Public(t), func(name string) bool {
		_, isModule := m.Get(name).(*py.Module)
		return isModule
	})
}

// members returns the public attributes of the values of a type.
func members(t *py.Thread, c *py.Type) []string {
	return slices.DeleteFunc(t.Dir(c), func(name string) bool { return strings.HasPrefix(name, "_") })
}

// fold writes a list of names that unfolds when it is clicked.
func fold(b *strings.Builder, title, about string, list []string) {
	if len(list) == 0 {
		return
	}
	if about != "" {
		about = ": " + about
	}
	fmt.Fprintf(b, "\n<details><summary>%s%s (%d)</summary>\n\n", title, about, len(list))
	width := 0
	for i, name := range slices.Sorted(slices.Values(list)) {
		switch {
		case i == 0:
		case width+len(name) > 120:
			b.WriteByte('\n')
			width = 0
		default:
			b.WriteByte(' ')
		}
		b.WriteString("`" + name + "`")
		width += len(name) + 3
	}
	b.WriteString("\n\n</details>\n")
}
