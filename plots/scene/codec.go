package scene

import (
	"encoding/binary"
	"fmt"
	"math"
)

// The wire form of a display's graphics is two flat arrays, which cross from
// a worker to the page as transferable buffers.
//
//	ints:   magic, items, background, then the window and the size as float64
//	        bit patterns, low word first; then for each item
//	        kind, role, order, shape, colour, columns, colours, dashes, points, starts, pixels
//	        (the last five are lengths), the colours, the starts, the pixels, four a word, low byte first
//	floats: for each item its width, its dashes, its points
const (
	codecMagic  = 0x464c5831 // "FLX1"
	headerWords = 3 + 2*10
	itemWords   = 11
)

// Encode returns the graphics of d: all but texts, marks, curve styles,
// notice and description.
func (d *Display) Encode() (floats []float32, ints []int32) {
	ints = append(ints, codecMagic, int32(len(d.Items)), int32(d.Background))
	for _, v := range d.geometry() {
		bits := math.Float64bits(*v)
		ints = append(ints, int32(bits), int32(bits>>32))
	}
	for i := range d.Items {
		it := &d.Items[i]
		ints = append(ints, int32(it.Kind), int32(it.Role), int32(it.Order), int32(it.Shape), int32(it.Color), int32(it.Columns),
			int32(len(it.Colors)), int32(len(it.Dash)), int32(len(it.Points)), int32(len(it.Starts)), int32(len(it.Pixels)))
		for _, c := range it.Colors {
			ints = append(ints, int32(c))
		}
		ints = append(ints, it.Starts...)
		for rest := it.Pixels; len(rest) > 0; {
			var word [4]byte
			rest = rest[copy(word[:], rest):]
			ints = append(ints, int32(binary.LittleEndian.Uint32(word[:])))
		}
		floats = append(floats, it.Width)
		floats = append(floats, it.Dash...)
		floats = append(floats, it.Points...)
	}
	return floats, ints
}

// geometry lists the float64 fields that are encoded.
func (d *Display) geometry() [10]*float64 {
	return [...]*float64{
		&d.Width, &d.Height, &d.Frame.X, &d.Frame.Y, &d.Frame.W, &d.Frame.H,
		&d.Window.X0, &d.Window.X1, &d.Window.Y0, &d.Window.Y1,
	}
}

// Decode restores the graphics that Encode wrote. The items share memory with
// the arrays. Anything that Encode cannot have written is an error.
func Decode(floats []float32, ints []int32) (*Display, error) {
	if len(ints) < headerWords || ints[0] != codecMagic {
		return nil, fmt.Errorf("display: expected a header of %d words that starts with %#x, got %d words", headerWords, codecMagic, len(ints))
	}
	d := &Display{Background: Color(uint32(ints[2]))}
	for i, v := range d.geometry() {
		low, high := uint32(ints[3+2*i]), uint32(ints[4+2*i])
		*v = math.Float64frombits(uint64(high)<<32 | uint64(low))
		if !finite(*v) {
			return nil, fmt.Errorf("display: number %d of the header is %v, expected a finite one", i, *v)
		}
	}
	n := int(ints[1])
	r := reader{floats: floats, ints: ints[headerWords:]}
	if n < 0 || n > len(r.ints)/itemWords {
		return nil, fmt.Errorf("display: %d items cannot fit %d words", n, len(r.ints))
	}
	d.Items = make([]Item, n)
	for i := range d.Items {
		if err := r.item(&d.Items[i]); err != nil {
			return nil, fmt.Errorf("display: item %d: %w", i, err)
		}
	}
	if len(r.ints) != 0 || len(r.floats) != 0 {
		return nil, fmt.Errorf("display: %d words and %d floats left over after %d items", len(r.ints), len(r.floats), n)
	}
	return d, nil
}

type reader struct {
	floats []float32
	ints   []int32
}

func (r *reader) item(it *Item) error {
	if len(r.ints) < itemWords {
		return fmt.Errorf("expected %d words, got %d", itemWords, len(r.ints))
	}
	w := r.ints[:itemWords]
	r.ints = r.ints[itemWords:]
	if w[0] < 0 || w[0] >= int32(kinds) || w[1] < 0 || w[1] >= int32(roles) || w[3] < 0 || w[3] >= int32(shapes) {
		return fmt.Errorf("unknown kind %d, role %d or shape %d", w[0], w[1], w[3])
	}
	it.Kind, it.Role, it.Order, it.Shape, it.Color = Kind(w[0]), Role(w[1]), int(w[2]), Shape(w[3]), Color(uint32(w[4]))
	it.Columns = int(w[5])
	colors, dashes, points, starts, pixels := int(w[6]), int(w[7]), int(w[8]), int(w[9]), int(w[10])
	switch {
	case it.Columns < 0 || colors < 0 || dashes < 0 || points < 0 || starts < 0 || pixels < 0:
		return fmt.Errorf("negative length among %v", w[5:])
	case colors > len(r.ints) || starts > len(r.ints)-colors || pixels > 4*(len(r.ints)-colors-starts):
		return fmt.Errorf("%d colours, %d starts and %d pixels, but %d words left", colors, starts, pixels, len(r.ints))
	case len(r.floats) < 1 || dashes > len(r.floats)-1 || points > len(r.floats)-1-dashes:
		return fmt.Errorf("%d dashes and %d points, but %d floats left", dashes, points, len(r.floats))
	}
	if colors > 0 {
		it.Colors = make([]Color, colors)
		for i := range it.Colors {
			it.Colors[i] = Color(uint32(r.ints[i]))
		}
	}
	it.Starts = r.ints[colors : colors+starts : colors+starts]
	r.ints = r.ints[colors+starts:]
	if pixels > 0 {
		words := (pixels + 3) / 4
		it.Pixels = make([]byte, 0, 4*words)
		for _, word := range r.ints[:words] {
			it.Pixels = binary.LittleEndian.AppendUint32(it.Pixels, uint32(word))
		}
		it.Pixels = it.Pixels[:pixels:pixels]
		r.ints = r.ints[words:]
	}
	it.Width = r.floats[0]
	it.Dash = r.floats[1 : 1+dashes : 1+dashes]
	it.Points = r.floats[1+dashes : 1+dashes+points : 1+dashes+points]
	r.floats = r.floats[1+dashes+points:]
	return it.validate()
}

// validate checks what painters rely on.
func (it *Item) validate() error {
	stride := 2
	if it.Kind == Rects || it.Kind == Image {
		stride = 4
	}
	count := len(it.Points) / stride
	switch {
	case len(it.Points)%stride != 0:
		return fmt.Errorf("%d coordinates are no multiple of %d", len(it.Points), stride)
	case it.Kind == Image:
		if err := it.validateImage(count); err != nil {
			return err
		}
	case it.Columns != 0 || len(it.Pixels) != 0:
		return fmt.Errorf("%d pixels in an item of kind %d", len(it.Pixels), it.Kind)
	case len(it.Colors) != 0 && (it.Kind == Line || len(it.Colors) != count):
		return fmt.Errorf("%d colours for %d shapes of kind %d", len(it.Colors), count, it.Kind)
	case it.Kind != Line && len(it.Starts) != 0:
		return fmt.Errorf("subpaths in an item of kind %d", it.Kind)
	case it.Kind == Line && (len(it.Starts) == 0) != (count == 0):
		return fmt.Errorf("%d subpaths of %d points", len(it.Starts), count)
	}
	for i, start := range it.Starts {
		if i == 0 && start != 0 || i > 0 && start <= it.Starts[i-1] || int(start) >= count {
			return fmt.Errorf("start %d of subpath %d of %d points is out of order", start, i, count)
		}
	}
	if !(it.Width >= 0 && it.Width <= math.MaxInt16) {
		return fmt.Errorf("width %v, expected 0 … %d", it.Width, math.MaxInt16)
	}
	for _, v := range it.Dash {
		// Shorter dashes could make a painter cut a line into millions.
		if !(v >= minDash && v <= math.MaxInt16) {
			return fmt.Errorf("dash of %v, expected %v … %d", v, minDash, math.MaxInt16)
		}
	}
	for _, v := range it.Points {
		if !(math.Abs(float64(v)) <= maxPixel) {
			return fmt.Errorf("coordinate %v, expected at most %v", v, maxPixel)
		}
	}
	return nil
}

// validateImage checks what painters rely on in an image.
func (it *Item) validateImage(rectangles int) error {
	switch {
	case rectangles != 1 || len(it.Starts) != 0:
		return fmt.Errorf("an image with %d rectangles and %d subpaths, expected one rectangle", rectangles, len(it.Starts))
	case it.Columns == 0 || len(it.Pixels) == 0 || len(it.Pixels)%it.Columns != 0:
		return fmt.Errorf("%d pixels in %d columns", len(it.Pixels), it.Columns)
	}
	for _, p := range it.Pixels {
		if int(p) >= len(it.Colors) {
			return fmt.Errorf("a pixel of colour %d of %d", p, len(it.Colors))
		}
	}
	return nil
}

const (
	minDash  = 0.25
	maxPixel = 1e6
)
