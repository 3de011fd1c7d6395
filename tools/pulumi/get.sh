#!/usr/bin/env bash
# Finds the Pulumi CLI, or makes it: what it does goes to stderr, the folder that holds `pulumi` to stdout.
#   1. the one on the PATH, when it is new enough and its Node host is there
#   2. the one made earlier, in the cache folder outside the checkout
#   3. built from pinned Go modules, when Go is there (about five minutes, once)
#   4. the official installer, through Pulumi's Automation API
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cli_version=3.259.0
host_version=3.187.0
oldest=3.216.0
cache=${CIAM_TOOLS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pulumi-tencentcloud-ciam}
made=$cache/pulumi-$cli_version-$(cat "$here"/*/go.mod | sha256sum | cut -c1-8)

say() { echo "$@" >&2; }

new_enough() { [ "$(printf '%s\n%s\n' "$oldest" "$1" | sort -V | head -n 1)" = "$oldest" ]; }

from_path() {
  local pulumi version
  pulumi=$(command -v pulumi) || return 1
  version=$("$pulumi" version 2>/dev/null | sed 's/^v//')
  new_enough "$version" || { say "pulumi $version on the PATH is older than $oldest: not used"; return 1; }
  command -v pulumi-language-nodejs >/dev/null || { say "pulumi $version on the PATH has no Node host beside it: not used"; return 1; }
  dirname "$pulumi"
}

from_cache() {
  local folder
  for folder in "$made" "$made/bin"; do [ -x "$folder/pulumi" ] && echo "$folder" && return; done
  return 1
}

build() { # folder of the Go module, version, folder for the binary
  (cd "$here/$1" && GOBIN=$3 go install -trimpath -tags osusergo,grpcnotrace \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v$2" tool) >&2
}

from_go() {
  command -v go >/dev/null || return 1
  say "building the Pulumi CLI $cli_version from Go modules (about five minutes, once; kept in $cache)"
  mkdir -p "$cache"
  local part
  part=$(mktemp -d "$made.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf '$part'" EXIT
  build nodehost "$host_version" "$part" && build cli "$cli_version" "$part" || return 1
  install -m 755 "$root/node_modules/@pulumi/pulumi/pulumi-resource-pulumi-nodejs" "$part/"
  chmod 755 "$part"
  # Whoever is first wins; a second build at the same time is thrown away.
  mv -T "$part" "$made" 2>/dev/null || [ -x "$made/pulumi" ]
  echo "$made"
}

from_installer() {
  say "no Go here: asking Pulumi's installer for $cli_version"
  node -e '
    const { PulumiCommand } = require("@pulumi/pulumi/automation");
    PulumiCommand.install({ version: require("semver").parse(process.argv[1]), root: process.argv[2] }).then(
      () => undefined,
      (error) => { process.stderr.write(String(error.message) + "\n"); process.exit(1); });
  ' "$cli_version" "$made" >&2 || return 1
  echo "$made/bin"
}

cd "$root"
from_path || from_cache || from_go || from_installer || {
  say "no Pulumi CLI could be had: install pulumi $oldest or newer (https://www.pulumi.com/docs/install/), or Go 1.26, and run this again"
  exit 1
}
