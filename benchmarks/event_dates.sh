#!/usr/bin/env bash
# When events happened and words were said, on MEANTIME: event_dates.sh DATA [ERRORS]
#
# Onrecord's reports of events and statements are paired with MEANTIME's mentions of events by their triggers and cues, and their days are held
# against the corpus's own, beside "always the document's day" on the same pairs. Half of the documents, by a hash of their names, are kept: nobody has read their errors. Where
# the annotators found that the time is not known, not to say is right. MODEL (fast) says what reads.
set -euo pipefail
data=$(cd "$1" && pwd); cd "$(dirname "$0")/.."
here=$PWD/benchmarks/event_dates
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
export PYTHONDONTWRITEBYTECODE=1
cargo build --release --quiet -p onrecord-reading --example event_dates
bin=${CARGO_TARGET_DIR:-target}/release/examples/event_dates
python3 "$here/gold.py" "$data/data/time/meantime-orig.tar.gz" "$out"
"$bin" --model "${MODEL:-fast}" < "$out/documents.jsonl" > "$out/found.jsonl"
python3 "$here/table.py" "$out/gold.json" "$out/found.jsonl" --errors "${2:-0}"
