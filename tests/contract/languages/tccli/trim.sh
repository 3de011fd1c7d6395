#!/usr/bin/env bash
# Removes from an installed tccli the descriptions of all other services, 200 MB, and the plugins that need compiled
# packages: trim.sh SITE_PACKAGES
set -euo pipefail

find "$1/tccli/services" -mindepth 1 -maxdepth 1 -type d ! -name ciam -exec rm -rf {} +
rm -rf "$1"/tccli/plugins/{ci,cos,test}
