#!/usr/bin/env bash
# The web UI's checks: types, unit tests, and browser tests against the program that the Rust step built.
set -euo pipefail
cd "$(dirname "$0")/../web"
stamp=node_modules/.onrecord-installed
if ! cmp -s package-lock.json "$stamp"; then
  npm ci --prefer-offline --no-audit --no-fund --ignore-scripts
  cp package-lock.json "$stamp"
fi
npm run check
npm test
npm run e2e
