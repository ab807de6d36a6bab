// Package stdlib provides Python's builtin functions and the modules of its
// standard library that programs need around numerics. Those that are easier
// said in Python are in the folder python.
package stdlib

import (
	"fmt"
	"io"
	"strings"

	"fluxion/engine/lang/py"
)

// Builtins declares the names that need no import.
var Builtins = &py.ModuleSpec{
	Name: "builtins",
	Doc:  "The names that need no import.",
	Funcs: append([]py.Func{
		{Sig: "abs(x, /)", Doc: "The absolute value.", Impl: func(t *py.Thread, a []py.Object) py.Object { return t.Abs(a[0]) }},
		{Sig: "ascii(obj, /)", Doc: "repr with other characters than ASCII escaped.", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.Str(t.ASCII(a[0])) }},
		{Sig: "bin(number, /)", Doc: "An integer in binary.", Impl: radix("#b")},
		{Sig: "callable(obj, /)", Doc: "Whether obj can be called.", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.Bool(t.IsCallable(a[0])) }},
		{Sig: "chr(i, /)", Doc: "The character of a code point.", Impl: chr},
		{Sig: "delattr(obj, name, /)", Doc: "Deletes an attribute.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			t.SetAttr(a[0], attributeName(a[1]), nil)
			return py.None
		}},
		{Sig: "dir(obj?, /)", Doc: "The names of the attributes.", Impl: dir},
		{Sig: "divmod(x, y, /)", Doc: "Quotient and remainder.", Impl: func(t *py.Thread, a []py.Object) py.Object { return t.DivMod(a[0], a[1]) }},
		{Sig: "format(value, format_spec='', /)", Doc: "The value as text, as the specification says.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return py.Str(t.Format(a[0], py.Text(a[1], "format() argument 2")))
		}},
		{Sig: "getattr(obj, name, default?, /)", Doc: "An attribute, or default.", Impl: getattr},
		{Sig: "hasattr(obj, name, /)", Doc: "Whether there is an attribute.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			_, ok := t.LookupAttr(a[0], attributeName(a[1]))
			return py.Bool(ok)
		}},
		{Sig: "exit(status=None, /)", Doc: "Ends the program.", Impl: exit},
		{Sig: "globals()", Doc: "The global variables, as a copy.", Impl: func(t *py.Thread, _ []py.Object) py.Object { return t.Caller().Code.Module.Dict() }},
		{Sig: "hash(obj, /)", Doc: "The number by which a dict finds obj.", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.Int(t.Hash(a[0])) }},
		{Sig: "hex(number, /)", Doc: "An integer in hexadecimal.", Impl: radix("#x")},
		{Sig: "id(obj, /)", Doc: "A number for the identity of obj.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return py.ID(a[0]) }},
		{Sig: "isinstance(obj, class_or_tuple, /)", Doc: "Whether obj is of a class.", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.Bool(t.IsInstance(a[0], a[1])) }},
		{Sig: "issubclass(cls, class_or_tuple, /)", Doc: "Whether a class derives from another.", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.Bool(t.IsSubclass(a[0], a[1])) }},
		{Sig: "help(obj, /)", Doc: "Prints the documentation.", Impl: help},
		{Sig: "len(obj, /)", Doc: "The number of elements.", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.Int(t.Len(a[0])) }},
		{Sig: "locals()", Doc: "The variables of the function, as a copy.", Impl: func(t *py.Thread, _ []py.Object) py.Object { return t.Caller().Variables() }},
		{Sig: "oct(number, /)", Doc: "An integer in octal.", Impl: radix("#o")},
		{Sig: "ord(c, /)", Doc: "The code point of a character.", Impl: ord},
		{Sig: "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", Doc: "There are no files here.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			panic(py.Errorf(py.PermissionError, "[Errno 13] Permission denied: %s: programs have no files here", t.Repr(a[0])))
		}},
		{Sig: "pow(base, exp, mod=None)", Doc: "base**exp, modulo mod.", Impl: func(t *py.Thread, a []py.Object) py.Object { return t.Pow(a[0], a[1], a[2]) }},
		{Sig: "print(*args, **kwargs)", Doc: "Writes values, separated by sep and followed by end.", Impl: printValues},
		{Sig: "quit(status=None, /)", Doc: "Ends the program.", Impl: exit},
		{Sig: "repr(obj, /)", Doc: "The value as text for a programmer.", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.Str(t.Repr(a[0])) }},
		{Sig: "round(number, ndigits=None)", Doc: "The number rounded to decimal places, half to even.", Impl: func(t *py.Thread, a []py.Object) py.Object { return t.Round(a[0], a[1]) }},
		{Sig: "setattr(obj, name, value, /)", Doc: "Assigns an attribute.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			t.SetAttr(a[0], attributeName(a[1]), a[2])
			return py.None
		}},
		{Sig: "vars(obj?, /)", Doc: "The attributes as a dict.", Impl: vars},
		{Sig: "input(prompt='', /)", Doc: "There is nothing to read from.", Impl: func(*py.Thread, []py.Object) py.Object {
			panic(py.Errorf(py.EOFError, "EOF when reading a line"))
		}},
	}, iterationFuncs...),
	Values: map[string]py.Object{"None": py.None, "True": py.Bool(true), "False": py.Bool(false), "NotImplemented": py.NotImplemented, "Ellipsis": py.Ellipsis, "__debug__": py.Bool(true)},
	Init: func(_ *py.Thread, m *py.Module) {
		for _, c := range []*py.Type{
			py.ObjectType, py.TypeType, py.IntType, py.FloatType, py.ComplexType, py.BoolType, py.StrType, py.ListType, py.TupleType,
			py.DictType, py.SetType, py.FrozenSetType, py.RangeType, py.SliceType, py.PropertyType, py.StaticMethodType, py.ClassMethodType, py.SuperType,
			zipType, mapType, filterType, enumerateType,
		} {
			m.Set(c.Name, c)
		}
		for _, c := range py.ExceptionTypes {
			m.Set(c.Name, c)
		}
		m.Set("IOError", py.OSError)
		m.Set("EnvironmentError", py.OSError)
	},
}

func exit(_ *py.Thread, a []py.Object) py.Object {
	if a[0] == py.None {
		panic(py.NewException(py.SystemExit))
	}
	panic(py.NewException(py.SystemExit, a[0]))
}

func help(t *py.Thread, a []py.Object) py.Object {
	title := t.Repr(a[0])
	switch f := a[0].(type) {
	case *py.Builtin:
		title = f.Name + f.Signature()
	case *py.Function:
		title = f.Name + f.Signature(t.Repr)
	}
	text := title + "\n"
	if doc, ok := t.LookupAttr(a[0], "__doc__"); ok && doc != py.None {
		for line := range strings.SplitSeq(t.Str(doc), "\n") {
			text += "    " + strings.TrimSpace(line) + "\n"
		}
	}
	t.Print(text)
	return py.None
}

func attributeName(o py.Object) string {
	s, ok := o.(py.Str)
	if !ok {
		panic(py.Errorf(py.TypeError, "attribute name must be string, not '%s'", o.Type().Name))
	}
	return string(s)
}

func radix(spec string) func(t *py.Thread, a []py.Object) py.Object {
	return func(t *py.Thread, a []py.Object) py.Object { return py.Str(t.Format(t.Index(a[0]), spec)) }
}

func chr(t *py.Thread, a []py.Object) py.Object {
	i := t.ToInt(a[0])
	if i < 0 || i > 0x10FFFF {
		panic(py.Errorf(py.ValueError, "chr() arg not in range(0x110000)"))
	}
	return py.Str(rune(i))
}

func ord(_ *py.Thread, a []py.Object) py.Object {
	s, ok := a[0].(py.Str)
	if !ok {
		panic(py.Errorf(py.TypeError, "ord() expected string of length 1, but %s found", a[0].Type().Name))
	}
	runes := []rune(string(s))
	if len(runes) != 1 {
		panic(py.Errorf(py.TypeError, "ord() expected a character, but string of length %d found", len(runes)))
	}
	return py.Int(runes[0])
}

func dir(t *py.Thread, a []py.Object) py.Object {
	var names []py.Object
	if a[0] == nil {
		names = t.Caller().Variables().Keys()
		t.Sort(names, py.None, false)
		return py.NewList(names...)
	}
	if f := t.Special(a[0], "__dir__"); f != nil {
		names = append(names, t.Elements(t.Call(f))...)
		t.Sort(names, py.None, false)
		return py.NewList(names...)
	}
	for _, n := range t.Dir(a[0]) {
		names = append(names, py.Str(n))
	}
	return py.NewList(names...)
}

func getattr(t *py.Thread, a []py.Object) py.Object {
	name := attributeName(a[1])
	if a[2] == nil {
		return t.GetAttr(a[0], name)
	}
	if v, ok := t.LookupAttr(a[0], name); ok {
		return v
	}
	return a[2]
}

func vars(t *py.Thread, a []py.Object) py.Object {
	if a[0] == nil {
		return t.Caller().Variables()
	}
	d, ok := t.LookupAttr(a[0], "__dict__")
	if !ok {
		panic(py.Errorf(py.TypeError, "vars() argument must have __dict__ attribute"))
	}
	return d
}

func printValues(t *py.Thread, a []py.Object) py.Object {
	sep, end := " ", "\n"
	var file py.Object = py.None
	option := func(name string, v py.Object, s *string) {
		switch v := v.(type) {
		case py.Str:
			*s = string(v)
		default:
			if v != py.None {
				panic(py.Errorf(py.TypeError, "%s must be None or a string, not %s", name, v.Type().Name))
			}
		}
	}
	kwargs := a[1].(*py.Dict)
	for _, k := range kwargs.Keys() {
		name := string(k.(py.Str))
		v := kwargs.GetString(name)
		switch name {
		case "sep":
			option(name, v, &sep)
		case "end":
			option(name, v, &end)
		case "file":
			file = v
		case "flush":
		default:
			panic(py.Errorf(py.TypeError, "'%s' is an invalid keyword argument for print()", name))
		}
	}
	line := ""
	for i, v := range a[0].(*py.Tuple).Elems {
		if i > 0 {
			line += sep
		}
		line += t.Str(v)
	}
	line += end
	if file == py.None {
		t.Print(line)
	} else {
		t.CallMethod(file, "write", py.Str(line))
	}
	return py.None
}

// A stream is sys.stdout or sys.stderr.
type stream struct {
	name string
	w    func(t *py.Thread) io.Writer
}

var streamType = &py.Type{Name: "TextIOWrapper", Module: "_io", Final: true}

func (*stream) Type() *py.Type { return streamType }

func init() {
	streamType.Define(
		py.Func{Sig: "write(self, text, /)", Doc: "Writes text.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			s := py.Text(a[1], "write() argument")
			if _, err := io.WriteString(a[0].(*stream).w(t), s); err != nil {
				panic(py.Errorf(py.OSError, "%v", err))
			}
			return py.Int(len([]rune(s)))
		}},
		py.Func{Sig: "flush(self, /)", Doc: "Does nothing: output is not held back.", Impl: func(*py.Thread, []py.Object) py.Object { return py.None }},
		py.Func{Sig: "isatty(self, /)", Doc: "False.", Impl: func(*py.Thread, []py.Object) py.Object { return py.Bool(false) }},
	)
}

func (s *stream) Repr(*py.Thread) string {
	return fmt.Sprintf("<_io.TextIOWrapper name='<%s>'>", s.name)
}
