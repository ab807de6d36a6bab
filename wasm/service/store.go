//go:build js && wasm

package service

import (
	"sync"
	"syscall/js"

	"fluxion/engine"
)

// What this page remembers of the machine lies in a database of its own, one
// entry for each key.
const (
	storeName  = "fluxion-measured"
	storeTable = "values"
)

// A store keeps what was measured on this machine in the browser. It is read when
// somebody first asks; writing does not wait.
type store struct {
	read   sync.Once
	mu     sync.Mutex
	values map[string]string
	db     js.Value // undefined where the browser has none for this page
}

// RememberMeasurements has what is measured on this machine kept for the next
// visit.
func RememberMeasurements() { engine.SetStore(&store{values: map[string]string{}}) }

// Get implements [engine.Store]. The first call waits for the database.
func (s *store) Get(key string) string {
	s.read.Do(s.open)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.values[key]
}

// Set implements [engine.Store].
func (s *store) Set(key, value string) {
	s.read.Do(s.open)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.values[key] = value
	if s.db.IsUndefined() {
		return
	}
	defer func() { recover() }() // to remember nothing is no reason to fail
	s.table("readwrite").Call("put", value, key)
}

func (s *store) table(mode string) js.Value {
	return s.db.Call("transaction", storeTable, mode).Call("objectStore", storeTable)
}

// open reads everything.
func (s *store) open() {
	defer func() { recover() }() // some browsers throw where a page may store nothing
	factory := js.Global().Get("indexedDB")
	if factory.IsUndefined() {
		return
	}
	request := factory.Call("open", storeName, 1)
	create := js.FuncOf(func(js.Value, []js.Value) any {
		request.Get("result").Call("createObjectStore", storeTable)
		return nil
	})
	defer create.Release()
	request.Set("onupgradeneeded", create)
	if !succeeds(request) {
		return
	}
	s.db = request.Get("result")
	keys, values := s.table("readonly").Call("getAllKeys"), s.table("readonly").Call("getAll")
	if !succeeds(keys) || !succeeds(values) {
		return
	}
	for i := range keys.Get("result").Length() {
		s.values[keys.Get("result").Index(i).String()] = values.Get("result").Index(i).String()
	}
}

// succeeds waits for the end of a request to a database.
func succeeds(request js.Value) bool {
	if request.Get("readyState").String() == "done" {
		return request.Get("error").IsNull()
	}
	ended := make(chan bool, 1)
	for event, ok := range map[string]bool{"onsuccess": true, "onerror": false, "onblocked": false} {
		f := js.FuncOf(func(js.Value, []js.Value) any {
			select {
			case ended <- ok:
			default:
			}
			return nil
		})
		defer f.Release()
		request.Set(event, f)
	}
	return <-ended
}
