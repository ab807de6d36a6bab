package ir

import "strings"

// A Line is a line of a printed program.
type Line struct {
	Text   string
	Eqn    int  // the equation that it prints, or a part of it; -1 where it prints none
	Inputs bool // it lists the inputs
}

// Lines prints the jaxpr as String does, but never two equations on one line.
func (j *Jaxpr) Lines() []Line {
	p := newPrinter()
	p.lined = j
	text, tags := layout(p.program(j), lineWidth)
	lines := make([]Line, 0, len(tags))
	for line := range strings.SplitSeq(text, "\n") {
		tag := tags[len(lines)]
		lines = append(lines, Line{line, max(int(tag), -1), tag == inputsTag})
	}
	return lines
}
