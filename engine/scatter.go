package engine

import "fluxion/engine/internal/prim"

// ScatterAdd returns x with the updates added to rows: rows[i] is the place on
// the first axis of x where updates[i] goes, rows being int32 of rank 1.
// Negative places and those beyond the end are left out.
func ScatterAdd(x, rows, updates Array) Array {
	v := promote(x, updates)
	dims := prim.ScatterDims{InsertedWindowDims: []int{0}, ScatterDimsToOperandDims: []int{0}}
	for i := 1; i < x.Rank(); i++ {
		dims.UpdateWindowDims = append(dims.UpdateWindowDims, i)
	}
	return Array{prim.ScatterAdd(v[0], ExpandDims(rows, 1).value(), v[1], dims, prim.FillOrDrop)}
}
