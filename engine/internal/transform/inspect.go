package transform

// Inspect says what a tracer stands for: the kind of transformation, the primal
// value and tangent of a derivative, the batch and its axis of an example.
func Inspect(v Value) (kind string, primal, tangent Value, axis int) {
	switch t := v.(type) {
	case *jvpTracer:
		kind = "jvp"
		if t.trace.linearizing {
			kind = "grad"
		}
		return kind, t.primal, t.tangent, 0
	case *batchTracer:
		return "vmap", t.val, nil, t.axis
	case *jetTracer:
		return "jet", t.coefs[0], nil, 0
	case *linearVar:
		return "linear", nil, nil, 0
	}
	return "jit", nil, nil, 0
}
