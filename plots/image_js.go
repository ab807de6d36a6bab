package plots

import (
	"image/color"

	"github.com/hajimehoshi/ebiten/v2"

	"fluxion/plots/mesh"
	"fluxion/plots/scene"
)

// A texture is an image item on the graphics card.
type texture struct {
	item  *scene.Item
	image *ebiten.Image
}

// upload makes the textures of a display; those of the last one are let go.
func (g *Game) upload() {
	for _, t := range g.textures {
		t.image.Deallocate()
	}
	g.textures = g.textures[:0]
	for i := range g.display.Items {
		it := &g.display.Items[i]
		if it.Kind != scene.Image {
			continue
		}
		var palette [256][4]byte // premultiplied
		for k, c := range it.Colors {
			r, gr, b, a := c.RGBA()
			p := color.RGBAModel.Convert(color.NRGBA{r, gr, b, a}).(color.RGBA)
			palette[k] = [4]byte{p.R, p.G, p.B, p.A}
		}
		bytes := make([]byte, 0, 4*len(it.Pixels))
		for _, p := range it.Pixels {
			bytes = append(bytes, palette[p][:]...)
		}
		t := texture{it, ebiten.NewImage(it.Columns, len(it.Pixels)/it.Columns)}
		t.image.WritePixels(bytes)
		g.textures = append(g.textures, t)
	}
}

// draw paints the texture where its rectangle appears.
func (t texture) draw(screen *ebiten.Image, view mesh.View, ratio float64) {
	left, top, width, height := float64(t.item.Points[0]), float64(t.item.Points[1]), float64(t.item.Points[2]), float64(t.item.Points[3])
	size := t.image.Bounds().Size()
	options := &ebiten.DrawImageOptions{Filter: ebiten.FilterLinear}
	options.GeoM.Scale(width/float64(size.X), height/float64(size.Y))
	options.GeoM.Translate(left, top)
	options.GeoM.Scale(view.ScaleX, view.ScaleY)
	options.GeoM.Translate(view.DX, view.DY)
	options.GeoM.Scale(ratio, ratio)
	screen.DrawImage(t.image, options)
}
