package jax

import (
	"math"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// inspect has results with nan or inf refused, as the settings jax_debug_nans
// and jax_debug_infs say.
func (s *state) inspect(t *py.Thread) {
	if s.forbidden(t) == nil {
		engine.SetInspection(nil)
		return
	}
	engine.SetInspection(func(op string, out []engine.Array) {
		if s.looking {
			return // at an operation of the inspection itself
		}
		for _, x := range out {
			if what := s.offence(t, x); what != "" {
				// The functions of jax.numpy are compiled in JAX, conversions
				// and loops are not.
				if op != "convert_element_type" && op != "scan" && op != "while" {
					s.announce(t)
				}
				panic(py.Errorf(py.FloatingPointError, "invalid value (%s) encountered in %s", what, op))
			}
		}
	})
}

// forbidden returns the settings that are on, with the elements that they forbid.
func (s *state) forbidden(t *py.Thread) map[string]func(v float64) bool {
	var on map[string]func(v float64) bool
	for name, is := range map[string]func(v float64) bool{"nan": math.IsNaN, "inf": func(v float64) bool { return math.IsInf(v, 0) }} {
		if v, _ := get(t, "jax_debug_"+name+"s"); v != nil && t.Truth(v) {
			if on == nil {
				on = map[string]func(v float64) bool{}
			}
			on[name] = is
		}
	}
	return on
}

// offence returns what is wrong with the elements of x, or "".
func (s *state) offence(t *py.Thread, x engine.Array) string {
	known, ok := x.Concrete()
	if !ok || !known.DType().IsFloat() {
		return ""
	}
	s.looking = true
	defer func() { s.looking = false }()
	for what, is := range s.forbidden(t) {
		for _, v := range known.Float64s() {
			if is(v) {
				return what
			}
		}
	}
	return ""
}

// announce prints what JAX prints, of inf too.
func (s *state) announce(t *py.Thread) {
	s.aloud(t, func() {
		t.Print("Invalid nan value encountered in the output of a jax.jit function. Calling the de-optimized version.\n")
	})
}

// checked returns the result of a jitted function, unless it has forbidden
// elements: then the function runs again, operation by operation, to find where
// they come from.
func (j *jitted) checked(t *py.Thread, result py.Object, args []py.Object, keywords []py.Keyword) py.Object {
	s := stateOf(t)
	if s.forbidden(t) == nil {
		return result
	}
	for _, x := range takeApart(t, result, invalid(t)).data {
		if s.offence(t, x) != "" {
			s.announce(t)
			return s.mute(t, func() py.Object { return t.CallObject(j.fun, args, keywords) })
		}
	}
	return result
}
