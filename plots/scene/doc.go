// Package scene decides what a plot shows: what to sample, where a curve
// breaks, which points are special, where the ticks lie. The result is a
// [Display], a list of shapes and texts in CSS pixels that a painter draws
// without further thought. The SVG painter is here ([SVG]); the one for the
// live canvas is package plots.
//
// A plot of a function and its derivatives:
//
//	display, err := scene.Build(scene.Request{
//		Window: scene.Window{X0: -3, X1: 3}, FitY: true,
//		Width: 900, Height: 600, Order: 4,
//	}, sampler)
//
// The picture of a training run is made by [Regression].
package scene
