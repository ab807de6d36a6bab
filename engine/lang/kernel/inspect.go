package kernel

import (
	"slices"
	"strings"

	"fluxion/engine/lang/py"
)

// An Inspection is what is known about the name at a place.
type Inspection struct {
	Found bool
	// From and To are the range of the name, in UTF-16 code units.
	From, To int
	// Signature is "jnp.sum(a, axis=None)" of a function and "n: int = 3" of another
	// value, with what is known.
	Signature string
	// Doc is the documentation, or "".
	Doc string
}

// Inspect describes the name under the cursor, a position in UTF-16 code units,
// or that of the function in whose arguments the cursor is. As with Complete,
// the source may be unfinished and nothing of it runs.
func (k *Kernel) Inspect(source string, cursor int) Inspection {
	at := byteOffset(source, cursor)
	end := at + wordLength("_"+source[at:]) - 1
	p := locate(source, end)
	if p.literal {
		return Inspection{}
	}
	v := k.view(source, at)
	var words []token
	var t thing
	var ok bool
	name := append(slices.Clone(p.line), token{kind: word, text: p.prefix, from: end - len(p.prefix), to: end})
	switch {
	case p.prefix != "" && p.imports():
		words = chain(name)
		t, ok = v.importing(name)
	case p.prefix == "" || p.namesArgument(source[end:]):
		name = callee(p.line)
		fallthrough
	default:
		words = chain(name)
		t, ok = v.expression(name)
	}
	if !ok || words == nil {
		return Inspection{}
	}
	var path []string
	for _, w := range words {
		path = append(path, w.text)
	}
	last := words[len(words)-1]
	return Inspection{
		Found:     true,
		From:      utf16Length(source[:last.from]),
		To:        utf16Length(source[:last.to]),
		Signature: v.headline(strings.Join(path, "."), t),
		Doc:       v.doc(t),
	}
}

// namesArgument reports whether the word before the cursor is the name of an
// argument, where rest is the text after it.
func (p place) namesArgument(rest string) bool {
	rest = strings.TrimLeft(rest, " \t")
	return p.after("(", ",") && strings.HasPrefix(rest, "=") && !strings.HasPrefix(rest, "==") && callee(p.line) != nil
}

// importing returns what the last name of an import statement stands for.
func (v *view) importing(line []token) (thing, bool) {
	var m *py.Module
	if i := slices.IndexFunc(line, func(t token) bool { return t.is("import") }); i > 0 {
		if m = v.kernel.module(joined(line[1:i])); m != nil {
			return v.attribute(thing{object: m}, line[len(line)-1].text)
		}
	} else if words := chain(line); words != nil {
		i := slices.Index(line, words[0])
		m = v.kernel.module(joined(line[i:]))
	}
	return thing{object: m}, m != nil
}

// headline is a name with what is known about the thing it stands for.
func (v *view) headline(name string, t thing) string {
	s := v.signature(t)
	switch v.kind(t) {
	case functionKind:
		return name + s
	case classKind:
		return "class " + name + s
	case moduleKind:
		if m, ok := t.object.(*py.Module); ok {
			return "module " + m.Name
		}
		return "module " + t.bound.module
	}
	if s != "" {
		name += ": " + s
	}
	switch t.object.(type) {
	case py.Int, py.Float, py.Complex, py.Bool, py.Str:
		if t.bound == nil || t.bound.value == nil { // else it is of that type only
			name += " = " + shortened(v.literal(t.object))
		}
	}
	return name
}

// shortened cuts a text that is too long to be read at a glance.
func shortened(s string) string {
	const width = 60
	if runes := []rune(s); len(runes) > width {
		return string(runes[:width-1]) + "…"
	}
	return s
}
