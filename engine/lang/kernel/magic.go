package kernel

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"fluxion/engine/lang/py"
)

// A part is a piece of a cell that runs at once: statements, or a line that is
// not Python but IPython's.
type part struct {
	source string // Python, on the lines where it stands in the cell
	magic  string // the name of the magic, "!" or "?", or ""
	line   int    // of the magic
	shift  int    // where source begins in the line of the magic, in UTF-16 code units
	words  string // of the magic's line, without its name
	runs   int    // of %timeit
	loops  int    // of each run, 0 to find out
}

// divide divides a cell at the lines that begin with % or !, or end with ?.
func divide(source string) []part {
	if !strings.ContainsAny(source, "%!?") {
		return []part{{source: source}}
	}
	var parts []part
	start := 0 // of the statements that are not in parts yet
	tokens := scan(source)
	for i, t := range tokens {
		first := i == 0 || tokens[i-1].kind == lineEnd
		if !first || t.from > 0 && source[t.from-1] != '\n' || t.kind == lineEnd || t.from < start {
			continue
		}
		end := t.from + len(strings.SplitN(source[t.from:], "\n", 2)[0])
		line := source[t.from:end]
		if !t.is("%", "!") && !isQuestion(line) {
			continue
		}
		p := magicOf(line)
		p.line = strings.Count(source[:t.from], "\n") + 1
		p.source = strings.Repeat("\n", p.line-1) + p.source
		if strings.HasPrefix(p.magic, "%") { // the whole cell is meant
			p.source = blank(source[:end]) + source[end:]
			end = len(source)
		}
		if strings.TrimSpace(source[start:t.from]) != "" {
			parts = append(parts, part{source: blank(source[:start]) + source[start:t.from]})
		}
		parts = append(parts, p)
		start = min(end+1, len(source))
	}
	if rest := source[start:]; strings.TrimSpace(rest) != "" || parts == nil {
		parts = append(parts, part{source: blank(source[:start]) + rest})
	}
	return parts
}

// blank returns the line ends of a text.
func blank(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) }

// isQuestion reports whether a line asks what a name is: "name?".
func isQuestion(line string) bool {
	name := strings.TrimRight(strings.TrimSpace(line), "?")
	if name == strings.TrimSpace(line) {
		return false
	}
	for part := range strings.SplitSeq(name, ".") {
		if part == "" || wordLength(part) != len(part) {
			return false
		}
	}
	return true
}

// magicOf reads a line of IPython's.
func magicOf(line string) part {
	switch {
	case line[0] == '!':
		return part{magic: "!", words: strings.TrimSpace(line[1:])}
	case line[0] != '%':
		return part{magic: "?", words: strings.TrimRight(strings.TrimSpace(line), "?")}
	}
	name, _, _ := strings.Cut(strings.TrimSpace(line[1:]), " ")
	p := part{magic: name, words: strings.TrimLeft(line[1+len(name):], " "), runs: timedRuns}
	if name != "timeit" {
		p.source = p.words
		p.shift = utf16Length(line[:len(line)-len(p.words)])
		return p
	}
	for {
		option, n := "", 0
		if count, _ := fmt.Sscanf(p.words, "-%1s%d", &option, &n); count < 2 || n < 1 || !strings.Contains("nr", option) {
			break
		}
		if option == "n" {
			p.loops = n
		} else {
			p.runs = n
		}
		_, p.words, _ = strings.Cut(strings.TrimLeft(p.words[2:], " "), " ")
	}
	p.source = timedHead + p.words
	p.shift = utf16Length(line[:len(line)-len(p.words)]) - len(timedHead)
	return p
}

// silentMagics concern what there is none of here: other ways to draw, modules
// that change, settings of IPython.
var silentMagics = map[string]bool{"matplotlib": true, "config": true, "load_ext": true, "reload_ext": true, "autoreload": true, "pylab": true}

var usageError = &py.Type{Name: "UsageError", Base: py.ExceptionType}

// perform executes a part and returns the value of its last expression.
func (k *Kernel) perform(ctx context.Context, p part, filename string) (value py.Object, e *py.Exception) {
	switch {
	case p.magic == "":
		return k.session.Run(ctx, p.source, filename)
	case p.magic == "?":
		k.explain(p.words)
	case p.magic == "!" || p.magic == "pip" || p.magic == "conda":
		k.options.Emit(Stream{"stderr", fmt.Sprintf("There is no shell here, and all modules there are can be imported; not run: %s\n", p.words)})
	case p.magic == "time" || p.magic == "%time":
		start := time.Now()
		value, e = k.session.Run(ctx, p.source, filename)
		if e == nil {
			k.options.Emit(Stream{"stdout", fmt.Sprintf("Wall time: %s\n", seconds(time.Since(start).Seconds()))})
		}
		return value, e
	case p.magic == "timeit":
		return nil, k.timeit(ctx, p, filename)
	case !silentMagics[p.magic]:
		kind := "Line magic function `%"
		if strings.HasPrefix(p.magic, "%") {
			kind = "Cell magic `%"
		}
		return nil, py.Errorf(usageError, "%s%s` not found; there are: %%time, %%timeit, %%%%time.", kind, p.magic)
	}
	return nil, nil
}

// explain prints what is known about a name.
func (k *Kernel) explain(name string) {
	text := fmt.Sprintf("Object `%s` not found.\n", name)
	if found := k.Inspect(name, utf16Length(name)); found.Found {
		text = found.Signature + "\n"
		if found.Doc != "" {
			text += "\n" + found.Doc + "\n"
		}
	}
	k.options.Emit(Stream{"stdout", text})
}

// How %timeit measures: so many runs, of as many loops as take so long.
const (
	timedRuns  = 7
	timedLoops = 1e7 // at most
	enoughTime = 0.2 // seconds
	timedName  = "__timeit__"
	timedHead  = "def " + timedName + "(): "
)

// timeit runs a statement often and prints how long it took.
func (k *Kernel) timeit(ctx context.Context, p part, filename string) *py.Exception {
	if _, e := k.session.Run(ctx, p.source, filename); e != nil {
		return e
	}
	f := k.session.Main.Get(timedName)
	k.session.Main.Set(timedName, nil)
	return k.session.Call(ctx, func(t *py.Thread) {
		run := func(loops int) float64 {
			start := time.Now()
			for range loops {
				t.Call(f)
			}
			return time.Since(start).Seconds() / float64(loops)
		}
		loops := max(p.loops, 1)
		for p.loops == 0 && run(loops)*float64(loops) < enoughTime && loops < timedLoops {
			loops *= 10
		}
		var sum, squares float64
		for range p.runs {
			s := run(loops)
			sum += s
			squares += s * s
		}
		n := float64(p.runs)
		deviation := math.Sqrt(max(squares/n-sum/n*sum/n, 0))
		t.Print(fmt.Sprintf("%s ± %s per loop (mean ± std. dev. of %s, %s each)\n",
			seconds(sum/n), seconds(deviation), counted(p.runs, "run"), counted(loops, "loop")))
	})
}

func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprint(n, " ", what)
}

// seconds shows a time with three digits.
func seconds(s float64) string {
	for _, unit := range []struct {
		size float64
		name string
	}{{1, "s"}, {1e-3, "ms"}, {1e-6, "µs"}} {
		if s >= unit.size {
			return fmt.Sprintf("%.3g %s", s/unit.size, unit.name)
		}
	}
	return fmt.Sprintf("%.3g ns", s*1e9)
}
