package kernel

import (
	"fmt"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// failure describes the exception that ended a cell.
func (k *Kernel) failure(e *py.Exception) Failure {
	f := Failure{Name: e.Type().Name, Traceback: k.session.Format(e), Exception: e}
	// The text may come from the program's own code, which may fail again.
	if failed := k.session.Thread.Try(func() { f.Value = k.session.Thread.Str(e) }); failed != nil {
		f.Value = "<exception str() failed>"
	}
	for _, entry := range e.Trace() {
		f.Frames = append(f.Frames, frame(entry.Code.Source, entry.At))
	}
	if s := e.Syntax; s != nil {
		at := frame(s.Source, s.At)
		f.Frames = append(f.Frames, at)
		f.Value = fmt.Sprintf("%s (%s, line %d)", s.Msg, at.File, at.Line) // what str(e) is in Python
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

// locate moves the places in the line of a magic to where they are in the cell.
func (f *Failure) locate(filename string, p part) {
	if p.magic == "" {
		return
	}
	if len(f.Frames) == 0 {
		f.Frames = []Frame{{filename, p.line, 1, p.line, 1 + p.shift + utf16Length(p.words)}}
		return
	}
	for i := range f.Frames {
		if at := &f.Frames[i]; at.File == filename && at.Line == p.line {
			at.Column += p.shift
			at.EndColumn += p.shift
		}
	}
}
