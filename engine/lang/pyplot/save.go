package pyplot

import (
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// save writes the picture to a file.
func (f *Figure) save(t *py.Thread, a []py.Object) py.Object {
	name := ""
	switch v := a[0].(type) {
	case py.Str:
		name = string(v)
	default:
		if write, ok := t.LookupAttr(a[0], "write"); ok { // a file in memory
			k := copied(t, a[1].(*py.Dict))
			if format := k.text("svg", "format"); format != "svg" {
				panic(unsupported(t, format))
			}
			t.Call(write, py.Str(f.SVG()))
			return py.None
		}
		name = t.Str(v)
	}
	k := copied(t, a[1].(*py.Dict))
	format := k.text(extension(name), "format")
	if format == "" {
		name, format = name+".svg", "svg"
	}
	if format != "svg" {
		panic(unsupported(t, format))
	}
	face, tight := f.Face, f.Tight
	defer func() { f.Face, f.Tight = face, tight }()
	if v := k.take("facecolor"); v != nil {
		if s, ok := v.(py.Str); !ok || s != "auto" {
			f.Face = color(t, v, "facecolor")
		}
	}
	if k.bool(false, "transparent") {
		f.Face = figure.NoColor
	}
	if t.WriteFile == nil {
		if t.Display == nil {
			panic(py.Errorf(py.OSError, "there is no place for files here: cannot write '%s'", name))
		}
		t.Display(f.forms(t))
		return py.None
	}
	if err := t.WriteFile(name, f.SVG()); err != nil {
		panic(py.Errorf(py.OSError, "cannot write '%s': %v", name, err))
	}
	return py.None
}

func unsupported(t *py.Thread, format string) *py.Exception {
	return py.Errorf(py.ValueError, "Format %s is not supported (supported formats: svg)", t.Repr(py.Str(format)))
}

// extension returns what follows the last dot of a file's name.
func extension(name string) string {
	for i := len(name) - 1; i >= 0 && name[i] != '/'; i-- {
		if name[i] == '.' {
			return name[i+1:]
		}
	}
	return ""
}
