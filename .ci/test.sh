#!/usr/bin/env bash
# Runs every layer of tests, each to its end, and closes with a summary.
set -uo pipefail
cd "$(dirname "$0")/.."
mkdir -p .build
passed=0 failed=0 summary=

layer() { # title, command...
  local title=$1 start=$SECONDS result
  shift
  printf '\n== %s\n' "$title"
  if "$@" </dev/null; then
    result=ok passed=$((passed + 1))
  else
    result=FAILED failed=$((failed + 1))
  fi
  printf -v line '%-34s %-6s %4d s' "$title" "$result" $((SECONDS - start))
  printf '== %s\n' "$line"
  summary+=$line$'\n'
}

# The browser tests hold the GPU to all cases. Here is what shows that programs outside of browsers have one, and do
# without it when it goes, and that shaders with float16 are valid; `make test-gpu` runs all.
gpu_in_node() {
  GPU_BACKEND=null PACKAGES=./engine/internal/device/webgpu bash .ci/gpu-tests.sh -run WGSLIsValid &&
    bash .ci/gpu-tests.sh -run 'GPU(Lost|History|Missing|Many|Large|Trains)|TestGPU$/^(primitives|programs)$|RandomProgramsOnGPU'
}
native_tests() { go test $(bash .ci/packages.sh native | grep -vx fluxion/wasm); }
end_to_end() {
  local chromium
  chromium=$(bash .ci/chromium.sh) && cd web && CHROMIUM=$chromium node_modules/.bin/playwright test
}

layer "Lint: Go and TypeScript" bash .ci/lint.sh
layer "Imports" go test -count=1 ./wasm # a cached result would not see what other packages import
layer "Go tests" native_tests
layer "Go tests in the browser" bash .ci/browser-tests.sh
layer "Go tests on several threads" bash .ci/thread-tests.sh
layer "Go tests on a GPU in Node.js" gpu_in_node
layer "Build of the site" make dist
layer "Size budgets" bash .ci/sizes.sh
layer "End to end in the browser" end_to_end

printf '\n%s\n%d passed, %d failed\n' "$summary" $passed $failed
[ $failed -eq 0 ]
