package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// A program says how Python programs run and on what; these flags are common to
// the commands that run them.
type program struct {
	execution
	placement
}

// An execution says how Python programs run.
type execution struct {
	X64        bool    `name:"x64" help:"Compute in float64 and int64 where a program does not say otherwise, as jax_enable_x64."`
	MaxSeconds float64 `help:"Stop a program, or a cell, after this time; 0 sets no limit." placeholder:"S"`
}

// Validate checks what the types cannot say.
func (p *execution) Validate() error {
	if !(p.MaxSeconds >= 0) {
		return fmt.Errorf("--max-seconds: given %v, expected 0 or more", p.MaxSeconds)
	}
	return nil
}

// A placement says what programs compute on, those of a plot too.
type placement struct {
	Device string `default:"auto" env:"JAX_PLATFORMS" help:"What programs compute on: host, wasm, or auto, which lets each run where that is best (the default; cpu, as JAX calls it, is the same). There is a gpu in browsers only."`
}

// AfterApply has programs run on the device.
func (p *placement) AfterApply() error {
	if p.Device == "cpu" || p.Device == "" {
		p.Device = "auto"
	}
	err := engine.SetDevice(p.Device)
	if err != nil && p.Device == "gpu" {
		return fmt.Errorf("%w; \"fluxion explain --device gpu\" shows what a GPU would run", err)
	}
	return err
}

func (p *execution) limits() py.Limits {
	return py.Limits{Time: time.Duration(min(p.MaxSeconds, maxSeconds) * float64(time.Second))}
}

// maxSeconds is the longest time that a Duration can hold, nearly.
const maxSeconds = 9e9

// statusInterrupted is that of a program which Ctrl-C has ended.
const statusInterrupted = 130

// An ended program has said itself why it failed; what is left is the exit
// status.
type ended struct{ status int }

func (e ended) Error() string { return fmt.Sprintf("exit status %d", e.status) }

// interruptible returns a context that Ctrl-C cancels. A second Ctrl-C ends the
// process, should the program not listen.
func interruptible() (ctx context.Context, stop context.CancelFunc) {
	ctx, stop = signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// readFile reads a file, or standard input if its name is "-".
func readFile(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(os.Stdin)
	}
	text, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("can't open file '%s': no such file", name)
	}
	return text, err
}

// writeFile writes a file for a program.
func writeFile(name string, data []byte) error { return os.WriteFile(name, data, 0o666) }

// exit follows sys.exit: no argument is success, an int the status, anything
// else is printed and means 1.
func exit(t *py.Thread, e *py.Exception, stderr io.Writer) error {
	if len(e.Args.Elems) == 0 || e.Args.Elems[0] == py.None {
		return nil
	}
	switch code := e.Args.Elems[0].(type) {
	case py.Int:
		if code&0xff == 0 {
			return nil
		}
		return ended{int(code & 0xff)}
	case py.Bool:
		if !code {
			return nil
		}
		return ended{statusError}
	}
	var text string
	if t.Try(func() { text = t.Str(e.Args.Elems[0]) }) == nil {
		fmt.Fprintln(stderr, text)
	}
	return ended{statusError}
}
