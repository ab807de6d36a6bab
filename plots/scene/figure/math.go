package figure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A span is a piece of text in one style.
type span struct {
	text   string
	italic bool
	bold   bool
	scale  float64 // of the font size
	rise   float64 // of the baseline, in font sizes of the whole text
	shift  float64 // to the right, in the same
}

// setText returns the spans of a line of text, whose parts between dollar
// signs are mathematics. A text with an odd number of dollar signs has none.
func setText(s string) []span {
	parts := splitDollars(s)
	if len(parts)%2 == 0 {
		return []span{{text: strings.ReplaceAll(s, `\$`, "$"), scale: 1}}
	}
	var spans []span
	for i, part := range parts {
		switch {
		case i%2 == 1:
			m := &mathSetter{rest: part}
			m.list(style{scale: 1, italic: true}, "")
			spans = append(spans, m.spans...)
		case part != "":
			spans = append(spans, span{text: strings.ReplaceAll(part, `\$`, "$"), scale: 1})
		}
	}
	return spans
}

func splitDollars(s string) []string {
	var parts []string
	start := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == '$':
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

// plain returns a text as it is read out.
func plain(s string) string {
	var b strings.Builder
	for _, sp := range setText(s) {
		switch {
		case sp.rise > 0 && sp.scale < 1:
			b.WriteString("^" + sp.text)
		case sp.rise < 0 && sp.scale < 1:
			b.WriteString("_" + sp.text)
		default:
			b.WriteString(sp.text)
		}
	}
	return b.String()
}

// widthOf returns the width of spans in font sizes.
func widthOf(spans []span) float64 {
	w := 0.0
	for _, s := range spans {
		w += s.shift
		for _, r := range s.text {
			em := advance(r)
			if s.bold {
				em *= 1.1
			}
			w += em * s.scale
		}
	}
	return w
}

// A style is how the symbols of a formula are set.
type style struct {
	scale, rise  float64
	italic, bold bool
	upright      bool // of letters that are words
	letters      map[rune]rune
}

// A mathSetter sets TeX's mathematics, as far as labels need it, on one line:
// scripts are raised and lowered, fractions written with a slash.
type mathSetter struct {
	rest  string
	spans []span
	depth int
	shift float64 // of the next span
	// The script that was set last: an upper and a lower one at a symbol stand
	// over each other.
	script struct {
		sign  string
		width float64
		end   int // the number of spans then
	}
}

// maxDepth bounds the nesting of formulas.
const maxDepth = 50

func (m *mathSetter) emit(st style, text string) {
	if text == "" {
		return
	}
	var b strings.Builder
	for _, r := range text {
		if to, ok := st.letters[r]; ok {
			r = to
		}
		b.WriteRune(r)
	}
	next := span{text: b.String(), scale: st.scale, rise: st.rise, bold: st.bold}
	if !st.upright && st.italic {
		for _, r := range text {
			next.italic = unicode.Is(unicode.Latin, r) || unicode.Is(unicode.Greek, r) && unicode.IsLower(r)
		}
	}
	next.shift, m.shift = m.shift, 0
	if n := len(m.spans); n > 0 && next.shift == 0 {
		last := &m.spans[n-1]
		if same := *last; same.italic == next.italic && same.bold == next.bold && same.scale == next.scale && same.rise == next.rise {
			last.text += next.text
			return
		}
	}
	m.spans = append(m.spans, next)
}

// list sets symbols up to a closing text, or the end.
func (m *mathSetter) list(st style, closing string) {
	if m.depth++; m.depth > maxDepth {
		m.rest = ""
	}
	defer func() { m.depth-- }()
	for m.rest != "" {
		if closing != "" && strings.HasPrefix(m.rest, closing) {
			m.rest = m.rest[len(closing):]
			return
		}
		m.atom(st)
	}
}

// argument sets the next symbol or group.
func (m *mathSetter) argument(st style) {
	m.rest = strings.TrimLeft(m.rest, " ")
	if strings.HasPrefix(m.rest, "{") {
		m.rest = m.rest[1:]
		m.list(st, "}")
	} else if m.rest != "" {
		m.atom(st)
	}
}

// raw returns the next group or symbol as it stands.
func (m *mathSetter) raw() string {
	m.rest = strings.TrimLeft(m.rest, " ")
	if !strings.HasPrefix(m.rest, "{") {
		if m.rest == "" {
			return ""
		}
		_, n := utf8.DecodeRuneInString(m.rest)
		if m.rest[0] == '\\' {
			n = 1 + len(commandName(m.rest[1:]))
		}
		s := m.rest[:n]
		m.rest = m.rest[n:]
		return s
	}
	depth := 0
	for i := 0; i < len(m.rest); i++ {
		switch m.rest[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				s := m.rest[1:i]
				m.rest = m.rest[i+1:]
				return s
			}
		}
	}
	s := m.rest[1:]
	m.rest = ""
	return s
}

// sub sets a text that was read with raw.
func (m *mathSetter) sub(st style, text string) {
	rest := m.rest
	m.rest = text
	m.list(st, "")
	m.rest = rest
}

func commandName(s string) string {
	n := 0
	for n < len(s) && (s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z') {
		n++
	}
	if n == 0 && s != "" {
		_, n = utf8.DecodeRuneInString(s)
	}
	return s[:n]
}

// Scripts are this much smaller, and moved by these parts of the font size.
const (
	scriptScale = 0.7
	scriptRise  = 0.38
	scriptDrop  = -0.16
)

func (m *mathSetter) atom(st style) {
	_, n := utf8.DecodeRuneInString(m.rest)
	c := m.rest[:n]
	m.rest = m.rest[n:]
	switch c {
	case " ":
	case "{":
		m.list(st, "}")
	case "}":
	case "^", "_":
		inner := st
		inner.scale *= scriptScale
		if c == "^" {
			inner.rise += scriptRise * st.scale
		} else {
			inner.rise += scriptDrop * st.scale
		}
		m.scripted(inner, c)
	case "-":
		m.emit(st, "−")
	case "'":
		m.emit(st, "′")
	case "*":
		m.emit(st, "∗")
	case "~":
		m.emit(st, " ")
	case "=", "<", ">", "+":
		if st.scale < 1 {
			m.emit(st, c)
		} else {
			m.emit(st, " "+c+" ")
		}
	case ",":
		m.emit(st, ", ")
	case "\\":
		m.command(st)
	default:
		m.emit(st, c)
	}
}

// scripted sets the argument of ^ or _.
func (m *mathSetter) scripted(st style, sign string) {
	beside := m.script
	stacked := beside.end > 0 && beside.end == len(m.spans) && beside.sign != sign
	if stacked {
		m.shift = -beside.width
	}
	from := len(m.spans)
	m.argument(st)
	width := widthOf(m.spans[min(from, len(m.spans)):])
	m.script.sign, m.script.width, m.script.end = sign, width, len(m.spans)
	if stacked {
		width += beside.width
		m.shift = max(beside.width-width, 0)
		m.script.end = 0
	}
}

func (m *mathSetter) command(st style) {
	name := commandName(m.rest)
	m.rest = m.rest[len(name):]
	if symbol, ok := mathSymbols[name]; ok {
		m.emit(st, symbol)
		return
	}
	if mark, ok := accents[name]; ok {
		if m.argument(st); len(m.spans) > 0 {
			m.spans[len(m.spans)-1].text += mark
		}
		return
	}
	switch name {
	case "frac", "dfrac", "tfrac":
		over, under := m.raw(), m.raw()
		m.bracketed(st, over)
		m.emit(st, "/")
		m.bracketed(st, under)
	case "sqrt":
		if strings.HasPrefix(m.rest, "[") {
			index, rest, _ := strings.Cut(m.rest[1:], "]")
			m.rest = rest
			inner := st
			inner.scale *= scriptScale
			inner.rise += scriptRise * st.scale
			m.sub(inner, index)
		}
		m.emit(st, "√")
		m.bracketed(st, m.raw())
	case "mathrm", "mathdefault", "mathregular", "operatorname", "mathsf", "mathtt":
		st.upright = true
		m.argument(st)
	case "text", "textrm", "mbox":
		st.upright = true
		m.emit(st, m.raw())
	case "mathbf", "boldsymbol", "bm", "textbf":
		st.bold, st.upright = true, name != "boldsymbol" && name != "bm"
		m.argument(st)
	case "mathit", "textit":
		st.upright, st.italic = false, true
		m.argument(st)
	case "mathbb":
		st.letters, st.upright = doubleStruck, true
		m.argument(st)
	case "mathcal", "mathscr", "mathfrak":
		st.letters, st.upright = script, true
		m.argument(st)
	case "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "limits", "nolimits":
		if strings.HasPrefix(m.rest, ".") && (name == "left" || name == "right") {
			m.rest = m.rest[1:]
		}
	case "sin", "cos", "tan", "log", "ln", "exp", "min", "max", "lim", "sup", "inf", "arg", "det", "dim", "tanh", "sinh", "cosh", "arctan", "arcsin", "arccos", "argmin", "argmax", "Pr", "deg", "gcd", "cot", "sec", "csc":
		st.upright = true
		m.emit(st, name)
		if m.rest != "" && !strings.ContainsAny(m.rest[:1], "(^_{}[)") {
			m.emit(st, " ")
		}
	default:
		st.upright = true
		m.emit(st, `\`+name)
	}
}

// bracketed sets a text in parentheses unless it is one symbol.
func (m *mathSetter) bracketed(st style, text string) {
	inner := &mathSetter{rest: text, depth: m.depth}
	inner.list(st, "")
	simple, n := true, 0
	for _, s := range inner.spans {
		for _, r := range s.text {
			if s.rise == st.rise {
				simple = simple && (unicode.IsDigit(r) || unicode.IsLetter(r) && n == 0)
				n++
			}
		}
	}
	if !simple {
		m.emit(st, "(")
	}
	m.spans = append(m.spans, inner.spans...)
	if !simple {
		m.emit(st, ")")
	}
}
