#!/usr/bin/env bash
# Prints the path of a python that has the vendor's command tccli; its own script names the folder where it was made.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
made=$("$here/../../../../tools/venv.sh" "$here" "the vendor's command tccli")
echo "$made/bin/python"
