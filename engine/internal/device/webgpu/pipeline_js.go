package webgpu

import (
	"errors"
	"syscall/js"

	"fluxion/engine/internal/device/webgpu/wgsl"
)

// A pipeline is a shader that was compiled, or is being compiled.
type pipeline struct {
	layout js.Value // of its bindings
	done   chan struct{}
	value  js.Value // once done is closed
	err    error
}

// mostPipelines is how many pipelines a session keeps for programs to come.
const mostPipelines = 1000

// pipeline compiles a shader in the background, unless that was done before.
func (s *session) pipeline(shader *wgsl.Shader) *pipeline {
	if p := s.pipelines[shader.Source]; p != nil {
		return p
	}
	p := &pipeline{layout: s.layout(shader), done: make(chan struct{})}
	if len(s.pipelines) >= mostPipelines {
		clear(s.pipelines)
	}
	s.pipelines[shader.Source] = p
	s.gpu.Call("pushErrorScope", "validation")
	module := s.gpu.Call("createShaderModule", map[string]any{"code": shader.Source, "label": shader.Name})
	invalid := s.gpu.Call("popErrorScope")
	compiled := s.gpu.Call("createComputePipelineAsync", map[string]any{
		"label":   shader.Name,
		"layout":  s.gpu.Call("createPipelineLayout", map[string]any{"bindGroupLayouts": []any{p.layout}}),
		"compute": map[string]any{"module": module},
	})
	settle(js.Global().Get("Promise").Call("all", []any{invalid, compiled}), func(results js.Value, err error) {
		if err == nil {
			p.value = results.Index(1)
			close(p.done)
			return
		}
		// What is wrong with the shader says more than that there is no pipeline.
		settle(invalid, func(wrong js.Value, lost error) {
			if p.err = err; lost == nil && !wrong.IsNull() {
				p.err = errors.New(messageOf(wrong))
			}
			close(p.done)
		})
	})
	return p
}

// layout returns the layout of a shader's bindings: buffers that are read or
// written and behind them its uniforms, whose place changes from launch to launch.
func (s *session) layout(shader *wgsl.Shader) js.Value {
	key := make([]byte, len(shader.Writes), len(shader.Writes)+1)
	var entries []any
	add := func(buffer map[string]any) {
		const compute = 4
		entries = append(entries, map[string]any{"binding": len(entries), "visibility": compute, "buffer": buffer})
	}
	for i, written := range shader.Writes {
		if written {
			key[i] = 1
			add(map[string]any{"type": "storage"})
		} else {
			add(map[string]any{"type": "read-only-storage"})
		}
	}
	if shader.Uniforms > 0 {
		key = append(key, 2)
		add(map[string]any{"type": "uniform", "hasDynamicOffset": true})
	}
	if l, ok := s.layouts[string(key)]; ok {
		return l
	}
	l := s.gpu.Call("createBindGroupLayout", map[string]any{"entries": entries})
	s.layouts[string(key)] = l
	return l
}
