package wgsl

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"fluxion/engine/internal/device/kernel"
)

//go:embed helpers.wgsl
var library string

// helpers are the functions of the library by name.
var helpers = parseLibrary()

func parseLibrary() map[string]string {
	functions := map[string]string{}
	for _, source := range strings.Split(library, "\n\n")[1:] {
		name := regexp.MustCompile(`fn (\w+)`).FindStringSubmatch(source)[1]
		functions[name] = strings.TrimSpace(source)
	}
	return functions
}

var (
	// calls are calls of functions, and definitions.
	calls = regexp.MustCompile(`(fn )?\b(\w+)(#?)\(`)
	// guarded is an initial value that stands behind a guard.
	guarded = regexp.MustCompile(`= keep#\((.*)\);`)
	// splat is a literal in all lanes.
	splat = regexp.MustCompile(`\b[FIU]\((-?[0-9][0-9a-fx.]*u?)\)`)
	// laneTypes are the types that the library names.
	laneTypes = regexp.MustCompile(`\b[FHIUB]\b`)
)

var laneLetters = map[string]kernel.Type{"F": kernel.F32, "H": kernel.F16, "I": kernel.I32, "U": kernel.U32, "B": kernel.Mask}

// helper makes sure that the shader has a function of the library for 1 or 4
// lanes, and those which that one calls, and returns its name.
func (s *shader) helper(name string, lanes int) string {
	suffix, types := "", scalars
	if lanes == 4 {
		suffix, types = "_x4", vectors
	}
	source, ok := helpers[name+suffix]
	if !ok {
		source = helpers[name]
	}
	if slices.Contains(s.helped, name+suffix) {
		return name + suffix
	}
	s.helped = append(s.helped, name+suffix)
	source = s.trusting(source)
	for _, c := range calls.FindAllStringSubmatch(source, -1) {
		switch _, ok := helpers[c[2]]; {
		case !ok || c[1] != "":
		case c[3] == "":
			s.helper(c[2], 1)
		default:
			s.helper(c[2], lanes)
		}
	}
	if strings.Contains(source, "ZERO") {
		source = strings.ReplaceAll(source, "ZERO", s.zero())
	}
	if lanes == 1 {
		source = splat.ReplaceAllString(source, "$1")
	}
	source = laneTypes.ReplaceAllStringFunc(source, func(letter string) string { return types[laneLetters[letter]] })
	if len(s.functions.lines) > 0 {
		s.functions.line("")
	}
	s.functions.add(strings.ReplaceAll(source, "#", suffix))
	return name + suffix
}

// trusting returns the source of a helper without what the adapter does not need.
func (s *shader) trusting(source string) string {
	if !s.adapter.Reordering {
		source = guarded.ReplaceAllString(source, "= $1;")
		source = strings.ReplaceAll(source, " ^ ZERO", "")
	}
	if s.adapter.Fused {
		source = strings.ReplaceAll(source, "= fma_f32#(", "= fma(")
		source = strings.ReplaceAll(source, "= cancel#(", "= fma(")
	}
	return source
}
