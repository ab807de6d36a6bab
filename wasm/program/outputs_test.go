//go:build js && wasm

package main

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"fluxion/wasm/bridge"
)

func TestFlood(t *testing.T) {
	m := startWorker(t)
	const lines = 50_000
	got := run(t, m, fmt.Sprintf("for i in range(%d): print('line', i)\n1/0", lines))
	if !strings.HasPrefix(got.stdout, "line 0\nline 1\n") || !strings.HasSuffix(got.stdout, fmt.Sprintf("line %d\n", lines-1)) {
		t.Errorf("got %.40q … %q", got.stdout, got.stdout[len(got.stdout)-40:])
	}
	if len(got.stdout) > headBytes+tailBytes+100 {
		t.Errorf("%d bytes are shown", len(got.stdout))
	}
	if !got.reply.OK && got.failure.Name != "ZeroDivisionError" {
		t.Errorf("got %+v", got.failure)
	}
	if most := int(got.reply.Milliseconds/float64(messageTime.Milliseconds())) + 3; got.messages > most {
		t.Errorf("%d messages in %.0f ms", got.messages, got.reply.Milliseconds)
	}
}

func TestStreamsKeepTheirOrder(t *testing.T) {
	m := startWorker(t)
	execute(m, 1, "import sys\nfor i in range(3):\n    print(i)\n    print(-i, file=sys.stderr)")
	var got []string
	for {
		reply := m.Next()
		message, ok := reply.Message.(bridge.OutputMessage)
		if !ok {
			break
		}
		got = append(got, fmt.Sprint(message.Output))
	}
	want := "[{stream stdout 0\n} {stream stderr 0\n} {stream stdout 1\n} {stream stderr -1\n} {stream stdout 2\n} {stream stderr -2\n}]"
	if fmt.Sprint(got) != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestFigures(t *testing.T) {
	m := startWorker(t)
	got := run(t, m, fmt.Sprintf("class Figure:\n    def _repr_svg_(self): return '<svg>' + '-' * %d\nfor i in range(20): display(Figure())", figureBytes/10))
	if n := len(got.figures); n < 5 || n > 10 || !strings.Contains(got.stderr, fmt.Sprintf("… %d more figures are left out …", 20-n)) {
		t.Errorf("got %d figures, and %q", n, got.stderr)
	}
}

func TestLongValues(t *testing.T) {
	m := startWorker(t)
	got := run(t, m, "'é' * 10**6")
	if text := got.result["text/plain"]; len(text) > headBytes+tailBytes+100 || !strings.HasPrefix(text, "'éé") || !strings.HasSuffix(text, "éé'") ||
		!strings.Contains(text, " characters are left out …") || !utf8.ValidString(text) {
		t.Errorf("got %d bytes", len(text))
	}
	got = run(t, m, "raise ValueError('x' * 10**6)")
	if n := len(got.failure.Value); n > headBytes+tailBytes+100 {
		t.Errorf("the error's text has %d bytes", n)
	}
}

func TestExcerpt(t *testing.T) {
	letters := "aé𝑥"
	for _, size := range []int{0, 1, headBytes - 1, headBytes, headBytes + 1, headBytes + tailBytes, headBytes + tailBytes + 10, headBytes + 3*tailBytes, 10 * headBytes} {
		text := strings.Repeat(letters, size/len(letters)+1)[:size]
		text = strings.ToValidUTF8(text, "")
		for _, piece := range []int{len(text) + 1, 1000, 7 * len(letters)} {
			var e excerpt
			shown := ""
			for rest := text; rest != ""; {
				n := min(piece, len(rest))
				for n < len(rest) && !utf8.RuneStart(rest[n]) {
					n++
				}
				shown += e.write(rest[:n])
				rest = rest[n:]
			}
			end := e.end()
			shown += end
			if len(text) <= headBytes+tailBytes {
				if shown != text {
					t.Errorf("%d bytes in pieces of %d: changed", size, piece)
				}
				continue
			}
			head, tail, cut := strings.Cut(shown, "\n… ")
			skipped := 0
			fmt.Sscan(tail, &skipped)
			_, tail, _ = strings.Cut(tail, " …\n")
			all := utf8.RuneCountInString(head) + skipped + utf8.RuneCountInString(tail)
			if !cut || !strings.HasPrefix(text, head) || !strings.HasSuffix(text, tail) || all != utf8.RuneCountInString(text) ||
				len(head) < headBytes-4 || len(tail) < tailBytes-4 || len(shown) > headBytes+tailBytes+100 {
				t.Errorf("%d bytes in pieces of %d: %d + %d + %d characters", size, piece, len(head), skipped, len(tail))
			}
			if e.end() != "" {
				t.Errorf("the end comes twice")
			}
		}
	}
}
