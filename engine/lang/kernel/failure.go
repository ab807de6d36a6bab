package kernel

import (
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// failure describes the exception that ended a cell.
func (k *Kernel) failure(e *py.Exception) Failure {
	f := Failure{Name: e.Type().Name, Traceback: k.session.Format(e)}
	// The text may come from the program's own code, which may fail again.
	if failed := k.session.Thread.Try(func() { f.Value = k.session.Thread.Str(e) }); failed != nil {
		f.Value = "<exception str() failed>"
	}
	for _, entry := range e.Trace() {
		f.Frames = append(f.Frames, frame(entry.Code.Source, entry.At))
	}
	if s := e.Syntax; s != nil {
		f.Frames = append(f.Frames, frame(s.Source, s.At))
	}
	return f
}

// frame is the place of a span of a source.
func frame(source *ast.Source, at ast.Span) Frame {
	position := func(offset int32) (line, column int) {
		line, column = source.Position(min(offset, int32(len(source.Text))))
		text := source.Line(line)
		return line, utf16Length(text[:min(column, len(text))]) + 1
	}
	f := Frame{File: source.Name}
	f.Line, f.Column = position(at.From)
	f.EndLine, f.EndColumn = position(at.To)
	return f
}
