#!/usr/bin/env bash
# Runs the Go tests of the device "gpu" in Node.js, as webgpu.sh does. Usage: gpu-tests.sh [ARGUMENT...] for go test;
# $PACKAGES says of which packages.
set -euo pipefail
cd "$(dirname "$0")/.."
packages=${PACKAGES:-./engine/gpu ./engine/internal/device/webgpu/... ./engine/internal/devicetest}
GOOS=js GOARCH=wasm go test -exec "bash '$PWD/.ci/webgpu.sh' '$(go env GOROOT)/lib/wasm/go_js_wasm_exec'" \
  -timeout 30m -run 'GPU|WGSL' $packages "$@"
