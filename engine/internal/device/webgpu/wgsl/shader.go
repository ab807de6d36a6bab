package wgsl

import (
	"fmt"
	"math/bits"
	"slices"

	"fluxion/engine/internal/device/kernel"
)

// A shader is the source of a compute shader in the making: a text of
// statements, and what they need around them.
type shader struct {
	text      // the statements of main
	adapter   Adapter
	plan      *kernel.Plan
	bindings  []*binding
	functions text
	shared    text          // declarations of the workgroup's memory
	sums      []kernel.Type // of the arrays there for sums
	helped    []string
	uniforms  int // words
	values    int // named so far
	size      int // invocations of a workgroup
	builtins  []string
	subgroups bool         // their operations are used
	halves    bool         // there are floats of 16 bits
	state     int          // as in planPrinter
	spots     map[int]spot // as in scope
	windows   map[int]Window
	called    map[int]string // the names of buffers that are not just any
	locals    map[int]*binding
}

// A binding is a buffer under the name that the shader has for it.
type binding struct {
	name   string
	buffer int
	typ    kernel.Type
	lanes  int // of its elements
	write  bool
	atomic bool
	place  where
}

// where says whose memory a buffer is in a shader.
type where uint8

const (
	bound    where = iota // bound from outside
	array                 // the workgroup's or an invocation's
	variable              // an invocation's, of one element
)

func newShader(plan *kernel.Plan, a Adapter) *shader {
	s := &shader{adapter: a, plan: plan, size: powerOfTwo(min(256, a.Group)), state: -1}
	s.indent = 1
	return s
}

// powerOfTwo returns the greatest power of two up to n.
func powerOfTwo(n int) int { return 1 << (bits.Len(uint(n)) - 1) }

// zero returns a word that is 0, which no compiler knows.
func (s *shader) zero() string {
	s.uniforms = max(s.uniforms, 4)
	return "uniforms[0].x"
}

// builtin asks for a value that invocations are given, and returns its name.
func (s *shader) builtin(of string) string {
	names := map[string]string{"global_invocation_id": "id", "local_invocation_index": "local", "workgroup_id": "group"}
	for _, b := range s.builtins {
		if b == of {
			return names[of]
		}
	}
	s.builtins = append(s.builtins, of)
	return names[of]
}

// bind makes a buffer known, or says that it is also written.
func (s *shader) bind(buffer int, write bool) *binding {
	if b, ok := s.locals[buffer]; ok {
		return b
	}
	for b := buffer; ; b = s.spots[b].buffer {
		if s.spots[b].turns {
			s.bind(s.state, false)
		}
		if b == s.root(buffer) {
			buffer = b
			break
		}
	}
	for _, b := range s.bindings {
		if b.buffer == buffer {
			b.write = b.write || write
			return b
		}
	}
	b := &binding{buffer: buffer, typ: s.typeOf(buffer), lanes: 1, write: write}
	s.bindings = append(s.bindings, b)
	return b
}

// nameBindings names the buffers by what they are for, in their order.
func (s *shader) nameBindings() {
	in, out := 0, 0
	for _, b := range s.bindings {
		if called, ok := s.called[b.buffer]; ok {
			b.name = called
		} else if b.write {
			b.name = fmt.Sprintf("out%d", out)
			out++
		} else {
			b.name = fmt.Sprintf("in%d", in)
			in++
		}
	}
}

// finish returns the shader, and how to bind its buffers. The comment says what
// it computes.
func (s *shader) finish(label, comment string) (*Shader, []Window) {
	out := &Shader{Name: label, Uniforms: s.uniforms}
	var t text
	var windows []Window
	t.line("// %s", comment)
	if s.subgroups {
		t.line("enable subgroups;")
	}
	if s.halves || slices.ContainsFunc(s.bindings, func(b *binding) bool { return b.typ == kernel.F16 }) {
		t.line("enable f16;")
	}
	for i, b := range s.bindings {
		mode, typ := "read", typeName(b.typ, b.lanes)
		if b.write {
			mode = "read_write"
		}
		if b.atomic {
			typ = "atomic<" + typ + ">"
		}
		t.line("@group(0) @binding(%d) var<storage, %s> %s: array<%s>;", i, mode, b.name, typ)
		out.Writes = append(out.Writes, b.write)
		w, ok := s.windows[b.buffer]
		if !ok {
			w = Window{Buffer: b.buffer, Len: s.plan.Buffers[b.buffer].Len}
		}
		windows = append(windows, w)
	}
	if s.uniforms > 0 {
		t.line("@group(0) @binding(%d) var<uniform> uniforms: array<vec4u, %d>;", len(s.bindings), (s.uniforms+3)/4)
	}
	t.join(s.shared)
	t.line("")
	if len(s.functions.lines) > 0 {
		t.join(s.functions)
		t.line("")
	}
	t.line("@compute @workgroup_size(%d)", s.size)
	parameters := ""
	for i, b := range s.builtins {
		if i > 0 {
			parameters += ", "
		}
		parameters += fmt.Sprintf("@builtin(%s) %s: %s", b, s.builtin(b), builtinType(b))
	}
	t.line("fn main(%s) {", parameters)
	t.join(s.text)
	t.line("}")
	out.Source, out.Origins = t.String(), t.origins
	return out, windows
}

func builtinType(of string) string {
	if of == "local_invocation_index" {
		return "u32"
	}
	return "vec3u"
}
