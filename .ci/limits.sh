#!/usr/bin/env bash
# Compiles the benchmark's hand-written kernels into a folder, where a clang is found that can: they are the limit that
# generated code is compared with, and the comparison does without them elsewhere. Usage: limits.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p "$1"
rm -f "$1"/*
for clang in ${CLANG:-} clang clang-2{2,1,0} clang-1{9,8,7,6}; do
  linker=wasm-ld${clang#clang}
  command -v "$clang" "$linker" >/dev/null || continue
  compile() { # file, options...
    "$clang" --target=wasm32 -O3 -msimd128 "${@:2}" -ffreestanding -nostdlib -Wall -c -o "$1.o" web/bench/limits.c &&
      "$linker" --no-entry --import-memory -z stack-size=65536 -o "$1" "$1.o"
  }
  compile "$1/limits.wasm" && compile "$1/limits-relaxed.wasm" -mrelaxed-simd && exit
  rm -f "$1"/*
done
echo "No clang for wasm32 (16 or newer, with its lld) is here: the column of the limit is left out."
