//go:build js && wasm

// Package servicetest is the page's side of a program under test.
package servicetest

import (
	"syscall/js"
	"testing"
	"time"

	"fluxion/wasm/bridge"
	"fluxion/wasm/service"
)

// patience is how long a program may take to answer: it bounds a hang only, since
// a busy machine makes the browser slow.
const patience = 3 * time.Minute

// A Mailbox sends requests to a program and keeps what it posts.
type Mailbox struct {
	t   *testing.T
	to  service.Receiver
	got chan service.Reply
	// Ignored is the type of messages that Next passes over.
	Ignored string
}

// New returns an empty mailbox.
func New(t *testing.T) *Mailbox { return &Mailbox{t: t, got: make(chan service.Reply, 10_000)} }

// Connect names the program that gets what is sent.
func (m *Mailbox) Connect(to service.Receiver) { m.to = to }

// Post is what the program posts with.
func (m *Mailbox) Post(kind string, message any) {
	bridge.Encode(kind, message) // must be possible, on the way to the page
	m.got <- service.Reply{Kind: kind, Message: message}
}

// Send gives the program a message, written as a JavaScript object.
func (m *Mailbox) Send(source string) {
	m.Deliver(js.Global().Get("Function").New("return (" + source + ")").Invoke())
}

// Deliver gives the program a message.
func (m *Mailbox) Deliver(message js.Value) { service.Post(m.Post).Deliver(message, m.to) }

// Next waits for the next message.
func (m *Mailbox) Next() service.Reply {
	m.t.Helper()
	for {
		select {
		case r := <-m.got:
			if r.Kind != m.Ignored {
				return r
			}
		case <-time.After(patience):
			m.t.Fatal("the program does not answer")
		}
	}
}

// Waiting reports whether there is a message.
func (m *Mailbox) Waiting() bool { return len(m.got) > 0 }

// Expect waits for the next message, which is to be of type T.
func Expect[T any](m *Mailbox) T {
	m.t.Helper()
	r := m.Next()
	message, ok := r.Message.(T)
	if !ok {
		m.t.Fatalf("got %s %+v, want %T", r.Kind, r.Message, message)
	}
	return message
}
