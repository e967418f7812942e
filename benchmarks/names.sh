#!/usr/bin/env bash
# Names on CoNLL++ dev (news) and UNER EWT dev (web), exact spans by type, beside spaCy's models: names.sh DATA
#
# Onrecord with each of its models, then (-actors) by which names the readings call their actors, where peoples and adjectives of
# countries count as places; and, where pip can have them, spaCy's small and medium models on the same tokens; each on
# one thread, in turns, ROUNDS times (3). PEERS=no leaves them out. Words a second are of the sentences alone.
set -euo pipefail
data=$(cd "$1" && pwd); cd "$(dirname "$0")/.."
here=$PWD/benchmarks/quotes; names=$PWD/benchmarks/names
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
# shellcheck source=benchmarks/quotes/turns.sh
source "$here/turns.sh"

systems=()
bin=${CARGO_TARGET_DIR:-target}/release/examples/names
if cargo build --release --quiet -p onrecord-reading --example names 2> "$out/err"; then
  # Rules alone look for no names, only for actors.
  for model in $(models_of "$bin"); do if [ "$model" != rules ]; then systems+=("onrecord-$model"); fi; done
  for model in $(models_of "$bin"); do systems+=("onrecord-$model-actors"); done
else
  echo "no onrecord: $(head -n 1 "$out/err")" >&2
fi
python=
if [ "${PEERS:-yes}" = yes ] && python=$(bash benchmarks/peers.sh "$here" spacy); then systems+=(spacy-sm spacy-md); fi

command_of() {
  case $1 in
    onrecord-default) command=("$bin") ;;
    onrecord-*-actors) model=${1#onrecord-}; command=("$bin" --model "${model%-actors}" --actors) ;;
    onrecord-*) command=("$bin" --model "${1#onrecord-}") ;;
    *) command=("$python" "$names/peer.py" "${1#spacy-}") ;;
  esac
}

measure() { # SET GOLD
  mkdir "$out/$1"
  python3 "$names/sets.py" "$1" "$2" > "$out/$1.jsonl"
  turns "$out/$1.jsonl" "$out/$1" "${systems[@]}"
  python3 "$names/table.py" "$1" "$2" "$out/$1" "${ran[@]}"
}
measure conllpp "$data/data/entities/conllpp_dev.txt.gz"
measure uner "$data/data/entities/uner_ewt_dev.iob2"
