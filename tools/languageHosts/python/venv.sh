#!/usr/bin/env bash
# Installs Pulumi's SDK for Python into a virtual environment in the cache folder, once, and prints the path of the
# environment. The versions are those of requirements.txt.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cache=${CIAM_TOOLS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pulumi-tencentcloud-ciam}

say() { echo "$@" >&2; }

command -v python3 >/dev/null && python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || {
  say "an example of the plugin is written in Python: install Python 3.10 or newer, with venv and pip (on Debian: apt-get install python3-venv), and run this again"
  exit 1
}

version=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
made=$cache/python-pulumi-$version-$(sha256sum <"$here/requirements.txt" | cut -c1-8)
[ -x "$made/bin/python" ] && echo "$made" && exit

say "installing Pulumi's SDK for Python (seconds, once; kept in $cache)"
mkdir -p "$cache"
part=$(mktemp -d "$made.XXXXXX")
trap 'rm -rf "$part"' EXIT
python3 -m venv "$part"
"$part/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
  --requirement "$here/requirements.txt" >&2 || {
  say "Pulumi's SDK for Python could not be installed: can pip reach its package index?"
  exit 1
}
# Whoever is first wins; a second installation at the same time is thrown away. Python finds its folder by itself.
mv -T "$part" "$made" 2>/dev/null || [ -x "$made/bin/python" ]
echo "$made"
