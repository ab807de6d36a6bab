package webgpu

import (
	"errors"
	"regexp"
	"strings"
	"syscall/js"

	"fluxion/engine/internal/device/webgpu/wgsl"
)

// errNone says that there is no WebGPU.
var errNone = errors.New("webgpu: this browser has no WebGPU, or has it turned off for this machine")

// request asks for a GPU, with all that it offers or, if restrict is set, with
// what that leaves of it.
func request(restrict func(*wgsl.Adapter)) (gpu js.Value, a wgsl.Adapter, err error) {
	navigator := js.Global().Get("navigator")
	if navigator.IsUndefined() || navigator.Get("gpu").IsUndefined() {
		return gpu, a, errNone
	}
	found, err := await(navigator.Get("gpu").Call("requestAdapter", map[string]any{"powerPreference": "high-performance"}))
	if err != nil {
		return gpu, a, errors.New("webgpu: no GPU was given: " + err.Error())
	}
	if found.IsNull() {
		return gpu, a, errNone
	}
	a = read(found)
	if restrict != nil {
		restrict(&a)
	}
	var features []any
	if a.Subgroups[1] > 0 {
		features = append(features, "subgroups")
	}
	if a.Half {
		features = append(features, "shader-f16")
	}
	gpu, err = await(found.Call("requestDevice", map[string]any{"requiredFeatures": features, "requiredLimits": limits(&a)}))
	if err != nil {
		return gpu, a, errors.New("webgpu: the GPU was refused: " + err.Error())
	}
	return gpu, a, nil
}

// read returns what an adapter offers.
func read(found js.Value) wgsl.Adapter {
	limits, info, features := found.Get("limits"), found.Get("info"), found.Get("features")
	limit := func(name string) int { return int(limits.Get(name).Float()) }
	a := wgsl.Adapter{
		Name:      nameOf(info),
		Bindings:  limit("maxStorageBuffersPerShaderStage"),
		Binding:   limit("maxStorageBufferBindingSize"),
		Buffer:    limit("maxBufferSize"),
		Groups:    limit("maxComputeWorkgroupsPerDimension"),
		Group:     min(limit("maxComputeInvocationsPerWorkgroup"), limit("maxComputeWorkgroupSizeX")),
		Shared:    limit("maxComputeWorkgroupStorageSize"),
		Alignment: limit("minStorageBufferOffsetAlignment") / 4,
		Half:      features.Call("has", "shader-f16").Bool(),
	}
	if size := info.Get("subgroupMaxSize"); features.Call("has", "subgroups").Bool() && size.Type() == js.TypeNumber {
		a.Subgroups = [2]int{info.Get("subgroupMinSize").Int(), size.Int()}
	}
	a.Software = info.Get("isFallbackAdapter").Truthy() || softwareNames.MatchString(a.Name+" "+info.Get("description").String())
	return a
}

// softwareNames are parts of the names of adapters that are programs.
var softwareNames = regexp.MustCompile(`(?i)swiftshader|llvmpipe|lavapipe|basic render|software`)

// limits returns the limits to ask for.
func limits(a *wgsl.Adapter) map[string]any {
	return map[string]any{
		"maxStorageBuffersPerShaderStage":   a.Bindings,
		"maxStorageBufferBindingSize":       a.Binding,
		"maxBufferSize":                     a.Buffer,
		"maxComputeWorkgroupsPerDimension":  a.Groups,
		"maxComputeInvocationsPerWorkgroup": a.Group,
		"maxComputeWorkgroupSizeX":          a.Group,
		"maxComputeWorkgroupStorageSize":    a.Shared,
		"minStorageBufferOffsetAlignment":   4 * a.Alignment,
	}
}

// nameOf returns what people may know an adapter by.
func nameOf(info js.Value) string {
	text := func(key string) string {
		if v := info.Get(key); v.Type() == js.TypeString {
			return v.String()
		}
		return ""
	}
	if name := strings.TrimSpace(text("vendor") + " " + text("architecture")); name != "" {
		return name
	}
	if name := text("description"); name != "" {
		return name
	}
	return "unknown GPU"
}
