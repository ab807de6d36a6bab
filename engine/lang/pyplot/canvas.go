package pyplot

import (
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// background makes a patch that stands for a background colour.
func background(c *figure.Color) *Artist {
	class := newClass("Rectangle", "matplotlib.patches", []property{
		shade(func(*Artist) *figure.Color { return c }, "facecolor", "fc", "color"),
		{names: []string{"alpha"}, set: func(t *py.Thread, _ *Artist, v py.Object) {
			if !none(v) {
				*c = c.WithAlpha(min(max(number(t, v), 0), 1))
			}
		}},
		{names: []string{"visible"}, set: func(t *py.Thread, _ *Artist, v py.Object) {
			if !t.Truth(v) {
				*c = figure.NoColor
			}
		}},
	}, ignored("edgecolor", "linewidth"))
	return &Artist{class: class, item: &figure.Polygon{Base: figure.NewBase(0)}}
}

// A canvas has the methods that programs call to have a figure drawn.
type canvas struct{ figure *Figure }

var canvasType = &py.Type{Name: "FigureCanvasSVG", Module: "matplotlib.backends.backend_svg", Final: true}

func (*canvas) Type() *py.Type { return canvasType }

func init() {
	nothing := func(*py.Thread, []py.Object) py.Object { return py.None }
	canvasType.Define(
		py.Func{Sig: "draw(self)", Doc: "Does nothing: figures are drawn when they are shown.", Impl: nothing},
		py.Func{Sig: "draw_idle(self)", Doc: "Does nothing: figures are drawn when they are shown.", Impl: nothing},
		py.Func{Sig: "flush_events(self)", Doc: "Does nothing: there are no events.", Impl: nothing},
	)
}
