package arena

import (
	"math/rand"
	"slices"
	"testing"
)

// check walks over the memory: spans follow each other without gaps, free ones
// are never neighbours, and exactly those are in the lists, each in its own.
func (a *Arena) check(t testing.TB, start int) {
	t.Helper()
	listed := map[*Span]bool{}
	for class, s := range a.free {
		for ; s != nil; s = s.down {
			if !s.free || classOf(s.Size) != class || listed[s] {
				t.Fatalf("span %+v is in list %d", s, class)
			}
			listed[s] = true
		}
	}
	used, at := 0, a.end
	for s := a.last; s != nil; s = s.prev {
		if s.At+s.Size != at {
			t.Fatalf("span %+v ends before %d", s, at)
		}
		at = s.At
		if s.At%Alignment != 0 || s.Size <= 0 {
			t.Fatalf("span %+v", s)
		}
		if s.free != listed[s] || s.free && s.prev != nil && s.prev.free {
			t.Fatalf("span %+v beside %+v", s, s.prev)
		}
		if !s.free {
			used += s.Size
		}
	}
	if at != start || used != a.used || a.end > a.most {
		t.Fatalf("from %d to %d, %d used; want from %d to at most %d, %d used", at, a.end, a.used, start, a.most, used)
	}
}

// exercise allocates and frees as the bytes say, and sees that no two spans
// share a byte and that everything comes back.
func exercise(t testing.TB, steps []byte) {
	const start, most = 100, 1 << 22
	a := New(start, 1<<16, most, func(bytes int) bool { return bytes > 0 && bytes%page == 0 })
	var live []*Span
	sizes := map[*Span]int{}
	for i, b := range steps {
		if b%3 == 0 && len(live) > 0 {
			k := int(b) / 3 % len(live)
			a.Free(live[k])
			live = slices.Delete(live, k, k+1)
		} else if n := (int(b)*int(b)*(i%37) + i) % (1 << 18); true {
			if s := a.Alloc(n); s != nil {
				if s.Size < n {
					t.Fatalf("%d bytes given, %d wanted", s.Size, n)
				}
				live, sizes[s] = append(live, s), s.Size
			} else if a.used+n < most/4 {
				t.Fatalf("no room for %d bytes with %d of %d used", n, a.used, most)
			}
		}
	}
	a.check(t, 128)
	for _, s := range live {
		if s.Size != sizes[s] || s.free {
			t.Fatalf("span %+v changed while it was in use; it had %d bytes", s, sizes[s])
		}
		a.Free(s)
	}
	a.check(t, 128)
	if a.Used() != 0 || a.last.Size != a.end-128 {
		t.Fatalf("%d bytes used, the last span has %d of %d", a.used, a.last.Size, a.end)
	}
}

func TestSpans(t *testing.T) {
	for seed := range 300 {
		r := rand.New(rand.NewSource(int64(seed)))
		steps := make([]byte, r.Intn(2000))
		r.Read(steps)
		exercise(t, steps)
	}
}

func FuzzSpans(f *testing.F) {
	f.Add([]byte{1, 2, 4, 0, 5, 3, 6})
	f.Fuzz(func(t *testing.T, steps []byte) { exercise(t, steps) })
}

// A steady program does not make the memory grow.
func TestReuse(t *testing.T) {
	a := New(0, 1<<16, 1<<30, func(int) bool { return true })
	end := 0
	for i := range 100_000 {
		x, y := a.Alloc(1000+i%7*300), a.Alloc(40_000)
		a.Free(x)
		z := a.Alloc(3)
		a.Free(y)
		a.Free(z)
		if i == 10 {
			end = a.End()
		}
	}
	if a.End() != end || a.Used() != 0 {
		t.Errorf("the memory has %d bytes, %d used; it had %d", a.End(), a.Used(), end)
	}
}

func TestNoRoom(t *testing.T) {
	refuse := false
	a := New(0, 1<<16, 1<<20, func(int) bool { return !refuse })
	for _, n := range []int{-1, 1<<20 + 1, 1 << 62} {
		if s := a.Alloc(n); s != nil {
			t.Errorf("Alloc(%d) gave %+v", n, s)
		}
	}
	refuse = true
	if s := a.Alloc(1 << 17); s != nil {
		t.Errorf("a memory that cannot grow gave %+v", s)
	}
	refuse = false
	if s := a.Alloc(1 << 20); s == nil || s.At != 0 {
		t.Error("the whole memory was refused")
	}
	a.check(t, 0)
}

func TestFreedTwice(t *testing.T) {
	a := New(0, 1<<16, 1<<16, nil)
	s := a.Alloc(1)
	a.Free(s)
	defer func() {
		if recover() == nil {
			t.Error("a second Free passed")
		}
	}()
	a.Free(s)
}
