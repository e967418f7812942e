#!/usr/bin/env bash
# Seconds to add the five seed pages to a new record, five runs: add.sh DATA
set -euo pipefail
data=$(cd "$1" && pwd); cd "$(dirname "$0")/.."
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
cargo build --release --quiet
bin=${CARGO_TARGET_DIR:-target}/release/onrecord
for run in 1 2 3 4 5; do
  start=$(date +%s.%N)
  "$bin" add --record "$out/$run.onrecord" "$data"/seeds >/dev/null 2>&1
  end=$(date +%s.%N)
  awk -v a="$start" -v b="$end" -v r="$run" 'BEGIN { printf "run %s: %.3f s\n", r, b - a }'
done
