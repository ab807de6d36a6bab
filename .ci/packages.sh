#!/usr/bin/env bash
# Prints the Go packages that hold something to check.
#   packages.sh native    those that build here without a display: all but what draws with Ebitengine
#   packages.sh js        those that build for the browser
set -euo pipefail
list() { # the packages of a platform with Go files or tests of their own, and whether they need Ebitengine
  go list -e -f '{{if or .GoFiles .TestGoFiles .XTestGoFiles}}{{.ImportPath}} {{range .Deps}}{{if eq . "github.com/hajimehoshi/ebiten/v2"}}ebitengine{{end}}{{end}}{{end}}' ./... | grep . || true
}
case "$1" in
native) list | awk '$2 == "" {print $1}' ;;
js) GOOS=js GOARCH=wasm list | awk '{print $1}' | grep -v '/cmd/' ;;
*) echo "packages.sh: given $1, expected native or js" >&2; exit 2 ;;
esac
