package device

import "sync/atomic"

// A Store remembers, from one session to the next, what was measured on this
// machine. What it returns may be lost or from an earlier version of the
// program: whoever asks checks what it reads.
type Store interface {
	// Get returns what was stored under a key; "" if there is nothing.
	Get(key string) string
	// Set stores a value under a key. It does not wait until it is written.
	Set(key, value string)
}

var store atomic.Pointer[Store]

// SetStore sets the store of this process. Without one everything is measured
// anew.
func SetStore(s Store) { store.Store(&s) }

// Recall returns what was remembered under a key; "" if there is nothing.
func Recall(key string) string {
	if s := store.Load(); s != nil {
		return (*s).Get(key)
	}
	return ""
}

// Remember stores a value under a key, if there is a store.
func Remember(key, value string) {
	if s := store.Load(); s != nil {
		(*s).Set(key, value)
	}
}
