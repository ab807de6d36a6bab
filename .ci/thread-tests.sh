#!/usr/bin/env bash
# Runs the Go tests of programs on several threads in Node, which has the threads that pages have when they are isolated;
# the pages of the other browser tests are not. The environment is cut down as in browser-tests.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
node=$(dirname "$(command -v node)")
GOOS=js GOARCH=wasm go test \
  -exec "env -i 'PATH=$node:/usr/bin:/bin' 'HOME=$HOME' '$(go env GOROOT)/lib/wasm/go_js_wasm_exec'" \
  ./engine/internal/device/wasmjit "$@"
