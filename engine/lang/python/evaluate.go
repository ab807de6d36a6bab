package python

import (
	"strings"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/interp"
	"fluxion/engine/lang/parser"
	"fluxion/engine/lang/py"
)

// evaluators are the builtin functions that run source text.
func (s *Session) evaluators() []py.Func {
	return []py.Func{
		{Sig: "eval(source, globals=None, locals=None, /)", Doc: "The value of an expression given as text.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			return s.evaluate(t, a, true)
		}},
		{Sig: "exec(source, globals=None, locals=None, /)", Doc: "Runs statements given as text.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			s.evaluate(t, a, false)
			return py.None
		}},
	}
}

// evaluate runs source text in the module of the caller, or in a module of its
// own with the variables given; what that assigns goes to the dict of these.
func (s *Session) evaluate(t *py.Thread, a []py.Object, expression bool) py.Object {
	text, ok := a[0].(py.Str)
	if !ok {
		name := "exec"
		if expression {
			name = "eval"
		}
		panic(py.Errorf(py.TypeError, "%s() arg 1 must be a string, bytes or code object", name))
	}
	caller := t.Caller()
	module := caller.Code.Module
	var results *py.Dict
	inside := caller.Code.Name != "<module>"
	if a[1] != py.None || a[2] != py.None || inside {
		module = py.NewModule(module.Name)
		define := func(o py.Object) {
			d, ok := o.(*py.Dict)
			if !ok {
				panic(py.Errorf(py.TypeError, "globals must be a dict, not %s", o.Type().Name))
			}
			for _, k := range d.Keys() {
				if name, ok := k.(py.Str); ok {
					module.Set(string(name), d.GetString(string(name)))
				}
			}
			results = d
		}
		switch {
		case a[1] != py.None:
			define(a[1])
		default:
			define(caller.Code.Module.Dict())
			define(caller.Variables())
		}
		if a[2] != py.None {
			define(a[2])
		}
	}
	if expression {
		text = py.Str(strings.TrimLeft(string(text), " \t"))
	}
	src := ast.NewSource("<string>", string(text))
	program, err := parser.Parse(src)
	if err != nil {
		panic(SyntaxError(src, err))
	}
	unit, err := interp.Program(program, module, s.builtins, expression)
	if err != nil {
		panic(SyntaxError(src, err))
	}
	if expression && !unit.Value {
		panic(py.Errorf(py.SyntaxError, "invalid syntax"))
	}
	value := (&py.Function{Code: unit.Code}).Call(t, nil, nil)
	if results != nil && !expression {
		for _, name := range module.Names() {
			results.SetString(name, module.Get(name))
		}
	}
	return value
}
