package kernel

import "math"

// A Nest is a nest of loops that runs a program at every index of a box. The
// loops are nested in the order of Axes; reduced axes come last.
type Nest struct {
	Axes   []Axis
	Vector int // the axis whose indices are the lanes of the program; -1 if none
	Body   *Program
	In     []Access // of the body's inputs
	Out    []Result
	Tiles  *Tiles // where the nest is a large matrix product
	Split  *Split // where several threads may share the nest
	// Ordered says that places of results may coincide, also with those of
	// inputs: every index counts once, after those before it.
	Ordered bool
	// Combine is how an index of an ordered nest changes what it finds: by Add,
	// Mul, Min or Max, or Move where the last one that is put there stays.
	Combine Op
	// Put maps the inputs of the body of an ordered nest to what is combined and,
	// if that is not all of them, for which indices that happens: a mask. Plans
	// for threads have none.
	Put   *Program
	Links []Link
	// Join maps the links behind one stretch of the last axis and those behind
	// the next one, which started anew, to those behind both. Plans for threads
	// have none.
	Join *Program
}

// A Link is a value that passes along the last axis, which is walked in
// order: what an output of the body is at one index, the input whose access is
// to Linked is at the next.
type Link struct {
	Start  uint64 // bits of what the first index gets
	Output int
}

// Tiles asks for a product of two matrices, for each index of the other axes,
// in tiles that stay in registers: axis M belongs to the first input, N to the
// second and K, which is reduced, to both.
type Tiles struct {
	M, N, K int
	Panel   int // a buffer for the parts of the matrices that are kept at hand
	First   int // the bytes in front of that of the first matrix
	Bytes   int // of the buffer
}

// TileRows is the number of rows of a tile: with two vectors of each, and what
// they are computed from, it fits into 16 registers. Parts of matrices that are
// kept at hand have up to PanelDepth indices along K; that of the first has up
// to PanelRows rows, that of the second rows of up to PanelWidth bytes.
const (
	TileRows   = 6
	PanelDepth = 256
	PanelRows  = 16 * TileRows
	PanelWidth = 4096
)

// panel returns the bytes of both parts. That of the first matrix has its rows
// in tiles, each filled up to eight, which is enough for smaller tiles too, and
// that of the second its columns in pairs of vectors.
func (n *Nest) panel() (first, second int) {
	size := n.Out[0].Type.Size()
	depth := min(n.Axes[n.Tiles.K].Size, PanelDepth)
	tiles := (min(n.Axes[n.Tiles.M].Size, PanelRows) + TileRows - 1) / TileRows
	width := min((n.Axes[n.Tiles.N].Size*size+31)/32*32, PanelWidth)
	return depth * tiles * 8 * size, depth * width
}

// An Axis is one loop of a nest.
type Axis struct {
	Size    int
	Reduced bool // results do not depend on it: what the body gives is combined
	Chained bool // links pass values along it
}

// A Result says what happens to an output of the body.
type Result struct {
	Access
	Type Type
	// Combine is Move for an output that is stored at every index. Otherwise
	// the outputs along the reduced axes are combined by Add, Mul, Min, Max,
	// And or Or; Fma adds the products of two consecutive outputs, in F32 with
	// a single rounding where InOrder is set.
	Combine Op
	// InOrder asks for the combination from left to right.
	InOrder bool
	Output  int // the first of the body's outputs that it takes
	// Origin is the number of the equation that it is a result of, as in Instr.
	Origin int32
}

// Identity returns the bits of the value that op combines with any x to x.
func Identity(op Op, t Type) uint64 {
	switch op {
	case Mul:
		switch t {
		case F32:
			return uint64(math.Float32bits(1))
		case F64:
			return math.Float64bits(1)
		}
		return 1
	case And:
		if t == Mask {
			return 1
		}
		return ^uint64(0) >> (64 - 8*t.Size())
	case Min:
		return extreme(t, false)
	case Max:
		return extreme(t, true)
	}
	return 0
}

// extreme returns the bits of the least or greatest value of a number type.
func extreme(t Type, least bool) uint64 {
	sign := uint64(1) << (8*t.Size() - 1)
	switch {
	case t == F32 && least:
		return 0xff800000
	case t == F32:
		return 0x7f800000
	case t == F64 && least:
		return 0xfff0000000000000
	case t == F64:
		return 0x7ff0000000000000
	case t.IsSigned() && least:
		return sign
	case t.IsSigned():
		return sign - 1
	case least:
		return 0
	}
	return sign | (sign - 1)
}
