#!/usr/bin/env bash
# Builds the hosts that run Pulumi programs in Python, Go and YAML from pinned Go modules, once, into the cache folder
# outside the checkout, and `sdkgen`, which writes SDKs for all languages. What it does goes to stderr, the folder that
# holds all of them to stdout. The examples of the plugin are run with them, and `make release` writes the SDKs; the Node
# host comes with the CLI (tools/pulumi/get.sh).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cache=${CIAM_TOOLS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pulumi-tencentcloud-ciam}
made=$cache/language-hosts-$(cat "$here"/*/go.mod "$here"/*/*.go "$here"/*/*.png "$here/get.sh" | sha256sum | cut -c1-8)

say() { echo "$@" >&2; }

[ -d "$made" ] && echo "$made" && exit

command -v go >/dev/null || {
  say "the hosts of Pulumi programs in Python, Go and YAML are built with Go: install Go 1.26, or Go 1.23 or newer, which fetches it, and run this again"
  exit 1
}

build() { # folder of the Go module, version that the host tells, folder for the binary
  (cd "$here/$1" && GOBIN=$3 go install -p "${CIAM_BUILD_JOBS:-2}" -trimpath -tags osusergo,grpcnotrace \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v$2" tool) >&2
}

# What runs a Python program is a script beside its host, and comes with Pulumi's SDK.
python_scripts() {
  local sdk
  sdk=$(cd "$here/python" && go list -m -f '{{.Dir}}' github.com/pulumi/pulumi/sdk/v3)
  install -m 755 "$sdk/python/cmd/pulumi-language-python-exec" "$1/"
}

say "building Pulumi's hosts for Python, Go and YAML (about three minutes, once; kept in $cache)"
mkdir -p "$cache"
part=$(mktemp -d "$made.XXXXXX")
trap 'rm -rf "$part"' EXIT
build python 3.187.0 "$part"
build go 3.187.0 "$part"
build yaml 1.38.1 "$part"
(cd "$here/sdkgen" && go build -p "${CIAM_BUILD_JOBS:-2}" -trimpath -tags osusergo,grpcnotrace -ldflags "-s -w" -o "$part/sdkgen" .) >&2
python_scripts "$part"
chmod 755 "$part"
# Whoever is first wins; a second build at the same time is thrown away.
mv -T "$part" "$made" 2>/dev/null || [ -d "$made" ]
echo "$made"
