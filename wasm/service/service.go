//go:build js && wasm

// Package service is what our programs in Web Workers have in common: they
// take requests in from the page, answer them one after another, and let the
// next ones in while they compute.
package service

import (
	"errors"
	"syscall/js"

	"fluxion/wasm/bridge"
)

// A Post sends a message of the given type.
type Post func(kind string, message any)

// ToPage posts to the page that owns this worker.
func ToPage(kind string, message any) {
	object, transfer := bridge.Encode(kind, message)
	js.Global().Call("postMessage", object, transfer)
}

// A Located error lies at a place of the request's expression.
type Located interface {
	error
	// Place returns UTF-16 offsets.
	Place() (pos, end int)
}

// Error answers a request with an error.
func (post Post) Error(id int, err error) {
	message := bridge.Error{ID: id, Message: err.Error()}
	if at, ok := errors.AsType[Located](err); ok {
		pos, end := at.Place()
		message.Pos, message.End = &pos, &end
	}
	post(bridge.TypeError, message)
}

// A Receiver takes requests in.
type Receiver interface {
	Add(Request)
	Cancel(id int)
}

// Listen hands what the page sends to the receiver, on the event loop.
func (post Post) Listen(to Receiver) {
	js.Global().Call("addEventListener", "message", bridge.Callback(
		func(event js.Value) { post.Deliver(event.Get("data"), to) },
		func(err error) { post.Error(0, err) },
	))
}

// Deliver hands one message to the receiver. What is no request at all, such
// as the message that started the program, is not answered.
func (post Post) Deliver(message js.Value, to Receiver) {
	header, err := bridge.Decode[bridge.Header](message)
	if err != nil {
		if message.Type() == js.TypeObject && message.Get("id").Type() == js.TypeNumber {
			post.Error(message.Get("id").Int(), err)
		}
		return
	}
	if header.Type != bridge.TypeCancel {
		to.Add(Request{Header: header, Message: message})
		return
	}
	cancel, err := bridge.Decode[bridge.CancelRequest](message)
	if err != nil {
		post.Error(header.ID, err)
		return
	}
	to.Cancel(cancel.Target)
}
