package jnp

import (
	"fluxion/engine"
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// printing is what numpy's functions of print options are made of.
var printing = &py.ModuleSpec{Name: "_printing", Doc: "How arrays print.", Funcs: []py.Func{
	{Sig: "get_printoptions()", Doc: "The options as a dict.", Impl: func(_ *py.Thread, _ []py.Object) py.Object {
		o := engine.CurrentPrintOptions()
		d := py.NewDict()
		for _, e := range []struct {
			name  string
			value py.Object
		}{
			{"edgeitems", py.Int(o.EdgeItems)}, {"threshold", py.Int(o.Threshold)}, {"floatmode", py.Str("maxprec")}, {"precision", py.Int(o.Precision)},
			{"suppress", py.Bool(o.Suppress)}, {"linewidth", py.Int(o.LineWidth)}, {"nanstr", py.Str("nan")}, {"infstr", py.Str("inf")}, {"sign", py.Str("-")},
			{"formatter", py.None}, {"legacy", py.Bool(false)}, {"override_repr", py.None},
		} {
			d.SetString(e.name, e.value)
		}
		return d
	}},
	{Sig: "set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None)",
		Doc: "Sets how arrays print.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			o := engine.CurrentPrintOptions()
			for i, option := range []*int{&o.Precision, &o.Threshold, &o.EdgeItems, &o.LineWidth} {
				if a[i] == py.None {
					continue
				}
				if *option = limit; t.Truth(t.Compare(ast.Lt, a[i], py.Int(limit))) {
					*option = max(0, t.ToInt(a[i]))
				}
			}
			if a[4] != py.None {
				o.Suppress = t.Truth(a[4])
			}
			for i, usual := range []string{"nan", "inf", "", "-", "maxprec"} {
				if v := a[5+i]; v != py.None && !t.Equal(v, py.Str(usual)) {
					panic(py.Errorf(py.NotImplementedError, "the print options nanstr, infstr, formatter, sign and floatmode cannot be changed"))
				}
			}
			engine.SetPrintOptions(o)
			return py.None
		}},
}}

// limit stands for options without bound, such as sys.maxsize.
const limit = 1 << 30
