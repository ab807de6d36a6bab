package scene

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
)

func TestBadRequests(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	good := Request{Window: Window{-1, 1, -1, 1}, Width: 900, Height: 600, Order: 4}
	with := func(change func(*Request)) Request { r := good; change(&r); return r }
	for _, c := range []struct {
		req  Request
		want string
	}{
		{with(func(r *Request) { r.X1 = -1 }), "x range from -1 to -1 is empty"},
		{with(func(r *Request) { r.X1 = -2 }), "expected the smaller number first"},
		{with(func(r *Request) { r.X0 = nan }), "x range from NaN to 1: expected two finite numbers"},
		{with(func(r *Request) { r.X1 = inf }), "x range from -1 to +Inf: expected two finite numbers"},
		{with(func(r *Request) { r.Y1 = nan }), "y range from -1 to NaN: expected two finite numbers"},
		{with(func(r *Request) { r.Y0 = 1 }), "y range from 1 to 1 is empty"},
		{with(func(r *Request) { r.Width = 0 }), "picture of 0 × 600 pixels"},
		{with(func(r *Request) { r.Height = nan }), "picture of 900 × NaN pixels"},
		{with(func(r *Request) { r.Width = 1e9 }), "expected sizes from 1 to 16384"},
		{with(func(r *Request) { r.Order = 5 }), "order 5: expected 0 to 4"},
		{with(func(r *Request) { r.Order = -1 }), "order -1: expected 0 to 4"},
	} {
		_, err := Build(c.req, new(counter).sampler(sin))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: error %v, expected %q", c.req, err, c.want)
		}
	}
}

func TestBadSamplers(t *testing.T) {
	req := Request{Window: Window{-1, 1, -1, 1}, Width: 900, Height: 600, Order: 4}
	broken := errors.New("out of paper")
	for _, c := range []struct {
		sample Sampler
		want   string
	}{
		{func([]float64, int) ([][]float64, error) { return nil, broken }, "out of paper"},
		{func(x []float64, _ int) ([][]float64, error) { return [][]float64{x}, nil }, "returned 1 derivatives, expected orders 0 to 6"},
		{func(x []float64, k int) ([][]float64, error) { return make([][]float64, k+1), nil }, "returned 0 values of order 0 for"},
	} {
		_, err := Build(req, c.sample)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, expected %q", err, c.want)
		}
	}
}

func TestSamplerGetsIncreasingPoints(t *testing.T) {
	plain := new(counter).sampler(functions["tan"])
	_, err := Build(Request{Window: Window{X0: -3, X1: 3}, FitY: true, Width: 900, Height: 600, Order: 3},
		func(x []float64, order int) ([][]float64, error) {
			if order != 5 {
				t.Errorf("sampler asked for order %d, expected 5", order)
			}
			if !slices.ContainsFunc(x, math.IsNaN) && len(x) > 0 {
				return plain(x, order)
			}
			t.Errorf("sampler asked for %v", x)
			return nil, errors.New("bad points")
		})
	if err != nil {
		t.Error(err)
	}
}

func TestNotices(t *testing.T) {
	for name, want := range map[string]string{
		"nowhere": "undefined (NaN) everywhere from x = −5 to 5",
		"inf":     "no finite value from x = −5 to 5",
		"sin":     "",
	} {
		d, _ := build(t, name, 0)
		if want == "" && d.Notice != "" || !strings.Contains(d.Notice, want) {
			t.Errorf("%s: notice %q, expected %q", name, d.Notice, want)
		}
	}
	d, err := Build(Request{Window: Window{-5, 5, 10, 20}, Width: 900, Height: 600}, new(counter).sampler(sin))
	if err != nil || !strings.Contains(d.Notice, "No value of the function from x = −5 to 5 lies between y = 10 and 20") {
		t.Errorf("notice %q, error %v", d.Notice, err)
	}
}

func TestVisible(t *testing.T) {
	d, err := Build(Request{Window: Window{-5, 5, -2, 2}, Width: 900, Height: 600, Order: 4, Visible: []bool{false, true, false}}, new(counter).sampler(sin))
	if err != nil {
		t.Fatal(err)
	}
	var orders []int
	for _, it := range d.Items {
		if it.Role == RoleCurve {
			orders = append(orders, it.Order)
		}
		if it.Role == RoleMark {
			t.Error("marks of a hidden curve are drawn")
		}
	}
	if !slices.Equal(orders, []int{4, 3, 1}) {
		t.Errorf("curves %v are drawn, expected 4, 3, 1", orders)
	}
	var names []string
	for _, c := range d.Curves {
		names = append(names, c.Name)
	}
	if got := strings.Join(names, " "); got != "f′ f‴ f⁗" {
		t.Errorf("legend: %s", got)
	}
}

func TestHugeAndTinyWindows(t *testing.T) {
	for _, w := range []Window{
		{X0: -5e299, X1: 5e299}, {X0: -1e308, X1: 1e308}, {X0: 0, X1: 1e-300}, {X0: 1, X1: math.Nextafter(1, 2)}, {X0: 1e300, X1: 1.1e300},
	} {
		for name, f := range functions {
			for _, fit := range []bool{true, false} {
				w.Y0, w.Y1 = w.X0, w.X1
				c := new(counter)
				d, err := Build(Request{Window: w, FitY: fit, Width: 900, Height: 600, Order: 4}, c.sampler(f))
				if err != nil {
					t.Fatalf("%s in %v: %v", name, w, err)
				}
				checkDisplay(t, d)
				if c.points > maxNodes+2000 {
					t.Errorf("%s in %v: %d points", name, w, c.points)
				}
			}
		}
	}
}

// checkDisplay checks what painters and pages rely on.
func checkDisplay(t *testing.T, d *Display) {
	t.Helper()
	for i := range d.Items {
		if err := d.Items[i].validate(); err != nil {
			t.Fatalf("item %d, %v: %v", i, d.Items[i].Role, err)
		}
	}
	for _, text := range d.Texts {
		if !finite(text.X) || !finite(text.Y) || text.Text == "" {
			t.Fatalf("text %+v", text)
		}
	}
	w := d.Window
	if check("x", w.X0, w.X1) != nil || check("y", w.Y0, w.Y1) != nil {
		t.Fatalf("window %+v", w)
	}
	if !slices.IsSortedFunc(d.Marks, func(a, b Mark) int {
		if a.X < b.X {
			return -1
		}
		return 1
	}) {
		for i := 1; i < len(d.Marks); i++ {
			if d.Marks[i].X < d.Marks[i-1].X {
				t.Fatalf("marks out of order: %v", d.Marks)
			}
		}
	}
	for _, m := range d.Marks {
		if !(m.X >= w.X0 && m.X <= w.X1) {
			t.Fatalf("mark %+v outside %+v", m, w)
		}
	}
}

// nasty is a function without any rhyme: a hash of x decides whether it is
// NaN, infinite, huge or ordinary, and its derivatives are unrelated.
func nasty(seed uint64) Sampler {
	return func(xs []float64, order int) ([][]float64, error) {
		out := make([][]float64, order+1)
		for k := range out {
			out[k] = make([]float64, len(xs))
			for i, x := range xs {
				h := (math.Float64bits(x) ^ seed + uint64(k)) * 0x9e3779b97f4a7c15
				h ^= h >> 29
				v := float64(int32(h)) / (1 << 31)
				switch (h >> 40) % 16 {
				case 0:
					v = math.NaN()
				case 1:
					v = math.Inf(1)
				case 2:
					v = math.Inf(-1)
				case 3:
					v *= 1e300
				case 4:
					v *= 1e-300
				case 5:
					v = 0
				}
				out[k][i] = v
			}
		}
		return out, nil
	}
}

func FuzzBuild(f *testing.F) {
	f.Add(-3.0, 3.0, -1.0, 1.0, 900.0, 600.0, uint64(1), true)
	f.Add(-1e308, 1e308, 0.0, 1e-300, 1.0, 1.0, uint64(2), false)
	f.Add(1.0, 1.0000001, -1e300, 1e300, 16384.0, 3.0, uint64(3), false)
	f.Add(0.0, math.Inf(1), 0.0, 1.0, 900.0, 600.0, uint64(4), false)
	f.Add(5e-324, 1e-323, -1.0, 1.0, 900.0, 600.0, uint64(5), true)
	f.Fuzz(func(t *testing.T, x0, x1, y0, y1, width, height float64, seed uint64, fit bool) {
		calls, points := 0, 0
		sample := nasty(seed)
		d, err := Build(Request{Window: Window{x0, x1, y0, y1}, FitY: fit, Width: width, Height: height, Order: int(seed % 5)},
			func(x []float64, order int) ([][]float64, error) {
				calls++
				points += len(x)
				return sample(x, order)
			})
		if err != nil {
			return
		}
		checkDisplay(t, d)
		if calls > maxRounds+polishRounds+2 || points > maxNodes+(polishRounds+1)*6*maxMarks {
			t.Errorf("%d calls, %d points", calls, points)
		}
		floats, ints := d.Encode()
		if _, err := Decode(floats, ints); err != nil {
			t.Errorf("display does not survive: %v", err)
		}
	})
}
