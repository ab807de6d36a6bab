//go:build js && wasm

package main

import (
	"fmt"
	"time"

	"fluxion/engine/lang/kernel"
	"fluxion/wasm/bridge"
	"fluxion/wasm/service"
)

// messageTime is the least time between two messages with a program's text: more
// of them would only keep the page busy.
const messageTime = 33 * time.Millisecond

// figureBytes bounds what a cell shows besides text.
const figureBytes = 16 << 20

// outputs sends what a cell shows: text in a few messages a second, and of a
// flood an excerpt.
type outputs struct {
	id   int
	post service.Post

	texts   map[string]*excerpt // of stdout and stderr
	name    string              // the stream that pending belongs to
	pending []byte              // text that is not sent
	sent    time.Time           // when text was sent last

	shown  int // bytes of figures
	hidden int // figures that were too much
}

func newOutputs(id int, post service.Post) *outputs {
	return &outputs{id: id, post: post, texts: map[string]*excerpt{"stdout": {}, "stderr": {}}}
}

// add takes an output, in the order in which they are made.
func (o *outputs) add(output kernel.Output) {
	switch output := output.(type) {
	case kernel.Stream:
		first := len(o.pending) == 0
		o.write(output.Name, o.texts[output.Name].write(output.Text))
		if first { // what comes while that waits is sent with it, when the program polls
			o.flushDue(time.Now())
		}
	case kernel.Display:
		for _, form := range output.Data {
			o.shown += len(form)
		}
		if o.shown > figureBytes {
			o.hidden++
			return
		}
		o.send(bridge.DataOutput{Kind: bridge.KindDisplay, Data: output.Data})
	case kernel.Result:
		o.close()
		data := map[string]string{}
		for mime, form := range output.Data {
			if mime == "text/plain" {
				form = clip(form)
			}
			data[mime] = form
		}
		o.send(bridge.DataOutput{Kind: bridge.KindResult, Data: data})
	case kernel.Failure:
		o.close()
		frames := []bridge.TracebackFrame{}
		for _, frame := range output.Frames {
			frames = append(frames, bridge.TracebackFrame(frame))
		}
		o.send(bridge.FailureOutput{
			Kind: bridge.KindError, Name: output.Name,
			Value: clip(output.Value), Traceback: clip(output.Traceback), Frames: frames,
		})
	}
}

// write appends text of a stream to what is to be sent.
func (o *outputs) write(name, text string) {
	if name != o.name {
		o.flush()
		o.name = name
	}
	o.pending = append(o.pending, text...)
}

// flushDue sends the text that waits, unless some was sent just before.
func (o *outputs) flushDue(now time.Time) {
	if now.Sub(o.sent) >= messageTime {
		o.flush()
	}
}

func (o *outputs) flush() {
	if len(o.pending) == 0 {
		return
	}
	o.post(bridge.TypeOutput, bridge.OutputMessage{ID: o.id, Output: bridge.StreamOutput{
		Kind: bridge.KindStream, Name: o.name, Text: string(o.pending),
	}})
	o.pending = o.pending[:0]
	o.sent = time.Now()
}

// send sends an output other than text, after the text before it.
func (o *outputs) send(output any) {
	o.flush()
	o.post(bridge.TypeOutput, bridge.OutputMessage{ID: o.id, Output: output})
}

// close sends what is left, before the last output and at the end.
func (o *outputs) close() {
	for _, name := range []string{"stdout", "stderr"} {
		o.write(name, o.texts[name].end())
	}
	if o.hidden > 0 {
		o.write("stderr", fmt.Sprintf("… %d more figures are left out …\n", o.hidden))
		o.hidden = 0
	}
	o.flush()
}
