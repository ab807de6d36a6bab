package stdlib

import (
	"fluxion/engine/lang/ast"
	"fluxion/engine/lang/py"
)

// A counter is itertools.count.
type counter struct{ next, step py.Object }

var countType = itertoolsType("count")

func (*counter) Type() *py.Type { return countType }

func (c *counter) Next(t *py.Thread) (py.Object, bool) {
	t.Tick()
	v := c.next
	c.next = t.Binary(ast.Add, v, c.step)
	return v, true
}

func (c *counter) Repr(t *py.Thread) string {
	if c.step == py.Int(1) {
		return "count(" + t.Repr(c.next) + ")"
	}
	return "count(" + t.Repr(c.next) + ", " + t.Repr(c.step) + ")"
}

func accumulate(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
	it, f, total := t.Iter(a[0]), a[1], a[2]
	started := false
	return func(t *py.Thread) (py.Object, bool) {
		if !started {
			started = true
			if total != py.None {
				return total, true
			}
			v, ok := it.Next(t)
			total = v
			return v, ok
		}
		v, ok := it.Next(t)
		if !ok {
			return nil, false
		}
		if f == py.None {
			total = t.Binary(ast.Add, total, v)
		} else {
			total = t.Call(f, total, v)
		}
		return total, true
	}
}

func groupBy(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
	it, key := t.Iter(a[0]), a[1]
	var value, valueKey py.Object
	advance := func(t *py.Thread) bool {
		v, ok := it.Next(t)
		if !ok {
			value, valueKey = nil, nil
			return false
		}
		t.Tick()
		value, valueKey = v, v
		if key != py.None {
			valueKey = t.Call(key, v)
		}
		return true
	}
	var current py.Object // the key of the group being read
	started := false
	return func(t *py.Thread) (py.Object, bool) {
		if !started {
			started = true
			advance(t)
		} else {
			for value != nil && current != nil && t.Equal(valueKey, current) {
				advance(t)
			}
		}
		if value == nil {
			return nil, false
		}
		current = valueKey
		own := current
		group := py.NewIterator(itertoolsType("_grouper"), func(t *py.Thread) (py.Object, bool) {
			if value == nil || current != own || !t.Equal(valueKey, own) {
				return nil, false
			}
			v := value
			advance(t)
			return v, true
		})
		return py.NewTuple(current, group), true
	}
}

func islice(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
	it, args := t.Iter(a[0]), a[1].(*py.Tuple).Elems
	part := func(i, missing int) int {
		if i >= len(args) || args[i] == py.None {
			return missing
		}
		n, ok := py.AsInt(args[i])
		if v, small := n.(py.Int); ok && small && v >= 0 {
			return int(v)
		}
		panic(py.Errorf(py.ValueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."))
	}
	const far = 1 << 62
	start, stop, step := 0, far, 1
	switch len(args) {
	case 1:
		stop = part(0, far)
	case 2, 3:
		start, stop, step = part(0, 0), part(1, far), part(2, 1)
	default:
		panic(py.Errorf(py.TypeError, "islice expected at least 2 arguments, got %d", len(args)+1))
	}
	if step == 0 {
		panic(py.Errorf(py.ValueError, "Step for islice() must be a positive integer or None."))
	}
	at, next := 0, start
	return func(t *py.Thread) (py.Object, bool) {
		if next >= stop {
			for ; at < stop && stop < far; at++ {
				if _, ok := it.Next(t); !ok {
					break
				}
			}
			return nil, false
		}
		for {
			t.Tick()
			v, ok := it.Next(t)
			if !ok {
				stop = 0
				return nil, false
			}
			if at++; at > next {
				next += step
				return v, true
			}
		}
	}
}

func tee(t *py.Thread, a []py.Object) py.Object {
	it := t.Iter(a[0])
	n := natural(t, a[1], "n")
	t.Reserve(float64(n) * 64)
	queues := make([][]py.Object, n)
	out := make([]py.Object, n)
	typ := itertoolsType("_tee")
	for i := range out {
		out[i] = py.NewIterator(typ, func(t *py.Thread) (py.Object, bool) {
			if len(queues[i]) == 0 {
				v, ok := it.Next(t)
				if !ok {
					return nil, false
				}
				for j := range queues {
					queues[j] = append(queues[j], v)
				}
			}
			v := queues[i][0]
			queues[i] = queues[i][1:]
			return v, true
		})
	}
	return py.NewTuple(out...)
}

func zipLongest(t *py.Thread, a []py.Object) func(t *py.Thread) (py.Object, bool) {
	its, fill := iterators(t, a[0].(*py.Tuple).Elems), a[1]
	alive := len(its)
	return func(t *py.Thread) (py.Object, bool) {
		values := make([]py.Object, len(its))
		for i, it := range its {
			values[i] = fill
			if it == nil {
				continue
			}
			if v, ok := it.Next(t); ok {
				values[i] = v
			} else {
				its[i] = nil
				alive--
			}
		}
		if alive <= 0 {
			return nil, false
		}
		return py.NewTuple(values...), true
	}
}
