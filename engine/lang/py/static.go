package py

import "strings"

// Static returns an attribute of o as it stands in o or in its class, as
// inspect.getattr_static does: nothing is called, neither properties nor
// __getattr__. It is nil if there is none.
func Static(o Object, name string) Object {
	switch o := o.(type) {
	case *Module:
		if v := o.Get(name); v != nil {
			return v
		}
	case *Type:
		if v := o.Lookup(name); v != nil {
			return v
		}
	default:
		if a, ok := o.(attributed); ok {
			if p := a.attributes(); p != nil && *p != nil {
				if v := (*p).getStr(name); v != nil {
					return v
				}
			}
		}
	}
	return o.Type().Lookup(name)
}

// Keywords returns the names by which arguments can be passed.
func (b *Builtin) Keywords() []string {
	var names []string
	for i, p := range b.params {
		if i >= b.posOnly && i != b.vararg && i != b.kwarg {
			names = append(names, p.name)
		}
	}
	return names
}

// Keywords returns the names by which arguments can be passed.
func (f *Function) Keywords() []string {
	return f.Code.Params[f.Code.PosOnly : f.Code.NumPositional+f.Code.NumKeyOnly]
}

// describe returns the signature of a function that was made without one; the
// values of defaults are left out.
func (b *Builtin) describe() string {
	var parts []string
	for i, p := range b.params {
		if i == b.npos {
			parts = append(parts, "*")
		}
		if p.required {
			parts = append(parts, p.name)
		} else {
			parts = append(parts, p.name+"=...")
		}
	}
	return "(" + strings.Join(parts, ", ") + ")"
}
