package ir

import (
	"slices"
	"strings"
)

// A doc is a text with places where its lines may be broken: the combinators
// of Wadler's prettier printer in Lindig's strict form, as JAX uses them. A
// group is laid out on one line if all of it fits there, whatever follows it.
type doc interface{}

type (
	brk    string // a newline, or this text where the group fits on the line
	concat []doc
	nest   struct {
		by   int
		body doc
	}
	group struct{ body doc }
	tag   int // says what the text from here on belongs to; takes no room
)

// join returns the docs with a separator between them.
func join(separator doc, docs []doc) doc {
	var out concat
	for i, d := range docs {
		if i > 0 {
			out = append(out, separator)
		}
		out = append(out, d)
	}
	return out
}

// fits reports whether d takes at most the given width on one line.
func fits(d doc, width int) bool {
	agenda := []doc{d}
	for width >= 0 && len(agenda) > 0 {
		top := agenda[len(agenda)-1]
		agenda = agenda[:len(agenda)-1]
		switch d := top.(type) {
		case string:
			width -= len(d)
		case brk:
			width -= len(d)
		case concat:
			for i := len(d) - 1; i >= 0; i-- {
				agenda = append(agenda, d[i])
			}
		case nest:
			agenda = append(agenda, d.body)
		case group:
			agenda = append(agenda, d.body)
		}
	}
	return width >= 0
}

// Tags that are not the number of an equation.
const (
	untagged  tag = -1
	inputsTag tag = -2
)

// layout prints d in lines of the given width and returns the tag of each.
func layout(d doc, width int) (text string, tags []tag) {
	type item struct {
		indent int
		flat   bool
		body   doc
	}
	var b strings.Builder
	column, start := 0, 0
	tagged := untagged
	tags = []tag{tagged}
	agenda := []item{{body: d}}
	for len(agenda) > 0 {
		top := agenda[len(agenda)-1]
		agenda = agenda[:len(agenda)-1]
		switch d := top.body.(type) {
		case string:
			b.WriteString(d)
			column += len(d)
			tags = append(tags, slices.Repeat([]tag{tagged}, strings.Count(d, "\n"))...)
		case brk:
			if top.flat {
				b.WriteString(string(d))
				column += len(d)
			} else {
				b.WriteString("\n" + strings.Repeat(" ", top.indent))
				column, start = top.indent, top.indent
				tags = append(tags, tagged)
			}
		case tag:
			if tagged = d; column == start {
				tags[len(tags)-1] = d
			}
		case concat:
			for i := len(d) - 1; i >= 0; i-- {
				agenda = append(agenda, item{top.indent, top.flat, d[i]})
			}
		case nest:
			agenda = append(agenda, item{top.indent + d.by, top.flat, d.body})
		case group:
			agenda = append(agenda, item{top.indent, fits(d.body, width-column), d.body})
		}
	}
	return b.String(), tags
}
