// Package engine is JAX's automatic differentiation in Go: arrays, and
// transformations of functions on arrays that compose in any order and to any
// depth.
//
//	df := engine.Grad(f)               // reverse mode
//	d2f := engine.Grad(engine.Grad(f)) // and again
//	engine.Vmap(engine.Jit(df))        // compiled, over a batch
//
// Functions under transformation are ordinary Go functions of [Array] values.
// They run on tracers, which know type and shape but not elements, so Go's own
// control flow may depend on shapes always, and on elements only outside of
// [Jit] and [Vmap].
//
// Numbers follow JAX: float32 and int32 unless asked otherwise, NumPy's
// broadcasting, JAX's promotion with weak types for bare numbers, which [Num]
// and [Int] make. Results print as JAX prints them, to the last digit in
// eager float32 programs.
//
// Misuse, such as shapes that do not fit, panics with *[Error]; [Try] turns
// that into an ordinary error. Everything here is safe to use from several
// goroutines.
package engine
