package host

import (
	"slices"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// DotGeneral writes the sums over the contracted axes of the products of x
// and y, paired along the batch axes. The axes of dst are the batch axes, the
// free axes of x, then those of y.
//
// float32 sums of up to 64 terms use fused multiply-adds from left to right,
// starting from 0, as JAX does on one core; longer ones are kept in float64.
func DotGeneral(dst, x, y *device.Tensor, contractX, contractY, batchX, batchY []int) {
	freeX, freeY := others(x.Rank(), contractX, batchX), others(y.Rank(), contractY, batchY)
	shape := slices.Concat(sizes(x.Shape, batchX), sizes(x.Shape, freeX), sizes(y.Shape, freeY))
	check("dot_general", dst, x.DType, shape)
	batch := ir.Size(sizes(x.Shape, batchX))
	p := product{
		m: ir.Size(sizes(x.Shape, freeX)),
		n: ir.Size(sizes(y.Shape, freeY)),
		k: ir.Size(sizes(x.Shape, contractX)),
	}
	a := arranged(x, slices.Concat(batchX, freeX, contractX))
	b := arranged(y, slices.Concat(batchY, freeY, contractY))
	switch x.DType {
	case ir.Bool:
		eachBatch(p, batch, raw[bool](dst), raw[bool](a), raw[bool](b), product.bools)
	case ir.Int32:
		eachBatch(p, batch, dst.Int32s(), a.Int32s(), b.Int32s(), sums[int32])
	case ir.Int64:
		eachBatch(p, batch, dst.Int64s(), a.Int64s(), b.Int64s(), sums[int64])
	case ir.Complex64:
		eachBatch(p, batch, dst.Complex64s(), a.Complex64s(), b.Complex64s(), sums[complex64])
	case ir.Complex128:
		eachBatch(p, batch, dst.Complex128s(), a.Complex128s(), b.Complex128s(), sums[complex128])
	case ir.Uint32:
		eachBatch(p, batch, dst.Uint32s(), a.Uint32s(), b.Uint32s(), sums[uint32])
	case ir.Float32:
		eachBatch(p, batch, dst.Float32s(), a.Float32s(), b.Float32s(), product.float32s)
	default:
		eachBatch(p, batch, dst.Float64s(), a.Float64s(), b.Float64s(), product.float64s)
	}
}

// arranged returns x with its axes permuted, x itself where that changes nothing.
func arranged(x *device.Tensor, perm []int) *device.Tensor {
	if slices.IsSorted(perm) {
		return x
	}
	out := device.New(x.DType, sizes(x.Shape, perm)...)
	Transpose(out, x, perm)
	return out
}

// A product is c = a·bᵀ with a of m×k, b of n×k and c of m×n, row-major.
type product struct{ m, n, k int }

func eachBatch[T any](p product, batch int, c, a, b []T, multiply func(p product, c, a, b []T)) {
	for i := range batch {
		multiply(p, c[i*p.m*p.n:(i+1)*p.m*p.n], a[i*p.m*p.k:(i+1)*p.m*p.k], b[i*p.n*p.k:(i+1)*p.n*p.k])
	}
}

func each[T any](p product, c, a, b []T, dot func(x, y []T) T) {
	for i := range p.m {
		for j := range p.n {
			c[i*p.n+j] = dot(a[i*p.k:(i+1)*p.k], b[j*p.k:(j+1)*p.k])
		}
	}
}

func (p product) bools(c, a, b []bool) {
	each(p, c, a, b, func(x, y []bool) bool {
		for i := range x {
			if x[i] && y[i] {
				return true
			}
		}
		return false
	})
}

// sums adds from left to right.
func sums[T integer | complex64 | complex128](p product, c, a, b []T) {
	each(p, c, a, b, func(x, y []T) T {
		s := T(0)
		for i := range x {
			s += x[i] * y[i]
		}
		return s
	})
}

// products multiplies where there is nothing to add: −0 stays −0.
func products[T float32 | float64](p product, c, a, b []T) {
	for i := range p.m {
		for j := range p.n {
			c[i*p.n+j] = a[i] * b[j]
		}
	}
}

// large is the number of multiplications from which the set-up of a blocked
// matrix product pays.
const large = 1 << 15

func (p product) float32s(c, a, b []float32) {
	switch {
	case p.k == 1:
		products(p, c, a, b)
	case p.k <= 64:
		each(p, c, a, b, fmaDot)
	case p.m*p.n*p.k < large:
		each(p, c, a, b, wideDot)
	default:
		wide := make([]float64, len(c))
		p.float64s(wide, widen(a), widen(b))
		for i, v := range wide {
			c[i] = float32(v)
		}
	}
}

func widen(x []float32) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = float64(v)
	}
	return out
}

func fmaDot(x, y []float32) float32 {
	s := float32(0)
	for i := range x {
		s = float32(float64(x[i])*float64(y[i]) + float64(s))
	}
	return s
}

func wideDot(x, y []float32) float32 {
	s := 0.0
	for i := range x {
		s += float64(x[i]) * float64(y[i])
	}
	return float32(s)
}

func (p product) float64s(c, a, b []float64) {
	if p.k == 1 {
		products(p, c, a, b)
		return
	}
	if p.m*p.n*p.k < large {
		each(p, c, a, b, func(x, y []float64) float64 {
			s := 0.0
			for i := range x {
				s += x[i] * y[i]
			}
			return s
		})
		return
	}
	gonum.Implementation{}.Dgemm(blas.NoTrans, blas.Trans, p.m, p.n, p.k, 1, a, p.k, b, p.k, 0, c, p.n)
}
