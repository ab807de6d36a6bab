package kernel

import (
	"maps"

	"fluxion/engine/lang/py"
)

// richForms are the methods by which a value shows itself, as IPython knows
// them, with the type of the text they return.
var richForms = []struct{ method, mime string }{
	{"_repr_html_", "text/html"},
	{"_repr_markdown_", "text/markdown"},
	{"_repr_svg_", "image/svg+xml"},
	{"_repr_latex_", "text/latex"},
	{"_repr_png_", "image/png"},
	{"_repr_jpeg_", "image/jpeg"},
	{"_repr_javascript_", "application/javascript"},
}

// A richRepresenter is a value of a Go package that has more forms than text.
type richRepresenter interface {
	RichRepr(t *py.Thread) map[string]string
}

// bundle returns the forms in which a value shows itself. A method that raises
// is reported and left out.
func (k *Kernel) bundle(t *py.Thread, o py.Object) map[string]string {
	text := t.Repr
	if !k.options.Plain {
		text = func(o py.Object) string { return pretty(t, o) }
	}
	data := map[string]string{"text/plain": text(o)}
	switch o := o.(type) {
	case *py.Type: // has the methods of its instances
		return data
	case richRepresenter:
		maps.Copy(data, o.RichRepr(t))
		return data
	}
	for _, form := range richForms {
		if o.Type().Lookup(form.method) == nil {
			continue
		}
		e := t.Try(func() {
			if shown, ok := t.CallMethod(o, form.method).(py.Str); ok {
				data[form.mime] = string(shown)
			}
		})
		if e != nil {
			k.options.Emit(Stream{"stderr", t.FormatException(e)})
		}
	}
	return data
}

// show makes the result of a cell: the value that variables _, __ and ___
// remember, unless the program uses these names itself.
func (k *Kernel) show(t *py.Thread, o py.Object) {
	k.options.Emit(Result{k.bundle(t, o)})
	main := k.session.Main
	for i, name := range []string{"_", "__", "___"} {
		if now := main.Get(name); now != k.last[i] {
			return
		}
	}
	k.last = [3]py.Object{o, k.last[0], k.last[1]}
	for i, name := range []string{"_", "__", "___"} {
		if k.last[i] != nil {
			main.Set(name, k.last[i])
		}
	}
}

// display is the function of that name: it shows values while a cell runs.
func (k *Kernel) display() *py.Builtin {
	return py.NewBuiltin(py.Func{Sig: "display(*objs)", Doc: "Shows values as the result of a cell is shown.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		for _, o := range a[0].(*py.Tuple).Elems {
			k.options.Emit(Display{k.bundle(t, o)})
		}
		return py.None
	}})
}

// silent reports whether a source ends with a semicolon, by which a cell says
// that its value is not to be shown.
func silent(source string) bool {
	last := token{}
	for _, t := range scan(source) {
		if t.kind != comment && t.kind != lineEnd {
			last = t
		}
	}
	return last.is(";")
}
