#!/usr/bin/env bash
# Fetches the jars that a folder's pom.xml names into the cache folder, once, and prints where they are: jars.sh FOLDER WHAT.
# Every jar is the one in the folder's jars.sha256.
set -euo pipefail

from=$(cd "$1" && pwd)
what=$2
cache=${CIAM_TOOLS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pulumi-tencentcloud-ciam}

say() { echo "$@" >&2; }

made=$cache/jars-$(cat "$from"/{pom.xml,jars.sha256} | sha256sum | cut -c1-8)
[ -d "$made" ] && echo "$made" && exit

command -v javac >/dev/null && command -v mvn >/dev/null || {
  say "the tests need $what too: install a JDK of Java 11 or newer and Maven (on Debian: apt-get install default-jdk-headless maven), and run this again"
  exit 1
}
say "fetching $what (half a minute at most, once; kept in $cache)"
mkdir -p "$cache"
part=$(mktemp -d "$made.XXXXXX")
trap 'rm -rf "$part"' EXIT
mvn --batch-mode --quiet --file "$from/pom.xml" -DoutputDirectory="$part" -DincludeScope=runtime \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies >&2 || {
  say "$what could not be fetched: can Maven reach its repository?"
  exit 1
}
(cd "$part" && sha256sum --check --quiet --strict "$from/jars.sha256") >&2
# Whoever is first wins; what came a second time is thrown away.
mv -T "$part" "$made" 2>/dev/null || [ -d "$made" ]
echo "$made"
