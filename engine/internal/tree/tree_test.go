package tree

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// A leafType stands for arrays.
type leafType struct{ n int }

func l(n int) leafType { return leafType{n} }

type inner struct {
	W     leafType
	Scale float64
	Name  string
}

type outer struct {
	Layers []inner
	Bias   map[string]leafType
	Pair   [2]leafType
	Next   *inner
	Any    any
	Nobody map[string]int
	hidden int
}

// A stack is a custom node: its children are its items, its label is not.
type stack struct {
	label string
	items []any
}

func (s stack) Children() []any                 { return s.items }
func (s stack) WithChildren(children []any) any { return stack{s.label, children} }

func numbers(leaves []leafType) []int {
	out := make([]int, len(leaves))
	for i, v := range leaves {
		out[i] = v.n
	}
	return out
}

func example() outer {
	return outer{
		Layers: []inner{{l(1), 0.5, "a"}, {l(2), 2, "b"}},
		Bias:   map[string]leafType{"z": l(4), "b": l(3)},
		Pair:   [2]leafType{l(5), l(6)},
		Next:   &inner{l(7), 3, "c"},
		Any:    []any{l(8), 17, nil, map[string]any{"k": l(9)}},
		Nobody: map[string]int{"x": 1},
		hidden: 42,
	}
}

func TestFlattenOrder(t *testing.T) {
	leaves, _ := Flatten[leafType](example())
	if got := fmt.Sprint(numbers(leaves)); got != "[1 2 3 4 5 6 7 8 9]" {
		t.Errorf("leaves %s", got)
	}
	want := []string{".Layers[0].W", ".Layers[1].W", `.Bias["b"]`, `.Bias["z"]`, ".Pair[0]", ".Pair[1]", ".Next.W", ".Any[0]", `.Any[3]["k"]`}
	if got := Paths[leafType](example()); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("paths %v, want %v", got, want)
	}
}

func TestRoundTrip(t *testing.T) {
	for name, v := range map[string]any{
		"leaf": l(1), "struct": example(), "zero struct": outer{}, "pointer": &inner{l(1), 2, "x"}, "nil pointer": (*inner)(nil),
		"slice": []leafType{l(1), l(2)}, "empty slice": []leafType{}, "nil slice": []leafType(nil), "array": [3]leafType{l(1), l(2), l(3)},
		"map": map[int]leafType{10: l(1), 9: l(2), -3: l(3)}, "nil map": map[string]leafType(nil), "empty map": map[string]leafType{},
		"nested": map[string][]map[string]leafType{"a": {{"x": l(1)}, nil}, "b": nil}, "any": []any{l(1), "text", nil, 2.5},
		"static": "only text", "number": 3, "nil": nil, "custom": stack{"s", []any{l(1), []leafType{l(2)}}},
		"custom inside": map[string]any{"s": stack{"s", []any{l(1), nil, "text"}}}, "bools": map[bool]leafType{true: l(1), false: l(2)},
		"struct keys": map[[2]int]leafType{{1, 2}: l(1), {0, 5}: l(2)}, "pointers to pointers": ptr(ptr(l(1))),
	} {
		leaves, s := Flatten[leafType](v)
		if got := Unflatten(s, leaves); !reflect.DeepEqual(got, v) {
			t.Errorf("%s: %#v became %#v", name, v, got)
		}
		// Other leaves land in the same places.
		other := make([]leafType, len(leaves))
		for i := range other {
			other[i] = l(100 + i)
		}
		again, s2 := Flatten[leafType](Unflatten(s, other))
		if !reflect.DeepEqual(again, other) && len(other) > 0 {
			t.Errorf("%s: leaves %v became %v", name, other, again)
		}
		if name != "empty map" && !s.Equal(s2) {
			t.Errorf("%s: the structure changed from %v to %v", name, s, s2)
		}
	}
}

func ptr[T any](v T) *T { return &v }

// A result shares nothing with what it was made from.
func TestUnflattenDoesNotAlias(t *testing.T) {
	v := map[string][]leafType{"a": {l(1)}}
	leaves, s := Flatten[leafType](v)
	out := Unflatten(s, leaves).(map[string][]leafType)
	out["a"][0] = l(99)
	out["b"] = nil
	if v["a"][0] != l(1) || len(v) != 1 {
		t.Errorf("the original became %v", v)
	}
	p := &inner{l(1), 2, "x"}
	leaves, s = Flatten[leafType](p)
	Unflatten(s, leaves).(*inner).W = l(5)
	if p.W != l(1) {
		t.Errorf("the original became %v", *p)
	}
}

func TestKeysAreSortedAsTheirType(t *testing.T) {
	leaves, _ := Flatten[leafType](map[uint8]leafType{10: l(10), 9: l(9), 200: l(200)})
	if fmt.Sprint(numbers(leaves)) != "[9 10 200]" {
		t.Errorf("unsigned keys in the order %v", numbers(leaves))
	}
	leaves, _ = Flatten[leafType](map[float64]leafType{10: l(10), -2.5: l(-2), 9: l(9)})
	if fmt.Sprint(numbers(leaves)) != "[-2 9 10]" {
		t.Errorf("float keys in the order %v", numbers(leaves))
	}
	const least, greatest = -1 << 63, 1<<63 - 1
	leaves, _ = Flatten[leafType](map[int64]leafType{greatest: l(2), least: l(1)})
	if fmt.Sprint(numbers(leaves)) != "[1 2]" {
		t.Errorf("extreme keys in the order %v", numbers(leaves))
	}
	for range 20 { // the order of a Go map changes
		leaves, _ = Flatten[leafType](map[any]leafType{"b": l(4), "a": l(3), 2: l(2), 1: l(1)})
		if fmt.Sprint(numbers(leaves)) != "[1 2 3 4]" {
			t.Fatalf("mixed keys in the order %v", numbers(leaves))
		}
	}
}

func structureOf(v any) *Structure {
	_, s := Flatten[leafType](v)
	return s
}

func TestEqual(t *testing.T) {
	different := []any{
		l(1), []leafType{l(1)}, []leafType{l(1), l(2)}, [1]leafType{l(1)}, map[string]leafType{"a": l(1)}, map[string]leafType{"b": l(1)},
		map[int]leafType{1: l(1)}, inner{}, &inner{}, stack{"s", []any{l(1)}}, []any{l(1)}, []any{l(1), 1}, nil,
	}
	for i, a := range different {
		for k, b := range different {
			if got := structureOf(a).Equal(structureOf(b)); got != (i == k) {
				t.Errorf("%#v and %#v: equal is %t", a, b, got)
			}
		}
	}
	// Static parts do not count: a gradient has those of its argument.
	if !structureOf(inner{l(1), 2, "x"}).Equal(structureOf(inner{l(1), 3, "y"})) {
		t.Error("structures that differ in static fields are not equal")
	}
}

// Static tells apart whatever a program may depend on.
func TestStatic(t *testing.T) {
	type withHidden struct {
		W      leafType
		hidden int
	}
	type withFunc struct {
		W leafType
		F func() int
	}
	different := []any{
		inner{l(1), 2, "x"}, inner{l(1), 3, "x"}, inner{l(1), 2, "y"}, withHidden{l(1), 1}, withHidden{l(1), 2},
		[]any{l(1), 1}, []any{l(1), 2}, []any{l(1), "1"}, []any{l(1), 1.0}, []any{l(1), int32(1)}, []any{l(1), nil},
		stack{"s", []any{l(1)}}, stack{"t", []any{l(1)}}, map[string]any{"a": l(1), "b": 1}, map[string]any{"a": l(1), "b": 2},
		[]any{l(1), ptr(1)}, []any{l(1), ptr(2)}, withFunc{l(1), nil}, 1, 2, "1",
		[]any{l(1), []*int{ptr(1)}}, []any{l(1), []*int{ptr(2)}},
	}
	seen := map[string]any{}
	for _, v := range different {
		key, ok := structureOf(v).Static()
		if !ok {
			t.Errorf("%#v has no key", v)
		}
		if other, ok := seen[key]; ok {
			t.Errorf("%#v and %#v have the same key %q", v, other, key)
		}
		seen[key] = v
		if again, _ := structureOf(v).Static(); again != key {
			t.Errorf("%#v has two keys", v)
		}
	}
	// Leaves do not count.
	for _, pair := range [][2]any{{inner{l(1), 2, "x"}, inner{l(9), 2, "x"}}, {stack{"s", []any{l(1)}}, stack{"s", []any{l(2)}}},
		{[]any{l(1), ptr(7)}, []any{l(2), ptr(7)}}} {
		a, _ := structureOf(pair[0]).Static()
		if b, _ := structureOf(pair[1]).Static(); a != b {
			t.Errorf("the key depends on a leaf: %q and %q", a, b)
		}
	}
	// A function may depend on anything, so it has no key.
	counter := func() int { return 1 }
	loop := []any{nil}
	loop[0] = loop
	for _, v := range []any{withFunc{l(1), counter}, []any{l(1), make(chan int)}, struct{ P *[]any }{&loop}} {
		if key, ok := (&Structure{kind: fixed, static: reflect.ValueOf(v)}).Static(); ok {
			t.Errorf("%T has the key %q", v, key)
		}
	}
}

type ring struct {
	W    leafType
	Next *ring
}

func TestRecursiveTypes(t *testing.T) {
	list := &ring{l(1), &ring{l(2), &ring{l(3), nil}}}
	leaves, s := Flatten[leafType](list)
	if fmt.Sprint(numbers(leaves)) != "[1 2 3]" || !reflect.DeepEqual(Unflatten(s, leaves), list) {
		t.Errorf("a list has the leaves %v", numbers(leaves))
	}
	loop := &ring{W: l(1)}
	loop.Next = loop
	defer func() {
		if r := recover(); r == nil || !strings.Contains(fmt.Sprint(r), "cycle") {
			t.Errorf("a cyclic value: %v", r)
		}
	}()
	Flatten[leafType](loop)
}

func TestUnflattenCounts(t *testing.T) {
	s := structureOf([]leafType{l(1), l(2)})
	for _, n := range []int{0, 1, 3} {
		func() {
			defer func() {
				if r := recover(); r == nil || !strings.Contains(fmt.Sprint(r), fmt.Sprintf("%d leaves given, the structure has 2", n)) {
					t.Errorf("%d leaves: %v", n, r)
				}
			}()
			Unflatten(s, make([]leafType, n))
		}()
	}
}

// FuzzFlatten builds a nested value from bytes: it survives the round trip.
func FuzzFlatten(f *testing.F) {
	f.Add([]byte{3, 0, 1, 2, 0})
	f.Add([]byte{2, 2, 2, 2, 0, 0, 4, 5, 1})
	f.Add([]byte{6, 3, 0, 0, 0, 1, 7, 2, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		next := 0
		var build func(depth int) any
		build = func(depth int) any {
			if len(data) == 0 || depth > 6 {
				next++
				return l(next)
			}
			b := data[0]
			data = data[1:]
			switch b % 8 {
			case 1:
				return map[string]any{"b": build(depth + 1), "a": build(depth + 1)}
			case 2:
				return []any{build(depth + 1), build(depth + 1)}
			case 3:
				return [2]any{build(depth + 1), int(b)}
			case 4:
				return nil
			case 5:
				return struct{ X, Y any }{build(depth + 1), "s"}
			case 6:
				return stack{"s", []any{build(depth + 1)}}
			case 7:
				v := build(depth + 1)
				return &v
			}
			next++
			return l(next)
		}
		v := build(0)
		leaves, s := Flatten[leafType](v)
		if len(leaves) != next {
			t.Fatalf("%d leaves of %d", len(leaves), next)
		}
		if got := Unflatten(s, leaves); !reflect.DeepEqual(got, v) {
			t.Fatalf("%#v became %#v", v, got)
		}
		a, _ := s.Static()
		b, _ := structureOf(v).Static()
		if len(Paths[leafType](v)) != next || a != b || !s.Equal(structureOf(v)) {
			t.Fatalf("%#v: structures differ", v)
		}
	})
}
