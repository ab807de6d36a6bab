//go:build js && wasm

package service

import "testing"

func TestStore(t *testing.T) {
	first, err := OpenStore()
	if err != nil {
		t.Fatal(err)
	}
	if got := first.Get("nothing"); got != "" {
		t.Errorf("got %q under a key that was never set", got)
	}
	first.Set("rate", "1")
	first.Set("rate", "2.5 µs")
	if got := first.Get("rate"); got != "2.5 µs" {
		t.Errorf("got %q", got)
	}
	// Transactions are carried out in their order, so that the other one finds it.
	second, err := OpenStore()
	if err != nil {
		t.Fatal(err)
	}
	if got := second.Get("rate"); got != "2.5 µs" {
		t.Errorf("the next session got %q", got)
	}
	first.database.Call("close")
	first.Set("rate", "3")
	if got := first.Get("rate"); got != "3" {
		t.Errorf("without a database: %q", got)
	}
}
