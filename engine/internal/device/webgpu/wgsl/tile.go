package wgsl

import (
	"fmt"

	"fluxion/engine/internal/device/kernel"
)

// A Tile says how the invocations of a workgroup share a part of a matrix
// product. Each computes Rows × Columns elements of the result, which it keeps
// in registers; High × Wide of them make a workgroup. With a Depth, they bring
// parts of the matrices of that depth into the workgroup's memory together, and
// with Ahead they read the next parts while they compute with these.
type Tile struct {
	Rows, Columns int // multiples of 4
	High, Wide    int
	Depth         int // a multiple of 4; 0 to read the matrices where they lie
	Ahead         bool
}

// String returns a short name, for example "8x8 of 16x16, depth 16, ahead".
func (t Tile) String() string {
	s := fmt.Sprintf("%dx%d of %dx%d", t.Rows, t.Columns, t.High, t.Wide)
	if t.Depth > 0 {
		s += fmt.Sprintf(", depth %d", t.Depth)
	}
	if t.Ahead {
		s += ", ahead"
	}
	return s
}

// invocations returns how many invocations a workgroup has.
func (t Tile) invocations() int { return t.High * t.Wide }

// block returns the rows and columns of the result that a workgroup computes.
func (t Tile) block() (rows, columns int) { return t.Rows * t.High, t.Columns * t.Wide }

// A side is one of the two matrices of a product, as a tile reads it. Lines are
// dealt out to invocations four at a time, so that neighbouring invocations
// read neighbouring elements.
type side struct {
	*matrix
	letter string
	size   int   // lines of the matrix
	per    int   // lines of an invocation
	across int   // invocations side by side
	at     value // the invocation's number along them
	depth  int   // of the part in the workgroup's memory
	// Where the workgroup's lines and the matrix begin.
	first, start value
}

// block returns the lines that a workgroup computes with.
func (s *side) block() int { return s.per * s.across }

// fours returns the fours of lines of an invocation.
func (s *side) fours() int { return s.per / 4 }

// four returns the number of a four of lines of an invocation.
func (s *side) four(q int) value { return added(s.at, indexOf(q*s.across)) }

// inLines reports whether four neighbouring elements in the workgroup's memory
// belong to four lines, or to four indices along the depth of one line: as they
// come from the buffer.
func (s *side) inLines() bool {
	if s.vector != nowhere {
		return s.vector == alongLines
	}
	lines := s.axes(alongLines)
	return len(lines) > 0 && lines[len(lines)-1].stride == 1
}

// pitch returns how many fours are between one index along the depth, or one
// line, and the next in the workgroup's memory: an odd number of them for
// lines, because neighbouring invocations read different ones at once.
func (s *side) pitch() int {
	if s.inLines() {
		return s.block() / 4
	}
	return s.depth/4 | 1
}

// fours in the workgroup's memory.
func (s *side) shared() int {
	if s.inLines() {
		return s.depth * s.pitch()
	}
	return s.block() * s.pitch()
}

// parts returns how many fours the workgroup brings into its memory at a time.
func (s *side) parts() int { return s.block() * s.depth / 4 }

// sharedBytes returns what a tile needs of a workgroup's memory at most.
func (t Tile) sharedBytes() int {
	rows, columns := t.block()
	bytes := 0
	for _, lines := range []int{rows, columns} {
		bytes += max(t.Depth*lines/4, lines*(t.Depth/4|1)) * 16
	}
	if t.Depth == 0 {
		return 0
	}
	if t.Ahead {
		bytes *= 2
	}
	return bytes
}

// Fits reports whether an adapter can run a tile.
func (t Tile) Fits(a Adapter) bool {
	return t.invocations() <= a.Group && t.sharedBytes() <= a.Shared
}

// within returns the tile with as few invocations and as little memory as an
// adapter has.
func (t Tile) within(a Adapter) Tile {
	for t.invocations() > a.Group {
		if t.High >= t.Wide {
			t.High /= 2
		} else {
			t.Wide /= 2
		}
	}
	for !t.Fits(a) {
		t.Depth = t.Depth / 8 * 4
	}
	return t
}

// member spells an element of a vector.
func member(vector string, i int) string { return vector + "." + "xyzw"[i:i+1] }

// vectorOf spells a vector of four values.
func vectorOf(t kernel.Type, x [4]string) string {
	return fmt.Sprintf("%s(%s, %s, %s, %s)", typeName(t, 4), x[0], x[1], x[2], x[3])
}
