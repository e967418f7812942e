#!/usr/bin/env bash
# Scores time expressions on the open sets: time.sh DATA
set -euo pipefail
data=$(cd "$1" && pwd); cd "$(dirname "$0")/.."
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
cargo build --release --quiet -p onrecord-time --example timex_jsonl
bin=${CARGO_TARGET_DIR:-target}/release/examples/timex_jsonl
for set in timebank aquaint meantime; do
  echo "== $set"
  "$bin" < "$data/data/time/$set.jsonl" > "$out/$set.jsonl"
  python3 "$data/score/score_timex.py" "$data/data/time/$set.jsonl" "$out/$set.jsonl"
done
