#!/usr/bin/env bash
# Prints the path of a python that has the vendor's SDK.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
made=$("$here/../../../../tools/venv.sh" "$here" "the vendor's SDK for Python")
echo "$made/bin/python"
