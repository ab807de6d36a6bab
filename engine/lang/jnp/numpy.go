package jnp

import (
	"fluxion/engine"
	"fluxion/engine/lang/py"
)

func newScalar(v float64, d engine.DType) py.Object { return wrap(engine.Scalar(v, d)) }
