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
