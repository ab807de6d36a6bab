// Package random draws reproducible random numbers as jax.random does, with
// the same numbers for the same keys: a counter-based generator, Threefry-2x32
// (Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3, 2011), in the
// partitionable mode that is JAX's default since version 0.5.
//
// A [Key] determines everything drawn from it. Nothing has hidden state: to
// draw again, [Split] the key and use each child once.
//
//	keys := random.Split(random.NewKey(0), 3)
//	w := random.Normal(keys.At(1), []int{3}, engine.Float32)
//
// Integers equal JAX's bit for bit. Floats are computed in the same steps, so
// they differ from JAX's at most by the last digits of log or erf_inv. Samplers
// are ordinary functions of arrays: they may run under Jit, Vmap over a batch
// of keys, and Grad with respect to their parameters. Misuse panics with
// *engine.Error.
package random

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"fluxion/engine"
)

// A Key is a key of the generator, or an array of keys. It is a pytree with
// Data as its only leaf.
type Key struct {
	// Data is uint32 of shape (…, 2): the two words of each key.
	Data engine.Array
}

// NewKey returns the key with the given seed, of which the low 32 bits count,
// as in JAX where 64-bit types are not enabled.
func NewKey(seed int64) Key {
	return Key{engine.FromUint32s([]uint32{0, uint32(seed)})}
}

// WrapKeyData returns the keys whose words are in data, uint32 of shape (…, 2).
func WrapKeyData(data engine.Array) Key {
	shape := data.Shape()
	if data.DType() != engine.Uint32 || len(shape) == 0 || shape[len(shape)-1] != 2 {
		fail("wrap_key_data", "key data of type uint32 and shape (…, 2) is expected, got %v%s", data.DType(), tuple(shape))
	}
	return Key{data}
}

// Shape returns the shape of an array of keys, empty for a single one.
func (k Key) Shape() []int {
	shape := k.Data.Shape()
	return shape[:len(shape)-1]
}

// At returns key i along the first axis of an array of keys; negative i counts
// from the end.
func (k Key) At(i int) Key {
	if len(k.Shape()) == 0 {
		fail("key", "a single key has no element %d", i)
	}
	return Key{engine.Index(k.Data, i)}
}

// String prints the key as JAX does.
func (k Key) String() string {
	if k.Data.IsTraced() {
		return "Key(" + k.Data.String() + ")"
	}
	return fmt.Sprintf("Array(%s, dtype=key<fry>) overlaying:\n%s", tuple(k.Shape()), k.Data.Text())
}

// words returns the two words of a single key, as scalars.
func (k Key) words(op string) (k0, k1 engine.Array) {
	if shape := k.Shape(); len(shape) != 0 {
		panic(&engine.Error{Op: op, Kind: engine.ValueError, Reason: fmt.Sprintf(
			"%s accepts a single key, but was given a key array of shape %s != (). Use jax.vmap for batching.", op, tuple(shape))})
	}
	return engine.Index(k.Data, 0), engine.Index(k.Data, 1)
}

// Split returns an array of new keys, of the given shape, two if none is
// given. Child i is the same for every shape.
func Split(key Key, shape ...int) Key {
	if len(shape) == 0 {
		shape = []int{2}
	}
	y0, y1 := key.blocks("split", shape)
	return Key{engine.Stack([]engine.Array{y0, y1}, -1)}
}

// FoldIn returns a new key from key and a whole number, which may be traced.
func FoldIn(key Key, data engine.Array) Key {
	k0, k1 := key.words("fold_in")
	if data.Rank() != 0 || data.DType().IsFloat() {
		fail("fold_in", "an integer scalar is expected, got %v%s", data.DType(), tuple(data.Shape()))
	}
	y0, y1 := engine.Threefry2x32(k0, k1, engine.Scalar(0, engine.Uint32), data.AsType(engine.Uint32))
	return Key{engine.Stack([]engine.Array{y0, y1}, 0)}
}

// blocks applies the cipher to the counters 0, 1, 2, … laid out in row-major
// order: one block of two words for each element of the shape. The counter has
// 64 bits, the upper half of which stays 0 for arrays that fit in memory.
func (k Key) blocks(op string, shape []int) (y0, y1 engine.Array) {
	k0, k1 := k.words(op)
	n := checkShape(op, shape)
	counter := engine.Reshape(engine.Arange(n, engine.Uint32), shape...)
	return engine.Threefry2x32(k0, k1, engine.Scalar(0, engine.Uint32), counter)
}

// Bits returns uniform random uint32.
func Bits(key Key, shape []int) engine.Array {
	y0, y1 := key.blocks("bits", shape)
	return engine.Xor(y0, y1)
}

// checkShape returns the size of a shape that can be drawn.
func checkShape(op string, shape []int) int {
	size := 1
	for _, n := range shape {
		if n < 0 {
			fail(op, "shape %s has a negative dimension", tuple(shape))
		}
		if n > 0 && size > math.MaxInt32/n {
			fail(op, "shape %s has too many elements, at most %d are possible", tuple(shape), math.MaxInt32)
		}
		size *= n
	}
	return size
}

func fail(op, format string, args ...any) {
	panic(&engine.Error{Op: op, Kind: engine.ValueError, Reason: fmt.Sprintf(format, args...)})
}

// tuple formats a shape as Python does.
func tuple(shape []int) string {
	if len(shape) == 1 {
		return fmt.Sprintf("(%d,)", shape[0])
	}
	parts := make([]string, len(shape))
	for i, n := range shape {
		parts[i] = fmt.Sprint(n)
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// without returns the shape without one axis.
func without(shape []int, axis int) []int { return slices.Delete(slices.Clone(shape), axis, axis+1) }
