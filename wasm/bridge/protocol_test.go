//go:build !js

package bridge

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mirrored pairs each interface of web/src/protocol with its struct.
var mirrored = map[string]any{
	"Display":              nil, // Go has no flattened embedding through vert: its fields are repeated
	"CanvasWindow":         nil,
	"ExitMessage":          nil, // from script to page
	"StartMessage":         nil, // from page to script
	"KeepMessage":          nil, // from page to service worker
	"DisplayText":          DisplayText{},
	"Frame":                Frame{},
	"Mark":                 Mark{},
	"PlotRequest":          PlotRequest{},
	"ParseRequest":         ParseRequest{},
	"TraceRequest":         TraceRequest{},
	"DerivativesRequest":   DerivativesRequest{},
	"RegressConfig":        RegressConfig{},
	"RegressView":          RegressView{},
	"RegressRequest":       RegressRequest{},
	"CancelRequest":        CancelRequest{},
	"ReadyMessage":         Ready{},
	"PlotReply":            PlotReply{},
	"ParseReply":           ParseReply{},
	"TraceReply":           TraceReply{},
	"HeatRequest":          HeatRequest{},
	"GradientRequest":      GradientRequest{},
	"GradientReply":        GradientReply{},
	"Heat":                 Heat{},
	"HeatTick":             HeatTick{},
	"DerivativesReply":     DerivativesReply{},
	"ExplainRequest":       ExplainRequest{},
	"MeasureRequest":       MeasureRequest{},
	"ExplainReply":         ExplainReply{},
	"ExplainPhase":         Phase{},
	"MeasureReply":         MeasureReply{},
	"RegressReply":         RegressReply{},
	"CheckReply":           CheckReply{},
	"CheckLine":            CheckLine{},
	"ProgramRun":           ProgramRun{},
	"ProgressMessage":      Progress{},
	"ErrorMessage":         Error{},
	"ExecuteRequest":       ExecuteRequest{},
	"CompleteRequest":      CompleteRequest{},
	"InspectRequest":       InspectRequest{},
	"OutputMessage":        OutputMessage{},
	"StreamOutput":         StreamOutput{},
	"DataOutput":           DataOutput{},
	"FailureOutput":        FailureOutput{},
	"TracebackFrame":       TracebackFrame{},
	"ExecutedReply":        ExecutedReply{},
	"CompletedReply":       CompletedReply{},
	"CompletionItem":       CompletionItem{},
	"InspectedReply":       InspectedReply{},
	"RaceRequest":          RaceRequest{},
	"RaceConfig":           RaceConfig{},
	"RaceLane":             RaceLane{},
	"RaceReply":            RaceReply{},
	"DeviceRequest":        DeviceRequest{},
	"DeviceReply":          DeviceReply{},
	"NoticeMessage":        Notice{},
	"BenchPrepareRequest":  BenchPrepareRequest{},
	"BenchMeasureRequest":  BenchMeasureRequest{},
	"BenchResultsRequest":  BenchResultsRequest{},
	"BenchPreparedReply":   BenchPreparedReply{},
	"BenchMeasuredReply":   BenchMeasuredReply{},
	"BenchResultsReply":    BenchResultsReply{},
	"CanvasDisplayMessage": CanvasDisplay{},
	"CanvasViewMessage":    CanvasView{},
}

var (
	interfacePattern = regexp.MustCompile(`(?ms)^export interface (\w+)(?: extends (\w+))? \{\n(.*?)^\}`)
	propertyPattern  = regexp.MustCompile(`(?m)^  (\w+)(\??): ([^;]+);`)
	commentPattern   = regexp.MustCompile(`(?s)/\*\*.*?\*/`)
)

// readProtocol returns all files of the page's description of the messages.
func readProtocol(t *testing.T) string {
	files, err := filepath.Glob("../../web/src/protocol/*.ts")
	if err != nil || len(files) == 0 {
		t.Fatalf("no description of the messages: %v", err)
	}
	var all strings.Builder
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(source)
	}
	return all.String()
}

// TestMirrorsProtocol compares every struct with its interface in the page's
// description of the messages: the names, what is optional, and the types.
func TestMirrorsProtocol(t *testing.T) {
	source := readProtocol(t)
	interfaces := map[string][]string{}
	for _, match := range interfacePattern.FindAllStringSubmatch(commentPattern.ReplaceAllString(source, ""), -1) {
		properties := slices.Clone(interfaces[match[2]])
		for _, property := range propertyPattern.FindAllStringSubmatch(match[3], -1) {
			if property[1] != "type" {
				properties = append(properties, property[1]+property[2]+" "+kindOf(property[3]))
			}
		}
		interfaces[match[1]] = properties
	}
	for name, properties := range interfaces {
		message, known := mirrored[name]
		if !known {
			t.Errorf("interface %s has no struct", name)
		}
		if message == nil {
			continue
		}
		fields := fieldsOf(reflect.TypeOf(message))
		slices.Sort(properties)
		slices.Sort(fields)
		if !slices.Equal(properties, fields) {
			t.Errorf("%s:\n  page: %v\n  Go:   %v", name, properties, fields)
		}
	}
	for name := range mirrored {
		if _, ok := interfaces[name]; !ok {
			t.Errorf("struct for %s, which the page does not describe", name)
		}
	}
}

// kindOf reduces a TypeScript type to what a Go field can be compared with.
func kindOf(declared string) string {
	switch {
	case strings.HasPrefix(declared, "Float32Array"), strings.HasPrefix(declared, "Float64Array"), strings.HasPrefix(declared, "Int32Array"):
		return declared[:strings.IndexAny(declared+"<", "<")]
	case strings.HasSuffix(declared, "[]"), declared == "Visible":
		return "array"
	case declared == "number", declared == "boolean":
		return declared
	case declared == "string", strings.Contains(declared, "'"), strings.HasSuffix(declared, "Name"):
		return "string"
	default:
		return "object"
	}
}

func fieldsOf(message reflect.Type) []string {
	var fields []string
	for i := range message.NumField() {
		field := message.Field(i)
		typ, optional := field.Type, ""
		if typ.Kind() == reflect.Pointer {
			typ, optional = typ.Elem(), "?"
		}
		kind := map[reflect.Kind]string{
			reflect.Int: "number", reflect.Float64: "number", reflect.Bool: "boolean",
			reflect.String: "string", reflect.Slice: "array", reflect.Struct: "object", reflect.Map: "object", reflect.Interface: "object",
		}[typ.Kind()]
		switch reflect.Zero(typ).Interface().(type) {
		case Typed[float32]:
			kind = "Float32Array"
		case Typed[float64]:
			kind = "Float64Array"
		case Typed[int32]:
			kind = "Int32Array"
		}
		fields = append(fields, field.Tag.Get("js")+optional+" "+kind)
	}
	return fields
}
