//go:build js && wasm

package service

import (
	"fmt"
	"syscall/js"
	"testing"
	"time"
)

func TestStore(t *testing.T) {
	key, value := "test "+fmt.Sprint(time.Now().UnixNano()), "1 2.5 3e-7"
	s := &store{values: map[string]string{}}
	if got := s.Get(key); got != "" {
		t.Fatalf("a new key has the value %q", got)
	}
	s.Set(key, "first")
	s.Set(key, value)
	if got := s.Get(key); got != value {
		t.Errorf("%q was set, %q is there", value, got)
	}
	// In Node.js there is no database: nothing outlives the program.
	want := value
	if js.Global().Get("indexedDB").IsUndefined() {
		want = ""
	}
	if got := (&store{values: map[string]string{}}).Get(key); got != want {
		t.Errorf("at the next visit there is %q, expected %q", got, want)
	}
}
