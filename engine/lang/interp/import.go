package interp

import (
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

func (fn *function) importStmt(s *ast.Import) action {
	var actions []func(f *py.Frame)
	for _, a := range s.Names {
		assign, name, top := fn.assign(importedName(a)), a.Name, importedName(a)
		actions = append(actions, func(f *py.Frame) {
			f.At = s.Span
			m := f.Thread.Import(f.Thread, name)
			if a.As == "" && top != name {
				m = f.Thread.Import(f.Thread, top)
			}
			assign(f, m)
		})
	}
	return func(f *py.Frame) signal {
		for _, a := range actions {
			a(f)
		}
		return next
	}
}

func (fn *function) importFrom(s *ast.ImportFrom) action {
	if s.Names[0].Name == "*" {
		return func(f *py.Frame) signal {
			f.At = s.Span
			m := f.Thread.Import(f.Thread, s.Module)
			for _, name := range m.Public(f.Thread) {
				fn.module.Set(name, f.Thread.GetAttr(m, name))
			}
			return next
		}
	}
	assigns := make([]store, len(s.Names))
	for i, a := range s.Names {
		assigns[i] = fn.assign(importedName(a))
	}
	return func(f *py.Frame) signal {
		f.At = s.Span
		m := f.Thread.Import(f.Thread, s.Module)
		for i, a := range s.Names {
			f.At = s.Span
			assigns[i](f, f.Thread.ImportName(m, a.Name))
		}
		return next
	}
}
