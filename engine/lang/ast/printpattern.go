package ast

func (w *printer) pattern(p Pattern) {
	switch p := p.(type) {
	case *ValuePattern:
		w.expr(p.Value, levelSum)
	case *CapturePattern:
		name := p.Name
		if name == "" {
			name = "_"
		}
		if p.Pattern != nil {
			w.write("(")
			w.pattern(p.Pattern)
			w.write(" as ", name, ")")
			return
		}
		w.write(name)
	case *SequencePattern:
		w.write("[")
		w.patterns(p.Elems, ", ")
		w.write("]")
	case *StarPattern:
		name := p.Name
		if name == "" {
			name = "_"
		}
		w.write("*", name)
	case *MappingPattern:
		w.mappingPattern(p)
	case *ClassPattern:
		w.expr(p.Class, levelOperand)
		w.write("(")
		w.patterns(p.Args, ", ")
		for i, name := range p.Names {
			w.comma(i + len(p.Args))
			w.write(name, "=")
			w.pattern(p.Values[i])
		}
		w.write(")")
	case *OrPattern:
		w.write("(")
		w.patterns(p.Choices, " | ")
		w.write(")")
	}
}

func (w *printer) mappingPattern(p *MappingPattern) {
	w.write("{")
	for i, k := range p.Keys {
		w.comma(i)
		w.expr(k, levelSum)
		w.write(": ")
		w.pattern(p.Values[i])
	}
	if p.Rest != "" {
		w.comma(len(p.Keys))
		w.write("**", p.Rest)
	}
	w.write("}")
}

func (w *printer) patterns(list []Pattern, separator string) {
	for i, p := range list {
		if i > 0 {
			w.write(separator)
		}
		w.pattern(p)
	}
}
