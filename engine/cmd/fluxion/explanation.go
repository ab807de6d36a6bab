package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"fluxion/engine"
	"fluxion/engine/lang"
)

// An explanationPrinter writes an explanation for people: each term of the
// source has a number, and each line of code starts with those of the terms
// that it comes from. Colours only repeat that.
type explanationPrinter struct {
	x      *lang.Explanation
	lines  []string // of a program: the numbers of its lines that are terms
	device string   // whose code it shows
	colour bool
	b      strings.Builder
}

// code writes what becomes of the source, and how long that takes.
func (p *explanationPrinter) code() {
	p.listing(fmt.Sprintf("jaxpr as traced: %s", plural(p.x.Traced.Len(), "equation")), p.x.Before, p.x.TermsBefore)
	p.listing(fmt.Sprintf("jaxpr simplified: %s", plural(p.x.Simplified.Len(), "equation")), p.x.After, p.x.TermsAfter)
	p.module()
	p.times()
}

func (p *explanationPrinter) module() {
	if p.x.NoModule != nil {
		p.title("WebAssembly: none")
		fmt.Fprintln(&p.b, p.x.NoModule)
		return
	}
	language, elsewhere := "WebAssembly", "on the host"
	if p.device == "gpu" {
		language, elsewhere = "WGSL", "in WebAssembly"
	}
	title := fmt.Sprintf("%s: %d bytes, %s of loops", language, p.x.Bytes, plural(p.x.Nests, "nest"))
	if p.x.HostSteps > 0 {
		title += ", " + plural(p.x.HostSteps, "operation") + " " + elsewhere
	}
	p.listing(title, p.x.Module, p.x.TermsAfter)
}

// source writes the line with a row below it for each term, which underlines
// the term and gives it its number.
func (p *explanationPrinter) source() {
	line := p.x.Line
	width := utf8.RuneCountInString(line)
	fmt.Fprintf(&p.b, "  %s\n", p.bold(line))
	for i, t := range p.x.Terms {
		row := []rune(strings.Repeat(" ", width))
		for _, s := range t.Spans {
			for k := utf8.RuneCountInString(line[:s.From]); k < utf8.RuneCountInString(line[:s.To]); k++ {
				row[k] = '─'
			}
		}
		fmt.Fprintf(&p.b, "  %s\n", p.paint(i, string(row)+"  "+p.marker(i)))
	}
}

func (p *explanationPrinter) title(text string) { fmt.Fprintf(&p.b, "\n%s\n", p.bold(text)) }

// listing writes lines behind the numbers of their terms.
func (p *explanationPrinter) listing(title string, lines []engine.CodeLine, terms func(engine.CodeLine) []int) {
	p.title(title)
	margin := 0
	margins := make([]string, len(lines))
	for i, l := range lines {
		for k, t := range terms(l) {
			if k > 0 && p.lines != nil {
				margins[i] += " "
			}
			margins[i] += p.marker(t)
		}
		margin = max(margin, utf8.RuneCountInString(margins[i]))
	}
	for i, l := range lines {
		text := margins[i] + strings.Repeat(" ", margin-utf8.RuneCountInString(margins[i])) + " " + l.Text
		if list := terms(l); len(list) > 0 {
			text = p.paint(list[0], text)
		}
		p.b.WriteString(strings.TrimRight(text, " ") + "\n")
	}
}

func (p *explanationPrinter) times() {
	p.title("Time")
	total := time.Duration(0)
	for _, phase := range p.x.Phases {
		p.row(phase.Name, "%10s", duration(phase.Time))
		total += phase.Time
	}
	p.row("compiling", "%10s", duration(total))
}

// row writes a line of the list of times.
func (p *explanationPrinter) row(name, format string, args ...any) {
	fmt.Fprintf(&p.b, "  %-9s "+format+"\n", append([]any{name}, args...)...)
}

// duration writes a time with three digits.
func duration(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return strconv.FormatFloat(float64(d.Nanoseconds())/1e3, 'f', 1, 64) + " µs"
	case d < time.Second:
		return strconv.FormatFloat(float64(d.Nanoseconds())/1e6, 'f', 2, 64) + " ms"
	}
	return strconv.FormatFloat(d.Seconds(), 'f', 2, 64) + " s"
}

func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}

// marker returns the number of a term in a circle, the variable's name for the
// variable, and the number of the line in a program.
func (p *explanationPrinter) marker(term int) string {
	switch {
	case p.lines != nil:
		return p.lines[term]
	case p.x.Terms[term].Variable:
		return p.x.Variable
	case term <= 20:
		return string(rune('①' + term - 1))
	case term <= 35:
		return string(rune('㉑' + term - 21))
	case term <= 50:
		return string(rune('㊱' + term - 36))
	}
	return "(" + strconv.Itoa(term) + ")"
}

// The colours of terms in turn, as numbers of the terminal's palette: those that
// read well on dark and on light ground.
var termColours = []int{6, 3, 5, 2, 4, 1}

func (p *explanationPrinter) paint(term int, text string) string {
	if !p.colour {
		return text
	}
	return fmt.Sprintf("\x1b[3%dm%s\x1b[0m", termColours[term%len(termColours)], text)
}

func (p *explanationPrinter) bold(text string) string {
	if !p.colour {
		return text
	}
	return "\x1b[1m" + text + "\x1b[0m"
}
