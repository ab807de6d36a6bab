package python

import (
	"context"
	"io"
	"slices"
	"strings"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/interp"
	"fluxion/engine/lang/parser"
	"fluxion/engine/lang/py"
	"fluxion/engine/lang/stdlib"
)

// Options say how programs run.
type Options struct {
	// Stdout is where programs print, Stderr where sys.stderr writes, which is
	// Stdout if nil.
	Stdout, Stderr io.Writer
	// Limits bound each run.
	Limits py.Limits
	// Modules can be imported besides the standard library.
	Modules []*py.ModuleSpec
	// Translate turns what a module's Go code panics with into an exception, or
	// returns nil.
	Translate func(recovered any) *py.Exception
	// Poll, if set, is called some hundred times a second while a program runs.
	Poll func(t *py.Thread)
	// Display shows a value in rich forms, by MIME type: a figure, say. Nil where
	// only text is shown.
	Display func(data map[string]string)
}

// A Session runs one program after another in the same variables, as a notebook
// does with its cells. It must not be used by two goroutines at a time.
type Session struct {
	// Thread runs the programs; its functions call what they have defined.
	Thread *py.Thread
	// Main holds the variables.
	Main *py.Module

	options  Options
	builtins *py.Module
	specs    map[string]*py.ModuleSpec
	modules  map[string]*py.Module
}

// NewSession returns a session without variables.
func NewSession(options Options) *Session {
	s := &Session{options: options, specs: map[string]*py.ModuleSpec{}, modules: map[string]*py.Module{}}
	t := py.NewThread(options.Stdout)
	if options.Stderr != nil {
		t.Stderr = options.Stderr
	}
	t.Translate, t.Poll, t.Import, t.Display = options.Translate, options.Poll, s.load, options.Display
	s.Thread = t
	s.builtins = stdlib.Builtins.New(t)
	for _, f := range s.evaluators() {
		b := py.NewBuiltin(f)
		b.Module = "builtins"
		s.builtins.Set(b.Name, b)
	}
	s.modules["builtins"] = s.builtins
	for _, spec := range slices.Concat(stdlib.Modules, options.Modules) {
		s.specs[spec.Name] = spec
		t.ModuleNames = append(t.ModuleNames, spec.Name)
	}
	slices.Sort(t.ModuleNames)
	s.Main = py.NewModule("__main__")
	s.Main.Set("__name__", py.Str("__main__"))
	s.Main.Set("__builtins__", s.builtins)
	s.modules["__main__"] = s.Main
	return s
}

// Run runs a program, which tracebacks call by a file name. value is that of its
// last statement if that is an expression, else nil. The exception is nil if
// the program ran to its end.
func (s *Session) Run(ctx context.Context, source, filename string) (value py.Object, e *py.Exception) {
	src := ast.NewSource(filename, source)
	program, err := parser.Parse(src)
	if err != nil {
		return nil, SyntaxError(src, err)
	}
	unit, err := interp.Program(program, s.Main, s.builtins, true)
	if err != nil {
		return nil, SyntaxError(src, err)
	}
	e = s.Thread.Run(ctx, s.options.Limits, func() {
		value = (&py.Function{Code: unit.Code}).Call(s.Thread, nil, nil)
	})
	if !unit.Value {
		value = nil
	}
	return value, e
}

// Call runs f, which may call functions of the session's programs, within the
// limits.
func (s *Session) Call(ctx context.Context, f func(t *py.Thread)) *py.Exception {
	return s.Thread.Run(ctx, s.options.Limits, func() { f(s.Thread) })
}

// Close ends the generators that are suspended.
func (s *Session) Close() {
	s.Thread.Run(context.Background(), py.Limits{Steps: 1 << 20}, s.Thread.Close)
}

// Format returns what Python prints when an exception ends a program.
func (s *Session) Format(e *py.Exception) string { return s.Thread.FormatException(e) }

// SyntaxError returns the exception for an error of the parser or compiler.
func SyntaxError(src *ast.Source, err error) *py.Exception {
	p := err.(*parser.Error)
	class := [...]*py.Type{py.SyntaxError, py.IndentationError, py.TabError}[p.Kind]
	e := py.Errorf(class, "%s", p.Msg)
	e.Syntax = &py.SyntaxInfo{Source: src, At: p.Span, Msg: p.Msg, Line: p.Line}
	return e
}

// load imports a module and those it lies in.
func (s *Session) load(t *py.Thread, name string) *py.Module {
	if m := s.modules[name]; m != nil {
		return m
	}
	parent, last := "", name
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		parent, last = name[:i], name[i+1:]
		s.load(t, parent)
		if m := s.modules[name]; m != nil {
			return m
		}
	}
	spec := s.specs[name]
	if spec == nil {
		panic(s.notFound(name, parent))
	}
	m := s.make(t, spec)
	if parent != "" {
		s.modules[parent].Set(last, m)
	}
	return m
}

// make makes a module, from Go or from Python source.
func (s *Session) make(t *py.Thread, spec *py.ModuleSpec) *py.Module {
	m := spec.New(t)
	s.modules[spec.Name] = m
	if spec.Source == "" {
		return m
	}
	m.Set("__name__", py.Str(spec.Name))
	src := ast.NewSource("<"+spec.Name+">", spec.Source)
	src.Internal = true
	program, err := parser.Parse(src)
	if err != nil {
		panic("BUG: " + spec.Name + ": " + err.Error())
	}
	unit, err := interp.Program(program, m, s.builtins, false)
	if err != nil {
		panic("BUG: " + spec.Name + ": " + err.Error())
	}
	(&py.Function{Code: unit.Code}).Call(t, nil, nil)
	return m
}

func (s *Session) notFound(name, parent string) *py.Exception {
	e := py.Errorf(py.ModuleNotFoundError, "No module named '%s'", name)
	if parent != "" {
		if s.modules[parent] == nil || s.specs[parent] == nil {
			return e
		}
	}
	var top []string
	for _, n := range s.Thread.ModuleNames {
		if !strings.HasPrefix(n, "_") && (parent == "" && !strings.Contains(n, ".") || parent != "" && strings.HasPrefix(n, parent+".")) {
			top = append(top, n)
		}
	}
	if len(top) > 0 {
		e = py.Errorf(py.ModuleNotFoundError, "No module named '%s'; there are: %s", name, strings.Join(top, ", "))
	}
	return e
}
