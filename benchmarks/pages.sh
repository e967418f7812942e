#!/usr/bin/env bash
# Scores main text on the open half: pages.sh DATA. Days of publication are published.sh's.
set -euo pipefail
data=$(cd "$1" && pwd); cd "$(dirname "$0")/.."
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
cargo build --release --quiet -p onrecord-page --example main_text
bin=${CARGO_TARGET_DIR:-target}/release/examples/main_text
"$bin" "$data"/data/extract/pages/*.gz > "$out/extract.jsonl"
python3 "$data/score/score_extract.py" "$data/data/extract/gold.json" "$out/extract.jsonl"
