#!/usr/bin/env bash
# Quotation attribution on PolNeAR dev, each document read as one article, beside its peers: quotes.sh DATA
#
# Onrecord with each of its models and, where pip can have them, textacy, a baseline of our own over spaCy's parse, and spaCy's
# whole small pipeline as the yardstick of speed; each on one thread, in turns, ROUNDS times (3). PEERS=no leaves them out.
# Words a second are of the documents alone: starting a program and loading its model are left out for all alike.
set -euo pipefail
data=$(cd "$1" && pwd); cd "$(dirname "$0")/.."
here=$PWD/benchmarks/quotes
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
# shellcheck source=benchmarks/quotes/turns.sh
source "$here/turns.sh"

cargo build --release --quiet -p onrecord-reading --example attributions
bin=${CARGO_TARGET_DIR:-target}/release/examples/attributions
systems=()
for model in $(models_of "$bin"); do systems+=("onrecord-$model"); done
python=
if [ "${PEERS:-yes}" = yes ] && python=$(bash benchmarks/peers.sh "$here" spacy); then systems+=(textacy baseline spacy); fi

command_of() {
  case $1 in
    onrecord-default) command=("$bin") ;;
    onrecord-*) command=("$bin" --model "${1#onrecord-}") ;;
    *) command=("$python" "$here/peer.py" "$1") ;;
  esac
}

gzip -dc "$data/data/quotes/dev.jsonl.gz" > "$out/dev.jsonl"
turns "$out/dev.jsonl" "$out" "${systems[@]}"
for system in "${ran[@]}"; do
  python3 "$data/score/score_attribution.py" "$out/dev.jsonl" "$out/$system.jsonl" --name "$system" \
    --cues "$data/score/speech_cues.txt" --json "$out/$system.score.json" > "$out/scored"
  [ "$system" = spacy ] || cat "$out/scored"
done
echo
python3 "$here/table.py" "$out" "${ran[@]}"
