#!/usr/bin/env bash
# Runs a command in which Node.js has WebGPU: on the machine's GPU or, where there is none or SOFTWARE_GPU is set, on the
# software driver that comes with Chromium. Usage: webgpu.sh COMMAND...
#
# The environment is cut down to what is needed: Go programs in Node.js copy it into a page of 8 kB.
set -euo pipefail
web=$(cd "$(dirname "$0")/../web" && pwd)
variables=("PATH=$(dirname "$(command -v node)"):/usr/bin:/bin" "HOME=$HOME" "NODE_OPTIONS=--import=$web/webgpu.mjs" "GPU_BACKEND=${GPU_BACKEND-}")

has_adapter() { env -i "${variables[@]}" node -e 'navigator.gpu.requestAdapter().then((a) => process.exit(a ? 0 : 1))' 2>/dev/null; }

if [ -n "${SOFTWARE_GPU-}" ] || ! has_adapter; then
  chromium=$(bash "$(dirname "$0")/chromium.sh")
  # Browsers lie beside their libraries, but for scripts that start them.
  for folder in "$(dirname "$(readlink -f "$chromium")")" "$(dirname "$chromium")/../lib/$(basename "$chromium")"; do
    [ ! -f "$folder/vk_swiftshader_icd.json" ] || libraries=$(cd "$folder" && pwd)
  done
  if [ -z "${libraries-}" ]; then
    echo "No GPU is here, and $chromium brings no software driver (vk_swiftshader_icd.json)." >&2
    exit 1
  fi
  variables+=("VK_ICD_FILENAMES=$libraries/vk_swiftshader_icd.json" "LD_LIBRARY_PATH=$libraries")
fi
exec env -i "${variables[@]}" "$@"
