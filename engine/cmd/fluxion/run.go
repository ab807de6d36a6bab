package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/kernel"
	"fluxion/engine/lang/py"
	"fluxion/engine/lang/python"
)

type runCommand struct {
	File string `arg:"" help:"The program; - reads standard input."`
	program
}

// Run runs a Python program. It ends with Python's exit status.
func (c *runCommand) Run(stdout io.Writer, stderr standardError) error {
	if strings.HasSuffix(c.File, ".ipynb") {
		return fmt.Errorf("%s is a notebook: \"fluxion notebook %[1]s\" executes it", c.File)
	}
	source, err := readFile(c.File)
	if err != nil {
		return err
	}
	return c.run(source, c.File, stdout, stderr, func(*py.Thread) {})
}

// run runs a Python program, once its thread is prepared. The error is nil if it
// succeeds; it has then said itself why it failed, or wants another status.
func (c *execution) run(source []byte, file string, stdout io.Writer, stderr standardError, prepare func(*py.Thread)) error {
	ctx, stop := interruptible()
	defer stop()
	out := bufio.NewWriter(stdout)
	defer out.Flush()
	session := python.NewSession(python.Options{
		Stdout:    out,
		Stderr:    after{out, stderr},
		Limits:    c.limits(),
		Modules:   kernel.Modules,
		Translate: kernel.Translate,
		// What a long program prints is seen while it runs.
		Poll: func(*py.Thread) { out.Flush() },
	})
	defer session.Close()
	jax.SetX64(session.Thread, c.X64)
	session.Thread.WriteFile = writeFile
	prepare(session.Thread)
	// Loops inside compiled programs listen to Ctrl-C and to the clock too.
	engine.SetInterrupt(session.Thread.Glance)
	defer engine.SetInterrupt(nil)
	_, e := session.Run(ctx, string(source), file)
	out.Flush()
	switch {
	case e == nil:
		return nil
	case e.IsA(py.SystemExit):
		return exit(session.Thread, e, stderr)
	}
	fmt.Fprint(stderr, session.Format(e))
	if e.IsA(py.KeyboardInterrupt) {
		return ended{statusInterrupted}
	}
	return ended{statusError}
}

// after writes when all that was written to another stream before is out.
type after struct {
	before *bufio.Writer
	io.Writer
}

func (w after) Write(text []byte) (int, error) {
	w.before.Flush()
	return w.Writer.Write(text)
}
