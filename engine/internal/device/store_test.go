package device

import "testing"

type kept map[string]string

func (k kept) Get(key string) string { return k[key] }
func (k kept) Set(key, value string) { k[key] = value }

func TestStore(t *testing.T) {
	Remember("a", "lost")
	if got := Recall("a"); got != "" {
		t.Errorf("without a store: %q, expected nothing", got)
	}
	SetStore(kept{"b": "from before"})
	defer store.Store(nil)
	Remember("a", "kept")
	for key, want := range map[string]string{"a": "kept", "b": "from before", "c": ""} {
		if got := Recall(key); got != want {
			t.Errorf("%s: %q, expected %q", key, got, want)
		}
	}
}
