package interp

import (
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// A place is where a variable lives.
type place struct {
	kind  placeKind
	index int      // of a local or a cell
	cell  *py.Cell // of a global
	name  string
	free  bool // the cell comes from outside
}

type placeKind uint8

const (
	localPlace placeKind = iota
	cellPlace
	globalPlace
	classPlace // a name of a class body, in its namespace
)

// place finds the variable of a name.
func (fn *function) place(name string) place {
	s := fn.scope
	name = s.mangle(name)
	if s.kind == moduleScope || s.globals[name] {
		return fn.global(name)
	}
	if s.kind == classScope && name != "__class__" && (s.bound[name] && !s.nonlocals[name]) {
		return place{kind: classPlace, name: name}
	}
	if i, ok := s.slots[name]; ok && !s.captured[name] {
		return place{kind: localPlace, index: i, name: name}
	}
	if i, ok := s.cells[name]; ok {
		return place{kind: cellPlace, index: i, name: name, free: i >= len(s.cells)-len(s.free)}
	}
	return fn.global(name)
}

func (fn *function) global(name string) place {
	return place{kind: globalPlace, name: name, cell: fn.module.Cell(name)}
}

// load compiles the use of a name.
func (fn *function) load(e *ast.Name) code {
	at := e.Span
	p := fn.place(e.Ident)
	i, name := p.index, p.name
	switch p.kind {
	case localPlace:
		return func(f *py.Frame) py.Object {
			if v := f.Locals[i]; v != nil {
				return v
			}
			f.At = at
			panic(unboundLocal(name))
		}
	case cellPlace:
		inClass := fn.scope.kind == classScope
		return func(f *py.Frame) py.Object {
			if inClass {
				if v := f.Class.GetString(name); v != nil {
					return v
				}
			}
			if v := f.Cells[i].Value; v != nil {
				return v
			}
			f.At = at
			if p.free {
				panic(py.Errorf(py.NameError, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", name))
			}
			panic(unboundLocal(name))
		}
	case classPlace:
		global := fn.loadGlobal(fn.global(name), at)
		return func(f *py.Frame) py.Object {
			if v := f.Class.GetString(name); v != nil {
				return v
			}
			return global(f)
		}
	}
	return fn.loadGlobal(p, at)
}

func (fn *function) loadGlobal(p place, at ast.Span) code {
	cell := p.cell
	builtin := fn.builtins.Cell(p.name)
	inClass := fn.scope.kind == classScope
	return func(f *py.Frame) py.Object {
		if inClass && f.Class != nil {
			if v := f.Class.GetString(p.name); v != nil {
				return v
			}
		}
		if v := cell.Value; v != nil {
			return v
		}
		if v := builtin.Value; v != nil {
			return v
		}
		f.At = at
		panic(fn.nameError(f, p.name))
	}
}

func unboundLocal(name string) *py.Exception {
	return py.Errorf(py.UnboundLocalError, "cannot access local variable '%s' where it is not associated with a value", name)
}

// nameError is the error for an unknown name, with what is known.
func (fn *function) nameError(f *py.Frame, name string) *py.Exception {
	var known []string
	for i, v := range f.Locals {
		if v != nil {
			known = append(known, f.Code.Locals[i])
		}
	}
	known = append(known, fn.module.Names()...)
	known = append(known, fn.builtins.Names()...)
	return py.NewNameError(name, known, f.Thread.ModuleNames)
}

// assign compiles the assignment to a name.
func (fn *function) assign(name string) store {
	p := fn.place(name)
	i := p.index
	switch p.kind {
	case localPlace:
		return func(f *py.Frame, v py.Object) { f.Locals[i] = v }
	case cellPlace:
		return func(f *py.Frame, v py.Object) { f.Cells[i].Value = v }
	case classPlace:
		return func(f *py.Frame, v py.Object) { f.Class.SetString(p.name, v) }
	}
	cell := p.cell
	return func(_ *py.Frame, v py.Object) { cell.Value = v }
}

// unbind compiles the deletion of a name.
func (fn *function) unbind(name string, at ast.Span) func(f *py.Frame) {
	p := fn.place(name)
	i := p.index
	switch p.kind {
	case localPlace:
		return func(f *py.Frame) {
			if f.Locals[i] == nil {
				f.At = at
				panic(unboundLocal(p.name))
			}
			f.Locals[i] = nil
		}
	case cellPlace:
		return func(f *py.Frame) {
			if f.Cells[i].Value == nil {
				f.At = at
				panic(unboundLocal(p.name))
			}
			f.Cells[i].Value = nil
		}
	case classPlace:
		return func(f *py.Frame) {
			if !f.Class.DeleteString(p.name) {
				f.At = at
				panic(py.Errorf(py.NameError, "name '%s' is not defined", p.name))
			}
		}
	}
	return func(f *py.Frame) {
		if p.cell.Value == nil {
			f.At = at
			panic(fn.nameError(f, p.name))
		}
		p.cell.Value = nil
	}
}

// forget is unbind of a variable that may be unbound already.
func (fn *function) forget(name string) func(f *py.Frame) {
	p := fn.place(name)
	switch p.kind {
	case localPlace:
		return func(f *py.Frame) { f.Locals[p.index] = nil }
	case cellPlace:
		return func(f *py.Frame) { f.Cells[p.index].Value = nil }
	case classPlace:
		return func(f *py.Frame) { f.Class.DeleteString(p.name) }
	}
	return func(*py.Frame) { p.cell.Value = nil }
}
