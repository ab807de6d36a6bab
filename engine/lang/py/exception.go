package py

import (
	"fmt"
	"strings"

	"fluxion/engine/lang/ast"
)

// An Exception is an instance of BaseException or of a class derived from it.
type Exception struct {
	extension
	Args    *Tuple
	Cause   *Exception // of raise … from Cause
	Context *Exception // the exception that was being handled
	// SuppressContext hides Context in the traceback.
	SuppressContext bool
	// Syntax tells the place of a SyntaxError.
	Syntax *SyntaxInfo

	// names and modules are the candidates for a misspelt name.
	names, modules []string

	trace  []TraceEntry
	traced int // frames of this depth and deeper are in trace; 0 if none are
}

// SyntaxInfo is the place of a syntax error.
type SyntaxInfo struct {
	Source *ast.Source
	At     ast.Span
	Msg    string
	Line   bool // the whole line is meant
}

// Type returns the class.
func (e *Exception) Type() *Type { return e.class }

// The exceptions that Go code raises. [ExceptionTypes] lists all.
var (
	BaseExceptionType   = newExceptionType("BaseException", nil)
	ExceptionType       = newExceptionType("Exception", BaseExceptionType)
	KeyboardInterrupt   = newExceptionType("KeyboardInterrupt", BaseExceptionType)
	SystemExit          = newExceptionType("SystemExit", BaseExceptionType)
	GeneratorExit       = newExceptionType("GeneratorExit", BaseExceptionType)
	ArithmeticError     = newExceptionType("ArithmeticError", ExceptionType)
	FloatingPointError  = newExceptionType("FloatingPointError", ArithmeticError)
	OverflowError       = newExceptionType("OverflowError", ArithmeticError)
	ZeroDivisionError   = newExceptionType("ZeroDivisionError", ArithmeticError)
	AssertionError      = newExceptionType("AssertionError", ExceptionType)
	AttributeError      = newExceptionType("AttributeError", ExceptionType)
	EOFError            = newExceptionType("EOFError", ExceptionType)
	ImportError         = newExceptionType("ImportError", ExceptionType)
	ModuleNotFoundError = newExceptionType("ModuleNotFoundError", ImportError)
	LookupError         = newExceptionType("LookupError", ExceptionType)
	IndexError          = newExceptionType("IndexError", LookupError)
	KeyError            = newExceptionType("KeyError", LookupError)
	MemoryError         = newExceptionType("MemoryError", ExceptionType)
	NameError           = newExceptionType("NameError", ExceptionType)
	UnboundLocalError   = newExceptionType("UnboundLocalError", NameError)
	OSError             = newExceptionType("OSError", ExceptionType)
	FileNotFoundError   = newExceptionType("FileNotFoundError", OSError)
	PermissionError     = newExceptionType("PermissionError", OSError)
	TimeoutError        = newExceptionType("TimeoutError", OSError)
	RuntimeError        = newExceptionType("RuntimeError", ExceptionType)
	SystemError         = newExceptionType("SystemError", ExceptionType)
	NotImplementedError = newExceptionType("NotImplementedError", RuntimeError)
	RecursionError      = newExceptionType("RecursionError", RuntimeError)
	StopIteration       = newExceptionType("StopIteration", ExceptionType)
	SyntaxError         = newExceptionType("SyntaxError", ExceptionType)
	IndentationError    = newExceptionType("IndentationError", SyntaxError)
	TabError            = newExceptionType("TabError", IndentationError)
	TypeError           = newExceptionType("TypeError", ExceptionType)
	ValueError          = newExceptionType("ValueError", ExceptionType)
	UnicodeError        = newExceptionType("UnicodeError", ValueError)
	Warning             = newExceptionType("Warning", ExceptionType)
	UserWarning         = newExceptionType("UserWarning", Warning)
	DeprecationWarning  = newExceptionType("DeprecationWarning", Warning)
	FutureWarning       = newExceptionType("FutureWarning", Warning)
	RuntimeWarning      = newExceptionType("RuntimeWarning", Warning)
	SyntaxWarning       = newExceptionType("SyntaxWarning", Warning)
)

// ExceptionTypes are the builtin exceptions, bases first.
var ExceptionTypes []*Type

func newExceptionType(name string, base *Type) *Type {
	c := &Type{Name: name, Base: base}
	ExceptionTypes = append(ExceptionTypes, c)
	return c
}

func init() {
	BaseExceptionType.New = func(_ *Thread, class *Type, args []Object, _ []Keyword) Object {
		return NewException(class, args...)
	}
	BaseExceptionType.Init = func(_ *Thread, self Object, args []Object, keywords []Keyword) {
		e := self.(*Exception)
		if len(keywords) > 0 {
			e.initKeywords(keywords)
		}
		e.Args = NewTuple(append([]Object{}, args...)...)
	}
	BaseExceptionType.Define(
		Func{Sig: "with_traceback(self, tb, /)", Impl: func(_ *Thread, a []Object) Object { return a[0] }},
		Func{Sig: "add_note(self, note, /)", Impl: func(t *Thread, a []Object) Object {
			e := a[0].(*Exception)
			if e.attrs == nil {
				e.attrs = NewDict()
			}
			notes, ok := e.attrs.getStr("__notes__").(*List)
			if !ok {
				notes = NewList()
				e.attrs.setStr("__notes__", notes)
			}
			notes.Elems = append(notes.Elems, a[1])
			return None
		}},
		Property{Name: "args",
			Get: func(_ *Thread, o Object) Object { return o.(*Exception).Args },
			Set: func(t *Thread, o, v Object) { o.(*Exception).Args = NewTuple(t.Elements(v)...) }},
		Property{Name: "__cause__",
			Get: func(_ *Thread, o Object) Object { return exceptionOrNone(o.(*Exception).Cause) },
			Set: func(_ *Thread, o, v Object) { o.(*Exception).SetCause(v) }},
		Property{Name: "__context__",
			Get: func(_ *Thread, o Object) Object { return exceptionOrNone(o.(*Exception).Context) },
			Set: func(_ *Thread, o, v Object) { o.(*Exception).Context, _ = v.(*Exception) }},
		Property{Name: "__suppress_context__",
			Get: func(_ *Thread, o Object) Object { return Bool(o.(*Exception).SuppressContext) },
			Set: func(t *Thread, o, v Object) { o.(*Exception).SuppressContext = t.Truth(v) }},
		Property{Name: "__traceback__",
			Get: func(_ *Thread, o Object) Object { return o.(*Exception).Traceback() },
			Set: func(_ *Thread, o, v Object) { o.(*Exception).trace = nil }},
	)
	StopIteration.Define(Property{Name: "value", Get: func(_ *Thread, o Object) Object { return firstOf(o.(*Exception).Args) }})
	SystemExit.Define(Property{Name: "code", Get: func(_ *Thread, o Object) Object { return firstOf(o.(*Exception).Args) }})
	ImportError.Define(
		Property{Name: "name", Get: func(_ *Thread, o Object) Object { return o.(*Exception).attribute("name") }},
		Property{Name: "path", Get: func(_ *Thread, o Object) Object { return o.(*Exception).attribute("path") }},
		Property{Name: "msg", Get: func(_ *Thread, o Object) Object { return firstOf(o.(*Exception).Args) }},
	)
	SyntaxError.Define(
		Property{Name: "msg", Get: func(_ *Thread, o Object) Object { return firstOf(o.(*Exception).Args) }},
		Property{Name: "lineno", Get: func(_ *Thread, o Object) Object {
			if s := o.(*Exception).Syntax; s != nil {
				line, _ := s.Source.Position(s.At.From)
				return Int(line)
			}
			return None
		}},
	)
}

// initKeywords keeps the keyword arguments that some exceptions take, such as
// AttributeError(name=…, obj=…).
func (e *Exception) initKeywords(keywords []Keyword) {
	for _, k := range keywords {
		switch {
		case (k.Name == "name" || k.Name == "path") && e.class.IsSubclass(ImportError),
			(k.Name == "name" || k.Name == "obj") && e.class.IsSubclass(AttributeError),
			k.Name == "name" && e.class.IsSubclass(NameError):
			if e.attrs == nil {
				e.attrs = NewDict()
			}
			e.attrs.setStr(k.Name, k.Value)
		default:
			panic(Errorf(TypeError, "%s() takes no keyword arguments", e.class.Name))
		}
	}
}

func (e *Exception) attribute(name string) Object {
	if e.attrs != nil {
		if v := e.attrs.getStr(name); v != nil {
			return v
		}
	}
	return None
}

func exceptionOrNone(e *Exception) Object {
	if e == nil {
		return None
	}
	return e
}

func firstOf(t *Tuple) Object {
	if len(t.Elems) > 0 {
		return t.Elems[0]
	}
	return None
}

// Errorf returns an exception with a message, to be raised by panic.
func Errorf(class *Type, format string, args ...any) *Exception {
	return NewException(class, Str(fmt.Sprintf(format, args...)))
}

// NewException returns an exception with arguments, to be raised by panic.
func NewException(class *Type, args ...Object) *Exception {
	return &Exception{extension: extension{class: class}, Args: NewTuple(append([]Object{}, args...)...)}
}

// Error returns the message without a traceback: "TypeError: …".
func (e *Exception) Error() string {
	if msg := e.message(nil); msg != "" {
		return e.class.Name + ": " + msg
	}
	return e.class.Name
}

// message is str(e). Without a thread it does not run Python code.
func (e *Exception) message(t *Thread) string {
	text := func(o Object, repr bool) string {
		if t == nil {
			if s, ok := o.(Str); ok && !repr {
				return string(s)
			}
			t = NewThread(nil)
		}
		if repr {
			return t.Repr(o)
		}
		return t.Str(o)
	}
	switch args := e.Args.Elems; {
	case len(args) == 0:
		return ""
	case len(args) == 1:
		return text(args[0], e.class.IsSubclass(KeyError))
	case e.class.IsSubclass(OSError) && len(args) == 2:
		return fmt.Sprintf("[Errno %s] %s", text(args[0], false), text(args[1], false))
	}
	return text(e.Args, true)
}

// Matches reports whether an except clause with this class, or tuple of
// classes, catches e.
func (e *Exception) Matches(class Object) bool {
	switch c := class.(type) {
	case *Type:
		if c.IsSubclass(BaseExceptionType) {
			return e.class.IsSubclass(c)
		}
	case *Tuple:
		for _, x := range c.Elems {
			if e.Matches(x) {
				return true
			}
		}
		return false
	}
	panic(Errorf(TypeError, "catching classes that do not inherit from BaseException is not allowed"))
}

// IsA reports whether e is of a class or one derived from it.
func (e *Exception) IsA(class *Type) bool { return e.class.IsSubclass(class) }

// setContext links the exception that was being handled, without making a
// cycle.
func (e *Exception) setContext(context *Exception) {
	for c := context; c != nil; c = c.Context {
		if c.Context == e {
			c.Context = nil
			break
		}
	}
	e.Context = context
}

// SetCause is raise … from cause.
func (e *Exception) SetCause(cause Object) {
	switch c := cause.(type) {
	case *Exception:
		e.Cause = c
	case *Singleton:
		if c != None {
			panic(Errorf(TypeError, "exception causes must derive from BaseException"))
		}
		e.Cause = nil
	default:
		panic(Errorf(TypeError, "exception causes must derive from BaseException"))
	}
	e.SuppressContext = true
}

// ToException returns the exception that "raise o" raises.
func (t *Thread) ToException(o Object) *Exception {
	if c, ok := o.(*Type); ok && c.IsSubclass(BaseExceptionType) {
		made := t.Call(c)
		e, ok := made.(*Exception)
		if !ok {
			panic(Errorf(TypeError, "calling %s should have returned an instance of BaseException, not %s", t.Repr(c), t.Repr(made.Type())))
		}
		return e
	}
	if e, ok := o.(*Exception); ok {
		return e
	}
	panic(Errorf(TypeError, "exceptions must derive from BaseException"))
}

// Raise is the raise statement: it raises an exception anew, with its class or
// instance o.
func (t *Thread) Raise(o Object) {
	e := t.ToException(o)
	e.traced = 0
	panic(e)
}

// notes returns what add_note has added.
func (e *Exception) notes(t *Thread) []string {
	if e.attrs == nil {
		return nil
	}
	list, ok := e.attrs.getStr("__notes__").(*List)
	if !ok {
		return nil
	}
	var notes []string
	for _, n := range list.Elems {
		notes = append(notes, strings.Split(t.Str(n), "\n")...)
	}
	return notes
}
