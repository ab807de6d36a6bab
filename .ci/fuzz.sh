#!/usr/bin/env bash
# Runs every fuzz target for the given time.
set -euo pipefail
cd "$(dirname "$0")/.."
grep -rlE '^func Fuzz' --include='*_test.go' engine plots wasm | while read -r file; do
  grep -oE '^func Fuzz\w+' "$file" | while read -r _ target; do
    echo "fuzz $target in ${file%/*}"
    go test -run '^$' -fuzz "^$target\$" -fuzztime "$1" "./${file%/*}"
  done
done
