#!/usr/bin/env bash
# Installs what a release is made and checked with into the cache folder, once, without running any script of a package,
# and prints the folder that has it in node_modules: Node for each platform that gets an executable, what puts the plugin
# into it, what writes the bills of materials, pnpm to install the result with, and a grammar of C#. Versions and hashes
# are those of package-lock.json.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cache=${CIAM_TOOLS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pulumi-tencentcloud-ciam}

say() { echo "$@" >&2; }

made=$cache/release-$(sha256sum <"$here/package-lock.json" | cut -c1-8)
[ -d "$made/node_modules" ] && echo "$made" && exit

say "installing what a release is made and checked with (half a minute, 600 MB, once; kept in $cache)"
mkdir -p "$cache"
part=$(mktemp -d "$made.XXXXXX")
trap 'rm -rf "$part"' EXIT
cp "$here"/package{,-lock}.json "$part"
# Forced, because a Node for another platform is not for this machine.
npm ci --prefix "$part" --force --ignore-scripts --omit=optional --silent --no-progress --no-audit >&2 || {
  say "what a release is made with could not be installed: can npm reach its registry?"
  exit 1
}
# Whoever is first wins; a second installation at the same time is thrown away.
mv -T "$part" "$made" 2>/dev/null || [ -d "$made/node_modules" ]
echo "$made"
