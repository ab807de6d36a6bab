package main

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	"fluxion/engine"
)

type deriveCommand struct {
	Expr  string `arg:"" help:"Function of x, for example \"tanh(x)*exp(-x^2)\"."`
	At    points `required:"" help:"Points, separated by commas." placeholder:"X,…"`
	Order int    `default:"4" help:"Highest derivative, 0 to 10 (default ${default})."`
	DType string `name:"dtype" default:"float64" enum:"float64,float32" help:"Precision: ${enum} (default ${default})."`
	JSON  bool   `name:"json" help:"Print JSON; a number that is not finite becomes the string \"NaN\", \"Infinity\" or \"-Infinity\"."`
}

// The points are written as numbers with commas between them.
type points []float64

// UnmarshalText reads "0.5,2".
func (p *points) UnmarshalText(text []byte) error {
	for item := range strings.SplitSeq(string(text), ",") {
		x, err := strconv.ParseFloat(strings.TrimSpace(item), 64)
		if err != nil {
			return fmt.Errorf("given %q, expected a number", item)
		}
		*p = append(*p, x)
	}
	return nil
}

// maxOrder bounds the orders that can be asked for: a Taylor coefficient is
// the derivative over k!, and the work grows with the square of the order.
const maxOrder = 10

// Validate checks what the types cannot say.
func (c *deriveCommand) Validate() error {
	return checkOrder(c.Order, maxOrder)
}

func checkOrder(order, highest int) error {
	if order < 0 || order > highest {
		return fmt.Errorf("--order: given %d, expected 0 to %d", order, highest)
	}
	return nil
}

// Run prints the derivatives of all orders at all points.
func (c *deriveCommand) Run(stdout io.Writer) error {
	function, err := parse(c.Expr)
	if err != nil {
		return err
	}
	dtype, bits := engine.Float64, 64
	if c.DType == "float32" {
		dtype, bits = engine.Float32, 32
	}
	derivatives, err := function.DerivativesIn(dtype, c.At, c.Order)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(stdout, c.At, derivatives, bits)
	}
	return writeTable(stdout, function.Name(), c.At, derivatives, bits)
}

// writeTable prints a line for each point, with columns aligned.
func writeTable(w io.Writer, name string, xs []float64, derivatives [][]float64, bits int) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	io.WriteString(table, "x\t")
	for k := range derivatives {
		fmt.Fprintf(table, "%s\t", derivativeName(name, k))
	}
	io.WriteString(table, "\n")
	for i, x := range xs {
		fmt.Fprintf(table, "%s\t", strconv.FormatFloat(x, 'g', -1, 64))
		for _, values := range derivatives {
			fmt.Fprintf(table, "%s\t", strconv.FormatFloat(values[i], 'g', -1, bits))
		}
		io.WriteString(table, "\n")
	}
	return table.Flush()
}

// derivativeName returns the usual notation: f(x), f′(x), … f⁗(x), f⁽⁵⁾(x).
func derivativeName(name string, order int) string {
	primes := []string{"", "′", "″", "‴", "⁗"}
	if order < len(primes) {
		return name + primes[order] + "(x)"
	}
	superscripts := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	digits := ""
	for _, d := range strconv.Itoa(order) {
		digits += string(superscripts[d-'0'])
	}
	return name + "⁽" + digits + "⁾(x)"
}

// writeJSON prints {"x": […], "derivatives": [[f…], [f′…], …]}.
func writeJSON(w io.Writer, xs []float64, derivatives [][]float64, bits int) error {
	rows := make([]string, len(derivatives))
	for k, values := range derivatives {
		rows[k] = jsonNumbers(values, bits)
	}
	_, err := fmt.Fprintf(w, "{\"x\": %s, \"derivatives\": [%s]}\n", jsonNumbers(xs, 64), strings.Join(rows, ", "))
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
