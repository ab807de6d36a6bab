package py

import (
	"slices"
	"strings"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/unwind"
)

// A Cell holds a variable that several functions share, or a global one. Value
// is nil while the variable is not bound.
type Cell struct{ Value Object }

// A Code is a compiled block: a function's body, a class's or a module's.
type Code struct {
	Name, Qualname string
	Source         *ast.Source
	At             ast.Span
	Module         *Module // whose global variables it uses
	Doc            Object
	// Params are the names of the parameters as [ast.Params.All] orders them;
	// they are the first local variables.
	Params                 []string
	PosOnly, NumPositional int
	NumKeyOnly             int
	Vararg, Kwarg          bool
	// Locals are the names of the local variables; Cells those of the cells,
	// of which the last NumFree come from outside.
	Locals, Cells []string
	NumFree       int
	// CellParams[i] is the parameter whose value cell i starts with, or -1.
	CellParams []int
	Generator  bool
	// Body runs the block and returns its value.
	Body func(f *Frame) Object
}

// simple reports whether arguments by position fill the parameters as they are.
func (c *Code) simple() bool { return !c.Vararg && !c.Kwarg && c.NumKeyOnly == 0 }

// A Frame is a block that runs.
type Frame struct {
	Thread *Thread
	Code   *Code
	Locals []Object // nil where a variable is not bound
	Cells  []*Cell
	// At is the place of the operation that runs.
	At ast.Span
	// Return is the value of the return statement that was executed.
	Return Object
	// Class is the namespace of the class whose body this is.
	Class *Dict

	generator *coroutine
	depth     int
	native    int
	free      []Object
}

// Variables returns the variables of the block: of a module's, the global ones.
func (f *Frame) Variables() *Dict {
	switch {
	case f.Code.Name == "<module>":
		return f.Code.Module.Dict()
	case f.Class != nil:
		return f.Class
	}
	d := NewDict()
	for i, v := range f.Locals {
		if v != nil {
			d.setStr(f.Code.Locals[i], v)
		}
	}
	for i, c := range f.Cells {
		if c.Value != nil {
			d.setStr(f.Code.Cells[i], c.Value)
		}
	}
	return d
}

// Caller returns the frame of the Python code that runs, or nil.
func (t *Thread) Caller() *Frame { return t.stack[t.depth] }

// A Function is made by def or lambda.
type Function struct {
	Name, Qualname string
	Module         string
	Code           *Code
	Defaults       []Object // of the last positional parameters
	KeyDefaults    []Object // of the keyword-only ones, nil where there is none
	Cells          []*Cell  // the variables from outside
	Annotations    *Dict
	Doc            Object

	attrs *Dict
}

// FunctionType is the type of functions written in Python.
var FunctionType = &Type{Name: "function", Final: true}

// Type returns [FunctionType].
func (*Function) Type() *Type { return FunctionType }

func (f *Function) attributes() **Dict { return &f.attrs }

// chunk is how many variables are allocated at once.
const chunk = 2048

// Room returns room for n variables, all nil, until the frame that uses it
// ends, and what t.free was before.
func (t *Thread) Room(n int) (room, before []Object) {
	before = t.free
	if n > len(before) {
		t.free = make([]Object, max(chunk, n))
	}
	room = t.free[:n:n]
	t.free = t.free[n:]
	return room, before
}

// Release gives room back.
func (t *Thread) Release(room, before []Object) {
	clear(room)
	t.free = before
}

// Call implements [Callable].
func (f *Function) Call(t *Thread, args []Object, keywords []Keyword) Object {
	locals, before := t.Room(len(f.Code.Locals))
	if len(keywords) == 0 && len(args) == f.Code.NumPositional && f.Code.simple() {
		copy(locals, args)
	} else {
		f.bindArguments(locals, args, keywords)
	}
	return f.Invoke(t, locals, before)
}

// Direct reports whether n arguments by position can be put into the first
// local variables for [Function.Invoke].
func (f *Function) Direct(n int) bool { return n == f.Code.NumPositional && f.Code.simple() }

// Invoke runs the function with its parameters in locals, which [Thread.Room]
// returned together with before.
func (f *Function) Invoke(t *Thread, locals, before []Object) Object {
	code := f.Code
	if code.Generator {
		g := t.newGenerator(f, slices.Clone(locals))
		t.Release(locals, before)
		return g
	}
	fr := t.enter(code)
	fr.Locals = locals
	fr.Cells = f.makeCells(locals)
	result := code.Body(fr)
	t.depth--
	t.Release(locals, before)
	return result
}

// makeCells returns the cells of a call. A parameter in a cell moves there.
func (f *Function) makeCells(locals []Object) []*Cell {
	code := f.Code
	own := len(code.Cells) - code.NumFree
	if own == 0 {
		return f.Cells
	}
	cells := make([]*Cell, len(code.Cells))
	values := make([]Cell, own)
	for i := range own {
		cells[i] = &values[i]
		if p := code.CellParams[i]; p >= 0 {
			values[i].Value = locals[p]
		}
	}
	copy(cells[own:], f.Cells)
	return cells
}

// enter pushes a frame.
func (t *Thread) enter(code *Code) *Frame {
	t.Tick()
	if t.depth >= RecursionLimit {
		panic(Errorf(RecursionError, "maximum recursion depth exceeded"))
	}
	unwind.IfDeep()
	t.depth++
	f := t.pool[t.depth]
	if f == nil {
		f = &Frame{Thread: t, depth: t.depth}
		t.pool[t.depth] = f
	}
	t.stack[t.depth] = f
	f.Code, f.At, f.Return, f.Class = code, code.At, nil, nil
	f.free, f.native = t.free, t.native
	return f
}

// Execute runs the body of a class and returns its cells.
func (t *Thread) Execute(code *Code, cells []*Cell, class *Dict) []*Cell {
	locals, before := t.Room(len(code.Locals))
	f := Function{Code: code, Cells: cells}
	fr := t.enter(code)
	fr.Locals, fr.Class = locals, class
	fr.Cells = f.makeCells(locals)
	own := fr.Cells
	code.Body(fr)
	t.depth--
	t.Release(locals, before)
	return own
}

func (f *Function) bindArguments(locals, args []Object, keywords []Keyword) {
	code := f.Code
	n := min(len(args), code.NumPositional)
	copy(locals, args[:n])
	next := code.NumPositional + code.NumKeyOnly
	if code.Vararg {
		locals[next] = NewTuple(slices.Clone(args[n:])...)
		next++
	}
	var rest *Dict
	if code.Kwarg {
		rest = NewDict()
		locals[next] = rest
	}
	if rest == nil && code.PosOnly > 0 {
		f.checkPositionalOnly(keywords)
	}
	for _, k := range keywords {
		f.bindKeyword(locals, rest, k)
	}
	if len(args) > n && !code.Vararg {
		panic(f.tooMany(len(args), locals))
	}
	var missing []string
	for i := n; i < code.NumPositional; i++ {
		if locals[i] != nil {
			continue
		}
		if d := i - (code.NumPositional - len(f.Defaults)); d >= 0 {
			locals[i] = f.Defaults[d]
		} else {
			missing = append(missing, code.Params[i])
		}
	}
	if missing != nil {
		panic(missingArguments(f.Qualname, "positional", missing))
	}
	for i := range code.NumKeyOnly {
		p := code.NumPositional + i
		if locals[p] != nil {
			continue
		}
		if d := f.KeyDefaults[i]; d != nil {
			locals[p] = d
		} else {
			missing = append(missing, code.Params[p])
		}
	}
	if missing != nil {
		panic(missingArguments(f.Qualname, "keyword-only", missing))
	}
}

func (f *Function) bindKeyword(locals []Object, rest *Dict, k Keyword) {
	code := f.Code
	named := code.Params[:code.NumPositional+code.NumKeyOnly]
	for i := code.PosOnly; i < len(named); i++ {
		if named[i] != k.Name {
			continue
		}
		if locals[i] != nil {
			panic(Errorf(TypeError, "%s() got multiple values for argument '%s'", f.Qualname, k.Name))
		}
		locals[i] = k.Value
		return
	}
	switch {
	case rest != nil:
		rest.setStr(k.Name, k.Value)
	default:
		panic(Errorf(TypeError, "%s() got an unexpected keyword argument '%s'", f.Qualname, k.Name))
	}
}

func (f *Function) checkPositionalOnly(keywords []Keyword) {
	var wrong []string
	for _, k := range keywords {
		if slices.Contains(f.Code.Params[:f.Code.PosOnly], k.Name) {
			wrong = append(wrong, k.Name)
		}
	}
	if wrong != nil {
		panic(Errorf(TypeError, "%s() got some positional-only arguments passed as keyword arguments: '%s'", f.Qualname, strings.Join(wrong, ", ")))
	}
}

func (f *Function) tooMany(given int, locals []Object) *Exception {
	code := f.Code
	takes := positionalRange(code.NumPositional-len(f.Defaults), code.NumPositional)
	keyOnly := 0
	for i := range code.NumKeyOnly {
		if locals[code.NumPositional+i] != nil {
			keyOnly++
		}
	}
	if keyOnly > 0 {
		return Errorf(TypeError, "%s() takes %s but %s (and %s) were given", f.Qualname, takes,
			plural(given, "positional argument"), plural(keyOnly, "keyword-only argument"))
	}
	return Errorf(TypeError, "%s() takes %s but %s given", f.Qualname, takes, wasWere(given))
}

// Signature returns the parameters as inspect.signature shows them, with
// default values by the function repr.
func (f *Function) Signature(repr func(Object) string) string {
	code := f.Code
	s := "("
	add := func(text string) {
		if s != "(" {
			s += ", "
		}
		s += text
	}
	for i, name := range code.Params[:code.NumPositional] {
		if d := i - (code.NumPositional - len(f.Defaults)); d >= 0 {
			name += "=" + repr(f.Defaults[d])
		}
		add(name)
		if i+1 == code.PosOnly {
			add("/")
		}
	}
	rest := code.Params[code.NumPositional+code.NumKeyOnly:]
	if code.Vararg {
		add("*" + rest[0])
		rest = rest[1:]
	} else if code.NumKeyOnly > 0 {
		add("*")
	}
	for i, name := range code.Params[code.NumPositional : code.NumPositional+code.NumKeyOnly] {
		if d := f.KeyDefaults[i]; d != nil {
			name += "=" + repr(d)
		}
		add(name)
	}
	if code.Kwarg {
		add("**" + rest[0])
	}
	return s + ")"
}
