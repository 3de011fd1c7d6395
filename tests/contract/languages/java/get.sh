#!/usr/bin/env bash
# Fetches the vendor's SDK for Java and compiles Smoke.java into the cache folder, once, and prints the class path of
# both. Versions are those of pom.xml, and every jar is the one in jars.sha256.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cache=${CIAM_TOOLS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pulumi-tencentcloud-ciam}

say() { echo "$@" >&2; }

made=$cache/java-$(cat "$here"/{Smoke.java,pom.xml,jars.sha256} | sha256sum | cut -c1-8)
[ -d "$made" ] && echo "$made:$made/*" && exit

command -v javac >/dev/null && command -v mvn >/dev/null || {
  say "the tests drive the emulator with the vendor's SDK for Java too: install a JDK of Java 11 or newer and Maven (on Debian: apt-get install default-jdk-headless maven), and run this again"
  exit 1
}
say "building with the vendor's SDK for Java (half a minute at most, once; kept in $cache)"
mkdir -p "$cache"
part=$(mktemp -d "$made.XXXXXX")
trap 'rm -rf "$part"' EXIT
mvn --batch-mode --quiet --file "$here/pom.xml" -DoutputDirectory="$part" -DincludeScope=runtime \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies >&2 || {
  say "the vendor's SDK for Java could not be fetched: can Maven reach its repository?"
  exit 1
}
(cd "$part" && sha256sum --check --quiet --strict "$here/jars.sha256") >&2
javac --release 11 -encoding UTF-8 -cp "$part/*" -d "$part" "$here/Smoke.java" >&2
# Whoever is first wins; a second build at the same time is thrown away.
mv -T "$part" "$made" 2>/dev/null || [ -d "$made" ]
echo "$made:$made/*"
