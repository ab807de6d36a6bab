//go:build js && wasm

package service

import (
	"errors"
	"sync"
	"syscall/js"

	"fluxion/wasm/bridge"
)

// The database of what was measured on this machine, and its only part.
const (
	storeName = "fluxion-measured"
	storePart = "texts"
)

// A store is texts under keys in the browser's database. What is in it is read
// once; what is set is written when the browser gets to it.
type store struct {
	database js.Value
	mu       sync.Mutex
	texts    map[string]string
}

// OpenStore reads what the browser remembers; the error says why it does not.
func OpenStore() (*store, error) {
	factory := js.Global().Get("indexedDB")
	if !factory.Truthy() {
		return nil, errors.New("there is no database in this browser")
	}
	opening := factory.Call("open", storeName, 1)
	upgrade := bridge.Callback(func(js.Value) {
		opening.Get("result").Call("createObjectStore", storePart)
	}, func(error) {}) // the request fails too
	defer upgrade.Release()
	opening.Set("onupgradeneeded", upgrade)
	database, err := result(opening)
	if err != nil {
		return nil, err
	}
	s := &store{database: database, texts: map[string]string{}}
	part := s.part("readonly")
	keys, err := result(part.Call("getAllKeys"))
	if err != nil {
		return nil, err
	}
	values, err := result(s.part("readonly").Call("getAll"))
	if err != nil {
		return nil, err
	}
	for i := range min(keys.Length(), values.Length()) {
		if v := values.Index(i); v.Type() == js.TypeString {
			s.texts[keys.Index(i).String()] = v.String()
		}
	}
	return s, nil
}

func (s *store) part(mode string) js.Value {
	return s.database.Call("transaction", storePart, mode).Call("objectStore", storePart)
}

// result waits for a request of the database.
func result(request js.Value) (js.Value, error) {
	done := make(chan error, 1)
	succeeded := bridge.Callback(func(js.Value) { done <- nil }, func(err error) { done <- err })
	failed := bridge.Callback(func(js.Value) {
		done <- errors.New(js.Global().Call("String", request.Get("error")).String())
	}, func(err error) { done <- err })
	defer succeeded.Release()
	defer failed.Release()
	request.Set("onsuccess", succeeded)
	request.Set("onerror", failed)
	if err := <-done; err != nil {
		return js.Undefined(), err
	}
	return request.Get("result"), nil
}

// Get implements [fluxion/engine.Store].
func (s *store) Get(key string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.texts[key]
}

// Set implements [fluxion/engine.Store]. What cannot be written is not remembered.
func (s *store) Set(key, value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.texts[key] = value
	defer func() { _ = recover() }() // the user may clear the site's data meanwhile
	s.part("readwrite").Call("put", value, key)
}
