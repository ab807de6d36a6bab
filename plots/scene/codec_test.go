package scene

import (
	"encoding/binary"
	"math"
	"reflect"
	"testing"
)

func TestCodecRoundTrip(t *testing.T) {
	d, _ := build(t, "tan", MaxOrder)
	training := Regression(trainingRun(300), 900, 600, Dark)
	for _, d := range []*Display{d, training} {
		back, err := Decode(d.Encode())
		if err != nil {
			t.Fatal(err)
		}
		want := &Display{Width: d.Width, Height: d.Height, Frame: d.Frame, Window: d.Window, Background: d.Background, Items: d.Items}
		if len(back.Items) != len(want.Items) {
			t.Fatalf("%d items, expected %d", len(back.Items), len(want.Items))
		}
		for i := range want.Items {
			a, b := want.Items[i], back.Items[i]
			for _, it := range []*Item{&a, &b} { // nil and empty are the same
				it.Dash = append([]float32{}, it.Dash...)
				it.Points = append([]float32{}, it.Points...)
				it.Starts = append([]int32{}, it.Starts...)
			}
			if !reflect.DeepEqual(a, b) {
				t.Errorf("item %d is %+v, expected %+v", i, b, a)
			}
		}
		want.Items, back.Items = nil, nil
		if !reflect.DeepEqual(want, back) {
			t.Errorf("got %+v, expected %+v", back, want)
		}
	}
}

func TestDecodeRejects(t *testing.T) {
	d, _ := build(t, "sin", 1)
	floats, ints := d.Encode()
	at := headerWords // the first item
	for name, spoil := range map[string]func(f []float32, n []int32) ([]float32, []int32){
		"nothing":            func([]float32, []int32) ([]float32, []int32) { return nil, nil },
		"no magic":           func(f []float32, n []int32) ([]float32, []int32) { n[0]++; return f, n },
		"many items":         func(f []float32, n []int32) ([]float32, []int32) { n[1] = math.MaxInt32; return f, n },
		"negative items":     func(f []float32, n []int32) ([]float32, []int32) { n[1] = -1; return f, n },
		"NaN width":          func(f []float32, n []int32) ([]float32, []int32) { n[3], n[4] = -1, -1; return f, n },
		"unknown kind":       func(f []float32, n []int32) ([]float32, []int32) { n[at] = 99; return f, n },
		"unknown role":       func(f []float32, n []int32) ([]float32, []int32) { n[at+1] = -1; return f, n },
		"long dash":          func(f []float32, n []int32) ([]float32, []int32) { n[at+6] = math.MaxInt32; return f, n },
		"negative points":    func(f []float32, n []int32) ([]float32, []int32) { n[at+7] = -4; return f, n },
		"many points":        func(f []float32, n []int32) ([]float32, []int32) { n[at+7] = math.MaxInt32; return f, n },
		"many starts":        func(f []float32, n []int32) ([]float32, []int32) { n[at+8] = math.MaxInt32; return f, n },
		"start out of order": func(f []float32, n []int32) ([]float32, []int32) { n[at+itemWords+1] = 0; return f, n },
		"NaN point":          func(f []float32, n []int32) ([]float32, []int32) { f[5] = float32(math.NaN()); return f, n },
		"far point":          func(f []float32, n []int32) ([]float32, []int32) { f[5] = 1e30; return f, n },
		"truncated floats":   func(f []float32, n []int32) ([]float32, []int32) { return f[:len(f)-1], n },
		"truncated ints":     func(f []float32, n []int32) ([]float32, []int32) { return f, n[:len(n)-1] },
		"left over":          func(f []float32, n []int32) ([]float32, []int32) { return append(f, 0), n },
	} {
		f, n := spoil(append([]float32{}, floats...), append([]int32{}, ints...))
		if _, err := Decode(f, n); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzDecode(f *testing.F) {
	d, err := Build(Request{Window: Window{-1, 1, -1, 1}, Width: 100, Height: 50, Order: 1}, new(counter).sampler(sin))
	if err != nil {
		f.Fatal(err)
	}
	d.Items = d.Items[2:]
	floats, ints := d.Encode()
	var raw []byte
	for _, v := range ints {
		raw = binary.LittleEndian.AppendUint32(raw, uint32(v))
	}
	split := uint16(len(ints))
	for _, v := range floats {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	f.Add(raw, split)
	f.Add([]byte{}, uint16(0))
	f.Fuzz(func(t *testing.T, raw []byte, split uint16) {
		var floats []float32
		var ints []int32
		for i := 0; i+4 <= len(raw); i += 4 {
			word := binary.LittleEndian.Uint32(raw[i:])
			if i/4 < int(split) {
				ints = append(ints, int32(word))
			} else {
				floats = append(floats, math.Float32frombits(word))
			}
		}
		d, err := Decode(floats, ints)
		if err != nil {
			return
		}
		for i := range d.Items {
			d.Items[i].Subpaths(func([]float32) {})
		}
		again, words := d.Encode()
		if len(again) != len(floats) || len(words) != len(ints) {
			t.Errorf("%d floats and %d words became %d and %d", len(floats), len(ints), len(again), len(words))
		}
	})
}
