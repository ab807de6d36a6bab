package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"fluxion/engine"
	_ "fluxion/engine/gpu" // shows its code, also where there is none
	"fluxion/engine/lang"
)

type explainCommand struct {
	Expr   string `arg:"" help:"Function of x, for example \"tanh(x)*exp(-x^2)\", or of x and y, for example \"x*y + sin(x)\"; or a Python program, of which the jitted functions that it calls are explained: it runs, and what it prints goes to standard error."`
	Order  int    `default:"1" help:"Highest derivative, 0 to 10 (default ${default}). Of a function of two variables: 1, the gradient, or 0."`
	Points int    `default:"1024" help:"Number of points that the code is for (default ${default})."`
	DType  string `name:"dtype" default:"float32" enum:"float32,float64" help:"Precision: ${enum} (default ${default})."`
	Device string `default:"wasm" enum:"wasm,gpu" help:"Whose code: ${enum} (default ${default}). That of a GPU is WGSL, printed for a typical one."`
	Color  string `default:"auto" enum:"auto,always,never" help:"Colours: ${enum} (default ${default}: on a terminal, unless NO_COLOR is set)."`
	JSON   bool   `name:"json" help:"Print JSON; of a program, a list."`

	Function string `help:"Of a program, explain only the jitted functions of this name." placeholder:"NAME"`
	execution
}

// isProgram reports whether a program is to be explained.
func (c *explainCommand) isProgram() bool { return strings.HasSuffix(c.Expr, ".py") }

// Validate checks what the types cannot say.
func (c *explainCommand) Validate(given *kong.Context) error {
	misplaced, why := []string{"function", "x64", "max-seconds"}, "it is for programs"
	if c.isProgram() {
		misplaced, why = []string{"order", "points", "dtype"}, "a program says that itself"
	}
	for _, p := range given.Path {
		if p.Flag != nil && slices.Contains(misplaced, p.Flag.Name) {
			return fmt.Errorf("--%s cannot be given with %s: %s", p.Flag.Name, c.Expr, why)
		}
	}
	return errors.Join(checkOrder(c.Order, maxOrder), c.execution.Validate())
}

// measureTime is how long the code is run to see how fast it is.
const measureTime = 200 * time.Millisecond

// Run prints the line, the program that tracing it gives before and after
// simplification, the WebAssembly module or the shaders, and the times.
func (c *explainCommand) Run(stdout io.Writer, stderr standardError) error {
	if c.isProgram() {
		return c.explainProgram(stdout, stderr)
	}
	function, field, err := parse(c.Expr)
	if err != nil {
		return err
	}
	dtype := engine.Float32
	if c.DType == "float64" {
		dtype = engine.Float64
	}
	var x *lang.Explanation
	if field == nil {
		x, err = function.Explain(dtype, c.Order, c.Points, engine.ExplainedOn(c.Device))
	} else if err = checkFieldOrder(c.Order, field); err == nil {
		x, err = field.Explain(dtype, c.Order > 0, c.Points, engine.ExplainedOn(c.Device))
	}
	if err != nil {
		return err
	}
	run, runs := x.Measure(measureTime)
	if c.JSON {
		j := explanationJSON(x)
		j.Points, j.Micros["run"] = c.Points, micros(run)
		return encode(stdout, j)
	}
	p := c.printer(x, stdout)
	p.source()
	p.code()
	if runs > 0 { // there is something here to run it
		p.row("a run", "%10s  for %s, %.3g ns each (median of %d runs)", duration(run), plural(c.Points, "point"),
			float64(run.Nanoseconds())/float64(c.Points), runs)
	}
	_, err = io.WriteString(stdout, p.b.String())
	return err
}

func (c *explainCommand) printer(x *lang.Explanation, stdout io.Writer) *explanationPrinter {
	colour := c.Color == "always" || c.Color == "auto" && isTerminal(stdout) && os.Getenv("NO_COLOR") == ""
	return &explanationPrinter{x: x, device: c.Device, colour: colour}
}

// encode writes JSON.
func encode(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	return encoder.Encode(value)
}

func micros(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
