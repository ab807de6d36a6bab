#!/usr/bin/env bash
# Prints the path of a Chromium, and installs one with apt where there is none. $CHROMIUM names another.
set -euo pipefail

find_browser() {
  local name
  for name in ${CHROMIUM:-} chromium chromium-browser google-chrome-stable google-chrome; do
    command -v "$name" && return
  done
  return 1
}

find_browser && exit
as_root=
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null && sudo -n true 2>/dev/null && as_root="sudo -n" || as_root=none
fi
if [ "$as_root" = none ] || ! command -v apt-get >/dev/null; then
  echo "Chromium is missing: install the package \"chromium\", or set CHROMIUM to a browser's path." >&2
  exit 1
fi
{
  echo "installing Chromium with apt"
  $as_root apt-get update -q
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -qy --no-install-recommends chromium
} >&2 </dev/null
find_browser
