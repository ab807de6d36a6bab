//go:build js && wasm

package main

import (
	"fluxion/wasm/bridge"
	"fluxion/wasm/service"
)

// complete tells what may stand at the cursor.
func (w *worker) complete(r bridge.CompleteRequest) (service.Reply, error) {
	found := w.kernel.Complete(r.Source, r.Cursor)
	items := make([]bridge.CompletionItem, len(found.Items))
	for i, item := range found.Items {
		items[i] = bridge.CompletionItem(item)
	}
	return service.Reply{Kind: bridge.TypeCompleted, Message: bridge.CompletedReply{
		ID: r.ID, From: found.From, To: found.To, Items: items,
	}}, nil
}

// inspect documents what stands at the cursor.
func (w *worker) inspect(r bridge.InspectRequest) (service.Reply, error) {
	found := w.kernel.Inspect(r.Source, r.Cursor)
	return service.Reply{Kind: bridge.TypeInspected, Message: bridge.InspectedReply{
		ID: r.ID, Found: found.Found, From: found.From, To: found.To, Signature: found.Signature, Doc: found.Doc,
	}}, nil
}
