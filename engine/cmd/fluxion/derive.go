package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"fluxion/engine"
	"fluxion/engine/lang"
)

type deriveCommand struct {
	Expr  string `arg:"" help:"Function of x, for example \"tanh(x)*exp(-x^2)\", or of x and y, for example \"x^2 - y^2\"."`
	At    points `required:"" help:"Points, separated by commas. Of a function of two variables: one point, and further ones with --at again." placeholder:"X,…"`
	Order *int   `help:"Highest derivative, 0 to 10 (default 4). Of a function of two variables: 1, the partial derivatives, or 0." placeholder:"N"`
	DType string `name:"dtype" default:"float64" enum:"float64,float32" help:"Precision: ${enum} (default ${default})."`
	JSON  bool   `name:"json" help:"Print JSON; a number that is not finite becomes the string \"NaN\", \"Infinity\" or \"-Infinity\"."`
}

// Points are lists of numbers with commas between them, one for each --at.
type points [][]float64

// UnmarshalText reads "0.5,2".
func (p *points) UnmarshalText(text []byte) error {
	var list []float64
	for item := range strings.SplitSeq(string(text), ",") {
		x, err := strconv.ParseFloat(strings.TrimSpace(item), 64)
		if err != nil {
			return fmt.Errorf("given %q, expected a number", item)
		}
		list = append(list, x)
	}
	*p = append(*p, list)
	return nil
}

// maxOrder bounds the orders that can be asked for: a Taylor coefficient is
// the derivative over k!, and the work grows with the square of the order.
const maxOrder = 10

// Validate checks what the types cannot say.
func (c *deriveCommand) Validate() error {
	if c.Order == nil {
		return nil
	}
	return checkOrder(*c.Order, maxOrder)
}

func checkOrder(order, highest int) error {
	if order < 0 || order > highest {
		return fmt.Errorf("--order: given %d, expected 0 to %d", order, highest)
	}
	return nil
}

// checkFieldOrder reports an order that a function of two variables has no
// derivatives of here.
func checkFieldOrder(order int, field *lang.Field) error {
	if order > 1 {
		return fmt.Errorf("--order: given %d, expected 0 or 1: %s has two variables, of which there is the gradient at most", order, field.Name())
	}
	return nil
}

// Derivatives are what is printed: columns of equal length.
type derivatives struct {
	names  []string    // of the variables and of the derivatives
	at     [][]float64 // the points, by variable
	values [][]float64 // by derivative
	bits   int         // of the values
}

// Run prints the derivatives of all orders, or the partial ones, at all points.
func (c *deriveCommand) Run(stdout io.Writer) error {
	function, field, err := parse(c.Expr)
	if err != nil {
		return err
	}
	var d *derivatives
	dtype, bits := engine.Float64, 64
	if c.DType == "float32" {
		dtype, bits = engine.Float32, 32
	}
	if field != nil {
		d, err = c.partial(field, dtype)
	} else {
		d, err = c.orders(function, dtype)
	}
	if err != nil {
		return err
	}
	d.bits = bits
	if c.JSON {
		return d.writeJSON(stdout)
	}
	return d.writeTable(stdout)
}

func (c *deriveCommand) orders(function *lang.Function, dtype engine.DType) (*derivatives, error) {
	order := 4
	if c.Order != nil {
		order = *c.Order
	}
	xs := slices.Concat(c.At...)
	values, err := function.DerivativesIn(dtype, xs, order)
	d := &derivatives{names: []string{function.Variable()}, at: [][]float64{xs}, values: values}
	for k := range values {
		d.names = append(d.names, derivativeName(function.Name(), function.Variable(), k))
	}
	return d, err
}

func (c *deriveCommand) partial(field *lang.Field, dtype engine.DType) (*derivatives, error) {
	order := 1
	if c.Order != nil {
		order = *c.Order
	}
	if err := checkFieldOrder(order, field); err != nil {
		return nil, err
	}
	name, variables := field.Name(), field.Variables()
	at := make([][]float64, len(variables))
	for _, point := range c.At {
		if len(point) != len(variables) {
			return nil, fmt.Errorf("--at: given %s, expected the %s and %s of a point; further points are given with --at again",
				plural(len(point), "number"), variables[0], variables[1])
		}
		for i, coordinate := range point {
			at[i] = append(at[i], coordinate)
		}
	}
	values, err := field.Gradient(dtype, at[0], at[1])
	d := &derivatives{names: append(slices.Clone(variables), name+"("+strings.Join(variables, ", ")+")"), at: at, values: values[:1]}
	if order > 0 {
		d.values = values[:]
		for _, variable := range variables {
			d.names = append(d.names, "∂"+name+"/∂"+variable)
		}
	}
	return d, err
}

// writeTable prints a line for each point, with columns aligned.
func (d *derivatives) writeTable(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(table, "%s\t\n", strings.Join(d.names, "\t"))
	for i := range d.at[0] {
		for _, xs := range d.at {
			fmt.Fprintf(table, "%s\t", strconv.FormatFloat(xs[i], 'g', -1, 64))
		}
		for _, values := range d.values {
			fmt.Fprintf(table, "%s\t", strconv.FormatFloat(values[i], 'g', -1, d.bits))
		}
		io.WriteString(table, "\n")
	}
	return table.Flush()
}

// derivativeName returns the usual notation: f(x), f′(x), … f⁗(x), f⁽⁵⁾(x).
func derivativeName(name, variable string, order int) string {
	primes := []string{"", "′", "″", "‴", "⁗"}
	if order < len(primes) {
		return name + primes[order] + "(" + variable + ")"
	}
	superscripts := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	digits := ""
	for _, d := range strconv.Itoa(order) {
		digits += string(superscripts[d-'0'])
	}
	return name + "⁽" + digits + "⁾(" + variable + ")"
}

// writeJSON prints {"x": […], "derivatives": [[f…], [f′…], …]}, and after x a y
// for functions of two variables, whatever their names are.
func (d *derivatives) writeJSON(w io.Writer) error {
	var b strings.Builder
	for i, xs := range d.at {
		fmt.Fprintf(&b, "%q: %s, ", []string{"x", "y"}[i], jsonNumbers(xs, 64))
	}
	rows := make([]string, len(d.values))
	for k, values := range d.values {
		rows[k] = jsonNumbers(values, d.bits)
	}
	_, err := fmt.Fprintf(w, "{%s\"derivatives\": [%s]}\n", b.String(), strings.Join(rows, ", "))
	return err
}

// jsonNumbers formats with as many digits as tell the value from its
// neighbours. JSON has no NaN and no infinity: they become strings, which
// lose nothing and which parseFloat and Python's float() read.
func jsonNumbers(values []float64, bits int) string {
	items := make([]string, len(values))
	for i, v := range values {
		switch {
		case math.IsNaN(v):
			items[i] = `"NaN"`
		case math.IsInf(v, 1):
			items[i] = `"Infinity"`
		case math.IsInf(v, -1):
			items[i] = `"-Infinity"`
		default:
			items[i] = strconv.FormatFloat(v, 'g', -1, bits)
		}
	}
	return "[" + strings.Join(items, ", ") + "]"
}
