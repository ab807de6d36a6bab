package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"fluxion/plots/scene"
)

type plotCommand struct {
	Expr   string    `arg:"" help:"Function of x, for example \"x^3 + 2x^2 - 3x + 1\"."`
	Range  interval  `default:"-3:3" help:"Range of x (default ${default})." placeholder:"LOW:HIGH"`
	YRange *interval `name:"yrange" help:"Range of y (default: what suits the curves)." placeholder:"LOW:HIGH"`
	Order  int       `default:"4" help:"Highest derivative to draw, 0 to 4 (default ${default})."`
	Output string    `short:"o" required:"" help:"File to write, or - for standard output." placeholder:"FILE"`
	Width  float64   `default:"900" help:"Width in CSS pixels (default ${default})."`
	Height float64   `default:"600" help:"Height in CSS pixels (default ${default})."`
	Dark   bool      `help:"Draw for a dark background."`
}

// An interval is written LOW:HIGH.
type interval struct{ low, high float64 }

// UnmarshalText reads "-3:3".
func (r *interval) UnmarshalText(text []byte) error {
	low, high, found := strings.Cut(string(text), ":")
	var errLow, errHigh error
	r.low, errLow = strconv.ParseFloat(strings.TrimSpace(low), 64)
	r.high, errHigh = strconv.ParseFloat(strings.TrimSpace(high), 64)
	if !found || errLow != nil || errHigh != nil {
		return fmt.Errorf("given %q, expected two numbers LOW:HIGH", text)
	}
	if !(r.low < r.high) {
		return fmt.Errorf("given %q, expected the smaller number first", text)
	}
	return nil
}

// Validate checks what the types cannot say.
func (c *plotCommand) Validate() error {
	return checkOrder(c.Order, scene.MaxOrder)
}

// Run draws the picture.
func (c *plotCommand) Run(stdout io.Writer) error {
	function, err := parse(c.Expr)
	if err != nil {
		return err
	}
	request := scene.Request{
		Window: scene.Window{X0: c.Range.low, X1: c.Range.high},
		FitY:   c.YRange == nil,
		Width:  c.Width, Height: c.Height,
		Order: c.Order,
	}
	if c.YRange != nil {
		request.Y0, request.Y1 = c.YRange.low, c.YRange.high
	}
	if c.Dark {
		request.Theme = scene.Dark
	}
	display, err := scene.Build(request, function.Derivatives)
	if err != nil {
		return err
	}
	var picture bytes.Buffer
	if err := scene.SVG(&picture, display, scene.SVGOptions{Title: c.Expr, Legend: true}); err != nil {
		return err
	}
	if c.Output == "-" {
		_, err := stdout.Write(picture.Bytes())
		return err
	}
	return os.WriteFile(c.Output, picture.Bytes(), 0o666)
}
