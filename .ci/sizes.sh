#!/usr/bin/env bash
# Checks what a visitor downloads against its budget, in bytes of brotli.
set -euo pipefail
cd "$(dirname "$0")/.."
failed=0
budget() { # name, bytes, kind of file
  local files=(dist/assets/"$1"-*."${3:-wasm}".br)
  local size
  size=$(stat -c %s "${files[0]}")
  printf '%-8s %9d of %9d bytes\n' "$1" "$size" "$2"
  if [ "$size" -gt "$2" ] || [ ${#files[@]} -ne 1 ]; then failed=1; fi
}
budget worker 1500000
# It holds the interpreter and every device: the printer and the runtime for GPUs, the choice between devices, and what they
# serve (large trainings, heat maps, shaders to look at) are why 2.8 MB are not enough. Nobody loads it unasked.
budget program 3100000
budget canvas 2000000
# The page's own script, which the first curve waits for.
budget index 25000 js
exit $failed
