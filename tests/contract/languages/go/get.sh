#!/usr/bin/env bash
# Builds the program in main.go with the vendor's SDK for Go into the cache folder, once, and prints the path of it.
# The version of the SDK is pinned by go.mod and go.sum.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cache=${CIAM_TOOLS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pulumi-tencentcloud-ciam}

say() { echo "$@" >&2; }

made=$cache/go-$(cat "$here"/{main.go,go.mod,go.sum} | sha256sum | cut -c1-8)/smoke
[ -x "$made" ] && echo "$made" && exit

command -v go >/dev/null || {
  say "the tests drive the emulator with the vendor's SDK for Go too: install Go 1.23 or newer (https://go.dev/dl), and run this again"
  exit 1
}
say "building with the vendor's SDK for Go (half a minute at most, once; kept in $cache)"
mkdir -p "$(dirname "$made")"
part=$(mktemp "$made.XXXXXX")
trap 'rm -f "$part"' EXIT
# As the Pulumi CLI is built beside it, so that both share what is compiled.
(cd "$here" && GOFLAGS=-mod=readonly go build -trimpath -tags osusergo,grpcnotrace -ldflags "-s -w" -o "$part" .) >&2 || {
  say "the program could not be built: can go reach its module proxy?"
  exit 1
}
chmod 755 "$part"
mv -T "$part" "$made"
echo "$made"
