package main

import (
	"fluxion/engine"
	"fluxion/engine/lang"
)

// The form of an explanation in JSON. Terms and equations are numbered from 0;
// places are bytes of the source.
type (
	jsonExplanation struct {
		Function string             `json:"function,omitempty"` // of a program
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
		Points   int                `json:"points,omitempty"`
		Runs     int                `json:"runs,omitempty"` // of a program's function
		Micros   map[string]float64 `json:"microseconds"`   // by phase, and "run"
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

func explanationJSON(x *lang.Explanation) jsonExplanation {
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
		Source: x.Line, From: x.From, Micros: map[string]float64{},
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
		if t.Variable {
			term.Text = x.Variable // of one variable or of both
		}
		j.Terms = append(j.Terms, term)
	}
	for _, p := range x.Phases {
		j.Micros[p.Name] = micros(p.Time)
	}
	return j
}
