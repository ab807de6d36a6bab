#!/usr/bin/env bash
# Runs Go tests in a real browser. Usage: browser-tests.sh [PACKAGE...]; without any, all that have tests.
#
# The environment is cut down to what a browser needs: wasm_exec.js copies it, with the arguments, into a page of
# 8 kB and gives up where that is too small.
set -euo pipefail
cd "$(dirname "$0")/.."
chromium=$(bash .ci/chromium.sh)
runner=$(go tool -n wasmbrowsertest)
if [ $# -eq 0 ]; then
  mapfile -t packages < <(GOOS=js GOARCH=wasm go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' \
    $(bash .ci/packages.sh js) | grep .)
  set -- "${packages[@]}"
fi
browser=$(mktemp -d)
trap 'rm -rf "$browser"' EXIT
# The runner looks for a browser by name; WebGL and WebGPU in software make Chromium able to do without a GPU.
flags="--enable-unsafe-swiftshader --enable-unsafe-webgpu --use-webgpu-adapter=swiftshader"
printf '#!/bin/sh\nexec %q %s "$@"\n' "$chromium" "$flags" >"$browser/chromium"
chmod +x "$browser/chromium"
GOOS=js GOARCH=wasm go test -timeout 30m \
  -exec "env -i 'PATH=$browser:/usr/bin:/bin' 'HOME=$HOME' 'GOROOT=$(go env GOROOT)' '$runner'" "$@"
