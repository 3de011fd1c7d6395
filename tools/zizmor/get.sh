#!/usr/bin/env bash
# Installs zizmor, which audits GitHub workflows, into a virtual environment in the cache folder, once, and prints its
# path. Version and hashes are those of requirements.txt.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cache=${CIAM_TOOLS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pulumi-tencentcloud-ciam}

say() { echo "$@" >&2; }

command -v python3 >/dev/null && python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))' 2>/dev/null || {
  say "the workflows of the examples are audited with zizmor, which comes by pip: install Python 3.9 or newer, with venv and pip (on Debian: apt-get install python3-venv), and run this again"
  exit 1
}

made=$cache/zizmor-$(sha256sum <"$here/requirements.txt" | cut -c1-8)
[ -x "$made/bin/zizmor" ] && echo "$made/bin/zizmor" && exit

say "installing zizmor (seconds, once; kept in $cache)"
mkdir -p "$cache"
part=$(mktemp -d "$made.XXXXXX")
trap 'rm -rf "$part"' EXIT
python3 -m venv "$part"
"$part/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
  --requirement "$here/requirements.txt" >&2 || {
  say "zizmor could not be installed: can pip reach its package index?"
  exit 1
}
# Whoever is first wins; a second installation at the same time is thrown away. It is a program of its own and knows no path.
mv -T "$part" "$made" 2>/dev/null || [ -x "$made/bin/zizmor" ]
echo "$made/bin/zizmor"
