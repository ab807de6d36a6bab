//go:build js && wasm

package formula

import (
	"fmt"
	"time"

	"fluxion/engine"
	"fluxion/engine/lang"
	"fluxion/plots/scene"
	"fluxion/wasm/bridge"
	"fluxion/wasm/picture"
	"fluxion/wasm/service"
)

// Heat draws a function of two variables. It is computed in squares of tile × tile
// points, and after each pause is called with the share that is done.
func (f *Functions) Heat(r bridge.HeatRequest, tile int, pause func(done float64) error) (*bridge.PlotReply, error) {
	started := time.Now()
	field, dtype, err := f.field(r.Expr, r.DType)
	if err != nil {
		return nil, err
	}
	points := 0
	display, err := scene.BuildHeat(scene.HeatRequest{
		Window: scene.Window{X0: r.X0, X1: r.X1, Y0: r.Y0, Y1: r.Y1},
		FitY:   r.FitY,
		Width:  r.Width, Height: r.Height,
		Theme: picture.Theme(r.Dark), Coarse: r.Coarse, Gradient: true,
		Name: field.Name(), Variables: [2]string(field.Variables()),
	}, scene.Field{
		Values: func(xs, ys []float64) ([]float64, error) {
			points += len(xs) * len(ys)
			return values(field, dtype, xs, ys, tile, pause)
		},
		Gradient: func(xs, ys []float64) ([3][]float64, error) {
			points += len(xs)
			return field.Gradient(dtype, xs, ys)
		},
	})
	if err != nil {
		return nil, err
	}
	message := picture.Plot(display, field)
	message.ID, message.Points = r.ID, points
	message.Heat.Variables = field.Variables()
	if r.SVG {
		message.SVG = picture.SVG(display, r.Expr)
	}
	message.Ms = float64(time.Since(started).Microseconds()) / 1000
	return message, nil
}

// values computes a grid in squares.
func values(field *lang.Field, dtype engine.DType, xs, ys []float64, tile int, pause func(done float64) error) ([]float64, error) {
	all := make([]float64, len(xs)*len(ys))
	for top := 0; top < len(ys); top += tile {
		rows := ys[top:min(top+tile, len(ys))]
		for left := 0; left < len(xs); left += tile {
			columns := xs[left:min(left+tile, len(xs))]
			part, err := field.Values(dtype, columns, rows)
			if err != nil {
				return nil, err
			}
			for i := range rows {
				copy(all[(top+i)*len(xs)+left:], part[i*len(columns):(i+1)*len(columns)])
			}
			if err := pause(float64(top) / float64(len(ys))); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// Gradient computes a function of two variables and its partial derivatives.
func (f *Functions) Gradient(r bridge.GradientRequest) (service.Reply, error) {
	field, dtype, err := f.field(r.Expr, r.DType)
	if err != nil {
		return service.Reply{}, err
	}
	rows, err := field.Gradient(dtype, r.Xs.Values(), r.Ys.Values())
	if err != nil {
		return service.Reply{}, err
	}
	values := append(append(rows[0], rows[1]...), rows[2]...)
	return service.Reply{Kind: bridge.TypeGradient, Message: bridge.GradientReply{ID: r.ID, Values: bridge.TypedOf(values)}}, nil
}

// field reads a function of two variables and the name of an element type.
func (f *Functions) field(expr, name string) (*lang.Field, engine.DType, error) {
	_, field, err := f.ParseAny(expr)
	dtype, known := DTypes[name]
	switch {
	case err != nil:
	case field == nil:
		err = fmt.Errorf("given %q, expected a function of two variables, as in x^2 - y^2", expr)
	case !known:
		err = fmt.Errorf("given dtype %q, expected float32 or float64", name)
	}
	return field, dtype, err
}
