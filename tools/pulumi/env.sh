#!/usr/bin/env bash
# Prints the exports for typing `pulumi` by hand in this checkout: everything stays inside it, and stack `dev` is made
# and selected so that `pulumi up` is the next thing to type.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
home=$root/.pulumi-home
mkdir -p "$home/state"

export PATH="$root/node_modules/.bin:$("$root/tools/pulumi/get.sh"):$PATH"
export PULUMI_HOME=$home PULUMI_BACKEND_URL=file://$home/state PULUMI_CONFIG_PASSPHRASE=
export PULUMI_SKIP_UPDATE_CHECK=true PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true

(cd "$root" && pulumi stack select --create dev --non-interactive >/dev/null) || exit 1

printf 'export PATH=%q\n' "$PATH"
for name in PULUMI_HOME PULUMI_BACKEND_URL PULUMI_CONFIG_PASSPHRASE PULUMI_SKIP_UPDATE_CHECK PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION; do
  printf 'export %s=%q\n' "$name" "${!name}"
done
