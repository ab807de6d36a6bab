package wasmasm

// notes are what the text of a function shows besides its instructions.
type notes struct {
	name   string
	locals map[Local]string
	marks  []mark
	origin int32
}

// A mark concerns the code from a place on.
type mark struct {
	at      int // byte of the code
	origin  int32
	comment string
	lanes   ValType // of the constant at this place; 0 if that is not known
}

// Annotate has the functions that are added from now on keep notes for Text.
// Without it the methods that make notes do nothing.
func (m *Module) Annotate() { m.annotated = true }

// Annotated reports whether notes are kept, to save the making of texts.
func (f *Func) Annotated() bool { return f.notes != nil }

// Origin says what the instructions from here on come from, in the terms of
// the caller, and returns what was said before; 0 is nothing.
func (f *Func) Origin(origin int32) (before int32) {
	if f.notes == nil {
		return 0
	}
	before = f.notes.origin
	f.notes.origin = origin
	f.mark(mark{})
	return before
}

func (f *Func) mark(m mark) {
	m.at, m.origin = len(f.code), f.notes.origin
	f.notes.marks = append(f.notes.marks, m)
}

// Comment says what the instructions from here on do.
func (f *Func) Comment(text string) {
	if f.notes != nil {
		f.mark(mark{comment: text})
	}
}

// Lanes says what the lanes of the vector constant that comes next are.
func (f *Func) Lanes(t ValType) {
	if f.notes != nil {
		f.mark(mark{lanes: t})
	}
}

// Named gives the function a name that is unique in its module.
func (f *Func) Named(name string) {
	if f.notes != nil {
		f.notes.name = name
	}
}

// NameLocal gives a local a name that is unique in its function.
func (f *Func) NameLocal(l Local, name string) {
	if f.notes == nil {
		return
	}
	if f.notes.locals == nil {
		f.notes.locals = map[Local]string{}
	}
	f.notes.locals[l] = name
}
