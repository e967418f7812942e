#!/usr/bin/env bash
# Time expressions on TimeBank, AQUAINT and MEANTIME, beside HeidelTime and dateparser: time.sh DATA
#
# Every set is scored in two parts, chosen by a hash of the document's name: two thirds that rules are written from, and the third
# whose errors nobody has read. MEANTIME is scored with its date lines and without them. HeidelTime starts a Java process for each
# document, as its wrapper does, so it reads a sample of SAMPLE (8) documents of each set, and Onrecord beside it the same.
# PEERS=no runs Onrecord alone. Words a second are of one thread over the documents alone; HeidelTime's contain its start.
set -euo pipefail
data=$(cd "$1" && pwd); cd "$(dirname "$0")/.."
here=$PWD/benchmarks/time
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
export PYTHONDONTWRITEBYTECODE=1
cargo build --release --quiet -p onrecord-time --example timex_jsonl
bin=${CARGO_TARGET_DIR:-target}/release/examples/timex_jsonl
sets=(timebank aquaint meantime)

for set in "${sets[@]}"; do
  "$bin" < "$data/data/time/$set.jsonl" > "$out/onrecord.$set.jsonl" 2> "$out/onrecord.$set.speed"
done
python3 "$here/table.py" "$data" "$out" onrecord

[ "${PEERS:-yes}" = yes ] || exit 0
python=$(bash benchmarks/peers.sh "$here") || exit 0
systems=(onrecord)
mkdir "$out/sample"
for set in "${sets[@]}"; do
  python3 "$here/sample.py" "${SAMPLE:-8}" < "$data/data/time/$set.jsonl" > "$out/sample/$set.in"
  "$bin" < "$out/sample/$set.in" > "$out/sample/onrecord.$set.jsonl" 2> "$out/sample/onrecord.$set.speed"
done
for system in heideltime dateparser; do
  ran=yes
  for set in "${sets[@]}"; do
    if ! "$python" "$here/peer.py" "$system" < "$out/sample/$set.in" > "$out/sample/$system.$set.jsonl" \
      2> "$out/sample/$system.$set.speed"; then
      echo "no $system: $(tail -n 1 "$out/sample/$system.$set.speed")" >&2
      ran=no
      break
    fi
  done
  [ "$ran" = no ] || systems+=("$system")
done
echo
echo "The same ${SAMPLE:-8} documents of each set:"
python3 "$here/table.py" "$data" "$out/sample" "${systems[@]}" --whole
