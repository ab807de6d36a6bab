package transform

// Masks say which of a list of values take part in a transformation.

// defined reports which values are not nil.
func defined(values []Value) []bool {
	out := make([]bool, len(values))
	for i, v := range values {
		out[i] = v != nil
	}
	return out
}

func not(mask []bool) []bool {
	out := make([]bool, len(mask))
	for i, m := range mask {
		out[i] = !m
	}
	return out
}

// either returns the union of two masks, and whether it is larger than a.
func either(a, b []bool) (union []bool, grew bool) {
	union = make([]bool, len(a))
	for i := range a {
		union[i] = a[i] || b[i]
		grew = grew || union[i] != a[i]
	}
	return union, grew
}

func count(mask []bool) int {
	n := 0
	for _, m := range mask {
		if m {
			n++
		}
	}
	return n
}

// pick returns the elements where the mask is set.
func pick[T any](list []T, mask []bool) []T {
	var out []T
	for i, m := range mask {
		if m {
			out = append(out, list[i])
		}
	}
	return out
}

// gather returns the values that are not nil; scatter puts them back where the
// mask is set.
func gather(values []Value) []Value { return pick(values, defined(values)) }

func scatter(values []Value, mask []bool) []Value {
	out := make([]Value, len(mask))
	for i, m := range mask {
		if m {
			out[i], values = values[0], values[1:]
		}
	}
	return out
}
