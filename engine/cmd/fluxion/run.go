package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"time"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/jnp"
	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/engine/lang/python"
)

type runCommand struct {
	File       string  `arg:"" help:"The program; - reads standard input."`
	X64        bool    `name:"x64" help:"Compute in float64 and int64 where a program does not say otherwise, as jax_enable_x64."`
	MaxSeconds float64 `help:"Stop the program after this time; 0 lets it run." placeholder:"S"`
}

// An ended program has said itself why it failed; what is left is Python's exit
// status.
type ended struct{ status int }

func (e ended) Error() string { return fmt.Sprintf("exit status %d", e.status) }

// Run runs a Python program. Ctrl-C interrupts it as in Python.
func (c *runCommand) Run(stdout io.Writer, stderr standardError) error {
	source, err := c.read()
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	out := bufio.NewWriter(stdout)
	defer out.Flush()
	session := python.NewSession(python.Options{
		Stdout:    out,
		Limits:    py.Limits{Time: time.Duration(c.MaxSeconds * float64(time.Second))},
		Modules:   slices.Concat(jax.Modules, jnp.Modules, numpy.Modules),
		Translate: jax.Translate,
	})
	defer session.Close()
	jax.SetX64(session.Thread, c.X64)
	// Loops inside compiled programs listen to Ctrl-C and to the clock too.
	engine.SetInterrupt(session.Thread.Tick)
	defer engine.SetInterrupt(nil)
	_, e := session.Run(ctx, source, c.File)
	if e == nil {
		return nil
	}
	out.Flush()
	if e.IsA(py.SystemExit) {
		return exit(session.Thread, e, stderr)
	}
	fmt.Fprint(stderr, session.Format(e))
	return ended{statusError}
}

func (c *runCommand) read() (string, error) {
	if c.File == "-" {
		text, err := io.ReadAll(os.Stdin)
		return string(text), err
	}
	text, err := os.ReadFile(c.File)
	if errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("can't open file '%s': no such file", c.File)
	}
	return string(text), err
}

// exit follows sys.exit: no argument is success, an int the status, anything
// else is printed and means 1.
func exit(t *py.Thread, e *py.Exception, stderr io.Writer) error {
	if len(e.Args.Elems) == 0 || e.Args.Elems[0] == py.None {
		return nil
	}
	if code, ok := e.Args.Elems[0].(py.Int); ok {
		if code == 0 {
			return nil
		}
		return ended{int(code & 0xff)}
	}
	fmt.Fprintln(stderr, t.Str(e.Args.Elems[0]))
	return ended{statusError}
}
