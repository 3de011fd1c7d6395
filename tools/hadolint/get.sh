#!/usr/bin/env bash
# Prints the path of hadolint, the linter of image recipes.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
made=$("$here/../venv.sh" "$here" "hadolint, the linter of image recipes")
echo "$made/bin/hadolint"
