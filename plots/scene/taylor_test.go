package scene

import "math"

// A taylor is a truncated Taylor series: coefficient k is f⁽ᵏ⁾/k!. It gives
// the tests exact derivatives, independently of the engine.
type taylor [MaxOrder + extra + 1]float64

func constant(c float64) taylor { return taylor{c} }
func variable(x float64) taylor { return taylor{x, 1} }

func (a taylor) plus(b taylor) (y taylor) {
	for k := range y {
		y[k] = a[k] + b[k]
	}
	return y
}

func (a taylor) times(b taylor) (y taylor) {
	for k := range y {
		for j := 0; j <= k; j++ {
			if a[j] != 0 && b[k-j] != 0 {
				y[k] += a[j] * b[k-j]
			}
		}
	}
	return y
}

func (a taylor) over(b taylor) (y taylor) {
	for k := range y {
		y[k] = a[k]
		for j := 1; j <= k; j++ {
			if b[j] != 0 {
				y[k] -= b[j] * y[k-j]
			}
		}
		y[k] /= b[0]
	}
	return y
}

func (a taylor) scaled(c float64) taylor { return a.times(constant(c)) }

func exp(a taylor) (y taylor) {
	y[0] = math.Exp(a[0])
	for k := 1; k < len(y); k++ {
		for j := 1; j <= k; j++ {
			y[k] += float64(j) * a[j] * y[k-j]
		}
		y[k] /= float64(k)
	}
	return y
}

func log(a taylor) (y taylor) {
	y[0] = math.Log(a[0])
	for k := 1; k < len(y); k++ {
		y[k] = a[k]
		for j := 1; j < k; j++ {
			y[k] -= float64(j) / float64(k) * y[j] * a[k-j]
		}
		y[k] /= a[0]
	}
	if math.IsNaN(y[0]) {
		for k := range y {
			y[k] = math.NaN()
		}
	}
	return y
}

func sincos(a taylor) (s, c taylor) {
	s[0], c[0] = math.Sincos(a[0])
	for k := 1; k < len(s); k++ {
		for j := 1; j <= k; j++ {
			s[k] += float64(j) * a[j] * c[k-j] / float64(k)
			c[k] -= float64(j) * a[j] * s[k-j] / float64(k)
		}
	}
	return s, c
}

func sin(a taylor) taylor { s, _ := sincos(a); return s }

func tan(a taylor) taylor { s, c := sincos(a); return s.over(c) }

func tanh(a taylor) (y taylor) {
	y[0] = math.Tanh(a[0])
	for k := 1; k < len(y); k++ { // y′ = (1-y²)a′
		u := constant(1).plus(y.times(y).scaled(-1))
		for j := 1; j <= k; j++ {
			y[k] += float64(j) * a[j] * u[k-j]
		}
		y[k] /= float64(k)
	}
	return y
}

// power is a^p by the real power of a positive a.
func power(a taylor, p float64) (y taylor) {
	y[0] = math.Pow(a[0], p)
	for k := 1; k < len(y); k++ {
		for j := 1; j <= k; j++ {
			y[k] += (p*float64(j) - float64(k-j)) * a[j] * y[k-j]
		}
		y[k] /= float64(k) * a[0]
	}
	return y
}

func cbrt(a taylor) taylor {
	if a[0] < 0 {
		return power(a.scaled(-1), 1./3).scaled(-1)
	}
	return power(a, 1./3)
}

func abs(a taylor) taylor {
	switch {
	case a[0] > 0:
		return a
	case a[0] < 0:
		return a.scaled(-1)
	}
	return taylor{}
}

func floor(a taylor) taylor { return constant(math.Floor(a[0])) }

func sign(a taylor) taylor {
	switch {
	case a[0] > 0:
		return constant(1)
	case a[0] < 0:
		return constant(-1)
	}
	return taylor{}
}

func polynomial(coefficients ...float64) func(taylor) taylor {
	return func(x taylor) (y taylor) {
		for i := len(coefficients) - 1; i >= 0; i-- {
			y = y.times(x).plus(constant(coefficients[i]))
		}
		return y
	}
}

func gaussian(x taylor) taylor { return exp(x.times(x).scaled(-1)) }

// functions that the tests plot, by the name under which they fail.
var functions = map[string]func(taylor) taylor{
	"cubic":     polynomial(1, -3, 2, 1),
	"line":      polynomial(1, 2),
	"constant":  polynomial(3),
	"zero":      polynomial(0),
	"parabola":  polynomial(0, 0, 1),
	"quintic":   polynomial(0, 4, 0, -5, 0, 1),
	"sin":       sin,
	"sin 20x":   func(x taylor) taylor { return sin(x.scaled(20)) },
	"exp":       exp,
	"bump":      gaussian,
	"spike":     func(x taylor) taylor { return gaussian(x.scaled(30)) },
	"tanh bump": func(x taylor) taylor { return tanh(x).times(gaussian(x)) },
	"steep":     func(x taylor) taylor { return tanh(x.scaled(1e4)) },
	"log":       log,
	"sqrt":      func(x taylor) taylor { return power(x, 0.5) },
	"cbrt":      cbrt,
	"tan":       tan,
	"tan 8x":    func(x taylor) taylor { return tan(x.scaled(8)) },
	"1/x":       func(x taylor) taylor { return constant(1).over(x) },
	"1/x²":      func(x taylor) taylor { return constant(1).over(x.times(x)) },
	"abs":       abs,
	"abs sin":   func(x taylor) taylor { return abs(sin(x)) },
	"floor":     floor,
	"sign":      sign,
	"step": func(x taylor) taylor {
		if x[0] < math.Sqrt2 {
			return constant(-1)
		}
		return x.times(x)
	},
	"sin 1/x": func(x taylor) taylor { return sin(constant(1).over(x)) },
	"sinc":    func(x taylor) taylor { return sin(x).over(x) },
	"nowhere": func(x taylor) taylor { return log(constant(-1).plus(x.times(x).scaled(-1))) },
	"inf":     polynomial(math.Inf(1)),
}

var factorial = [...]float64{1, 1, 2, 6, 24, 120, 720}

// sampler returns exact derivatives of f and counts calls and points.
type counter struct{ calls, points int }

func (c *counter) sampler(f func(taylor) taylor) Sampler {
	return func(xs []float64, order int) ([][]float64, error) {
		c.calls++
		c.points += len(xs)
		out := make([][]float64, order+1)
		for k := range out {
			out[k] = make([]float64, len(xs))
		}
		for i, x := range xs {
			y := f(variable(x))
			for k := range out {
				out[k][i] = y[k] * factorial[k]
			}
		}
		return out, nil
	}
}
