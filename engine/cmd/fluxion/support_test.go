package main

import (
	"flag"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	goast "go/ast"

	"fluxion/engine/lang/ast"
	python "fluxion/engine/lang/parser"
)

//go:generate go test -run TestReadme -update .

var update = flag.Bool("update", false, "write anew what is expected: README.md and pictures")

// TestReadme: README.md says what there is.
func TestReadme(t *testing.T) {
	const file, begin, end = "../../../README.md", "<!-- support: ", "<!-- /support -->"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	head, rest, ok2 := strings.Cut(rest, "\n")
	old, rest, ok3 := strings.Cut(rest, end)
	if !ok || !ok2 || !ok3 {
		t.Fatalf("%s has no part between %s… and %s", file, begin, end)
	}
	now := "\n" + support() + "\n"
	if old == now {
		return
	}
	if !*update {
		t.Errorf("README.md is not up to date; \"go generate ./engine/cmd/fluxion\" writes it anew")
		return
	}
	if err := os.WriteFile(file, []byte(before+begin+head+"\n"+now+end+rest), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestGrammar: the samples are programs, and every kind of syntax is among
// them.
func TestGrammar(t *testing.T) {
	used := map[string]bool{}
	for _, group := range grammar {
		for _, f := range group.features {
			program, err := python.Parse(ast.NewSource("sample", f.sample))
			if err != nil {
				t.Errorf("%s: %q: %v", f.name, f.sample, err)
				continue
			}
			kinds(reflect.ValueOf(program.Body), used)
		}
	}
	for _, kind := range declared(t, "../../lang/ast/ast.go", "../../lang/ast/pattern.go") {
		if !used[kind] {
			t.Errorf("no feature shows %s", kind)
		}
	}
}

// kinds collects the types of the nodes of a tree.
func kinds(v reflect.Value, used map[string]bool) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() {
			kinds(v.Elem(), used)
		}
	case reflect.Slice:
		for i := range v.Len() {
			kinds(v.Index(i), used)
		}
	case reflect.Struct:
		used[v.Type().Name()] = true
		for i := range v.NumField() {
			kinds(v.Field(i), used)
		}
	}
}

// declared returns the node types that Go files declare.
func declared(t *testing.T, files ...string) []string {
	var names []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		goast.Inspect(file, func(n goast.Node) bool {
			if spec, ok := n.(*goast.TypeSpec); ok {
				if s, ok := spec.Type.(*goast.StructType); ok && slices.ContainsFunc(s.Fields.List, embedsSpan) {
					names = append(names, spec.Name.Name)
				}
			}
			return true
		})
	}
	if len(names) < 40 {
		t.Fatalf("found only %v", names)
	}
	return names
}

// embedsSpan reports whether a field makes a struct a node.
func embedsSpan(f *goast.Field) bool {
	id, ok := f.Type.(*goast.Ident)
	return ok && f.Names == nil && strings.HasSuffix(id.Name, "Span")
}
