#!/usr/bin/env bash
# Fetches the vendor's SDK for Java and compiles Smoke.java into the cache folder, once, and prints the class path of
# both. Versions are those of pom.xml, and every jar is the one in jars.sha256.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cache=${CIAM_TOOLS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pulumi-tencentcloud-ciam}

jars=$("$here/../../../../tools/jars.sh" "$here" "the vendor's SDK for Java")
made=$cache/java-$(cat "$here"/{Smoke.java,pom.xml,jars.sha256} | sha256sum | cut -c1-8)
[ -d "$made" ] && echo "$made:$jars/*" && exit

part=$(mktemp -d "$made.XXXXXX")
trap 'rm -rf "$part"' EXIT
javac --release 11 -encoding UTF-8 -cp "$jars/*" -d "$part" "$here/Smoke.java" >&2
# Whoever is first wins; a second build at the same time is thrown away.
mv -T "$part" "$made" 2>/dev/null || [ -d "$made" ]
echo "$made:$jars/*"
