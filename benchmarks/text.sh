#!/usr/bin/env bash
# Scores what is read of pasted text: text.sh DATA. Pages are rendered as selecting and copying all of them in a browser gives them.
#
# Held out: each page is read with forests that training/pasted_text learns here from the other hosts (about four minutes of one core,
# into the cache folder, anew where what they are made from has changed; HELD_OUT=no leaves it out). Seen: with the program's own forest, which has learnt from these pages. Beside them the rules without a model, and
# the peers where pip can have them (PEERS=no leaves them out), all over the same lines. Then the hand-annotated pages, by the scorer's own
# measure.
set -euo pipefail
data=$(cd "$1" && pwd); cd "$(dirname "$0")/.."
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
here=$PWD/benchmarks/text
cargo build --release --quiet -p onrecord-page --example copied_text --example copied_main --example line_rows --example main_text --example pages_jsonl
bin=${CARGO_TARGET_DIR:-target}/release/examples
"$bin/copied_text" "$data"/data/extract/pages/*.gz > "$out/copied.jsonl"
python3 training/pasted_text/labels.py "$out/copied.jsonl" "$data/data/extract/gold.json" > "$out/labelled.jsonl"
systems=()
system() {
  local name=$1; shift
  "$@" < "$out/labelled.jsonl" > "$out/$name.jsonl" 2> "$out/$name.err" && systems+=("$name=$out/$name.jsonl")
  sed "s/^/$name: /" "$out/$name.err" | tail -n 1
}
if [ "${HELD_OUT:-yes}" = yes ]; then
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/onrecord-benchmarks
  made_from=$(cat training/pasted_text/*.py crates/page/src/*.rs crates/page/src/*/*.rs crates/page/src/pasted/trained/*.rs crates/page/data/*.txt "$out/labelled.jsonl" | sha256sum)
  folds=$cache/text-folds
  if [ "$(cat "$folds/made-from" 2> /dev/null || true)" != "$made_from" ]; then
    python=$(bash benchmarks/peers.sh training/pasted_text)
    bash training/pasted_text/run.sh "$data" "$bin" "$python" "$out/all.forest" "$folds" > "$out/train.log" 2>&1 || { cat "$out/train.log" >&2; exit 1; }
    echo "$made_from" > "$folds/made-from"
  fi
  "$bin/copied_main" < "$folds/held_out.jsonl" > "$out/held_out.jsonl" 2> /dev/null
  systems+=("onrecord, held out by host=$out/held_out.jsonl")
fi
system "onrecord, seen in training" "$bin/copied_main"
system "onrecord, rules alone" "$bin/copied_main" --rules
system "stop words (after jusText)" python3 "$here/peer.py" density
if [ "${PEERS:-yes}" = yes ] && peer=$(bash benchmarks/peers.sh "$here"); then
  system justext "$peer" "$here/peer.py" justext || true
  system trafilatura "$peer" "$here/peer.py" trafilatura || true
fi
python3 "$here/score.py" "$out/labelled.jsonl" "${systems[@]}"
echo "the hand-annotated pages"
"$bin/pages_jsonl" "$data"/seeds/*.txt > "$out/seeds.jsonl"
python3 "$data/score/score_reading.py" --gold "$data/gold/pages/first" --gold2 "$data/gold/pages/second" --pages "$data/seeds" "$out/seeds.jsonl" |
  grep -E "items|boilerplate" || true
