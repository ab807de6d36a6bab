package interp

import (
	"slices"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// A maker creates a function object when its definition is executed.
type maker func(f *py.Frame) *py.Function

// inner returns the compiler of a scope within this one, and the qualified name
// of what it defines.
func (fn *function) inner(node ast.Node, name string) (*function, string) {
	qualname := fn.qualname + name
	if fn.scope.globals[name] {
		qualname = name
	}
	in := &function{compiler: fn.compiler, scope: fn.scopes[node], qualname: qualname + ".<locals>."}
	return in, qualname
}

// captures returns the function that collects the cells of an inner scope.
func (fn *function) captures(in *scope) func(f *py.Frame) []*py.Cell {
	if len(in.free) == 0 {
		return func(*py.Frame) []*py.Cell { return nil }
	}
	indices := make([]int, len(in.free))
	for i, name := range in.free {
		indices[i] = fn.scope.cells[name]
	}
	return func(f *py.Frame) []*py.Cell {
		cells := make([]*py.Cell, len(indices))
		for i, index := range indices {
			cells[i] = f.Cells[index]
		}
		return cells
	}
}

// define compiles a function: its body and what its definition evaluates.
func (fn *function) define(node ast.Node, name string, at ast.Span, params *ast.Params, body func(in *function) action, doc py.Object) maker {
	in, qualname := fn.inner(node, name)
	compiled := in.code(name, qualname, at, body(in))
	compiled.Doc = doc
	compiled.PosOnly, compiled.NumPositional = params.PosOnly, len(params.Positional)
	compiled.NumKeyOnly = len(params.KeyOnly)
	compiled.Vararg, compiled.Kwarg = params.Vararg != nil, params.Kwarg != nil

	var defaults []code
	for _, p := range params.Positional {
		if p.Default != nil {
			defaults = append(defaults, fn.expr(p.Default))
		}
	}
	keyDefaults := make([]code, len(params.KeyOnly))
	for i, p := range params.KeyOnly {
		if p.Default != nil {
			keyDefaults[i] = fn.expr(p.Default)
		}
	}
	cells, module := fn.captures(in.scope), fn.module
	return func(f *py.Frame) *py.Function {
		g := &py.Function{Name: name, Qualname: qualname, Module: moduleName(module), Code: compiled, Cells: cells(f), Doc: compiled.Doc}
		if defaults != nil {
			g.Defaults = make([]py.Object, len(defaults))
			for i, d := range defaults {
				g.Defaults[i] = d(f)
			}
		}
		if len(keyDefaults) > 0 {
			g.KeyDefaults = make([]py.Object, len(keyDefaults))
			for i, d := range keyDefaults {
				if d != nil {
					g.KeyDefaults[i] = d(f)
				}
			}
		}
		return g
	}
}

// moduleName returns the __name__ of a module.
func moduleName(m *py.Module) string {
	if s, ok := m.Get("__name__").(py.Str); ok {
		return string(s)
	}
	return m.Name
}

func (fn *function) lambda(e *ast.Lambda) code {
	create := fn.define(e, "<lambda>", e.Span, e.Params, func(in *function) action {
		value := in.expr(e.Body)
		return func(f *py.Frame) signal {
			f.Return = value(f)
			return leave
		}
	}, py.None)
	return func(f *py.Frame) py.Object { return create(f) }
}

func (fn *function) functionDef(s *ast.FunctionDef) action {
	create := fn.define(s, s.Name, s.Span, s.Params, func(in *function) action { return in.block(s.Body) }, docstring(s.Body))
	annotations := fn.annotationsOf(s)
	assign := fn.assign(s.Name)
	decorate := fn.decorate(s.Decorators)
	return func(f *py.Frame) signal {
		assign(f, decorate(f, func() py.Object {
			g := create(f)
			g.Annotations = annotations(f)
			return g
		}))
		return next
	}
}

// annotationsOf compiles the annotations of parameters and result.
func (fn *function) annotationsOf(s *ast.FunctionDef) func(f *py.Frame) *py.Dict {
	var names []string
	var values []code
	add := func(name string, e ast.Expr) {
		if e != nil {
			names = append(names, name)
			values = append(values, fn.annotation(e))
		}
	}
	list := slices.Clone(s.Params.Positional)
	if s.Params.Vararg != nil {
		list = append(list, s.Params.Vararg)
	}
	list = append(list, s.Params.KeyOnly...)
	if s.Params.Kwarg != nil {
		list = append(list, s.Params.Kwarg)
	}
	for _, p := range list {
		add(p.Name, p.Annotation)
	}
	add("return", s.Returns)
	return func(f *py.Frame) *py.Dict {
		if names == nil {
			return nil
		}
		d := py.NewDict()
		for i, v := range values {
			d.SetString(names[i], v(f))
		}
		return d
	}
}

// decorate compiles decorators: they are evaluated first, and applied last to
// first.
func (fn *function) decorate(list []ast.Expr) func(f *py.Frame, create func() py.Object) py.Object {
	decorators := fn.exprs(list)
	return func(f *py.Frame, create func() py.Object) py.Object {
		if len(decorators) == 0 {
			return create()
		}
		values := make([]py.Object, len(decorators))
		for i, d := range decorators {
			values[i] = d(f)
		}
		v := create()
		for i := len(values) - 1; i >= 0; i-- {
			f.At = list[i].Range()
			v = f.Thread.Call(values[i], v)
		}
		return v
	}
}

func (fn *function) classDef(s *ast.ClassDef) action {
	in, qualname := fn.inner(s, s.Name)
	in.qualname = qualname + "."
	body := in.code(s.Name, qualname, s.Span, in.block(s.Body))
	doc := docstring(s.Body)
	cells := fn.captures(in.scope)
	arguments := fn.classArguments(s)
	classCell, hasClassCell := -1, false
	if i, ok := in.scope.cells["__class__"]; ok && in.scope.captured["__class__"] {
		classCell, hasClassCell = i, true
	}
	assign, decorate := fn.assign(s.Name), fn.decorate(s.Decorators)
	head := s.Span
	if line, _ := fn.source.Position(head.From); line > 0 {
		head.To = head.From + int32(len(fn.source.Line(line)))
	}
	return func(f *py.Frame) signal {
		assign(f, decorate(f, func() py.Object {
			bases, keywords := arguments(f)
			f.At = head
			t := f.Thread
			ns := py.NewDict()
			ns.SetString("__module__", py.Str(moduleName(fn.module)))
			ns.SetString("__qualname__", py.Str(qualname))
			if doc != py.None {
				ns.SetString("__doc__", doc)
			}
			own := t.Execute(body, cells(f), ns)
			f.At = head
			class := t.BuildClass(s.Name, bases, ns, keywords)
			if hasClassCell {
				own[classCell].Value = class
			}
			return class
		}))
		return next
	}
}

// classArguments compiles the bases and keywords of a class.
func (fn *function) classArguments(s *ast.ClassDef) func(f *py.Frame) ([]py.Object, []py.Keyword) {
	bases := fn.elements(s.Bases)
	values := make([]code, len(s.Keywords))
	for i, k := range s.Keywords {
		values[i] = fn.expr(k.Value)
	}
	return func(f *py.Frame) ([]py.Object, []py.Keyword) {
		list := bases(f)
		var keywords []py.Keyword
		for i, k := range s.Keywords {
			v := values[i](f)
			if k.Name == "" {
				keywords = f.Thread.UnpackKeywords(keywords, py.TypeType, v)
			} else {
				keywords = append(keywords, py.Keyword{Name: k.Name, Value: v})
			}
		}
		return list, keywords
	}
}

// comprehension compiles a comprehension as the function that it is, called at
// once with the first iterable.
func (fn *function) comprehension(e *ast.Comprehension) code {
	in, qualname := fn.inner(e, comprehensionNames[e.Kind])
	var body action
	switch e.Kind {
	case ast.GeneratorKind:
		value, at := in.expr(e.Elem), e.Elem.Range()
		body = in.clauses(e, 0, func(f *py.Frame) {
			v := value(f)
			f.At = at
			f.Yield(v)
		})
	default:
		body = in.collect(e)
	}
	compiled := in.code(comprehensionNames[e.Kind], qualname, e.Span, body)
	compiled.NumPositional = 1
	iterable, cells, at := fn.expr(e.Clauses[0].Iter), fn.captures(in.scope), e.Span
	return func(f *py.Frame) py.Object {
		over := iterable(f)
		t := f.Thread
		if _, isRange := over.(*py.Range); !isRange || compiled.Generator {
			f.At = at
			over = py.IteratorObject(t.Iter(over))
		}
		g := py.Function{Code: compiled, Cells: cells(f), Qualname: qualname}
		locals, before := t.Room(len(compiled.Locals))
		locals[0] = over
		f.At = at
		return g.Invoke(t, locals, before)
	}
}

// collect compiles the body of a list, set or dict comprehension.
func (fn *function) collect(e *ast.Comprehension) action {
	// The container is kept in the frame's Return, which nothing else uses
	// while the body runs.
	elem := fn.expr(e.Elem)
	at := e.Elem.Range()
	var create func() py.Object
	var add func(f *py.Frame)
	switch e.Kind {
	case ast.ListKind:
		create = func() py.Object { return py.NewList() }
		add = func(f *py.Frame) {
			v := elem(f)
			l := f.Return.(*py.List)
			l.Elems = append(l.Elems, v)
		}
	case ast.SetKind:
		create = func() py.Object { return py.NewSet() }
		add = func(f *py.Frame) {
			v := elem(f)
			f.At = at
			f.Return.(*py.Set).Add(f.Thread, v)
		}
	default:
		value := fn.expr(e.Value)
		create = func() py.Object { return py.NewDict() }
		add = func(f *py.Frame) {
			k := elem(f)
			v := value(f)
			f.At = at
			f.Return.(*py.Dict).Set(f.Thread, k, v)
		}
	}
	loops := fn.clauses(e, 0, add)
	return func(f *py.Frame) signal {
		f.Return = create()
		loops(f)
		return leave
	}
}

// clauses compiles the loops of a comprehension from clause i on.
func (fn *function) clauses(e *ast.Comprehension, i int, innermost func(f *py.Frame)) action {
	c := e.Clauses[i]
	iter := func(f *py.Frame) py.Object { return f.Locals[0] }
	if i > 0 {
		iter = fn.expr(c.Iter)
	} else if index, ok := fn.scope.cells[".0"]; ok {
		iter = func(f *py.Frame) py.Object { return f.Cells[index].Value }
	}
	target := fn.target(c.Target)
	conditions := make([]func(f *py.Frame) bool, len(c.Conditions))
	for j, cond := range c.Conditions {
		conditions[j] = fn.condition(cond, e.Span)
	}
	body := innermost
	if i+1 < len(e.Clauses) {
		rest := fn.clauses(e, i+1, innermost)
		body = func(f *py.Frame) { rest(f) }
	}
	each := func(f *py.Frame, v py.Object) {
		f.Thread.Tick()
		target(f, v)
		for _, cond := range conditions {
			if !cond(f) {
				return
			}
		}
		body(f)
	}
	at := e.Span
	return func(f *py.Frame) signal {
		over := iter(f)
		if r, ok := over.(*py.Range); ok {
			v := r.Start
			for n := r.Count(); n > 0; n-- {
				each(f, py.Int(v))
				v += r.Step
			}
			return next
		}
		f.At = at
		for it := f.Thread.Iter(over); ; {
			f.At = at
			v, ok := it.Next(f.Thread)
			if !ok {
				return next
			}
			each(f, v)
		}
	}
}
