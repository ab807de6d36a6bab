package pyplot

import (
	"math"
	"strconv"
	"strings"

	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// percent formats a number with a format string such as "%.2f" or "{x:.2f}".
func percent(t *py.Thread, format string, v float64) (s string, ok bool) {
	e := t.Try(func() {
		if strings.Contains(format, "{") {
			f := t.GetAttr(py.Str(format), "format")
			s = text(t, t.CallObject(f, []py.Object{py.Float(v)}, []py.Keyword{{Name: "x", Value: py.Float(v)}, {Name: "pos", Value: py.Int(0)}}))
		} else {
			s = text(t, t.Binary(ast.Mod, py.Str(format), py.Float(v)))
		}
	})
	return s, e == nil
}

// setFormat has the labels of ticks be written by a format or a function.
func setFormat(t *py.Thread, x *figure.Axis, o py.Object) {
	switch f := o.(type) {
	case *formatter:
		f.apply(x)
	case py.Str:
		x.Format = func(v float64, _ int) string {
			s, _ := percent(t, string(f), v)
			return s
		}
	default:
		if !t.IsCallable(o) {
			panic(py.Errorf(py.TypeError, "a formatter is a str or a function, not %s", o.Type().Name))
		}
		x.Format = func(v float64, i int) string { return text(t, t.Call(o, py.Float(v), py.Int(i))) }
	}
}

// A locator is one of matplotlib.ticker's that decide where ticks are.
type locator struct {
	class *py.Type
	log   bool
	apply func(x *figure.Axis)
}

// Type returns the class.
func (l *locator) Type() *py.Type { return l.class }

// A formatter is one of matplotlib.ticker's that write the labels of ticks.
type formatter struct {
	class *py.Type
	apply func(x *figure.Axis)
}

// Type returns the class.
func (f *formatter) Type() *py.Type { return f.class }

// multiples places ticks at the multiples of a number.
func multiples(base, offset float64) func(x *figure.Axis) {
	return func(x *figure.Axis) {
		lo, hi := x.Limits()
		lo, hi = math.Min(lo, hi), math.Max(lo, hi)
		x.Ticks = []float64{}
		const most = 1000
		if !(base > 0) || (hi-lo)/base > most {
			return
		}
		for k := math.Ceil((lo-offset)/base - 1e-9); k*base+offset <= hi+1e-9*base; k++ {
			x.Ticks = append(x.Ticks, k*base+offset)
		}
	}
}

// tickers declares the classes of matplotlib.ticker.
func tickers() map[string]py.Object {
	all := map[string]py.Object{}
	declare := func(name, sig string, make func(t *py.Thread, c *py.Type, a []py.Object) py.Object) {
		c := &py.Type{Name: name, Module: "matplotlib.ticker", Final: true}
		build := py.NewBuiltin(py.Func{Sig: name + sig, Impl: func(t *py.Thread, a []py.Object) py.Object { return make(t, c, a) }})
		c.New = func(t *py.Thread, _ *py.Type, args []py.Object, kw []py.Keyword) py.Object {
			return build.Call(t, args, kw)
		}
		all[name] = c
	}
	declare("MaxNLocator", "(nbins=10, **kwargs)", func(t *py.Thread, c *py.Type, a []py.Object) py.Object {
		n := 9
		if v, ok := a[0].(py.Int); ok {
			n = min(max(int(v), 1), 100)
		}
		integer := keywords{t, a[1].(*py.Dict)}.bool(false, "integer")
		return &locator{class: c, apply: func(x *figure.Axis) { x.Bins, x.Integer, x.Ticks = n, integer, nil }}
	})
	declare("MultipleLocator", "(base=1.0, offset=0.0)", func(t *py.Thread, c *py.Type, a []py.Object) py.Object {
		return &locator{class: c, apply: multiples(number(t, a[0]), number(t, a[1]))}
	})
	declare("FixedLocator", "(locs, nbins=None)", func(t *py.Thread, c *py.Type, a []py.Object) py.Object {
		v := flat(t, a[0])
		return &locator{class: c, apply: func(x *figure.Axis) { x.Ticks = v }}
	})
	declare("NullLocator", "()", func(_ *py.Thread, c *py.Type, _ []py.Object) py.Object {
		return &locator{class: c, apply: func(x *figure.Axis) { x.Ticks = []float64{} }}
	})
	for _, name := range []string{"AutoLocator", "AutoMinorLocator"} {
		declare(name, "(n=None)", func(_ *py.Thread, c *py.Type, _ []py.Object) py.Object {
			return &locator{class: c, apply: func(x *figure.Axis) { x.Ticks = nil }}
		})
	}
	declare("LogLocator", "(base=10.0, subs=(1.0,), *, numticks=None)", func(_ *py.Thread, c *py.Type, _ []py.Object) py.Object {
		return &locator{class: c, log: true, apply: func(x *figure.Axis) { x.Ticks = nil }}
	})
	declare("FuncFormatter", "(func)", func(t *py.Thread, c *py.Type, a []py.Object) py.Object {
		f := a[0]
		return &formatter{class: c, apply: func(x *figure.Axis) { setFormat(t, x, f) }}
	})
	for _, name := range []string{"FormatStrFormatter", "StrMethodFormatter"} {
		declare(name, "(fmt)", func(t *py.Thread, c *py.Type, a []py.Object) py.Object {
			s := py.Str(text(t, a[0]))
			return &formatter{class: c, apply: func(x *figure.Axis) { setFormat(t, x, s) }}
		})
	}
	declare("PercentFormatter", "(xmax=100, decimals=None, symbol='%')", func(t *py.Thread, c *py.Type, a []py.Object) py.Object {
		whole, symbol, decimals := number(t, a[0]), text(t, a[2]), -1
		if v, ok := a[1].(py.Int); ok {
			decimals = int(min(max(v, 0), 20))
		}
		return &formatter{class: c, apply: func(x *figure.Axis) {
			x.Format = func(v float64, _ int) string {
				return strings.Replace(strconv.FormatFloat(math.Round(100*v/whole*1e9)/1e9, 'f', decimals, 64), "-", "−", 1) + symbol
			}
		}}
	})
	declare("NullFormatter", "()", func(_ *py.Thread, c *py.Type, _ []py.Object) py.Object {
		return &formatter{class: c, apply: func(x *figure.Axis) { x.Format = func(float64, int) string { return "" } }}
	})
	declare("ScalarFormatter", "(**kwargs)", func(_ *py.Thread, c *py.Type, _ []py.Object) py.Object {
		return &formatter{class: c, apply: func(x *figure.Axis) { x.Format = nil }}
	})
	return all
}
