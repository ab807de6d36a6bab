package kernel

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fluxion/engine/lang/py"
)

// The width that IPython fills, and the number of elements it shows.
const (
	lineWidth = 79
	maxShown  = 1000
)

// pretty is the repr of a value as IPython lays it out: a container that does
// not fit on a line has one element a line, sets are sorted, and functions and
// classes show where they come from.
func pretty(t *py.Thread, o py.Object) string {
	p := &printer{thread: t, depths: [][]*group{{{}}}}
	p.open = []*group{p.depths[0][0]}
	p.value(o)
	p.flush()
	return p.out.String()
}

// A printer breaks lines in the manner of Oppen's pretty printer. Text waits
// until it is certain whether it fits; when it does not, the outermost group
// that waits is broken at all its breaks.
type printer struct {
	thread  *py.Thread
	out     strings.Builder
	column  int
	waiting []*piece
	width   int // of what waits
	indent  int
	open    []*group   // innermost last
	depths  [][]*group // the groups that may still be broken, by depth
	within  []py.Object
}

// A group is broken as a whole or not at all.
type group struct {
	depth  int
	broken bool
	breaks int // that wait
}

// A piece is text, or a break of a group: a space or a new line.
type piece struct {
	text   string
	group  *group // of a break
	indent int
}

func (p *printer) text(s string) {
	p.put(&piece{text: s}, utf8.RuneCountInString(s))
}

// put writes a piece if nothing waits, and else lets it wait.
func (p *printer) put(x *piece, width int) {
	if len(p.waiting) == 0 && x.group == nil {
		p.out.WriteString(x.text)
		p.column += width
		return
	}
	p.waiting = append(p.waiting, x)
	p.width += width
	for p.column+p.width > lineWidth && p.breakOutermost() {
	}
}

// space is where the innermost group can be broken.
func (p *printer) space() {
	g := p.open[len(p.open)-1]
	if g.broken {
		p.flush()
		p.newLine(p.indent)
		return
	}
	g.breaks++
	p.put(&piece{text: " ", group: g, indent: p.indent}, 1)
}

func (p *printer) newLine(indent int) {
	p.out.WriteString("\n" + strings.Repeat(" ", indent))
	p.column = indent
}

// begin opens a group, whose breaks indent by the width of its bracket.
func (p *printer) begin(bracket string) {
	p.text(bracket)
	g := &group{depth: len(p.open)}
	p.open = append(p.open, g)
	for len(p.depths) <= g.depth {
		p.depths = append(p.depths, nil)
	}
	p.depths[g.depth] = append(p.depths[g.depth], g)
	p.indent += utf8.RuneCountInString(bracket)
}

func (p *printer) end(indent int, bracket string) {
	p.indent -= indent
	g := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	if g.breaks == 0 {
		p.settle(g)
	}
	p.text(bracket)
}

// settle forgets a group that cannot be broken any more.
func (p *printer) settle(g *group) {
	p.depths[g.depth] = slices.DeleteFunc(p.depths[g.depth], func(x *group) bool { return x == g })
}

// breakOutermost breaks the outermost group with breaks that wait, and writes
// what waits up to its last break and the text after it. Groups further out
// that have none yet will be broken at the first they get.
func (p *printer) breakOutermost() bool {
	for depth, groups := range p.depths {
		for _, g := range slices.Backward(groups) {
			if g.breaks > 0 {
				g.broken = true
				p.settle(g)
				for g.breaks > 0 || len(p.waiting) > 0 && p.waiting[0].group == nil {
					p.width -= utf8.RuneCountInString(p.waiting[0].text)
					p.write()
				}
				return true
			}
		}
		for _, g := range groups {
			g.broken = true
		}
		p.depths[depth] = nil
	}
	return false
}

// write writes the first piece that waits.
func (p *printer) write() {
	x := p.waiting[0]
	p.waiting = p.waiting[1:]
	if g := x.group; g != nil {
		if g.breaks--; g.broken {
			p.newLine(x.indent)
			return
		}
		if g.breaks == 0 {
			p.settle(g)
		}
	}
	p.out.WriteString(x.text)
	p.column += utf8.RuneCountInString(x.text)
}

// flush writes all that waits.
func (p *printer) flush() {
	for len(p.waiting) > 0 {
		before := p.column
		p.write()
		p.column += before // IPython counts what it flushes twice
	}
	p.width = 0
}

// lines writes a repr, whose further lines are indented like the element.
func (p *printer) lines(s string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			p.breakOutermost()
			p.flush()
			p.newLine(p.indent)
		}
		p.text(line)
	}
}
