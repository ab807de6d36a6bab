package interp

import (
	"slices"
	"strings"

	"fluxion/engine/lang/ast"
)

type scopeKind uint8

const (
	moduleScope scopeKind = iota
	functionScope
	classScope
)

// A scope is a block with its own variables: a module, a function (also a lambda
// or a comprehension) or a class.
type scope struct {
	kind   scopeKind
	parent *scope
	name   string
	class  string // the innermost class around, which private names belong to

	params      []string
	bound       map[string]bool // assigned here, or a parameter
	order       []string        // bound, in order of appearance
	used        map[string]bool
	globals     map[string]bool // declared global
	nonlocals   map[string]bool // declared nonlocal
	free        []string        // from functions around
	generator   bool
	comprehends bool // a comprehension

	slots    map[string]int // local variables
	cells    map[string]int // variables shared with inner functions, and free ones
	captured map[string]bool
}

func newScope(kind scopeKind, parent *scope, name string) *scope {
	s := &scope{
		kind: kind, parent: parent, name: name,
		bound: map[string]bool{}, used: map[string]bool{}, globals: map[string]bool{}, nonlocals: map[string]bool{},
		captured: map[string]bool{},
	}
	if parent != nil {
		s.class = parent.class
	}
	return s
}

func (s *scope) bind(name string) {
	if !s.bound[name] {
		s.bound[name] = true
		s.order = append(s.order, name)
	}
}

// mangle returns the name that a private name of a class stands for.
func (s *scope) mangle(name string) string {
	class := strings.TrimLeft(s.class, "_")
	if class == "" || !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	return "_" + class + name
}

// binder returns the scope that an assignment in a comprehension with := binds
// in: the first that is no comprehension.
func (s *scope) binder() *scope {
	for s.comprehends {
		s = s.parent
	}
	return s
}

// A resolver finds the scopes of a program and what names in them mean.
type resolver struct {
	scope  *scope
	scopes map[ast.Node]*scope
	checks []func() // of nonlocal declarations, when all bindings are known
}

// resolve returns the scopes of a program by their nodes; that of the program
// itself is that of nil.
func resolve(program *ast.Program) map[ast.Node]*scope {
	r := &resolver{scopes: map[ast.Node]*scope{}}
	r.scope = newScope(moduleScope, nil, "<module>")
	r.scopes[nil] = r.scope
	r.stmts(program.Body)
	for _, check := range r.checks {
		check()
	}
	for _, s := range r.scopes {
		s.findFree()
	}
	for _, s := range r.scopes {
		s.number()
	}
	return r.scopes
}

// findFree decides which of the names that s uses come from functions around.
func (s *scope) findFree() {
	for name := range s.used {
		if s.kind == moduleScope || s.globals[name] || s.bound[name] && !s.nonlocals[name] && s.kind == functionScope {
			continue
		}
		if s.kind == classScope && s.bound[name] && !s.nonlocals[name] {
			continue
		}
		s.capture(name)
	}
}

// capture makes a name free in s, and in the scopes between s and its owner. It
// reports whether there is an owner.
func (s *scope) capture(name string) bool {
	owner := s.parent
	for owner != nil && !owner.owns(name) {
		if owner.kind != moduleScope && owner.globals[name] {
			return false
		}
		owner = owner.parent
	}
	if owner == nil || owner.kind == moduleScope {
		return false
	}
	owner.captured[name] = true
	for m := s; m != owner; m = m.parent {
		if !slices.Contains(m.free, name) {
			m.free = append(m.free, name)
		}
	}
	return true
}

// owns reports whether inner functions see the variable of a name.
func (s *scope) owns(name string) bool {
	if name == "__class__" {
		return s.kind == classScope
	}
	return s.kind == functionScope && s.bound[name] && !s.nonlocals[name] && !s.globals[name]
}

// number assigns slots and cells.
func (s *scope) number() {
	s.slots, s.cells = map[string]int{}, map[string]int{}
	if s.kind == functionScope {
		for _, p := range s.params {
			s.slots[p] = len(s.slots)
		}
		for _, name := range s.order {
			if _, isParam := s.slots[name]; !isParam && !s.captured[name] && !s.nonlocals[name] && !s.globals[name] {
				s.slots[name] = len(s.slots)
			}
		}
	}
	own := make([]string, 0, len(s.captured))
	for name := range s.captured {
		own = append(own, name)
	}
	slices.Sort(own)
	slices.Sort(s.free)
	for _, name := range append(own, s.free...) {
		s.cells[name] = len(s.cells)
	}
}

// localNames returns the names by slot.
func (s *scope) localNames() []string { return byIndex(s.slots) }

// cellNames returns the names by cell.
func (s *scope) cellNames() []string { return byIndex(s.cells) }

func byIndex(m map[string]int) []string {
	names := make([]string, len(m))
	for name, i := range m {
		names[i] = name
	}
	return names
}
