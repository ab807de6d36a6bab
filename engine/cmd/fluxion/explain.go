package main

import (
	"encoding/json"
	"io"
	"os"
	"time"

	"fluxion/engine"
	_ "fluxion/engine/gpu" // shows its code, also where there is none
	"fluxion/engine/lang"
)

type explainCommand struct {
	Expr   string `arg:"" help:"Function of x, for example \"tanh(x)*exp(-x^2)\"."`
	Order  int    `default:"1" help:"Highest derivative, 0 to 10 (default ${default})."`
	Points int    `default:"1024" help:"Number of points that the code is for (default ${default})."`
	DType  string `name:"dtype" default:"float32" enum:"float32,float64" help:"Precision: ${enum} (default ${default})."`
	Device string `default:"wasm" enum:"wasm,gpu" help:"Whose code: ${enum} (default ${default}). That of a GPU is WGSL, printed for a typical one."`
	Color  string `default:"auto" enum:"auto,always,never" help:"Colours: ${enum} (default ${default}: on a terminal, unless NO_COLOR is set)."`
	JSON   bool   `name:"json" help:"Print JSON."`
}

// Validate checks what the types cannot say.
func (c *explainCommand) Validate() error {
	return checkOrder(c.Order, maxOrder)
}

// measureTime is how long the code is run to see how fast it is.
const measureTime = 200 * time.Millisecond

// Run prints the line, the program that tracing it gives before and after
// simplification, the WebAssembly module or the shaders, and the times.
func (c *explainCommand) Run(stdout io.Writer) error {
	function, err := parse(c.Expr)
	if err != nil {
		return err
	}
	dtype := engine.Float32
	if c.DType == "float64" {
		dtype = engine.Float64
	}
	x, err := function.Explain(dtype, c.Order, c.Points, engine.ExplainedOn(c.Device))
	if err != nil {
		return err
	}
	run, runs := x.Measure(measureTime)
	if c.JSON {
		encoder := json.NewEncoder(stdout)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", " ")
		return encoder.Encode(explanationJSON(x, c.Points, run))
	}
	p := explanationPrinter{x: x, device: c.Device, colour: c.Color == "always" || c.Color == "auto" && isTerminal(stdout) && os.Getenv("NO_COLOR") == ""}
	p.print(c.Points, run, runs)
	_, err = io.WriteString(stdout, p.b.String())
	return err
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// The form of an explanation in JSON. Terms and equations are numbered from 0;
// places are bytes of the source.
type (
	jsonExplanation struct {
		Source   string             `json:"source"`
		Terms    []jsonTerm         `json:"terms"`
		Before   []jsonLine         `json:"before"`
		After    []jsonLine         `json:"after"`
		From     [][]int            `json:"from"` // equation of after → those of before
		Module   []jsonLine         `json:"module"`
		NoModule string             `json:"noModule,omitempty"`
		Bytes    int                `json:"bytes"`
		Nests    int                `json:"nests"`
		Host     int                `json:"hostSteps"`
		Points   int                `json:"points"`
		Micros   map[string]float64 `json:"microseconds"` // by phase, and "run"
	}
	jsonTerm struct {
		Text     string   `json:"text"`
		Spans    [][2]int `json:"spans"`
		Variable bool     `json:"variable,omitempty"`
	}
	jsonLine struct {
		Text     string `json:"text"`
		Equation *int   `json:"equation,omitempty"`
		Terms    []int  `json:"terms,omitempty"`
	}
)

func explanationJSON(x *lang.Explanation, points int, run time.Duration) jsonExplanation {
	micros := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }
	lines := func(list []engine.CodeLine, terms func(engine.CodeLine) []int) []jsonLine {
		out := []jsonLine{}
		for _, l := range list {
			line := jsonLine{Text: l.Text, Terms: terms(l)}
			if l.Equation >= 0 {
				line.Equation = &l.Equation
			}
			out = append(out, line)
		}
		return out
	}
	j := jsonExplanation{
		Source: x.Line, From: x.From, Points: points, Micros: map[string]float64{"run": micros(run)},
		Before: lines(x.Before, x.TermsBefore), After: lines(x.After, x.TermsAfter), Module: lines(x.Module, x.TermsAfter),
		Bytes: x.Bytes, Nests: x.Nests, Host: x.HostSteps,
	}
	if x.NoModule != nil {
		j.NoModule = x.NoModule.Error()
	}
	for _, t := range x.Terms {
		term := jsonTerm{Variable: t.Variable, Spans: [][2]int{}}
		for _, s := range t.Spans {
			term.Text = x.Line[s.From:s.To]
			term.Spans = append(term.Spans, [2]int{s.From, s.To})
		}
		j.Terms = append(j.Terms, term)
	}
	for _, p := range x.Phases {
		j.Micros[p.Name] = micros(p.Time)
	}
	return j
}
