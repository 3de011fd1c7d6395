#!/usr/bin/env bash
# Prints the path of a python that has the vendor's international command tccli-intl-en and its SDK.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
made=$("$here/../../../../tools/venv.sh" "$here" "the vendor's international command and SDK for Python")
echo "$made/bin/python"
