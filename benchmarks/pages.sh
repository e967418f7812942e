#!/usr/bin/env bash
# Scores main text and days of publication on the open halves: pages.sh DATA
set -euo pipefail
data=$(cd "$1" && pwd); cd "$(dirname "$0")/.."
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
cargo build --release --quiet -p onrecord-page --example main_text
bin=${CARGO_TARGET_DIR:-target}/release/examples/main_text
"$bin" "$data"/data/extract/pages/*.gz > "$out/extract.jsonl"
python3 "$data/score/score_extract.py" "$data/data/extract/gold.json" "$out/extract.jsonl"
"$bin" "$data"/data/published/pages/*.gz > "$out/published.jsonl"
python3 - "$data/data/published/dates.tsv" "$out/published.jsonl" <<'P'
import json, sys
gold = dict(line.split("\t")[:2] for line in list(open(sys.argv[1]))[1:] if "\t" in line)
found = {row["page"]: (row.get("published") or "")[:10] for row in map(json.loads, open(sys.argv[2]))}
gold = {page.removesuffix(".gz").removesuffix(".html"): day for page, day in gold.items()}
right = sum(found.get(page) == day for page, day in gold.items())
answered = sum(bool(found.get(page)) for page in gold)
print(f"day of publication: {right} of {len(gold)} right ({right / len(gold):.3f}), {answered} answered")
P
