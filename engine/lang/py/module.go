package py

import (
	"slices"
	"strings"
)

// A ModuleSpec declares a module written in Go, in Python, or part by part in
// both: what "import Name" makes.
type ModuleSpec struct {
	Name string // dotted
	Doc  string
	// Funcs is the table of functions.
	Funcs []Func
	// Values are constants and classes.
	Values map[string]Object
	// Source, if not empty, is Python code that defines the rest of the module.
	Source string
	// Init, if set, completes the module when it is imported first: for values
	// that belong to one program.
	Init func(t *Thread, m *Module)
}

// New makes the module.
func (s *ModuleSpec) New(t *Thread) *Module {
	m := NewModule(s.Name)
	m.doc = s.Doc
	for _, f := range s.Funcs {
		b := NewBuiltin(f)
		b.Module = s.Name
		m.Set(b.Name, b)
	}
	for name, v := range s.Values {
		m.Set(name, v)
	}
	if s.Init != nil {
		s.Init(t, m)
	}
	return m
}

// A Module is a namespace. Its variables are cells, which compiled code refers
// to directly.
type Module struct {
	Name  string
	doc   string
	cells map[string]*Cell
	order []string
	// Getattr, if set, answers for names that are absent: to import a submodule
	// or to suggest a name.
	Getattr func(t *Thread, name string) Object
	// Setattr, if set, handles assignments to attributes, and reports whether
	// it did.
	Setattr func(t *Thread, name string, value Object) bool
}

// ModuleType is the type of modules.
var ModuleType = &Type{Name: "module", Final: true}

// Type returns [ModuleType].
func (*Module) Type() *Type { return ModuleType }

// NewModule returns an empty module.
func NewModule(name string) *Module { return &Module{Name: name, cells: map[string]*Cell{}} }

// Cell returns the cell of a variable, which is made if it does not exist.
func (m *Module) Cell(name string) *Cell {
	c := m.cells[name]
	if c == nil {
		c = &Cell{}
		m.cells[name] = c
		m.order = append(m.order, name)
	}
	return c
}

// Get returns a variable, or nil.
func (m *Module) Get(name string) Object {
	if c := m.cells[name]; c != nil {
		return c.Value
	}
	return nil
}

// Set assigns a variable.
func (m *Module) Set(name string, value Object) { m.Cell(name).Value = value }

// Names returns the names of the variables, in the order of definition.
func (m *Module) Names() []string {
	return slices.DeleteFunc(slices.Clone(m.order), func(n string) bool { return m.cells[n].Value == nil })
}

// Public returns the names that "from m import *" imports.
func (m *Module) Public(t *Thread) []string {
	if all := m.Get("__all__"); all != nil {
		var names []string
		for _, n := range t.Elements(all) {
			names = append(names, t.Str(n))
		}
		return names
	}
	return slices.DeleteFunc(m.Names(), func(n string) bool { return strings.HasPrefix(n, "_") })
}

// Dict returns the variables as a new dict.
func (m *Module) Dict() *Dict {
	d := NewDict()
	for _, n := range m.Names() {
		d.setStr(n, m.cells[n].Value)
	}
	return d
}

// ImportName is "from m import name".
func (t *Thread) ImportName(m *Module, name string) Object {
	var v Object
	e := t.Try(func() { v = m.get(t, name) })
	if v != nil {
		return v
	}
	if full := m.Name + "." + name; slices.Contains(t.ModuleNames, full) {
		return t.Import(t, full)
	}
	msg := "cannot import name '" + name + "' from '" + m.Name + "' (unknown location)"
	if best := Nearest(name, m.Names()); best != "" {
		msg += ". Did you mean: '" + best + "'?"
	}
	failure := Errorf(ImportError, "%s", msg)
	failure.attrs = NewDict()
	failure.attrs.setStr("name", Str(m.Name))
	if e != nil && !e.IsA(AttributeError) {
		failure.Cause = e
	}
	panic(failure)
}

func (m *Module) get(t *Thread, name string) Object {
	if v := m.Get(name); v != nil {
		return v
	}
	switch name {
	case "__name__":
		return Str(m.Name)
	case "__doc__":
		return docOf(m.doc)
	case "__dict__":
		return m.Dict()
	}
	if m.Getattr != nil {
		return m.Getattr(t, name)
	}
	return nil
}

func (m *Module) set(t *Thread, name string, value Object) {
	if m.Setattr != nil && m.Setattr(t, name, value) {
		return
	}
	if value == nil && m.Get(name) == nil {
		panic(t.attributeError(m, name))
	}
	m.Set(name, value)
}
