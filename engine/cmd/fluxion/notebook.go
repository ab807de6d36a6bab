package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"fluxion/engine/lang/kernel"
	"fluxion/engine/lang/notebook"
)

type notebookCommand struct {
	File      string `arg:"" help:"The notebook, an .ipynb file; - reads standard input."`
	Output    string `short:"o" help:"Where to write the executed notebook; - is standard output (default: where it was read from)." placeholder:"FILE"`
	KeepGoing bool   `help:"Go on after a cell that fails."`
	program
}

// Run executes a notebook as Jupyter would and writes it with its outputs, also
// when a cell has failed.
func (c *notebookCommand) Run(stdout io.Writer, stderr standardError) error {
	text, err := readFile(c.File)
	if err != nil {
		return err
	}
	nb, err := notebook.Parse(text)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	if language := nb.Language(); language != "" && !strings.EqualFold(language, "python") {
		return fmt.Errorf("%s: the code is %s, expected python", c.File, language)
	}
	nb.DescribeLanguage()
	ctx, stop := interruptible()
	defer stop()
	failed := c.execute(ctx, nb, stderr)
	output := c.Output
	if output == "" {
		output = c.File
	}
	if output == "-" {
		_, err = stdout.Write(nb.Bytes())
	} else {
		err = save(output, nb.Bytes())
	}
	switch {
	case err != nil:
		return err
	case ctx.Err() != nil:
		return ended{statusInterrupted}
	case failed > 0:
		return ended{statusError}
	}
	return nil
}

// execute runs the cells and returns how many failed that should not. Each cell
// is reported to progress.
func (c *notebookCommand) execute(ctx context.Context, nb *notebook.Notebook, progress io.Writer) (failed int) {
	var cell *notebook.Cell
	var failure kernel.Failure
	k := kernel.New(kernel.Options{X64: c.X64, Limits: c.limits(), Emit: func(o kernel.Output) {
		failure, _ = o.(kernel.Failure)
		add(cell, o)
	}})
	defer k.Close()
	k.Thread().WriteFile = writeFile
	cells := runnable(nb)
	for i, next := range cells {
		cell = next
		cell.Clear()
		count := i + 1
		cell.ExecutionCount = &count
		fmt.Fprintf(progress, "cell %d of %d  %s ", count, len(cells), headline(cell.Source))
		start := time.Now()
		ok := k.Execute(ctx, cell.Source, fmt.Sprintf("cell %d", count))
		fmt.Fprintf(progress, " %.2f s\n", time.Since(start).Seconds())
		expected := cell.HasTag("raises-exception")
		if ok || expected && ctx.Err() == nil {
			continue
		}
		failed++
		fmt.Fprint(progress, failure.Traceback)
		if !c.KeepGoing || ctx.Err() != nil {
			break
		}
	}
	return failed
}

// runnable returns the cells that Jupyter executes.
func runnable(nb *notebook.Notebook) []*notebook.Cell {
	var cells []*notebook.Cell
	for _, c := range nb.Cells {
		if c.Type == notebook.Code && strings.TrimSpace(c.Source) != "" && !c.HasTag("skip-execution") {
			cells = append(cells, c)
		}
	}
	return cells
}

// add adds to a cell what its execution shows.
func add(cell *notebook.Cell, o kernel.Output) {
	switch o := o.(type) {
	case kernel.Stream:
		cell.Write(o.Name, o.Text)
	case kernel.Display:
		cell.Display(o.Data)
	case kernel.Result:
		cell.Result(o.Data)
	case kernel.Failure:
		cell.Fail(o.Name, o.Value, strings.Split(strings.TrimSuffix(o.Traceback, "\n"), "\n"))
	}
}

// headline returns the first line of a source, cut to fit beside the numbers.
func headline(source string) string {
	const width = 50
	line, _, _ := strings.Cut(strings.TrimSpace(source), "\n")
	if runes := []rune(line); len(runes) > width {
		line = string(runes[:width-1]) + "…"
	}
	return line + strings.Repeat(" ", width-utf8.RuneCountInString(line))
}
