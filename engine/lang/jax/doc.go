// Package jax is the Python module jax over package engine: arrays, pytrees,
// transformations, random numbers. Package jnp, beside it, has jax.numpy and
// what follows from it.
//
// An [Array] is the Python value. [ToArray] and [AsArray] make engine arrays of
// what a program passes, [FromArray] goes back; [Axes], [Axis], [Shape] and
// [DTypeArg] read the arguments that array functions share. The functions of
// file methods.go ([Sum], [Reshape], …) implement the methods of arrays and,
// with the same parameters, the functions of jax.numpy.
//
// Errors carry the texts of JAX. [Translate] turns the engine's own errors into
// Python exceptions; a host sets it as py.Thread.Translate.
package jax
