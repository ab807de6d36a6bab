package pyplot

import (
	"strings"

	"fluxion/engine/lang/numpy"
	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// axisFuncs makes functions for the x and for the y axis from one: in sig and
// doc % stands for the letter of the axis.
func axisFuncs(sig, doc string, impl func(t *py.Thread, a *Axes, x *figure.Axis, o []py.Object) py.Object) []py.Func {
	var both []py.Func
	for _, letter := range []string{"x", "y"} {
		both = append(both, py.Func{
			Sig: strings.ReplaceAll(sig, "%", letter), Doc: strings.ReplaceAll(doc, "%", letter),
			Impl: func(t *py.Thread, o []py.Object) py.Object {
				a := axesOf(o[0])
				x := &a.X
				if letter == "y" {
					x = &a.Y
				}
				return impl(t, a, x, o[1:])
			},
		})
	}
	return both
}

// axesMethods are all methods of Axes.
func axesMethods() []py.Func {
	all := append([]py.Func{}, drawing...)
	all = append(all, settings...)
	all = append(all, axisFuncs("set_%lim(self, left=None, right=None, *, emit=True, auto=False, %min=None, %max=None, bottom=None, top=None)", "Sets the ends of the % axis.",
		func(t *py.Thread, a *Axes, x *figure.Axis, o []py.Object) py.Object {
			low, high := o[0], o[1]
			for _, end := range []struct {
				at *py.Object
				o  py.Object
			}{{&low, o[4]}, {&low, o[6]}, {&high, o[5]}, {&high, o[7]}} {
				if !none(end.o) {
					*end.at = end.o
				}
			}
			return setLimit(t, a, x, low, high)
		})...)
	all = append(all, axisFuncs("get_%lim(self)", "The ends of the % axis.", func(_ *py.Thread, _ *Axes, x *figure.Axis, _ []py.Object) py.Object {
		lo, hi := x.Limits()
		return pair(lo, hi)
	})...)
	all = append(all, axisFuncs("set_%bound(self, lower=None, upper=None)", "Sets the ends of the % axis.", func(t *py.Thread, a *Axes, x *figure.Axis, o []py.Object) py.Object {
		setLimit(t, a, x, o[0], o[1])
		return py.None
	})...)
	all = append(all, axisFuncs("get_%bound(self)", "The ends of the % axis, the smaller one first.", func(_ *py.Thread, _ *Axes, x *figure.Axis, _ []py.Object) py.Object {
		lo, hi := x.Limits()
		return pair(min(lo, hi), max(lo, hi))
	})...)
	all = append(all, axisFuncs("set_%label(self, label, fontdict=None, labelpad=None, *, loc=None, **kwargs)", "The label of the % axis.", func(t *py.Thread, a *Axes, x *figure.Axis, o []py.Object) py.Object {
		d := o[4].(*py.Dict)
		merge(t, d, o[1])
		for i, name := range map[int]string{2: "labelpad", 3: "loc"} {
			if !none(o[i]) {
				d.SetString(name, o[i])
			}
		}
		return a.name(t, x, text(t, o[0]), keywords{t, d})
	})...)
	all = append(all, axisFuncs("get_%label(self)", "The label of the % axis.", func(_ *py.Thread, a *Axes, x *figure.Axis, _ []py.Object) py.Object { return py.Str(a.labelOf(x).S) })...)
	all = append(all, axisFuncs("set_%scale(self, value, **kwargs)", "Makes the % axis linear, log or symlog.", func(t *py.Thread, _ *Axes, x *figure.Axis, o []py.Object) py.Object {
		setScale(t, x, o[0])
		return py.None
	})...)
	all = append(all, axisFuncs("get_%scale(self)", "The scale of the % axis.", func(_ *py.Thread, _ *Axes, x *figure.Axis, _ []py.Object) py.Object { return scaleName(x.Scale) })...)
	all = append(all, axisFuncs("set_%ticks(self, ticks, labels=None, *, minor=False, **kwargs)", "Where the ticks of the % axis are.", func(t *py.Thread, _ *Axes, x *figure.Axis, o []py.Object) py.Object {
		if t.Truth(o[2]) {
			x.MinorTicks = flat(t, o[0])
			return py.NewList()
		}
		setTicks(t, x, o[0], o[1])
		tickTexts(t, x, keywords{t, o[3].(*py.Dict)})
		return py.NewList()
	})...)
	all = append(all, axisFuncs("get_%ticks(self, *, minor=False)", "Where the ticks of the % axis are.", func(_ *py.Thread, a *Axes, x *figure.Axis, _ []py.Object) py.Object {
		at, _ := x.Located(a.Axes)
		return numpy.FromValues(at, len(at))
	})...)
	all = append(all, axisFuncs("set_%ticklabels(self, labels, *, minor=False, fontdict=None, **kwargs)", "What is written at the ticks of the % axis.", func(t *py.Thread, a *Axes, x *figure.Axis, o []py.Object) py.Object {
		setTicks(t, x, py.None, o[0])
		merge(t, o[3].(*py.Dict), o[2])
		tickTexts(t, x, keywords{t, o[3].(*py.Dict)})
		_, labels := tickObjects(a, x)
		return labels
	})...)
	all = append(all, axisFuncs("get_%ticklabels(self, minor=False, which=None)", "What is written at the ticks of the % axis.", func(_ *py.Thread, a *Axes, x *figure.Axis, _ []py.Object) py.Object {
		_, labels := tickObjects(a, x)
		return labels
	})...)
	all = append(all, axisFuncs("invert_%axis(self)", "Turns the % axis round.", func(_ *py.Thread, _ *Axes, x *figure.Axis, _ []py.Object) py.Object {
		lo, hi := x.Limits()
		if x.Auto {
			x.Inverted = !x.Inverted
		} else {
			x.SetLimits(hi, lo)
		}
		return py.None
	})...)
	all = append(all, axisFuncs("%axis_inverted(self)", "Whether the % axis is turned round.", func(_ *py.Thread, _ *Axes, x *figure.Axis, _ []py.Object) py.Object {
		lo, hi := x.Limits()
		return py.Bool(hi < lo)
	})...)
	all = append(all, axisFuncs("set_%margin(self, m)", "The free space at the ends of the % axis.", func(t *py.Thread, _ *Axes, x *figure.Axis, o []py.Object) py.Object {
		x.Margin = number(t, o[0])
		return py.None
	})...)
	all = append(all, axisFuncs("get_%axis(self)", "The % axis.", func(_ *py.Thread, a *Axes, x *figure.Axis, _ []py.Object) py.Object { return &axisObject{a, x == &a.X} })...)
	all = append(all, axisFuncs("share%(self, other)", "Shows the same part of the % axis as other axes.", func(t *py.Thread, a *Axes, x *figure.Axis, o []py.Object) py.Object {
		other := axesOf(o[0])
		if x == &a.X {
			a.ShareX(other.Axes)
		} else {
			a.ShareY(other.Axes)
		}
		return py.None
	})...)
	return all
}
