#!/usr/bin/env bash
# Finds a Chromium for the tests of the emulator's page: what it does goes to stderr, the path of the browser to stdout.
#   1. the one that CHROME_PATH names
#   2. the machine's own, on the PATH
#   3. Debian's package, where this is root and there is apt-get
set -euo pipefail

say() { echo "$@" >&2; }

from_path() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do command -v "$name" && return; done
  return 1
}

from_apt() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "installing Chromium for the tests of the emulator's page (about a minute, once)"
  { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium ||
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; }; } >&2 || return 1
  from_path
}

if [ -n "${CHROME_PATH:-}" ]; then
  [ -x "$CHROME_PATH" ] || { say "CHROME_PATH is $CHROME_PATH, and that is no program"; exit 1; }
  echo "$CHROME_PATH"
  exit
fi
from_path || from_apt || {
  say "no Chromium here: install chromium, or say where one is with CHROME_PATH, and run this again"
  exit 1
}
