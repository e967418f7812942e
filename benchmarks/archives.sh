#!/usr/bin/env bash
# Streams web archives: pages and MB a second of one thread, and whether memory stays flat as they grow: archives.sh DATA
#
# The archives are made of the open halves' HTML pages, each record with an address of its own, in the cache folder.
# SIZES: megabytes of each archive, packed (default "75 300"). PEERS=no leaves trafilatura out.
set -euo pipefail
data=$(cd "$1" && pwd); cd "$(dirname "$0")/.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/onrecord-benchmarks; mkdir -p "$cache"
cargo build --release --quiet -p onrecord-page --example archive
bin=${CARGO_TARGET_DIR:-target}/release/examples/archive
for size in ${SIZES:-75 300}; do
  out=$cache/pages-$size.warc.gz
  [ -s "$out" ] || python3 benchmarks/archives/make.py "$size" "$out" "$data"/data/extract/pages/*.gz "$data"/data/published/pages/*.gz
  # A process of its own each, so that the peak is that archive's.
  "$bin" "$out" 2> >(tail -3 >&2)
done
[ "${PEERS:-yes}" = no ] && exit 0
python=$(bash benchmarks/peers.sh benchmarks/archives trafilatura) || exit 0
smallest=$cache/pages-$(set -- ${SIZES:-75 300}; echo "$1").warc.gz
"$python" benchmarks/archives/trafilatura_peer.py "$smallest" "${PEER_PAGES:-1000}"
"$bin" "$smallest" 2>/dev/null
