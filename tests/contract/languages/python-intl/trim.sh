#!/usr/bin/env bash
# Removes from the installed packages all other services, some hundred MB, and a plugin that needs one of them:
# trim.sh SITE_PACKAGES
set -euo pipefail

find "$1/tccli/services" -mindepth 1 -maxdepth 1 -type d ! -name ciam -exec rm -rf {} +
find "$1/tencentcloud" -mindepth 1 -maxdepth 1 -type d ! -name ciam ! -name common -exec rm -rf {} +
rm -rf "$1/tccli/plugins/test"
