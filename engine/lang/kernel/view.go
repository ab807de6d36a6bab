package kernel

import (
	"context"
	"io"
	"maps"
	"slices"
	"strings"

	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/py"
	"fluxion/engine/lang/python"
)

// A view is what can be seen from a place in a source: the names there, and
// what they stand for as far as that can be told without running anything.
type view struct {
	kernel *Kernel
	scope  *scope
	// guesses are what was found out about the variables of the source.
	guesses map[*binding]thing
	depth   int // of the expression that is being inferred
}

// A thing is what a name stands for: an object of the session, or what the
// source says where that did not run yet.
type thing struct {
	name   string
	object py.Object // nil if there is none
	bound  *binding
	// class is the class of a value that does not exist yet, or body where that
	// class is in the source.
	class *py.Type
	body  *scope
	// owner is the class in which a method was found.
	owner *py.Type
	// method tells that the first parameter is not written in a call.
	method bool
	// computed tells that object is a property, whose value is not known.
	computed bool
}

func (k *Kernel) view(source string, at int) *view {
	return &view{kernel: k, scope: survey(source, at), guesses: map[*binding]thing{}}
}

// module returns a module to look at, or nil. It is imported in a session of
// its own, in which no program runs, so that the program's own is not changed.
func (k *Kernel) module(name string) *py.Module {
	if !slices.Contains(k.session.Thread.ModuleNames, name) {
		return nil
	}
	if k.library == nil {
		k.library = python.NewSession(python.Options{Stdout: io.Discard, Modules: Modules, Translate: jax.Translate})
	}
	var m *py.Module
	k.library.Call(context.Background(), func(t *py.Thread) { m = t.Import(t, name) })
	return m
}

// spaces returns the modules whose names need no prefix, nearest first.
func (v *view) spaces() []*py.Module {
	main := v.kernel.session.Main
	builtins, _ := main.Get("__builtins__").(*py.Module)
	return []*py.Module{main, builtins}
}

// lookup returns what a name stands for.
func (v *view) lookup(name string) (thing, bool) {
	for s := v.scope; s != nil; s = s.outer() {
		b := s.names[name]
		if b == nil {
			continue
		}
		t := thing{name: name, bound: b}
		switch {
		case b.module != "":
			return v.imported(t)
		case b.kind == valueKind && s.parent == nil:
			t.object = v.kernel.session.Main.Get(name)
		}
		if t.object == nil && b.kind == valueKind {
			return v.guess(t, s), true
		}
		return t, true
	}
	for _, m := range v.spaces() {
		if o := m.Get(name); o != nil {
			return thing{name: name, object: o}, true
		}
	}
	return thing{}, false
}

// imported finds what the source imports under a name.
func (v *view) imported(t thing) (thing, bool) {
	m := v.kernel.module(t.bound.module)
	if m == nil {
		return t, true
	}
	t.object = m
	if t.bound.member == "" {
		return t, true
	}
	member, ok := v.attribute(t, t.bound.member)
	if !ok {
		return t, false
	}
	member.name = t.name
	return member, true
}

// guess adds to a name of a scope what its value or its annotation tells.
func (v *view) guess(t thing, s *scope) thing {
	b := t.bound
	if known, ok := v.guesses[b]; ok {
		known.name = t.name
		return known
	}
	v.guesses[b] = t // should its value refer to itself
	there := &view{kernel: v.kernel, scope: s, guesses: v.guesses, depth: v.depth}
	if value, ok := there.infer(b.value); ok {
		t.object, t.class, t.body = value.object, value.class, value.body
		if value.bound != nil && value.bound.kind != valueKind {
			t.bound = value.bound
		}
	} else if class, ok := there.infer(b.annotation); ok {
		t.class, _ = class.object.(*py.Type)
		if class.bound != nil {
			t.body = class.bound.body
		}
	}
	v.guesses[b] = t
	return t
}

// expression resolves the operand at the end of a line.
func (v *view) expression(line []token) (thing, bool) { return v.infer(primary(line)) }

// attributes returns the names of the attributes of a thing.
func (v *view) attributes(t thing) []string {
	if body := v.members(t); body != nil {
		return slices.Concat(slices.Collect(maps.Keys(body.names)), slices.Collect(maps.Keys(body.attributes)))
	}
	thread := v.kernel.session.Thread
	switch {
	case t.class != nil:
		return thread.Dir(t.class)
	case t.object == nil || t.computed:
		return nil
	}
	names := thread.Dir(t.object)
	if m, ok := t.object.(*py.Module); ok {
		for _, full := range thread.ModuleNames {
			name, ok := strings.CutPrefix(full, m.Name+".")
			if ok && !strings.Contains(name, ".") && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// members returns the scope of the class that a thing is, or whose instance it
// is, if the class is in the source: also of self in a method.
func (v *view) members(t thing) *scope {
	switch {
	case t.body != nil:
		return t.body
	case t.bound == nil:
	case t.bound.body != nil:
		return t.bound.body
	case t.object == nil && t.name != "" && t.name == v.scope.self:
		return v.scope.parent
	}
	return nil
}

// attribute returns an attribute of a thing, without running anything.
func (v *view) attribute(t thing, name string) (thing, bool) {
	if body := v.members(t); body != nil {
		b := body.names[name]
		if b == nil {
			b = body.attributes[name]
		}
		if b == nil {
			return thing{}, false
		}
		found := thing{name: name, bound: b, method: t.bound == nil || t.bound.body == nil}
		if b.kind == valueKind {
			found = v.guess(found, body)
		}
		return found, true
	}
	if t.class == nil && (t.object == nil || t.computed) {
		return thing{}, false
	}
	found := thing{name: name, owner: t.class}
	if t.class != nil {
		found.object = t.class.Lookup(name)
	} else {
		found.object, found.owner = py.Static(t.object, name), t.object.Type()
	}
	module, isModule := t.object.(*py.Module)
	if isModule && found.object == nil {
		if sub := v.kernel.module(module.Name + "." + name); sub != nil {
			found.object = sub
		}
	}
	_, isClass := t.object.(*py.Type)
	inClass := !isModule && !isClass && found.object != nil && found.owner.Lookup(name) == found.object
	switch o := found.object.(type) {
	case *py.StaticMethod:
		found.object = o.Func
	case *py.ClassMethod:
		found.object, found.method = o.Func, true
	case *py.Function, *py.Builtin:
		found.method = inClass
	case *py.Property, *py.PropertyObject:
		if found.computed = inClass; inClass {
			found.class = property(found.owner, name)
		}
	case *py.Instance:
		found.computed = inClass && o.Type().Lookup("__get__") != nil
	}
	return found, found.object != nil
}
