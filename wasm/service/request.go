//go:build js && wasm

package service

import (
	"fmt"
	"syscall/js"

	"fluxion/wasm/bridge"
)

// A Request is a message that waits for its answer.
type Request struct {
	bridge.Header
	Message js.Value
}

// A Reply is a message with its type.
type Reply struct {
	Kind    string
	Message any
}

// Handle decodes a request for the function that carries it out.
func Handle[T any](r Request, carryOut func(T) (Reply, error)) (Reply, error) {
	decoded, err := bridge.Decode[T](r.Message)
	if err != nil {
		return Reply{}, fmt.Errorf("%s request: %w", r.Type, err)
	}
	return carryOut(decoded)
}

// Answer carries out a request and posts the reply, or the error. A panic is a
// defect of ours: it is reported as an error, and the program lives on.
func (post Post) Answer(r Request, carryOut func(Request) (Reply, error)) {
	defer bridge.Recover(func(err error) { post.Error(r.ID, err) })
	if reply, err := carryOut(r); err != nil {
		post.Error(r.ID, err)
	} else {
		post(reply.Kind, reply.Message)
	}
}
