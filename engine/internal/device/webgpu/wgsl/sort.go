package wgsl

import (
	"fmt"
	"math/bits"
	"strconv"

	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// What is sorted are the numbers of the elements of each row: by the keys of the
// elements and, where these are equal, by themselves, so that equal elements keep
// their order. The arrays follow in the end. The network is Batcher's bitonic
// sorter in the form in which the lesser element always goes first (Batcher,
// "Sorting networks and their applications", 1968); what would be behind the end
// of a row is greater than everything and stays there. Stages that compare within
// blocks as long as a workgroup sees are done in its memory.

// A sorter prints one sort.
type sorter struct {
	*planPrinter
	*kernel.Sorter
	order int // the buffer of the numbers
	size  int // invocations of a workgroup
	block int // elements that a workgroup sees
	steps commands
}

// mostSortedInSoftware is how many elements an adapter that is a program sorts: the
// network takes n·log²n comparisons, one after the other there, where other devices
// take n·log n.
const mostSortedInSoftware = 1 << 16

// sort prints a sort.
func (p *planPrinter) sort(k *kernel.Sorter) ([]Command, error) {
	for _, a := range k.Arrays {
		if p.plan.Buffers[a.Buffer].Len > p.adapter.Binding/4 {
			return nil, fmt.Errorf("webgpu: no shader reaches so much of an array as a sort needs")
		}
	}
	if k.Keys+3 > p.adapter.Bindings {
		return nil, fmt.Errorf("webgpu: no shader sorts by as many as %d keys on this GPU", k.Keys)
	}
	if p.adapter.Software && k.Rows*k.Length > mostSortedInSoftware {
		return nil, fmt.Errorf("webgpu: software sorts %d elements slower than the other device", k.Rows*k.Length)
	}
	s := &sorter{planPrinter: p, Sorter: k, order: p.newBuffer(ir.Int32, k.Rows*k.Length, false)}
	s.size = 1 << (bits.Len(uint(min(256, p.adapter.Group))) - 1)
	for s.block = 2 * s.size; s.block*4*(k.Keys+1) > p.adapter.Shared; s.block /= 2 {
		s.size /= 2
	}
	whole := 1 << bits.Len(uint(k.Length-1)) // the length that the network is for
	if whole < s.block {
		s.block, s.size = whole, whole/2
	}
	s.within(0)
	for stage := 2 * s.block; stage <= whole; stage *= 2 {
		s.across(stage/2, true)
		for distance := stage / 4; distance >= s.block; distance /= 2 {
			s.across(distance, false)
		}
		s.within(1)
	}
	for _, a := range k.Arrays {
		s.arrange(a)
	}
	return s.steps.list, s.steps.err
}

// shader begins a shader that sees the numbers and the keys.
func (s *sorter) shader() *shader {
	t := s.newShader()
	t.size, t.origin, t.uniforms = s.size, s.Origin, 4
	t.bind(s.order, true)
	for _, a := range s.Arrays[:s.Keys] {
		t.bind(a.Buffer, false)
	}
	t.nameBindings()
	return t
}

// rank returns a key of the element with a number in a row as a word in whose order
// elements are sorted.
func (s *sorter) rank(t *shader, key int, number string) string {
	a := s.Arrays[key]
	v := t.element(a.Buffer, name("row + u32("+number+")", kernel.U32, 1))
	switch a.Type {
	case kernel.F32:
		return call(t.helper("rank_float", 1), kernel.U32, 1, v).text
	case kernel.I32:
		return "bitcast<u32>(" + v.text + ") ^ 0x80000000u"
	}
	return v.text
}

// before returns whether element y comes before x, given the names of their keys
// and numbers.
func (s *sorter) before(y, x func(what string) string) string {
	condition := y("number") + " < " + x("number")
	for k := s.Keys - 1; k >= 0; k-- {
		key := "key" + strconv.Itoa(k)
		condition = fmt.Sprintf("%s < %s || (%s == %s && (%s))", y(key), x(key), y(key), x(key), condition)
	}
	return condition
}

// pair declares the places i and j of the two elements that an invocation
// compares, at a distance that is an expression; of a mirrored step the last
// element of a group meets the first.
func pair(t *shader, number, distance string, mirrored string) {
	t.line("let group_start = %s / %s * (2u * %s);", number, distance, distance)
	t.line("let inside = %s %% %s;", number, distance)
	t.line("let i = group_start + inside;")
	t.line("let j = select(i + %s, group_start + 2u * %s - 1u - inside, %s);", distance, distance, mirrored)
}

// launch adds the launch of a shader by that many workgroups in each row.
func (s *sorter) launch(t *shader, label, comment string, groups int, words ...uint32) {
	shader, windows := t.finish(label, fmt.Sprintf("%s of %d rows of %d elements", comment, s.Rows, s.Length))
	rows := (s.Rows + s.adapter.Groups - 1) / s.adapter.Groups
	if groups > s.adapter.Groups || rows > s.adapter.Groups {
		s.steps.add(nil, fmt.Errorf("webgpu: no GPU sorts %d rows of %d elements", s.Rows, s.Length))
	}
	c := s.planPrinter.launch(shader, windows, [3]int{groups, min(s.Rows, s.adapter.Groups), rows})
	copy(c.Launch.Uniforms[1:], words)
	s.steps.add([]Command{c}, nil)
}

// row declares where the row of the workgroup begins.
func (s *sorter) row(t *shader) string {
	group := t.builtin("workgroup_id")
	t.line("let number = %s.z * %s + %s.y;", group, natural(min(s.Rows, s.adapter.Groups)), group)
	if s.Rows > s.adapter.Groups {
		t.line("if (number >= %s) { return; }", natural(s.Rows))
	}
	t.line("let row = number * %s;", natural(s.Length))
	return group
}

// within sorts blocks, or merges what is in them in the last steps of a stage.
func (s *sorter) within(merging uint32) {
	t := s.shader()
	local, group := t.builtin("local_invocation_index"), s.row(t)
	numbers := t.bind(s.order, true).name
	t.shared.line("var<workgroup> number_of: array<i32, %d>;", s.block)
	for k := range s.Keys {
		t.shared.line("var<workgroup> key%d_of: array<u32, %d>;", k, s.block)
	}
	t.line("let first = %s.x * %s;", group, natural(s.block))
	t.line("let size = min(%s, %s - first);", natural(s.block), natural(s.Length))
	t.line("let merging = uniforms[0].y == 1u;")
	t.open("for (var i = %s; i < size; i += %s)", local, natural(s.size))
	t.line("var n = i32(first + i);")
	t.line("if (merging) { n = %s[row + first + i]; }", numbers)
	t.line("number_of[i] = n;")
	for k := range s.Keys {
		t.line("key%d_of[i] = %s;", k, s.rank(t, k, "n"))
	}
	t.close()
	t.line("for (var stage = select(1u, %s, merging); stage <= %s; stage *= 2u) {", natural(s.block/2), natural(s.block/2))
	t.indent++
	t.open("for (var distance = stage; distance > 0u; distance /= 2u)")
	t.line("workgroupBarrier();")
	pair(t, local, "distance", "distance == stage && !merging")
	t.open("if (j < size)")
	at := func(place string) func(string) string {
		return func(what string) string { return what + "_of[" + place + "]" }
	}
	t.open("if (%s)", s.before(at("j"), at("i")))
	names := []string{"number"}
	for k := range s.Keys {
		names = append(names, fmt.Sprintf("key%d", k))
	}
	for _, n := range names {
		t.line("let %s_before = %s;", n, at("i")(n))
		t.line("%s = %s;", at("i")(n), at("j")(n))
		t.line("%s = %s_before;", at("j")(n), n)
	}
	t.close()
	t.close()
	t.close()
	t.close()
	t.line("workgroupBarrier();")
	t.open("for (var i = %s; i < size; i += %s)", local, natural(s.size))
	t.line("%s[row + first + i] = number_of[i];", numbers)
	t.close()
	s.launch(t, "sort", "sort in blocks", (s.Length+s.block-1)/s.block, merging)
}

// across compares elements at a distance.
func (s *sorter) across(distance int, mirrored bool) {
	t := s.shader()
	id := t.builtin("global_invocation_id")
	s.row(t)
	numbers := t.bind(s.order, true).name
	pair(t, id+".x", "uniforms[0].y", "uniforms[0].z == 1u")
	t.line("if (j >= %s) { return; }", natural(s.Length))
	for _, p := range []string{"i", "j"} {
		t.line("let number_%s = %s[row + %s];", p, numbers, p)
		for k := range s.Keys {
			t.line("let key%d_%s = %s;", k, p, s.rank(t, k, "number_"+p))
		}
	}
	of := func(place string) func(string) string {
		return func(what string) string { return what + "_" + place }
	}
	t.open("if (%s)", s.before(of("j"), of("i")))
	t.line("%s[row + i] = number_j;", numbers)
	t.line("%s[row + j] = number_i;", numbers)
	t.close()
	words := []uint32{uint32(distance), 0}
	if mirrored {
		words[1] = 1
	}
	pairs := 1 << (bits.Len(uint(s.Length-1)) - 1)
	s.launch(t, "compare", "sort across blocks", (pairs+s.size-1)/s.size, words...)
}

// arrange puts the elements of an array into the order of their numbers.
func (s *sorter) arrange(a kernel.Sorted) {
	b := s.plan.Buffers[a.Buffer]
	sorted := s.newBuffer(b.DType, b.Len, false)
	n := copying(b, sorted, a.Buffer)
	n.Axes = []kernel.Axis{{Size: s.Rows}, {Size: s.Length}}
	n.Out[0].Stride = []int{s.Length, 1}
	n.Out[0].Origin = s.Origin
	n.In[0].Stride = []int{s.Length, 0}
	n.In[0].Terms = []kernel.Term{{Index: kernel.Access{Buffer: s.order, Stride: []int{s.Length, 1}}, Limit: s.Length - 1, Step: 1}}
	s.steps.add(s.nest(n))
	s.steps.add(s.copy(a.Buffer, sorted))
}
