package kernel

import "fluxion/engine/internal/ir"

// Counting stands for a buffer whose element at offset i is i, as I32.
const Counting = -1

// Linked stands for a buffer, too: the element is what the Link of number
// Offset brings along.
const Linked = -2

// An Access says where the elements of a box lie in a buffer: index i at
// offset + Σ stride[k]·i[k] + the terms, in elements.
type Access struct {
	Buffer int
	Offset int
	Stride []int // by axis; 0 repeats
	Terms  []Term
}

// rowMajor returns the strides of a whole array.
func rowMajor(shape []int) []int {
	stride := make([]int, len(shape))
	step := 1
	for k := len(shape) - 1; k >= 0; k-- {
		stride[k] = step
		step *= shape[k]
	}
	return stride
}

// isRowMajor reports whether the box of the given shape is read in the order
// of its memory, without gaps.
func (a Access) isRowMajor(shape []int) bool {
	step := 1
	for k := len(shape) - 1; k >= 0; k-- {
		if shape[k] != 1 && a.Stride[k] != step {
			return false
		}
		step *= shape[k]
	}
	return true
}

// view returns where the elements of a view lie. An access is viewed, reshaped
// and stretched as long as its terms move it as a whole.
func (a Access) view(v View) Access {
	out := Access{Buffer: a.Buffer, Offset: a.Offset, Stride: make([]int, len(v.From)), Terms: a.Terms}
	for k, start := range v.Start {
		out.Offset += start * a.Stride[k]
	}
	for k, from := range v.From {
		if from >= 0 {
			out.Stride[k] = v.Step[k] * a.Stride[from]
		}
	}
	return out
}

// reshape returns where the elements lie when a box of shape from is read as
// one of shape to; false if no strides describe it.
func (a Access) reshape(from, to []int) (Access, bool) {
	out := Access{Buffer: a.Buffer, Offset: a.Offset, Stride: make([]int, len(to)), Terms: a.Terms}
	if ir.Size(to) == 0 {
		return out, true
	}
	// Walk both shapes from the end in groups of axes of equal size: within
	// each group the source must be evenly spaced.
	i, k := len(from)-1, len(to)-1
	for i >= 0 || k >= 0 {
		for ; i >= 0 && from[i] == 1; i-- {
		}
		for ; k >= 0 && to[k] == 1; k-- {
		}
		if i < 0 || k < 0 {
			break
		}
		step, m, n := a.Stride[i], from[i], to[k]
		out.Stride[k] = step
		for m != n {
			if m < n {
				i--
				if from[i] != 1 && a.Stride[i] != step*m {
					return out, false
				}
				m *= from[i]
			} else {
				k--
				out.Stride[k] = step * n
				n *= to[k]
			}
		}
		i, k = i-1, k-1
	}
	return out, true
}

// stretch returns the access of an operand of an elementwise operation with a
// result of the given shape: scalars and axes of size 1 repeat.
func (a Access) stretch(from, to []int) Access {
	out := Access{Buffer: a.Buffer, Offset: a.Offset, Stride: make([]int, len(to)), Terms: a.Terms}
	if len(from) == len(to) {
		for k := range to {
			if from[k] != 1 {
				out.Stride[k] = a.Stride[k]
			}
		}
	}
	return out
}
