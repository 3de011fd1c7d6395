#!/usr/bin/env bash
# Installs what a folder's requirements.txt pins into a virtual environment in the cache folder, once, and prints where
# it is: venv.sh FOLDER WHAT. Where the pins have hashes, pip takes nothing else. A script trim.sh in the folder, if there
# is one, then removes what is not needed.
set -euo pipefail

from=$(cd "$1" && pwd)
what=$2
cache=${CIAM_TOOLS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pulumi-tencentcloud-ciam}

say() { echo "$@" >&2; }

command -v python3 >/dev/null && python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))' 2>/dev/null || {
  say "the tests need $what too: install Python 3.9 or newer, with venv and pip (on Debian: apt-get install python3-venv), and run this again"
  exit 1
}

version=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
trim=$from/trim.sh
[ -x "$trim" ] || trim=
pins=$(cat "$from/requirements.txt" ${trim:+"$trim"} | sha256sum | cut -c1-8)
made=$cache/$(basename "$from")-$version-$pins
[ -x "$made/bin/python" ] && echo "$made" && exit

say "installing $what (seconds, once; kept in $cache)"
mkdir -p "$cache"
part=$(mktemp -d "$made.XXXXXX")
trap 'rm -rf "$part"' EXIT
python3 -m venv "$part"
"$part/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-compile --only-binary :all: \
  --requirement "$from/requirements.txt" >&2 || {
  say "$what could not be installed: can pip reach its package index?"
  exit 1
}
[ -z "$trim" ] || "$trim" "$("$part/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
# Whoever is first wins; a second installation at the same time is thrown away. Python finds its folder by itself.
mv -T "$part" "$made" 2>/dev/null || [ -x "$made/bin/python" ]
echo "$made"
