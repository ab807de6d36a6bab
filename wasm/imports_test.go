//go:build !js

// Package wasm holds no code of its own, only the check of what its programs
// are made of.
package wasm

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// dependencies lists what the packages import, directly or not, for the browser.
func dependencies(t *testing.T, patterns ...string) []string {
	t.Helper()
	command := exec.Command("go", append([]string{"list", "-deps"}, patterns...)...)
	command.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("%v: %v", command, err)
	}
	return strings.Fields(string(output))
}

// TestImports keeps the arrows of the architecture pointing down. A package
// is its path or anything below it.
func TestImports(t *testing.T) {
	const (
		ebitengine = "github.com/hajimehoshi/ebiten/v2"
		wazero     = "github.com/tetratelabs/wazero"
	)
	for _, test := range []struct {
		packages  string
		without   []string
		ourOnly   []string // of our packages, only these (if any are named)
		reason    string
		butImport string // a package that is imported, which shows that the list is not empty
	}{
		{
			packages: "fluxion/wasm/worker", without: []string{ebitengine, "net/http", "encoding/json", wazero, "fluxion/engine/lang/interp"},
			ourOnly: []string{"fluxion/wasm/worker", "fluxion/wasm/bridge", "fluxion/wasm/service", "fluxion/wasm/formula", "fluxion/wasm/picture", "fluxion/engine", "fluxion/plots/scene"},
			reason:  "the worker starts in a blink and draws nothing", butImport: "fluxion/engine/lang",
		},
		{
			packages: "fluxion/wasm/program", without: []string{ebitengine, "net/http", "encoding/json", wazero},
			ourOnly: []string{"fluxion/wasm/program", "fluxion/wasm/bridge", "fluxion/wasm/service", "fluxion/wasm/formula", "fluxion/wasm/picture", "fluxion/engine", "fluxion/plots/scene"},
			reason:  "programs run in the browser's own WebAssembly and draw nothing", butImport: "fluxion/engine/lang/interp",
		},
		{
			packages: "fluxion/wasm/bench", without: []string{ebitengine, "net/http", "encoding/json", wazero, "fluxion/engine/lang/interp"},
			ourOnly: []string{"fluxion/wasm/bench", "fluxion/wasm/bridge", "fluxion/wasm/service", "fluxion/engine"},
			reason:  "the benchmark measures what the page's programs run", butImport: "fluxion/engine/simd",
		},
		{
			packages: "fluxion/wasm/canvas", without: []string{"fluxion/engine", "net/http", "encoding/json"},
			reason: "the canvas computes nothing", butImport: ebitengine,
		},
		{
			packages: "fluxion/plots/scene", without: []string{ebitengine},
			ourOnly: []string{"fluxion/plots/scene"},
			reason:  "the scene is pure", butImport: "math",
		},
		{
			packages: "fluxion/plots", without: []string{"fluxion/engine"},
			reason: "the painter computes nothing", butImport: "fluxion/plots/scene",
		},
		{
			packages: "fluxion/engine/lang/syntax", ourOnly: []string{"fluxion/engine/lang/syntax"},
			reason: "the parser stands alone", butImport: "strings",
		},
		{
			packages: "fluxion/engine/...", without: []string{ebitengine, "fluxion/wasm"},
			reason: "the engine knows neither page nor browser", butImport: "fluxion/engine/internal/ir",
		},
	} {
		t.Run(test.packages, func(t *testing.T) {
			imported := dependencies(t, test.packages)
			if !slices.Contains(imported, test.butImport) {
				t.Errorf("does not import %s", test.butImport)
			}
			for _, path := range imported {
				if within(path, test.without) {
					t.Errorf("imports %s, but %s", path, test.reason)
				}
				if test.ourOnly != nil && strings.HasPrefix(path, "fluxion/") && !within(path, test.ourOnly) {
					t.Errorf("imports %s, but %s", path, test.reason)
				}
			}
		})
	}
}

// TestPublicAPI sees that language and regression use the engine as its
// users do.
func TestPublicAPI(t *testing.T) {
	command := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "fluxion/engine/lang/...", "fluxion/engine/regress/...", "fluxion/engine/random/...")
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(output)) {
		importer, imports, _ := strings.Cut(strings.TrimSpace(line), " ")
		if strings.Contains(imports, "fluxion/engine/internal/") {
			t.Errorf("%s imports %s", importer, imports)
		}
	}
}

// within reports whether path is one of the packages or below one.
func within(path string, packages []string) bool {
	return slices.ContainsFunc(packages, func(p string) bool {
		return path == p || strings.HasPrefix(path, p+"/")
	})
}
