package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf16"

	"fluxion/engine/lang/kernel"
	"fluxion/engine/lang/py"
)

type replCommand struct{ program }

// Run reads Python from the terminal, or from standard input, and shows what
// each statement prints and gives.
func (c *replCommand) Run(stdout io.Writer, stderr standardError) error {
	r := &repl{stdout: stdout, stderr: stderr}
	r.kernel = kernel.New(kernel.Options{X64: c.X64, Limits: c.limits(), Plain: true, Emit: r.show})
	defer r.kernel.Close()
	r.kernel.Thread().WriteFile = writeFile
	if interactive() {
		warn := func(err error) {
			if err != nil {
				fmt.Fprintf(stderr, "fluxion: the history is not kept: %v\n", err)
			}
		}
		editor, err := newEditor(r.complete)
		warn(err)
		defer func() { warn(editor.Close()) }()
		r.lines = editor
		fmt.Fprintln(stdout, "Python for JAX programs, on Fluxion. Tab completes, Ctrl-C interrupts, Ctrl-D ends.")
	} else {
		r.lines = &plainLines{bufio.NewReader(os.Stdin)}
	}
	return r.loop()
}

// A repl reads, executes and prints, line by line.
type repl struct {
	kernel         *kernel.Kernel
	lines          lineReader
	stdout, stderr io.Writer
	// pending are the lines of the statement that is being typed.
	pending string
	ended   error // by SystemExit
	over    bool
}

// A lineReader asks for a line. The error is errInterrupted after Ctrl-C and
// io.EOF at the end.
type lineReader interface {
	Prompt(prompt string) (string, error)
}

var errInterrupted = errors.New("interrupted")

func (r *repl) loop() error {
	for !r.over {
		prompt := ">>> "
		if r.pending != "" {
			prompt = "... "
		}
		line, err := r.lines.Prompt(prompt)
		switch {
		case err == nil:
			r.line(line)
		case errors.Is(err, errInterrupted):
			fmt.Fprintln(r.stderr, "KeyboardInterrupt")
			r.pending = ""
		case errors.Is(err, io.EOF):
			if r.pending != "" {
				r.execute()
			}
			return r.ended
		default:
			return err
		}
	}
	return r.ended
}

// line adds a line and executes the statement if it is complete.
func (r *repl) line(line string) {
	if r.pending == "" && strings.TrimSpace(line) == "" {
		return
	}
	r.pending += line
	if kernel.Unfinished(r.pending) {
		r.pending += "\n"
		return
	}
	r.execute()
}

func (r *repl) execute() {
	source := r.pending
	r.pending = ""
	ctx, stop := interruptible()
	defer stop()
	r.kernel.Execute(ctx, source, "<stdin>")
}

// show prints what a statement shows.
func (r *repl) show(o kernel.Output) {
	switch o := o.(type) {
	case kernel.Stream:
		w := r.stdout
		if o.Name == "stderr" {
			w = r.stderr
		}
		io.WriteString(w, o.Text)
	case kernel.Result:
		fmt.Fprintln(r.stdout, o.Data["text/plain"])
	case kernel.Display:
		if text, ok := o.Data["text/plain"]; ok {
			fmt.Fprintln(r.stdout, text)
		}
	case kernel.Failure:
		if o.Exception.IsA(py.SystemExit) {
			r.over, r.ended = true, exit(r.kernel.Thread(), o.Exception, r.stderr)
			return
		}
		io.WriteString(r.stderr, o.Traceback)
	}
}

// complete returns what the word before the cursor, counted in characters,
// could become.
func (r *repl) complete(line string, cursor int) (head string, words []string, tail string) {
	runes := []rune(line)
	head, tail = string(runes[:cursor]), string(runes[cursor:])
	if strings.TrimSpace(head) == "" {
		return head, []string{"    "}, tail
	}
	source := r.pending + head
	at := len(utf16.Encode([]rune(source)))
	c := r.kernel.Complete(source, at)
	head = string(runes[:cursor-(c.To-c.From)])
	for _, item := range c.Items {
		words = append(words, item.Label)
	}
	return head, words, tail
}

// plainLines are lines that nobody types, so nothing is prompted.
type plainLines struct{ *bufio.Reader }

// Prompt implements [lineReader].
func (l *plainLines) Prompt(string) (string, error) {
	line, err := l.ReadString('\n')
	if line != "" {
		err = nil
	}
	return strings.TrimRight(line, "\r\n"), err
}
