#!/usr/bin/env bash
# From the data to the forest: run.sh DATA BIN PYTHON OUT.forest [FOLDS]. BIN holds the built examples copied_text, main_text and line_rows.
# With FOLDS forests are also learnt without a sixth of the hosts, in turn, into that folder.
set -euo pipefail
data=$1; bin=$2; python=$3; forest=$4; folds=${5:-}
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
"$bin/copied_text" "$data"/data/extract/pages/*.gz > "$work/copied.jsonl"
"$bin/copied_text" "$data"/data/published/pages/*.gz > "$work/more.jsonl"
"$bin/main_text" "$data"/data/published/pages/*.gz > "$work/more_main.jsonl"
OMP_NUM_THREADS=1 "$python" "$(dirname "$0")/train.py" "$work/copied.jsonl" "$data/data/extract/gold.json" "$bin/line_rows" "$forest" \
  --more "$work/more.jsonl" "$work/more_main.jsonl" "$data/data/published/dates.tsv" ${folds:+--folds "$folds"}
