// Package numpy is the Python module numpy: arrays on the host, with NumPy's
// own types, printing and rules of promotion.
//
// It computes by the functions of package jnp. An [Array] holds an engine array
// that can represent its elements, the carrier: float64 for the integers that
// the engine does not have, which is exact up to 2⁵³.
package numpy
