package scene

import "math"

// An extreme is the least or the greatest value in view, with its place.
type extreme struct {
	x, y, value float64
	inside      bool // a hill or a hollow, not at the border of the window
	unbounded   bool // it only grows where one looks closer
}

const (
	closer   = 4 // how much the part that is looked at shrinks each time
	looks    = 6
	maxLooks = 24
	lookGrid = 9   // values along either side of that part
	rising   = 0.1 // the share of one look in all growth, where there is no bound
	early    = 3   // looks that do not tell, as the top of a hill is still to be found
	// beside keeps from looking at a pole itself, where the value tells nothing.
	beside = 0.0137
)

// extreme looks for the least (sign −1) or greatest (sign 1) value: for the best
// cell in view, and then closer and closer around that.
func (h *heatMap) extreme(c *cells, sign float64) (extreme, error) {
	best := extreme{value: math.Inf(int(-sign))}
	left, top, right, bottom := c.view(h)
	for i := top; i < bottom; i++ {
		for j := left; j < right; j++ {
			if v := c.values[i*c.columns+j]; sign*v > sign*best.value {
				best.x, best.y, best.value = c.xs[j], c.ys[i], v
				best.inside = i > top && i < bottom-1 && j > left && j < right-1
			}
		}
	}
	if math.IsInf(best.value, 0) {
		best.unbounded = math.IsInf(best.value, int(sign))
		return best, nil
	}
	first, growth := best.value, 0.0
	xs, ys := make([]float64, lookGrid), make([]float64, lookGrid)
	finest := c.size / math.Pow(closer, looks)
	for reach, n := c.size, 0; reach > finest && n < maxLooks; n++ {
		for i := range lookGrid {
			at := reach * (2*float64(i)/(lookGrid-1) - 1 + beside)
			xs[i] = min(max(best.x+at/h.sx, h.X0), h.X1)
			ys[i] = min(max(best.y+at/h.sy, h.Y0), h.Y1)
		}
		values, err := h.field.Values(xs, ys)
		if err != nil {
			return best, err
		}
		before := best.value
		border := false
		for k, v := range values {
			if i, j := k/lookGrid, k%lookGrid; sign*v > sign*best.value {
				best.x, best.y, best.value = xs[j], ys[i], v
				border = i == 0 || i == lookGrid-1 || j == 0 || j == lookGrid-1
			}
		}
		if n >= early {
			growth = max(growth, math.Abs(best.value-before))
		}
		if !border { // else it lies further away, as along a valley
			reach /= closer
		}
	}
	// Looked at closely, the top of a hill is flat. A logarithm grows by as much each time.
	best.unbounded = growth > rising*math.Abs(best.value-first) || math.IsInf(best.value, 0)
	best.inside = best.inside && !best.unbounded
	return best, nil
}
