#!/usr/bin/env bash
# Scores main text on the open half, and times HTML to clean items: pages.sh DATA. Days of publication are published.sh's.
#
# Beside trafilatura in the same run where pip can have it, for its text alone and with the metadata and the date that onrecord always
# finds; in turns, ROUNDS times (3), one thread each, the processor's seconds without unpacking; PEERS=no leaves it out. The forest of the
# main text has seen these pages: training/main_text prints cross-validated figures.
set -euo pipefail
data=$(cd "$1" && pwd); cd "$(dirname "$0")/.."
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
cargo build --release --quiet -p onrecord-page --example main_text --example pages_rate
bin=${CARGO_TARGET_DIR:-target}/release/examples/main_text
"$bin" "$data"/data/extract/pages/*.gz > "$out/extract.jsonl"
echo "onrecord"
python3 "$data/score/score_extract.py" "$data/data/extract/gold.json" "$out/extract.jsonl"
here=$PWD/benchmarks/pages
rate=${CARGO_TARGET_DIR:-target}/release/examples/pages_rate
peer=
if [ "${PEERS:-yes}" = yes ]; then peer=$(bash benchmarks/peers.sh "$here" trafilatura) || peer=; fi
for _ in $(seq "${ROUNDS:-3}"); do
  "$rate" "$data"/data/extract/pages/*.gz >> "$out/onrecord.rate" 2> /dev/null
  if [ -n "$peer" ]; then
    for work in text metadata; do
      "$peer" "$here/trafilatura_peer.py" $work "$data"/data/extract/pages/*.gz > "$out/$work.jsonl" 2> "$out/peer.err"
      tail -n 1 "$out/peer.err" >> "$out/$work.rate"
    done
  fi
done
if [ -n "$peer" ]; then
  echo "trafilatura"
  python3 "$data/score/score_extract.py" "$data/data/extract/gold.json" "$out/text.jsonl"
fi
python3 "$here/ratio.py" "onrecord=$out/onrecord.rate" ${peer:+"trafilatura, text=$out/text.rate" "trafilatura, metadata=$out/metadata.rate"}
