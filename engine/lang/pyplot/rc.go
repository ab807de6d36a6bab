package pyplot

import (
	"slices"
	"strings"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// A setting is an entry of rcParams that has an effect here.
type setting struct {
	name string
	set  func(t *py.Thread, s *figure.Style, v py.Object)
	get  func(s *figure.Style) py.Object
}

func numeric(name string, at func(s *figure.Style) *float64) setting {
	return setting{name,
		func(t *py.Thread, s *figure.Style, v py.Object) { *at(s) = number(t, v) },
		func(s *figure.Style) py.Object { return py.Float(*at(s)) }}
}

func font(name string, at func(s *figure.Style) *float64) setting {
	return setting{name,
		func(t *py.Thread, s *figure.Style, v py.Object) { *at(s) = fontSize(t, v) },
		func(s *figure.Style) py.Object { return short(*at(s)) }}
}

func shaded(name string, at func(s *figure.Style) *figure.Color) setting {
	return setting{name,
		func(t *py.Thread, s *figure.Style, v py.Object) { *at(s) = color(t, v, name) },
		func(s *figure.Style) py.Object { return hex(*at(s)) }}
}

func flag(name string, at func(s *figure.Style) *bool) setting {
	return setting{name,
		func(t *py.Thread, s *figure.Style, v py.Object) { *at(s) = t.Truth(v) },
		func(s *figure.Style) py.Object { return py.Bool(*at(s)) }}
}

func inverted(name string, at func(s *figure.Style) *bool) setting {
	return setting{name,
		func(t *py.Thread, s *figure.Style, v py.Object) { *at(s) = !t.Truth(v) },
		func(s *figure.Style) py.Object { return py.Bool(!*at(s)) }}
}

var parameters = []setting{
	{"figure.figsize", func(t *py.Thread, s *figure.Style, v py.Object) {
		f := newFigure(*s, 0)
		f.resize(t, v)
		s.Width, s.Height = f.Width, f.Height
	}, func(s *figure.Style) py.Object { return py.NewList(py.Float(s.Width), py.Float(s.Height)) }},
	{"figure.dpi", func(t *py.Thread, s *figure.Style, v py.Object) { s.DPI = dpi(t, v) }, func(s *figure.Style) py.Object { return py.Float(s.DPI) }},
	shaded("figure.facecolor", func(s *figure.Style) *figure.Color { return &s.Face }),
	font("figure.titlesize", func(s *figure.Style) *float64 { return &s.SuptitleFont }),
	flag("figure.autolayout", func(s *figure.Style) *bool { return &s.Tight }),
	flag("figure.constrained_layout.use", func(s *figure.Style) *bool { return &s.Tight }),
	{"font.size", func(t *py.Thread, s *figure.Style, v py.Object) {
		size := number(t, v)
		if !(size > 0 && size < 1e4) {
			panic(py.Errorf(py.ValueError, "font size must be between 0 and 10000 points, not %s", t.Repr(v)))
		}
		scale := size / s.Font
		for _, f := range []*float64{&s.Font, &s.TitleFont, &s.LabelFont, &s.TickFont, &s.LegendFont, &s.SuptitleFont} {
			*f *= scale
		}
	}, func(s *figure.Style) py.Object { return py.Float(s.Font) }},
	font("axes.titlesize", func(s *figure.Style) *float64 { return &s.TitleFont }),
	font("axes.labelsize", func(s *figure.Style) *float64 { return &s.LabelFont }),
	font("xtick.labelsize", func(s *figure.Style) *float64 { return &s.TickFont }),
	font("ytick.labelsize", func(s *figure.Style) *float64 { return &s.TickFont }),
	font("legend.fontsize", func(s *figure.Style) *float64 { return &s.LegendFont }),
	flag("legend.frameon", func(s *figure.Style) *bool { return &s.LegendFrame }),
	{"legend.loc", func(t *py.Thread, s *figure.Style, v py.Object) {
		l := &figure.Legend{}
		setLocation(t, l, v)
		if l.Loc != "" {
			s.LegendLoc = l.Loc
		}
	}, func(s *figure.Style) py.Object { return py.Str(s.LegendLoc) }},
	{"axes.titleweight", func(t *py.Thread, s *figure.Style, v py.Object) { s.TitleBold = bold(t, v) }, func(s *figure.Style) py.Object {
		if s.TitleBold {
			return py.Str("bold")
		}
		return py.Str("normal")
	}},
	shaded("axes.facecolor", func(s *figure.Style) *figure.Color { return &s.AxesFace }),
	shaded("axes.edgecolor", func(s *figure.Style) *figure.Color { return &s.Edge }),
	shaded("axes.labelcolor", func(s *figure.Style) *figure.Color { return &s.Label }),
	shaded("text.color", func(s *figure.Style) *figure.Color { return &s.Text }),
	shaded("xtick.color", func(s *figure.Style) *figure.Color { return &s.Tick }),
	shaded("ytick.color", func(s *figure.Style) *figure.Color { return &s.Tick }),
	flag("axes.grid", func(s *figure.Style) *bool { return &s.Grid }),
	{"axes.axisbelow", func(t *py.Thread, s *figure.Style, v py.Object) {
		_, isText := v.(py.Str)
		s.GridBelow = !isText && t.Truth(v)
	}, func(s *figure.Style) py.Object {
		if s.GridBelow {
			return py.Bool(true)
		}
		return py.Str("line")
	}},
	numeric("axes.linewidth", func(s *figure.Style) *float64 { return &s.FrameWidth }),
	numeric("axes.xmargin", func(s *figure.Style) *float64 { return &s.MarginX }),
	numeric("axes.ymargin", func(s *figure.Style) *float64 { return &s.MarginY }),
	inverted("axes.spines.left", func(s *figure.Style) *bool { return &s.HideLeft }),
	inverted("axes.spines.right", func(s *figure.Style) *bool { return &s.HideRight }),
	inverted("axes.spines.top", func(s *figure.Style) *bool { return &s.HideTop }),
	inverted("axes.spines.bottom", func(s *figure.Style) *bool { return &s.HideBottom }),
	{"axes.prop_cycle", func(t *py.Thread, s *figure.Style, v py.Object) {
		if c, ok := v.(*cycler); ok {
			if list := c.colors(t); list != nil {
				s.Cycle = colors(t, list, "color")
			}
		}
	}, func(s *figure.Style) py.Object {
		d := py.NewDict()
		var list []py.Object
		for _, c := range s.Cycle {
			list = append(list, hex(c))
		}
		d.SetString("color", py.NewList(list...))
		return &cycler{d}
	}},
	shaded("grid.color", func(s *figure.Style) *figure.Color { return &s.GridStroke.Color }),
	numeric("grid.linewidth", func(s *figure.Style) *float64 { return &s.GridStroke.Width }),
	{"grid.linestyle", func(t *py.Thread, s *figure.Style, v py.Object) {
		s.GridStroke.Style, s.GridStroke.Dash = lineStyle(t, v)
	},
		func(s *figure.Style) py.Object { return py.Str(s.GridStroke.Style) }},
	{"grid.alpha", func(t *py.Thread, s *figure.Style, v py.Object) {
		s.GridStroke.Color = s.GridStroke.Color.WithAlpha(min(max(number(t, v), 0), 1))
	}, func(s *figure.Style) py.Object { return py.Float(float64(s.GridStroke.Color&0xff) / 255) }},
	numeric("lines.linewidth", func(s *figure.Style) *float64 { return &s.LineWidth }),
	numeric("lines.markersize", func(s *figure.Style) *float64 { return &s.MarkerSize }),
	{"lines.linestyle", func(t *py.Thread, s *figure.Style, v py.Object) { s.LineStyle, _ = lineStyle(t, v) }, func(s *figure.Style) py.Object { return py.Str(s.LineStyle) }},
	{"image.cmap", func(t *py.Thread, s *figure.Style, v py.Object) { s.Colors = colormap(t, v).Name }, func(s *figure.Style) py.Object { return py.Str(s.Colors) }},
	{"image.origin", func(t *py.Thread, s *figure.Style, v py.Object) { s.OriginLower = text(t, v) == "lower" }, func(s *figure.Style) py.Object {
		if s.OriginLower {
			return py.Str("lower")
		}
		return py.Str("upper")
	}},
	{"xtick.direction", func(t *py.Thread, s *figure.Style, v py.Object) { s.TicksIn = text(t, v) == "in" }, func(s *figure.Style) py.Object { return py.Str("out") }},
	numeric("xtick.major.size", func(s *figure.Style) *float64 { return &s.TickLength }),
}

// groups are the first parts of the names of parameters: others of a group are
// kept without effect.
var groups = strings.Fields("agg animation axes axes3d backend boxplot contour date docstring errorbar figure font grid hatch hist image interactive keymap legend lines " +
	"macosx markers mathtext patch path pcolor pcolormesh pdf pgf polaraxes ps savefig scatter svg text timezone tk toolbar webagg xaxis xtick yaxis ytick")

// rcParams is matplotlib.rcParams, a view of the program's style.
type rcParams struct{}

var rcParamsType = &py.Type{Name: "RcParams", Module: "matplotlib", Doc: "The defaults of new figures.", Final: true}

// Type returns the class.
func (*rcParams) Type() *py.Type { return rcParamsType }

func findSetting(name string) *setting {
	i := slices.IndexFunc(parameters, func(p setting) bool { return p.name == name })
	if i < 0 {
		return nil
	}
	return &parameters[i]
}

// Item implements [py.Indexable].
func (*rcParams) Item(t *py.Thread, key py.Object) py.Object {
	name := text(t, key)
	s := stateOf(t)
	if v := s.rc.GetString(name); v != nil {
		return v
	}
	if p := findSetting(name); p != nil {
		return p.get(&s.style)
	}
	panic(py.NewException(py.KeyError, py.Str(name)))
}

// SetItem implements [py.IndexAssignable].
func (*rcParams) SetItem(t *py.Thread, key, value py.Object) { setParameter(t, text(t, key), value) }

// Contains implements [py.Container].
func (*rcParams) Contains(t *py.Thread, x py.Object) bool {
	return findSetting(text(t, x)) != nil || stateOf(t).rc.GetString(text(t, x)) != nil
}

// Iter implements [py.Iterable].
func (*rcParams) Iter(t *py.Thread) py.Iterator {
	var list []string
	for _, p := range parameters {
		list = append(list, p.name)
	}
	slices.Sort(list)
	return t.Iter(strings2list(list))
}

// Len implements [py.Sized].
func (*rcParams) Len(*py.Thread) int { return len(parameters) }

func setParameter(t *py.Thread, name string, v py.Object) {
	s := stateOf(t)
	if p := findSetting(name); p != nil {
		if v != nil && v != py.None {
			style := s.style
			p.set(t, &style, v)
			s.restyle(style)
		}
		return
	}
	group, rest, dotted := strings.Cut(name, ".")
	if !slices.Contains(groups, group) || dotted && rest == "" || !dotted && group != "backend" && group != "interactive" && group != "timezone" && group != "toolbar" {
		panic(py.NewException(py.KeyError, py.Str(t.Repr(py.Str(name))+" is not a valid value for rcParam.")))
	}
	if v == nil {
		v = py.None
	}
	s.rc.SetString(name, v)
}

// update sets several parameters.
func update(t *py.Thread, o py.Object) {
	d := py.NewDict()
	d.Update(t, o)
	for _, key := range d.Keys() {
		setParameter(t, t.Str(key), d.GetString(t.Str(key)))
	}
}

func init() {
	rcParamsType.Define(
		py.Func{Sig: "update(self, *args, **kwargs)", Doc: "Sets several parameters.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			for _, o := range append(slices.Clone(a[1].(*py.Tuple).Elems), a[2]) {
				update(t, o)
			}
			return py.None
		}},
		py.Func{Sig: "get(self, key, default=None)", Doc: "A parameter.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			p := a[0].(*rcParams)
			if p.Contains(t, a[1]) {
				return p.Item(t, a[1])
			}
			return a[2]
		}},
		py.Func{Sig: "keys(self)", Doc: "The names of the parameters.", Impl: func(t *py.Thread, a []py.Object) py.Object { return py.NewList(t.Elements(a[0])...) }},
		py.Func{Sig: "copy(self)", Doc: "The parameters as a dict.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			d := py.NewDict()
			for _, key := range t.Elements(a[0]) {
				d.SetString(t.Str(key), a[0].(*rcParams).Item(t, key))
			}
			return d
		}},
	)
}

// styles are the style sheets that change something here; the other known names
// are accepted.
var styles = map[string][]struct{ name, value string }{
	"dark_background": {
		{"text.color", "white"}, {"axes.facecolor", "black"}, {"axes.edgecolor", "white"}, {"axes.labelcolor", "white"}, {"xtick.color", "white"}, {"grid.color", "white"},
		{"figure.facecolor", "black"}, {"axes.prop_cycle", "#8dd3c7 #feffb3 #bfbbd9 #fa8174 #81b1d2 #fdb462 #b3de69 #bc82bd #ccebc4 #ffed6f"},
	},
	"ggplot": {
		{"axes.facecolor", "#E5E5E5"}, {"axes.edgecolor", "white"}, {"axes.labelcolor", "#555555"}, {"xtick.color", "#555555"}, {"grid.color", "white"}, {"grid.linestyle", "-"}, {"axes.grid", "1"},
		{"axes.axisbelow", "1"}, {"axes.labelsize", "large"}, {"axes.titlesize", "x-large"}, {"axes.prop_cycle", "#E24A33 #348ABD #988ED5 #777777 #FBC15E #8EBA42 #FFB5B8"},
	},
	"grayscale": {{"axes.prop_cycle", "0.00 0.40 0.60 0.70"}, {"image.cmap", "gray"}, {"figure.facecolor", "0.75"}},
	"bmh": {
		{"axes.facecolor", "#eeeeee"}, {"axes.edgecolor", "#bcbcbc"}, {"axes.grid", "1"}, {"grid.color", "#b2b2b2"}, {"grid.linestyle", "--"}, {"axes.titlesize", "x-large"}, {"axes.labelsize", "large"},
		{"axes.prop_cycle", "#348ABD #A60628 #7A68A6 #467821 #D55E00 #CC79A7 #56B4E9 #009E73 #F0E442 #0072B2"},
	},
	"fivethirtyeight": {
		{"axes.facecolor", "#f0f0f0"}, {"figure.facecolor", "#f0f0f0"}, {"axes.edgecolor", "#f0f0f0"}, {"axes.grid", "1"}, {"axes.axisbelow", "1"}, {"grid.color", "#cbcbcb"}, {"font.size", "14"},
		{"lines.linewidth", "4"}, {"axes.prop_cycle", "#008fd5 #fc4f30 #e5ae38 #6d904f #8b8b8b #810f7c"},
	},
	"tableau-colorblind10":    {{"axes.prop_cycle", "#006BA4 #FF800E #ABABAB #595959 #5F9ED1 #C85200 #898989 #A2C8EC #FFBC79 #CFCFCF"}},
	"seaborn-v0_8-whitegrid":  {{"axes.grid", "1"}, {"axes.axisbelow", "1"}, {"grid.color", ".8"}, {"axes.edgecolor", ".8"}, {"text.color", ".15"}, {"axes.labelcolor", ".15"}, {"xtick.color", ".15"}, {"xtick.major.size", "0"}},
	"seaborn-v0_8-darkgrid":   {{"axes.grid", "1"}, {"axes.axisbelow", "1"}, {"axes.facecolor", "#EAEAF2"}, {"axes.edgecolor", "white"}, {"grid.color", "white"}, {"text.color", ".15"}, {"axes.labelcolor", ".15"}, {"xtick.color", ".15"}, {"xtick.major.size", "0"}},
	"seaborn-v0_8-white":      {{"axes.edgecolor", ".15"}, {"text.color", ".15"}, {"axes.labelcolor", ".15"}, {"xtick.color", ".15"}, {"xtick.major.size", "0"}},
	"seaborn-v0_8-deep":       {{"axes.prop_cycle", "#4C72B0 #55A868 #C44E52 #8172B2 #CCB974 #64B5CD"}},
	"seaborn-v0_8-colorblind": {{"axes.prop_cycle", "#0072B2 #009E73 #D55E00 #CC79A7 #F0E442 #56B4E9"}},
	"seaborn-v0_8-muted":      {{"axes.prop_cycle", "#4878CF #6ACC65 #D65F5F #B47CC7 #C4AD66 #77BEDB"}},
	"seaborn-v0_8":            {{"axes.grid", "1"}, {"axes.axisbelow", "1"}, {"axes.facecolor", "#EAEAF2"}, {"axes.edgecolor", "white"}, {"grid.color", "white"}, {"axes.prop_cycle", "#4C72B0 #55A868 #C44E52 #8172B2 #CCB974 #64B5CD"}},
	"default":                 nil, "classic": nil, "fast": nil, "Solarize_Light2": nil, "petroff10": nil, "_mpl-gallery": nil, "seaborn-v0_8-bright": nil, "seaborn-v0_8-dark": nil,
	"seaborn-v0_8-dark-palette": nil, "seaborn-v0_8-notebook": nil, "seaborn-v0_8-paper": nil, "seaborn-v0_8-pastel": nil, "seaborn-v0_8-poster": nil, "seaborn-v0_8-talk": nil, "seaborn-v0_8-ticks": nil,
}

// useStyle applies a style sheet, a dict of parameters, or a list of these.
func useStyle(t *py.Thread, o py.Object) {
	switch v := o.(type) {
	case *py.Dict:
		update(t, v)
		return
	case *py.List, *py.Tuple:
		for _, e := range t.Elements(v) {
			useStyle(t, e)
		}
		return
	}
	name := text(t, o)
	entries, ok := styles[name]
	if !ok {
		panic(py.Errorf(py.OSError, "%s is not a valid package style, path of style file, URL of style file, or library style name (library styles are listed in `style.available`)", t.Repr(o)))
	}
	if name == "default" {
		stateOf(t).restyle(figure.DefaultStyle())
	}
	for _, e := range entries {
		var v py.Object = py.Str(e.value)
		switch {
		case e.name == "axes.prop_cycle":
			d := py.NewDict()
			d.SetString("color", strings2list(strings.Fields(e.value)))
			v = &cycler{d}
		case e.value == "1":
			v = py.Bool(true)
		case strings.HasSuffix(e.name, "size") && e.value[0] < ':' || strings.HasSuffix(e.name, "width"):
			v = py.Float(t.ToFloat(t.Call(py.FloatType, v)))
		}
		setParameter(t, e.name, v)
	}
}

func styleNames() []string {
	var list []string
	for name := range styles {
		if name != "default" {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// A styleContext is what plt.style.context and plt.rc_context return: the style
// of a with statement's body.
type styleContext struct {
	enter func(t *py.Thread)
	style figure.Style
	rc    *py.Dict
}

var styleContextType = &py.Type{Name: "_GeneratorContextManager", Module: "contextlib", Final: true}

// Type returns the class.
func (*styleContext) Type() *py.Type { return styleContextType }

func init() {
	styleContextType.Define(
		py.Func{Sig: "__enter__(self)", Doc: "Applies the style.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			c := a[0].(*styleContext)
			s := stateOf(t)
			c.style, c.rc = s.style, s.rc.Copy()
			c.style.Cycle = slices.Clone(s.style.Cycle)
			c.enter(t)
			return py.None
		}},
		py.Func{Sig: "__exit__(self, *args)", Doc: "Restores the style.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			c := a[0].(*styleContext)
			s := stateOf(t)
			s.restyle(c.style)
			s.rc = c.rc
			return py.Bool(false)
		}},
	)
}
