package numpy

import (
	"math"

	"fluxion/engine/lang/py"
)

// exponential is the negative logarithm of a uniform number.
func (g *twister) exponential() float64 { return -math.Log(1 - g.float()) }

// located declares a sampler with a location and a scale.
func located(name, doc string, draw1 func(g *twister) float64) sampler {
	return sampler{name + "(loc=0.0, scale=1.0, size=None)", doc, func(t *py.Thread, g *twister, a []py.Object) py.Object {
		loc, scale := t.ToFloat(a[0]), t.ToFloat(a[1])
		return draw(t, a[2], "float64", func() float64 { return loc + scale*draw1(g) })
	}}
}

// shaped declares a sampler with one parameter.
func shaped(sig, doc string, draw1 func(g *twister, p float64) float64) sampler {
	return sampler{sig, doc, func(t *py.Thread, g *twister, a []py.Object) py.Object {
		p := t.ToFloat(a[0])
		return draw(t, a[1], "float64", func() float64 { return draw1(g, p) })
	}}
}

func init() {
	samplers = append(samplers,
		sampler{"standard_exponential(size=None)", "Numbers with density exp(-x).", func(t *py.Thread, g *twister, a []py.Object) py.Object {
			return draw(t, a[0], "float64", g.exponential)
		}},
		sampler{"standard_cauchy(size=None)", "Quotients of normal numbers.", func(t *py.Thread, g *twister, a []py.Object) py.Object {
			return draw(t, a[0], "float64", func() float64 { return g.normal() / g.normal() })
		}},
		shaped("exponential(scale=1.0, size=None)", "Exponential numbers with a mean.", func(g *twister, scale float64) float64 { return scale * g.exponential() }),
		shaped("rayleigh(scale=1.0, size=None)", "Rayleigh numbers.", func(g *twister, scale float64) float64 { return scale * math.Sqrt(-2*math.Log1p(-g.float())) }),
		shaped("weibull(a, size=None)", "Weibull numbers.", func(g *twister, a float64) float64 { return math.Pow(g.exponential(), 1/a) }),
		shaped("pareto(a, size=None)", "Pareto numbers, from 0.", func(g *twister, a float64) float64 { return math.Expm1(g.exponential() / a) }),
		shaped("power(a, size=None)", "Numbers with density a·x^(a-1).", func(g *twister, a float64) float64 { return math.Pow(-math.Expm1(-g.exponential()), 1/a) }),
		located("laplace", "Laplace numbers.", func(g *twister) float64 {
			for {
				switch u := g.float(); {
				case u >= 0.5:
					return -math.Log(2 - u - u)
				case u > 0:
					return math.Log(u + u)
				}
			}
		}),
		located("gumbel", "Gumbel numbers.", func(g *twister) float64 {
			for {
				if u := 1 - g.float(); u < 1 {
					return -math.Log(-math.Log(u))
				}
			}
		}),
		located("logistic", "Logistic numbers.", func(g *twister) float64 {
			for {
				if u := g.float(); u > 0 {
					return math.Log(u / (1 - u))
				}
			}
		}),
		sampler{"lognormal(mean=0.0, sigma=1.0, size=None)", "Exponentials of normal numbers.", func(t *py.Thread, g *twister, a []py.Object) py.Object {
			mean, sigma := t.ToFloat(a[0]), t.ToFloat(a[1])
			return draw(t, a[2], "float64", func() float64 { return math.Exp(mean + sigma*g.normal()) })
		}},
		sampler{"get_state(legacy=True)", "The state of the generator.", func(_ *py.Thread, g *twister, _ []py.Object) py.Object {
			words := make([]float64, len(g.state))
			for i, w := range g.state {
				words[i] = float64(w)
			}
			has, spare := 0, 0.0
			if g.has {
				has, spare = 1, g.spare
			}
			return py.NewTuple(py.Str("MT19937"), newArray(words, []int{len(words)}, dtype("uint32")), py.Int(g.next), py.Int(has), py.Float(spare))
		}},
		sampler{"set_state(state)", "Sets the state of the generator.", func(t *py.Thread, g *twister, a []py.Object) py.Object {
			parts := t.Elements(a[0])
			if len(parts) < 3 {
				panic(py.Errorf(py.ValueError, "state must be a tuple as get_state returns"))
			}
			words, next := fromObject(t, parts[1]).data(t).Float64s(), t.ToInt(parts[2])
			if len(words) != len(g.state) || next < 0 || next > len(g.state) {
				panic(py.Errorf(py.ValueError, "state must hold 624 words and a place among them"))
			}
			for i, w := range words {
				g.state[i] = uint32(w)
			}
			g.next, g.has = next, false
			if len(parts) > 4 {
				g.has, g.spare = t.Truth(parts[3]), t.ToFloat(parts[4])
			}
			return py.None
		}},
	)
}
