#!/usr/bin/env bash
# Damages pages, feeds, tables and archives for some minutes and tells what makes the parsers panic, hang or swell: fuzz.sh DATA [MINUTES] [SEED]
#
# DATA gives the pages; the program's own examples and fixtures are among the files. What fails is kept in the cache folder.
set -euo pipefail
data=$(cd "$1" && pwd); cd "$(dirname "$0")/.."
kept=${XDG_CACHE_HOME:-$HOME/.cache}/onrecord-benchmarks/fuzz
cargo build --release --quiet -p onrecord-page --example fuzz
bin=${CARGO_TARGET_DIR:-target}/release/examples/fuzz
mapfile -t files < <(find examples/pages crates/page/tests -type f ! -name '*.rs' ! -name '*.expected' ! -name '*.posts'; find "$data/data/extract/pages" -name '*.gz' -size -40k)
"$bin" "${2:-60}" "${3:-1}" "$kept" "${files[@]}"
