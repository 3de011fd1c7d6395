#!/usr/bin/env bash
# Installs what a folder's package-lock.json pins into the cache folder, once, without running any script of a package,
# and prints the folder that has it in node_modules: npm.sh FOLDER NAME WHAT COST [OPTIONS OF NPM…].
set -euo pipefail

from=$(cd "$1" && pwd)
what=$3
cache=${CIAM_TOOLS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pulumi-tencentcloud-ciam}

say() { echo "$@" >&2; }

made=$cache/$2-$(sha256sum <"$from/package-lock.json" | cut -c1-8)
[ -d "$made/node_modules" ] && echo "$made" && exit

say "installing $what ($4, once; kept in $cache)"
mkdir -p "$cache"
part=$(mktemp -d "$made.XXXXXX")
trap 'rm -rf "$part"' EXIT
cp "$from"/package{,-lock}.json "$part"
npm ci --prefix "$part" "${@:5}" --ignore-scripts --omit=optional --silent --no-progress --no-audit >&2 || {
  say "$what could not be installed: can npm reach its registry?"
  exit 1
}
# Whoever is first wins; a second installation at the same time is thrown away.
mv -T "$part" "$made" 2>/dev/null || [ -d "$made/node_modules" ]
echo "$made"
