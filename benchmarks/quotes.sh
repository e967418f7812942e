#!/usr/bin/env bash
# Scores quotation attribution on PolNeAR dev, each document read as one article: quotes.sh DATA
set -euo pipefail
data=$(cd "$1" && pwd); cd "$(dirname "$0")/.."
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
cargo build --release --quiet -p onrecord-reading --example attributions
bin=${CARGO_TARGET_DIR:-target}/release/examples/attributions
gzip -dc "$data/data/quotes/dev.jsonl.gz" > "$out/dev.jsonl"
start=$(date +%s.%N)
"$bin" < "$out/dev.jsonl" > "$out/predicted.jsonl"
end=$(date +%s.%N)
python3 "$data/score/score_attribution.py" "$out/dev.jsonl" "$out/predicted.jsonl" --name onrecord \
  --cues "$data/score/speech_cues.txt"
python3 - "$out/dev.jsonl" "$start" "$end" <<'P'
import json, sys
words = sum(len(json.loads(line)["text"].split()) for line in open(sys.argv[1]))
print(f"{words} words in {float(sys.argv[3]) - float(sys.argv[2]):.2f} s: "
      f"{words / (float(sys.argv[3]) - float(sys.argv[2])):,.0f} words a second, one thread, whole reading")
P
