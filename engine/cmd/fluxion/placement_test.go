package main

import (
	"os"
	"testing"
)

// The output is that of JAX 0.10.2 with two devices, of which ours have other
// names.
func TestPlacement(t *testing.T) {
	want, err := os.ReadFile("../../gpu/testdata/placement.out")
	if err != nil {
		t.Fatal(err)
	}
	status, stdout, stderr := invoke("run", "../../gpu/testdata/placement.py")
	if status != statusOK || stderr != "" || stdout != string(want) {
		t.Errorf("got status %d, errors %q and\n%s\nwant\n%s", status, stderr, stdout, want)
	}
}
