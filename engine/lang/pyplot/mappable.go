package pyplot

import (
	"slices"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// A scalarMappable is a matplotlib.cm.ScalarMappable: colours without an artist.
type scalarMappable struct{ *figure.Mappable }

var scalarMappableType = &py.Type{Name: "ScalarMappable", Module: "matplotlib.cm", Doc: "Gives numbers colours.", Final: true}

// Type returns the class.
func (*scalarMappable) Type() *py.Type { return scalarMappableType }

func init() {
	constructor(scalarMappableType, "(norm=None, cmap=None)", func(t *py.Thread, a []py.Object) py.Object {
		m := &figure.Mappable{Map: colormap(t, a[1]), Norm: figure.NewNorm(), Alpha: nan}
		if n, ok := a[0].(*Norm); ok {
			m.Norm = n.Norm
		}
		return &scalarMappable{m}
	})
	scalarMappableType.Define(
		py.Func{Sig: "to_rgba(self, x, alpha=None, bytes=False, norm=True)", Doc: "The colours of numbers.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			m := a[0].(*scalarMappable)
			v, shape := values(t, a[1])
			m.Norm.Fit(v)
			list := make([]figure.Color, len(v))
			for i, x := range v {
				list[i] = m.Color(x)
			}
			if len(shape) == 0 {
				return rgba(list[0])
			}
			return rgbaArray(list, shape...)
		}},
		py.Func{Sig: "set_array(self, A)", Doc: "The numbers that colours stand for.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			if !none(a[1]) {
				a[0].(*scalarMappable).Values = flat(t, a[1])
			}
			return py.None
		}},
		py.Func{Sig: "set_clim(self, vmin=None, vmax=None)", Doc: "What the ends of the colour map stand for.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			setLimits(t, a[0].(*scalarMappable).Norm, a[1], a[2])
			return py.None
		}},
	)
}

// legendElements returns artists and labels for a legend of numbers' colours.
func legendElements(a *Artist) py.Object {
	m := a.mapped
	if m == nil {
		return py.NewTuple(py.NewList(), py.NewList())
	}
	at := m.Levels
	if at == nil {
		distinct := slices.Clone(m.Values)
		slices.Sort(distinct)
		distinct = slices.Compact(distinct)
		if at = distinct; len(at) > 9 {
			at = figure.AutoLevels(m.Norm.VMin, m.Norm.VMax, 7, false)
			at = slices.DeleteFunc(slices.Clone(at), func(v float64) bool { return v < m.Norm.VMin || v > m.Norm.VMax })
		}
	}
	var handles, labels []py.Object
	texts := figure.Labels(at)
	for i, v := range at {
		l := &figure.Line{Base: figure.NewBase(2), Marker: "o", MarkerSize: 6, EdgeWidth: 1}
		l.Stroke.Color = m.Color(v)
		handles = append(handles, &Artist{class: lineClass, item: l})
		labels = append(labels, py.Str("$\\mathdefault{"+texts[i]+"}$"))
	}
	return py.NewTuple(py.NewList(handles...), py.NewList(labels...))
}
