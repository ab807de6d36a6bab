package kernel_test

import (
	"testing"

	"fluxion/engine/lang/kernel"
)

func TestUnfinished(t *testing.T) {
	for source, want := range map[string]bool{
		"":                          false,
		"x = 1":                     false,
		"x = (1,":                   true,
		"x = (1,\n":                 true,
		"x = (1,\n2)":               false,
		"def f(x):":                 true,
		"def f(x):\n    return x":   true,
		"def f(x):\n    return x\n": false,
		"def f(x):\n":               false, // an error
		"@jit":                      true,
		"@jit\ndef f(): pass":       true,
		"for i in x: print(i)":      true,
		"for i in x: print(i)\n":    false,
		"try:\n    f()":             true,
		"try:\n    f()\nexcept E:":  true,
		"'''a":                      true,
		"'''a\n":                    true,
		"'''a\n'''":                 false,
		"f'''{x\n":                  true,
		"'a":                        false,
		"x = 1 + \\":                true,
		"x = ":                      false,
		"x x":                       false,
		")":                         false,
		"if x:\n    y\n  z":         false,
		"class A:\n    '''doc\n":    true,
		"# comment":                 false,
		"if x: # comment":           true,
		"match x:\n  case 1: pass":  true,
	} {
		if got := kernel.Unfinished(source); got != want {
			t.Errorf("%q: got %v", source, got)
		}
	}
}
