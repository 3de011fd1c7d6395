#!/usr/bin/env bash
# Installs Testcontainers for Node, and prints the folder that has it in node_modules.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
"$here/../npm.sh" "$here" testcontainers "Testcontainers for Node" seconds
