package devicetest

import (
	"fmt"
	"math/rand"
	"testing"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// RandomProduct multiplies two matrices of whole numbers, or batches of them,
// of random sizes and layouts: large enough for tiles, and often just beyond
// what a tile or a panel holds. It also reduces one along a random axis.
func RandomProduct(t *testing.T, d device.Device, seed int64) {
	source := rand.New(rand.NewSource(seed))
	size := func() int {
		switch source.Intn(6) {
		case 0:
			return 1 + source.Intn(9)
		case 1:
			return []int{64, 96, 128, 256, 512, 1024}[source.Intn(6)] + source.Intn(3) - 1
		}
		return 1 + source.Intn(150)
	}
	m, n, k := size(), size(), size()
	for m*n*k > 1<<22 {
		m, n, k = (m+1)/2, (n+1)/2, (k+1)/2
	}
	// The axes of each operand in a random order.
	operand := func(d ir.DType, sizes ...int) (x core.Value, places []int) {
		places = source.Perm(len(sizes))
		shape := make([]int, len(sizes))
		for axis, place := range places {
			shape[place] = sizes[axis]
		}
		return whole(d, shape...), places
	}
	dtype := []ir.DType{ir.Float16, ir.Float32, ir.Float32, ir.Float64, ir.Int32}[source.Intn(5)]
	var dims prim.DotDims
	left, right := []int{m, k}, []int{k, n}
	if source.Intn(4) == 0 {
		batch := 1 + source.Intn(3)
		left, right = append(left, batch), append(right, batch)
	}
	x, inX := operand(dtype, left...)
	y, inY := operand(dtype, right...)
	dims.ContractX, dims.ContractY = inX[1:2], inY[:1]
	if len(left) == 3 {
		dims.BatchX, dims.BatchY = inX[2:], inY[2:]
	}
	axes := []int{source.Intn(len(left))}
	suite{d, 0}.check(t, func(x []core.Value) []core.Value {
		return []core.Value{prim.DotGeneral(x[0], x[1], dims), prim.ReduceSum(x[0], axes), prim.ReduceMax(x[1], axes)}
	}, []core.Value{x, y})
}

// RandomProducts runs the random products of n seeds.
func RandomProducts(t *testing.T, d device.Device, n int64) {
	for seed := range n {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { RandomProduct(t, d, seed) })
	}
}
