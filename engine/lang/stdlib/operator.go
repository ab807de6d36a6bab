package stdlib

import (
	"strings"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

var operatorModule = &py.ModuleSpec{
	Name: "operator",
	Doc:  "The operators as functions.",
	Funcs: append(operatorFuncs(), []py.Func{
		{Sig: "abs(a, /)", Doc: "abs(a)", Impl: func(t *py.Thread, a []py.Object) py.Object { return t.Abs(a[0]) }},
		{Sig: "attrgetter(attr, /, *attrs)", Doc: "A function that returns attributes.", Impl: attrGetter},
		{Sig: "concat(a, b, /)", Doc: "a + b", Impl: func(t *py.Thread, a []py.Object) py.Object { return t.Binary(ast.Add, a[0], a[1]) }},
		{Sig: "contains(a, b, /)", Doc: "b in a", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.Bool(t.Contains(a[0], a[1])) }},
		{Sig: "delitem(a, b, /)", Doc: "del a[b]", Impl: func(t *py.Thread, a []py.Object) py.Object { t.DelItem(a[0], a[1]); return py.None }},
		{Sig: "getitem(a, b, /)", Doc: "a[b]", Impl: func(t *py.Thread, a []py.Object) py.Object { return t.GetItem(a[0], a[1]) }},
		{Sig: "index(a, /)", Doc: "The exact integer.", Impl: func(t *py.Thread, a []py.Object) py.Object { return t.Index(a[0]) }},
		{Sig: "is_(a, b, /)", Doc: "a is b", Impl: func(_ *py.Thread, a []py.Object) py.Object { return py.Bool(py.Is(a[0], a[1])) }},
		{Sig: "is_not(a, b, /)", Doc: "a is not b", Impl: func(_ *py.Thread, a []py.Object) py.Object { return py.Bool(!py.Is(a[0], a[1])) }},
		{Sig: "itemgetter(item, /, *items)", Doc: "A function that returns items.", Impl: itemGetter},
		{Sig: "methodcaller(name, /, *args, **kwargs)", Doc: "A function that calls a method.", Impl: methodCaller},
		{Sig: "not_(a, /)", Doc: "not a", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.Bool(!t.Truth(a[0])) }},
		{Sig: "setitem(a, b, c, /)", Doc: "a[b] = c", Impl: func(t *py.Thread, a []py.Object) py.Object { t.SetItem(a[0], a[1], a[2]); return py.None }},
		{Sig: "truth(a, /)", Doc: "bool(a)", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.Bool(t.Truth(a[0])) }},
	}...),
}

func operatorFuncs() []py.Func {
	var funcs []py.Func
	for op, name := range map[ast.Operator]string{
		ast.Add: "add", ast.Sub: "sub", ast.Mul: "mul", ast.MatMul: "matmul", ast.Div: "truediv", ast.FloorDiv: "floordiv", ast.Mod: "mod",
		ast.Pow: "pow", ast.LShift: "lshift", ast.RShift: "rshift", ast.BitAnd: "and_", ast.BitOr: "or_", ast.BitXor: "xor",
	} {
		doc := "a " + op.String() + " b"
		funcs = append(funcs, py.Func{Sig: name + "(a, b, /)", Doc: doc, Impl: func(t *py.Thread, a []py.Object) py.Object { return t.Binary(op, a[0], a[1]) }})
		funcs = append(funcs, py.Func{Sig: "i" + strings.TrimSuffix(name, "_") + "(a, b, /)", Doc: "a " + op.String() + "= b", Impl: func(t *py.Thread, a []py.Object) py.Object { return t.InPlace(op, a[0], a[1]) }})
	}
	for op, name := range map[ast.Operator]string{ast.Eq: "eq", ast.Ne: "ne", ast.Lt: "lt", ast.Le: "le", ast.Gt: "gt", ast.Ge: "ge"} {
		funcs = append(funcs, py.Func{Sig: name + "(a, b, /)", Doc: "a " + op.String() + " b", Impl: func(t *py.Thread, a []py.Object) py.Object { return t.Compare(op, a[0], a[1]) }})
	}
	for op, name := range map[ast.Operator]string{ast.Neg: "neg", ast.Pos: "pos", ast.Invert: "invert"} {
		funcs = append(funcs, py.Func{Sig: name + "(a, /)", Doc: op.String() + "a", Impl: func(t *py.Thread, a []py.Object) py.Object { return t.Unary(op, a[0]) }})
	}
	return funcs
}

// getter makes a function of one value that gets one thing, or a tuple of some.
func getter(name string, first py.Object, rest *py.Tuple, get func(t *py.Thread, o, what py.Object) py.Object) py.Object {
	return py.NewBuiltin(py.Func{Sig: name + "(obj, /)", Doc: "Gets parts of a value.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		v := get(t, a[0], first)
		if len(rest.Elems) == 0 {
			return v
		}
		values := []py.Object{v}
		for _, what := range rest.Elems {
			values = append(values, get(t, a[0], what))
		}
		return py.NewTuple(values...)
	}})
}

func attrGetter(_ *py.Thread, a []py.Object) py.Object {
	return getter("attrgetter", a[0], a[1].(*py.Tuple), func(t *py.Thread, o, what py.Object) py.Object {
		for name := range strings.SplitSeq(py.Text(what, "attribute name"), ".") {
			o = t.GetAttr(o, name)
		}
		return o
	})
}

func itemGetter(_ *py.Thread, a []py.Object) py.Object {
	return getter("itemgetter", a[0], a[1].(*py.Tuple), func(t *py.Thread, o, what py.Object) py.Object { return t.GetItem(o, what) })
}

func methodCaller(t *py.Thread, a []py.Object) py.Object {
	name := py.Text(a[0], "method name")
	args := a[1].(*py.Tuple).Elems
	keywords := t.UnpackKeywords(nil, py.None, a[2])
	return py.NewBuiltin(py.Func{Sig: "methodcaller(obj, /)", Doc: "Calls a method.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		return t.CallObject(t.GetAttr(a[0], name), args, keywords)
	}})
}
