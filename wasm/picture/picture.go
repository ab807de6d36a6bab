//go:build js && wasm

// Package picture turns displays of package scene into what messages carry.
package picture

import (
	"strings"

	"fluxion/plots/scene"
	"fluxion/wasm/bridge"
)

// Theme returns the colours of a dark or a light page.
func Theme(dark bool) scene.Theme {
	if dark {
		return scene.Dark
	}
	return scene.Light
}

// SVG returns the display as an SVG document.
func SVG(display *scene.Display, title string) *string {
	var svg strings.Builder
	if err := scene.SVG(&svg, display, scene.SVGOptions{Title: title}); err != nil {
		panic(err) // BUG: a strings.Builder takes everything
	}
	document := svg.String()
	return &document
}

// Texts returns the labels of the display.
func Texts(display *scene.Display) []bridge.DisplayText {
	list := make([]bridge.DisplayText, len(display.Texts))
	for i, t := range display.Texts {
		list[i] = bridge.DisplayText{
			X: t.X, Y: t.Y, Text: t.Text, Anchor: string(t.Anchor),
			Role: string(t.Role), Size: t.Size, Color: t.Color.Hex(),
		}
	}
	return list
}

// A Definition is a function of one variable or of two.
type Definition interface {
	Name() string
	Variables() []string
	Source() string
	Definition() string
}

// Plot returns what a message carries of the picture of a function.
func Plot(display *scene.Display, of Definition) *bridge.PlotReply {
	graphics, layout := display.Encode()
	message := &bridge.PlotReply{
		Graphics: bridge.TypedOf(graphics), Layout: bridge.TypedOf(layout), Texts: Texts(display),
		Frame: bridge.Frame{X: display.Frame.X, Y: display.Frame.Y, Width: display.Frame.W, Height: display.Frame.H},
		Tex:   of.Definition(), Name: of.Name(), Source: of.Source(),
		X0: display.Window.X0, X1: display.Window.X1, Y0: display.Window.Y0, Y1: display.Window.Y1,
		Marks:  make([]bridge.Mark, len(display.Marks)),
		Notice: display.Notice, Description: display.Description,
	}
	for i, m := range display.Marks {
		message.Marks[i] = bridge.Mark{Kind: string(m.Kind), X: m.X, Y: m.Y}
	}
	if h := display.Heat; h != nil {
		message.Heat = &bridge.Heat{Coarse: h.Coarse, Stops: make([]string, len(h.Stops)), Ticks: make([]bridge.HeatTick, len(h.Ticks))}
		for i, c := range h.Stops {
			message.Heat.Stops[i] = c.Hex()
		}
		for i, t := range h.Ticks {
			message.Heat.Ticks[i] = bridge.HeatTick(t)
		}
	}
	return message
}
