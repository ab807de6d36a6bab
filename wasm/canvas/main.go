//go:build js && wasm

// Command canvas paints the page's pictures with Ebitengine. It lives in a
// frame of its own, takes display lists and views as messages, and draws a
// frame only when one of them came. The page listens to pointer and keyboard
// and writes all text; here is neither.
package main

import (
	"fmt"
	"syscall/js"

	"github.com/hajimehoshi/ebiten/v2"

	"fluxion/plots"
	"fluxion/plots/scene"
	"fluxion/wasm/bridge"
)

var window = js.Global()

func main() {
	hideFromFocus()
	p := &painter{Game: plots.New(), pixelRatio: window.Get("devicePixelRatio").Float()}
	p.SetDeviceScale(p.pixelRatio)
	window.Call("addEventListener", "message", bridge.Callback(p.receive, fail))
	//lint:ignore SA1019 the other modes run 60 frames a second even if nothing is drawn
	ebiten.SetFPSMode(ebiten.FPSModeVsyncOffMinimum)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	if err := ebiten.RunGameWithOptions(p, &ebiten.RunGameOptions{
		InitUnfocused:     true,
		ScreenTransparent: true,
	}); err != nil {
		fail(err)
	}
}

// hideFromFocus undoes what Ebitengine did when it was loaded: its canvas
// could be reached with the Tab key, where it would swallow every further one.
func hideFromFocus() {
	canvas := window.Get("document").Call("querySelector", "canvas")
	canvas.Call("removeAttribute", "tabindex")
	canvas.Call("setAttribute", "aria-hidden", "true")
}

// tell sends an event to the page.
func tell(kind string, event bridge.CanvasEvent) {
	object, _ := bridge.Encode(kind, event)
	window.Get("parent").Call("postMessage", object, window.Get("location").Get("origin"))
}

func fail(err error) {
	message := err.Error()
	tell(bridge.TypeCanvasError, bridge.CanvasEvent{Message: &message})
}

// A painter is the game that Ebitengine runs. Its frames are counted, in the
// window's framesDrawn, so that a test can see an idle page draw none.
type painter struct {
	*plots.Game
	pixelRatio float64 // at the start; Ebitengine never asks again
	fresh      bool    // a display came that was not drawn yet
}

// receive takes a message of the page.
func (p *painter) receive(event js.Value) {
	if !event.Get("source").Equal(window.Get("parent")) || !event.Get("origin").Equal(window.Get("location").Get("origin")) {
		return
	}
	if err := p.obey(event.Get("data")); err != nil {
		fail(err)
	}
}

func (p *painter) obey(message js.Value) error {
	switch kind := message.Get("type").String(); kind {
	case bridge.TypeDisplay:
		if window.Get("devicePixelRatio").Float() != p.pixelRatio {
			// Moved to another screen: a fresh program asks for the ratio again.
			window.Get("location").Call("reload")
			return nil
		}
		display, err := bridge.Decode[bridge.CanvasDisplay](message)
		if err != nil {
			return fmt.Errorf("display: %w", err)
		}
		decoded, err := scene.Decode(display.Graphics.Values(), display.Layout.Values())
		if err != nil {
			return err
		}
		p.SetDisplay(decoded)
		p.fresh = true
	case bridge.TypeView:
		view, err := bridge.Decode[bridge.CanvasView](message)
		if err != nil {
			return fmt.Errorf("view: %w", err)
		}
		p.SetView(view.ScaleX, view.ScaleY, view.DX, view.DY)
	default:
		return fmt.Errorf("canvas: given message type %q, expected display or view", kind)
	}
	return nil
}

// Draw draws one frame. The first one says that the browser can.
func (p *painter) Draw(screen *ebiten.Image) {
	p.Game.Draw(screen)
	window.Set("framesDrawn", p.Frames())
	if p.Frames() == 1 {
		tell(bridge.TypeCanvasReady, bridge.CanvasEvent{})
	}
	if p.fresh {
		p.fresh = false
		tell(bridge.TypePainted, bridge.CanvasEvent{})
	}
}
