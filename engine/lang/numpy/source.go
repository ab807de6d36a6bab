package numpy

import (
	_ "embed"

	"fluxion/engine/lang/py"
)

var (
	//go:embed python/numpy.py
	ownSource string
	//go:embed python/scipy.special.py
	specialSource string
	//go:embed python/scipy.stats.py
	statsSource string
)

// scipy are the modules of SciPy that programs beside JAX use most.
var scipy = []*py.ModuleSpec{
	{Name: "scipy", Doc: "A small part of SciPy.", Init: func(_ *py.Thread, m *py.Module) {
		m.Getattr = func(t *py.Thread, name string) py.Object {
			if name == "special" || name == "stats" {
				return t.Import(t, "scipy."+name)
			}
			return nil
		}
	}},
	{Name: "scipy.special", Doc: "Special functions of NumPy's arrays.", Source: specialSource},
	{Name: "scipy.stats", Doc: "The normal distribution.", Source: statsSource},
}
