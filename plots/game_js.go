package plots

import (
	"image"
	"image/color"
	"sync"

	"github.com/hajimehoshi/ebiten/v2"

	"fluxion/plots/mesh"
	"fluxion/plots/scene"
)

// A Game paints one display at a time on a transparent ground. It asks for a
// frame only after something has changed, and counts on Ebitengine to draw no
// other: run it with FPSModeVsyncOffMinimum. Its methods may be called from
// any goroutine.
type Game struct {
	mu      sync.Mutex
	display *scene.Display
	view    mesh.View
	ratio   float64 // device pixels per CSS pixel
	frames  int

	built     *mesh.Mesh // triangles of display, or nil
	builtView mesh.View  // for which they were made
	vertices  []ebiten.Vertex

	textures []texture // of display
	fresh    bool      // display has no textures yet

	white *ebiten.Image
}

// New returns a game that shows nothing, for a screen of one device pixel per
// CSS pixel.
func New() *Game {
	return &Game{view: mesh.Identity, ratio: 1}
}

// SetDisplay shows another display, in its own coordinates: the view is reset.
func (g *Game) SetDisplay(d *scene.Display) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.display, g.built, g.view, g.fresh = d, nil, mesh.Identity, true
	schedule()
}

// SetView moves the display: a point x, y in CSS pixels appears at
// x·scaleX + dx, y·scaleY + dy. Strokes keep their width.
func (g *Game) SetView(scaleX, scaleY, dx, dy float64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.view = mesh.View{ScaleX: scaleX, ScaleY: scaleY, DX: dx, DY: dy}
	schedule()
}

// SetDeviceScale sets the number of device pixels per CSS pixel. Ebitengine
// asks the browser once and never again: when the ratio of a page changes, the
// document of the game must be loaded anew to be sharp.
func (g *Game) SetDeviceScale(ratio float64) {
	if !(ratio > 0) {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ratio, g.built = ratio, nil
	schedule()
}

// schedule asks for a frame.
func schedule() {
	//lint:ignore SA1019 the replacement wants a frame 60 times a second
	ebiten.ScheduleFrame()
}

// Frames returns how many frames were drawn.
func (g *Game) Frames() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.frames
}

// Update does nothing: the state changes by the methods above only.
func (g *Game) Update() error { return nil }

// Layout is replaced by LayoutF.
func (g *Game) Layout(width, height int) (int, int) { return width, height }

// LayoutF returns the size of the canvas in device pixels.
func (g *Game) LayoutF(width, height float64) (float64, float64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return max(width*g.ratio, 1), max(height*g.ratio, 1)
}

// Draw paints the display, images first.
func (g *Game) Draw(screen *ebiten.Image) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.frames++
	if g.display == nil {
		return
	}
	if g.fresh {
		g.upload()
		g.fresh = false
	}
	for _, t := range g.textures {
		t.draw(screen, g.view, g.ratio)
	}
	g.triangulate()
	if g.white == nil {
		// One pixel of a larger image, so that no neighbour bleeds in.
		base := ebiten.NewImage(3, 3)
		base.Fill(color.White)
		g.white = base.SubImage(image.Rect(1, 1, 2, 2)).(*ebiten.Image)
	}
	screen.DrawTriangles32(g.vertices, g.built.Indices, g.white, &ebiten.DrawTrianglesOptions{
		ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha,
	})
}

// triangulate brings the vertices up to date. A shift moves the triangles
// there are; another scale needs new ones, since strokes keep their width.
func (g *Game) triangulate() {
	v := g.view
	if g.built == nil || g.builtView.ScaleX != v.ScaleX || g.builtView.ScaleY != v.ScaleY {
		g.built = mesh.Build(g.display, v, g.ratio)
		g.builtView = v
	}
	dx, dy := float32((v.DX-g.builtView.DX)*g.ratio), float32((v.DY-g.builtView.DY)*g.ratio)
	g.vertices = g.vertices[:0]
	for _, p := range g.built.Vertices {
		g.vertices = append(g.vertices, ebiten.Vertex{
			DstX: p.X + dx, DstY: p.Y + dy, SrcX: 1.5, SrcY: 1.5,
			ColorR: p.R, ColorG: p.G, ColorB: p.B, ColorA: p.A,
		})
	}
}
