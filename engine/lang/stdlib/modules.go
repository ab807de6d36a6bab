package stdlib

import (
	"embed"
	"strings"

	"fluxion/engine/lang/py"
)

//go:embed python/*.py
var sources embed.FS

// Modules are the modules that can be imported.
var Modules = append(pythonModules(),
	regexpModule, mathModule, itertoolsModule, operatorModule, timeModule, sysModule, support,
	&py.ModuleSpec{Name: "traceback", Doc: "Tracebacks as text.", Funcs: tracebackFuncs},
)

// pythonModules declares the modules of the folder python: "a.b.py" is the
// module a.b.
func pythonModules() []*py.ModuleSpec {
	entries, err := sources.ReadDir("python")
	if err != nil {
		panic(err)
	}
	var specs []*py.ModuleSpec
	for _, e := range entries {
		text, err := sources.ReadFile("python/" + e.Name())
		if err != nil {
			panic(err)
		}
		specs = append(specs, &py.ModuleSpec{Name: strings.TrimSuffix(e.Name(), ".py"), Source: string(text)})
	}
	return specs
}
