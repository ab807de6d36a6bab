#!/usr/bin/env bash
# Checks formatting, go vet, staticcheck, types and prettier.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=0
check() { "$@" || failed=1; }

unformatted=$(gofmt -l engine plots wasm)
if [ -n "$unformatted" ]; then
  echo "gofmt: these files are not formatted (make fmt does it):" $unformatted
  failed=1
fi
native=$(bash .ci/packages.sh native)
browser="./plots/... ./wasm/... ./engine/internal/device/... ./engine/internal/devicetest" # where files lie that only the browser builds
staticcheck=$(go tool -n staticcheck)
check go vet $native
check env GOOS=js GOARCH=wasm go vet $browser
check "$staticcheck" $native
check env GOOS=js GOARCH=wasm "$staticcheck" $browser
cd web
check node_modules/.bin/tsc --noEmit
check node_modules/.bin/prettier --check --log-level warn .
exit $failed
