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
}

// A thing is what a name stands for: an object of the session, or what the
// source says where that did not run yet.
type thing struct {
	name   string
	object py.Object // nil if there is none
	bound  *binding
	// method tells that the first parameter is not written in a call.
	method bool
	// computed tells that object is a property, whose value is not known.
	computed bool
}

func (k *Kernel) view(source string, at int) *view { return &view{k, survey(source, at)} }

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

// chain resolves the dotted name at the end of a line, or a string.
func (v *view) chain(line []token) (thing, bool) {
	if n := len(line); n > 0 && line[n-1].kind == text {
		return thing{object: py.Str("")}, true
	}
	words := chain(line)
	if words == nil {
		return thing{}, false
	}
	t, ok := v.lookup(words[0].text)
	for _, w := range words[1:] {
		if !ok {
			return thing{}, false
		}
		t, ok = v.attribute(t, w.text)
	}
	return t, ok
}

// attributes returns the names of the attributes of a thing.
func (v *view) attributes(t thing) []string {
	if class := v.class(t); class != nil {
		return slices.Concat(slices.Collect(maps.Keys(class.names)), slices.Collect(maps.Keys(class.attributes)))
	}
	if t.object == nil || t.computed {
		return nil
	}
	names := v.kernel.session.Thread.Dir(t.object)
	if m, ok := t.object.(*py.Module); ok {
		for _, full := range v.kernel.session.Thread.ModuleNames {
			name, ok := strings.CutPrefix(full, m.Name+".")
			if ok && !strings.Contains(name, ".") && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// class returns the class of the source that a thing is, or whose instance it
// is as self of a method; else nil.
func (v *view) class(t thing) *scope {
	switch {
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
	if class := v.class(t); class != nil {
		b := class.names[name]
		if b == nil {
			b = class.attributes[name]
		}
		return thing{name: name, bound: b, method: t.bound.body == nil}, b != nil
	}
	if t.object == nil || t.computed {
		return thing{}, false
	}
	found := thing{name: name, object: py.Static(t.object, name)}
	m, isModule := t.object.(*py.Module)
	if isModule && found.object == nil {
		if sub := v.kernel.module(m.Name + "." + name); sub != nil {
			found.object = sub
		}
	}
	_, isClass := t.object.(*py.Type)
	inClass := !isModule && !isClass && found.object != nil && t.object.Type().Lookup(name) == found.object
	switch o := found.object.(type) {
	case *py.StaticMethod:
		found.object = o.Func
	case *py.ClassMethod:
		found.object, found.method = o.Func, true
	case *py.Function, *py.Builtin:
		found.method = inClass
	case *py.Property, *py.PropertyObject:
		found.computed = inClass
	case *py.Instance:
		found.computed = inClass && o.Type().Lookup("__get__") != nil
	}
	return found, found.object != nil
}
