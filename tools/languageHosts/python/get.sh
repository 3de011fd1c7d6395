#!/usr/bin/env bash
# Installs Pulumi's SDK for Python where the tests find it, once, and prints the path of its virtual environment.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
"$here/../../venv.sh" "$here" "Pulumi's SDK for Python"
