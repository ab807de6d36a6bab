package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"fluxion/engine"
	"fluxion/engine/lang"
	"fluxion/plots/scene"
)

type plotCommand struct {
	Expr   string    `arg:"" help:"Function of x, for example \"x^3 + 2x^2 - 3x + 1\", or of x and y, for example \"x^2 - y^2\"."`
	Range  interval  `default:"-3:3" help:"Range of x (default ${default})." placeholder:"LOW:HIGH"`
	YRange *interval `name:"yrange" help:"Range of y (default: what suits the curves; for a heat map the scale of x, about 0)." placeholder:"LOW:HIGH"`
	Order  *int      `help:"Highest derivative to draw, 0 to ${max_order} (default ${max_order}). A heat map has arrows along the gradient, unless it is 0." placeholder:"N"`
	Output string    `short:"o" required:"" help:"File to write, or - for standard output." placeholder:"FILE"`
	Width  float64   `default:"900" help:"Width in CSS pixels (default ${default})."`
	Height float64   `default:"600" help:"Height in CSS pixels (default ${default})."`
	Dark   bool      `help:"Draw for a dark background."`
	placement
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
	if finite := r.low-r.low == 0 && r.high-r.high == 0; !finite {
		return fmt.Errorf("given %q, expected two finite numbers", text)
	}
	if r.low >= r.high {
		return fmt.Errorf("given %q, expected the smaller number first", text)
	}
	return nil
}

// Validate checks what the types cannot say.
func (c *plotCommand) Validate() error {
	if c.Order == nil {
		return nil
	}
	return checkOrder(*c.Order, scene.MaxOrder)
}

// Run draws the curves of a function of one variable, or the heat map of one of
// two.
func (c *plotCommand) Run(stdout io.Writer, stderr standardError) error {
	function, field, err := parse(c.Expr)
	if err != nil {
		return err
	}
	var display *scene.Display
	if field != nil {
		display, err = c.heat(field)
	} else {
		display, err = c.curves(function)
	}
	if err != nil {
		return err
	}
	if display.Notice != "" {
		fmt.Fprintf(stderr, "fluxion: %s\n", display.Notice)
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

func (c *plotCommand) curves(function *lang.Function) (*scene.Display, error) {
	order := scene.MaxOrder
	if c.Order != nil {
		order = *c.Order
	}
	return scene.Build(scene.Request{
		Window: c.window(), FitY: c.YRange == nil,
		Width: c.Width, Height: c.Height, Theme: c.theme(),
		Order: order,
	}, function.Derivatives)
}

func (c *plotCommand) heat(field *lang.Field) (*scene.Display, error) {
	if c.Order != nil && *c.Order > 1 {
		return nil, fmt.Errorf("--order: given %d, expected 0 or 1: %s has two variables, and a heat map shows the gradient at most", *c.Order, field.Name())
	}
	return scene.BuildHeat(scene.HeatRequest{
		Window: c.window(), FitY: c.YRange == nil,
		Width: c.Width, Height: c.Height, Theme: c.theme(),
		Gradient: c.Order == nil || *c.Order > 0,
		Name:     field.Name(), Variables: [2]string(field.Variables()),
	}, scene.Field{
		Values: func(xs, ys []float64) ([]float64, error) { return field.Values(engine.Float64, xs, ys) },
		Gradient: func(xs, ys []float64) ([3][]float64, error) {
			return field.Gradient(engine.Float64, xs, ys)
		},
	})
}

// window returns the part of the plane that was asked for; without a range of y
// the picture finds one.
func (c *plotCommand) window() scene.Window {
	w := scene.Window{X0: c.Range.low, X1: c.Range.high}
	if c.YRange != nil {
		w.Y0, w.Y1 = c.YRange.low, c.YRange.high
	}
	return w
}

func (c *plotCommand) theme() scene.Theme {
	if c.Dark {
		return scene.Dark
	}
	return scene.Light
}
