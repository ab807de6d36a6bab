package engine_test

import (
	"errors"
	"strings"
	"testing"

	"fluxion/engine"
)

func TestPut(t *testing.T) {
	x := engine.FromFloat32s([]float32{1, 2, 3})
	put := func(name string) engine.Array {
		y, err := x.Put(name)
		if err != nil {
			t.Fatal(err)
		}
		return y
	}
	lies := func(what string, a engine.Array, where string, wantCommitted bool) {
		t.Helper()
		if name, committed := a.Place(); name != where || committed != wantCommitted {
			t.Errorf("%s lies on %q, committed %t; expected %q, %t", what, name, committed, where, wantCommitted)
		}
	}
	onHost, onWasm := put("host"), put("wasm")
	lies("an array", x, "", false)
	lies("an array put there", onWasm, "wasm", true)
	lies("a sum with another", onWasm.Add(x), "wasm", true)
	lies("a view", engine.Reshape(onWasm, 3, 1), "wasm", true)
	var ran []string
	engine.SetProfile(func(e engine.ProfileEvent) { ran = append(ran, e.Device) })
	f := engine.Jit(func(a [2]engine.Array) []engine.Array { return []engine.Array{a[0].Mul(a[1]), a[1]} })
	out := f([2]engine.Array{onWasm, x})
	lies("the result of a program", out[0], "wasm", true)
	lies("an operand that a program returns", out[1], "wasm", true)
	lies("the operand itself", x, "", false)
	lies("the result on the other device", f([2]engine.Array{onHost, x})[0], "host", true)
	engine.SetProfile(nil)
	if strings.Join(ran, " ") != "wasm host" {
		t.Errorf("ran on %v", ran)
	}
	if got := out[0].Float32s(); got[2] != 9 {
		t.Errorf("the program gave %v", got)
	}
	for name, mix := range map[string]func(){
		"an operation": func() { onHost.Add(onWasm) },
		"a program":    func() { f([2]engine.Array{onHost, onWasm}) },
	} {
		err := engine.Try(mix)
		if e, ok := errors.AsType[*engine.Error](err); !ok || e.Kind != engine.ValueError || !strings.Contains(e.Reason, "on platform HOST") || !strings.Contains(e.Reason, "on platform WASM") {
			t.Errorf("%s on two devices: %v", name, err)
		}
	}
	if _, err := x.Put("abacus"); err == nil || !strings.Contains(err.Error(), `"abacus"`) {
		t.Errorf("put on an abacus: %v", err)
	}
}

func TestMadeOn(t *testing.T) {
	before := engine.Device()
	defer engine.SetDevice(before)
	x := engine.FromFloat32s([]float32{1, 2, 3})
	if err := engine.ComputeOn("host"); err != nil {
		t.Fatal(err)
	}
	y := x.Add(x)
	if err := engine.SetDevice(before); err != nil {
		t.Fatal(err)
	}
	if name, committed := y.Place(); name != "host" || committed {
		t.Errorf("what was computed on the host lies on %q, committed %t", name, committed)
	}
	if name, _ := y.Add(y).Place(); name != "" {
		t.Errorf("what is computed of that lies on %q", name)
	}
}
