package pyplot

import (
	"slices"
	"strings"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

var styleFuncs = []py.Func{
	{Sig: "use(style)", Doc: "Applies a style sheet.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		useStyle(t, a[0])
		return py.None
	}},
	{Sig: "context(style, after_reset=False)", Doc: "A style sheet for the body of a with statement.", Impl: func(_ *py.Thread, a []py.Object) py.Object {
		style := a[0]
		return &styleContext{enter: func(t *py.Thread) { useStyle(t, style) }}
	}},
}

// inside imports a module's submodules when they are asked for.
func inside(names ...string) func(t *py.Thread, m *py.Module) {
	return func(_ *py.Thread, m *py.Module) {
		m.Getattr = func(t *py.Thread, name string) py.Object {
			if !slices.Contains(names, name) {
				return nil
			}
			return t.Import(t, m.Name+"."+name)
		}
	}
}

// Pyplot is the module matplotlib.pyplot.
var Pyplot = &py.ModuleSpec{Name: "matplotlib.pyplot", Doc: "Figures, drawn as SVG."}

// Modules are matplotlib and its modules that are here.
var Modules = []*py.ModuleSpec{
	{Name: "matplotlib", Doc: "Figures, drawn as SVG.", Funcs: []py.Func{
		{Sig: "use(backend, *, force=True)", Doc: "Accepted; figures are drawn as SVG.", Impl: accepted},
		{Sig: "get_backend()", Doc: "What draws figures.", Impl: func(*py.Thread, []py.Object) py.Object { return py.Str("svg") }},
		find("rc"), find("rcdefaults"), find("rc_context"), find("cycler"),
	}, Values: map[string]py.Object{"__version__": py.Str("3.11"), "rcParams": &rcParams{}, "colormaps": &colormapTable{}},
		Init: inside("pyplot", "cm", "colors", "style", "ticker", "patches", "lines", "collections", "gridspec", "figure", "axes")},
	Pyplot,
	{Name: "matplotlib.cm", Doc: "Colour maps.", Funcs: []py.Func{find("get_cmap")}, Values: map[string]py.Object{"ScalarMappable": scalarMappableType}, Init: colormapAttributes},
	{Name: "matplotlib.colors", Doc: "Colours.", Funcs: colorFuncs, Values: map[string]py.Object{
		"Normalize": normType, "LogNorm": logNormType, "SymLogNorm": symNormType, "TwoSlopeNorm": twoNormType, "CenteredNorm": cenNormType, "BoundaryNorm": edgNormType,
		"Colormap": ColormapType, "ListedColormap": listedType, "LinearSegmentedColormap": segmentedType,
	}, Init: func(_ *py.Thread, m *py.Module) {
		names := py.NewDict()
		for i, name := range []string{"blue", "orange", "green", "red", "purple", "brown", "pink", "gray", "olive", "cyan"} {
			names.SetString("tab:"+name, hex(figure.Tableau[i]))
		}
		m.Set("TABLEAU_COLORS", names)
	}},
	{Name: "matplotlib.style", Doc: "Style sheets.", Funcs: styleFuncs, Values: map[string]py.Object{"available": strings2list(styleNames())}},
	{Name: "matplotlib.ticker", Doc: "Where ticks are and what is written there.", Values: tickers()},
	{Name: "matplotlib.patches", Doc: "Shapes.", Values: map[string]py.Object{"Rectangle": rectangleClass.Type, "Circle": circleClass.Type, "Ellipse": ellipseClass.Type, "Polygon": polygonClass.Type, "Patch": patchType}},
	{Name: "matplotlib.lines", Doc: "Lines.", Values: map[string]py.Object{"Line2D": lineClass.Type}},
	{Name: "matplotlib.collections", Doc: "Collections.", Values: map[string]py.Object{"LineCollection": linesClass.Type}},
	{Name: "matplotlib.gridspec", Doc: "Grids of axes.", Values: map[string]py.Object{"GridSpec": gridType}},
	{Name: "matplotlib.figure", Doc: "The class of figures.", Values: map[string]py.Object{"Figure": FigureType}},
	{Name: "matplotlib.axes", Doc: "The class of axes.", Values: map[string]py.Object{"Axes": AxesType}},
}

// defaultMaps are the colour maps that a function makes the default.
var defaultMaps = []string{"viridis", "plasma", "inferno", "magma", "gray", "hot", "cool", "jet"}

// patchType makes the samples of hand-made legends.
var patchType = &py.Type{Name: "Patch", Module: "matplotlib.patches", Doc: "A filled shape, for legends.", Final: true}

// find returns a function of matplotlib.pyplot by its name.
func find(name string) py.Func {
	return own[slices.IndexFunc(own, func(f py.Func) bool { return strings.HasPrefix(f.Sig, name+"(") })]
}

// colormapAttributes makes the colour maps attributes of matplotlib.cm.
func colormapAttributes(_ *py.Thread, m *py.Module) {
	m.Getattr = func(_ *py.Thread, name string) py.Object {
		if found := figure.FindColormap(name, 0); found != nil {
			return &Colormap{found}
		}
		return nil
	}
}

func init() {
	constructor(patchType, "(**kwargs)", func(t *py.Thread, a []py.Object) py.Object {
		return patch(t, rectangleClass, [][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}}, a[0])
	})
	Pyplot.Funcs = functions()
	Pyplot.Values = map[string]py.Object{
		"rcParams": &rcParams{}, "Figure": FigureType, "Axes": AxesType, "Line2D": lineClass.Type, "Rectangle": rectangleClass.Type, "Circle": circleClass.Type, "Polygon": polygonClass.Type,
		"Normalize": normType, "GridSpec": gridType,
	}
	Pyplot.Init = func(_ *py.Thread, m *py.Module) {
		m.Set("colormaps", &colormapTable{})
		m.Getattr = func(t *py.Thread, name string) py.Object {
			switch name {
			case "cm", "style", "ticker", "colors":
				return t.Import(t, "matplotlib."+name)
			}
			if !slices.Contains(defaultMaps, name) {
				return nil
			}
			return py.NewBuiltin(py.Func{Sig: name + "()", Doc: "Makes the map the default.", Impl: func(t *py.Thread, _ []py.Object) py.Object {
				setParameter(t, "image.cmap", py.Str(name))
				return py.None
			}})
		}
	}
}
