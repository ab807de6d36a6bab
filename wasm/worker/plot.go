//go:build js && wasm

package main

import (
	"fmt"
	"slices"
	"time"

	"fluxion/engine"
	"fluxion/engine/lang"
	"fluxion/plots/scene"
	"fluxion/wasm/bridge"
	"fluxion/wasm/formula"
	"fluxion/wasm/picture"
	"fluxion/wasm/service"
)

// plotOrder is the order that a picture of f to f⁗ is sampled with.
const plotOrder = scene.MaxOrder + 2

// heatTile is the side of the squares in which a heat map is computed: about as
// many points as a batch has.
const heatTile = 64

// batch is how many points are computed between two looks at the clock: as many
// as package lang computes at a time.
const batch = 4096

// usualSamplings is how often a picture asks for samples, about: it makes a
// guess at the progress.
const usualSamplings = 16

func (w *worker) plot(r bridge.PlotRequest) (service.Reply, error) {
	started := time.Now()
	function, field, err := w.functions.ParseAny(r.Expr)
	switch {
	case err != nil:
		return service.Reply{}, err
	case field != nil:
		return w.heat(bridge.HeatRequest{
			ID: r.ID, Expr: r.Expr, X0: r.X0, X1: r.X1, Y0: r.Y0, Y1: r.Y1, FitY: r.FitY,
			Width: r.Width, Height: r.Height, Dark: r.Dark, SVG: r.SVG, Coarse: true, DType: "float64",
		})
	}
	if len(r.Visible) != bridge.Visible {
		return service.Reply{}, fmt.Errorf("plot request: given %d flags in visible, expected %d", len(r.Visible), bridge.Visible)
	}
	pace := w.newPace(r.ID, "sampling")
	samplings, points := 0, 0
	w.profile.Take() // what ran before was for something else
	display, err := scene.Build(scene.Request{
		Window: scene.Window{X0: r.X0, X1: r.X1, Y0: r.Y0, Y1: r.Y1},
		FitY:   r.FitY,
		Width:  r.Width, Height: r.Height,
		Order: r.Order, Visible: r.Visible, Theme: picture.Theme(r.Dark),
	}, func(xs []float64, order int) ([][]float64, error) {
		samplings++
		points += len(xs)
		return sample(function, engine.Float64, xs, order, func(done float64) error {
			return pace.pause(min(1, (float64(samplings-1)+done)/usualSamplings))
		})
	})
	if err != nil {
		return service.Reply{}, err
	}
	message := picture.Plot(display, function)
	message.ID, message.Points, message.Profile = r.ID, points, w.profile.Take()
	if r.SVG {
		message.SVG = picture.SVG(display, r.Expr)
	}
	message.Ms = float64(time.Since(started).Microseconds()) / 1000
	return service.Reply{Kind: bridge.TypePlot, Message: *message}, nil
}

func (w *worker) heat(r bridge.HeatRequest) (service.Reply, error) {
	w.profile.Take() // what ran before was for something else
	message, err := w.functions.Heat(r, heatTile, w.newPace(r.ID, "sampling").pause)
	if err != nil {
		return service.Reply{}, err
	}
	message.Profile = w.profile.Take()
	return service.Reply{Kind: bridge.TypePlot, Message: *message}, nil
}

func (w *worker) parse(r bridge.ParseRequest) (service.Reply, error) {
	function, err := w.functions.Definition(r.Expr)
	if err != nil {
		return service.Reply{}, err
	}
	return service.Reply{Kind: bridge.TypeParse, Message: bridge.ParseReply{
		ID: r.ID, Tex: function.Definition(), Source: function.Source(), Name: function.Name(),
	}}, nil
}

func (w *worker) trace(r bridge.TraceRequest) (service.Reply, error) {
	function, err := w.functions.Parse(r.Expr)
	if err != nil {
		return service.Reply{}, err
	}
	if err := formula.CheckOrder(r.Order); err != nil {
		return service.Reply{}, err
	}
	// The program that the picture of the function was made with serves again.
	rows, err := function.Derivatives([]float64{r.X}, max(r.Order, plotOrder))
	if err != nil {
		return service.Reply{}, err
	}
	values := make([]float64, r.Order+1)
	for k := range values {
		values[k] = rows[k][0]
	}
	return service.Reply{Kind: bridge.TypeTrace, Message: bridge.TraceReply{ID: r.ID, X: r.X, Values: values}}, nil
}

func (w *worker) derivatives(r bridge.DerivativesRequest) (service.Reply, error) {
	function, err := w.functions.Parse(r.Expr)
	if err != nil {
		return service.Reply{}, err
	}
	if err := formula.CheckOrder(r.Order); err != nil {
		return service.Reply{}, err
	}
	dtype, ok := formula.DTypes[r.DType]
	if !ok {
		return service.Reply{}, fmt.Errorf("derivatives request: given dtype %q, expected float32 or float64", r.DType)
	}
	pace := w.newPace(r.ID, "computing")
	rows, err := sample(function, dtype, r.Xs.Values(), r.Order, pace.pause)
	if err != nil {
		return service.Reply{}, err
	}
	values := slices.Concat(rows...)
	return service.Reply{Kind: bridge.TypeDerivatives, Message: bridge.DerivativesReply{ID: r.ID, Values: bridge.TypedOf(values)}}, nil
}

// sample computes derivatives in batches, and after each calls pause with the share
// that is done.
func sample(function *lang.Function, dtype engine.DType, xs []float64, order int, pause func(done float64) error) ([][]float64, error) {
	result := make([][]float64, order+1)
	for from := 0; from < len(xs); from += batch {
		to := min(from+batch, len(xs))
		rows, err := function.DerivativesIn(dtype, xs[from:to], order)
		if err != nil {
			return nil, err
		}
		for k := range result {
			result[k] = append(result[k], rows[k]...)
		}
		if err := pause(float64(to) / float64(len(xs))); err != nil {
			return nil, err
		}
	}
	return result, nil
}
