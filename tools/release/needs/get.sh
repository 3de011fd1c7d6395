#!/usr/bin/env bash
# Installs what a release is made and checked with, and prints the folder that has it in node_modules: Node for each
# platform that gets an executable, what puts the plugin into it, what writes the bills of materials, pnpm to install the
# result with, and a grammar of C#.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
# Forced, because a Node for another platform is not for this machine.
"$here/../../npm.sh" "$here" release "what a release is made and checked with" "half a minute, 600 MB" --force
