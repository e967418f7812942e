#!/usr/bin/env bash
# Scores readings and relations on the hand-annotated pages: reading.sh DATA [ERRORS]
set -euo pipefail
data=$(cd "$1" && pwd); cd "$(dirname "$0")/.."
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
cargo build --release --quiet
bin=${CARGO_TARGET_DIR:-target}/release/onrecord
"$bin" read "$data"/seeds --jsonl > "$out/readings.jsonl"
"$bin" add --record "$out/seeds.onrecord" "$data"/seeds
"$bin" export --record "$out/seeds.onrecord" --format jsonl --out "$out/record"
"$bin" verify --record "$out/seeds.onrecord"
python3 "$data/score/score_reading.py" --gold "$data/gold/pages/first" --gold2 "$data/gold/pages/second" \
  --pages "$data/seeds" --record "$out/record" --errors "${2:-0}" "$out/readings.jsonl"
