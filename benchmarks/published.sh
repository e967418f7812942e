#!/usr/bin/env bash
# The day of publication of HTML pages, beside htmldate (extensive and fast) where pip can have it: published.sh DATA
#
# Milliseconds a page are of one thread: for Onrecord what finding and weighing the dates of a parsed page take, for htmldate all of its
# work and, beside it, that less the time in which its own parser (lxml) reads the page. PEERS=no leaves htmldate out.
set -euo pipefail
data=$(cd "$1" && pwd); cd "$(dirname "$0")/.."
here=$PWD/benchmarks/published
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
export OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
cargo build --release --quiet -p onrecord-page --example published
bin=${CARGO_TARGET_DIR:-target}/release/examples/published
"$bin" "$data"/data/published/pages/*.gz > "$out/onrecord.jsonl"
systems=(onrecord)
if [ "${PEERS:-yes}" = yes ] && python=$(bash benchmarks/peers.sh "$here" htmldate); then
  for mode in extensive fast; do
    "$python" "$here/peer.py" "$mode" "$data"/data/published/pages/*.gz > "$out/htmldate-$mode.jsonl" && systems+=("htmldate-$mode")
  done
fi
python3 "$here/score.py" "$data/data/published/dates.tsv" "$out" "${systems[@]}"
