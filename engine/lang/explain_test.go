package lang_test

import (
	"slices"
	"strings"
	"testing"

	"fluxion/engine"
	"fluxion/engine/lang"
)

func explain(t *testing.T, line string, order int) *lang.Explanation {
	t.Helper()
	f, err := lang.ParseFunction(line)
	if err != nil {
		t.Fatal(err)
	}
	e, err := f.Explain(engine.Float32, order, 64)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestExplainTerms: the terms are what the line computes, inner ones first, and
// each operation is from the term that asks for it, in the derivative too.
func TestExplainTerms(t *testing.T) {
	e := explain(t, "tanh(x)*exp(-x^2)", 2)
	var texts []string
	for _, term := range e.Terms {
		var parts []string
		for _, s := range term.Spans {
			parts = append(parts, e.Line[s.From:s.To])
		}
		texts = append(texts, strings.Join(parts, ","))
	}
	want := []string{"x,x", "tanh(x)", "x^2", "-x^2", "exp(-x^2)", "tanh(x)*exp(-x^2)"}
	if !slices.Equal(texts, want) {
		t.Fatalf("the terms are %q, want %q", texts, want)
	}
	for op, want := range map[string]string{"tanh": "tanh(x)", "integer_pow": "x^2", "exp": "exp(-x^2)"} {
		for i, equation := range e.Traced.Equations() {
			if equation.Op() != op {
				continue
			}
			if got := e.TermsBefore(engine.CodeLine{Equation: i}); len(got) != 1 || texts[got[0]] != want {
				t.Errorf("%v is from terms %v, want %q", equation, got, want)
			}
		}
	}
	// The second derivative is 2! times a Taylor coefficient, which no term asks for.
	if last := len(e.TermOf) - 1; e.TermOf[last] != -1 {
		t.Errorf("the last equation %v is from term %d, want none", e.Traced.Equations()[last], e.TermOf[last])
	}
	// Every simplified equation but that one leads back to a term.
	for _, l := range e.After {
		if l.Equation >= 0 && l.Equation < e.Simplified.Len()-1 && len(e.TermsAfter(l)) == 0 {
			t.Errorf("%q is from no term", l.Text)
		}
	}
	if got := e.TermsBefore(e.Before[0]); !slices.Equal(got, []int{0}) {
		t.Errorf("the line %q is from terms %v, want the variable", e.Before[0].Text, got)
	}
}

// TestExplainMergedTerms: what two terms have in common is from both.
func TestExplainMergedTerms(t *testing.T) {
	e := explain(t, "sin(t) + 1/sin(t)", 0)
	if e.Variable != "t" {
		t.Errorf("the variable is %q, want t", e.Variable)
	}
	for _, l := range e.After {
		if strings.Contains(l.Text, "sin") && len(e.TermsAfter(l)) != 2 {
			t.Errorf("%q is from terms %v, want two", l.Text, e.TermsAfter(l))
		}
	}
}

// TestExplainField: both variables are one term, and the derivatives along them
// come from the same terms as the function.
func TestExplainField(t *testing.T) {
	_, field, err := lang.Parse("g(u, v) = u sin(v)")
	if err != nil {
		t.Fatal(err)
	}
	for _, gradient := range []bool{false, true} {
		e, err := field.Explain(engine.Float32, gradient, 64)
		if err != nil {
			t.Fatal(err)
		}
		if e.Variable != "u, v" || len(e.Terms) != 3 || len(e.Terms[0].Spans) != 2 {
			t.Errorf("the variables are %q, the terms %v", e.Variable, e.Terms)
		}
		inputs, last := e.Before[0], e.After[len(e.After)-1].Text
		if !inputs.Input || strings.Count(inputs.Text, "f32[64]") != 2 {
			t.Errorf("the program begins with %q", inputs.Text)
		}
		if got, want := len(strings.Fields(last))-2, map[bool]int{false: 1, true: 3}[gradient]; got != want {
			t.Errorf("gradient %v: the program ends with %q, want %d results", gradient, last, want)
		}
		for i, equation := range e.Traced.Equations() {
			if len(e.TermsBefore(engine.CodeLine{Equation: i})) == 0 {
				t.Errorf("%v is from no term", equation)
			}
		}
		ops := map[string]int{}
		for i, equation := range e.Simplified.Equations() {
			ops[equation.Op()]++
			if len(e.TermsAfter(engine.CodeLine{Equation: i})) == 0 {
				t.Errorf("%v is from no term", equation)
			}
		}
		// f = u sin v, ∂f/∂u = sin v, ∂f/∂v = u cos v, and nothing twice.
		if ops["sin"] != 1 || (ops["cos"] == 1) != gradient {
			t.Errorf("gradient %v: the operations are %v", gradient, ops)
		}
	}
	if _, err := field.Explain(engine.Int32, true, 64); err == nil || !strings.HasPrefix(err.Error(), "dtype int32") {
		t.Errorf("got %v, want an error about dtype int32", err)
	}
}

// TestExplainAlone works without a compiler, which this package does not link.
func TestExplainAlone(t *testing.T) {
	e := explain(t, "x^2", 1)
	if e.NoModule == nil || !strings.Contains(e.NoModule.Error(), "fluxion/engine/simd") || len(e.Module) != 0 {
		t.Errorf("got %v and %d lines of a module, want an error that names the package", e.NoModule, len(e.Module))
	}
	if median, runs := e.Measure(0); median != 0 || runs != 0 {
		t.Errorf("measured %v in %d runs of nothing", median, runs)
	}
}

func TestExplainBounds(t *testing.T) {
	f, err := lang.ParseFunction("x")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		dtype         engine.DType
		order, points int
		want          string
	}{
		{engine.Float32, -1, 1, "order -1"},
		{engine.Int32, 1, 1, "dtype int32"},
		{engine.Float32, 1, 0, "0 points"},
		{engine.Float32, 1, 1 << 40, "1099511627776 points"},
	} {
		if _, err := f.Explain(test.dtype, test.order, test.points); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%v: got %v, want an error about %s", test, err, test.want)
		}
	}
}
