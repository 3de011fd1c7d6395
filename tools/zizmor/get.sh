#!/usr/bin/env bash
# Installs zizmor, which audits GitHub workflows, into a virtual environment in the cache folder, once, and prints its
# path. Version and hashes are those of requirements.txt.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
made=$("$here/../venv.sh" "$here" "zizmor, which audits the workflows of the examples,")
echo "$made/bin/zizmor"
