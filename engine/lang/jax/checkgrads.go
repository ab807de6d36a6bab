package jax

import (
	_ "embed" // for testUtilSource

	"fluxion/engine/lang/py"
)

//go:embed python/jax.test_util.py
var testUtilSource string

// TestUtilModule is jax.test_util.
var TestUtilModule = &py.ModuleSpec{Name: "jax.test_util", Doc: "Checks of derivatives.", Source: testUtilSource}
